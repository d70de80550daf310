"""A preview from its start to its end."""

from __future__ import annotations

import threading
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from headwater.errors import PublicationError, UsageError, VaultError
from headwater.preview import PreviewOptions, Rebuild, serve
from headwater.preview.editions import Editions
from headwater.preview.server import PreviewServer
from headwater.preview.session import rebuild
from headwater.site.files import Site

PATIENCE = 30.0
ANY_PORT = PreviewOptions(port=0)
UNWATCHED = PreviewOptions(port=0, watch=False)


def site_of(vault: Path) -> Callable[[], Site]:
    """A build whose only page is the text of a note."""
    return lambda: Site({"index.html": (vault / "note.md").read_bytes()})


def never(done: Rebuild) -> None:
    pytest.fail(f"rebuilt: {done}")


def fetch(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=PATIENCE) as response:
        return bytes(response.read())


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    (tmp_path / "note.md").write_text("old", encoding="utf-8")
    return tmp_path


def test_a_change_in_the_vault_is_built_and_served(vault: Path) -> None:
    stop = threading.Event()
    urls: list[str] = []
    pages: list[bytes] = []

    def ready(url: str) -> None:
        urls.append(url)
        pages.append(fetch(url))
        (vault / "note.md").write_text("new", encoding="utf-8")

    def rebuilt(done: Rebuild) -> None:
        # An editor's save can arrive as two changes, of which the first finds the file still empty.
        pages.append(fetch(urls[0]))
        if pages[-1].startswith(b"new"):
            stop.set()
        assert done.error is None

    serve(site_of(vault), vault, ANY_PORT, on_ready=ready, on_rebuild=rebuilt, stop=stop)
    assert pages[0].startswith(b"old")
    assert pages[-1].startswith(b"new")


def test_ctrl_c_ends_it_without_an_error_and_with_all_its_threads(vault: Path) -> None:
    before = set(threading.enumerate())
    builds = iter([Site({})])

    def build() -> Site:
        for site in builds:
            return site
        raise KeyboardInterrupt

    def touch(_url: str) -> None:
        (vault / "note.md").write_text("new", encoding="utf-8")

    serve(build, vault, ANY_PORT, on_ready=touch, on_rebuild=lambda done: None)
    assert set(threading.enumerate()) == before


def test_it_ends_when_told_to_even_if_it_does_not_watch(vault: Path) -> None:
    stop = threading.Event()
    urls = []

    def ready(url: str) -> None:
        urls.append(url)
        stop.set()

    serve(site_of(vault), vault, UNWATCHED, on_ready=ready, on_rebuild=never, stop=stop)
    assert urls[0].startswith("http://127.0.0.1:")


@pytest.mark.parametrize(
    ("given", "path"), [("/", "/"), ("", "/"), ("garden", "/garden/"), ("/a/b", "/a/b/"), ("/a/b/", "/a/b/")]
)
def test_a_base_path_is_understood_however_its_slashes_are_written(
    given: str, path: str, vault: Path
) -> None:
    stop = threading.Event()
    urls = []

    def ready(url: str) -> None:
        urls.append(url.partition("://")[2])
        stop.set()

    options = PreviewOptions(port=0, watch=False, base_path=given)
    serve(site_of(vault), vault, options, on_ready=ready, on_rebuild=never, stop=stop)
    assert urls[0][urls[0].index("/") :] == path


def test_a_first_build_that_fails_is_the_caller_s_to_tell_and_leaves_no_thread(vault: Path) -> None:
    before = set(threading.enumerate())

    def build() -> Site:
        raise PublicationError("nothing is marked for publication")

    with pytest.raises(PublicationError):
        serve(build, vault, ANY_PORT, on_ready=pytest.fail, on_rebuild=never)
    assert set(threading.enumerate()) == before


def test_a_taken_port_is_told_before_anything_is_built(vault: Path) -> None:
    taken = PreviewServer(Editions(), port=0)
    options = PreviewOptions(port=taken.port)
    with pytest.raises(UsageError):
        serve(lambda: pytest.fail("built"), vault, options, on_ready=pytest.fail, on_rebuild=never)
    taken.close()


def test_a_vault_that_cannot_be_watched_ends_it(tmp_path: Path) -> None:
    with pytest.raises(VaultError):
        serve(lambda: Site({}), tmp_path / "no", ANY_PORT, on_ready=pytest.fail, on_rebuild=never)


class TestARebuild:
    def test_publishes_the_new_site_and_says_what_differs(self) -> None:
        editions = Editions()
        done = rebuild(lambda: Site({"a/index.html": b"a"}), editions)
        assert done.changed == {"/a/"}
        assert done.error is None
        assert editions.current.site.pages == {"a/index.html": b"a"}

    def test_that_fails_for_a_mistake_keeps_the_old_site_and_tells_the_browsers(self) -> None:
        editions = Editions()
        editions.publish(site := Site({"a/index.html": b"a"}))
        error = PublicationError("two notes claim /a/", hint="change one")

        def build() -> Site:
            raise error

        done = rebuild(build, editions)
        assert (done.changed, done.error) == (frozenset(), error)
        assert editions.current.site is site
        assert '{"message": "two notes claim /a/", "hint": "change one"}' in next(editions.news(""))

    def test_that_fails_for_a_bug_shows_its_traceback_and_the_preview_goes_on(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        editions = Editions()
        done = rebuild(lambda: Site({"a": bytes(1 // 0)}), editions)
        assert isinstance(done.error, ZeroDivisionError)
        assert "ZeroDivisionError" in capsys.readouterr().err
        assert "this is a bug" in next(editions.news(""))
        assert rebuild(lambda: Site({}), editions).error is None
