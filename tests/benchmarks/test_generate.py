"""Generated vaults have the shape of a real garden, and nothing is odd about them."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

import headwater

Run = Callable[..., subprocess.CompletedProcess[str]]

NOTES = 400
KINDS = {
    "page": 1,
    "source content": 48,
    "evidence source": 12,
    "insight": 179,
    "takeaway": 32,
    "quick note": 80,
    "tag": 48,
}
CLAIMS = ("insight", "takeaway", "quick note")


def notes_of(vault: headwater.Vault, *kinds: str) -> list[headwater.Note]:
    return [note for note in vault.notes if vault.graph.kind(note.path).name in kinds]


def contents_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.md")}


def test_each_kind_makes_up_its_share_of_the_notes(vault: headwater.Vault) -> None:
    assert len(vault.notes) == NOTES
    assert Counter(vault.graph.kind(note.path).name for note in vault.notes) == KINDS


def test_headwater_finds_nothing_odd_in_it(vault: headwater.Vault) -> None:
    # Among what it would find: circular support, takeaways without a source, two spellings of one tag.
    assert {problem.severity for problem in vault.problems} == {"info"}


def test_every_takeaway_reaches_a_source(vault: headwater.Vault) -> None:
    assert all(vault.trace(note).sources for note in notes_of(vault, "takeaway"))


def test_the_same_seed_gives_the_same_bytes(generated: Path, run_script: Run, tmp_path: Path) -> None:
    run_script("generate.py", NOTES, tmp_path / "again", "--seed", 7)
    assert contents_of(tmp_path / "again") == contents_of(generated)


def test_another_seed_gives_another_vault(generated: Path, run_script: Run, tmp_path: Path) -> None:
    run_script("generate.py", NOTES, tmp_path / "other", "--seed", 8)
    assert contents_of(tmp_path / "other").keys() != contents_of(generated).keys()


def test_claims_are_named_by_timestamps_and_are_one_bullet_with_about_three_tags(
    vault: headwater.Vault,
) -> None:
    tags = []
    for note in notes_of(vault, *CLAIMS):
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d-\d\d-\d\d", note.name)
        assert len(re.findall(r"^- ", note.body, re.MULTILINE)) == 1
        assert "\n" not in note.claim
        tags.append(len(re.findall(r"\[\[", note.claim)))
    assert {2, 3, 4} == set(tags)
    assert 2.8 < sum(tags) / len(tags) < 3.2


def test_a_few_tags_are_used_much_more_often_than_most(vault: headwater.Vault) -> None:
    tags = [note.path for note in notes_of(vault, "tag")]
    sizes = sorted((len(vault.graph.arriving(tag, "tagged")) for tag in tags), reverse=True)
    assert sizes[0] > 3 * sizes[len(sizes) // 4] > 0


def test_sources_and_their_content_stay_unpublished_and_all_else_is_published(vault: headwater.Vault) -> None:
    published = {note.path for note in notes_of(vault, "page", "tag", *CLAIMS)}
    assert set(vault.publish().notes) == published


def test_content_is_named_after_its_source_which_has_a_citation(vault: headwater.Vault) -> None:
    sources = {note.name: note for note in notes_of(vault, "evidence source")}
    assert all(note.properties["Citation"] for note in sources.values())
    named = {note.name.partition(" - ")[0] for note in notes_of(vault, "source content")}
    assert named == set(sources)


def test_relations_are_written_on_supporters_and_on_those_that_rest_on_them(vault: headwater.Vault) -> None:
    supports = [edge for edge in vault.graph.edges if edge.relation == "supports"]
    origins = Counter(place.origin.value for edge in supports for place in edge.places if place.origin)
    assert origins["property"] > 3 * origins["inline"] > 0
    assert any(len({place.path for place in edge.places}) == 2 for edge in supports)


def test_there_are_about_four_edges_a_note(vault: headwater.Vault) -> None:
    assert 3.5 < len(vault.graph.edges) / NOTES < 4.5


@pytest.fixture(scope="module")
def unusual(run_script: Run, tmp_path_factory: pytest.TempPathFactory) -> headwater.Vault:
    """A vault with a tag of 250 claims, a chain of 90 insights and a note of 200 links."""
    folder = tmp_path_factory.mktemp("unusual") / "vault"
    run_script("generate.py", NOTES, folder, "--seed", 7, "--tagged", 250, "--chain", 90, "--links", 200)
    return headwater.open_vault(folder)


def test_nothing_is_odd_about_an_unusual_vault_either(unusual: headwater.Vault) -> None:
    assert Counter(unusual.graph.kind(note.path).name for note in unusual.notes) == KINDS
    assert {problem.code for problem in unusual.problems} <= {
        "citation-only",
        "unused-insight",
        "single-source",
    }


def test_a_tag_can_be_given_to_very_many_claims(unusual: headwater.Vault) -> None:
    tags = [note.path for note in notes_of(unusual, "tag")]
    assert max(len(unusual.graph.arriving(tag, "tagged")) for tag in tags) >= 250


def test_a_chain_of_claims_can_be_very_long(unusual: headwater.Vault) -> None:
    insights = sorted(notes_of(unusual, "insight"), key=lambda note: note.name)[:90]
    for earlier, later in pairwise(insights):
        assert list(unusual.graph.arriving(later.path, "supports")) == [earlier.path]


def test_a_note_can_have_very_many_links(unusual: headwater.Vault) -> None:
    last = max(notes_of(unusual, *CLAIMS), key=lambda note: note.name)
    assert len(re.findall(r"^- \[\[2", last.body, re.MULTILINE)) == 200


@pytest.mark.parametrize("option", ["--tagged", "--chain", "--links"])
def test_a_shape_that_needs_more_notes_is_refused(run_script: Run, tmp_path: Path, option: str) -> None:
    done = run_script("generate.py", NOTES, tmp_path / "vault", option, NOTES)
    assert done.returncode == 2
    assert "a vault of this size has at most" in done.stderr
    assert not (tmp_path / "vault").exists()


@pytest.mark.parametrize(("notes", "reason"), [("12", "at least 40"), ("many", "invalid int")])
def test_a_number_of_notes_that_cannot_be_is_refused(
    run_script: Run, tmp_path: Path, notes: str, reason: str
) -> None:
    done = run_script("generate.py", notes, tmp_path / "vault")
    assert done.returncode == 2
    assert reason in done.stderr


def test_a_folder_that_holds_something_is_left_alone(run_script: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("mine")
    done = run_script("generate.py", NOTES, tmp_path)
    assert done.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.md"]
