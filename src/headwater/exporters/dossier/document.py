"""The chain of a claim → a pandoc document: the claims numbered in reading order, each with its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, Final, NamedTuple

from headwater.bibliography.cites import Mode
from headwater.bibliography.fields import Data
from headwater.evidence.kinds import ASSUMPTION
from headwater.exporters.dossier.chain import Chain, Claim
from headwater.exporters.dossier.citing import Citing, References, in_title
from headwater.exporters.dossier.elements import (
    API,
    Block,
    Inline,
    bullets,
    citation,
    cite,
    header,
    link,
    meta,
    numbered,
    para,
    span,
    words,
)
from headwater.exporters.dossier.wording import Wording
from headwater.vault.notes import NotePath
from headwater.vault.plain import plain_text

LONGEST_TITLE: Final = 600
"""Characters; a claim that is longer is a text, and its note goes by its name, as on the website."""


class Document(NamedTuple):
    """A document and the works it cites."""

    pandoc: Mapping[str, Any]
    """As pandoc reads it from JSON."""

    items: Sequence[Data]
    """CSL JSON, in the order of the citekeys."""


def document_of(chain: Chain, vault_title: str, locale: str, references: References) -> Document:
    """Write a dossier.

    Args:
        chain: What it tells.
        vault_title: What the vault is called.
        locale: The language and region of the citations, as in `de-DE`.
        references: What can be cited.
    """
    citing = Citing(references, chain.sources)
    # The blocks first: what they cite belongs in the bibliography.
    blocks = [*_Body(chain, citing).blocks(), *citing.bibliography()]
    facts = {
        "title": _title(chain.claim, citing),
        "subtitle": words(vault_title),
        "date": words(chain.changed.isoformat()) if chain.changed else [],
        "lang": words(locale),
        # Pandoc would make one up, another each time.
        "identifier": words(f"{vault_title}: {chain.claim.name}"),
        "nocite": [cite([citation(key, "", "", Mode.NORMAL) for key in citing.by_style])],
    }
    metadata = {name: meta(content) for name, content in facts.items() if content}
    return Document({"pandoc-api-version": API, "meta": metadata, "blocks": blocks}, citing.items)


def _title(claim: Claim, citing: Citing) -> list[Inline]:
    """The first line of the claim, without its citations; the note's name where that is no title."""
    line = claim.markdown.partition("\n")[0]
    fits = 0 < len(plain_text(line)) <= LONGEST_TITLE
    return (Wording(citing.known, in_title).of(line) if fits else []) or words(claim.name)


class _Body:
    """Writes the blocks of a dossier; knows the numbers of its claims."""

    def __init__(self, chain: Chain, citing: Citing) -> None:
        self._chain = chain
        self._citing = citing
        self._wording = Wording(citing.known, citing.cited)
        rest = [claim for claim in chain.claims.values() if claim is not chain.claim]
        self._steps = [claim for claim in rest if claim.kind.name != ASSUMPTION]
        self._assumptions = [claim for claim in rest if claim.kind.name == ASSUMPTION]
        self._opponents = [*chain.opponents.values()]
        told = (*self._steps, *self._assumptions, *self._opponents)
        self._numbers = dict(zip((claim.path for claim in told), count(1), strict=False))
        self._opposed: dict[NotePath, list[NotePath]] = {}
        for claim in chain.claims.values():
            for opponent in claim.opposed_by:
                self._opposed.setdefault(opponent, []).append(claim.path)

    def blocks(self) -> Iterator[Block]:
        yield from self._opening()
        for title, claims in (
            ("What it rests on", self._steps),
            ("Assumptions", self._assumptions),
        ):
            if claims:
                yield header(title)
                yield self._list(claims)
        yield from self._against()
        yield from self._circles()

    def _opening(self) -> Iterator[Block]:
        """What the title leaves unsaid of the claim."""
        claim = self._chain.claim
        cites = self._citing.readings(claim.readings)
        if "\n" in claim.markdown or "@" in claim.markdown or len(claim.markdown) > LONGEST_TITLE:
            yield para([*self._wording.of(claim.markdown), *cites])
            cites = []
        yield para([*self._standing(claim), *cites])
        if not self._chain.sources:
            yield para(words("No evidence source lies below this claim."))

    def _list(self, claims: Sequence[Claim]) -> Block:
        return numbered([self._entry(claim) for claim in claims], self._numbers[claims[0].path])

    def _entry(self, claim: Claim) -> list[Block]:
        said = self._wording.of(claim.markdown) or words(claim.name)
        anchored = span(said, f"claim-{self._numbers[claim.path]}")
        return [para([anchored, *self._citing.readings(claim.readings)]), para(self._standing(claim))]

    def _standing(self, claim: Claim) -> list[Inline]:
        """What a claim is and how it stands to the others: `Insight · 2025-…; rests on 3 and 4`."""
        parts = [words(f"{claim.kind.name.capitalize()} · {claim.name}")]
        if claim.rests_on and claim.path in self._chain.claims:
            parts.append([*words("rests on "), *self._told(claim.rests_on)])
        elif not (claim.rests_on or claim.readings or claim.withheld or claim.kind.name == ASSUMPTION):
            parts.append(words("rests on nothing in this vault"))
        if claim.path in self._opposed:
            parts.append([*words("speaks against "), *self._told(self._opposed[claim.path])])
        if claim.path in self._chain.claims and claim.opposed_by:
            parts.append([*words("opposed by "), *self._told(claim.opposed_by)])
        parts += map(words, _withheld(claim))
        return [inline for part in parts for inline in (*words("; "), *part)][2:]

    def _told(self, paths: Iterable[NotePath]) -> list[Inline]:
        """Notes by their numbers: `2, 3 and 7`."""
        numbers = sorted(self._numbers.get(path, 0) for path in paths)
        found: list[Inline] = []
        for place, number in enumerate(numbers):
            if place:
                found += words(" and " if place == len(numbers) - 1 else ", ")
            found += _number(number)
        return found

    def _against(self) -> Iterator[Block]:
        read = [claim for claim in self._chain.claims.values() if claim.readings_against]
        if read or self._opponents:
            yield header("Evidence against")
        if self._opponents:
            yield self._list(self._opponents)
        if read:
            yield bullets([[para(self._readings_against(claim))] for claim in read])

    def _readings_against(self, claim: Claim) -> list[Inline]:
        readings = self._citing.readings(claim.readings_against)
        return [*words("Against "), *self._told([claim.path]), *words(":"), *readings]

    def _circles(self) -> Iterator[Block]:
        if self._chain.cycles:
            yield header("Circular support")
            yield para(words("In each of these circles a claim supports the next, and the last the first."))
            yield bullets([[para(self._round(circle))] for circle in self._chain.cycles])

    def _round(self, circle: Sequence[NotePath]) -> list[Inline]:
        found: list[Inline] = []
        for path in (*circle, circle[0]):
            found += words(" → ") if found else []
            # A circle may lead through source content, which has no number.
            is_told = path in self._chain.claims
            found += _number(self._numbers.get(path, 0)) if is_told else words(path)
        return found


def _number(number: int) -> list[Inline]:
    """A link to the claim of a number; 0 is what the document is about."""
    return [link(words(str(number)), f"#claim-{number}")] if number else words("the claim itself")


def _withheld(claim: Claim) -> Iterator[str]:
    """What is said of unpublished notes: how many there are."""
    for number, what in ((claim.withheld, "rests on"), (claim.withheld_against, "opposed by")):
        if number:
            yield f"{what} {number} unpublished note{'' if number == 1 else 's'}"
