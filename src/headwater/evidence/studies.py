"""What is known of the study that an evidence source reports: its type, what it was made on, its level.

Each fact is taken from the first of these that states it: the properties of the source's note; lines
`study-type: RCT` in the `note` (Zotero's Extra) of its item in the library, and the item's `custom` fields;
the tags of the note and the keywords of the item, as PubMed gives them. Nothing is guessed from titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from headwater.evidence.subjects import (
    HUMANS,
    IN_VITRO,
    LETTERS_OF_A_WORD,
    NOT_HUMAN,
    SPECIES,
    STUDY_TYPES,
    normal,
    study_type,
    study_type_of_tags,
    subjects_in,
    subjects_of_tags,
)
from headwater.vault.notes import Note
from headwater.vault.plain import plain_text

NO_ITEM: Mapping[str, Any] = {}


class Subject(StrEnum):
    """What a study was made on, as far as it matters for a claim about people."""

    HUMAN = "human"
    ANIMAL = "animal"
    IN_VITRO = "in vitro"
    """Cells or tissue outside a living body, of whatever species."""


@dataclass(frozen=True, slots=True)
class Study:
    """The facts of one source; what is not known is empty."""

    year: str = ""
    study_type: str = ""
    """Its usual name, such as `randomized controlled trial`, or the author's own words."""

    species: tuple[str, ...] = ()
    """Names such as `humans` or `rats`, in order of the alphabet, or the author's own words."""

    subjects: frozenset[Subject] = frozenset()
    population: str = ""
    """In the author's words."""

    level: str = ""
    """OCEBM's level of evidence, `1` to `5`, in the edition of 2009 also `1a`; or the author's own words."""


_FACT_OF_KEY = {
    key: fact
    for fact, keys in {
        "type": "studytype studydesign typeofstudy",
        "species": "species organism organisms animalmodel",
        "population": "population participants",
        "level": "evidencelevel levelofevidence loe ocebm ocebmlevel",
        "year": "year",
    }.items()
    for key in keys.split()
}
_LEVEL = re.compile(
    r"(?>(?:(?:ocebm|oxford|cebm|loe|evidence|level|of)[\s:.-]*)*)(?P<level>[1-5]|iv|v|i{1,3})\s?(?P<part>[a-c]?)"
)
_YEAR = re.compile(r"[0-9]{1,4}")
_USUAL_LEVEL = re.compile(r"[1-5][a-c]?")
_BETWEEN, _BETWEEN_TYPES = ", ", "; "
"""What stands between several levels or populations, and between several types."""

LETTERS_READ = 1000
"""How much of a property is looked at: nobody states a species in more."""

_TAG_KEYS = frozenset({"tags", "tag", "keywords", "keyword"})
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}

_Stated = dict[str, tuple[str, ...]]
"""What is stated of each fact: one text, or one for each item of a list."""


def study_of(note: Note, item: Mapping[str, Any] = NO_ITEM) -> Study:
    """The facts of the study that a source reports.

    Args:
        note: The evidence source.
        item: Its item in the library, as CSL JSON.
    """
    facts = _facts(note, item)
    tags = [*_tags(note.properties), *_tags(item)]
    kind = _BETWEEN_TYPES.join(map(study_type, facts.get("type", ()))) or study_type_of_tags(tags)
    made_on = _made_on(facts, kind) or _made_on_by_tags(tags)
    return Study(
        year="".join(facts.get("year", ())[:1]) or _issued(item),
        study_type=kind,
        species=tuple(sorted(made_on - {IN_VITRO})),
        subjects=_subjects(made_on),
        population=_BETWEEN.join(facts.get("population", ())),
        level=_BETWEEN.join(map(_level, facts.get("level", ()))),
    )


def in_usual_words(study: Study) -> Study:
    """What of a study is said in the words of this vocabulary alone: nothing that its author put himself.

    Args:
        study: What is known of it; the author's own words may name what may not be shown.
    """
    types = [word for word in study.study_type.split(_BETWEEN_TYPES) if word in STUDY_TYPES]
    levels = [word for word in study.level.split(_BETWEEN) if _USUAL_LEVEL.fullmatch(word)]
    return Study(
        year=study.year if _YEAR.fullmatch(study.year) else "",
        study_type=_BETWEEN_TYPES.join(types),
        species=tuple(name for name in study.species if name in SPECIES),
        subjects=study.subjects,
        level=_BETWEEN.join(levels),
    )


def _facts(note: Note, item: Mapping[str, Any]) -> _Stated:
    extra, custom = item.get("note"), item.get("custom")
    facts = _stated(note.properties.items())
    if isinstance(extra, str):
        facts = _stated(_lines(extra)) | facts
    if isinstance(custom, Mapping):
        facts = _stated(custom.items()) | facts
    return facts


def _stated(pairs: Iterable[tuple[object, object]]) -> _Stated:
    stated: _Stated = {}
    for key, value in pairs:
        fact = _FACT_OF_KEY.get(re.sub(r"[\s_-]", "", str(key).casefold()))
        texts = tuple(_texts(value)) if fact else ()
        if fact and texts:
            stated.setdefault(fact, texts)
    return stated


def _texts(value: object) -> Iterator[str]:
    """A text or a number, or those of a list, as words on one line."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, float) and one.is_integer():
            yield str(int(one))
        elif isinstance(one, str | int | float) and not isinstance(one, bool):
            words = plain_text(str(one)[:LETTERS_READ])
            if words:
                yield words


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        key, _, value = line.partition(":")
        yield key.strip(), value


def _tags(holder: Mapping[str, Any]) -> Iterator[str]:
    """The tags or keywords of a note or an item: a list, or a text in which signs separate them."""
    for key, value in holder.items():
        if key.casefold() not in _TAG_KEYS:
            continue
        if isinstance(value, str):
            yield from re.split(r"[;\n]" if ";" in value or "\n" in value else ",", value)
        for tag in value if isinstance(value, list) else ():
            named = tag.get("tag") if isinstance(tag, Mapping) else tag
            if isinstance(named, str):
                yield named


def _made_on(facts: _Stated, kind: str) -> frozenset[str]:
    """What is stated of what a study was made on; the author's own words where they are no known ones.

    The population counts where no species is stated, and the type of study where neither is. That work was
    done in vitro may stand in any of them.
    """
    species, population = facts.get("species", ()), "; ".join(facts.get("population", ()))
    named = [subjects_in(text) or frozenset({text[:LETTERS_OF_A_WORD]}) for text in species]
    found = frozenset().union(*named) or subjects_in(population)
    in_vitro = frozenset({IN_VITRO}) & (subjects_in(population) | subjects_in(kind))
    return (found | in_vitro) or subjects_in(kind)


def _made_on_by_tags(tags: Iterable[str]) -> frozenset[str]:
    found = subjects_of_tags(tags)
    # A trial whose patients' cells were looked at is indexed with both, and it is a trial.
    return found - {IN_VITRO} if HUMANS in found else found


def _subjects(made_on: frozenset[str]) -> frozenset[Subject]:
    if IN_VITRO in made_on:
        return frozenset({Subject.IN_VITRO})
    found = set()
    if HUMANS in made_on:
        found.add(Subject.HUMAN)
    if made_on & NOT_HUMAN:
        found.add(Subject.ANIMAL)
    return frozenset(found)


def _level(text: str) -> str:
    match = _LEVEL.fullmatch(normal(text))
    if match is None:
        return text[:LETTERS_OF_A_WORD]
    return _ROMAN.get(match["level"], match["level"]) + match["part"]


def _issued(item: Mapping[str, Any]) -> str:
    """The year of an item's date, as CSL JSON writes it."""
    issued = item.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    match parts:
        case [[int() | str() as year, *_], *_] if str(year).isdecimal():
            return str(year)
    return ""
