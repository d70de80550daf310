"""Write what a reviewer says into the ledger, each answer at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from headwater.evidence.ledger.files import append
from headwater.evidence.ledger.lines import renaming_line, review_line, text_line
from headwater.evidence.ledger.records import Renaming, Review, Verdict
from headwater.evidence.ledger.states import Assessment, ReviewedEdge

Clock = Callable[[], datetime]
"""Says what time it is, with the offset from UTC."""


class Recorder:
    """Appends one reviewer's answers on one state of a vault."""

    def __init__(self, root: Path, assessment: Assessment, who: str, clock: Clock) -> None:
        """Prepare to write; nothing is written before the first answer.

        Args:
            root: The vault's folder.
            assessment: Its edges as they stand.
            who: The reviewer's name.
            clock: Dates the answers.
        """
        self._root = root
        self._assessment = assessment
        self._who = who
        self._clock = clock
        self._kept = set(assessment.ledger.texts)
        self._renamings_told = False

    def record(self, edges: Iterable[ReviewedEdge], verdict: Verdict, note: str = "") -> int:
        """Save a verdict on some edges, which may be none; it is on disk when this returns.

        The first call also saves which notes were found to have been renamed.

        Returns:
            How many edges there were.

        Raises:
            OutputError: It cannot be written; the ledger is as it was.
        """
        chosen, now = list(edges), self._clock()
        reviews = b"".join(review_line(self._review(edge, verdict, now, note)) for edge in chosen)
        texts = dict(self._texts(chosen))
        lines = self._renamings(now) + reviews
        if lines:
            append(self._root, lines, b"".join(map(text_line, texts, texts.values())))
        self._kept.update(texts)
        self._renamings_told = True
        return len(chosen)

    def _review(self, reviewed: ReviewedEdge, verdict: Verdict, now: datetime, note: str) -> Review:
        start, relation, end, _ = reviewed.edge
        ids, hashes = self._assessment.identity.ids, self._assessment.meanings.hashes
        earlier = self._assessment.identity.edges.get((start, relation, end))
        return Review(
            ids[start], relation, ids[end], hashes[start], hashes[end], self._assessment.below[start],
            verdict, _after(earlier[-1].date, now) if earlier else now, self._who, note,
        )  # fmt: skip

    def _texts(self, edges: Iterable[ReviewedEdge]) -> Iterator[tuple[str, str]]:
        """The texts that the ledger does not hold yet, by their hashes."""
        texts, hashes = self._assessment.meanings
        for reviewed in edges:
            for path in (reviewed.edge.start, reviewed.edge.end):
                if texts[path] and hashes[path] not in self._kept:
                    yield hashes[path], texts[path]

    def _renamings(self, now: datetime) -> bytes:
        """Lines for what was found out about renamed notes: the next change may hide it."""
        if self._renamings_told:
            return b""
        identity = self._assessment.identity
        found = sorted((old, identity.ids[path]) for old, path in identity.renamed.items())
        return b"".join(renaming_line(Renaming(old, new, now, self._who)) for old, new in found)


def _after(last: datetime, now: datetime) -> datetime:
    """The time to give an answer: later than the last one, though the clock of whoever gave it was fast."""
    if now > last:
        return now
    try:
        return last + timedelta(microseconds=1)
    except OverflowError:
        return last
