"""What libraries and notes know of a vault's sources is found out when it is asked for, and not before."""

from __future__ import annotations

import pytest

from headwater.bibliography.bibliography import Bibliography
from headwater.opening import open_vault
from headwater.vault.notes import Note
from tests.cited_notes import ADLER, files, library, pandoc_runs
from tests.written import WriteVault, vault

__all__ = ["pandoc_runs", "vault"]
KEY, OTHER = "adlerSlowRivers2019", "waterboardLevels2021"


def source(bibliography: Bibliography, citekey: str = KEY) -> Note:
    return next(note for note in bibliography.sources if note.name == citekey)


def test_nothing_is_read_or_formatted_before_it_is_asked_for(
    vault: WriteVault, pandoc_runs: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("headwater.bibliography.bibliography.read_library", None)
    opened = vault(files())
    assert opened.bibliography is not None
    opened.trace("2025-05-04 09-00-00")
    assert pandoc_runs == []


def test_a_source_is_cited_by_library_and_note_together(vault: WriteVault) -> None:
    bare = {name: ADLER[name] for name in ("id", "type", "title", "author", "issued")}
    given = files() | {
        "library.json": library(bare),
        f"Evidence Sources/{KEY}.md": "---\nDOI: 10.5555/other\ntitle: Another\njournal: Rivers\n---\n",
    }
    bibliography = vault(given).bibliography
    citation = bibliography.citation(source(bibliography))
    assert citation.title == "Slow Rivers Carry Less"
    assert dict(citation.identifiers)["DOI"] == "10.5555/other"
    assert "<em>Rivers</em>" in citation.html
    note = source(bibliography)
    assert bibliography.texts([note]) == {note.path: citation.text}


def test_the_text_of_an_author_beats_what_a_bare_title_comes_to(vault: WriteVault) -> None:
    note = "---\ntitle: Of Ponds\nCitation: Pond, P. Of Ponds. 1990.\n---\n"
    bibliography = vault({f"Evidence Sources/{OTHER}.md": note}).bibliography
    citation = bibliography.citation(source(bibliography, OTHER))
    assert (citation.text, citation.html, citation.item) == ("Pond, P. Of Ponds. 1990.", "", "")


def test_a_source_of_which_nothing_is_known_is_its_citekey(vault: WriteVault) -> None:
    bibliography = vault({f"Evidence Sources/{OTHER}.md": "Words.\n"}).bibliography
    note = source(bibliography, OTHER)
    assert bibliography.texts([note]) == {note.path: OTHER}
    assert not bibliography.knows(OTHER)
    assert bibliography.work(OTHER) is None


def test_works_are_known_by_library_or_note(vault: WriteVault) -> None:
    note = "---\ntitle: Of Lakes\nauthors: [Lake, Ada]\nyear: 1999\n---\n"
    bibliography = vault(files() | {"Evidence Sources/lake1999.md": note}).bibliography
    assert all(map(bibliography.knows, (KEY, "unnotedBook2003", "lake1999")))
    assert not bibliography.knows("Adlerslowrivers2019")


def test_of_two_notes_of_one_name_the_first_counts(vault: WriteVault) -> None:
    note = "---\ntitle: {}\nauthors: [Lake, Ada]\nyear: 1999\n---\n"
    given = {f"{folder}/lake1999.md": note.format(folder) for folder in ("Reviews", "Studies")}
    bibliography = vault(given).bibliography
    work = bibliography.work("lake1999")
    assert work is not None
    assert work.data["title"] == "Reviews"


def test_a_library_that_changes_once_it_was_read_is_read_again_by_the_next_run(
    vault: WriteVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = vault(files())
    place = opened.root / "library.json"
    read = opened.bibliography.library.items[KEY].data["title"]
    place.write_text(library({**ADLER, "title": "Quick Rivers"}), encoding="utf-8")
    assert opened.bibliography.keep() == ""
    now = open_vault(opened.root, kept=opened.contents.kept).bibliography
    assert (read, now.library.items[KEY].data["title"]) == ("Slow Rivers Carry Less", "Quick Rivers")
