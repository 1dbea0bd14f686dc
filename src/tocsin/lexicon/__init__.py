"""Knowledge as data: frames, roles, actors, offices and places, with the loaders that check them.

Every file is validated when it is loaded; an error names the file and the line. A user's own folder of the
same layout adds to what is shipped.
"""
