"""What a feed says of a note: as plain values, of which each form of feeds makes its own."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import NamedTuple

from headwater.evidence.kinds import TAGGED
from headwater.publication import PublicNote
from headwater.site.context import SiteContext
from headwater.site.elements import shortened, text
from headwater.site.note_pages import NotePages
from headwater.site.rendering.marks import clean
from headwater.site.root import whole
from headwater.vault.dates import timestamp
from headwater.vault.notes import NotePath

LONGEST_TITLE = 200
"""Characters of a title in a list of news."""


class Entry(NamedTuple):
    """A note in a feed."""

    url: str
    """Of its page: also what programs know it by."""

    title: str
    """Plain text."""

    published: str
    """When it was made, as RFC 3339 writes dates."""

    updated: str
    """When it last changed."""

    html: str
    """What it says and what that rests on, with no link that needs to know where it stands."""

    topics: tuple[str, ...]


class Entries:
    """Knows what feeds say of notes; a note stands in many feeds, and is looked at once."""

    def __init__(self, context: SiteContext, notes: NotePages) -> None:
        """Prepare.

        Args:
            context: What the pages of the site are drawn with.
            notes: Draws these pages.
        """
        self._context = context
        self._notes = notes
        self._found: dict[NotePath, Entry] = {}

    def of(self, path: NotePath) -> Entry:
        """What feeds say of a note that has a date."""
        found = self._found.get(path)
        if found is None:
            found = self._found[path] = self._entry(self._context.publication.notes[path])
        return found

    def _entry(self, note: PublicNote) -> Entry:
        context, publication = self._context, self._context.publication
        made = timestamp(note.name) or note.dates.created
        if made is None:
            raise ValueError(f"{note.path} has no date")
        site = context.feeds.site
        url = whole(context.addresses.page(note.path).href, site)
        published, updated = _moment(made), _moment(note.dates.updated or made)
        return Entry(
            url=url,
            title=shortened(clean(context.titles.of(note.path).text), LONGEST_TITLE) or url,
            published=published,
            updated=max(published, updated),
            html=whole(self._html(note), escape(site)),
            topics=tuple(
                clean(publication.cards[one].name) for one in publication.leaving(note.path, TAGGED)
            ),
        )

    def _html(self, note: PublicNote) -> str:
        claim = self._context.rows.claim(note)
        if not claim:
            return f"<p>{text(self._notes.summary(note) or note.name)}</p>"
        if note.facts is None:
            return f"<p>{claim}</p>"
        label = text(self._context.words("facts.sources"))
        return f"<p>{claim}</p>\n<p>{label}: {self._context.facts.counted(note.facts)}</p>"


def _moment(moment: datetime) -> str:
    """A date of a note as RFC 3339 writes it, in UTC; a clock whose time zone nobody knows is taken for that.

    All are written alike, so that the later is the greater.
    """
    known = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        utc = known.astimezone(UTC)
    except OverflowError:  # the first or the last day that there is, elsewhere
        utc = moment.replace(tzinfo=UTC)
    return utc.strftime("%Y-%m-%dT%H:%M:%SZ").zfill(len("2026-01-01T00:00:00Z"))
