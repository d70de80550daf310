"""Citations in running text are taken apart as pandoc does."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.bibliography.cites import Cite, Mode, cites_in
from headwater.bibliography.pandoc import run_pandoc

WORKS = {"orozco2011", "lin2020", "a:b/c.d-e"}


def taken_apart(written: str) -> tuple[Cite, ...]:
    return cites_in(written, WORKS.__contains__)


@pytest.mark.parametrize(
    ("written", "cites"),
    [
        ("[@orozco2011]", [Cite("orozco2011")]),
        ("[@orozco2011, 825]", [Cite("orozco2011", "", ", 825")]),
        ("[see @orozco2011, p. 825]", [Cite("orozco2011", "see", ", p. 825")]),
        ("[-@lin2020]", [Cite("lin2020", "", "", Mode.WITHOUT_AUTHOR)]),
        ("[@lin2020; see @orozco2011]", [Cite("lin2020"), Cite("orozco2011", "see")]),
        ("[@{lin2020}, 3]", [Cite("lin2020", "", ", 3")]),
        ("[@a:b/c.d-e]", [Cite("a:b/c.d-e")]),
        ("@lin2020", [Cite("lin2020", "", "", Mode.IN_TEXT)]),
    ],
)
def test_a_citation_says_what_it_cites_and_how(written: str, cites: list[Cite]) -> None:
    assert taken_apart(written) == tuple(cites)


@pytest.mark.parametrize(
    "written", ["[@nobody]", "[@lin2020; @nobody]", "[@lin2020; and more]", "@nobody", "[]"]
)
def test_what_names_anything_else_is_text(written: str) -> None:
    assert taken_apart(written) == ()


def test_pandoc_takes_citations_apart_alike() -> None:
    written = ["[see @orozco2011, p. 825; -@lin2020]", "@lin2020", "[@{lin2020}, 3]"]
    blocks = json.loads(run_pandoc(["-f", "markdown", "-t", "json"], "\n\n".join(written).encode()))["blocks"]
    theirs = [
        [(one["citationId"], one["citationMode"]["t"]) for one in block["c"][0]["c"][0]] for block in blocks
    ]
    assert theirs == [[(cite.citekey, cite.mode) for cite in taken_apart(one)] for one in written]


@given(st.text(alphabet=st.sampled_from("@[]{};,-. abλ1\n"), max_size=40))
def test_no_text_is_too_odd_to_be_taken_apart(text: str) -> None:
    for cite in cites_in(text, lambda citekey: len(citekey) < 3):
        assert f"@{cite.citekey}" in text or f"@{{{cite.citekey}}}" in text
