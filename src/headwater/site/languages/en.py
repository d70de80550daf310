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
    # Search
    "search": "Search",
    "search.label": "Search this site",
    "search.kind": "Kind",
    "search.tag": "Tag",
    "search.year": "Year",
    "search.any": "any",
    "search.hint": "Words may be incomplete or slightly misspelt; “quotation marks” find an exact phrase.",
    "search.no-script": "Search needs a script, which does not run here. These list every note:",
    "js.search.one": "1 result",
    "js.search.other": "{n} results",
    "js.search.none": "Nothing found",
    "js.search.some": "Nothing holds all of these words. {n} with some of them:",
    "js.search.far": "Results so far: {n}",
    "js.search.more": "Show more",
    "js.search.broken": "The index could not be loaded. Is the site being updated? Try again.",
    "js.search.withheld": "not published",
}
"""By key; the text may have facts in braces."""
