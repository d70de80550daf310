"""Slugs equal those of the npm package that Digital Garden uses."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from headwater.site.slugs import slugify

GOLDEN = Path(__file__).parents[1] / "golden" / "slugs.json"
"""Texts of our own and the slugs the npm package itself gave for them, under node: every key of its tables,
and what its four ways to split camel case, its deburring and its trimming make awkward."""

PAIRS: list[tuple[str, str]] = json.loads(GOLDEN.read_text(encoding="utf-8"))

ascii_texts = st.text(alphabet="abcABC019-_ &./", max_size=30)


def test_every_text_of_the_golden_file_has_the_slug_the_npm_package_gave_it() -> None:
    assert len(PAIRS) > 400
    assert [(text, slugify(text)) for text, _ in PAIRS] == [(text, slug) for text, slug in PAIRS]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("MSCs", "ms-cs"),
        ("IGF1", "igf-1"),
        ("T3", "t3"),
        ("PKACα", "pka-ca"),
        ("SA-β-gal", "sa-v-gal"),
        ("R&D", "r-and-d"),
        ("naïve Æsir", "naive-a-esir"),
        ("日本語", ""),
    ],
)
def test_names_of_research_notes_become_the_slugs_their_pages_have(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_a_pair_of_letters_replaced_after_its_first_letter_has_no_effect() -> None:
    """`ու` stands in the package's table behind `ո`, so that its turn never comes."""
    assert slugify("ու") == slugify("ո") == "vo"


def test_a_pair_of_letters_replaced_before_its_letters_has_its_effect() -> None:
    assert slugify("x\u064e\u200ey") == "xay"
    assert slugify("x\u064ey") == "x-y"


@given(st.text())
def test_a_slug_is_words_of_small_letters_and_digits_with_single_hyphens_between(text: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slugify(text))


@given(st.text())
def test_a_slug_is_its_own_slug(text: str) -> None:
    assert slugify(slugify(text)) == slugify(text)


@given(st.text())
def test_the_slug_does_not_depend_on_how_accents_are_encoded(text: str) -> None:
    assert slugify(unicodedata.normalize("NFD", text)) == slugify(text)


@given(ascii_texts)
@example("XMLHttpRequest2AB1c")
def test_camel_case_is_split_as_the_four_replacements_of_the_package_do_one_by_one(text: str) -> None:
    expected = text.replace("&", " and ")
    for pattern in (
        r"([A-Z]{2,})([0-9]+)",
        r"([a-z0-9]+)([A-Z]{2,})",
        r"([a-z0-9])([A-Z])",
        r"([A-Z]+)([A-Z][a-z0-9]+)",
    ):
        expected = re.sub(pattern, r"\1 \2", expected)
    expected = re.sub(r"[^a-z0-9]+", "-", expected.lower())
    assert slugify(text) == re.sub(r"^-|-$", "", expected)


@given(ascii_texts)
def test_the_short_way_for_ascii_gives_what_the_long_way_gives(text: str) -> None:
    """A character that is never part of a word sends the text the long way."""
    assert slugify(text) == slugify(text + " 語")
