"""The states of a previewed site and the news of what changed between them."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from headwater.preview import editions as module
from headwater.preview.editions import Editions, url_of
from headwater.site.files import DrawnPages, Site


def read(text: str) -> dict[str, object]:
    """The events of a piece of news by name."""
    events = re.findall(r"event: (\w+)\ndata: (.*)\n\n", text)
    return {name: json.loads(data) for name, data in events}


def urls(text: str) -> object:
    change = read(text)["change"]
    assert isinstance(change, dict)
    return change["urls"]


@pytest.fixture
def editions() -> Editions:
    """A preview that has published one site."""
    found = Editions()
    found.publish(Site({"index.html": b"home", "a/index.html": b"a", "style.css": b"css"}))
    return found


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("index.html", "/g/"),
        ("a/b/index.html", "/g/a/b/"),
        ("a/b.html", "/g/a/b.html"),
        ("a/xindex.html", "/g/a/xindex.html"),
        ("style.css", "/g/style.css"),
    ],
)
def test_the_url_of_a_page_is_that_of_its_folder(place: str, expected: str) -> None:
    assert url_of(place, "/g/") == expected


def test_publishing_gives_the_urls_of_new_changed_and_removed_files(editions: Editions) -> None:
    site = Site({"index.html": b"home", "b/index.html": b"b", "style.css": b"CSS"})
    assert editions.publish(site) == {"/a/", "/b/", "/style.css"}
    assert editions.current.site == site


def test_an_attachment_counts_as_changed_when_its_file_does(editions: Editions, tmp_path: Path) -> None:
    source = tmp_path / "a.png"
    source.write_bytes(b"1")
    site = Site(editions.current.site.pages, {"a.png": source})
    assert editions.publish(site) == {"/a.png"}
    assert editions.publish(site) == set()
    os.utime(source, ns=(1, 1))
    assert editions.publish(site) == {"/a.png"}
    source.unlink()
    assert editions.publish(site) == {"/a.png"}


def test_a_page_that_takes_long_to_draw_is_said_to_have_changed_and_is_not_drawn_to_know(
    editions: Editions,
) -> None:
    drawn: list[str] = []

    def draw(page: str) -> bytes:
        drawn.append(page)
        return page.encode()

    def site() -> Site:
        places = dict.fromkeys(("index.html", "health/index.html"))
        return Site(DrawnPages(places, draw, {"health/index.html"}), late=frozenset({"health/index.html"}))

    editions.publish(site())
    for page in editions.current.site.pages.values():
        assert page
    drawn.clear()
    assert editions.publish(site()) == {"/health/"}
    assert drawn == ["index.html"]


def test_each_edition_has_a_mark_of_its_own(editions: Editions) -> None:
    before = editions.current.mark
    editions.publish(editions.current.site)
    assert editions.current.mark != before
    assert Editions().current.mark != Editions().current.mark


def test_a_page_hears_what_changed_since_it_was_served_even_if_it_asks_late(editions: Editions) -> None:
    mark = editions.current.mark
    editions.publish(Site({"index.html": b"home", "a/index.html": b"A", "style.css": b"css"}))
    editions.publish(Site({"index.html": b"HOME", "a/index.html": b"A", "style.css": b"css"}))
    assert urls(next(editions.news(mark))) == ["/", "/a/"]


def test_a_page_hears_at_once_that_nothing_changed_and_later_what_did(editions: Editions) -> None:
    news = editions.news(editions.current.mark)
    assert urls(next(news)) == []
    editions.publish(Site({}))
    assert urls(next(news)) == ["/", "/a/", "/style.css"]


def test_news_bear_the_mark_to_go_on_from(editions: Editions) -> None:
    news = next(editions.news(editions.current.mark))
    assert news.startswith(f"id: {editions.current.mark}\n")


@pytest.mark.parametrize("mark", ["", "other-1", "other", "-", "-1"])
def test_a_page_of_another_preview_hears_that_everything_may_have_changed(
    mark: str, editions: Editions
) -> None:
    assert urls(next(editions.news(mark))) == ["*"]


def test_a_mark_that_is_none_is_taken_for_one_of_another_preview(editions: Editions) -> None:
    run = editions.current.mark.partition("-")[0]
    for mark in (run, f"{run}-", f"{run}-x", f"{run}-{'9' * 9_999}"):
        assert urls(next(editions.news(mark))) == ["*"]


def test_very_many_changes_are_told_as_everything(editions: Editions) -> None:
    mark = editions.current.mark
    editions.publish(Site({f"{number}.html": b"" for number in range(500)}))
    assert urls(next(editions.news(mark))) == ["*"]


def test_a_problem_is_told_to_those_who_listen_and_to_those_who_come_later(editions: Editions) -> None:
    mark = editions.current.mark
    news = editions.news(mark)
    next(news)
    editions.report("two notes claim one permalink", "change one")
    told = {"message": "two notes claim one permalink", "hint": "change one"}
    assert read(next(news)) == {"change": {"urls": []}, "problem": told}
    assert read(next(editions.news(editions.current.mark)))["problem"] == told


def test_a_problem_is_over_with_the_next_edition(editions: Editions) -> None:
    editions.report("two notes claim one permalink")
    mark = editions.current.mark
    editions.publish(editions.current.site)
    assert read(next(editions.news(mark))) == {"change": {"urls": []}}


def test_a_problem_keeps_the_last_site(editions: Editions) -> None:
    site = editions.current.site
    editions.report("no")
    assert editions.current.site is site


def test_a_line_break_in_a_message_does_not_break_the_event(editions: Editions) -> None:
    editions.report("one\ntwo\n\nevent: change")
    assert read(next(editions.news(editions.current.mark)))["problem"] == {
        "message": "one\ntwo\n\nevent: change",
        "hint": "",
    }


def test_silence_is_broken_by_a_comment_that_browsers_pass_over(
    editions: Editions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HEARTBEAT", 0)
    news = editions.news(editions.current.mark)
    next(news)
    assert next(news) == ":\n\n"


def test_closing_ends_the_news(editions: Editions) -> None:
    news = editions.news(editions.current.mark)
    next(news)
    editions.close()
    assert list(news) == []
