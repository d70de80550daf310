"""What tests of the ledger share: a vault on disk with a reviewer and a clock that never stands still."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from headwater.evidence.ledger.files import load_ledger
from headwater.evidence.ledger.find import find_edges
from headwater.evidence.ledger.recording import Recorder
from headwater.evidence.ledger.records import REVIEWS, Verdict
from headwater.evidence.ledger.reports import ledger_problems
from headwater.evidence.ledger.states import Assessment, ReviewedEdge, State, assess
from headwater.opening import open_vault
from headwater.problems import Problem

NAMES = {"a": "Insights/a.md", "b": "Insights/b.md", "c": "Takeaways/c.md"}

CHAIN = {
    "Sources/smith2020.md": "",
    "Source Content/smith2020 - Figure 1.md": "Twelve cups, by temperature",
    "Insights/a.md": "# Content\n- Cups stay warm for an hour\n# Database Fields\n"
    "Source_Content:: [[smith2020 - Figure 1]]\nSupports:: [[b]]\n",
    "Insights/b.md": "# Content\n- Warm cups please\n# Database Fields\nTakeaways:: [[c]]\n",
    "Takeaways/c.md": "# Content\n- Warm your cups\n# Database Fields\nActions:: [[d]]\n",
    "Actions/d.md": "# Content\n- Buy a cup warmer\n",
}
"""A source, content of it, two insights, a takeaway and an action, each resting on the one before."""


class Desk:
    """A vault with somebody who reviews it."""

    def __init__(self, root: Path, files: Mapping[str, str] = CHAIN) -> None:
        self.root = root
        self.minutes = count()
        self.write(files)

    def write(self, files: Mapping[str, str]) -> None:
        for path, text in files.items():
            place = self.root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")

    def edit(self, path: str, before: str, now: str) -> None:
        place = self.root / path
        text = place.read_text(encoding="utf-8")
        assert before in text
        place.write_text(text.replace(before, now), encoding="utf-8")

    def move(self, before: str, now: str) -> None:
        """Rename a note as Obsidian does: the links to it follow."""
        (self.root / now).parent.mkdir(parents=True, exist_ok=True)
        (self.root / before).rename(self.root / now)
        old, new = (path.rpartition("/")[2].removesuffix(".md") for path in (before, now))
        for place in self.root.rglob("*.md"):
            text = place.read_text(encoding="utf-8")
            place.write_text(text.replace(f"[[{old}]]", f"[[{new}]]"), encoding="utf-8")

    def clock(self) -> datetime:
        return datetime(2025, 3, 1, 9, tzinfo=UTC) + timedelta(minutes=next(self.minutes))

    def assessed(self, properties: Iterable[str] = ()) -> Assessment:
        return assess(open_vault(self.root).graph, load_ledger(self.root), tuple(properties))

    def record(
        self,
        edges: Iterable[ReviewedEdge],
        verdict: Verdict = Verdict.HOLDS,
        note: str = "",
        who: str = "Ada",
    ) -> int:
        return Recorder(self.root, self.assessed(), who, self.clock).record(edges, verdict, note)

    def review_all(self) -> None:
        self.record(self.assessed().edges)

    def review(self, words: str, verdict: Verdict = Verdict.HOLDS, note: str = "") -> None:
        self.record(find_edges(self.assessed(), words), verdict, note)

    def states(self) -> dict[str, State]:
        """How each edge stands that somebody must look at, by the names of its notes."""
        found = self.assessed()
        return {names(found, edge): edge.state for edge in found.edges if edge.state is not State.HOLDS}

    def problems(self) -> list[Problem]:
        return list(ledger_problems(self.assessed()))

    def codes(self) -> list[str]:
        return [f"{found.place} {found.code}" for found in self.problems()]

    @property
    def ledger(self) -> Path:
        return self.root / REVIEWS


def names(assessment: Assessment, reviewed: ReviewedEdge) -> str:
    notes = assessment.graph.notes
    return f"{notes[reviewed.edge.start].name} > {notes[reviewed.edge.end].name}"
