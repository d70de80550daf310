"""Works are formatted each as if alone, in one run of pandoc, and only those that were not before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any

import msgspec
import pytest

from headwater.bibliography import citing, formatting
from headwater.bibliography.formatted import Formatted
from headwater.bibliography.formatting import fingerprint, formatted
from headwater.bibliography.items import Item
from headwater.bibliography.pandoc import run_pandoc
from headwater.bibliography.styles import Style, find_style
from headwater.errors import CitationError
from scripts.generate_golden_citations import STYLES, works

CHICAGO = "chicago-notes-bibliography-17th-edition"
SPINE = Path(__file__).parents[3] / "shared" / "data" / "spine-vault"


def item(citekey: str, **data: Any) -> Item:
    return Item(citekey, {"id": citekey, "type": "book"} | data, "library.json", 1)


def style(name: str = CHICAGO, root: Path = Path()) -> Style:
    return find_style(name, root)


def entries(items: Sequence[Item], style: Style, locale: str = "en-US") -> list[Formatted]:
    made = formatted(items, style, locale, {})
    return [made[fingerprint(one, style, locale)] for one in items]


def texts(items: Sequence[Item], style: Style, locale: str = "en-US") -> list[str]:
    return [entry.text for entry in entries(items, style, locale)]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[Any]]:
    """The works that each run of pandoc is given, by their titles."""
    runs: list[list[Any]] = []

    def watched(
        styles: Sequence[str], locale: str, works: Sequence[Mapping[str, Any]], pages: Sequence[citing.Page]
    ) -> list[citing.Answer]:
        runs.append([work.get("title") for work in works])
        return citing.run_citing(styles, locale, works, pages)

    monkeypatch.setattr(formatting, "run_citing", watched)
    return runs


BOND = {"author": [{"family": "Bond", "given": "Jo"}], "issued": {"date-parts": [[2001]]}}


def test_two_works_of_one_author_and_year_come_out_as_each_would_alone() -> None:
    items = [item("a", title="Ice", **BOND), item("b", title="Rime", **BOND)]
    assert texts(items, style("apa")) == ["Bond, J. (2001). Ice.", "Bond, J. (2001). Rime."]
    assert texts(items, style()) == ["Bond, Jo. Ice. 2001.", "Bond, Jo. Rime. 2001."]


def test_no_dash_stands_for_an_author_named_above(tmp_path: Path) -> None:
    (tmp_path / "dashes.csl").write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">'
        '<citation><layout><text variable="title"/></layout></citation>'
        '<bibliography subsequent-author-substitute="———"><layout>'
        '<names variable="author"/><text variable="title" prefix=": "/></layout></bibliography></style>'
    )
    items = [item("a", title="Ice", **BOND), item("b", title="Rime", **BOND)]
    assert texts(items, style("dashes.csl", tmp_path)) == ["Jo Bond: Ice", "Jo Bond: Rime"]


def test_a_style_that_numbers_works_gives_entries_without_numbers() -> None:
    assert texts([item("a", title="Ice", **BOND)], style("vancouver")) == ["Bond J. Ice. 2001."]


@pytest.mark.parametrize("name", STYLES)
def test_an_entry_is_the_same_alone_as_among_forty(name: str) -> None:
    items = [work for work in works() if work.citekey[:2] in {"02", "14", "17", "25", "27", "38"}]
    alone = [texts([work], style(name))[0] for work in items]
    among = dict(zip((work.citekey for work in works()), texts(works(), style(name)), strict=True))
    assert alone == [among[work.citekey] for work in items]


@pytest.mark.parametrize("name", [CHICAGO, "apa", "elsevier-harvard"])
def test_an_entry_alone_is_what_the_style_as_written_gives(name: str, tmp_path: Path) -> None:
    """Of a work that pandoc takes as it is, without what is mended for it."""
    [work] = [work for work in works() if work.citekey.startswith("17")]
    (tmp_path / "style.csl").write_text(style(name).text, encoding="utf-8")
    arguments = [
        "-f",
        "csljson",
        "--citeproc",
        f"--csl={tmp_path / 'style.csl'}",
        "-t",
        "html",
        "--wrap=none",
    ]
    html = run_pandoc(arguments, msgspec.json.encode([work.data])).decode()
    assert " ".join(unescape(re.sub("<[^>]*>", "", html)).split()) == entries([work], style(name))[0].text


def test_a_style_without_bibliography_gives_what_it_cites_first(tmp_path: Path) -> None:
    (tmp_path / "notes.csl").write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note">'
        '<citation><layout suffix=".">'
        '<choose><if position="subsequent"><text value="again"/></if><else><names variable="author"/>'
        '<choose><if position="first"><text variable="title" prefix=", "/></if></choose></else></choose>'
        "</layout></citation></style>"
    )
    assert texts([item("a", title="Ice", **BOND)], style("notes.csl", tmp_path)) == ["Jo Bond, Ice."]


def test_a_work_that_a_style_lists_nowhere_comes_as_it_is_cited() -> None:
    letter = item("a", **{**BOND, "type": "personal_communication"})
    assert texts([letter], style("apa")) == ["J. Bond, personal communication, 2001"]


def test_only_works_that_are_not_kept_are_given_to_pandoc_and_all_in_one_run(asked: list[list[Any]]) -> None:
    ice, rime, snow = (item(name, title=name) for name in ("Ice", "Rime", "Snow"))
    kept = formatted([ice, rime], style(), "en-US", {})
    again = formatted([ice, rime], style(), "en-US", kept)
    changed = formatted(
        [ice, rime._replace(data={**rime.data, "title": "Hoar"}), snow], style(), "en-US", kept
    )
    assert asked == [["Ice", "Rime"], ["Hoar", "Snow"]]
    assert again == kept
    assert [entry.text for entry in changed.values()] == ["Ice. n.d.", "Hoar. n.d.", "Snow. n.d."]


def test_a_citekey_a_path_and_a_line_make_no_difference_to_an_entry(asked: list[list[Any]]) -> None:
    ice = item("Ice", title="Ice")
    kept = formatted([ice], style(), "en-US", {})
    formatted([Item("other", {**ice.data, "id": "other"}, "elsewhere.bib", 9)], style(), "en-US", kept)
    assert len(asked) == 1


def test_a_style_a_locale_and_data_each_make_a_difference() -> None:
    ice = item("a", title="Ice")
    marks = {
        fingerprint(ice, style(), "en-US"),
        fingerprint(ice, style("apa"), "en-US"),
        fingerprint(ice, style(), "de-DE"),
        fingerprint(item("a", title="Rime"), style(), "en-US"),
    }
    assert len(marks) == 4


def test_nothing_is_run_for_no_works(asked: list[list[Any]]) -> None:
    assert formatted([], style(), "en-US", {}) == {}
    assert asked == []


def test_a_locale_translates_what_the_style_adds() -> None:
    both = item("a", title="Eis", author=[{"family": "A", "given": "B"}, {"family": "C", "given": "D"}])
    assert texts([both], style("apa"), "de-DE") == ["A, B., & C, D. (o.\u00a0J.). Eis."]


@pytest.mark.parametrize("locale", ["", "english language", "en_US!", "../x"])
def test_what_is_no_locale_is_told(locale: str) -> None:
    with pytest.raises(CitationError, match="is no locale"):
        formatted([item("a", title="Ice")], style(), locale, {})


@pytest.mark.parametrize(
    "odd",
    [
        {"author": "Bond"},
        {"title": "half a character: \ud83d"},
        {"author": [None]},
        {"title": ["x", "y"]},
        {"title": None},
        {"volume": {"x": 1}},
        {"issued": {"date-parts": [["2017", "x"]]}},
        {"issued": {"date-parts": [[10**30]]}},
        {"issued": "2017"},
        {"issued": {"date-parts": [[]]}},
        {"type": 7},
        {"DOI": 5},
    ],
)
def test_a_work_that_pandoc_cannot_read_costs_only_itself(odd: dict[str, Any]) -> None:
    items = [item("a", title="Ice"), item("b", **{"title": "Odd", **odd}), item("c", title="Rime")]
    first, _odd, last = texts(items, style())
    assert (first, last) == ("Ice. n.d.", "Rime. n.d.")


def test_a_work_of_nothing_is_an_empty_entry() -> None:
    [entry] = entries([item("a", author=[None])], style())
    assert entry == Formatted("", "")


def test_a_style_that_pandoc_refuses_is_told(tmp_path: Path) -> None:
    (tmp_path / "odd.csl").write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">'
        "<citation><layout/></citation><bibliography/></style>"
    )
    with pytest.raises(CitationError, match="pandoc failed"):
        formatted([item("a", title="Ice"), item("b", title="Rime")], style("odd.csl", tmp_path), "en-US", {})


def test_text_is_one_line_with_bare_addresses_and_html_links_them() -> None:
    [entry] = entries([item("a", title="Ice\non\n\nstilts", URL="https://x.example/?a=1&b=2")], style())
    assert entry.text == "Ice on stilts. n.d. https://x.example/?a=1&b=2."
    assert '<a href="https://x.example/?a=1&amp;b=2">https://x.example/?a=1&amp;b=2</a>.' in entry.html


def test_a_doi_written_as_an_address_is_linked_once() -> None:
    [entry] = entries([item("a", title="Ice", DOI="https://dx.doi.org/10.5555/x")], style())
    assert entry.html == (
        '<em>Ice</em>. n.d. <a href="https://doi.org/10.5555/x">https://doi.org/10.5555/x</a>.'
    )


def test_what_is_raised_and_lowered_stays_so_as_text() -> None:
    [entry] = entries([item("a", title="10<sup>6</sup> cells and H<sub>2</sub>O<sup>x</sup>")], style())
    assert entry.text == "10⁶ Cells and H₂Ox. n.d."


@pytest.mark.skipif(not SPINE.is_dir(), reason="the data of the project is not here")
@pytest.mark.parametrize(
    "citekey", ["centenoTreatmentLumbarDegenerative2017", "orozcoIntervertebralDiscRepair2011"]
)
def test_the_sources_of_the_seeds_come_out_letter_by_letter_but_for_the_day(citekey: str) -> None:
    note = (SPINE / "Research" / "Evidence Sources" / f"{citekey}.md").read_text(encoding="utf-8")
    [ready] = re.findall('^Citation: "(.*)"$', note, re.MULTILINE)
    library = run_pandoc(["-f", "biblatex", "-t", "csljson"], (SPINE / "library.bib").read_bytes())
    items = [Item(data["id"], data, "library.bib", 1) for data in msgspec.json.decode(library)]
    made = dict(zip((one.citekey for one in items), texts(items, style()), strict=True))
    assert made[citekey] == re.sub(r"\((\w+) \d+, (\d+)\)", r"(\1 \2)", ready)
