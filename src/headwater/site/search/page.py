"""The search page, and the form that leads to it."""

from __future__ import annotations

from headwater.site.bundles import version
from headwater.site.context import SiteContext
from headwater.site.elements import anchor, text
from headwater.site.rendering.marks import address, attribute
from headwater.site.root import ROOT
from headwater.site.shell import PageParts

_FACETS = ("kind", "tag", "year")


def search_form(context: SiteContext, *, facets: bool = False) -> str:
    """A form that asks the search page, by an address that can be kept.

    Args:
        context: What the pages of the site are drawn with.
        facets: Whether it lets readers narrow results down; the script shows that once there are results.
    """
    words = context.words
    chosen = "".join(
        f'<label>{text(words(f"search.{name}"))} <select name="{name}">'
        f'<option value="">{text(words("search.any"))}</option></select></label>\n'
        for name in (_FACETS if facets else ())
    )
    return (
        f'<form class="finder" role="search" action="{address(context.search_href)}">\n'
        f'<p class="query"><input type="search" name="q" aria-label="{attribute(words("search.label"))}" '
        f'autocomplete="off" autocapitalize="none" spellcheck="false"> '
        f"<button>{text(words('search'))}</button></p>\n"
        + (f'<p class="facets" hidden>{chosen}</p>\n' if facets else "")
        + "</form>\n"
    )


def search_page(context: SiteContext) -> bytes:
    """The page on which results are listed."""
    words = context.words
    linked = "".join(
        f"<li>{anchor(context.overview_href(overview), context.overview_title(overview))}</li>\n"
        for overview in context.overviews
    )
    body = (
        f"{search_form(context, facets=True)}"
        f'<p class="hint">{text(words("search.hint"))}</p>\n'
        '<p class="found" role="status"></p>\n<ol class="results"></ol>\n'
        f"<noscript><p>{text(words('search.no-script'))}</p>\n<ul>\n{linked}</ul></noscript>"
    )
    # In the body, as it comes after the script that every page has in its head.
    script = f"{ROOT}assets/search.js?v={version(words, 'search.js')}"
    body += f'\n<script src="{address(script)}" defer></script>'
    return context.shell.page(
        PageParts(words("search"), body=body, crumbs=(context.home_crumb,), head=context.shell.sheet)
    )
