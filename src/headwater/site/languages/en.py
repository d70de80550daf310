"""English."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    # Every page
    "skip": "Skip to the text",
    "overviews": "Overviews",
    "breadcrumbs": "Breadcrumbs",
    "home": "Home",
    "footer": "Every table on this site is computed from the notes each time it is built.",
    "moved": "This page has moved {here}.",
    "here": "here",
    # The page that is not there
    "lost.title": "Page not found",
    "lost.text": "There is no page here.",
    "lost.home": "Go to the home page",
    # In the place of a drawing
    "drawing.unreadable": "This drawing cannot be shown.",
}
"""By key; the text may have facts in braces."""
