"""What supports what, as it is kept between runs: enough to trace notes without reading their links again."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from headwater.evidence.graph import Edge, Graph
from headwater.evidence.kinds import SUPPORTS, Vocabulary
from headwater.evidence.resolve import Resolver
from headwater.lazy import Lazy
from headwater.vault.dates import parse_date
from headwater.vault.notes import Dates, Note, NotePath


class KeptGraph(msgspec.Struct, frozen=True, array_like=True):
    """The kinds and dates of all notes, and which supports which, the notes told by their numbers."""

    kinds: list[str]
    dates: list[msgspec.Raw]
    supports: list[tuple[int, int]]


class _Dates:
    """The codec of dates: MessagePack knows their moments, but not the time zones."""

    def encode(self, dates: Dates) -> bytes:
        return msgspec.msgpack.encode([moment.isoformat() if moment else "" for moment in dates])

    def decode(self, data: msgspec.Raw) -> Dates:
        return Dates(*map(parse_date, msgspec.msgpack.decode(data, type=tuple[str, str])))


DATES = _Dates()


def kept_graph(graph: Graph) -> KeptGraph:
    """What is to be kept of a graph."""
    numbers = {path: number for number, path in enumerate(graph.notes)}
    return KeptGraph(
        kinds=[graph.kinds[path].name for path in graph.notes],
        dates=[msgspec.Raw(DATES.encode(graph.dates[path])) for path in graph.notes],
        supports=[
            (numbers[edge.start], numbers[edge.end]) for edge in graph.edges if edge.relation == SUPPORTS
        ],
    )


def graph_of(
    kept: KeptGraph,
    notes: Mapping[NotePath, Note],
    resolver: Resolver,
    vocabulary: Vocabulary,
    dates: Mapping[NotePath, Dates],
) -> Graph:
    """The graph that was kept, of which nothing is known but what supports what.

    Args:
        kept: What was kept.
        notes: The notes, in the same order.
        resolver: Resolves links against all files of the vault.
        vocabulary: Its kinds and relations.
        dates: The dates that are other than they were kept.
    """
    paths = list(notes)
    return Graph(
        notes=notes,
        kinds=dict(zip(paths, map(vocabulary.kinds.__getitem__, kept.kinds), strict=True)),
        dates=Lazy(dict(zip(paths, kept.dates, strict=True)), DATES).replaced(dates),
        edges=tuple(Edge(paths[start], SUPPORTS, paths[end]) for start, end in kept.supports),
        vocabulary=vocabulary,
        resolver=resolver,
    )
