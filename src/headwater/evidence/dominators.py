"""Dominators: what every way into a node of a directed graph leads through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)

_TOP = 0
"""The number of a node of our own that stands above all roots."""

_UNLINKED = -1


def immediate_dominators(
    roots: Iterable[Node], successors: Callable[[Node], Collection[Node]]
) -> dict[Node, Node | None]:
    """The immediate dominator of every node that can be reached from some roots.

    A node dominates another if every way from a root to the other leads through it; the immediate dominator
    is the nearest of these, and those of that one are the rest.

    Lengauer and Tarjan's algorithm (1979, https://doi.org/10.1145/357062.357071) with simple linking:
    O(edges × log nodes), cycles or none, without recursion. The plainer one of Cooper, Harvey and Kennedy
    takes the square of a chain's length where a second chain hangs on the first.

    Args:
        roots: Where ways begin.
        successors: Gives the nodes that edges lead to from a node.

    Returns:
        The dominators by node, each node after its own; None for roots, and where ways have none in common.
    """
    numbers: dict[Node, int] = {}
    parents, predecessors = [_TOP], [list[int]()]
    waiting = list(roots)
    origins = [_TOP] * len(waiting)
    while waiting:
        # Every edge is put here once, and so is taken once; what is put last is followed first: depth first.
        node, origin = waiting.pop(), origins.pop()
        number = numbers.get(node)
        if number is None:
            number = numbers[node] = len(parents)
            parents.append(origin)
            predecessors.append([])
            following = successors(node)
            waiting += following
            origins += [number] * len(following)
        predecessors[number].append(origin)
    nodes = [None, *numbers]
    dominators = _Dominators(parents, predecessors).of_all()
    return {node: nodes[dominators[number]] for node, number in numbers.items()}


class _Dominators:
    """The algorithm on the numbers of a depth-first search; its terms are those of the paper."""

    def __init__(self, parents: list[int], predecessors: list[list[int]]) -> None:
        """Take in a search.

        Args:
            parents: Of each number, that from which it was reached; numbers ascend as nodes are met.
            predecessors: Of each number, those that edges lead from.
        """
        self.parents = parents
        self.predecessors = predecessors
        self.semi = list(range(len(parents)))
        """The semidominator of a number that was looked at; the others' is the number itself."""

        self.label = list(range(len(parents)))
        """Of the numbers on the way from one to its ancestor, that with the lowest semidominator."""

        self.ancestor = [_UNLINKED] * len(parents)
        """The number above it in the forest; ways in it are shortened as they are walked."""

    def of_all(self) -> list[int]:
        """The immediate dominator of every number."""
        semi, dominators = self.semi, self.parents.copy()
        buckets: dict[int, list[int]] = defaultdict(list)
        for number in range(len(self.parents) - 1, _TOP, -1):
            parent = self.parents[number]
            # What comes before it is not linked yet, and stands for itself.
            semi[number] = min(
                [one if one <= number else semi[self._lowest(one)] for one in self.predecessors[number]]
            )
            self.ancestor[number] = parent
            # Else its parent dominates it, and nothing has to be waited for.
            if semi[number] != parent:
                buckets[semi[number]].append(number)
            for waiting in buckets.pop(parent, ()):
                lowest = self._lowest(waiting)
                dominators[waiting] = lowest if semi[lowest] < semi[waiting] else parent
        for number in range(_TOP + 1, len(self.parents)):
            if dominators[number] != semi[number]:
                dominators[number] = dominators[dominators[number]]
        return dominators

    def _lowest(self, number: int) -> int:
        """The number with the lowest semidominator between one and the root of its tree in the forest."""
        ancestor, label, semi = self.ancestor, self.label, self.semi
        if ancestor[number] == _UNLINKED:
            return number
        way = []
        upper = number
        while ancestor[ancestor[upper]] != _UNLINKED:
            way.append(upper)
            upper = ancestor[upper]
        for lower in reversed(way):
            above = ancestor[lower]
            if semi[label[above]] < semi[label[lower]]:
                label[lower] = label[above]
            ancestor[lower] = ancestor[above]
        return label[number]
