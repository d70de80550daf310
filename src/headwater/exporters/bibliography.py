"""The sources of a vault as a bibliography, for people and for reference managers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from html import escape

from headwater.bibliography.citations import Citation
from headwater.bibliography.forms.csl_json import csl_json
from headwater.errors import UsageError
from headwater.evidence.kinds import SOURCE
from headwater.opened import Vault
from headwater.publication import Publication
from headwater.site.elements import linked


def cited_sources(vault: Vault, publication: Publication | None, note: str | None) -> list[Citation]:
    """Sources in the order of their citations.

    Args:
        vault: The vault.
        publication: What may be shown; with it, nothing else is told.
        note: Words for a note that all of them are upstream of (or itself); None for all of the vault.

    Raises:
        NoteNotFound: No note answers to the words.
        NoteAmbiguous: Several do.
        UsageError: The note is not published.
    """
    if publication is not None:
        citekeys = publication.citations if note is None else _public_sources(vault, publication, note)
        found = [publication.citations[citekey] for citekey in citekeys]
    else:
        known = vault.graph.citekeys
        paths = known.values() if note is None else vault.trace(note).sources
        names = dict.fromkeys(vault.graph.notes[path].name for path in paths)
        found = [vault.bibliography.citation(vault.graph.notes[known[name]]) for name in names]
    return sorted(found, key=lambda citation: (citation.text.casefold(), citation.citekey))


def _public_sources(vault: Vault, publication: Publication, words: str) -> tuple[str, ...]:
    note = publication.notes.get(vault.find(words).path)
    if note is None:
        raise UsageError(f"{words!r} is not published", hint="leave out --published, or name another note")
    return (note.name,) if note.kind.name == SOURCE else note.sources


def _text(citations: Sequence[Citation]) -> str:
    return "".join(f"{citation.text}\n" for citation in citations)


def _html(citations: Sequence[Citation]) -> str:
    items = (
        f'<li id="{escape(citation.citekey)}">{citation.html or linked(citation.text)}</li>\n'
        for citation in citations
    )
    return f'<ul class="bibliography">\n{"".join(items)}</ul>\n'


def _csl_json(citations: Sequence[Citation]) -> str:
    return csl_json([json.loads(citation.item) for citation in citations if citation.item])


_FORMS: Mapping[str, Callable[[Sequence[Citation]], str]] = {
    "text": _text,
    "html": _html,
    "bibtex": lambda citations: "\n".join(citation.bibtex for citation in citations if citation.bibtex),
    "ris": lambda citations: "\r\n".join(citation.ris for citation in citations if citation.ris),
    "csljson": _csl_json,
}


def written_as(citations: Sequence[Citation], form: str) -> str:
    """Sources as `text`, `html`, `bibtex`, `ris` or `csljson`."""
    return _FORMS[form](citations)


def unwritten(citations: Sequence[Citation], form: str) -> list[Citation]:
    """The sources that a form has no place for, as no more than a text is known of them."""
    return [] if form in {"text", "html"} else [citation for citation in citations if not citation.item]
