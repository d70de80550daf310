"""What pages tell of evidence, reviews and the past is byte for byte what a build from nothing tells."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from headwater.building import build
from headwater.evidence import history
from headwater.evidence.ledger.files import load_ledger
from headwater.evidence.ledger.recording import Recorder
from headwater.evidence.ledger.records import REVIEWS, Verdict
from headwater.evidence.ledger.states import assess
from headwater.opening import open_vault
from headwater.preview.living import LivingSite
from headwater.scope import Scope
from headwater.site import elsewhere
from headwater.site import files as site_files
from headwater.vault import commits, scan
from headwater.vault.commits import Log
from tests.evidence.ledger.reading import Desk
from tests.kept import files
from tests.rebuilding import Rebuilding
from tests.repositories import commit as git_commit
from tests.repositories import git, new_repository, write

FOLDERS = {
    "smith2020": "Sources",
    "lee2011": "Sources",
    "smith2020 - Figure 1": "Source Content",
    "2025-01-02 03-04-05": "Assumptions",
    "2025-01-02 03-04-06": "Assumptions",
    "Deep": "Insights",
    "Middle": "Insights",
    "Top": "Takeaways",
    "Other": "Takeaways",
}
NAMES = tuple(FOLDERS)
SUPPORT = {
    "Deep": "smith2020 - Figure 1",
    "Middle": "Deep",
    "Top": "Middle",
    "2025-01-02 03-04-05": "",
    "Other": "Top",
}
PROPERTIES = (
    "publish: false",
    "title: Called otherwise",
    "updated: 2025-03-01",
    "updated: 2025-03-02",
    "year: 1999",
    "species: rat",
    "species: human",
    "species: words of my own",
    "study-type: RCT",
    "evidence-level: 2b",
    "dg-permalink: /chosen/",
)
CONFIGS = ("", "[review]\nproperties = ['updated', 'species']\n", "[publish]\nall = true\n")

which = st.sampled_from(NAMES)


class Evidence(Rebuilding):
    """An author and a reviewer of a few notes that rest on one another."""

    history = ""
    """What the configuration says of history."""

    def __init__(self) -> None:
        super().__init__()
        self.minutes = count()

    @initialize(settled_after=st.sampled_from([0, 0, 0, scan.SETTLED_AFTER_NS]))
    def begin(self, settled_after: int) -> None:
        # Else every file would be too new to be believed unread.
        self.patch.setattr(scan, "SETTLED_AFTER_NS", settled_after)
        self.configure("")
        for name in NAMES:
            self.write(name, "first", [SUPPORT.get(name, "")], "")
        self.write("2025-01-02 03-04-06", "an assumption", [], 'Supports: "[[Deep]]"')

    @rule(name=which, words=st.sampled_from(("first", "second", "- **first**", "on [[Top]]")),
          rests_on=st.lists(which, max_size=3), own=st.sampled_from(("", *PROPERTIES)))  # fmt: skip
    def write(self, name: str, words: str, rests_on: Collection[str], own: str) -> None:
        links = ", ".join(f"[[{supporter}]]" for supporter in rests_on if supporter)
        place = self.vault / FOLDERS[name] / f"{name}.md"
        place.parent.mkdir(exist_ok=True)
        published = "" if own.startswith("publish") else "publish: true\n"
        place.write_text(
            f"---\n{published}{own}\n---\n# Content\n- {name} {words}\n# More\nText.\n"
            f"# Database Fields\nSupported By:: {links}\n",
            encoding="utf-8",
        )

    def notes(self) -> list[Path]:
        return sorted(self.vault.rglob("*.md"))

    def has_notes(self) -> bool:
        return bool(self.notes())

    def edit(self, number: int, pattern: str, now: str) -> None:
        place = self.notes()[number % len(self.notes())]
        text = place.read_text(encoding="utf-8")
        place.write_text(re.sub(pattern, now, text, count=1), encoding="utf-8")

    @precondition(has_notes)
    @rule(number=st.integers(0, 20), words=st.sampled_from(("first", "second", "third [[Deep]]", "*first*")))
    def reword(self, number: int, words: str) -> None:
        self.edit(number, r"(?m)^- (\S+).*$", rf"- \1 {words}")

    @rule(name=st.sampled_from(NAMES[3:7]), other=st.booleans())
    def write_upstream(self, name: str, *, other: bool) -> None:
        """Change the text of a note on which others rest, and nothing else: that is done fast."""
        place = self.vault / FOLDERS[name] / f"{name}.md"
        if place.exists():
            text = place.read_text(encoding="utf-8")
            pattern = r"(?m)^- (.+)$" if other else r"(?m)^Text(.*)$"
            place.write_text(re.sub(pattern, r"\g<0> more", text), encoding="utf-8")

    @precondition(has_notes)
    @rule(number=st.integers(0, 20), line=st.sampled_from(PROPERTIES))
    def state(self, number: int, line: str) -> None:
        self.edit(number, r"\A---\n", f"---\n{line}\n")

    @precondition(has_notes)
    @rule(number=st.integers(0, 20), name=st.sampled_from(("Moved", "Deep", "lee2011", "")))
    def move(self, number: int, name: str) -> None:
        """Rename a note, or delete it."""
        place = self.notes()[number % len(self.notes())]
        if name:
            place.rename(place.with_name(f"{name}.md"))
        else:
            place.unlink()

    @rule(text=st.sampled_from(CONFIGS))
    def configure(self, text: str) -> None:
        place = self.vault / "headwater.toml"
        place.write_text(f"{text}{self.history}", encoding="utf-8")

    @rule(every=st.sampled_from((1, 1, 2, 3)), verdict=st.sampled_from(Verdict))
    def review(self, every: int, verdict: Verdict) -> None:
        """Look at all edges, or at some."""
        vault = open_vault(self.vault)
        found = assess(vault.graph, load_ledger(self.vault), vault.config.review.properties)
        Recorder(self.vault, found, "Ada", self.clock).record(found.edges[::every], verdict)

    def clock(self) -> datetime:
        return datetime(2025, 3, 1, 23, 30, tzinfo=UTC) + timedelta(hours=next(self.minutes))

    @rule(now=st.sampled_from((None, b"", b"no line of a ledger\n")))
    def meddle_with_the_ledger(self, now: bytes | None) -> None:
        place = self.vault / REVIEWS
        place.parent.mkdir(exist_ok=True)
        if now is None:
            place.unlink(missing_ok=True)
        elif now or not place.exists():
            place.write_bytes((place.read_bytes() if place.exists() else b"") + now)

    @rule()
    def have_pages_drawn_by_others(self) -> None:
        with ThreadPoolExecutor(2) as executor, pytest.MonkeyPatch.context() as patch:
            patch.setattr(site_files, "FEWEST_ELSEWHERE", 1)
            patch.setattr(elsewhere, "SIZE", 3)
            if not any("publish: true" in place.read_text(encoding="utf-8") for place in self.notes()):
                return
            build(self.vault, self.site, executor=executor)
            build(self.vault, self.folder / "drawn", executor=executor, cache=False)
            build(self.vault, self.folder / "alone", cache=False)
        assert files(self.site) == files(self.folder / "drawn") == files(self.folder / "alone")


class History(Evidence):
    """The same in a repository, on whose pages history is told."""

    history = "[site]\nhistory = true\n"

    def __init__(self) -> None:
        super().__init__()
        new_repository(self.vault)
        (self.vault / ".gitignore").write_text(".headwater/\n", encoding="utf-8")
        self.days = count()

    @rule()
    def commit(self) -> None:
        when = f"2025-01-01T12:00:00+{next(self.days) % 12:02}:00"
        git(self.vault, "add", "--all", when=when)
        git(self.vault, "commit", "--quiet", "--allow-empty", "--message", "m", when=when)

    @precondition(lambda self: next(self.days) > 2)
    @rule()
    def take_back(self) -> None:
        """The last commit, which what is kept tells of, was never made; its changes stay."""
        if "\n" in git(self.vault, "rev-list", "--all", "--max-count=2").strip():
            git(self.vault, "reset", "--quiet", "HEAD~1")


def built_again(vault: Path, files_before: Mapping[str, str], edited: Mapping[str, str]) -> str:
    """The page of Top, built again after notes have changed."""
    write(vault, files_before)
    build(vault, vault.parent / "site")
    write(vault, edited)
    build(vault, vault.parent / "site")
    build(vault, vault.parent / "clean", cache=False)
    assert files(vault.parent / "site") == files(vault.parent / "clean")
    return (vault.parent / "site/takeaways/top/index.html").read_text(encoding="utf-8")


def text_of(words: str, rests_on: str = "") -> str:
    return f"---\npublish: true\n---\n# Content\n- {words}\n# Database Fields\nSupported By:: {rests_on}\n"


CHAIN = {
    "Assumptions/2025-01-02 03-04-05.md": text_of("Cups are round"),
    "Insights/Deep.md": text_of("Deep", "[[2025-01-02 03-04-05]]"),
    "Insights/Middle.md": text_of("Middle", "[[Deep]]"),
    "Takeaways/Top.md": text_of("Top", "[[Middle]]"),
}


def test_the_text_of_an_assumption_follows_on_pages_far_downstream(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "SETTLED_AFTER_NS", 0)
    edited = {"Assumptions/2025-01-02 03-04-05.md": text_of("Cups are square")}
    page = built_again(tmp_path / "vault", CHAIN, edited)
    assert "Cups are square" in page
    assert "Cups are round" not in page


def test_the_text_of_a_claim_follows_on_maps_far_downstream_and_upstream(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "SETTLED_AFTER_NS", 0)
    page = built_again(
        tmp_path / "vault", CHAIN, {"Insights/Deep.md": text_of("Deeper", "[[2025-01-02 03-04-05]]")}
    )
    assert "Deeper" in page


def test_words_of_a_claim_turn_pages_suspect_that_nothing_else_joins_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "SETTLED_AFTER_NS", 0)
    Desk(tmp_path / "vault", CHAIN).review_all()
    edited = {"Assumptions/2025-01-02 03-04-05.md": text_of("Cups are square")}
    assert "Something that" in built_again(tmp_path / "vault", CHAIN, edited)


def test_the_date_of_the_last_change_is_followed_where_it_is_reviewed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "SETTLED_AFTER_NS", 0)
    vault = tmp_path / "vault"
    write(vault, {"headwater.toml": "[review]\nproperties = ['Updated']\n"})
    before = {path: text.replace("---\n", "---\nupdated: 2025-01-01\n", 1) for path, text in CHAIN.items()}
    desk = Desk(vault, before)
    assessment = desk.assessed(["Updated"])
    Recorder(vault, assessment, "Ada", desk.clock).record(assessment.edges, Verdict.HOLDS)
    middle = before["Insights/Middle.md"].replace("2025-01-01", "2025-02-01")
    page = built_again(vault, before, {"Insights/Middle.md": middle})
    assert "changed since its link to this claim was reviewed" in page


def test_a_moved_note_has_its_history_only_as_long_as_its_words_are_those(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "SETTLED_AFTER_NS", 0)
    vault = new_repository(tmp_path / "vault")
    once = {**CHAIN, "Takeaways/Once.md": text_of("Nothing like the top"), "Takeaways/Top.md": None}
    options = {"headwater.toml": "[site]\nhistory = true\n", ".gitignore": ".headwater/\n"}
    git_commit(vault, {**options, **{path: text for path, text in once.items() if text}})
    (vault / "Takeaways/Once.md").unlink()
    moved = {"Takeaways/Top.md": text_of("Nothing like the top")}
    page = built_again(vault, moved, {})
    assert "claim written" in page
    page = built_again(vault, moved, {"Takeaways/Top.md": text_of("Other words altogether")})
    assert "claim written" not in page


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """After which commits git is asked for others, as it is asked; empty for all of them."""
    commits_before: list[str] = []

    def read_log(folder: Path, after: str = "") -> Log:
        commits_before.append(after)
        return commits.read_log(folder, after)

    monkeypatch.setattr(history, "read_log", read_log)
    return commits_before


def test_a_build_goes_on_from_the_history_that_is_kept_unless_it_is_to_use_nothing(
    tmp_path: Path, asked: list[str]
) -> None:
    vault = new_repository(tmp_path / "vault")
    options = {"headwater.toml": "[site]\nhistory = true\n", ".gitignore": ".headwater/\n"}
    first = git_commit(vault, {**options, **CHAIN}, day=1)
    build(vault, tmp_path / "site")
    second = git_commit(vault, {"Takeaways/Top.md": text_of("Summit", "[[Deep]]")}, day=2)
    build(vault, tmp_path / "site")
    build(vault, tmp_path / "clean", cache=False)
    git_commit(vault, day=3)
    build(vault, tmp_path / "site")
    assert asked == ["", first, "", second]
    assert files(tmp_path / "site") == files(tmp_path / "clean")


def test_a_preview_asks_git_only_for_what_it_does_not_know_yet(tmp_path: Path, asked: list[str]) -> None:
    vault = new_repository(tmp_path / "vault")
    first = git_commit(vault, {"headwater.toml": "[site]\nhistory = true\n", **CHAIN}, day=1)
    living = LivingSite(vault, Scope(withheld_too=True))
    assert b"2025-01-01" in living.site().pages["takeaways/top/index.html"]
    git_commit(vault, {"Takeaways/Top.md": text_of("Summit", "[[Deep]]")}, day=2)
    assert b"2025-01-02" in living.site().pages["takeaways/top/index.html"]
    (vault / "headwater.toml").write_text("[site]\nhistory = true\ntitle = 'T'\n", encoding="utf-8")
    assert b"2025-01-01" in living.site().pages["takeaways/top/index.html"]
    assert asked == ["", first, ""]


# A failing run is shown as it was found: making it shorter would take minutes.
_AS_FOUND = settings(deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
Evidence.TestCase.settings = settings(_AS_FOUND, max_examples=20, stateful_step_count=10)
TestEvidence = Evidence.TestCase
History.TestCase.settings = settings(_AS_FOUND, max_examples=6, stateful_step_count=8)
TestHistory = History.TestCase
