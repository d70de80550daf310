"""What withheld notes are called, so that no published word says it.

Public are, by decision, the name of a source (its citekey) and that of a source content note.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cached_property

from headwater.evidence.find import aliases_of
from headwater.evidence.graph import Graph
from headwater.evidence.kinds import CONTENT, SOURCE
from headwater.evidence.resolve import folded
from headwater.publication.references import Form, Reference
from headwater.vault.notes import Note, NotePath
from headwater.vault.plain import plain_text

SHORTEST_STEM = 4
"""Letters of a name that is found in longer words, too: `Disc` in `discs`, but not `Art` in `artery`."""

SHORTEST_QUOTATION = 4
"""From how many words in a row on a link's words are taken for a quotation of the note it names."""

_ACRONYMS = re.compile(r"\s*\([^()]*\)\s*$")
_MARKUP = re.compile(r"[\\`*<$]")
"""What would be read as Markdown in a name."""

_FIRST_WIDE = "\u2e80"
"""From here on lie the scripts that put no spaces between words."""


class WithheldNames:
    """The names of everything in a vault that is not shown."""

    def __init__(self, graph: Graph, shown: frozenset[NotePath], cited: Callable[[Note], str]) -> None:
        """Take in a vault.

        Args:
            graph: All of it.
            shown: The notes that are shown.
            cited: Gives the public citation of a source.
        """
        self._graph = graph
        self._shown = shown
        self._cited = cited
        self._said: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        self._bodies: dict[str, str] = {}

    def public_words(self, reference: Reference, path: str) -> str | None:
        """What may stand for a reference to something withheld.

        Args:
            reference: The reference.
            path: The path of the file or folder it names.

        Returns:
            The words its author gave it, where they do not say what that is called; the name where that is
            public; else None.
        """
        note = self._graph.notes.get(NotePath(path))
        public = note is not None and self._graph.kind(note.path).name in {SOURCE, CONTENT}
        name = _MARKUP.sub(r"\\\g<0>", note.name) if note is not None and public else None
        if reference.form is Form.EMBED or not reference.words.strip():
            return name
        words = comparable(plain_text(reference.words))
        whole, parts = self._names(path, note)
        said = not words or words in whole or words == comparable(reference.subpath.lstrip("^"))
        said = said or any(_holds(words, part) for part in parts) or self._quotes(words, note)
        return name if said else reference.words

    def meant(self, target: str) -> str | None:
        """What withheld thing a link to nothing names all the same: by title, by alias, by a wrong path."""
        key = folded(target).strip("/ ").removesuffix(".md")
        return self._other_names.get(key) or self._other_names.get(key.rpartition("/")[2])

    def _names(self, path: str, note: Note | None) -> tuple[frozenset[str], frozenset[str]]:
        """What words may not be, and what they may not hold."""
        if path not in self._said:
            whole = frozenset(map(comparable, self._texts(note))) if note is not None else frozenset()
            parts = frozenset(map(comparable, self._called(path, note)))
            self._said[path] = whole - {""}, parts - {""}
        return self._said[path]

    def _quotes(self, words: str, note: Note | None) -> bool:
        """Whether words are so many that they can only have been taken from a note's own text."""
        if note is None or words.count(" ") + 1 < SHORTEST_QUOTATION:
            return False
        if note.path not in self._bodies:
            self._bodies[note.path] = comparable(plain_text(note.body))
        return f" {words} " in f" {self._bodies[note.path]} "

    def _texts(self, note: Note) -> Iterator[str]:
        for heading in note.headings:
            yield plain_text(heading.text)
        if self._graph.kind(note.path).claims:
            yield plain_text(note.claim)
            yield from map(plain_text, note.claim.split("\n"))

    def _called(self, path: str, note: Note | None) -> Iterator[str]:
        if note is None:
            name = path.rpartition("/")[2]
            yield from (path, name, name.rpartition(".")[0])
            return
        yield from (path, path.removesuffix(".md"))
        others = [*aliases_of(note), note.properties.get("title")]
        if self._graph.kind(note.path).name not in {SOURCE, CONTENT}:
            others += [note.name, _ACRONYMS.sub("", note.name)]
        cited = comparable(self._cited(note)) if self._graph.kind(note.path).name == SOURCE else ""
        for other in others:
            if isinstance(other, str) and comparable(other) not in cited:
                yield other

    @cached_property
    def _other_names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        public: set[str] = set()
        for path, note in self._graph.notes.items():
            title = note.properties.get("title")
            own = {folded(name) for name in (note.name, *aliases_of(note), title) if isinstance(name, str)}
            if path in self._shown:
                public |= own | _folders(path)
            else:
                names |= dict.fromkeys(own, path) | {folder: folder for folder in _folders(path)}
        kinds = {folded(name) for kind in self._graph.vocabulary.kinds.values() for name in kind.names}
        return {name: path for name, path in names.items() if name not in public and name not in kinds}


def _folders(path: str) -> set[str]:
    """The folders a note lies in, by path and by name."""
    parts = folded(path).split("/")[:-1]
    return {"/".join(parts[: end + 1]) for end in range(len(parts))} | set(parts)


def comparable(text: str) -> str:
    """Words apart by one space, without signs, letter case and what is invisible; signs if it has no word."""
    visible = "".join(
        sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf"
    )
    words = re.findall(r"[^\W_]+", visible.casefold())
    return " ".join(words) or "".join(visible.split())


def _holds(words: str, part: str) -> bool:
    """Whether words hold a name, or a longer form of it such as its plural."""
    if part[0] >= _FIRST_WIDE:
        return part in words
    return f" {part}{'' if len(part) >= SHORTEST_STEM else ' '}" in f" {words} "
