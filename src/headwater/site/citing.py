"""How readers cite the notes of a site themselves."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from headwater.bibliography.cited_pages import CitedPage, page_citekey, page_item
from headwater.config import SiteOptions
from headwater.evidence.kinds import SOURCE
from headwater.publication import PublicNote
from headwater.site.drawn import DrawnSection
from headwater.site.elements import linked, text
from headwater.site.once import Once
from headwater.site.outline import Outline, as_attribute, slot, without_slots
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
        self._outlines = Once(self._outline)
        self._around = Once(self._around_title)
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
        texts = (linked(self._text(page)), _quoted(title), page_citekey(page), _quoted(page.url))
        return [DrawnSection(self._outlines[page.changed].filled([text.encode() for text in texts]))]

    def _outline(self, changed: date | None) -> Outline:
        """What the citations of all notes have in common that last changed on one day."""
        url = slot(3) if self._address else ""
        site, author, language = map(
            without_slots, (self._site_title, self._options.author, self._options.language)
        )
        page = CitedPage("", slot(1), site, url, author, changed, language)
        item = _ENCODER.encode({**page_item(page).data, "id": slot(2)}).decode()
        # A script, which the page does without, offers the other forms.
        return Outline(
            f'<details class="cite-note" data-item="{as_attribute(item)}">'
            f"<summary>{self._summary}</summary>\n"
            f'<p class="citation">{slot(0)}</p>\n</details>\n'
        )

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
        before, after = self._around[page.changed]
        sign = "" if page.title.endswith((".", "!", "?")) else "."
        return (
            f"{before}{page.title}{sign}{after} {page.url}."
            if page.url
            else f"{before}{page.title}{sign}{after}"
        )

    def _around_title(self, changed: date | None) -> tuple[str, str]:
        """What stands around the title in the citations of all notes that last changed on one day."""
        before, _, after = self._words("cite.title", title=slot(0)).partition(slot(0))
        day = f", {self._day(changed)}" if changed else ""
        return f"{self._before}{before}", f"{after} {self._site_title}{day}."

    def _day(self, day: date) -> str:
        # Not by `strftime`: its names depend on the machine's locale.
        month = self._words(f"month.{day.month}")
        return self._words("cite.day", month=month, day=day.day, year=day.year)


def _quoted(words: str) -> str:
    """What stands between the quotation marks of a text of JSON, as part of an attribute."""
    return attribute(_ENCODER.encode(words)[1:-1].decode())
