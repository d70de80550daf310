"""What published texts cite is found in them, cited at once, and told where nothing is known of it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from headwater.publication.citing import citations_in, citing_notes
from tests import cited_notes
from tests.cited_notes import TAKEAWAY, files, pandoc_runs, without_pandoc
from tests.views.reading import note
from tests.written import WriteVault

__all__ = ["pandoc_runs"]
KEY = "adlerSlowRivers2019"
NAME = "2025-05-04 09-00-00"


def unknown(vault: WriteVault, text: str) -> list[tuple[str, int, str]]:
    """Where citations of unknown works are told in a takeaway that says this."""
    opened = vault(files(text))
    return [
        (found.path, found.line, found.message.partition("'")[2].partition("'")[0])
        for found in opened.problems
        if found.code == "unknown-citation"
    ]


def line_of(needle: str, text: str) -> int:
    return files(text)[TAKEAWAY].partition(needle)[0].count("\n") + 1


def test_each_citation_of_a_text_is_found_once_and_in_order() -> None:
    text = f"@b2 then [see @{KEY}, 5; -@b2] then @b2."
    assert citations_in(text) == {"@b2": ("b2",), f"[see @{KEY}, 5; -@b2]": (KEY, "b2")}


def test_a_text_without_the_sign_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headwater.publication.citing.scan", None)
    assert citations_in("No citation [at all].") == {}


def test_a_published_note_holds_what_it_cites_in_the_style_and_briefly(vault: WriteVault) -> None:
    cited = note(vault(files(options="style = 'apa'")).publish(), NAME).cited
    assert cited is not None
    assert cited.in_text[f"[@{KEY}, 203]"] == "(Adler &amp; Quist, 2019, p. 203)"
    assert cited.briefly[f"[@{KEY}, 203]"] == "(Adler and Quist, 2019, p. 203)"
    assert [citekey for citekey, _ in cited.works] == [KEY, "waterboardLevels2021"]
    assert cited.notes == ()


def test_a_style_of_notes_gives_notes(vault: WriteVault) -> None:
    cited = note(vault(files()).publish(), NAME).cited
    assert cited is not None
    assert len(cited.notes) == 2
    assert cited.notes[0].startswith("Mara Adler and Ole Quist, “Slow Rivers Carry Less,”")


def test_all_pages_are_cited_in_two_runs(vault: WriteVault, pandoc_runs: list[bytes]) -> None:
    many = {f"Pages/{number}.md": f"---\ndg-publish: true\n---\n[@{KEY}, {number}]\n" for number in range(9)}
    vault(files() | many).publish()
    # The works, their BibTeX; and what is cited, in the style and briefly.
    assert len(pandoc_runs) == 4


def test_what_is_not_published_cites_nothing(vault: WriteVault, pandoc_runs: list[bytes]) -> None:
    secret = "See [@unnotedBook2003, the secret place].\n"
    publication = vault(files("No citation.") | {"Pages/Secret.md": secret}).publish()
    assert all(note.cited is None for note in publication.notes.values())
    assert not any(b"secret place" in given for given in pandoc_runs)


def test_a_citation_in_what_is_hidden_of_a_note_is_none(vault: WriteVault) -> None:
    text = f"%% [@{KEY}] %%\n\n# Database Fields\nRemark:: [@waterboardLevels2021]\n"
    assert note(vault(files(text)).publish(), NAME).cited is None


def test_a_work_that_has_no_note_is_cited(vault: WriteVault) -> None:
    cited = note(vault(files("[@unnotedBook2003]")).publish(), NAME).cited
    assert cited is not None
    assert "Reed Press" in cited.works[0][1]


def test_a_citation_that_names_one_unknown_work_stays_as_it_is(vault: WriteVault) -> None:
    publication = vault(files(f"[@{KEY}; @nobody2000] and @{KEY}")).publish()
    cited = note(publication, NAME).cited
    assert cited is not None
    assert list(cited.in_text) == [f"@{KEY}"]


@pytest.mark.parametrize("text", [f"[@{KEY} x/@other1999]", f"[@{KEY}//x]", f"[@{KEY} _@other1999]"])
def test_what_pandoc_would_read_otherwise_stays_as_it_is(vault: WriteVault, text: str) -> None:
    assert note(vault(files(text)).publish(), NAME).cited is None


def test_an_unknown_work_is_told_at_the_line_of_its_citation(vault: WriteVault) -> None:
    hidden = "`[@nobody2000]` is code.\n\n%% [@nobody2000] %%\n\n"
    text = f"{hidden}But [@nobody2000] cites.\n\nSo does [@nobody2000]."
    assert unknown(vault, text) == [(TAKEAWAY, line_of("But [@", text), "nobody2000")]


def test_every_unknown_work_is_told_once(vault: WriteVault) -> None:
    text = f"[@nobody2000; @{KEY}; @other1999]\n\n[see @other1999, 4]"
    assert [key for _, _, key in unknown(vault, text)] == ["nobody2000", "other1999"]


def test_a_name_in_running_text_may_be_anything(vault: WriteVault) -> None:
    assert unknown(vault, "Ask @somebody, or me@example.org.") == []


def test_notes_that_are_not_published_are_told_of_as_well(vault: WriteVault) -> None:
    opened = vault(files("") | {"Pages/Draft.md": "One\n\nTwo [@nobody2000]\n"})
    places = [(found.path, found.line) for found in opened.problems if found.code == "unknown-citation"]
    assert places == [("Pages/Draft.md", 3)]
    assert [one.path for one, _ in citing_notes(opened.notes)] == ["Pages/Draft.md"]


def test_without_pandoc_citations_stay_as_they_are_and_one_problem_says_why(
    vault: WriteVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_pandoc(monkeypatch)
    opened = vault(files())
    publication = opened.publish()
    assert note(publication, NAME).cited is None
    assert [found.code for found in opened.problems if "pandoc" in found.message] == ["not-formatted"]


def test_one_page_that_cannot_be_cited_takes_no_other_along(
    vault: WriteVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = vault(files())
    bibliography = opened.bibliography
    before = bibliography.cited([{f"[@{KEY}]": (KEY,)}])
    without_pandoc(monkeypatch)
    pages: Sequence[dict[str, tuple[str, ...]]] = [{f"[@{KEY}]": (KEY,)}, {f"[@{KEY}, 7]": (KEY,)}, {}]
    # Kept within one run; `tests/test_kept_citations.py` looks at what is kept from one to the next.
    bibliography._formatter._kept = bibliography._formatter._kept._replace(
        cited=bibliography._formatter.cited
    )
    assert bibliography.cited(pages) == [*before, None, None]


@pytest.mark.parametrize("style", ["apa", "vancouver", "chicago-notes-bibliography-17th-edition"])
def test_no_private_field_of_a_library_reaches_what_is_cited(vault: WriteVault, style: str) -> None:
    private = {
        "note": "lent to A.",
        "annote": "dull",
        "keyword": "todo",
        "abstract": "Long.",
        "file": "/home/a",
    }
    library = cited_notes.library({**cited_notes.ADLER, **private})
    publication = vault(files(f"[@{KEY}]", f"style = '{style}'") | {"library.json": library}).publish()
    cited = note(publication, NAME).cited
    assert cited is not None
    told = str((cited, {**vars_of(publication.citations[KEY]), "abstract": ""}))
    assert "Slow Rivers" in told
    assert not [word for word in private.values() if word in told]


def vars_of(value: object) -> dict[str, object]:
    return {name: getattr(value, name) for name in value.__slots__}  # type: ignore[attr-defined]
