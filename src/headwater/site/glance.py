"""What is to be seen of the evidence at first glance: a few facts directly below a claim."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from headwater.evidence.depths import Depth
from headwater.publication import PublicNote
from headwater.publication.facts import Studies
from headwater.site.elements import text
from headwater.site.study_words import StudyWords
from headwater.site.wording import Words

MOST_DRAWN = 9
"""How many steps down to the sources are drawn; the words beside them tell how many there are."""

_STEP = 9
"""How far apart two steps are drawn."""

MOST_KEPT = 2048
"""How many different glances are kept: most claims look like many others."""


class _Seen(NamedTuple):
    """All that a glance shows."""

    studies: Studies
    needs_source: bool
    depth: Depth
    assumed: int
    """How many assumptions there are, shown or not."""

    flags: int
    is_circular: bool
    suspicions: int


class Glances:
    """Draws what is to be seen."""

    def __init__(self, words: Words) -> None:
        """Prepare.

        Args:
            words: What the site says.
        """
        self._words = words
        self._studies = StudyWords(words)
        self._drawn = lru_cache(maxsize=MOST_KEPT)(self._new)

    def of(self, note: PublicNote) -> str:
        """The evidence below a note at a glance, as HTML; nothing for a note that claims nothing."""
        facts = note.facts
        if facts is None:
            return ""
        assumed, circles = facts.assumed.shown + facts.assumed.withheld, facts.circles.total
        told = (facts.studies, facts.needs_source, facts.depth, assumed)
        return self._drawn(_Seen(*told, len(note.flags), bool(circles), facts.suspicion_count))

    def _new(self, seen: _Seen) -> str:
        rows = "".join(
            f"<div{mark}><dt>{text(self._words(f'glance.{name}'))}</dt><dd>{value}</dd></div>\n"
            for name, value, mark in self._rows(seen)
        )
        return f'<dl class="glance">\n{rows}</dl>' if rows else ""

    def _rows(self, seen: _Seen) -> Iterator[tuple[str, str, str]]:
        studies, words = seen.studies, self._words
        if studies.total:
            years = f" <span>{text(studies.years)}</span>" if studies.years else ""
            yield "rests-on", f"<b>{words.count('facts.source', studies.total)}</b>{years}", ""
            if studies.subjects:
                yield "made-on", text(self._studies.subjects(studies.subjects)), ""
            yield "depth", f"<b>{_steps(seen.depth, words)}</b> {_drawn(seen.depth.most)}", ""
        elif not seen.needs_source:
            yield "rests-on", text(words("glance.none")), ""
        if seen.assumed:
            yield "assumes", f'<a href="#facts">{words.count("glance.assumption", seen.assumed)}</a>', ""
        warnings = [f'<a href="#{place}">{said}</a>' for place, said in self._warnings(seen)]
        if warnings:
            yield "mind", ", ".join(warnings), ' class="mind"'

    def _warnings(self, seen: _Seen) -> Iterator[tuple[str, str]]:
        """Why not to trust a claim at once, each with the id of the section that tells more."""
        words = self._words
        if not seen.studies.total and seen.needs_source:
            yield "facts", words("glance.no-source")
        if seen.flags:
            yield "caution", words.count("glance.flagged", seen.flags)
        if seen.is_circular:
            yield "facts", words("glance.circular")
        if seen.suspicions:
            yield "facts", words.count("glance.suspect", seen.suspicions)


def _steps(depth: Depth, words: Words) -> str:
    if depth.fewest == depth.most:
        return words.count("glance.steps", depth.most)
    return words("glance.steps.between", fewest=depth.fewest, most=depth.most)


def _drawn(steps: int) -> str:
    """A line from a claim down to its sources, with a dot for each note on the way; words say the same."""
    end = _STEP * min(steps, MOST_DRAWN) + 4
    line = f'd="M4 4H{end}"'
    return (
        f'<svg class="plumb" width="{end + 4}" height="8" viewBox="0 0 {end + 4} 8" aria-hidden="true">'
        f'<path {line}/><path class="dots" {line} stroke-dasharray="0 {_STEP}"/>'
        f'<path class="end" d="M{end - 3} 1h6v6h-6z"/></svg>'
    )
