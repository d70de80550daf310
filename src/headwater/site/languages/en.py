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
    # The Markdown beside pages
    "md.page": "page",
    "md.created": "created {date}",
    "md.updated": "updated {date}",
    "md.withheld.note": "not published",
    "md.withheld.one": "{n} unpublished note",
    "md.withheld.other": "{n} unpublished notes",
    "md.facts": "Facts: {facts}.",
    "md.sources.one": "{n} source",
    "md.sources.other": "{n} sources",
    "md.assumptions.one": "{n} assumption",
    "md.assumptions.other": "{n} assumptions",
    "md.circles.one": "{n} circle of support",
    "md.circles.other": "{n} circles of support",
    "md.suspect.one": "{n} link to be reviewed",
    "md.suspect.other": "{n} links to be reviewed",
    "md.caution": "Caution: this rests on {source}, which is {state}.",
    "md.pinned": "Pinned",
    "md.newest": "Newest Notes",
    "md.changed": "Last Changed",
    "md.works": "Works Cited",
    # llms.txt
    "llms.how": (
        "Every note is one claim with what it rests on, down to the papers. The links below lead to "
        "Markdown; every page of a note has such a file, at its address with `index.md` behind it. "
        "The newest notes of each kind are listed."
    ),
    "llms.sitemap": "All pages are listed in {place}.",
    "llms.more": "{n} more",
    # Card images
    "card.sources.one": "{n} source",
    "card.sources.other": "{n} sources",
}
"""By key; the text may have facts in braces."""
