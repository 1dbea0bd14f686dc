"""From the outside world to `Report`s: files, folders, standard input, JSON lines, web pages."""
