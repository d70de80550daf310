"""The facts of a claim and its history, as sections of its page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from headwater.publication import Publication, PublicNote
from headwater.publication.facts import Assumed, Bearing, Circle, Circles, Part, PublicFacts, Step, Suspicion
from headwater.publication.note import Change
from headwater.site.drawn import DrawnSection, headed
from headwater.site.elements import anchor, text
from headwater.site.sources import Sources
from headwater.vault.notes import NotePath

MOST_CHANGES = 20
"""How many changes of a note a page lists; `headwater log` has all of them."""

MOST_NAMES = 12
"""How many notes it names of those that came to support a note on one day, or no longer do."""

_ROLES = {
    Part.MEMBER: "It supports itself",
    Part.KNOTTED: "It supports itself, through a longer circle beside",
    Part.DOWNSTREAM: "It rests on a circle",
}


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
        claim = "claim" if note.kind.claims else "text"
        items = "".join(f"<li>{self._change(change, claim)}</li>\n" for change in note.history[:MOST_CHANGES])
        more = len(note.history) - MOST_CHANGES
        rest = f"<p>and {_number(more, 'earlier change')}</p>\n" if more > 0 else ""
        return [headed("History", [f'<ol class="history">\n{items}</ol>\n{rest}'.encode()])]

    def _rows(self, facts: PublicFacts) -> Iterator[tuple[str, str]]:
        studies = facts.studies
        yield "Sources", _counted(facts)
        if studies.types:
            yield "Types of study", text(", ".join(f"{count} × {words}" for words, count in studies.types))
        if studies.levels:
            yield (
                "Levels of evidence",
                text(", ".join(f"{count} × level {words}" for words, count in studies.levels)),
            )
        if facts.bearing.source or facts.bearing.total:
            yield "Load-bearing", _list(self._bearing(facts.bearing))
        if facts.assumed.shown or facts.assumed.withheld:
            yield "Assumes", _list(self._assumptions(facts.assumed))
        if facts.circles.named:
            yield "Circular support", _list(self._circles(facts.circles))
        if facts.suspicions:
            yield "To be reviewed", _list(self._suspicions(facts))

    def _bearing(self, bearing: Bearing) -> Iterator[str]:
        if bearing.source:
            href = self._sources.page(bearing.source)
            name = bearing.source
            said = anchor(href, name, "id") if href else f'<span class="id">{text(name)}</span>'
            yield f"Without {said} it would rest on no source at all."
        if bearing.total:
            named = list(self._steps(bearing.steps))
            steps = _enumerated([*named, *_more(bearing.total - len(bearing.steps), "")])
            yield f"Every way up from a source leads through {steps}."

    def _assumptions(self, assumed: Assumed) -> Iterator[str]:
        yield from (self._link(path).decode() for path in assumed.paths)
        yield from _more(assumed.shown - len(assumed.paths), "assumption")
        if assumed.withheld:
            yield _withheld(_number(assumed.withheld, "unpublished assumption"))

    def _circles(self, circles: Circles) -> Iterator[str]:
        yield from map(self._circle, circles.named)
        yield from _more(circles.total - len(circles.named), "circle")

    def _circle(self, circle: Circle) -> str:
        more = circle.total - len(circle.steps)
        # A circle is closed by its first note, if that is told from others.
        steps = (*circle.steps, *circle.steps[:1]) if not more and circle.steps[0].name else circle.steps
        ways = [*self._steps(steps), *_more(more, "")]
        return f"{_ROLES[circle.part]}: {' → '.join(ways)}"

    def _suspicions(self, facts: PublicFacts) -> Iterator[str]:
        for told, alike in groupby(map(self._suspicion, facts.suspicions)):
            times = len(list(alike))
            yield f"{told} ({times} such links)" if times > 1 else told
        yield from _more(facts.suspicion_count - len(facts.suspicions), "suspect link")

    def _suspicion(self, one: Suspicion) -> str:
        supporter, changed = self._step(one.supporter), set(one.changed)
        reviewed = f"was reviewed on {one.reviewed}"
        if changed == {"supporter"}:
            said = f"{supporter} changed since its link to this claim {reviewed}."
        elif changed == {"claim"}:
            said = f"This claim changed since the link from {supporter} {reviewed}."
        elif changed:
            said = f"{supporter} and this claim changed since the link between them {reviewed}."
        else:
            said = f"Something that {supporter} rests on changed since its link to this claim {reviewed}."
        return f'<span class="badge">suspect</span> {said}'

    def _change(self, change: Change, claim: str) -> str:
        said = [f"{claim} {change.claim}"] if change.claim else []
        for verb, paths in (("rests on", change.added), ("no longer rests on", change.removed)):
            if paths:
                names = [*map(self._name, paths[:MOST_NAMES]), *_more(len(paths) - MOST_NAMES, "")]
                said.append(f"{verb} {_enumerated(names)}")
        return f'<time datetime="{change.date}">{change.date}</time> {"; ".join(said)}'

    def _name(self, path: NotePath) -> str:
        return anchor(self._addresses.page(path).href, self._publication.cards[path].name, "id")

    def _steps(self, steps: Iterable[Step]) -> Iterator[str]:
        """Notes by their names; several in a row that are not shown by their number."""
        for is_named, some in groupby(steps, lambda step: bool(step.name)):
            told = list(some)
            if is_named:
                yield from map(self._step, told)
            else:
                yield _withheld(_number(len(told), "unpublished note"))

    def _step(self, step: Step) -> str:
        if step.path is not None:
            return self._name(step.path)
        return f'<span class="id">{text(step.name)}</span>' if step.name else _withheld("An unpublished note")


def _counted(facts: PublicFacts) -> str:
    studies = facts.studies
    if studies.total:
        said = [_number(studies.total, "source"), studies.years, studies.subjects]
        return text(", ".join(filter(None, said)))
    if not facts.needs_source:
        return "none"
    return '<span class="badge grave">no source</span> Nothing below it leads to an evidence source.'


def _list(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _enumerated(items: Sequence[str]) -> str:
    """`a, b and c`."""
    *others, last = items
    return f"{', '.join(others)} and {last}" if others else last


def _more(number: int, thing: str) -> Iterator[str]:
    """How many more there are, if any."""
    if number > 0:
        yield f"{number} more {thing}{'s' if thing and number > 1 else ''}".rstrip()


def _withheld(words: str) -> str:
    return f'<span class="withheld">{words}</span>'


def _number(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
