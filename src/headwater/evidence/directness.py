"""How directly evidence speaks of people: what studies below a claim were made on, counted and never scored.

A claim rests on indirect evidence if each of its sources is known to be a study of animals, or of cells or
tissue in vitro. One source of which that is not known is enough for nobody to know.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from headwater.evidence.graph import Graph
from headwater.evidence.kinds import SOURCE
from headwater.evidence.studies import NO_ITEM, Study, Subject, study_of
from headwater.evidence.subjects import HUMANS
from headwater.vault.notes import NotePath

HUMAN = "human"
VITRO = "in vitro"
UNKNOWN = "unknown"

Value = TypeVar("Value", bound=Hashable)

Items = Mapping[str, Mapping[str, Any]]
"""The items of a library, as CSL JSON, by citekey."""

NO_ITEMS: Items = {}


class Count(NamedTuple):
    """How many sources have something in common."""

    words: str
    number: int


@dataclass(frozen=True, slots=True)
class Directness:
    """What the sources of a claim are, counted; each source counts once in each list."""

    subjects: tuple[Count, ...] = ()
    """By what they were made on: `human`, `in rats`, `in mice and rats`, `in vitro`, `unknown`; in that
    order, then the more frequent first."""

    types: tuple[Count, ...] = ()
    """By type of study, the more frequent first; those without one are not counted."""

    levels: tuple[Count, ...] = ()
    """By level of evidence, the highest first; those without one are not counted."""

    indirect: frozenset[Subject] = frozenset()
    """What all of the sources are: animal, in vitro, or both; empty if one is of people or unknown."""

    @property
    def text(self) -> str:
        """What the sources were made on, such as `2 human studies, 3 in rats, 1 unknown`; or empty."""
        if not self.subjects:
            return ""
        (words, count), *rest = self.subjects
        noun = "study" if count == 1 else "studies"
        if words == UNKNOWN:
            return f"{count} {noun} of unknown species"
        first = f"{count} {words} {noun}" if words == HUMAN else f"{count} {noun} {words}"
        return ", ".join([first, *(f"{count} {words}" for words, count in rest)])


def studies(graph: Graph, items: Items = NO_ITEMS) -> dict[NotePath, Study]:
    """What is known of every evidence source.

    Args:
        graph: The graph.
        items: The items of the vault's libraries.
    """
    notes = {path: graph.notes[path] for path in graph.of_kind(SOURCE)}
    return {path: study_of(note, items.get(note.name, NO_ITEM)) for path, note in notes.items()}


def made_on(study: Study) -> str:
    """What a study was made on: `human`, `in rats`, `in humans and mice`, `in vitro (rats)`, `unknown`."""
    species = " and ".join(study.species)
    if Subject.IN_VITRO in study.subjects:
        return f"{VITRO} ({species})" if species else VITRO
    if study.species == (HUMANS,):
        return HUMAN
    return f"in {species}" if species else UNKNOWN


def in_words(study: Study) -> str:
    """A study in a few words: its type, what it was made on, its level; empty where nothing is known."""
    made = made_on(study)
    level = f"level {study.level}" if study.level else ""
    return ", ".join(words for words in (study.study_type, made if made != UNKNOWN else "", level) if words)


class Tally:
    """Counts the studies below claims; which study is what is looked up once for all claims, as bits."""

    def __init__(self, found: Sequence[Study]) -> None:
        """Take in studies; the bit of the first is the lowest."""
        # By what each list is put in order by, before the numbers: all of it but these is told once.
        self._subjects = [(_place(words), words, mask) for words, mask in _masks(map(made_on, found)).items()]
        self._types = sorted(_named(_masks(study.study_type for study in found)))
        self._levels = sorted(_named(_masks(study.level for study in found)))
        self._of_subject = {
            subject: _masks(subject in study.subjects for study in found).get(True, 0) for subject in Subject
        }
        self._indirect = _masks(map(is_indirect, found)).get(True, 0)

    def of(self, bits: int) -> Directness:
        """What the studies are that bits stand for."""
        subjects = [
            (place, -number, words)
            for place, words, mask in self._subjects
            if (number := (bits & mask).bit_count())
        ]
        types, levels = (
            [Count(words, number) for words, mask in masks if (number := (bits & mask).bit_count())]
            for masks in (self._types, self._levels)
        )
        subjects.sort()
        types.sort(key=lambda count: -count.number)
        counts = tuple([Count(words, -number) for _, number, words in subjects])
        return Directness(counts, tuple(types), tuple(levels), self.indirect(bits))

    def indirect(self, bits: int) -> frozenset[Subject]:
        """What studies are of which none is of people or unknown; empty for others and for none."""
        if bits & ~self._indirect:
            return frozenset()
        return frozenset(subject for subject, mask in self._of_subject.items() if bits & mask)


def _masks(values: Iterable[Value]) -> dict[Value, int]:
    """The bits of the places at which each value stands."""
    masks: dict[Value, int] = {}
    for position, value in enumerate(values):
        masks[value] = masks.get(value, 0) | 1 << position
    return masks


def _named(masks: Mapping[str, int]) -> Iterable[tuple[str, int]]:
    """Those of studies of which something is known."""
    return ((words, mask) for words, mask in masks.items() if words)


def is_indirect(study: Study) -> bool:
    """Whether a study is known to be of animals or in vitro, and of no people."""
    return bool(study.subjects) and Subject.HUMAN not in study.subjects


def _place(words: str) -> tuple[bool, bool, bool]:
    """Where studies made on something are listed: people, animals and others, in vitro, unknown."""
    return words == UNKNOWN, words.startswith(VITRO), words != HUMAN
