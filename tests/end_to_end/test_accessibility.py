"""Every kind of page keeps the rules of accessibility that axe-core can check, in both themes."""

from __future__ import annotations

from functools import cache
from importlib.metadata import files
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.end_to_end.test_browser import (
    EXTREME_PAGES,
    PHONE,
    Scheme,
    author_url,
    example_url,
    extreme_url,
    extreme_vault,
    kinds,
)

__all__ = ["author_url", "example_url", "extreme_url", "extreme_vault", "kinds"]

pytestmark = pytest.mark.browser

BROKEN = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(
  (rule) => [rule.id, rule.nodes.slice(0, 3).map((node) => node.html.slice(0, 200))])"""
"""The rules of axe-core that a page breaks, all of them asked for, with elements that do."""


@cache
def axe() -> str:
    """The script that checks a page."""
    found = [file for file in files("axe-playwright-python") or () if file.name == "axe.min.js"]
    return found[0].read_text(encoding="utf-8")


def broken_rules(page: Page) -> Any:
    """What a page does wrong, once all that is folded away is unfolded."""
    page.evaluate("document.querySelectorAll('main details').forEach((folded) => { folded.open = true; })")
    page.evaluate(axe())
    return page.evaluate(BROKEN)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_kind_of_page_breaks_a_rule_of_axe_core(page: Page, kinds: dict[str, str], scheme: Scheme) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    broken = {}
    for name, url in kinds.items():
        page.goto(url)
        broken[name] = broken_rules(page)
    assert {name: rules for name, rules in broken.items() if rules} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_breaks_one_on_a_phone_or_for_its_author(page: Page, author_url: str, scheme: Scheme) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size(PHONE)
    broken = {}
    for name, path in (EXTREME_PAGES | {"health": "/health/"}).items():
        page.goto(author_url + path)
        broken[name] = broken_rules(page)
    assert {name: rules for name, rules in broken.items() if rules} == {}
