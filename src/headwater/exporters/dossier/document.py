"""The chain of a claim → a pandoc document: the claims numbered in reading order, each with its sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, Final, NamedTuple

from headwater.bibliography.clusters import Cite, Cluster, Mode
from headwater.bibliography.fields import Data
from headwater.evidence.kinds import ASSUMPTION
from headwater.exporters.dossier.chain import Chain, Claim, Reading
from headwater.exporters.dossier.elements import (
    API,
    SPACE,
    Block,
    Inline,
    bullets,
    citation,
    cite,
    div,
    footnote,
    header,
    link,
    meta,
    numbered,
    para,
    span,
    words,
    wrapped,
)
from headwater.exporters.dossier.wording import Wording
from headwater.vault.notes import NotePath
from headwater.vault.plain import plain_text

LONGEST_TITLE: Final = 600
"""Characters; a claim that is longer is a text, and its note goes by its name, as on the website."""

_ADDRESS = re.compile(r"(https?://[^\s<>\"]*[^\s<>\".,;:)])")


class References(NamedTuple):
    """What can be cited."""

    items: Mapping[str, Data]
    """CSL JSON by citekey."""

    texts: Mapping[str, str]
    """The citations of sources without an item, as plain text by citekey."""

    notes: bool
    """Whether the style cites in footnotes."""


class Document(NamedTuple):
    """A document and the works it cites."""

    pandoc: Mapping[str, Any]
    """As pandoc reads it from JSON."""

    items: Sequence[Data]
    """CSL JSON, in the order of the citekeys."""


def document_of(chain: Chain, vault_title: str, language: str, references: References) -> Document:
    """Write a dossier.

    Args:
        chain: What it tells.
        vault_title: What the vault is called.
        language: The language and region of the citations, as in `de-DE`.
        references: What can be cited.
    """
    return _Writer(chain, references).document(vault_title, language)


class _Writer:
    def __init__(self, chain: Chain, references: References) -> None:
        self.chain = chain
        self.references = references
        self.known = {*references.items, *references.texts}
        self.wording = Wording(self.known, lambda cluster: self._cited(cluster.cites))
        self.used = dict.fromkeys(citekey for citekey in chain.sources if citekey in self.known)
        """The citekeys of the bibliography."""

        rest = [claim for claim in chain.claims.values() if claim is not chain.claim]
        self.steps = [claim for claim in rest if claim.kind.name != ASSUMPTION]
        self.assumptions = [claim for claim in rest if claim.kind.name == ASSUMPTION]
        self.opponents = [*chain.opponents.values()]
        ordered = (*self.steps, *self.assumptions, *self.opponents)
        self.numbers = dict(zip((claim.path for claim in ordered), count(1), strict=False))

    def document(self, vault_title: str, language: str) -> Document:
        # The blocks first: what they cite belongs in the bibliography.
        body = [*self._body(), *self._bibliography()]
        title = self._title()
        facts = {
            "title": meta(title),
            "subtitle": meta(words(vault_title)),
            "lang": meta(words(language)),
            "identifier": meta(words(f"{vault_title}: {self.chain.claim.name}")),
            "nocite": meta([cite([citation(key, "", "", Mode.NORMAL) for key in self._cited_by_style()])]),
        }
        if self.chain.changed:
            facts["date"] = meta(words(self.chain.changed.isoformat()))
        items = [self.references.items[citekey] for citekey in self._cited_by_style()]
        return Document({"pandoc-api-version": API, "meta": facts, "blocks": body}, items)

    def _cited_by_style(self) -> list[str]:
        return sorted(citekey for citekey in self.used if citekey in self.references.items)

    def _title(self) -> list[Inline]:
        """The first line of the claim, without its citations; the note's name where that is no title."""
        claim = self.chain.claim
        line = claim.markdown.partition("\n")[0]
        if not 0 < len(plain_text(line)) <= LONGEST_TITLE:
            return words(claim.name)
        return Wording(self.known, _in_title).of(line) or words(claim.name)

    def _body(self) -> Iterator[Block]:
        claim = self.chain.claim
        cites = self._readings(claim.readings)
        if "\n" in claim.markdown or "@" in claim.markdown or len(claim.markdown) > LONGEST_TITLE:
            yield para([*self.wording.of(claim.markdown), *cites])
            cites = []
        yield para([*self._standing(claim), *words("."), *cites])
        if not self.chain.sources:
            yield para(words("No evidence source lies below this claim."))
        for title, claims in (("What it rests on", self.steps), ("Assumptions", self.assumptions)):
            if claims:
                yield header(title)
                yield self._list(claims)
        yield from self._against()
        yield from self._circles()

    def _list(self, claims: Sequence[Claim]) -> Block:
        return numbered([self._entry(claim) for claim in claims], self.numbers[claims[0].path])

    def _entry(self, claim: Claim) -> list[Block]:
        said = self.wording.of(claim.markdown) if claim.markdown else words(claim.name)
        anchored = span(said or words(claim.name), f"claim-{self.numbers[claim.path]}")
        return [para([anchored, *self._readings(claim.readings)]), para(self._standing(claim))]

    def _standing(self, claim: Claim) -> list[Inline]:
        """What a claim is, and how it stands to the others: `Insight 2025-…; rests on 3 and 4`."""
        parts = [words(f"{claim.kind.name.capitalize()} {claim.name}")]
        if claim.rests_on:
            parts.append([*words("rests on "), *self._numbers(claim.rests_on)])
        elif not claim.readings and not claim.withheld and claim.kind.name != ASSUMPTION:
            parts.append(words("rests on nothing in this vault"))
        if claim.path in self.chain.opponents:
            opposed = [path for path, other in self.chain.claims.items() if claim.path in other.opposed_by]
            parts.append([*words("speaks against "), *self._numbers(opposed)])
        if claim.opposed_by:
            told = [path for path in claim.opposed_by if self._is_told(path)]
            parts += [[*words("opposed by "), *self._numbers(told)]] if told else []
        parts += [words(said) for said in _withheld(claim)]
        return [inline for part in parts for inline in (*words("; "), *part)][2:]

    def _is_told(self, path: NotePath) -> bool:
        return path in self.numbers or path == self.chain.claim.path

    def _numbers(self, paths: Iterable[NotePath]) -> list[Inline]:
        """Notes by their numbers, as links to them: `2, 3 and 7`."""
        numbers = sorted(self.numbers.get(path, 0) for path in paths)
        found: list[Inline] = []
        for place, number in enumerate(numbers):
            if place:
                found += words(" and " if place == len(numbers) - 1 else ", ")
            found += [link(words(str(number)), f"#claim-{number}")] if number else words("the claim itself")
        return found

    def _against(self) -> Iterator[Block]:
        read = [claim for claim in self.chain.claims.values() if claim.readings_against]
        if not read and not self.opponents:
            return
        yield header("Evidence against")
        if self.opponents:
            yield self._list(self.opponents)
        if read:
            yield bullets(
                [
                    [
                        para(
                            [
                                *words("Against "),
                                *self._numbers([claim.path]),
                                *words(":"),
                                *self._readings(claim.readings_against),
                            ]
                        )
                    ]
                    for claim in read
                ]
            )

    def _circles(self) -> Iterator[Block]:
        if not self.chain.cycles:
            return
        yield header("Circular support")
        yield para(words("In each of these circles a claim supports the next, and the last the first."))
        yield bullets([[para(self._numbers_round(circle))] for circle in self.chain.cycles])

    def _numbers_round(self, circle: Sequence[NotePath]) -> list[Inline]:
        found: list[Inline] = []
        for path in (*circle, circle[0]):
            found += words(" → ") if found else []
            found += self._numbers([path]) if self._is_told(path) else words(path)
        return found

    def _bibliography(self) -> Iterator[Block]:
        """The bibliography: what the style makes of the items, then the citations that are text alone."""
        if not self.used:
            return
        yield header("Bibliography")
        if self._cited_by_style():
            yield div("refs", [])
        texts = {key: text for key, text in self.references.texts.items() if key in self.used}
        for citekey, text in sorted(texts.items(), key=lambda entry: (entry[1].casefold(), entry[0])):
            # In the text it goes by its citekey, unless footnotes give the citation.
            lead = "" if self.references.notes or text == citekey else f"{citekey}: "
            yield para([*words(lead), *_linked(text)])

    def _readings(self, readings: Iterable[Reading]) -> list[Inline]:
        """The citations of what was read, behind a space unless they become footnotes."""
        found: list[Inline] = []
        cites = [Cite(item.citekey, "", f", {item.content}" if item.content else "") for item in readings]
        cited = self._cited([found for found in cites if found.citekey in self.known])
        if cited:
            found += [SPACE, *cited]
        unknown = [", ".join(filter(None, item)) for item in readings if item.citekey not in self.known]
        return [*found, *words(f" ({'; '.join(unknown)})")] if unknown else found

    def _cited(self, cites: Sequence[Cite]) -> list[Inline]:
        """Works cited at one place: those with an item by the style, the others by their text."""
        self.used.update(dict.fromkeys(found.citekey for found in cites))
        by_style = [found for found in cites if found.citekey in self.references.items]
        inlines: list[Inline] = []
        if by_style:
            inlines.append(cite([citation(*found[:3], found.mode) for found in by_style]))
        for found in cites:
            if found.citekey not in self.references.items:
                inlines += [SPACE] if inlines else []
                inlines += self._cited_by_text(found)
        return inlines

    def _cited_by_text(self, found: Cite) -> list[Inline]:
        lead = [*words(found.citekey), SPACE] if found.mode == Mode.IN_TEXT else []
        before = f"{found.prefix} " if found.prefix else ""
        if self.references.notes:
            said = _linked(self.references.texts[found.citekey])
            return [*lead, footnote([*words(before), *said, *words(found.suffix)])]
        return words(f"({before}{found.citekey}{found.suffix})")


def _in_title(cluster: Cluster) -> list[Inline]:
    """A title cites nothing; a work that is a part of the sentence is named."""
    return [inline for found in cluster.cites if found.mode == Mode.IN_TEXT for inline in words(found.citekey)]


def _withheld(claim: Claim) -> Iterator[str]:
    """What is said of unpublished notes: how many there are."""
    for number, what in ((claim.withheld, "rests on"), (claim.withheld_against, "opposed by")):
        if number:
            yield f"{what} {number} unpublished note{'' if number == 1 else 's'}"


def _linked(text: str) -> list[Inline]:
    """Plain text in which web addresses are links."""
    pieces = _ADDRESS.split(text)
    return [
        inline
        for number, piece in enumerate(pieces)
        for inline in ([link(words(piece), piece)] if number % 2 else words(piece))
    ]
