"""The Health page: what is odd about a vault, rule by rule, with why it matters and how to mend it.

The author's own preview has it with everything; what others may read of it is decided in
`headwater.publication.health`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from headwater.evidence.ledger.states import State
from headwater.explanations import EXPLANATIONS
from headwater.problems import CATALOGUE, Problem, Severity
from headwater.publication import Publication
from headwater.publication.health import Health
from headwater.site.addresses import Addresses
from headwater.site.elements import anchor, badge, shortened, text
from headwater.site.shell import Crumb, PageParts
from headwater.vault.notes import NotePath
from headwater.views.health import MOST, Found, HealthView, health_view

TITLE = "Health"

FOLDED = 10
"""How many places of one rule stand on the page unfolded."""

LONGEST_NAME = 160
"""Characters of a note's title in the list."""

LONGEST_MESSAGE = 1000
"""Characters of a message: what it quotes from the vault may be of any length."""

_MEANINGS = {
    Severity.ERROR: "something was not read, or cannot be true",
    Severity.WARNING: "something is probably not what you mean",
    Severity.INFO: "worth knowing; nothing need be done",
}
_STATES = {
    State.SUSPECT: "suspect: a note at one end says something else since",
    State.DEEPER: "with a deeper change: something further below has moved since",
    State.REWORK: "to rework: found not to hold",
    State.UNREVIEWED: "unreviewed: nobody has said anything of them",
    State.HOLDS: "holding: reviewed as they are now",
}
_MARKED = re.compile(r"`([^`]+)`|\*([^*\s][^*]*)\*")


HealthSource = Callable[[], Health]
"""Finds out how the vault fares; called once the page that tells it is drawn."""


class HealthPage:
    """Draws the Health page of a site."""

    def __init__(self, publication: Publication, addresses: Addresses, health: Health) -> None:
        self._publication = publication
        self._addresses = addresses
        self._health = health

    def parts(self, crumbs: tuple[Crumb, ...]) -> PageParts:
        """The page without what surrounds it.

        Args:
            crumbs: The way to it.
        """
        view = health_view(self._publication, self._health)
        sections = [self._summary(view), *(self._rule(found) for found in view.found)]
        return PageParts(
            TITLE,
            body=self._introduction(),
            sections=[section.encode() for section in sections],
            crumbs=crumbs,
        )

    def _introduction(self) -> str:
        if self._health.whole:
            return (
                "<p>What <code>headwater check</code> finds in the whole vault. "
                "You alone see this page: it names notes that are not published.</p>"
            )
        return "<p>What is known to be odd about the notes on this site.</p>"

    def _summary(self, view: HealthView) -> str:
        facts = "".join(f"<dt>{title}</dt><dd>{told}</dd>\n" for title, told in self._facts(view))
        rules = "".join(_rule_row(found) for found in view.found)
        table = (
            '<div class="table-scroll"><table class="rules">\n<thead><tr><th scope="col">Rule</th>'
            f'<th scope="col">Found</th></tr></thead>\n<tbody>\n{rules}</tbody></table></div>\n'
        )
        return (
            f'<section id="summary" data-worst="{_worst(view)}">\n<h2>Summary</h2>\n'
            f'<dl class="health">\n{facts}</dl>\n'
            f"{table if rules else ''}</section>\n"
        )

    def _facts(self, view: HealthView) -> Iterator[tuple[str, str]]:
        """What there is to know of the whole, each fact with what it is about."""
        health = self._health
        if health.unchecked:
            yield "Not checked", text(health.unchecked)
        listed = [
            f"{_severity(severity, number)} {_MEANINGS[severity]}" for severity, number in view.counts.items()
        ]
        yield "Problems", _lines(listed or ["none were found"])
        if health.ignored:
            yield "Ignored", f"{health.ignored:,} more, by what notes say in <code>headwater-ignore</code>"
        if health.unpublished:
            yield "Not listed", f"{_counted(health.unpublished, 'problem')} of unpublished notes"
        if view.claims:
            yield "Grounded", f"{view.grounded:,} of {_counted(view.claims, 'claim')} reach a source"
        if health.edges:
            yield "Reviewed", _edges(health.edges)

    def _rule(self, found: Found) -> str:
        message, hint = (_prose(words) for words in CATALOGUE[found.code].in_prose)
        why = _prose(EXPLANATIONS[found.code].why)
        places = "".join(self._item(problem, found.severity) for problem in found.problems)
        listed = f'<ol class="problems">\n{places}</ol>\n'
        if found.size > FOLDED:
            which = f"the {found.size:,}" if found.size <= MOST else f"the first {MOST} of {found.size:,}"
            listed = f"<details><summary>Show {which} places</summary>\n{listed}{_more(found)}</details>\n"
        return (
            f'<section class="rule" id="{found.code}">\n<h2><code>{found.code}</code> {_badges(found)}</h2>\n'
            f'<p>{message}.</p>\n<dl class="health"><dt>Why it matters</dt><dd>{why}</dd>\n'
            f"<dt>What to do</dt><dd>{hint}.</dd></dl>\n{listed}</section>\n"
        )

    def _item(self, problem: Problem, usual: Severity) -> str:
        # What is the same of all problems of a rule stands above them.
        general = CATALOGUE[problem.code].in_prose
        words = [
            f"<p>{text(shortened(_sentence(own), LONGEST_MESSAGE))}.</p>"
            for own, usual_words in zip((problem.message, problem.hint), general, strict=True)
            if own and own != usual_words
        ]
        mark = f" {_severity(problem.severity)}" if problem.severity is not usual else ""
        return f"<li>{self._place(problem)}{mark}{''.join(words)}</li>\n"

    def _place(self, problem: Problem) -> str:
        path = NotePath(problem.path)
        line = f"line {problem.line}" if problem.line else ""
        note = self._publication.notes.get(path)
        if note is None:
            return f"<code>{text(problem.place)}</code>"
        title = shortened(self._addresses.titles.of(path).text, LONGEST_NAME)
        linked = anchor(self._addresses.page(path).href, title) + badge(note)
        where = f"<code>{text(problem.place)}</code>" if self._health.whole else line
        return f'{linked} <span class="where">{where}</span>' if where else linked


def _worst(view: HealthView) -> str:
    """How many errors and warnings there are, in short: for the link to this page."""
    return ", ".join(
        _counted(number, severity)
        for severity, number in view.counts.items()
        if severity is not Severity.INFO
    )


def _rule_row(found: Found) -> str:
    message, _ = CATALOGUE[found.code].in_prose
    return (
        f'<tr><th scope="row">{anchor(f"#{found.code}", found.code, "id")}<br>{_prose(message)}</th>'
        f"<td>{_badges(found)}</td></tr>\n"
    )


def _badges(found: Found) -> str:
    return " ".join(_severity(severity, number) for severity, number in found.counts.items())


def _severity(severity: Severity, number: int | None = None) -> str:
    """A severity in its own words, with how many there are."""
    plural = "s" if number != 1 and severity is not Severity.INFO else ""
    words = str(severity) if number is None else f"{number:,} {severity}{plural}"
    return f'<span class="badge severity-{severity}">{words}</span>'


def _edges(edges: Mapping[str, int]) -> str:
    whole = sum(edges.values())
    if set(edges) == {State.UNREVIEWED}:
        return f"None of {_counted(whole, 'edge')}: <code>headwater review</code> asks about them"
    listed = [f"{number:,} {_STATES[State(state)]}" for state, number in edges.items()]
    return f"Of {_counted(whole, 'edge')} that can be reviewed{_lines(listed)}"


def _more(found: Found) -> str:
    left = found.size - len(found.problems)
    command = f"<code>headwater check --select {found.code}</code>"
    return f"<p>{left:,} more: {command} lists them all.</p>\n" if left else ""


def _lines(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _prose(words: str) -> str:
    """A sentence of ours as HTML: what stands for facts is left open, code and emphasis are marked."""
    open_ = re.sub(r"'?\{\w+(?:!r)?\}'?", "…", words)
    escaped = text(_sentence(re.sub(r"[:,]?(?: …|…)+:? ?…?$", "", open_)))
    return _MARKED.sub(
        lambda match: f"<code>{match[1]}</code>" if match[1] else f"<em>{match[2]}</em>", escaped
    )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
