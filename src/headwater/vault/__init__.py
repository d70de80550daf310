"""Bytes → notes: the only code that reads a vault's files."""
