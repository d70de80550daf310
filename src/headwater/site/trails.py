"""The way to a note's page along the evidence: home, the takeaways, the one that rests on it, and down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from headwater.evidence.kinds import TAKEAWAY
from headwater.publication import Publication, PublicNote
from headwater.site.addresses import Addresses
from headwater.site.drawn import DrawnSection
from headwater.site.elements import shortened
from headwater.site.making import fingerprint
from headwater.site.shell import Crumb
from headwater.vault.notes import NotePath
from headwater.views.titles import Titles

NEAREST = 2
"""How many notes between a takeaway and the page's own a way names, the nearest to it: along a chain, all of
them would be its square."""

LONGEST = 72
"""Characters of a title on the way; what is left out stands on the page that it leads to."""


class Trails:
    """Draws the ways; an `Addition` to notes' pages, as these name notes that theirs has no relation with."""

    def __init__(
        self,
        publication: Publication,
        addresses: Addresses,
        titles: Titles,
        by_kind: Mapping[str, tuple[Crumb, ...]],
        home: Crumb,
    ) -> None:
        """Prepare.

        Args:
            publication: What may be shown.
            addresses: Where everything lies.
            titles: What notes are called.
            by_kind: The way to the notes of each kind that has an overview.
            home: The first step on every way.
        """
        self._publication = publication
        self._addresses = addresses
        self._titles = titles
        self._by_kind = by_kind
        self._home = home
        self._crumbs: dict[NotePath, Crumb] = {}

    def crumbs(self, note: PublicNote) -> tuple[Crumb, ...]:
        """The way to a note's page: by the nearest takeaway that rests on it, else by its kind."""
        if note.home:
            return ()
        if not note.kind.claims or note.path not in self._publication.above:
            return self._to_kind(note.kind.name)
        named = list(self._named(note.path))
        # The takeaway counts as one step, those between as many, and the note itself as the last.
        left_out = self._steps[note.path] - len(named)
        takeaway, *nearest = map(self._crumb, named)
        if left_out:
            nearest[0] = nearest[0]._replace(left_out=left_out)
        return (*self._to_kind(TAKEAWAY), takeaway, *nearest)

    def sections(self, note: PublicNote) -> list[DrawnSection]:  # noqa: ARG002 - as every addition does
        """Nothing: the way stands above the title."""
        return []

    def inputs(self, note: PublicNote) -> Iterable[bytes]:
        """What the crumbs say."""
        yield fingerprint(self.crumbs(note))

    def shown_on(self, note: PublicNote) -> Iterable[NotePath]:
        """The notes whose pages name a note on the way to them."""
        if note.kind.name == TAKEAWAY:
            return [path for path, takeaway in self._takeaways.items() if takeaway == note.path]
        found = below = self._below.get(note.path, [])
        for _ in range(NEAREST - 1):
            below = [path for one in below for path in self._below.get(one, ())]
            found = [*found, *below]
        return found

    def _to_kind(self, kind: str) -> tuple[Crumb, ...]:
        return self._by_kind.get(kind, (self._home,))

    def _named(self, path: NotePath) -> Iterator[NotePath]:
        """The notes that the way to a note names, the takeaway first."""
        above, takeaway = self._publication.above, self._takeaways[path]
        nearest: list[NotePath] = []
        one = above[path]
        while one != takeaway and len(nearest) < NEAREST:
            nearest.append(one)
            one = above[one]
        yield takeaway
        yield from reversed(nearest)

    def _crumb(self, path: NotePath) -> Crumb:
        crumb = self._crumbs.get(path)
        if crumb is None:
            target, title = self._addresses.page(path), self._titles.of(path).text
            crumb = self._crumbs[path] = Crumb(shortened(title, LONGEST), target.href, target.kind)
        return crumb

    @cached_property
    def _takeaways(self) -> Mapping[NotePath, NotePath]:
        """The takeaway that the way from each note leads up to; those above a note come before it."""
        found: dict[NotePath, NotePath] = {}
        for path, above in self._publication.above.items():
            found[path] = found.get(above, above)
        return found

    @cached_property
    def _steps(self) -> Mapping[NotePath, int]:
        """How many steps each note is below its takeaway."""
        found: dict[NotePath, int] = {}
        for path, above in self._publication.above.items():
            found[path] = found.get(above, 0) + 1
        return found

    @cached_property
    def _below(self) -> Mapping[NotePath, list[NotePath]]:
        """The notes from which the way up leads to each note next."""
        found: defaultdict[NotePath, list[NotePath]] = defaultdict(list)
        for path, above in self._publication.above.items():
            found[above].append(path)
        return found
