"""A build that uses what earlier ones kept gives byte for byte what a build from nothing gives."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from headwater.building import build
from headwater.evidence.ledger.recording import Recorder
from headwater.evidence.ledger.records import Verdict
from headwater.evidence.trace import Direction
from headwater.exporters.trace_json import trace_json
from headwater.opening import open_vault
from headwater.scope import Scope
from headwater.tracing import open_to_trace
from headwater.vault import scan
from tests.rebuilding import Rebuilding

FOLDERS = (
    "Evidence Sources",
    "Source Content",
    "Quick Notes",
    "Insights",
    "Takeaways",
    "Tags",
    "Pages",
    "Assumptions",
)
NAMES = (
    "smith2020",
    "smith2020 - Figure 1",
    "2025-01-02 03-04-05",
    "2025-01-02 03-04-06",
    "Disc",
    "disc (IVD)",
    "Water",
)
PATHS = st.tuples(st.sampled_from(FOLDERS), st.sampled_from(NAMES)).map(
    lambda pair: f"{pair[0]}/{pair[1]}.md"
)

NAMED = st.sampled_from(
    (*NAMES, "nobody", "Insights/Disc", "scan.png", "Disc#Method", "Disc#^b1", "Water|wet", "Board.canvas")
)
PROPERTIES = st.sampled_from(
    (
        "publish: true",
        "dg-publish: true",
        "publish: false",
        "dg-home: true",
        "dg-pinned: true",
        "dg-hide: true",
        "dg-permalink: /chosen/",
        "dg-path: elsewhere/note",
        "title: A title of its own",
        "aliases: [Wet, nobody]",
        "redirect_from: /old/",
        "redirect_from: [/chosen/, /feed.xml/, old/index.html]",
        "kind: insight",
        "kind: tag",
        "tags: [gardenEntry]",
        "created: 2025-03-01T10:00:00",
        "updated: 2025-03-02T10:00:00",
        "updated: 2025-04-02T10:00:00",
        "updated: 2025-04-02T11:00:00+01:00",
        "updated: 2025-04-02T10:00:00Z",
        "created: 2025-03-01T10:00:00-05:00",
        "description: What it says",
        "Citation: A. Smith, On Discs (2020).",
        "DOI: 10.1000/182",
        "created: no date",
        'Research Links: ["[[Disc]]", "[[Water]]"]',
        "headwater-ignore: [unused-insight, no-such-code]",
        "a: [",
    )
)  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(
        (
            "# Content",
            "- Discs hold **water**.",
            "- Discs hold *less* water.",
            "A line of text.",
            "## Method",
            "# Heading",
            "A block. ^b1",
            "%% a comment %%",
            "$x^2$",
            "$\\frac$",
            '```dataview\nTABLE claim FROM "Insights"\n```',
            "```dataviewjs\nawait dv.view('x')\n```",
            "# Database Fields",
            "An [external](https://example.org) link and #a-tag.",
            "> [!note] A callout\n> with text",
            "Text with a note.[^1]\n\n[^1]: The note.",
        )
    ),
    NAMED.map(lambda name: f"See [[{name}]]."),
    NAMED.map(lambda name: f"![[{name}]]"),
    NAMED.map(lambda name: f"- A claim that names [[{name}]]."),
    NAMED.map(lambda name: f"Supported By:: [[{name}]]"),
    NAMED.map(lambda name: f"Opposed By:: [[{name}]]"),
    NAMED.map(lambda name: f"Tags:: [[{name}]]"),
    NAMED.map(lambda name: f"[words]({name.replace(' ', '%20')}.md)"),
)  # fmt: skip


@st.composite
def notes(draw: st.DrawFn) -> str:
    """The text of a note: most are published, so that something is drawn."""
    properties = draw(st.lists(PROPERTIES, max_size=3, unique_by=lambda line: line.partition(":")[0]))
    if draw(st.integers(0, 4)):
        properties = ["publish: true", *(line for line in properties if not line.startswith("publish"))]
    lines = draw(st.lists(TEXTS, max_size=5))
    return "---\n" + "".join(f"{line}\n" for line in properties) + "---\n" + "\n".join(lines) + "\n"


CONFIGS = st.sampled_from(
    (
        "",
        "[site]\ntitle = 'Another title'\n",
        "[site]\nbase-url = 'https://example.org/garden/'\n",
        "[markdown]\nstrict-line-breaks = true\n",
        "[publish]\nall = true\n",
        "[publish]\ncanvases = ['.']\n",
        "[publish]\ncanvases = ['Board']\n[site]\nbase-url = 'https://example.org/garden/'\n",
        "[site]\nhealth = true\n",
        "ignore = ['Insights/']\n",
        "[site]\nlanguage = 'de'\nbase-url = 'https://example.org/garden/'\n",
        "[publish]\ncanvases = ['Board']\nall = true\n[site]\nbase-url = 'https://example.org/'\n",
        "[site]\nbase-url = 'https://example.org/garden/'\nhealth = true\n[citations]\nsource-pages = true\n",
    )
)


class Edits(Rebuilding):
    """An author who changes a vault in every way, and builds it now and then."""

    def has_notes(self) -> bool:
        return bool(self.paths())

    @initialize(
        written=st.dictionaries(PATHS, notes(), min_size=3, max_size=10),
        settled_after=st.sampled_from([0, scan.SETTLED_AFTER_NS]),
    )
    def begin(self, written: dict[str, str], settled_after: int) -> None:
        # Else every file would be too new to be believed unread.
        self.patch.setattr(scan, "SETTLED_AFTER_NS", settled_after)
        for path, text in written.items():
            self.write(path, text)

    @rule(path=PATHS, text=notes())
    def write(self, path: str, text: str) -> None:
        place = self.vault / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")

    @precondition(has_notes)
    @rule(which=st.integers(0, 100), more=TEXTS)
    def append(self, which: int, more: str) -> None:
        place = self.paths()[which % len(self.paths())]
        place.write_text(place.read_text(encoding="utf-8") + more + "\n", encoding="utf-8")

    @precondition(has_notes)
    @rule(which=st.integers(0, 100), words=st.sampled_from(("much", "some", "no", "**all**")))
    def reword(self, which: int, words: str) -> None:
        place = self.paths()[which % len(self.paths())]
        text = (
            place.read_text(encoding="utf-8")
            .replace("hold", f"hold {words}")
            .replace("A line", f"A {words} line")
        )
        place.write_text(text, encoding="utf-8")

    @precondition(has_notes)
    @rule(which=st.integers(0, 100))
    def delete(self, which: int) -> None:
        self.paths()[which % len(self.paths())].unlink()

    @precondition(has_notes)
    @rule(which=st.integers(0, 100), path=PATHS)
    def rename(self, which: int, path: str) -> None:
        target = self.vault / path
        target.parent.mkdir(parents=True, exist_ok=True)
        self.paths()[which % len(self.paths())].rename(target)

    @rule()
    def review(self) -> None:
        """Take every edge as one that holds, so that later changes turn some suspect."""
        vault = open_vault(self.vault)
        at = datetime(2025, 3, 6, 10, tzinfo=UTC)
        recorder = Recorder(self.vault, vault.assessment, "Ada", lambda: at)
        recorder.record(vault.assessment.edges, Verdict.HOLDS)

    @rule(content=st.sampled_from([b"one", b"another", None]))
    def change_attachment(self, content: bytes | None) -> None:
        place = self.vault / "scan.png"
        if content is None:
            place.unlink(missing_ok=True)
        else:
            place.write_bytes(content)

    @rule(text=CONFIGS)
    def configure(self, text: str) -> None:
        (self.vault / "headwater.toml").write_text(text, encoding="utf-8")

    @rule(label=st.sampled_from(["supports", "opposes", ""]), start=PATHS, end=PATHS, text=TEXTS)
    def draw_canvas(self, label: str, start: str, end: str, text: str) -> None:
        ends = [{"id": name, "type": "file", "file": file} for name, file in (("a", start), ("b", end))]
        ends.append({"id": "t", "type": "text", "text": text})
        edge = {"id": "e", "fromNode": "a", "toNode": "b", "label": label}
        board = json.dumps({"nodes": ends, "edges": [edge]})
        (self.vault / "Board.canvas").write_text(board, encoding="utf-8")

    @rule(which=st.integers(0, 100), damage=st.sampled_from([b"damaged", None]))
    def meddle_with_the_site(self, which: int, damage: bytes | None) -> None:
        pages = sorted(self.site.rglob("*.html"))
        if pages and damage:
            pages[which % len(pages)].write_bytes(damage)
        elif pages:
            pages[which % len(pages)].unlink()

    @rule(scope=st.sampled_from([Scope(all=True), Scope(withheld_too=True)]))
    def build_more(self, scope: Scope) -> None:
        self.compare(scope)

    @precondition(has_notes)
    @rule(which=st.integers(0, 100), more=TEXTS)
    def save_while_previewing(self, which: int, more: str) -> None:
        """Change one note, and have the preview look at nothing else."""
        self.look_at_the_preview(shown=set())
        self.append(which, more)
        self.living.touch([os.path.realpath(self.paths()[which % len(self.paths())])])
        self.look_at_the_preview(shown=None)

    @rule()
    def trace(self) -> None:
        quick, fresh = open_to_trace(self.vault), open_vault(self.vault)
        for path in fresh.graph.notes:
            for direction in Direction:
                assert trace_json(quick, quick.trace(quick.graph.notes[path], direction)) == trace_json(
                    fresh, fresh.trace(fresh.graph.notes[path], direction)
                )


# A failing run is shown as it was found: making it shorter would take minutes.
Edits.TestCase.settings = settings(
    max_examples=40,
    stateful_step_count=12,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
TestEdits = Edits.TestCase


def test_claims_that_link_to_one_note_all_follow_it_to_another_place(tmp_path: Path) -> None:
    vault, site = tmp_path / "vault", tmp_path / "site"
    for path, text in {"Insights/a": "On [[Disc]]", "Insights/b": "Off [[Disc]]", "Tags/Disc": ""}.items():
        place = vault / f"{path}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"---\npublish: true\n---\n{text}", encoding="utf-8")
    build(vault, site)
    moved = "---\npublish: true\npermalink: /elsewhere/\n---\n"
    (vault / "Tags/Disc.md").write_text(moved, encoding="utf-8")
    build(vault, site)
    overview = (site / "overview/insights/index.html").read_text(encoding="utf-8")
    assert overview.count('href="../../elsewhere/"') == 2
