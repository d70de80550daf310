"""Claims that no evidence source is found below: those on assumptions alone, and those on nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from headwater.evidence.graph import Graph
from headwater.evidence.kinds import ASSUMPTION, INSIGHT, TAKEAWAY
from headwater.evidence.trace import components
from headwater.evidence.upstream import upstream_of
from headwater.problems import Problem, Severity, problem
from headwater.vault.notes import NotePath


def ungrounded_claims(graph: Graph) -> Iterator[Problem]:
    """Every claim on assumptions alone, and every other from insights up with no evidence source upstream.

    Of what stands above takeaways only that which rests on something: an action need not follow from
    evidence. A takeaway without a source is a warning. Anything else is worth knowing, and only where it
    begins: what rests on an ungrounded claim is mended with that, and a circle is a problem of its own.
    """
    below = upstream_of(graph).sources_of
    ungrounded = [path for path, kind in graph.kinds.items() if kind.claims and not below[path]]
    assumed = _assumed(graph) if ungrounded else frozenset()
    lacking = {path for path in ungrounded if path not in assumed and needs_source(graph, path)}
    for path in ungrounded:
        kind = graph.kind(path).name
        if path in assumed and kind != ASSUMPTION:
            yield problem("rests-on-assumptions", path, kind=kind)
        elif path in lacking and kind == TAKEAWAY:
            yield problem("ungrounded-claim", path, kind=kind)
        elif path in lacking and lacking.isdisjoint(graph.arriving(path)):
            yield replace(problem("ungrounded-claim", path, kind=kind), severity=Severity.INFO)


def needs_source(graph: Graph, path: NotePath) -> bool:
    """Whether a source is missed where a claim has none."""
    kind = graph.kind(path)
    if not graph.notes[path].readable:
        return False  # what it rests on may be written where nobody could read it
    lowest, highest = (graph.vocabulary.kinds[name].layer or 0 for name in (INSIGHT, TAKEAWAY))
    layer = -1 if kind.layer is None else kind.layer
    return lowest <= layer <= highest or (layer > highest and bool(graph.arriving(path)))


def _assumed(graph: Graph) -> frozenset[NotePath]:
    """The notes that are assumptions without a source, or whose every supporter is one of these.

    One pass over the strongly connected components, each after all those upstream of it.
    """
    below = upstream_of(graph).sources_of
    assumed: set[NotePath] = set()
    for component in components(graph):
        supporters = set().union(*map(graph.arriving, component)).difference(component)
        own = all(graph.kind(path).name == ASSUMPTION and not below[path] for path in component)
        if own or (supporters and supporters <= assumed):
            assumed.update(component)
    return frozenset(assumed)
