"""What a site says of its sources: their pages, rows, identifiers, and the files to take them away."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

import html5lib
import pytest

from headwater.bibliography.pandoc import run_pandoc
from headwater.building import build
from headwater.pipeline import draw
from headwater.site.sources import FORMS, LONGEST_NAME
from tests.cited_notes import ADLER, BOARD, PUBLISHED, TAKEAWAY, TAKEAWAY_PAGE, UNNOTED, files, library
from tests.end_to_end.reading import texts
from tests.site.drawn import heading, part, row, words
from tests.written import WriteVault, vault

__all__ = ["vault"]
KEY, OTHER = "adlerSlowRivers2019", "waterboardLevels2021"
OWN = "evidence-sources/adler-slow-rivers2019/index.html"
PAGED = "source-pages = true"
ALL = "overview/sources/index.html"
STYLES = {
    "": "Adler, Mara, and Ole Quist. “Slow Rivers Carry Less.”",
    "style = 'apa'": "Adler, M., &amp; Quist, O. (2019). Slow Rivers Carry Less.",
    "style = 'vancouver'": "Adler M, Quist O. Slow Rivers Carry Less.",
}


def site(vault: WriteVault, given: Mapping[str, str | bytes]) -> dict[str, str]:
    return texts(draw(vault(given)).site)


def titles(data: str, form: str) -> list[str]:
    """The titles of the works in a file that was taken away, as pandoc reads it."""
    read = json.loads(run_pandoc(["-f", form, "-t", "csljson"], data.encode()))
    return sorted(str(item["title"]) for item in read)


@pytest.mark.parametrize("options", STYLES)
def test_a_source_is_cited_in_the_style_on_every_page(vault: WriteVault, options: str) -> None:
    pages = site(vault, files(options=options))
    for place in (TAKEAWAY_PAGE, ALL, "overview/sources/by-year/index.html"):
        assert STYLES[options] in row(pages[place], KEY)
    assert STYLES[options] in part(pages[OWN], "<dt>Citation</dt>", "</dd>")
    assert STYLES[options] in part(pages[TAKEAWAY_PAGE], '<section id="works-cited">', "</section>")


@pytest.mark.parametrize("options", STYLES)
def test_every_doi_of_a_citation_is_a_link_that_leaves_the_site(vault: WriteVault, options: str) -> None:
    for page in site(vault, files(options=options)).values():
        for link in re.findall(r'<a[^>]*href="https?:[^>]*>', page):
            assert 'class="external"' in link
            assert 'rel="noopener noreferrer"' in link


@pytest.mark.parametrize("options", STYLES)
@pytest.mark.parametrize(
    "text",
    [
        f"# On [@{KEY}]\n\n## Cited 1\n\n| a |\n|---|\n| [@{OTHER}] |\n\n.[^1]\n\n[^1]: @unnotedBook2003.",
        f"> [!note] By @{KEY}\n> and [@{OTHER}, p. 2].\n\n- [@{KEY}]\n- [ ] *[@{OTHER}]*\n\n^[see @{KEY}]",
    ],
)
def test_no_link_of_a_page_that_cites_leads_to_an_id_that_is_not_there(
    vault: WriteVault, options: str, text: str
) -> None:
    page = site(vault, files(text, options))[TAKEAWAY_PAGE]
    html5lib.HTMLParser(strict=True).parse(page)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {unquote(found) for found in re.findall(r'href="#([^"]+)"', page)} <= set(ids)
    assert "<sup" in page or "2021" in page or "(1" in page


def test_notes_and_works_stand_at_the_foot_in_a_style_of_notes(vault: WriteVault) -> None:
    page = site(vault, files())[TAKEAWAY_PAGE]
    assert 'shows<sup><a href="#cited-1">1</a></sup>, and Water Board<sup><a href="#cited-2">2</a>' in page
    notes = part(page, '<section id="notes">', "</section>")
    assert words(notes).startswith("Notes Mara Adler and Ole Quist, “Slow Rivers Carry Less,”")
    assert 'id="cited-1"' in notes
    assert 'id="cited-2"' in notes
    assert f'<li id="ref-{KEY}">Adler, Mara' in part(page, '<section id="works-cited">', "</section>")


def test_a_claim_cites_by_author_and_year_wherever_it_stands(vault: WriteVault) -> None:
    given = files("") | {TAKEAWAY: PUBLISHED.format("") + f"# Content\n- Slow [@{KEY}, 5].\n\n"}
    given["Pages/Shows.md"] = PUBLISHED.format("") + "![[2025-05-04 09-00-00]]\n"
    pages = site(vault, given)
    brief = "(Adler and Quist, 2019, p. 5)"
    assert brief in heading(pages[TAKEAWAY_PAGE]).replace("\xa0", " ")
    for place in ("overview/takeaways/index.html", "pages/shows/index.html"):
        assert brief in pages[place].replace("\xa0", " ")


def test_what_cites_nothing_known_stays_as_it_is_written(vault: WriteVault) -> None:
    text = f"By [@nobody2000] and @nobody; `[@{KEY}]`, [@{KEY} there](https://example.org), $[@{KEY}]$."
    page = site(vault, files(text))[TAKEAWAY_PAGE]
    shown = part(page, '<div class="text">', "</div>")
    assert "[@nobody2000] and @nobody; <code>[@adlerSlowRivers2019]</code>" in shown
    assert "@adlerSlowRivers2019 there</a>" in shown
    assert "works-cited" not in page


def test_a_source_of_which_nothing_but_a_text_is_known_shows_it(vault: WriteVault) -> None:
    text = "Old, A. “A Letter.” 1901. https://example.org/letter."
    given = files("") | {
        f"Evidence Sources/{OTHER}.md": f"---\nCitation: {text}\n---\n",
        "library.json": library(ADLER),
    }
    shown = row(site(vault, given)[TAKEAWAY_PAGE], OTHER)
    assert words(shown).endswith("Old, A. “A Letter.” 1901. https://example.org/letter .")
    assert 'class="external"' in shown


def test_properties_alone_make_a_citation(vault: WriteVault) -> None:
    properties = (
        "---\ntitle: Of Lakes\nauthors: [Lake, Ada]\nyear: 1999\njournal: Lakes\nDOI: 10.5555/lakes\n---\n"
    )
    given = files("") | {f"Evidence Sources/{OTHER}.md": properties, "library.json": library(ADLER)}
    assert "“Of Lakes.” <em>Lakes</em>" in row(site(vault, given)[TAKEAWAY_PAGE], OTHER)


def test_the_page_of_a_source_links_its_identifiers_and_lists_what_rests_on_it(vault: WriteVault) -> None:
    page = site(vault, files())[OWN]
    for address in (
        "https://doi.org/10.5555/rivers.2019.201",
        "https://pubmed.ncbi.nlm.nih.gov/31234567",
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC6543210",
    ):
        assert f'<a class="external" rel="noopener noreferrer" href="{address}">' in page
    assert heading(page) == "Slow Rivers Carry Less"
    assert "<dt>Abstract</dt><dd>We imagined rivers and weighed them.</dd>" in page
    resting = part(page, '<section id="what-rests-on-it">', "</section>")
    assert re.findall(r'data-table="([a-z-]+)"', resting) == ["takeaways", "insights"]
    assert '<meta name="citation_doi" content="10.5555/rivers.2019.201">' in page
    assert '"@type":"ScholarlyArticle"' in page


def test_a_source_without_a_published_note_has_no_page_unless_asked_for(vault: WriteVault) -> None:
    pages = site(vault, files())
    assert not [place for place in pages if place.startswith("source/")]
    assert '<span class="id">waterboardLevels2021</span>' in row(pages[TAKEAWAY_PAGE], OTHER)


def test_asked_for_such_a_page_tells_bibliographic_facts_and_what_rests_on_it_alone(
    vault: WriteVault,
) -> None:
    private = "---\nabstract: Private words.\npopulation: Private facts.\n---\nPrivate text.\n"
    board = {**BOARD, "abstract": "Private abstract.", "note": "Private note."}
    given = files("", PAGED) | {
        f"Evidence Sources/{OTHER}.md": private,
        "library.json": library(ADLER, board),
    }
    pages = site(vault, given)
    page = pages[f"source/{OTHER}/index.html"]
    assert heading(page) == "Levels of Ponds"
    assert row(pages[TAKEAWAY_PAGE], OTHER).count(f'href="/source/{OTHER}/"') == 1
    assert row(page, "2025-05-04 09-00-00")
    assert "unpublished" not in page
    assert not [place for place, data in pages.items() if "Private" in data or f"{OTHER}.md" in data]


def test_what_is_taken_away_is_read_back_as_the_same_works(vault: WriteVault) -> None:
    pages = site(vault, files())
    of_all = ["Levels of Ponds", "Slow Rivers Carry Less"]
    for suffix, form in (("bib", "biblatex"), ("ris", "ris"), ("json", "csljson")):
        assert titles(pages[f"cite/bibliography.{suffix}"], form) == of_all
        assert titles(pages[f"cite/{KEY}.{suffix}"], form) == ["Slow Rivers Carry Less"]
    assert pages["cite/bibliography.txt"].count("Slow Rivers Carry Less") == 1
    (item,) = json.loads(pages[f"cite/{KEY}.json"])
    assert {name: item[name] for name in ("id", "DOI", "PMID", "volume", "page")} == {
        name: ADLER[name] for name in ("id", "DOI", "PMID", "volume", "page")
    }


def test_what_nobody_rests_on_is_not_taken_away(vault: WriteVault) -> None:
    assert not [place for place in site(vault, files("")) if UNNOTED["id"] in place]


def test_every_file_of_a_source_is_linked_from_its_page(vault: WriteVault) -> None:
    page = site(vault, files())[OWN]
    assert re.findall(r'href="/cite/([^"]+)" download', page) == [f"{KEY}.{suffix}" for suffix in FORMS]


@pytest.mark.parametrize(
    "citekey",
    [
        "smith:2020",
        "bibliography",
        "Ågren 2020",
        "李" * 70,
        "a" * 180,
    ],
)
def test_a_citekey_that_is_no_file_name_gets_one_that_is(
    vault: WriteVault, tmp_path: Path, citekey: str
) -> None:
    given = {
        f"Evidence Sources/{citekey}.md": PUBLISHED.format(""),
        "library.json": library({**ADLER, "id": citekey}),
        "Quick Notes/2025-01-01 10-00-00.md": PUBLISHED.format("")
        + f"# Content\n- Slow.\n\nSupported By:: [[{citekey}]]\n",
    }
    root = vault(given).root
    output = tmp_path.parent / f"{tmp_path.name}-site"
    build(root, output, cache=False)
    files_of_it = [place.name for place in (output / "cite").iterdir() if place.stem != "bibliography"]
    assert len(files_of_it) == len(FORMS)
    assert all(len(name.encode()) <= LONGEST_NAME + 10 and name[0] != "." for name in files_of_it)


def test_two_citekeys_that_would_be_one_file_have_two(vault: WriteVault) -> None:
    keys = ["a b", "a-b", "A-B"]
    given: dict[str, str | bytes] = {
        f"Evidence Sources/{key}.md": PUBLISHED.format(f"dg-permalink: /{number}/\n")
        for number, key in enumerate(keys)
    }
    given["library.json"] = library(*({**ADLER, "id": key, "title": f"Of {key}"} for key in keys))
    pages = site(vault, given)
    told = [json.loads(pages[f"cite/{name}.json"])[0]["id"] for name in ("A-B", "a-b-2", "a-b-3")]
    assert sorted(told) == sorted(keys)
    marks = re.findall(
        r'data-note="([^"]*)"[^>]*?(?: data-file="([^"]*)")?[ >]', part(pages[ALL], "<tbody>", "</tbody>")
    )
    assert len(marks) == 3
