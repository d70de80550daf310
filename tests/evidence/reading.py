"""What tests ask of a vault's graph, in words that read well."""

from __future__ import annotations

from headwater.opened import Vault
from headwater.problems import Problem

Triple = tuple[str, str, str]
"""The name of a note, a relation, the name of another note."""


def edges(vault: Vault) -> set[Triple]:
    """Every edge, by the names of the notes it joins."""
    notes = vault.graph.notes
    return {(notes[edge.start].name, edge.relation, notes[edge.end].name) for edge in vault.graph.edges}


def places(vault: Vault, start: str, relation: str, end: str) -> list[tuple[str, int]]:
    """The files and lines on which an edge is written."""
    notes = vault.graph.notes
    for edge in vault.graph.edges:
        if (notes[edge.start].name, edge.relation, notes[edge.end].name) == (start, relation, end):
            return [(place.path, place.line) for place in edge.places]
    return []


def found(vault: Vault, code: str) -> list[Problem]:
    """The problems of one code, by file and line."""
    return [problem for problem in vault.problems if problem.code == code]
