"""Views → the files of a website."""
