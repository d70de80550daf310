"""The facts of a claim and its history, as sections of its page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from headwater.publication import Publication, PublicNote
from headwater.publication.facts import Assumed, Bearing, Circle, Circles, PublicFacts, Step, Suspicion
from headwater.publication.note import Change
from headwater.site.drawn import DrawnSection, headed
from headwater.site.elements import anchor, text
from headwater.site.sources import Sources
from headwater.site.study_words import StudyWords
from headwater.site.wording import Words
from headwater.vault.notes import NotePath

MOST_CHANGES = 20
"""How many changes of a note a page lists; `headwater log` has all of them."""

MOST_NAMES = 12
"""How many notes it names of those that came to support a note on one day, or no longer do."""


MOST_KEPT = 2048
"""How many different facts are kept as they were drawn: claims that rest on the same have the same."""


class FactSections:
    """Draws what is known of the evidence below a claim, and how it came to be."""

    def __init__(
        self, publication: Publication, words: Words, sources: Sources, link: Callable[[NotePath], bytes]
    ) -> None:
        """Prepare.

        Args:
            publication: What may be shown.
            words: The words of the site.
            sources: Where what the site says of sources lies.
            link: Draws a link to a note by its title.
        """
        self._publication = publication
        self._words = words
        self._studies = StudyWords(words)
        self._sources = sources
        self._addresses = sources.addresses
        self._link = link
        self._drawn = lru_cache(maxsize=MOST_KEPT)(self._new)

    def facts(self, note: PublicNote) -> list[DrawnSection]:
        """The facts of a claim; nothing for other notes."""
        return [] if note.facts is None else self._drawn(note.facts)

    def _new(self, facts: PublicFacts) -> list[DrawnSection]:
        rows = "".join(
            f"<dt>{self._words(f'facts.{key}')}</dt><dd>{value}</dd>\n" for key, value in self._rows(facts)
        )
        drawn = f'<dl class="facts">\n{rows}</dl>\n'.encode()
        return [headed(self._words, "facts", [drawn])] if rows else []

    def history(self, note: PublicNote) -> list[DrawnSection]:
        """How a note changed; nothing where that is not asked for."""
        if not note.history:
            return []
        what = "history.claim" if note.kind.claims else "history.text"
        items = "".join(f"<li>{self._change(change, what)}</li>\n" for change in note.history[:MOST_CHANGES])
        more = len(note.history) - MOST_CHANGES
        rest = f"<p>{self._words.count('history.earlier', more)}</p>\n" if more > 0 else ""
        drawn = f'<ol class="history">\n{items}</ol>\n{rest}'
        return [headed(self._words, "history", [drawn.encode()])]

    def counted(self, facts: PublicFacts) -> str:
        """How many sources a claim rests on and what studies they are, as inline HTML."""
        words, studies = self._words, facts.studies
        if studies.total:
            subjects = self._studies.subjects(studies.subjects)
            said = [words.count("facts.source", studies.total), studies.years, subjects]
            return text(", ".join(filter(None, said)))
        if not facts.needs_source:
            return words("facts.none")
        return (
            f'<span class="badge grave">{words("facts.ungrounded")}</span> {words("facts.ungrounded.text")}'
        )

    def _rows(self, facts: PublicFacts) -> Iterator[tuple[str, str]]:
        studies = facts.studies
        # How many sources there are stands directly below the claim.
        if not studies.total and facts.needs_source:
            yield "sources", self.counted(facts)
        if studies.types:
            types = (f"{count} × {self._studies.type(words)}" for words, count in studies.types)
            yield "types", text(", ".join(types))
        if studies.levels:
            levels = (f"{count} × {self._words('level', level=words)}" for words, count in studies.levels)
            yield "levels", text(", ".join(levels))
        if facts.bearing.source or facts.bearing.total:
            yield "bearing", _list(self._bearing(facts.bearing))
        if facts.assumed.shown or facts.assumed.withheld:
            yield "assumes", _list(self._assumptions(facts.assumed))
        if facts.circles.named:
            yield "circles", _list(self._circles(facts.circles))
        if facts.suspicions:
            yield "suspicions", _list(self._suspicions(facts))

    def _bearing(self, bearing: Bearing) -> Iterator[str]:
        if bearing.source:
            href = self._sources.page(bearing.source)
            name = bearing.source
            said = anchor(href, name, "id") if href else f'<span class="id">{text(name)}</span>'
            yield self._words("facts.without", source=said)
        if bearing.total:
            named = list(self._steps(bearing.steps))
            steps = self._words.listed([*named, *self._more(bearing.total - len(bearing.steps))])
            yield self._words("facts.through", notes=steps)

    def _assumptions(self, assumed: Assumed) -> Iterator[str]:
        yield from (self._link(path).decode() for path in assumed.paths)
        yield from self._more(assumed.shown - len(assumed.paths), "more.assumption")
        if assumed.withheld:
            yield _withheld(self._words.count("facts.assumption", assumed.withheld))

    def _circles(self, circles: Circles) -> Iterator[str]:
        yield from map(self._circle, circles.named)
        yield from self._more(circles.total - len(circles.named), "more.circle")

    def _circle(self, circle: Circle) -> str:
        more = circle.total - len(circle.steps)
        # A circle is closed by its first note, if that is told from others.
        steps = (*circle.steps, *circle.steps[:1]) if not more and circle.steps[0].name else circle.steps
        ways = [*self._steps(steps), *self._more(more)]
        return self._words(f"facts.circle.{circle.part}", way=" → ".join(ways))

    def _suspicions(self, facts: PublicFacts) -> Iterator[str]:
        for told, alike in groupby(map(self._suspicion, facts.suspicions)):
            times = len(list(alike))
            yield self._words("facts.suspect.times", said=told, n=times) if times > 1 else told
        yield from self._more(facts.suspicion_count - len(facts.suspicions), "more.suspect")

    def _suspicion(self, one: Suspicion) -> str:
        what = "both" if len(set(one.changed)) > 1 else one.changed[0] if one.changed else "deeper"
        supporter = self._step(one.supporter)
        said = self._words(f"facts.suspect.{what}", supporter=supporter, date=one.reviewed)
        return f'<span class="badge">{self._words("facts.suspect")}</span> {said}'

    def _change(self, change: Change, what: str) -> str:
        said = [self._words(f"{what}.{change.claim}")] if change.claim else []
        for key, paths in (("history.added", change.added), ("history.removed", change.removed)):
            if paths:
                names = [*map(self._name, paths[:MOST_NAMES]), *self._more(len(paths) - MOST_NAMES)]
                said.append(self._words(key, notes=self._words.listed(names)))
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
                yield _withheld(self._words.count("withheld", len(told)))

    def _step(self, step: Step) -> str:
        if step.path is not None:
            return self._name(step.path)
        if step.name:
            return f'<span class="id">{text(step.name)}</span>'
        return _withheld(self._words("facts.withheld"))

    def _more(self, number: int, key: str = "more") -> Iterator[str]:
        """How many more there are, if any."""
        if number > 0:
            yield self._words.count(key, number)


def _list(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _withheld(words: str) -> str:
    return f'<span class="withheld">{words}</span>'
