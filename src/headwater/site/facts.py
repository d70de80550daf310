"""The facts of a claim and its history, as sections of its page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from headwater.evidence.directness import Count
from headwater.publication import Publication, PublicNote
from headwater.publication.facts import PublicFacts, Step, Suspicion
from headwater.publication.note import Change
from headwater.site.drawn import DrawnSection, headed
from headwater.site.elements import anchor, text
from headwater.site.sources import Sources
from headwater.vault.notes import NotePath

MOST_CHANGES = 20
"""How many changes of a note a page lists; `headwater log` has all of them."""

_WITHHELD = '<span class="withheld">unpublished note</span>'


class FactSections:
    """Draws what is known of the evidence below a claim, and how it came to be."""

    def __init__(self, publication: Publication, sources: Sources, link: Callable[[NotePath], bytes]) -> None:
        """Prepare.

        Args:
            publication: What may be shown.
            sources: Where what the site says of sources lies.
            link: Draws a link to a note by its title.
        """
        self._publication = publication
        self._sources = sources
        self._addresses = sources.addresses
        self._link = link

    def facts(self, note: PublicNote) -> list[DrawnSection]:
        """The facts of a claim; nothing for other notes."""
        if note.facts is None:
            return []
        rows = "".join(f"<dt>{name}</dt><dd>{value}</dd>\n" for name, value in self._rows(note.facts))
        return [headed("Facts", [f'<dl class="facts">\n{rows}</dl>\n'.encode()])]

    def history(self, note: PublicNote) -> list[DrawnSection]:
        """How a note changed; nothing where that is not asked for."""
        if not note.history:
            return []
        items = "".join(f"<li>{self._change(change)}</li>\n" for change in note.history[:MOST_CHANGES])
        more = len(note.history) - MOST_CHANGES
        rest = f"<p>and {more} earlier changes</p>\n" if more > 0 else ""
        return [headed("History", [f'<ol class="history">\n{items}</ol>\n{rest}'.encode()])]

    def _rows(self, facts: PublicFacts) -> Iterator[tuple[str, str]]:
        yield "Sources", self._counted(facts)
        if facts.types:
            yield "Types of study", text(_listed(facts.types))
        if facts.levels:
            yield "Levels of evidence", text(_listed(facts.levels))
        bearing = list(self._bearing(facts))
        if bearing:
            yield "Load-bearing", " ".join(bearing)
        if facts.assumptions or facts.withheld_assumptions:
            yield "Assumes", self._assumptions(facts)
        if facts.cycles:
            yield "Circular support", self._cycles(facts)
        if facts.suspicions:
            yield "To be reviewed", self._suspicions(facts.suspicions)

    def _counted(self, facts: PublicFacts) -> str:
        if not facts.sources:
            return '<span class="badge grave">no source</span> Nothing below it leads to an evidence source.'
        said = [_number(facts.sources, "source"), facts.years, facts.subjects]
        # What studies were made on goes without saying where nothing is known of it.
        known = [words for words in said if words and not words.endswith("of unknown species")]
        return text(", ".join(known))

    def _bearing(self, facts: PublicFacts) -> Iterator[str]:
        if facts.bearing_source:
            href = self._sources.page(facts.bearing_source)
            name = facts.bearing_source
            said = anchor(href, name, "id") if href else f'<span class="id">{text(name)}</span>'
            yield f"Without {said} it would rest on no source at all."
        if facts.bearing:
            steps = ", ".join(map(self._step, facts.bearing))
            more = facts.bearing_count - len(facts.bearing)
            rest = f" and {more} more" if more > 0 else ""
            yield f"Every way up from a source leads through {steps}{rest}."

    def _assumptions(self, facts: PublicFacts) -> str:
        items = [f"<li>{self._link(path).decode()}</li>" for path in facts.assumptions]
        if facts.withheld_assumptions:
            items.append(f"<li>{_number(facts.withheld_assumptions, 'unpublished assumption')}</li>")
        return f"<ul>{''.join(items)}</ul>"

    def _cycles(self, facts: PublicFacts) -> str:
        said = []
        for number, cycle in enumerate(facts.cycles):
            role = "It supports itself" if facts.in_cycle and number == 0 else "It rests on a circle"
            ways = " → ".join(map(self._step, (*cycle, cycle[0])))
            said.append(f"<li>{role}: {ways}</li>")
        return f"<ul>{''.join(said)}</ul>"

    def _suspicions(self, suspicions: Sequence[Suspicion]) -> str:
        return f"<ul>{''.join(f'<li>{self._suspicion(one)}</li>' for one in suspicions)}</ul>"

    def _suspicion(self, one: Suspicion) -> str:
        supporter = self._step(one.supporter)
        since = f" since this link was reviewed on {one.reviewed}" if one.reviewed else ""
        badge = '<span class="badge">suspect</span>'
        if not one.changed:
            return f"{badge} Something below {supporter} has changed{since}."
        ends = {"supporter": supporter, "claim": "this claim"}
        changed = " and ".join(ends[end] for end in one.changed)
        link = "" if "supporter" in one.changed else f" The link is that from {supporter}."
        return f"{badge} Reworded{since}: {changed}.{link}"

    def _change(self, change: Change) -> str:
        said = [f"claim {change.claim}"] if change.claim else []
        for verb, paths in (("rests on", change.added), ("no longer rests on", change.removed)):
            if paths:
                said.append(f"{verb} {', '.join(map(self._name, paths))}")
        return f'<time datetime="{change.date}">{change.date}</time> {"; ".join(said)}'

    def _name(self, path: NotePath) -> str:
        return anchor(self._addresses.page(path).href, self._publication.cards[path].name, "id")

    def _step(self, step: Step) -> str:
        if step.path is not None:
            return self._name(step.path)
        return f'<span class="id">{text(step.name)}</span>' if step.name else _WITHHELD


def _listed(counts: Iterable[Count]) -> str:
    return ", ".join(f"{number} × {words}" for words, number in counts)


def _number(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
