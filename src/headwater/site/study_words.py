"""Studies in the words of a site: what they were made on and how, where the vault's own words are English.

What may be told of studies is said in usual words alone (`headwater.evidence.studies.in_usual_words`), so
each of them is known here. Whatever is not stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from headwater.evidence.directness import HUMAN, UNKNOWN, VITRO, Count
from headwater.evidence.subjects import STUDY_TYPES
from headwater.site.wording import Words

_AND, _BETWEEN_TYPES, _BETWEEN, _LEVEL = " and ", "; ", ", ", "level "
"""What `headwater.evidence` puts between species, between types and between what it tells of a study, and
before its level."""


class StudyWords:
    """Says what studies are."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def subjects(self, counts: Sequence[Count]) -> str:
        """What studies were made on: `2 human studies, 3 in rats, 1 unknown`; empty where there are none."""
        if not counts:
            return ""
        (made, number), *rest = counts
        key = {HUMAN: "studies.human", UNKNOWN: "studies.unknown"}.get(made, "studies.on")
        first = self._words.count(key, number, made=self.made(made))
        return ", ".join([first, *(f"{number} {self.made(made)}" for made, number in rest)])

    def study(self, told: str) -> str:
        """One study in a few words.

        Args:
            told: What `headwater.evidence.directness.in_words` says of it.
        """
        others, _, level = told.partition(_LEVEL)
        said = [self._one(part) for part in others.split(_BETWEEN) if part]
        return ", ".join([*said, self._words("level", level=level)] if level else said)

    def type(self, told: str) -> str:
        """A type of study, or several."""
        types = told.split(_BETWEEN_TYPES)
        return _BETWEEN_TYPES.join(self._words.known(f"study.{one}", one) for one in types)

    def made(self, told: str) -> str:
        """What a study was made on, as `headwater.evidence.directness.made_on` says it."""
        words = self._words
        if told in {HUMAN, UNKNOWN, VITRO}:
            return words({HUMAN: "made.human", UNKNOWN: "made.unknown", VITRO: "made.vitro"}[told])
        if told.startswith(f"{VITRO} ("):
            return words("made.vitro.of", species=self._species("species", told[len(VITRO) + 2 : -1]))
        return words("made.on", species=self._species("in", told.removeprefix("in ")))

    def _one(self, told: str) -> str:
        is_type = told.partition(_BETWEEN_TYPES)[0] in STUDY_TYPES
        return self.type(told) if is_type else self.made(told)

    def _species(self, key: str, told: str) -> str:
        names = [self._words.known(f"{key}.{name}", name) for name in told.split(_AND)]
        said = names[0]
        for name in names[1:]:
            said = self._words("and", others=said, last=name)
        return said
