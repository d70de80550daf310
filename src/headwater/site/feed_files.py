"""The files of a site's feeds: one of all notes in two forms, one for each kind, one for each topic."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial

from headwater.evidence.kinds import TAG, TAGGED
from headwater.publication import PublicNote
from headwater.site.atom import Around, atom
from headwater.site.context import SiteContext
from headwater.site.entries import Entries
from headwater.site.feeds import Feed
from headwater.site.json_feed import json_feed
from headwater.site.making import MadeFile, fingerprint
from headwater.site.note_pages import NotePages
from headwater.site.root import whole
from headwater.vault.notes import NotePath

JSON_NAME = "feed.json"

_Newest = Callable[[], tuple[NotePath, ...]]


class FeedFiles:
    """Makes them."""

    def __init__(self, context: SiteContext, notes: NotePages) -> None:
        """Prepare.

        Args:
            context: What the pages of the site are drawn with.
            notes: Draws the pages of notes.
        """
        self._context = context
        self._entries = Entries(context, notes)

    def files(self) -> Iterator[MadeFile]:
        """Every file."""
        feeds = self._context.feeds
        of_site = feeds.of_site()
        if of_site is None:
            return
        yield self._file(of_site, feeds.newest)
        yield self._file(of_site._replace(place=JSON_NAME), feeds.newest)
        for kind, feed in self._of_kinds():
            yield self._file(feed, partial(feeds.newest, kind))
        for path, card in self._context.publication.cards.items():
            of_tag = feeds.of_tag(path) if card.kind == TAG else None
            if of_tag:
                yield self._file(of_tag, partial(feeds.newest_of_tag, path))

    def touched(self, before: Sequence[PublicNote]) -> Collection[str]:
        """The feeds that these notes stand in, or would if they were newer."""
        feeds, publication = self._context.feeds, self._context.publication
        of_kinds = dict(self._of_kinds())
        found = {of_site.place, JSON_NAME} if (of_site := feeds.of_site()) else set()
        for note in before:
            found.update(feed.place for kind, feed in of_kinds.items() if kind == note.kind.name)
            topics = (note.path, *publication.leaving(note.path, TAGGED))
            found.update(feed.place for feed in map(feeds.of_tag, topics) if feed)
        return found

    def _of_kinds(self) -> Iterator[tuple[str, Feed]]:
        context = self._context
        for overview in context.overviews:
            place, title = context.overview_place(overview), context.overview_title(overview)
            feed = context.feeds.of_overview(overview, place, title)
            if feed:
                yield overview.kind, feed

    def _file(self, feed: Feed, newest: _Newest) -> MadeFile:
        return MadeFile(feed.place, partial(self._drawn, feed, newest), partial(self._inputs, feed, newest))

    def _inputs(self, feed: Feed, newest: _Newest) -> bytes:
        return fingerprint(self._around(feed), list(map(self._entries.of, newest())))

    def _drawn(self, feed: Feed, newest: _Newest) -> bytes:
        draw = json_feed if feed.place == JSON_NAME else atom
        return draw(self._around(feed), map(self._entries.of, newest()))

    def _around(self, feed: Feed) -> Around:
        addresses, options = self._context.addresses, self._context.config.site
        site = self._context.feeds.site
        return Around(
            url=whole(addresses.file_link(feed.place), site),
            page=whole(feed.page, site),
            title=feed.title,
            author=options.author or self._context.site_title,
            language=options.language,
        )
