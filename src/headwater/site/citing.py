"""How readers cite the notes of a site themselves."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from headwater.bibliography.cited_pages import CitedPage, page_item
from headwater.config import SiteOptions
from headwater.evidence.kinds import SOURCE
from headwater.publication import PublicNote
from headwater.site.drawn import DrawnSection
from headwater.site.elements import linked, text
from headwater.site.rendering.marks import attribute
from headwater.site.root import from_root
from headwater.site.urls import site_address
from headwater.site.wording import Words

_ENCODER = msgspec.json.Encoder(order="sorted")


class Citing:
    """Draws what a reader takes to cite a note."""

    def __init__(self, options: SiteOptions, site_title: str, words: Words) -> None:
        """Prepare.

        Args:
            options: What the configuration says of the site: its author, address and language.
            site_title: What it is called.
            words: The words of the site.
        """
        self._options = options
        self._site_title = site_title
        self._words = words
        self._address = site_address(options.base_url)
        self._before = f"{options.author.rstrip('.')}. " if options.author else ""
        self._days: dict[date, str] = {}
        self._summary = text(words("cite"))

    def section(self, note: PublicNote, title: str, href: str) -> list[DrawnSection]:
        """The citation of a note, folded; nothing for sources, which are cited as what they are, and home.

        Args:
            note: The note.
            title: Its title, as plain text.
            href: The link to its page from any page of the site.
        """
        if note.kind.name == SOURCE or note.home:
            return []
        page = self._page(note, title, href)
        item = attribute(_ENCODER.encode(page_item(page).data).decode())
        # A script, which the page does without, offers the other forms.
        drawn = (
            f'<details class="cite-note" data-item="{item}"><summary>{self._summary}</summary>\n'
            f'<p class="citation">{linked(self._text(page))}</p>\n</details>\n'
        )
        return [DrawnSection([drawn.encode()])]

    def _page(self, note: PublicNote, title: str, href: str) -> CitedPage:
        moment: datetime | None = note.dates.updated or note.dates.created
        return CitedPage(
            note.name,
            title,
            self._site_title,
            f"{self._address}{from_root(href)}" if self._address else "",
            self._options.author,
            moment.date() if moment else None,
            self._options.language,
        )

    def _text(self, page: CitedPage) -> str:
        """A page cited as plain text, as Chicago's notes and bibliography do it (17th edition, 14.207)."""
        sign = "" if page.title.endswith((".", "!", "?")) else "."
        title = self._words("cite.title", title=f"{page.title}{sign}")
        day = page.changed and (self._days.get(page.changed) or self._day(page.changed))
        said = f"{self._before}{title} {page.site_title}{f', {day}' if day else ''}."
        return f"{said} {page.url}." if page.url else said

    def _day(self, day: date) -> str:
        # Not by `strftime`: its names depend on the machine's locale.
        month = self._words(f"month.{day.month}")
        told = self._days[day] = self._words("cite.day", month=month, day=day.day, year=day.year)
        return told
