"""Other forms of a vault, turned back into one. One file per format, and what the formats share.

An importer reads and validates everything first, plans the notes as values, and only then writes: it never
overwrites a file and never writes outside the vault's folder.
"""
