"""Notes, edges and sources as records of plain JSON values, which every export shares.

An export of what is published is made from the publication alone, as pages are.
"""

from __future__ import annotations

from headwater.bibliography.citations import Citation
from headwater.evidence.kinds import SOURCE
from headwater.evidence.upstream import sources_below
from headwater.opened import Vault
from headwater.publication import Publication, published_notes
from headwater.vault.notes import Dates, NotePath
from headwater.vault.plain import plain_text

Record = dict[str, object]


def note_record(vault: Vault, path: NotePath) -> Record:
    """A note's path, name, kind, claim (plain text and Markdown) and dates (ISO 8601)."""
    note, kind = vault.graph.notes[path], vault.graph.kind(path)
    return _note_record(
        path, note.name, kind.name, note.claim if kind.claims else "", vault.graph.dates[path]
    )


def _note_record(path: NotePath, name: str, kind: str, claim: str, dates: Dates) -> Record:
    return {
        "path": path,
        "name": name,
        "kind": kind,
        "claim": plain_text(claim),
        "claim_markdown": claim,
        "created": dates.created.isoformat() if dates.created else None,
        "updated": dates.updated.isoformat() if dates.updated else None,
    }


def note_records(vault: Vault, publication: Publication | None) -> list[Record]:
    """Every note with whether it is published and the citekeys of the sources upstream."""
    if publication is not None:
        return [
            _note_record(note.path, note.name, note.kind.name, note.claim, note.dates)
            | {"published": True, "sources": list(note.sources)}
            for note in publication.notes.values()
        ]
    published = published_notes(vault.graph, vault.config, everything=vault.config.publish.all)
    below = sources_below(vault.graph)
    names = {path: note.name for path, note in vault.graph.notes.items()}
    return [
        note_record(vault, path)
        | {"published": path in published, "sources": sorted(names[source] for source in below[path])}
        for path in vault.graph.notes
    ]


def edge_records(vault: Vault, publication: Publication | None) -> list[Record]:
    """Every edge with its two ends; and where it is written, unless only what is published is asked for."""
    if publication is not None:
        return [
            {"from": start, "relation": relation, "to": end}
            for start, related in sorted(publication.outward.items())
            for relation, ends in sorted(related.items())
            for end in ends
        ]
    return [
        {
            "from": edge.start,
            "relation": edge.relation,
            "to": edge.end,
            "places": [
                {"path": place.path, "line": place.line, "field": place.field} for place in edge.places
            ],
        }
        for edge in vault.graph.edges
    ]


def source_records(vault: Vault, publication: Publication | None) -> list[Record]:
    """Every evidence source with its citation and identifiers."""
    if publication is not None:
        return [_source_record(citation) for citation in publication.citations.values()]
    notes = (vault.graph.notes[path] for path in vault.graph.of_kind(SOURCE))
    return [_source_record(vault.bibliography.citation(note)) for note in notes]


def _source_record(citation: Citation) -> Record:
    return {
        "citekey": citation.citekey,
        "citation": citation.text,
        "identifiers": dict(citation.identifiers),
        "facts": dict(citation.facts),
    }
