"""The panel of facts on the page of a claim, and its history, in the words that readers see."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest

from headwater.evidence import facts as evidence_facts
from headwater.opening import open_vault
from headwater.pipeline import draw
from headwater.publication import facts as told
from headwater.scope import MARKED, Scope
from headwater.site import facts as drawn_facts
from tests.end_to_end.reading import texts
from tests.publication.test_facts import HIDDEN, RING, desk_of, note, path, vault_of
from tests.repositories import commit, new_repository, write
from tests.site.drawn import part


def page(root: Path, name: str, scope: Scope = MARKED) -> str:
    place = path(name).removesuffix(".md").lower().replace(" ", "-")
    return texts(draw(open_vault(root), scope).site)[f"{place}/index.html"]


def words(html: str) -> str:
    """What a reader sees of some HTML."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", re.sub(r"</li>", " | ", html))).split())


def panel(html: str) -> dict[str, str]:
    """The rows of the panel of a page, as HTML; none where it has no panel."""
    if '<dl class="facts">' not in html:
        return {}
    inner = part(html, '<dl class="facts">', "</dl>")
    return dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", inner, re.DOTALL))


def rows(root: Path, name: str, *notes: Mapping[str, str], scope: Scope = MARKED) -> dict[str, str]:
    """The rows of the panel of a note in a vault that holds these, as a reader sees them."""
    write(root, vault_of(*notes))
    return {name: words(value).strip(" |") for name, value in panel(page(root, name, scope)).items()}


def test_a_panel_tells_every_fact_of_a_claim_that_does_not_stand_below_it(tmp_path: Path) -> None:
    (tmp_path / "headwater.toml").write_text("[site]\ntitle = 'T'\n", encoding="utf-8")
    notes = [
        note("s", "", "publish: true\nyear: 2019\nspecies: rat\nstudy-type: RCT\nevidence-level: 2b"),
        note("a1"),
        note("a2", "", HIDDEN),
        note("i1", "s i2 a1"),
        note("i2", "i1 a2"),
        note("t", "i1"),
    ]
    desk = desk_of(tmp_path, *notes)
    desk.edit(path("i1"), "Says i1", "Denies i1")
    assert rows(tmp_path, "t") == {
        "Types of study": "1 × randomized controlled trial",
        "Levels of evidence": "1 × level 2b",
        "Load-bearing": "Without s it would rest on no source at all. | "
        "Every way up from a source leads through i1.",
        "Assumes": "a1 | 1 unpublished assumption",
        "Circular support": "It rests on a circle: i1 → i2 → i1",
        "To be reviewed": "suspect i1 changed since its link to this claim was reviewed on 2025-03-01.",
    }


def test_a_fact_of_which_there_is_none_has_no_row(tmp_path: Path) -> None:
    assert rows(tmp_path, "t", note("s"), note("s2"), note("t", "s s2")) == {}


def test_a_claim_that_lacks_a_source_has_a_badge_that_says_so_in_words(tmp_path: Path) -> None:
    notes = note("t", "a"), note("a")
    assert rows(tmp_path, "t", *notes)["Sources"] == (
        "no source Nothing below it leads to an evidence source."
    )
    assert '<span class="badge grave">no source</span>' in page(tmp_path, "t")
    assert rows(tmp_path, "a") == {}
    assert "grave" not in page(tmp_path, "a")


def test_a_note_that_claims_nothing_has_no_panel(tmp_path: Path) -> None:
    write(tmp_path, vault_of(note("s")))
    assert 'class="facts"' not in page(tmp_path, "s")


def test_assumptions_stand_with_their_text_as_links(tmp_path: Path) -> None:
    stamp = "2025-01-02 03-04-05"
    assumption = {
        f"Assumptions/{stamp}.md": "---\npublish: true\n---\n# Content\n- Cups *cool* & rest\n"
        "# Database Fields\nSupports:: [[i]]\n"
    }
    write(tmp_path, vault_of(assumption, note("i"), note("t", "i")))
    row = panel(page(tmp_path, "t"))["Assumes"]
    assert words(row) == f"Cups cool & rest {stamp} |"
    assert 'href="/assumptions/2025-01-02-03-04-05/"' in row


def test_what_is_shown_is_linked_and_of_what_is_not_only_public_names_stand(tmp_path: Path) -> None:
    notes = note("s", "", ""), note("f", "s", ""), note("i1", "f"), note("i2", "i1", ""), note("i3", "i2", "")
    write(tmp_path, vault_of(*notes, note("t", "i3")))
    row = panel(page(tmp_path, "t"))["Load-bearing"]
    assert words(row) == (
        "Without s it would rest on no source at all. | "
        "Every way up from a source leads through 2 unpublished notes, i1 and f. |"
    )
    assert '<a class="id" href="/insights/i1/">i1</a>' in row
    assert '<span class="id">f</span>' in row
    assert "<a" not in row.partition(" it would")[0].partition("Without")[2] or "/sources/s/" in row
    assert "i2" not in row


def test_all_is_shown_to_the_author_who_looks_at_everything(tmp_path: Path) -> None:
    notes = note("s"), note("i1", "s", HIDDEN), note("t", "i1")
    found = rows(tmp_path, "t", *notes, scope=Scope(withheld_too=True))
    assert found["Load-bearing"].endswith("Every way up from a source leads through i1.")


def test_long_lists_end_with_how_much_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_facts, "MOST_NAMED", 1)
    for limit in ("MOST_ASSUMPTIONS", "MOST_STEPS", "MOST_CYCLES", "MOST_SUSPICIONS"):
        monkeypatch.setattr(told, limit, 1)
    others = note("i7", "i8"), note("i8", "i7")
    chain = note("s"), note("i4", "s"), note("i5", "i4"), note("a1"), note("a2"), note("a3")
    files = vault_of(*RING, *others, *chain, note("t", "i5 i3 i7 a1 a2 a3"))
    desk = desk_of(tmp_path, files)
    desk.edit(path("t"), "Says t", "Denies t")
    assert rows(tmp_path, "t") == {
        "Load-bearing": "Without s it would rest on no source at all. | "
        "Every way up from a source leads through i5 and 1 more.",
        "Assumes": "a1 | 2 more assumptions",
        "Circular support": "It rests on a circle: i1 → 2 more | 1 more circle",
        "To be reviewed": "suspect This claim changed since the link from a1 was reviewed on 2025-03-01. | "
        "5 more suspect links",
    }


def test_a_circle_is_closed_by_its_first_note_and_notes_in_a_row_that_are_not_shown_are_counted(
    tmp_path: Path,
) -> None:
    ring = note("i1", "i4"), note("i2", "i1", HIDDEN), note("i3", "i2", HIDDEN), note("i4", "i3")
    assert rows(tmp_path, "i1", *ring)["Circular support"] == (
        "It supports itself: i1 → 2 unpublished notes → i4 → i1"
    )


def test_a_circle_of_notes_that_are_not_shown_is_told_by_their_number(tmp_path: Path) -> None:
    ring = note("i1", "i2", HIDDEN), note("i2", "i1", HIDDEN), note("t", "i1")
    assert rows(tmp_path, "t", *ring)["Circular support"] == "It rests on a circle: 2 unpublished notes"


def test_a_claim_beside_the_shortest_circle_of_its_knot_is_told_so(tmp_path: Path) -> None:
    knot = note("i1", "i2 i3"), note("i2", "i1"), note("i3", "i4"), note("i4", "i2")
    assert rows(tmp_path, "i4", *knot)["Circular support"] == (
        "It supports itself, through a longer circle beside: i1 → i2 → i1"
    )


REVIEWED = note("s"), note("i1", "s"), note("i2", "i1"), note("t", "i2")


def test_suspect_links_tell_what_changed(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, *REVIEWED)
    assert "To be reviewed" not in rows(tmp_path, "t")
    desk.edit(path("i1"), "Says i1", "Denies i1")
    told_of = {name: rows(tmp_path, name)["To be reviewed"] for name in ("i1", "i2", "t")}
    since = "was reviewed on 2025-03-01."
    assert told_of == {
        "i1": f"suspect This claim changed since the link from s {since}",
        "i2": f"suspect i1 changed since its link to this claim {since}",
        "t": f"suspect Something that i2 rests on changed since its link to this claim {since}",
    }
    desk.edit(path("i2"), "Says i2", "Denies i2")
    assert rows(tmp_path, "i2")["To be reviewed"] == (
        f"suspect i1 and this claim changed since the link between them {since}"
    )


def test_suspect_links_of_notes_that_are_not_shown_are_told_once_with_their_number(tmp_path: Path) -> None:
    notes = note("i1", "", HIDDEN), note("i2", "", HIDDEN), note("t", "i1 i2")
    desk = desk_of(tmp_path, *notes)
    desk.edit(path("i1"), "Says i1", "Denies it")
    desk.edit(path("i2"), "Says i2", "Denies it, too")
    assert rows(tmp_path, "t")["To be reviewed"] == (
        "suspect An unpublished note changed since its link to this claim was reviewed on 2025-03-01. "
        "(2 such links)"
    )


def test_names_with_signs_of_html_are_text(tmp_path: Path) -> None:
    write(tmp_path, vault_of(note("s<b>&"), note("i1", "s<b>&"), note("t", "i1")))
    row = panel(page(tmp_path, "t"))["Load-bearing"]
    assert "s&lt;b&gt;&amp;" in row
    assert "<b>" not in row


def history(root: Path, name: str) -> list[str]:
    """The changes that a page lists, and what follows them."""
    inner = part(page(root, name), '<ol class="history">', "</section>")
    return [found for found in map(str.strip, words(inner).split("|")) if found]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = new_repository(tmp_path / "vault")
    (root / "headwater.toml").write_text("[site]\nhistory = true\n", encoding="utf-8")
    return root


def test_a_page_tells_when_its_claim_and_its_support_changed(repository: Path) -> None:
    commit(repository, vault_of(note("t", "i1"), note("i1"), note("i2", "", HIDDEN)), day=1)
    commit(repository, vault_of(note("t", "i1 i2")), day=2)
    commit(repository, {path("t"): vault_of(note("t", "i2"))[path("t")].replace("Says", "Denies")}, day=3)
    assert history(repository, "t") == [
        "2025-01-03 claim reworded; no longer rests on i1",
        "2025-01-01 claim written; rests on i1",
    ]
    assert '<a class="id" href="/insights/i1/">i1</a>' in page(repository, "t")


def test_of_a_note_without_a_claim_it_is_the_text_that_changed(repository: Path) -> None:
    commit(repository, {"a.md": "---\npublish: true\n---\nOne.\n", **vault_of(note("t"))}, day=1)
    commit(repository, {"a.md": "---\npublish: true\n---\nTwo.\n"}, day=2)
    html = draw(open_vault(repository)).site.pages["a/index.html"].decode()
    inner = part(html, '<ol class="history">', "</ol>")
    assert words(inner).split(" | ")[0] == "2025-01-02 text reworded"


def test_of_a_long_history_the_newest_changes_are_listed(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawn_facts, "MOST_CHANGES", 2)
    monkeypatch.setattr(drawn_facts, "MOST_NAMES", 1)
    commit(repository, vault_of(*map(note, ("i1", "i2", "i3")), note("t")), day=1)
    commit(repository, vault_of(note("t", "i1 i2 i3")), day=2)
    commit(repository, vault_of(note("t", "i1")), day=3)
    assert history(repository, "t") == [
        "2025-01-03 no longer rests on i2 and 1 more",
        "2025-01-02 rests on i1 and 2 more",
        "and 1 earlier change",
    ]


def test_no_history_is_told_unless_it_is_asked_for(repository: Path) -> None:
    commit(repository, vault_of(note("t")), day=1)
    (repository / "headwater.toml").write_text("", encoding="utf-8")
    assert 'class="history"' not in page(repository, "t")


def test_without_a_repository_pages_are_drawn_without_history_and_the_author_is_told_why(
    tmp_path: Path,
) -> None:
    write(tmp_path, {"headwater.toml": "[site]\nhistory = true\n", **vault_of(note("t"))})
    site = draw(open_vault(tmp_path))
    assert 'class="history"' not in page(tmp_path, "t")
    assert [problem.code for problem in site.problems if problem.code == "no-history"] == ["no-history"]
