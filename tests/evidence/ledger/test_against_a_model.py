"""Whatever is done to a vault and its ledger, edges stand as a model says that knows no hash and no id."""

from __future__ import annotations

import shutil
import tempfile
from itertools import count, permutations
from pathlib import Path
from typing import NamedTuple

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from headwater.evidence.ledger.records import Verdict
from headwater.evidence.ledger.states import State
from tests.evidence.ledger.reading import Desk

NUMBERS = range(5)
Number = int
"""What the model knows a note by."""

RELATIONS = ("supports", "opposes")
Edge = tuple[Number, str, Number]

EDGES = st.sampled_from(
    [(start, relation, end) for start, end in permutations(NUMBERS, 2) for relation in RELATIONS]
)
NOTES = st.sampled_from(NUMBERS)
FOLDERS = st.sampled_from(["Insights", "Old/Insights", "Level 2 Insights"])
DECORATIONS = st.sampled_from(
    ["{}", "- {}", "**{}**", "\n\n{} %% aside %%", "{} ^block", "- {}\n# Notes\nmore"]
)


class Found(NamedTuple):
    """What a reviewer of the model saw, and said."""

    texts: tuple[str, str]
    below: frozenset[object]
    verdict: Verdict


class Edits(RuleBasedStateMachine):
    """A vault of a few notes, edited and reviewed at random, and what it should come to."""

    @initialize()
    def begin(self) -> None:
        self.desk = Desk(Path(tempfile.mkdtemp()), {})
        self.fresh = count()
        self.names = {number: f"note {number}" for number in NUMBERS}
        self.folders = dict.fromkeys(NUMBERS, "Insights")
        self.wordings = dict.fromkeys(NUMBERS, 0)
        self.decorations = dict.fromkeys(NUMBERS, "{}")
        self.edges: set[Edge] = set()
        self.found: dict[Edge, list[Found]] = {}
        self.written = b""
        self.write()

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            shutil.rmtree(self.desk.root)

    # The vault

    def path(self, number: Number) -> str:
        return f"{self.folders[number]}/{self.names[number]}.md"

    def text(self, number: Number) -> str:
        return f"Claim {number} in wording {self.wordings[number]}"

    def write(self) -> None:
        for old in self.desk.root.rglob("*.md"):
            old.unlink()
        for number in NUMBERS:
            fields = "".join(
                f"{relation}:: [[{self.names[end]}]]\n"
                for start, relation, end in sorted(self.edges)
                if start == number
            )
            claim = self.decorations[number].format(self.text(number))
            self.desk.write({self.path(number): f"# Content\n{claim}\n# Database Fields\n{fields}"})

    @rule(number=NOTES, wording=st.integers(0, 2))
    def reword(self, number: Number, wording: int) -> None:
        self.wordings[number] = wording
        self.write()

    @rule(number=NOTES, decoration=DECORATIONS)
    def write_otherwise(self, number: Number, decoration: str) -> None:
        self.decorations[number] = decoration
        self.write()

    @rule(edge=EDGES)
    def link_or_unlink(self, edge: Edge) -> None:
        self.edges ^= {edge}
        self.write()

    @rule(number=NOTES, folder=FOLDERS)
    def move(self, number: Number, folder: str) -> None:
        self.folders[number] = folder
        self.write()

    @rule(number=NOTES)
    def rename(self, number: Number) -> None:
        """Where the ledger can follow: the note says what it said when it was reviewed, and has an edge."""
        known = [
            texts[side]
            for edge, reviews in self.found.items()
            for side in (0, 1)
            if edge[side * 2] == number
            for texts in (reviews[-1].texts,)
        ]
        linked = any(number in {start, end} for start, _, end in self.edges)
        if not known or (linked and set(known) == {self.text(number)}):
            self.names[number] = f"name {next(self.fresh)}"
            self.write()
            self.every_edge_stands_as_the_model_says()
            self.desk.record([])
            self.ledger_only_grew()

    # The ledger

    @precondition(lambda self: self.edges)
    @rule(data=st.data(), verdict=st.sampled_from(Verdict))
    def review(self, data: st.DataObject, verdict: Verdict) -> None:
        edge = data.draw(st.sampled_from(sorted(self.edges)))
        found = self.desk.assessed()
        ends = self.path(edge[0]), edge[1], self.path(edge[2])
        self.desk.record([one for one in found.edges if one.edge[:3] == ends], verdict)
        self.note(edge, verdict)
        self.ledger_only_grew()

    @rule()
    def take_all_as_reviewed(self) -> None:
        self.desk.review_all()
        for edge in self.edges:
            self.note(edge, Verdict.HOLDS)
        self.ledger_only_grew()

    @precondition(lambda self: self.written)
    @rule(
        random=st.randoms(use_true_random=False),
        noise=st.sampled_from([b"", b"{", b'{"version": 9}', b"\xff"]),
    )
    def merge(self, random: object, noise: bytes) -> None:
        """Git puts the lines of two people into any order, some twice; one was edited on Windows."""
        lines = [*self.written.splitlines(), noise]
        lines += lines[:3]
        random.shuffle(lines)  # type: ignore[attr-defined]
        self.written = b"\r\n".join(lines)
        self.desk.ledger.write_bytes(self.written)

    def note(self, edge: Edge, verdict: Verdict) -> None:
        texts = self.text(edge[0]), self.text(edge[2])
        self.found.setdefault(edge, []).append(Found(texts, self.below(edge[0]), verdict))

    def ledger_only_grew(self) -> None:
        before, self.written = (
            self.written,
            self.desk.ledger.read_bytes() if self.desk.ledger.exists() else b"",
        )
        assert self.written.startswith(before)

    # What it should come to

    def below(self, number: Number) -> frozenset[object]:
        """All that a note rests on: the notes, what they say, the edges among them and against them."""
        reached = {number}
        while True:
            more = {start for start, relation, end in self.edges if relation == "supports" and end in reached}
            if more <= reached:
                break
            reached |= more
        inside = {edge for edge in self.edges if edge[2] in reached}
        against = {(self.text(start), end) for start, relation, end in inside if relation == "opposes"}
        return frozenset({(one, self.text(one)) for one in reached} | inside | against)

    def expected(self, edge: Edge) -> State:
        texts = self.text(edge[0]), self.text(edge[2])
        fitting = [found for found in self.found.get(edge, []) if found.texts == texts]
        whole = [found for found in fitting if found.below == self.below(edge[0])]
        if edge not in self.found:
            return State.UNREVIEWED
        if not fitting:
            return State.SUSPECT
        if (whole or fitting)[-1].verdict is Verdict.REWORK:
            return State.REWORK
        return State.HOLDS if whole else State.DEEPER

    @invariant()
    def every_edge_stands_as_the_model_says(self) -> None:
        if not hasattr(self, "desk"):
            return
        numbers = {self.path(number): number for number in NUMBERS}
        found = self.desk.assessed()
        stands = {
            (numbers[one.edge.start], one.edge.relation, numbers[one.edge.end]): one.state
            for one in found.edges
        }
        assert stands == {edge: self.expected(edge) for edge in self.edges}
        assert not found.identity.lost


TestEdits = Edits.TestCase
TestEdits.settings = settings(
    max_examples=60,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
