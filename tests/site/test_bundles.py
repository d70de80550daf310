"""The stylesheet and the scripts of every page: what they weigh, and that colours are told apart."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from headwater.site import bundles
from headwater.site.bundles import (
    SCRIPTS,
    SEARCH,
    SHEET_SCRIPTS,
    SHEET_STYLES,
    STYLES,
    asset,
    script,
    sheets_script,
    sheets_stylesheet,
    stylesheet,
    theme,
)
from headwater.site.languages import LANGUAGES
from headwater.site.wording import words_of
from tests.site.drawn import built
from tests.written import WriteVault

COLOR = re.compile(r"--([\w-]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\)")
COLORS = {name: both for name, *both in COLOR.findall(asset("assets/styles", "tokens.css"))}
BACKGROUNDS = ("paper", "paper-raised")
NO_TEXTS = {*BACKGROUNDS, "rule", "mark", "focus"}


def luminance(color: str) -> float:
    parts = (int(color[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """By https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("background", BACKGROUNDS)
@pytest.mark.parametrize("name", sorted(COLORS.keys() - NO_TEXTS))
def test_every_color_of_texts_stands_out_from_every_background(name: str, background: str) -> None:
    for color, behind in zip(COLORS[name], COLORS[background], strict=True):
        assert contrast(color, behind) >= 4.5


@pytest.mark.parametrize("name", ["ink", "link"])
def test_marked_text_can_be_read(name: str) -> None:
    for color, behind in zip(COLORS[name], COLORS["mark"], strict=True):
        assert contrast(color, behind) >= 4.5 or name == "link"


def test_every_kind_has_a_color_and_a_sign_of_its_own() -> None:
    kinds = re.findall(
        r'\.kind-([\w-]+) \{ --kind: var\(--([\w-]+)\); --sign: "(.)"; \}',
        asset("assets/styles", "tokens.css"),
    )
    assert len(kinds) == 7
    for column in zip(*kinds, strict=True):
        assert len(set(column)) == len(kinds)


@pytest.mark.parametrize(("styles", "most"), [(stylesheet, 21_000), (sheets_stylesheet, 8_000)])
def test_stylesheets_are_small_and_hold_no_needless_space(styles: Callable[[], str], most: int) -> None:
    whole = styles()
    assert len(whole.encode()) <= most
    assert not re.search(r"/\*|  |\n |[{};,] |[{;][\w-]+: ", whole)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_scripts_are_small_in_every_language(language: str) -> None:
    words = words_of(language)
    assert len(script(words).encode()) <= 14_000
    assert len(sheets_script(words).encode()) <= 3_500


def test_no_script_has_a_comment_behind_a_statement() -> None:
    # It would swallow what is put on one line with it.
    for name in (*SCRIPTS, *SHEET_SCRIPTS, *SEARCH):
        assert not re.search(
            r"^(?![ \t]*//).*[;,{}()\[\]][ \t]+//", asset("assets/scripts", f"{name}.js"), re.MULTILINE
        )


def test_every_file_of_styles_is_in_one_stylesheet_and_no_other() -> None:
    there = {path.stem for path in Path(bundles.__file__).parent.glob("assets/styles/*.css")}
    assert sorted((*STYLES, *SHEET_STYLES)) == sorted(there)


def test_a_script_says_what_its_files_ask_for() -> None:
    for names, whole in ((SCRIPTS, script(words_of("en"))), (SHEET_SCRIPTS, sheets_script(words_of("en")))):
        said = re.search(r"const words = (\{.*?\});", whole)
        assert said
        texts = "".join(asset("assets/scripts", f"{name}.js") for name in names)
        asked = re.findall(r'\bwords(?:\.(\w+)|\["([\w.]+)"\])', texts)
        assert {dotted or key for dotted, key in asked} <= json.loads(said[1]).keys()


def test_what_scripts_of_theme_and_navigation_weigh_is_little(vault: WriteVault) -> None:
    site = built(vault, {"Insights/i.md": ""}).site
    counts = site.pages["assets/counts.js"]
    assert b'{"insights":1}' in counts
    assert len(counts) + len(theme(words_of("en")).encode()) <= 2_000
