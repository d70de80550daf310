"""A claim with all it rests on as one document to read, with its sources as citations."""
