"""Measures on labelled data that none of us wrote, with floors that do not go down."""
