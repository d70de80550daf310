"""What becomes of the files that published notes show or link to: copied, cleaned, or kept back.

Most are copied as they are. Opened in a browser, some would be pages of the site themselves and could do
there whatever a page can. Drawings are cleaned; what else would run is not published.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from pathlib import Path

from headwater.problems import Problem, problem
from headwater.publication import PublicNote
from headwater.site.addresses import FILES
from headwater.site.context import SiteContext
from headwater.site.elements import text
from headwater.site.kept import UNKNOWN, KeptSite
from headwater.site.making import MadeFile, fingerprint


class Attachments:
    """Makes the drawings of a site, and knows which of its attachments are copied."""

    def __init__(self, context: SiteContext, kept: KeptSite | None) -> None:
        """Prepare.

        Args:
            context: What the pages of the site are drawn with.
            kept: What an earlier run drew; None if nothing is to be kept of this one.
        """
        self._context = context
        self._kept = kept
        given = context.publication.attachments
        trusted = context.config.markdown.trust_html
        drawings = {path: source for path, source in given.items() if _is_drawing(path) and not trusted}
        self._drawings = {f"{FILES}/{path}": source for path, source in drawings.items()}
        self.copied = {
            f"{FILES}/{path}": source
            for path, source in given.items()
            if path not in drawings and path not in context.refused
        }
        """What is copied as it is: place in the output folder → the file in the vault."""

    @property
    def drawings(self) -> frozenset[str]:
        """The places of all drawings."""
        return frozenset(self._drawings)

    def files(self) -> Iterator[MadeFile]:
        """Every drawing, cleaned."""
        for place, source in self._drawings.items():
            yield MadeFile(place, partial(self._drawing, source), partial(_inputs, source))

    def touched(self, _before: Sequence[PublicNote]) -> Collection[str] | None:
        """Nothing, unless a drawing has changed as well: then what is odd about it must be told anew."""
        pages = self._kept.pages if self._kept else {}
        for place, source in self._drawings.items():
            page = pages.get(place)
            if page is None or page.drawn_from.inputs == UNKNOWN or page.drawn_from.inputs != _inputs(source):
                return None
        return ()

    def problems(self) -> Iterator[Problem]:
        """Which attachments readers do not see as they are, and why."""
        for path in sorted(self._context.refused):
            yield problem("active-attachment", path)
        if self._drawings:
            yield from self._unreadable()

    def _unreadable(self) -> Iterator[Problem]:
        # Imported here because most sites have no drawings, and it takes as long as a third of a short build.
        from headwater.site.svg.cleaning import SvgError, check  # noqa: PLC0415

        for place, source in self._drawings.items():
            try:
                check(source.read_bytes())
            except SvgError as error:
                yield problem("unreadable-drawing", place.removeprefix(f"{FILES}/"), reason=str(error))
            except OSError:
                pass  # writing the site tells of it

    def _drawing(self, source: Path) -> bytes:
        from headwater.site.svg.cleaning import SvgError, cleaned  # noqa: PLC0415 - as above

        try:
            return cleaned(source.read_bytes())
        except SvgError:
            said = text(self._context.words("drawing.unreadable"))
            return (
                '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 40" width="320" height="40">'
                f'<text x="160" y="25" text-anchor="middle" fill="#777">{said}</text>'
                "</svg>\n"
            ).encode()


def _is_drawing(path: str) -> bool:
    return path.lower().endswith(".svg")


def _inputs(source: Path) -> bytes:
    """A fingerprint of a drawing; unknown for one that cannot be read."""
    try:
        return fingerprint(source.read_bytes())
    except OSError:
        return UNKNOWN
