"""Evidence sources → citations."""
