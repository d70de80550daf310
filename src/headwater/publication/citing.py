"""The works that published texts cite: found in what is left of a text once it may be shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING

from msgspec.structs import replace

from headwater.bibliography.lines import LineNumbers
from headwater.problems import Problem, problem
from headwater.publication.note import PublicNote
from headwater.vault.markdown import scan
from headwater.vault.notes import Note, NotePath
from headwater.vault.tokens import Citation

if TYPE_CHECKING:
    # What reads libraries and formats citations takes long to import, and a trace needs none of it.
    from headwater.bibliography.bibliography import Bibliography


def citations_in(text: str) -> dict[str, tuple[str, ...]]:
    """The citations in a text as they are written, each once, in their order, with the citekeys in each."""
    return {text[token.start : token.end]: token.citekeys for token in _citations(text)}


def _citations(text: str) -> Iterator[Citation]:
    if "@" in text:
        yield from (token for token in scan(text) if isinstance(token, Citation))


def citations_on(note: PublicNote) -> dict[str, tuple[str, ...]]:
    """The citations on the page of a note, as `citations_in` gives them."""
    return citations_in(f"{note.content}\n\n{note.body}")


def with_citations(
    notes: Mapping[NotePath, PublicNote], bibliography: Bibliography
) -> Mapping[NotePath, PublicNote]:
    """Those published notes whose texts cite works, with what they cite; all are cited at once."""
    written = {path: citations_on(note) for path, note in notes.items()}
    citing = {path: citations for path, citations in written.items() if citations}
    cited = bibliography.cited(list(citing.values())) if citing else []
    return {path: replace(notes[path], cited=one) for path, one in zip(citing, cited, strict=True) if one}


def citing_notes(notes: Iterable[Note]) -> list[tuple[Note, dict[str, tuple[str, ...]]]]:
    """The notes that cite works in their texts, published or not, with their citations."""
    found = ((note, citations_in(note.body)) for note in notes)
    return [(note, citations) for note, citations in found if citations]


def unknown_citations(
    citing: Iterable[tuple[Note, Mapping[str, tuple[str, ...]]]], bibliography: Bibliography
) -> Iterator[Problem]:
    """The citations in brackets of works that nothing is known of; `@name` alone may be anything else.

    Where a library could not be read there are none: what it holds is not known, and that is reported.

    Args:
        citing: Notes that cite works, as `citing_notes` gives them.
        bibliography: What is known.
    """
    for note, citations in citing if bibliography.library.is_whole else ():
        if all(map(bibliography.knows, chain.from_iterable(citations.values()))):
            continue
        lines, reported = LineNumbers(note.body), set[str]()
        for token in _citations(note.body):
            for citekey in token.citekeys if note.body[token.start] == "[" else ():
                if citekey not in reported and not bibliography.knows(citekey):
                    reported.add(citekey)
                    line = note.body_line + lines.at(token.start) - 1
                    suggestion = _braces(note.body[token.start : token.end], citekey)
                    yield problem("unknown-citation", note.path, line, citekey=citekey, suggestion=suggestion)


def _braces(written: str, citekey: str) -> str:
    """That a citekey may be cut off at a sign which ends it, where one stands behind it."""
    behind = re.search(rf"@{re.escape(citekey)}(?P<sign>[^\w\s,;:.?!\])}}])", written)
    return f" (if {behind['sign']} is part of it, write @{{…}})" if behind else ""
