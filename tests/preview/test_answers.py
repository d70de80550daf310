"""What the preview answers, as values."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.preview.answers import Answer, FilePart, answer, as_asked, media_type, with_script
from headwater.preview.editions import Edition
from headwater.site.files import Site
from headwater.site.policy import WHOLE

PAGE = b"<!doctype html><html><body><p>Disc</p></body></html>"
SITE = Site(
    {
        "index.html": PAGE,
        "notes/disc/index.html": PAGE,
        "notes/bandscheibe-größe/index.html": PAGE,
        "style.css": b"p { color: red }",
        "404.html": b"<p>Nowhere</p>",
    }
)
BARE = Site({"index.html": PAGE})


def ask(target: str, site: Site = SITE, base_path: str = "/") -> Answer:
    return answer(Edition(site, "run-1"), target, base_path)


def location(found: Answer) -> str:
    return dict(found.headers)["Location"]


@pytest.mark.parametrize(
    "target", ["/", "/?q=1", "/index.html", "/notes/disc/", "/notes/bandscheibe-gr%C3%B6%C3%9Fe/"]
)
def test_a_page_is_found_at_its_url(target: str) -> None:
    found = ask(target)
    assert found.status is HTTPStatus.OK
    assert dict(found.headers)["Content-Type"] == "text/html; charset=utf-8"
    assert b"<p>Disc</p>" in bytes(found.body)  # type: ignore[arg-type]


def test_a_path_in_raw_utf_8_is_understood_as_http_server_hands_it_on() -> None:
    target = "/notes/bandscheibe-größe/".encode().decode("latin-1")
    assert ask(target).status is HTTPStatus.OK


def test_a_file_that_is_no_page_is_served_as_it_is() -> None:
    assert ask("/style.css").body == b"p { color: red }"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/notes/disc", "/notes/disc/"),
        ("/notes/disc?a=b", "/notes/disc/?a=b"),
        ("/notes/bandscheibe-gr%C3%B6%C3%9Fe", "/notes/bandscheibe-gr%C3%B6%C3%9Fe/"),
    ],
)
def test_a_page_without_its_slash_leads_to_the_one_with_it(target: str, expected: str) -> None:
    found = ask(target)
    assert found.status is HTTPStatus.PERMANENT_REDIRECT
    assert location(found) == expected


@pytest.mark.parametrize(
    "target",
    [
        "/no",
        "/notes",
        "/notes/",
        "//style.css",
        "/../style.css",
        "/%2e%2e/etc/passwd",
        "/%ff",
        "*",
        "style.css",
        "http://localhost/",
    ],
)
def test_anything_else_gets_the_site_s_own_page_for_that_and_404(target: str) -> None:
    found = ask(target)
    assert found.status is HTTPStatus.NOT_FOUND
    assert b"Nowhere" in bytes(found.body)  # type: ignore[arg-type]


def test_a_site_without_such_a_page_still_says_404() -> None:
    found = ask("/no", BARE)
    assert (found.status, found.body) == (HTTPStatus.NOT_FOUND, b"There is no such page.\n")


@given(st.text(st.characters(max_codepoint=255, exclude_characters="\r\n")))
def test_whatever_is_asked_for_there_is_an_answer_and_never_a_way_off_the_site(target: str) -> None:
    found = ask(target)
    assert found.status in {HTTPStatus.OK, HTTPStatus.NOT_FOUND, HTTPStatus.PERMANENT_REDIRECT}
    assert not dict(found.headers).get("Location", "/").startswith("//")


class TestABasePath:
    def test_is_where_the_site_begins(self) -> None:
        assert ask("/garden/notes/disc/", base_path="/garden/").status is HTTPStatus.OK

    @pytest.mark.parametrize("target", ["/", "/garden"])
    def test_is_where_the_root_leads(self, target: str) -> None:
        assert location(ask(target, base_path="/garden/")) == "/garden/"

    @pytest.mark.parametrize("target", ["/notes/disc/", "/gardens/", "/index.html"])
    def test_is_needed(self, target: str) -> None:
        assert ask(target, base_path="/garden/").status is HTTPStatus.NOT_FOUND

    def test_is_kept_by_redirects(self) -> None:
        assert location(ask("/garden/notes/disc", base_path="/garden/")) == "/garden/notes/disc/"


class TestTheReloadScript:
    def test_is_added_before_the_end_of_the_body_of_pages(self) -> None:
        script = (
            b'<script src="/.headwater/reload.js" data-mark="run-1" data-url="/notes/disc/" defer></script>'
        )
        assert ask("/notes/disc/").body == PAGE.replace(b"</body>", script + b"</body>")

    def test_is_added_to_a_page_without_an_end_of_the_body(self) -> None:
        assert with_script(b"<p>a", "m", "/a/").startswith(b'<p>a<script src="')

    def test_is_not_added_to_anything_else(self) -> None:
        assert b"reload.js" not in bytes(ask("/style.css").body)  # type: ignore[arg-type]

    def test_gets_the_url_escaped(self) -> None:
        assert b'data-url="/&lt;&quot;/"' in with_script(PAGE, "m", '/<"/')

    def test_is_served_at_its_own_path_even_below_a_base_path(self) -> None:
        found = ask("/.headwater/reload.js", base_path="/garden/")
        assert dict(found.headers)["Content-Type"] == "text/javascript; charset=utf-8"
        assert b"EventSource" in bytes(found.body)  # type: ignore[arg-type]


class TestAttachments:
    def test_are_parts_of_files(self, tmp_path: Path) -> None:
        (tmp_path / "a.png").write_bytes(b"12345")
        found = ask("/img/a.png", Site({}, {"img/a.png": tmp_path / "a.png"}))
        assert found.body == FilePart(tmp_path / "a.png", 0, 5)
        assert dict(found.headers)["Content-Type"] == "image/png"

    def test_that_are_gone_are_not_found(self, tmp_path: Path) -> None:
        assert ask("/a.png", Site({}, {"a.png": tmp_path / "a.png"})).status is HTTPStatus.NOT_FOUND

    @pytest.mark.parametrize(("name", "has_policy"), [("a.svg", True), ("a.pdf", False)])
    def test_have_the_policy_unless_the_browser_s_own_viewer_shows_them(
        self, name: str, tmp_path: Path, *, has_policy: bool
    ) -> None:
        (tmp_path / name).write_bytes(b"")
        found = ask(f"/{name}", Site({}, {name: tmp_path / name}))
        assert (("Content-Security-Policy", WHOLE) in found.headers) is has_policy


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("a.html", "text/html; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("a/graph.JSON", "application/json; charset=utf-8"),
        ("a.svg", "image/svg+xml; charset=utf-8"),
        ("a.jpg", "image/jpeg"),
        ("a.mp4", "video/mp4"),
        ("a.webp", "image/webp"),
        ("CNAME", "application/octet-stream"),
    ],
)
def test_the_type_of_a_file_follows_from_its_name(place: str, expected: str) -> None:
    assert media_type(place) == expected


class TestWhatTheBrowserHas:
    def test_is_not_sent_again(self) -> None:
        found = ask("/style.css")
        etag = dict(found.headers)["ETag"]
        for tags in (etag, f'W/{etag}, "other"', "*"):
            assert as_asked(found, {"if-none-match": tags}) == Answer(
                HTTPStatus.NOT_MODIFIED, (("ETag", etag),)
            )

    def test_is_sent_again_if_it_differs(self) -> None:
        found = ask("/style.css")
        assert as_asked(found, {"if-none-match": '"other"'}) == found

    def test_does_not_hide_that_a_page_is_missing(self) -> None:
        assert as_asked(ask("/no"), {"if-none-match": "*"}).status is HTTPStatus.NOT_FOUND


class TestARangeOfBytes:
    @pytest.mark.parametrize(
        ("asked", "start", "stop"),
        [
            ("bytes=0-1", 0, 2),
            ("bytes=2-", 2, 10),
            ("bytes=-3", 7, 10),
            ("bytes=5-99", 5, 10),
            ("bytes=-99", 0, 10),
        ],
    )
    def test_is_sent_alone(self, asked: str, start: int, stop: int, tmp_path: Path) -> None:
        (tmp_path / "a.mp4").write_bytes(b"0123456789")
        whole = ask("/a.mp4", Site({"b.mp4": b"0123456789"}, {"a.mp4": tmp_path / "a.mp4"}))
        part = as_asked(whole, {"range": asked})
        assert part.status is HTTPStatus.PARTIAL_CONTENT
        assert part.body == FilePart(tmp_path / "a.mp4", start, stop - start)
        assert ("Content-Range", f"bytes {start}-{stop - 1}/10") in part.headers

    def test_of_a_page_in_memory_is_sent_alone(self) -> None:
        assert as_asked(ask("/style.css"), {"range": "bytes=0-1"}).body == b"p "

    def test_beyond_the_end_is_an_error(self) -> None:
        part = as_asked(ask("/style.css"), {"range": "bytes=99-"})
        assert part.status is HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
        assert part.headers == (("Content-Range", "bytes */16"),)

    @pytest.mark.parametrize(
        "asked",
        [
            "bytes=0-1,3-4",
            "lines=0-1",
            "bytes",
            "bytes=-",
            "bytes=a-b",
            "bytes=1",
            "bytes=" + "9" * 9_999 + "-",
        ],
    )
    def test_that_is_none_we_know_gives_the_whole(self, asked: str) -> None:
        assert as_asked(ask("/style.css"), {"range": asked}) == ask("/style.css")

    def test_of_an_older_state_gives_the_whole(self) -> None:
        request = {"range": "bytes=0-1", "if-range": '"older"'}
        assert as_asked(ask("/style.css"), request) == ask("/style.css")
