"""How a vault fares: what `headwater check` finds and how its edges stand, for the page that tells it.

Neither can be told from the few notes that have changed since the last build, so it is found out of the whole
vault, and only when the page is drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from headwater.checking import check_vault
from headwater.errors import ConfigError
from headwater.evidence.graph import Edge
from headwater.evidence.ledger.identity import reviewed_edges
from headwater.evidence.ledger.states import State
from headwater.opened import Vault
from headwater.publication.health import Health, public_health
from headwater.scope import Scope
from headwater.vault.notes import NotePath


def health_of(vault: Vault, shown: Collection[NotePath], scope: Scope) -> Health:
    """How a vault fares, as far as those may know who see its website.

    Args:
        vault: The vault.
        shown: The notes that the website shows; look-ups in it must be fast.
        scope: Which they are: the author's own preview tells everything.

    Raises:
        ConfigError: The configuration chooses problems by codes that do not exist. The author's preview says
            so on the page instead: it is no reason to show none of the others.
    """
    try:
        checked = check_vault(vault)
    except ConfigError as error:
        if not scope.withheld_too:
            raise
        return Health(unchecked=f"Nothing was checked: {error.message}; {error.hint}")
    unchecked = f"What readers of a website would miss: {checked.unpublished}" if checked.unpublished else ""
    edges = _edges(vault, shown)
    health = Health(checked.problems, edges, checked.ignored, unchecked=unchecked)
    return health if scope.withheld_too else public_health(health, shown)


def _edges(vault: Vault, shown: Collection[NotePath]) -> Mapping[str, int]:
    """How many edges among the notes that are shown are in each state."""
    counts = Counter(state for edge, state in _states(vault) if edge.start in shown and edge.end in shown)
    return {str(state): counts[state] for state in State if counts[state]}


def _states(vault: Vault) -> Iterator[tuple[Edge, State]]:
    """Every edge that can be reviewed, with how it stands."""
    if vault.ledger.reviews:
        yield from ((one.edge, one.state) for one in vault.assessment.edges)
    else:
        yield from ((edge, State.UNREVIEWED) for edge in reviewed_edges(vault.graph))
