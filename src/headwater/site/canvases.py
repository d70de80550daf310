"""Makes the pages of canvases, their stylesheets, and the list of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from headwater.publication import PublicNote
from headwater.publication.canvases import Holds, PublicCanvas
from headwater.site.canvas_pages import CanvasPages, DrawnCanvas
from headwater.site.context import SiteContext
from headwater.site.elements import anchor, text
from headwater.site.making import MadeFile, fingerprint
from headwater.site.shell import Crumb, PageParts
from headwater.site.urls import Permalink, output_file
from headwater.vault.notes import NotePath


class Canvases:
    """Makes what a site shows of canvases; nothing where none is published."""

    def __init__(self, context: SiteContext) -> None:
        """Prepare.

        Args:
            context: What the pages of the site are drawn with.
        """
        self._context = context
        self._pages = CanvasPages(context)
        self._drawn: dict[str, DrawnCanvas] = {}

    def files(self) -> Iterator[MadeFile]:
        """Every file."""
        for path, place in self._context.addresses.canvas_places.items():
            yield MadeFile(output_file(place), partial(self._page, path), partial(self._inputs, path))
            yield MadeFile(
                self._pages.styles_place(path), partial(self._styles, path), partial(self._inputs, path)
            )
        if self._context.canvases_place:
            place = self._context.canvases_place
            yield MadeFile(output_file(place), partial(self._list, place))

    def touched(self, before: Sequence[PublicNote]) -> set[str]:
        """The pages that show one of the notes, or may show a part of one in a text."""
        changed = {note.path for note in before}
        return {
            output_file(place)
            for path, place in self._context.addresses.canvas_places.items()
            if _shows(self._context.publication.canvases[path], changed)
        }

    def _inputs(self, path: str) -> bytes:
        # A canvas may show any part of any note within its texts. To draw it tells what it is drawn from.
        return fingerprint(*self._draw(path))

    def _page(self, path: str) -> bytes:
        return self._draw(path).page

    def _styles(self, path: str) -> bytes:
        return self._draw(path).styles

    def _draw(self, path: str) -> DrawnCanvas:
        if path not in self._drawn:
            self._drawn[path] = self._pages.draw(self._context.publication.canvases[path], self._crumbs())
        return self._drawn[path]

    def _crumbs(self) -> tuple[Crumb, ...]:
        place = self._context.canvases_place
        listed = (
            (Crumb(self._context.words("canvases"), self._context.addresses.link(place)),) if place else ()
        )
        return (self._context.home_crumb, *listed)

    def _list(self, place: Permalink) -> bytes:
        crumbs = (self._context.home_crumb,)
        items = "".join(map(self._item, self._context.addresses.canvas_places))
        parts = PageParts(
            self._context.words("canvases"),
            sections=[f'<ul class="canvas-list">\n{items}</ul>\n'.encode()],
            crumbs=crumbs,
            head=self._context.heads.of_page(output_file(place), self._context.words("canvases"), crumbs),
        )
        return self._context.shell.page(parts)

    def _item(self, path: str) -> str:
        canvas, target = self._context.publication.canvases[path], self._context.addresses.canvas(path)
        mark = (
            f' <span class="badge">{text(self._context.words("not-published"))}</span>'
            if canvas.withheld
            else ""
        )
        summary = text(self._pages.summary(canvas))
        return f'<li>{anchor(target.href, target.title)}{mark} <span class="count">{summary}</span></li>\n'


def _shows(canvas: PublicCanvas, notes: set[NotePath]) -> bool:
    for node in canvas.nodes:
        if (node.holds is Holds.NOTE and node.said in notes) or (
            node.holds is Holds.TEXT and "![" in node.said
        ):
            return True
    return False
