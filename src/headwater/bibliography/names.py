"""Names of authors as people write them into properties → names of CSL JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from headwater.bibliography.csl_fields import clean_line

OTHERS = {"literal": "others"}
"""The name that stands for those not named, as pandoc has it: styles print *et al.*"""

_ET_AL = re.compile(r"(?:,|;|\band\b|&)?\s*(?:\bet\.?\s+al\b\.?|\band others\b)\s*$", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|&|und|et|y)\s+|\s*&\s*", re.IGNORECASE)
_LINK = re.compile(r"\[\[(?:[^\]|#]*/)?([^\]|#/]*)(?:#[^\]|]*)?(?:\|([^\]]*))?\]\]")
_INITIALS = re.compile(r"(?:[A-Z]\.?[- ]?){1,4}")
_CORPORATE = re.compile(
    r"\b(?:of|for|the|organi[sz]ation|association|committee|group|agency|universit\w+|institut\w*|administration|society"
    r"|consortium|collaborat\w+|foundation|department|ministry|cent(?:er|re)s?|council|federation|college|network"
    r"|commission|office|academy|hospital|program(?:me)?|task force|inc|ltd|llc|gmbh|corp)\b",
    re.IGNORECASE,
)
"""Words of which people's names are not made."""

Name = dict[str, str]


def names_of(value: object) -> list[Name]:
    """The names that a property states.

    Args:
        value: A list of names, or a text with several: `Lee, Ann; Ray, Bob`, `Ann Lee and Bob Ray`,
            `Lee A, Ray B`. In a list each is one name, so that `Food and Drug Administration` stays one.

    Returns:
        Names of CSL JSON; what cannot be told apart is one `literal`.
    """
    if isinstance(value, list):
        return [name for part in value for name in _of_list(part)]
    if isinstance(value, Mapping):
        return list(_of_list(value))
    return list(_of_text(value)) if isinstance(value, str) else []


def _of_list(part: object) -> Iterator[Name]:
    if isinstance(part, Mapping):
        yield from _of_mapping(part)
    elif isinstance(part, str):
        text, et_al = _without_et_al(part)
        yield from _names([text])
        yield from [OTHERS] * et_al


def _of_mapping(value: Mapping[object, object]) -> Iterator[Name]:
    """A name with its parts told apart, as CSL JSON and Zotero have them."""
    keys = (
        ("family", ("family", "lastName")),
        ("given", ("given", "firstName")),
        ("literal", ("literal", "name")),
    )
    found = {part: _first(value, names) for part, names in keys}
    name = {part: text for part, text in found.items() if text}
    if name:
        yield name


def _first(value: Mapping[object, object], names: Iterable[str]) -> str:
    texts = (value.get(name) for name in names)
    return next((clean_line(text) for text in texts if isinstance(text, str) and clean_line(text)), "")


def _of_text(text: str) -> Iterator[Name]:
    text, et_al = _without_et_al(text)
    if ";" in text:
        yield from _names(text.split(";"))
    elif text.startswith("{") and text.endswith("}"):
        yield from _names([text])
    elif "," in text and not _is_family_and_given(text):
        yield from _names(_parted(text))
    else:
        yield from _names([text] if _CORPORATE.search(text) and "," not in text else _AND.split(text))
    yield from [OTHERS] * et_al


def _is_family_and_given(text: str) -> bool:
    """Whether commas in a text part families from given names, and not one person from the next."""
    pieces = _AND.split(text)
    if any(piece.count(",") > 1 for piece in pieces):
        return False
    return any(len(part.split()) == 1 for piece in pieces for part in piece.split(","))


def _parted(text: str) -> list[str]:
    """The names of a text that has commas between people, and perhaps before their initials, too."""
    parts = [re.sub(r"^(?:and|&)\s+", "", part.strip()) for part in text.split(",") if part.strip()]
    parts = [name for part in parts for name in _AND.split(part)]
    families, given = parts[::2], parts[1::2]
    if len(families) == len(given) and all(map(_INITIALS.fullmatch, given)):
        return [f"{family}, {initials}" for family, initials in zip(families, given, strict=True)]
    return parts


def _without_et_al(text: str) -> tuple[str, bool]:
    line = _LINK.sub(lambda link: link[2] or link[1], clean_line(text))
    shorter = _ET_AL.sub("", line)
    return shorter.strip(), shorter != line


def _names(texts: Iterable[str]) -> Iterator[Name]:
    for text in texts:
        whole = text.strip(" ,;\t")
        if whole.strip("{} ") and whole.lower() not in ("and", "&"):
            yield _name(whole)


def _name(text: str) -> Name:
    if text.startswith("{") and text.endswith("}"):
        return {"literal": text.strip("{} ")}
    family, comma, given = (part.strip() for part in text.partition(","))
    if comma and family and given:
        return {"family": family, "given": given}
    words = text.split()
    if len(words) == 1 or _CORPORATE.search(text):
        return {"literal": text}
    if all(map(_INITIALS.fullmatch, words[1:])) and not _INITIALS.fullmatch(words[0]):
        return {"family": words[0], "given": " ".join(words[1:])}
    # Particles belong to the family: Ludwig van Beethoven.
    start = next((place for place, word in enumerate(words) if place and word.islower()), len(words) - 1)
    return {"family": " ".join(words[start:]), "given": " ".join(words[:start])}
