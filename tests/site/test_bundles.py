"""The stylesheet and the scripts of every page: what they weigh, and that colours are told apart."""

from __future__ import annotations

import re

import pytest

from headwater.site.bundles import asset, stylesheet, theme
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


def test_the_stylesheet_is_small_and_holds_no_needless_space() -> None:
    whole = stylesheet()
    assert len(whole.encode()) <= 28_000
    assert not re.search(r"/\*|  |\n |[{};,] |[{;][\w-]+: ", whole)


def test_what_scripts_of_theme_and_navigation_weigh_is_little(vault: WriteVault) -> None:
    site = built(vault, {"Insights/i.md": ""}).site
    counts = site.pages["assets/counts.js"]
    assert b'{"insights":1}' in counts
    assert len(counts) + len(theme(words_of("en")).encode()) <= 2_000
