"""Find out which note an id that is no more has become.

A note that says the same, or that stands where the other stood, is taken for it, if no second one could be
meant. A rule gives each note some keys; where one note that is lost and one that is new have a key to
themselves, they are one. Nothing is guessed: where two could be meant, neither is. So it does not depend on
any order, and takes linear time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from headwater.evidence.ledger.meaning import digest_of
from headwater.vault.notes import NotePath

ROUNDS = 8
"""How often the rules are run: a note that was found helps to find its neighbours."""

NEIGHBOURS = 2
"""How many others a note that says something else must have in common with the one it is taken for."""

_NOTHING = digest_of("")


class Place(NamedTuple):
    """One edge of a note."""

    role: str
    """Whether the note is its `start` or its `end`."""

    relation: str
    other: str
    """The path of the note at the other end; an id where that is not found either."""


class Profile(NamedTuple):
    """What a note can be known by."""

    name: str
    """Without its folder, in folded case."""

    meaning: str
    """The hash of what it says."""

    places: set[Place]


Rule = Callable[[Profile], Iterator[Hashable]]
_Known = TypeVar("_Known", str, NotePath)


def _by_name_and_all(note: Profile) -> Iterator[Hashable]:
    yield note.name, note.meaning, frozenset(note.places)


def _by_name(note: Profile) -> Iterator[Hashable]:
    yield note.name


def _by_name_and_place(note: Profile) -> Iterator[Hashable]:
    for place in note.places:
        yield note.name, place


def _by_all(note: Profile) -> Iterator[Hashable]:
    if note.places:
        yield note.meaning, frozenset(note.places)


def _by_meaning(note: Profile) -> Iterator[Hashable]:
    if note.meaning != _NOTHING:
        yield note.meaning


def _by_meaning_and_place(note: Profile) -> Iterator[Hashable]:
    for place in note.places:
        yield note.meaning, place


def _by_places(note: Profile) -> Iterator[Hashable]:
    if len(note.places) >= NEIGHBOURS:
        yield frozenset(note.places)


RULES: tuple[Rule, ...] = (
    _by_name_and_all,
    _by_name,
    _by_name_and_place,
    _by_all,
    _by_meaning,
    _by_meaning_and_place,
    _by_places,
)
"""The surest first."""


def followed(lost: Mapping[str, Profile], fresh: Mapping[NotePath, Profile]) -> dict[str, NotePath]:
    """Pair ids that are no more with notes the ledger knows nothing of.

    Args:
        lost: What is known of the notes that had these ids.
        fresh: What is known of the notes that may have become of them.
    """
    found: dict[str, NotePath] = {}
    for _ in range(ROUNDS):
        before = len(found)
        for rule in RULES:
            found.update(_paired(rule, _moved(lost, found), fresh, set(found.values())))
        if len(found) == before:
            break
    return found


def _moved(lost: Mapping[str, Profile], found: Mapping[str, NotePath]) -> dict[str, Profile]:
    """The notes that are still lost, their neighbours called as they are now, as far as that was found."""
    return {
        name: note._replace(
            places={place._replace(other=found.get(place.other, place.other)) for place in note.places}
        )
        for name, note in lost.items()
        if name not in found
    }


def _paired(
    rule: Rule, lost: Mapping[str, Profile], fresh: Mapping[NotePath, Profile], taken: set[NotePath]
) -> dict[str, NotePath]:
    old = _by_key(rule, lost.items())
    new = _by_key(rule, ((path, note) for path, note in fresh.items() if path not in taken))
    pairs: dict[str, NotePath] = {}
    chosen: dict[NotePath, str] = {}
    for key, names in old.items():
        paths = new.get(key, ())
        if len(names) == 1 and len(paths) == 1:
            pairs.setdefault(names[0], paths[0])
            chosen.setdefault(paths[0], names[0])
    return {name: path for name, path in pairs.items() if chosen[path] == name}


def _by_key(rule: Rule, notes: Iterable[tuple[_Known, Profile]]) -> dict[Hashable, list[_Known]]:
    keyed: dict[Hashable, list[_Known]] = defaultdict(list)
    for name, note in notes:
        for key in rule(note):
            keyed[key].append(name)
    return keyed
