"""From parsed sentences to facts: one question per module."""
