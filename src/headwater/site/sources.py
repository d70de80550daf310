"""What a site says of its sources, and the files in which readers take citations away."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial

from headwater.bibliography.citations import Citation, PublicNotice
from headwater.bibliography.fields import Data
from headwater.publication import Publication, PublicNote
from headwater.publication.flags import GRAVE
from headwater.publication.note import Flag
from headwater.site.addresses import Addresses
from headwater.site.drawn import DrawnSection, headed
from headwater.site.elements import anchor, identifier, leaving, linked, text
from headwater.site.kind_names import KindNames
from headwater.site.making import MadeFile, fingerprint, unknown
from headwater.site.rendering.marks import address, attribute
from headwater.site.wording import Words
from headwater.vault.notes import NotePath

FOLDER = "cite"
"""The folder of the site that holds the files to take away."""

PAGES = "source"
"""The folder that holds the pages of sources whose own notes are not published."""

ALL = "bibliography"
"""What the files are called that hold all sources of the site."""

LONGEST_NAME = 100
"""Bytes that a citekey may add to the name of a file."""

Form = Callable[[Citation], str]

FORMS: Mapping[str, tuple[str, Form]] = {
    "bib": ("BibTeX", lambda citation: citation.bibtex),
    "ris": ("RIS", lambda citation: citation.ris),
    "json": ("CSL JSON", lambda citation: citation.item),
    "txt": ("", lambda citation: citation.text),
}
"""What a citation can be taken away as: the suffix of the file, its name (text has none), what it is."""

LONGEST_NAME = 200
"""Bytes of a file's name before its suffix; file systems have room for 255."""

_UNSAFE = re.compile(r"[^\w.+-]+|^\.")


class Sources:
    """The places of what a site says of its sources."""

    def __init__(
        self, publication: Publication, addresses: Addresses, names: KindNames, *, with_pages: bool
    ) -> None:
        """Give every source its place.

        Args:
            publication: What may be shown.
            addresses: Where everything else lies.
            names: What the site calls kinds, in its words.
            with_pages: Whether sources whose own notes are not published have pages as well.
        """
        self._publication = publication
        self.names = names
        self._words = names.words
        self.addresses = addresses
        self._names = _file_names(publication.citations)
        unpublished = (key for key in publication.citations if key not in publication.source_notes)
        self.with_pages = tuple(unpublished) if with_pages else ()
        """The citekeys of the sources that have a page and no published note."""

        self._have_pages = frozenset(self.with_pages)

    def page(self, citekey: str) -> str:
        """The link to a source's page; empty where it has none."""
        path = self._publication.source_notes.get(citekey)
        if path is not None:
            return self.addresses.page(path).href
        return self.addresses.link(self.place(citekey)) if citekey in self._have_pages else ""

    def place(self, citekey: str) -> str:
        """Where the page of a source without a published note lies on the site."""
        return f"/{PAGES}/{self._names[citekey]}/"

    def file_mark(self, citekey: str) -> str:
        """The attribute that names a source's files where its citekey does not; mostly nothing."""
        name = self._names[citekey]
        return f' data-file="{attribute(name)}"' if name != citekey else ""

    def files(self) -> Iterator[MadeFile]:
        """Every file that citations are taken away in."""
        citations = self._publication.citations
        for citekey, citation in citations.items():
            if citation.item:
                inputs = partial(fingerprint, citation)
                for suffix in FORMS:
                    draw = partial(self._file, suffix, (citekey,))
                    yield MadeFile(f"{FOLDER}/{self._names[citekey]}.{suffix}", draw, inputs)
        for suffix in self._forms_of_all:
            draw = partial(self._file, suffix, tuple(citations))
            yield MadeFile(f"{FOLDER}/{ALL}.{suffix}", draw, unknown)

    @cached_property
    def _forms_of_all(self) -> tuple[str, ...]:
        """The suffixes of the forms that some source can be taken away in."""
        citations = self._publication.citations.values()
        return tuple(suffix for suffix, (_, form) in FORMS.items() if any(map(form, citations)))

    def _file(self, suffix: str, citekeys: tuple[str, ...]) -> bytes:
        _, form = FORMS[suffix]
        given = [form(self._publication.citations[citekey]) for citekey in citekeys]
        forms = [form for form in given if form]
        if suffix == "json":
            return ("[\n" + ",\n".join(forms) + "\n]\n").encode()
        # An entry or a record ends with a line end of its own; a citation as text does not.
        return ("\n\n".join(forms) + "\n" if suffix == "txt" else "\n".join(forms)).encode()

    def facts(self, citekey: str, abstract: str) -> str:
        """The citation, identifiers and facts of a source, its abstract, and the way to take it along.

        Args:
            citekey: The source.
            abstract: What the work says of itself, as plain text; empty for none.
        """
        citation = self._publication.citations[citekey]
        words = self._words
        rows = [(words("source.citation"), citation_html(citation))]
        # Before all else that is told of it: whoever reads no further has seen it.
        rows += [(words("source.notice"), told) for told in self._notices(citation)]
        rows += [(name, identifier(name, value)) for name, value in citation.identifiers]
        rows += [(words(f"source.{name}"), text(value)) for name, value in citation.facts]
        if abstract.strip():
            rows.append((words("source.abstract"), text(abstract.strip())))
        if citation.item:
            rows.append((words("source.take"), self._to_take(self._names[citekey], FORMS)))
        items = "".join(f"<dt>{text(name)}</dt><dd>{value}</dd>" for name, value in rows)
        return f'<dl class="source">{items}</dl>\n'

    def work(self, citekey: str) -> Data:
        """A source as a CSL JSON item; nothing in it where no more than its citation is known."""
        citation = self._publication.citations[citekey]
        return json.loads(citation.item) if citation.item else {}

    def flags(self, note: PublicNote) -> list[DrawnSection]:
        """That a note rests on sources which were retracted or are doubted, and by which way."""
        if not note.flags:
            return []
        items = "".join(f"<li>{self._flag(flag)}</li>\n" for flag in note.flags)
        said = text(self._words.count("caution", len(note.flags)))
        drawn = f'<p>{said}</p>\n<ul class="flags">\n{items}</ul>\n'
        return [headed(self._words, "caution", [drawn.encode()])]

    def _flag(self, flag: Flag) -> str:
        citation, href = self._publication.citations[flag.citekey], self.page(flag.citekey)
        name = anchor(href, flag.citekey, "id") if href else f'<span class="id">{text(flag.citekey)}</span>'
        notices = "; ".join(map(self._notice, citation.notices))
        ways = [name, *map(self._step, flag.way), text(self._words("caution.this"))]
        mark = notice_badge(self._words, citation)
        return f'{name}{mark} {notices}. <span class="way">{" → ".join(ways)}</span>'

    def _step(self, path: NotePath | None) -> str:
        if path is None:
            return f'<span class="withheld">{text(self.names.unpublished)}</span>'
        return anchor(self.addresses.page(path).href, self._publication.cards[path].name, "id")

    def _notices(self, citation: Citation) -> Iterator[str]:
        """The notices about a source; with the latest, what they come to."""
        for notice in citation.notices:
            is_latest = notice is citation.notices[-1]
            yield self._notice(notice) + (notice_badge(self._words, citation) if is_latest else "")

    def _notice(self, notice: PublicNotice) -> str:
        """A notice in words: what, when, where it stands, why."""
        said = [text(self._words(f"nature.{notice.nature}"))]
        date = f'<time datetime="{notice.date}">{notice.date}</time>'
        said += [self._words("notice.on", date=date)] if notice.date else []
        said += [f"({identifier('DOI', notice.doi)})"] if notice.doi else []
        reasons = f": {text('; '.join(notice.reasons))}" if notice.reasons else ""
        return " ".join(said) + reasons

    def all_to_take(self) -> str:
        """Links to the files that hold all sources."""
        return self._to_take(ALL, self._forms_of_all)

    def _to_take(self, name: str, suffixes: Iterable[str]) -> str:
        links = []
        for suffix in suffixes:
            form, _ = FORMS[suffix]
            href = address(self.addresses.link(f"/{FOLDER}/{name}.{suffix}"))
            links.append(f'<a href="{href}" download>{text(form or self._words("source.text"))}</a>')
        return '<span class="take">' + " ".join(links) + "</span>"


def citation_html(citation: Citation) -> str:
    """A citation as pages show it: its links leave the site."""
    return leaving(citation.html) if citation.html else linked(citation.text)


def notice_badge(words: Words, citation: Citation) -> str:
    """What tells readers that a source was retracted, corrected, …; nothing where there is no notice."""
    if not citation.state:
        return ""
    grave = " grave" if citation.state in GRAVE else ""
    return f' <span class="badge notice{grave}">{text(words(f"state.{citation.state}"))}</span>'


def _shortened(name: str) -> str:
    """As much of a name as no file system finds too long."""
    return name.encode()[:LONGEST_NAME].decode(errors="ignore")


def _file_names(citekeys: Mapping[str, object]) -> dict[str, str]:
    """A name for the files of every source: its citekey, as far as a file can be called so."""
    names: dict[str, str] = {}
    taken = {ALL}
    for citekey in citekeys:
        wanted = name = _shortened(_UNSAFE.sub("-", citekey)) or "source"
        number = 2
        while name.casefold() in taken:
            name, number = f"{wanted}-{number}", number + 1
        taken.add(name.casefold())
        names[citekey] = name
    return names
