"""The ways up the evidence, from every published note to the takeaway nearest to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from headwater.evidence.kinds import SUPPORTS
from headwater.publication.values import UNRELATED, Related
from headwater.vault.notes import NotePath


def ways_up(
    takeaways: Collection[NotePath], inward: Mapping[NotePath, Related]
) -> Mapping[NotePath, NotePath]:
    """For each note that some takeaway rests on, the next note on the shortest way up to one.

    Of several ways as short, the one to the takeaway that comes first by path is taken. One pass over the
    edges, from all takeaways at once: no note is reached twice, so circles end by themselves.

    Args:
        takeaways: The published takeaways.
        inward: The published notes that support, oppose, … each note.
    """
    above: dict[NotePath, NotePath] = {}
    roots = frozenset(takeaways)
    waiting = sorted(roots)
    while waiting:
        reached: list[NotePath] = []
        for path in waiting:
            for supporter in inward.get(path, UNRELATED).get(SUPPORTS, ()):
                if supporter not in above and supporter not in roots:
                    above[supporter] = path
                    reached.append(supporter)
        waiting = reached
    return above
