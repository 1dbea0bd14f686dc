"""From a report's text to sentences with their grammar."""
