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
    # Maps of evidence
    "map": "Evidence map",
    "map.label": "Evidence map, from takeaways at the top down to sources",
    "map.key": "Read upwards: lines lead to what a note supports. The bold frame is this note.",
    "map.opposes": "opposes",
    "map.suspect": "to be reviewed",
    "map.withheld": "not published",
    "map.content": "Source content",
    "map.source": "Evidence source",
    "map.unpublished": "Unpublished",
    "map.notes.one": "{n} unpublished note",
    "map.notes.other": "{n} unpublished notes",
    "map.more": "More",
    "map.left.one": "{n} more, with what lies beyond",
    "map.left.other": "{n} more, with what lies beyond",
    "map.list": "The same as a list",
    "map.list.more": "More of it, as a list",
    "map.list.supports": "supports {notes}",
    "map.list.suspect": "supports {notes}, which is to be reviewed",
    "map.list.opposes": "opposes {notes}",
    "map.list.through": "lies beneath {notes}, by way of notes that are not shown",
}
"""By key; the text may have facts in braces."""
