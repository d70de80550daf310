"""The bibliography's pages: one for each order, narrowed down by year and topic without a script.

The form that narrows down is plain HTML; a stylesheet of the site's own hides the rows that do not fit what
is chosen (`:has`, Selectors Level 4). A browser that does not know how shows all rows, and no form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, partial

from headwater.publication import Publication
from headwater.site.context import SiteContext
from headwater.site.drawn import DrawnSection
from headwater.site.elements import anchor, text
from headwater.site.making import MadeFile, unknown
from headwater.site.rendering.marks import address, attribute
from headwater.site.rows import Rows
from headwater.site.shell import Crumb, PageParts
from headwater.site.urls import Permalink, output_file
from headwater.site.wording import Words
from headwater.vault.notes import NotePath
from headwater.views.bibliography import BibliographyView, bibliography_view
from headwater.views.overviews import Overview
from headwater.views.tables import SourceTable

BY_YEAR = "by-year/"
"""Where the bibliography in the order of the years lies, below the other."""

STYLESHEET = "narrow.css"


class BibliographyPages:
    """Draws the bibliography of a site."""

    def __init__(self, context: SiteContext) -> None:
        """Prepare.

        Args:
            context: What the pages of the site are drawn with.
        """
        self._context = context
        self._publication = context.publication
        self._addresses = context.addresses
        self._words = context.words
        self._rows = context.rows
        self._sources = context.sources

    def pages(self, overview: Overview, place: Permalink, crumbs: tuple[Crumb, ...]) -> Iterator[MadeFile]:
        """The pages and the stylesheet.

        Args:
            overview: The overview that lists the sources.
            place: Where it lies.
            crumbs: The way to it.
        """
        drawn = _Drawn(self._publication, self._words, self._rows, overview)
        for below in ("", BY_YEAR):
            page = Permalink(f"{place}{below}")
            yield MadeFile(output_file(page), partial(self._page, drawn, place, below, crumbs), unknown)
        stylesheet = f"{output_file(place).rpartition('/')[0]}/{STYLESHEET}"
        yield MadeFile(stylesheet, drawn.stylesheet, unknown)

    def _page(self, drawn: _Drawn, place: Permalink, below: str, crumbs: tuple[Crumb, ...]) -> bytes:
        words = self._words
        hrefs = [self._addresses.link(f"{place}{other}") for other in ("", BY_YEAR)]
        called = [words("bibliography.author"), words("bibliography.year")]
        orders = [anchor(href, order) for href, order in zip(hrefs, called, strict=True)]
        orders[below == BY_YEAR] = f'<b aria-current="page">{text(called[below == BY_YEAR])}</b>'
        listed = words("bibliography.listed", orders=" · ".join(orders))
        taken = words("bibliography.take", forms=self._sources.all_to_take())
        body = f'<p class="orders">{listed}</p>\n<p>{taken}</p>\n{drawn.form}'
        style = f'<link rel="stylesheet" href="{address(f"{hrefs[0]}{STYLESHEET}")}">\n'
        section = DrawnSection([b"<section>\n", *drawn.table(by_year=bool(below)), b"</section>\n"])
        title = words("bibliography.by-year" if below else "bibliography")
        about = self._context.heads.of_page(output_file(Permalink(f"{place}{below}")), title, crumbs)
        head = f"{self._context.shell.sheet}{style}{about}"
        return self._context.shell.page(
            PageParts(title, body=body, sections=section.html, crumbs=crumbs, head=head)
        )


class _Drawn:
    """What the pages of one bibliography have in common."""

    def __init__(self, publication: Publication, words: Words, rows: Rows, overview: Overview) -> None:
        self._publication = publication
        self._words = words
        self._rows = rows
        self.overview = overview

    @cached_property
    def _view(self) -> BibliographyView:
        tables = self.overview.tables
        listed = [key for table in tables if isinstance(table, SourceTable) for key in table.rows]
        return bibliography_view(self._publication, listed)

    @cached_property
    def _topics(self) -> dict[NotePath, int]:
        return {path: number for number, path in enumerate(self._view.topics, start=1)}

    def table(self, *, by_year: bool) -> list[bytes]:
        """All sources in one order, none of them folded away: whoever narrows them down looks for few."""
        keys = self._view.by_year if by_year else self._view.by_citation
        drawn = self._rows.source_table(
            SourceTable("original-sources", keys), self._words("bibliography.sources")
        )
        opening, rows, closing = drawn[0], drawn[1:-1], drawn[-1]
        return [opening, *map(self._told, keys, rows), closing]

    def _told(self, citekey: str, row: bytes) -> bytes:
        """A row that says what it can be narrowed down by."""
        year = attribute(self._publication.citations[citekey].year)
        topics = " ".join(str(self._topics[path]) for path in self._view.topics_of.get(citekey, ()))
        # Behind the first attribute, whose value holds no quote.
        tag, value, rest = row.split(b'"', 2)
        told = f' data-year="{year}" data-topics="{topics}"'.encode()
        return b'%b"%b"%b%b' % (tag, value, told, rest)

    @cached_property
    def form(self) -> str:
        """What readers choose a year and a topic with; nothing where there is no choice."""
        cards = self._publication.cards
        topics = [(str(number), cards[path].name) for path, number in self._topics.items()]
        years = [(year, year) for year in self._view.years]
        chosen = [self._select("year", years), self._select("topic", topics)]
        return f'<form class="narrow">{"".join(chosen)}</form>\n' if any(chosen) else ""

    def _select(self, name: str, options: Iterable[tuple[str, str]]) -> str:
        listed = "".join(
            f'<option value="{attribute(value)}">{text(said)}</option>' for value, said in options
        )
        if not listed:
            return ""
        label, every = text(self._words(f"narrow.{name}")), text(self._words("narrow.all"))
        options_html = f'<option value="">{every}</option>{listed}'
        return f'<label>{label} <select id="narrow-{name}">{options_html}</select></label>'

    def stylesheet(self) -> bytes:
        """Hides the rows that do not fit what is chosen."""
        rules = [".narrow { display: none }", "@supports selector(:has(a)) { .narrow { display: flex } }"]
        rules += [_rule("year", year, f'[data-year="{_quoted(year)}"]') for year in self._view.years]
        rules += [_rule("topic", str(one), f'[data-topics~="{one}"]') for one in self._topics.values()]
        return ("\n".join(rules) + "\n").encode()


def _rule(name: str, value: str, fits: str) -> str:
    chosen = f'main:has(#narrow-{name} option[value="{_quoted(value)}"]:checked)'
    return f"{chosen} tr[data-year]:not({fits}) {{ display: none }}"


def _quoted(value: str) -> str:
    """A text within the quotes of a selector (CSS Syntax Level 3, 4.3.5)."""
    return "".join(sign if sign.isalnum() or sign in "-_ " else f"\\{ord(sign):x} " for sign in value)
