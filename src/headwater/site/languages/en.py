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
    # Canvases
    "canvases": "Canvases",
    "canvas.sheet": "Canvas: {title}",
    "canvas.empty": "There is nothing on this canvas.",
    "canvas.withheld": "not published",
    "canvas.unpublished": "unpublished",
    "canvas.text": "text",
    "canvas.group": "group",
    "canvas.notes.one": "{n} note",
    "canvas.notes.other": "{n} notes",
    "canvas.lines.one": "{n} connection",
    "canvas.lines.other": "{n} connections",
    # What can be moved and zoomed
    "js.zoomin": "Zoom in",
    "js.zoomout": "Zoom out",
    "js.zoomall": "Show all",
}
"""By key; the text may have facts in braces."""
