"""The sources of a vault leave it as a bibliography, with what is public of them."""

from __future__ import annotations

import json

import pytest

from headwater.bibliography.pandoc import run_pandoc
from headwater.errors import NoteNotFound, UsageError
from headwater.exporters.bibliography import cited_sources, unwritten, written_as
from headwater.opened import Vault
from tests.exporters.cited_vault import TAKEAWAY
from tests.written import WriteVault


def citekeys(vault: Vault, note: str | None = None, *, published: bool = False) -> list[str]:
    publication = vault.publish() if published else None
    return [citation.citekey for citation in cited_sources(vault, publication, note)]


def test_a_bibliography_lists_every_source_in_the_order_of_the_citations(cited: Vault) -> None:
    assert citekeys(cited) == ["anonKettleTalk1999", "kettleboardNoise2021", "moriBoilingKettles2018"]


def test_a_bibliography_of_a_note_lists_what_it_rests_on(cited: Vault) -> None:
    assert citekeys(cited, TAKEAWAY) == ["kettleboardNoise2021", "moriBoilingKettles2018"]
    assert citekeys(cited, "2025-05-03 09-00-00") == ["anonKettleTalk1999"]
    assert citekeys(cited, "moriBoilingKettles2018") == ["moriBoilingKettles2018"]


def test_a_published_bibliography_lists_what_readers_of_the_website_see(cited: Vault) -> None:
    assert citekeys(cited, published=True) == ["kettleboardNoise2021", "moriBoilingKettles2018"]
    assert citekeys(cited, "2025-05-01 08-00-00", published=True) == ["moriBoilingKettles2018"]
    assert citekeys(cited, "moriBoilingKettles2018", published=True) == ["moriBoilingKettles2018"]


def test_an_unpublished_note_has_no_published_bibliography(cited: Vault) -> None:
    with pytest.raises(UsageError, match="not published"):
        citekeys(cited, "2025-05-03 09-00-00", published=True)


def test_a_note_that_does_not_exist_is_said_to(cited: Vault) -> None:
    with pytest.raises(NoteNotFound):
        citekeys(cited, "no such note")


@pytest.mark.parametrize(("form", "pandoc"), [("bibtex", "biblatex"), ("ris", "ris"), ("csljson", "csljson")])
def test_other_programs_read_every_work_back(cited: Vault, form: str, pandoc: str) -> None:
    text = written_as(cited_sources(cited, None, None), form)
    items = json.loads(run_pandoc(["-f", pandoc, "-t", "csljson"], text.encode()))
    assert [item["id"] for item in items] == ["kettleboardNoise2021", "moriBoilingKettles2018"]
    assert "lent to" not in text


def test_a_source_of_which_only_a_text_is_known_is_left_out_and_named(cited: Vault) -> None:
    found = cited_sources(cited, None, None)
    assert [citation.citekey for citation in unwritten(found, "ris")] == ["anonKettleTalk1999"]
    assert unwritten(found, "html") == []


def test_a_citation_cannot_break_out_of_its_html(vault: WriteVault) -> None:
    opened = vault(
        {
            'Evidence Sources/a"b<c2001.md': '---\nCitation: "<script>alert(1)</script> & https://example.org/a"\n---\n'
        }
    )
    html = written_as(cited_sources(opened, None, None), "html")
    assert "<script>" not in html
    assert '<li id="a&quot;b&lt;c2001">' in html


@pytest.mark.parametrize("form", ["text", "html", "bibtex", "ris", "csljson"])
def test_a_vault_without_sources_has_an_empty_bibliography(vault: WriteVault, form: str) -> None:
    opened = vault({"Home.md": "Nothing yet.\n"})
    text = written_as(cited_sources(opened, None, None), form)
    assert text in {"", "[]\n", '<ul class="bibliography">\n</ul>\n'}
