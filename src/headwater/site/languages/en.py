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
    # Search, and light or dark
    "search": "Search",
    "js.theme": "Light or dark",
    "js.theme.auto": "as the system",
    "js.theme.light": "light",
    "js.theme.dark": "dark",
    # The way to a page along the evidence
    "trail.left-out": "and {n} between",
    # At a glance, below a claim
    "glance.rests-on": "Rests on",
    "glance.sources.one": "{n} source",
    "glance.sources.other": "{n} sources",
    "glance.made-on": "Made on",
    "glance.depth": "How far down",
    "glance.steps.one": "{n} step",
    "glance.steps.other": "{n} steps",
    "glance.steps.between": "{fewest}–{most} steps",
    "glance.assumes": "Takes for granted",
    "glance.assumptions.one": "{n} assumption",
    "glance.assumptions.other": "{n} assumptions",
    "glance.mind": "Mind",
    "glance.no-source": "no source below it",
    "glance.flagged.one": "{n} retracted or doubted source",
    "glance.flagged.other": "{n} retracted or doubted sources",
    "glance.circular": "circular support",
    "glance.suspect.one": "{n} link to be reviewed",
    "glance.suspect.other": "{n} links to be reviewed",
    # The shape of the whole, on the home page
    "strata.title": "From Sources to Takeaways",
    "strata.all": "all reach a source",
    "strata.some": "{n} of {total} reach a source",
}
"""By key; the text may have facts in braces."""
