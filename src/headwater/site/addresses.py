"""Where everything of a publication lies on the site, and what links in its text lead to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from urllib.parse import quote

from headwater.errors import PublicationError
from headwater.publication import Publication, PublicNote
from headwater.site.anchors import Anchors
from headwater.site.canvas_places import canvas_places
from headwater.site.elements import leaving
from headwater.site.embeds import embedded_text
from headwater.site.render import EmbeddedText, FileTarget, PageTarget
from headwater.site.root import ROOT
from headwater.site.urls import Permalink, href, output_file, path_of, permalink
from headwater.vault.notes import Link, NotePath
from headwater.views.titles import Titles

FILES = "files"
"""The folder of the site that attachments are copied to, under their paths in the vault."""

_ACTIVE = "hta htm html mht mhtml shtm shtml svgz swf xht xhtml xml xsl xslt"
ACTIVE = frozenset(_ACTIVE.split())
"""The endings of files that browsers run on the site they lie on: pages, and what becomes one."""


def is_active(path: str) -> bool:
    """Whether a browser would run a file of the vault on the site, were it published."""
    return path.rpartition(".")[2].lower() in ACTIVE


class Addresses:
    """The place of every page and attachment; answers what a link in published text leads to."""

    def __init__(
        self,
        publication: Publication,
        outputs: Mapping[NotePath, str] | None = None,
        refused: Collection[str] = (),
    ) -> None:
        """Give every published note its place.

        Args:
            publication: What may be shown.
            outputs: The file of every note's page, if that is known.
            refused: The attachments that are not published after all: no link leads to them.

        Raises:
            PublicationError: Two notes have one permalink, or a permalink is no place on a site.
        """
        self._publication = publication
        self._refused = refused
        self._canvases: dict[str, PageTarget] = {}
        self._known: dict[str, PageTarget | FileTarget | None] = {}
        """What links lead to by what they name, where that is the same in every text: as of nearly all."""

        self.titles = Titles(publication)
        self.anchors = Anchors(publication, self.titles)
        self._targets: dict[NotePath, PageTarget] = {}
        self.outputs: Mapping[NotePath, str] = self._new_outputs() if outputs is None else outputs

    def _new_outputs(self) -> dict[NotePath, str]:
        """The file of every note's page."""
        outputs: dict[NotePath, str] = {}
        for path, note in self._publication.notes.items():
            place = permalink(path, note.properties, home=note.home)
            outputs[path] = output_file(place, note=path)
            self._targets[path] = self._target(note, place)
        self._refuse_collisions(outputs)
        return outputs

    def _target(self, note: PublicNote, place: Permalink) -> PageTarget:
        return PageTarget(self.link(place), "", note.kind.name.replace(" ", "-"))

    def _refuse_collisions(self, outputs: Mapping[NotePath, str]) -> None:
        owners: dict[str, NotePath] = {}
        for path, output in outputs.items():
            other = owners.setdefault(output.casefold(), path)
            if other != path:
                note = self._publication.notes[path]
                place = permalink(path, note.properties, home=note.home)
                raise PublicationError(
                    f"two notes would have the permalink {place!r}: {other!r} and {path!r}",
                    hint="rename one of them, or give it a `dg-permalink` of its own",
                )

    def link(self, place: str) -> str:
        """A place on the site (`/a/b/`) as a link from any page of it; see `headwater.site.root`.

        In an attribute it is written by `marks.address`, or by `elements.anchor`: `marks.attribute`, which is
        for texts, would take its beginning away.
        """
        return ROOT + href(Permalink(place))[1:]

    def file_link(self, output: str) -> str:
        """A file of the site as a link from any page of it; a page by the folder it lies in."""
        return ROOT + path_of(output)

    def page(self, path: NotePath) -> PageTarget:
        """The page of a published note."""
        target = self._targets.get(path)
        if target is None:
            note = self._publication.notes[path]
            target = self._targets[path] = self._target(
                note, permalink(path, note.properties, home=note.home)
            )
        return target

    @cached_property
    def canvas_places(self) -> Mapping[str, Permalink]:
        """Where the page of every canvas lies, in the order of the paths.

        Raises:
            PublicationError: One can lie nowhere.
        """
        home = self._publication.home
        note = self._publication.notes[home] if home and self._publication.canvases else None
        return canvas_places(self._publication.canvases, self.outputs.values(), note)

    def canvas(self, path: str) -> PageTarget:
        """The page of a published canvas."""
        target = self._canvases.get(path)
        if target is None:
            name = path.rpartition("/")[2].rpartition(".")[0]
            target = self._canvases[path] = PageTarget(self.link(self.canvas_places[path]), name, "canvas")
        return target

    def file(self, path: str) -> FileTarget:
        """An attachment that is copied."""
        return FileTarget(self.link(f"/{FILES}/{quote(path)}"), path.rpartition("/")[2])

    def page_or_file(self, link: Link, origin: str) -> PageTarget | FileTarget | None:
        """What a link in published text leads to; None where it leads nowhere that is published."""
        if link.target in self._known:
            return self._known[link.target]
        found = self._found(link, origin)
        if self._publication.names.is_same_everywhere(link):
            self._known[link.target] = found
        return found

    def _found(self, link: Link, origin: str) -> PageTarget | FileTarget | None:
        path = self._publication.names.page_or_file(link, origin)
        if path is None or path in self._refused:
            return None
        if path in self._publication.canvases:
            return self.canvas(path)
        return self.page(NotePath(path)) if path in self._publication.notes else self.file(path)

    def holds(self, link: Link, origin: str) -> bool:
        """Whether the page a link leads to, or its own, has the heading or block that it names."""
        path = self._publication.names.page_or_file(link, origin) if link.target else origin
        note = self._publication.notes.get(NotePath(path)) if path else None
        return note is not None and self.anchors.holds(note.path, link.subpath)

    def cited(self, citation: str, origin: str, *, briefly: bool) -> str | None:
        """A citation in published text as inline HTML; None where it cites nothing known."""
        note = self._publication.notes.get(NotePath(origin))
        if note is None or note.cited is None:
            return None
        html = (note.cited.briefly if briefly else note.cited.in_text).get(citation)
        return leaving(html) if html else None

    def embedded(self, link: Link, origin: str) -> EmbeddedText | FileTarget | None:
        """What an embed in published text shows; None where that is not published."""
        path = self._publication.names.page_or_file(link, origin)
        if path is None or path in self._refused:
            return None
        if path in self._publication.canvases:
            # A drawing has no place within a text: what is shown is its name, as a link to its page.
            return EmbeddedText(path, "", self.canvas(path), path)
        note = self._publication.notes.get(NotePath(path))
        if note is None:
            return self.file(path)
        text = embedded_text(note, link.subpath)
        if text is None:
            return None
        return EmbeddedText(f"{path}#{link.subpath}", text, self.page(note.path), path)
