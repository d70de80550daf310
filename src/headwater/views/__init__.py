"""The tables and lists of each kind of page, as values; nothing here knows HTML."""
