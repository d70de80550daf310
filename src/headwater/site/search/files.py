"""The files of a site's search: its page, the index in shards, and what results show."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial

import msgspec

from headwater.publication import Publication, PublicNote
from headwater.site.context import SiteContext
from headwater.site.making import MadeFile, unknown
from headwater.site.search.documents import Documents
from headwater.site.search.index import Changes, Index
from headwater.site.search.page import search_page
from headwater.site.search.places import BLOCK, FOLDER, blocks, endings, file_of, shards
from headwater.site.search.postings import SIGNS, encoded, runs
from headwater.site.search.shards import written
from headwater.site.urls import output_file
from headwater.vault.notes import NotePath

_JSON = msgspec.json.Encoder(order="sorted")


class SearchFiles:
    """Makes them.

    All but the page are drawn by the process that has the publication, and not before somebody wants them: to
    draw one shard from nothing is to draw all.
    """

    def __init__(self, context: SiteContext, kept: Mapping[str, str]) -> None:
        """Prepare.

        Args:
            context: What the pages of the site are drawn with.
            kept: The shards that an earlier run drew, by place.
        """
        self._context = context
        self._documents = Documents(context)
        self._index = Index(context.publication, self._documents)
        self._kept = kept
        self._changes: Changes | None = None
        self.drawn: dict[str, str] = {}
        """The shards that are known by now: what the next run is to be given."""

    def files(self) -> Iterator[MadeFile]:
        """Every file."""
        context, count = self._context, len(self._documents)
        yield MadeFile(output_file(context.search_place), partial(search_page, context))
        yield MadeFile(f"{FOLDER}/m.js", self._manifest, unknown, late=True)
        yield MadeFile(f"{FOLDER}/g.js", self._tags, unknown, late=True)
        for place in (*self._index.of_terms, *self._index.of_endings):
            yield MadeFile(place, partial(self._shard, place), unknown, own=True, late=True)
        for block in range(blocks(count)):
            shown = partial(self._block, "d", block)
            yield MadeFile(file_of("d", block), shown, unknown, late=True)
            yield MadeFile(file_of("b", block), partial(self._block, "b", block), unknown, late=True)

    def touched(self, before: Sequence[PublicNote]) -> Collection[str]:
        """The shards of the words that came or went, and the documents themselves."""
        return self._touched(before, None)

    def spared(self, earlier: Publication, changed: Iterable[NotePath]) -> set[str]:
        """The files that an earlier run made as they would be made now.

        Args:
            earlier: What was published then, of the same sources.
            changed: The published notes that are new, or shown otherwise.
        """
        if not self._documents.are_numbered_as_in(earlier):
            return set()
        touched = self._touched([earlier.notes[path] for path in changed], earlier)
        made = [file_of(sort, block) for sort in "db" for block in range(blocks(len(self._documents)))]
        return {*self.drawn, *made} - touched

    def _touched(self, before: Sequence[PublicNote], earlier: Publication | None) -> set[str]:
        self._changes = self._index.changes(before, earlier)
        found = set(self._changes.places)
        self.drawn.update({place: shard for place, shard in self._kept.items() if place not in found})
        for note in before:
            block = self._documents.numbers[note.path] // BLOCK
            found.update((file_of("d", block), file_of("b", block)))
        return found

    def _shard(self, place: str) -> bytes:
        found = self.drawn.get(place)
        if found is None and self._changes:
            found = self._changes.patched(place, self._kept)
        if found is None:
            self.drawn.update(self._index.whole)
            found = self.drawn[place]
        self.drawn[place] = found
        return written(_key(place), _JSON.encode(found))

    def _block(self, sort: str, block: int) -> bytes:
        content = self._documents.shown(block) if sort == "d" else self._documents.texts(block)
        return written(_key(file_of(sort, block)), content)

    def _manifest(self) -> bytes:
        """What `search.js` must know to find the rest."""
        documents = self._documents
        return written(
            f"{FOLDER}/m",
            _JSON.encode(
                {
                    "block": BLOCK,
                    "count": len(documents),
                    "endings": endings(len(documents)),
                    "kinds": runs(documents.kinds()),
                    "names": {kind: self._context.names.one(kind) for kind in {*documents.kinds()}},
                    "shards": shards(len(documents)),
                    "signs": SIGNS,
                    "years": runs(documents.years()),
                }
            ),
        )

    def _tags(self) -> bytes:
        tags = self._documents.tags()
        return written(f"{FOLDER}/g", _JSON.encode({tag: encoded(numbers) for tag, numbers in tags.items()}))


def _key(place: str) -> str:
    return place.removesuffix(".js")
