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
    "facts.source.one": "{n} source",
    "facts.source.other": "{n} sources",
    "facts.ungrounded": "no source",
    "facts.suspect": "suspect",
    "withheld.one": "{n} unpublished note",
    "withheld.other": "{n} unpublished notes",
    # Previews of notes
    "preview.tagged.one": "{n} note",
    "preview.tagged.other": "{n} notes",
    "preview.resting.one": "{n} note rests on it",
    "preview.resting.other": "{n} notes rest on it",
    # Tables and lists
    "js.more": "Show {n} more",
    "js.filter": "Filter",
    "js.filtered": "{n} of {all}",
}
"""By key; the text may have facts in braces."""
