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
    # The map of the garden
    "map": "Map",
    "map.about": "Every note once, under its most telling topic: what to remember above what it rests on.",
    "map.skip": "Skip the map",
    "map.region": "Map of all notes by topic",
    "map.untagged": "Without a topic",
    "map.topics": "Topics",
    "map.topic": "Topic",
    "map.counted": "Here a note is counted under each of its topics.",
    # What can be moved and zoomed
    "js.zoomin": "Zoom in",
    "js.zoomout": "Zoom out",
    "js.zoomall": "Show all",
}
"""By key; the text may have facts in braces."""
