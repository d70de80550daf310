"""The Health page: what is odd about a vault, rule by rule, with why it matters and how to mend it.

The author's own preview has it with everything; what others may read of it is decided in
`headwater.publication.health`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from headwater.evidence.ledger.states import State
from headwater.explanations import EXPLANATIONS
from headwater.problems import CATALOGUE, Problem, Severity
from headwater.publication import Publication
from headwater.publication.health import Health
from headwater.site.addresses import Addresses
from headwater.site.elements import anchor, badge, shortened, text
from headwater.site.shell import Crumb, PageParts
from headwater.site.wording import Words
from headwater.vault.notes import NotePath
from headwater.views.health import MOST, Found, HealthView, health_view

ENGLISH = "en"
"""The language of what rules say."""

FOLDED = 10
"""How many places of one rule stand on the page unfolded."""

LONGEST_NAME = 160
"""Characters of a note's title in the list."""

LONGEST_MESSAGE = 1000
"""Characters of a message: what it quotes from the vault may be of any length."""

_MARKED = re.compile(r"`([^`]+)`|\*([^*\s][^*]*)\*")


class HealthPage:
    """Draws the Health page of a site; what rules say is in English, as on the command line."""

    def __init__(self, publication: Publication, addresses: Addresses, words: Words, health: Health) -> None:
        self._publication = publication
        self._addresses = addresses
        self._words = words
        self._health = health
        self._english = "" if words.language == ENGLISH else f' lang="{ENGLISH}"'

    def parts(self, crumbs: tuple[Crumb, ...]) -> PageParts:
        """The page without what surrounds it.

        Args:
            crumbs: The way to it.
        """
        view = health_view(self._publication, self._health)
        sections = [self._summary(view), *(self._rule(found) for found in view.found)]
        return PageParts(
            self._words("health"),
            body=self._introduction(),
            sections=[section.encode() for section in sections],
            crumbs=crumbs,
        )

    def _introduction(self) -> str:
        if self._health.whole:
            return f"<p>{self._words('health.whole', command='<code>headwater check</code>')}</p>"
        return f"<p>{self._words('health.public')}</p>"

    def _summary(self, view: HealthView) -> str:
        words = self._words
        facts = "".join(
            f"<dt>{words(f'health.{key}')}</dt><dd>{told}</dd>\n" for key, told in self._facts(view)
        )
        rules = "".join(map(self._rule_row, view.found))
        table = (
            f'<div class="table-scroll"><table class="rules">\n<thead><tr><th scope="col">'
            f'{words("health.rule")}</th><th scope="col">{words("health.found")}</th></tr></thead>\n'
            f"<tbody>\n{rules}</tbody></table></div>\n"
        )
        return (
            f'<section id="summary" data-worst="{self._worst(view)}">\n<h2>{words("health.summary")}</h2>\n'
            f'<dl class="health">\n{facts}</dl>\n'
            f"{table if rules else ''}</section>\n"
        )

    def _facts(self, view: HealthView) -> Iterator[tuple[str, str]]:
        """What there is to know of the whole, each fact with what it is about."""
        health, words = self._health, self._words
        if health.unchecked:
            yield "unchecked", self._in_english(text(health.unchecked))
        listed = [
            f"{self._severity(severity, number)} {words(f'severity.{severity}.means')}"
            for severity, number in view.counts.items()
        ]
        yield "problems", _lines(listed or [words("health.none")])
        if health.ignored:
            ignore = "<code>headwater-ignore</code>"
            yield "ignored", words("health.ignored.text", n=words.number(health.ignored), property=ignore)
        if health.unpublished:
            yield "unlisted", self._counted("health.unlisted", health.unpublished)
        if view.claims:
            yield (
                "grounded",
                self._counted("health.grounded", view.claims, grounded=words.number(view.grounded)),
            )
        if health.edges:
            yield "reviewed", self._edges(health.edges)

    def _rule(self, found: Found) -> str:
        words, english = self._words, self._english
        message, hint = (_prose(said) for said in CATALOGUE[found.code].in_prose)
        why = _prose(EXPLANATIONS[found.code].why)
        places = "".join(self._item(problem, found.severity) for problem in found.problems)
        listed = f'<ol class="problems">\n{places}</ol>\n'
        if found.size > FOLDED:
            key = "health.show" if found.size <= MOST else "health.show.first"
            which = words(key, n=words.number(min(found.size, MOST)), size=words.number(found.size))
            listed = f"<details><summary>{which}</summary>\n{listed}{self._more(found)}</details>\n"
        return (
            f'<section class="rule" id="{found.code}">\n'
            f"<h2><code>{found.code}</code> {self._badges(found)}</h2>\n"
            f'<p{english}>{message}.</p>\n<dl class="health"><dt>{words("health.why")}</dt>'
            f"<dd{english}>{why}</dd>\n"
            f"<dt>{words('health.hint')}</dt><dd{english}>{hint}.</dd></dl>\n{listed}</section>\n"
        )

    def _item(self, problem: Problem, usual: Severity) -> str:
        # What is the same of all problems of a rule stands above them.
        general = CATALOGUE[problem.code].in_prose
        said = [
            f"<p{self._english}>{text(shortened(_sentence(own), LONGEST_MESSAGE))}.</p>"
            for own, usual_words in zip((problem.message, problem.hint), general, strict=True)
            if own and own != usual_words
        ]
        mark = f" {self._severity(problem.severity)}" if problem.severity is not usual else ""
        return f"<li>{self._place(problem)}{mark}{''.join(said)}</li>\n"

    def _place(self, problem: Problem) -> str:
        path = NotePath(problem.path)
        line = self._words("health.line", line=problem.line) if problem.line else ""
        note = self._publication.notes.get(path)
        if note is None:
            return f"<code>{text(problem.place)}</code>"
        title = shortened(self._addresses.titles.of(path).text, LONGEST_NAME)
        linked = anchor(self._addresses.page(path).href, title) + badge(self._words, note)
        where = f"<code>{text(problem.place)}</code>" if self._health.whole else line
        return f'{linked} <span class="where">{where}</span>' if where else linked

    def _worst(self, view: HealthView) -> str:
        """How many errors and warnings there are, in short: for the link to this page."""
        return ", ".join(
            self._counted(f"severity.{severity}", number)
            for severity, number in view.counts.items()
            if severity is not Severity.INFO
        )

    def _rule_row(self, found: Found) -> str:
        message, _ = CATALOGUE[found.code].in_prose
        said = self._in_english(_prose(message))
        return (
            f'<tr><th scope="row">{anchor(f"#{found.code}", found.code, "id")}<br>{said}</th>'
            f"<td>{self._badges(found)}</td></tr>\n"
        )

    def _in_english(self, html: str) -> str:
        return f"<span{self._english}>{html}</span>" if self._english else html

    def _badges(self, found: Found) -> str:
        return " ".join(self._severity(severity, number) for severity, number in found.counts.items())

    def _severity(self, severity: Severity, number: int | None = None) -> str:
        """A severity in its own words, with how many there are."""
        key = f"severity.{severity}"
        said = self._words(key) if number is None else self._counted(key, number)
        return f'<span class="badge severity-{severity}">{said}</span>'

    def _edges(self, edges: Mapping[str, int]) -> str:
        whole = sum(edges.values())
        if set(edges) == {State.UNREVIEWED}:
            return self._counted("health.unreviewed", whole, command="<code>headwater review</code>")
        listed = [
            f"{self._words.number(number)} {self._words(f'edges.{state}')}" for state, number in edges.items()
        ]
        return f"{self._counted('health.edges', whole)}{_lines(listed)}"

    def _more(self, found: Found) -> str:
        left = found.size - len(found.problems)
        command = f"<code>headwater check --select {found.code}</code>"
        said = self._words("health.more", n=self._words.number(left), command=command)
        return f"<p>{said}</p>\n" if left else ""

    def _counted(self, key: str, number: int, **facts: object) -> str:
        return self._words.count(key, number, n=self._words.number(number), **facts)


def _lines(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _prose(words: str) -> str:
    """A sentence of ours as HTML: what stands for facts is left open, code and emphasis are marked."""
    open_ = re.sub(r"'?\{\w+(?:!r)?\}'?", "…", words)
    escaped = text(_sentence(re.sub(r"[:,]?(?: …|…)+:? ?…?$", "", open_)))
    return _MARKED.sub(
        lambda match: f"<code>{match[1]}</code>" if match[1] else f"<em>{match[2]}</em>", escaped
    )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
