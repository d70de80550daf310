"""The pages of a site are drawn when they are asked for."""

from __future__ import annotations

from collections.abc import Callable

from headwater.site.files import DrawnPages


def counted(calls: list[str]) -> Callable[[str], bytes]:
    """Draws pages and keeps account of it."""

    def draw(place: str) -> bytes:
        calls.append(place)
        return place.encode()

    return draw


def test_a_page_is_drawn_when_it_is_asked_for_and_no_other() -> None:
    calls: list[str] = []
    pages = DrawnPages(dict.fromkeys("ab"), counted(calls))
    assert pages["b"] == b"b"
    assert calls == ["b"]


def test_a_page_is_drawn_once() -> None:
    calls: list[str] = []
    pages = DrawnPages({"a": None}, counted(calls))
    assert pages["a"] is pages["a"]
    assert calls == ["a"]


def test_the_places_of_a_site_are_known_before_anything_is_drawn() -> None:
    calls: list[str] = []
    pages = DrawnPages(dict.fromkeys("ba"), counted(calls))
    assert list(pages) == ["b", "a"]
    assert len(pages) == 2
    assert "a" in pages
    assert "c" not in pages
    assert pages.get("c") is None
    assert calls == []
