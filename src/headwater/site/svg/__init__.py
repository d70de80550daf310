"""Drawings that come as SVG: cleaned, so that opened on their own they run nothing and load nothing."""
