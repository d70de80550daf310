"""Libraries are their owner's: nothing copies or replaces them."""

from __future__ import annotations

import pytest

from headwater.bibliography.library_names import but_for_libraries
from headwater.cli.main import main
from headwater.config import CitationOptions
from headwater.scope import Scope
from tests.written import WriteVault

LIBRARY = '[{"id": "tea2020", "type": "book", "title": "Of Tea", "note": "private remark"}]'


def test_libraries_are_no_attachments_by_name_or_by_configuration() -> None:
    paths = ["a/library.bib", "Library.RIS", "library.json", "x.csl.json", "refs/zotero.json", "data.json"]
    options = CitationOptions(libraries=("./refs/zotero.json",))
    assert but_for_libraries(paths, options) == {"data.json"}


def test_a_library_that_a_published_note_links_is_not_copied(vault: WriteVault) -> None:
    opened = vault({"library.json": LIBRARY, "n.md": "See [[library.json]] and ![[library.json]].\n"})
    publication = opened.publish(Scope(all=True))
    assert publication.attachments == {}


def test_an_export_does_not_replace_a_library(vault: WriteVault, capsys: pytest.CaptureFixture[str]) -> None:
    root = vault({"library.json": LIBRARY, "Sources/tea2020.md": ""}).root
    for command in ("bibliography", "json"):
        assert main(["export", command, str(root), "-o", str(root / "library.json")]) == 1
        assert "is a library of the vault" in capsys.readouterr().err
        assert (root / "library.json").read_text(encoding="utf-8") == LIBRARY
