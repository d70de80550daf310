"""The map of the whole garden: every note as a dot under its topic, and how much there is on each topic.

The dots are links that every browser can follow; the table below them tells the same in words, and is what
the map is to whoever cannot see it or has no use for thousands of links (decision 22).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain

from headwater.evidence.kinds import ASSUMPTION, CONTENT, INSIGHT, QUICK_NOTE, SOURCE, TAG, TAKEAWAY
from headwater.publication import PublicNote
from headwater.site.context import SiteContext
from headwater.site.elements import anchor, count, shortened, text
from headwater.site.garden_layout import TITLE, Place, laid_out
from headwater.site.kept import KeptSite
from headwater.site.making import MadeFile, fingerprint
from headwater.site.rendering.links import class_of
from headwater.site.rendering.marks import address, attribute, without_tags
from headwater.site.shell import Crumb, PageParts
from headwater.site.urls import output_file
from headwater.vault.notes import NotePath
from headwater.views.garden import Topic, kinds_from_the_top, topics

LONGEST_NAME = 90
"""Characters of what a dot is called."""

_ALL_NAMES = 450_000
"""Characters that the names of all dots may take together: of very many notes each says less."""

_LETTER = 8
"""The width of a letter of a topic's name, in pixels, as far as one can say."""

_SHAPES = {
    TAKEAWAY: "m0-8 8 15h-16z",
    INSIGHT: "m-8 0a8 8 0 0 1 16 0 8 8 0 0 1-16 0z",
    QUICK_NOTE: "m0-9 9 9-9 9-9-9z",
    ASSUMPTION: "m0-9 9 9-9 9-9-9zm0 5-4 4 4 4 4-4z",
    SOURCE: "m-7-7h14v14h-14z",
    CONTENT: "m-7-7h14v14h-14zm4 4v6h6v-6z",
}
"""By kind, as the header has them; drawn from the middle on."""

_DOT = b'<a href="%b"><title>'
"""How a note's dot begins."""

_END_OF_NAME = b"</title>"

_OTHER = "m-4-8h8l4 8-4 8h-8l-4-8z"


class GardenMap:
    """Makes the map; none for a site that lists no notes."""

    def __init__(self, context: SiteContext, kept: KeptSite) -> None:
        """Prepare.

        Args:
            context: What the pages of the site are drawn with.
            kept: What an earlier run drew, where nothing but the texts of a few notes has changed since.
        """
        self._context = context
        self._say = context.words
        self._kept = kept
        self._changed: Sequence[NotePath] = ()
        self._place = output_file(context.map_place) if context.map_place else ""
        self.drafts: dict[str, bytes] = {}
        """The map, once it is drawn: what the next run is to be given."""

    def files(self) -> Iterator[MadeFile]:
        """The map's page."""
        if self._place:
            yield MadeFile(self._place, self._page, self._inputs, own=True)

    def touched(self, before: Sequence[PublicNote]) -> list[str]:
        """The map, if one of the notes claims something else now."""
        notes = self._context.publication.notes
        self._changed = [note.path for note in before if notes[note.path].claim != note.claim]
        return [self._place] if self._place and self._changed else []

    def _inputs(self) -> bytes:
        # It shows something of every note. To draw it tells what it is drawn from.
        return fingerprint(self._page())

    def _page(self) -> bytes:
        page = self.drafts.get(self._place)
        if page is None:
            draft = self._kept.drafts.get(self._place, b"") if self._place in self._kept.pages else b""
            page = self.drafts[self._place] = self._revised(draft) or self._whole()
        return page

    def _revised(self, draft: bytes) -> bytes:
        """The map as it was, its dots of notes with another claim called anew; nothing where that fails.

        What a note claims changes nothing else: neither its topic, nor where its dot stands.
        """
        for path in filter(self._has_dot, self._changed):
            href, called = self._told(path)
            before, dot, after = draft.partition(_DOT % href)
            _, end, rest = after.partition(_END_OF_NAME)
            if not end or dot in rest:
                return b""
            draft = b"".join((before, dot, called, end, rest))
        return draft

    def _has_dot(self, path: NotePath) -> bool:
        card = self._context.publication.cards[path]
        return card.listed and card.kind != TAG

    def _whole(self) -> bytes:
        found = topics(self._context.publication)
        seen = {kind for topic in found for kind in topic.counts}
        kinds = [kind for kind in kinds_from_the_top(self._context.publication) if kind in seen]
        crumbs = (self._context.home_crumb,)
        parts = PageParts(
            title=self._say("map"),
            description=self._say("map.about"),
            body=f"<p>{text(self._say('map.about'))}</p>",
            sections=[
                self._legend(found, kinds),
                *self._drawing(found, kinds),
                self._table(found, kinds),
            ],
            crumbs=crumbs,
            head=self._head(crumbs),
        )
        return self._context.shell.page(parts)

    def _head(self, crumbs: tuple[Crumb, ...]) -> str:
        about = self._context.heads.of_page(self._place, self._say("map"), crumbs)
        return f"{self._context.shell.movable_sheet}{about}"

    def _plural(self, kind: str) -> str:
        return self._context.names.several(kind)

    def _legend(self, found: Sequence[Topic], kinds: Sequence[str]) -> bytes:
        items = []
        for number, kind in enumerate(kinds):
            size = sum(len(paths) for topic in found for name, paths in topic.notes if name == kind)
            shape = f'<path d="M0 0{_SHAPES.get(kind, _OTHER)}"/>'
            items.append(
                f'<li class="kind-{class_of(kind)}" data-kind="{number}"><label>'
                f'<svg viewBox="-10 -10 20 20" aria-hidden="true">{shape}</svg> '
                f"{text(self._plural(kind))} {count(size)}</label></li>\n"
            )
        return f'<ul class="garden-legend">\n{"".join(items)}</ul>\n'.encode()

    def _drawing(self, found: Sequence[Topic], kinds: Sequence[str]) -> Iterator[bytes]:
        found = [topic for topic in found if topic.notes]
        layout = laid_out([[len(paths) for _, paths in topic.notes] for topic in found])
        skip = f'<a class="skip" href="#topics">{text(self._say("map.skip"))}</a>\n'
        opening = (
            f'{skip}<div class="garden" data-panzoom tabindex="0" role="region" '
            f'aria-label="{attribute(self._say("map.region"))}">\n'
            f'<svg class="garden-sheet" width="{layout.width}" height="{layout.height}">\n'
        )
        numbers = {kind: number for number, kind in enumerate(kinds)}
        yield opening.encode()
        # The topics first: whoever goes from link to link meets them before thousands of notes.
        yield from (self._box(topic, place) for topic, place in zip(found, layout.places, strict=True))
        for topic, place in zip(found, layout.places, strict=True):
            middles = place.dots([len(paths) for _, paths in topic.notes])
            for (kind, paths), block in zip(topic.notes, middles, strict=True):
                shape = _SHAPES.get(kind, _OTHER)
                dots = (
                    self._dot(path, f"M{x} {y}{shape}") for path, (x, y) in zip(paths, block, strict=True)
                )
                yield f'<g class="kind-{class_of(kind)} k{numbers[kind]}">'.encode()
                yield b"".join(chain(dots, (b"</g>\n",)))
        yield b'</svg>\n</div>\n<p class="garden-said" aria-hidden="true"></p>\n'

    def _box(self, topic: Topic, place: Place) -> bytes:
        name = self._name(topic)
        fitting = place.width // _LETTER - len(str(topic.size)) - 2
        label = (
            f'<text x="{place.x + 6}" y="{place.y + TITLE - 9}">{text(shortened(name, fitting))}'
            f" <tspan>{topic.size}</tspan></text>"
        )
        if topic.tag:
            href = address(self._context.addresses.page(topic.tag).href)
            label = f'<a href="{href}"><title>{text(name)}</title>{label}</a>'
        frame = f'<rect x="{place.x}" y="{place.y}" width="{place.width}" height="{place.height}"/>'
        return f"{frame}{label}\n".encode()

    def _dot(self, path: NotePath, drawn: str) -> bytes:
        href, called = self._told(path)
        return b'%b%b%b<path d="%b"/></a>' % (_DOT % href, called, _END_OF_NAME, drawn.encode())

    def _told(self, path: NotePath) -> tuple[bytes, bytes]:
        """Where a note's dot leads, and what it is called: as the note's row says."""
        href, name, claim = self._context.rows.told(path)
        words = shortened(without_tags(claim.decode().replace("<br>", " ")), self._longest)
        return href, text(words).encode() if words else name

    @cached_property
    def _longest(self) -> int:
        """The letters that a name may have."""
        return min(
            LONGEST_NAME, _ALL_NAMES // max(sum(map(self._has_dot, self._context.publication.cards)), 1)
        )

    def _name(self, topic: Topic) -> str:
        return self._context.publication.cards[topic.tag].name if topic.tag else self._say("map.untagged")

    def _table(self, found: Sequence[Topic], kinds: Sequence[str]) -> bytes:
        header = "".join(f'<th scope="col">{text(self._plural(kind))}</th>' for kind in kinds)
        rows = []
        for topic in sorted(found, key=lambda topic: (topic.tag is None, -sum(topic.counts.values()))):
            name = self._name(topic)
            title = anchor(self._context.addresses.page(topic.tag).href, name) if topic.tag else text(name)
            cells = "".join(f"<td>{topic.counts.get(kind) or ''}</td>" for kind in kinds)
            rows.append(f'<tr><th scope="row">{title}</th>{cells}</tr>\n')
        return (
            f'<h2 id="topics">{text(self._say("map.topics"))}</h2>\n<p>{text(self._say("map.counted"))}</p>\n'
            f'<div class="table-scroll" tabindex="0" role="region" aria-labelledby="topics">'
            f'<table class="garden-topics">\n<thead><tr>'
            f'<th scope="col">{text(self._say("map.topic"))}</th>{header}'
            f"</tr></thead>\n<tbody>\n{''.join(rows)}</tbody></table></div>\n"
        ).encode()
