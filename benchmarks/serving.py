"""How long a change takes to show in a running preview: from saving a note to its page with the new words."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from random import Random

from contestants import headwater_command, hugo_binary
from measure import RunError, wait
from memory import MemoryWatch, family_of
from vault_edits import Edit, VaultEdits, place_of

HOST = "127.0.0.1"

PAUSE = 0.005
"""Seconds between two requests. A server that answers is also one that draws the page, so not fewer."""

PATIENCE = 300.0
"""Seconds after which a page that does not come is given up."""

QUIET = 0.3
"""Seconds for which a server must have done nothing before the next edit."""

IDLE = 0.02
"""Seconds of processor time that are nothing: a server looks now and then for what there is to do."""

SERVER_LOOKS = 0.5
"""Seconds between two looks at the memory of a server."""

_TITLE = re.compile(r"^# .*$", re.MULTILINE)
_ROW = re.compile(r"^\| \[[^]]*\]\(/research/insights/([^)/]+)/\)", re.MULTILINE)


@dataclass(slots=True)
class Preview:
    """A server of previews, and what was seen of it."""

    name: str

    command: Callable[[int], Sequence[str]]
    """What starts it on a port."""

    edit: Callable[[], Edit]
    """Saves a change of one note."""

    ready: float = 0.0
    """Seconds until it answered the first time."""

    edits: list[float] = field(default_factory=list)
    """Seconds until each edit showed."""

    memory: int = 0
    """The most that it held, in bytes."""


def headwater_preview(vault: Path, edits: VaultEdits) -> Preview:
    """Headwater's preview of a vault, as it is without options."""
    command = [*headwater_command(), "serve", str(vault), "--quiet", "--port"]
    return Preview("headwater serve", lambda port: [*command, str(port)], edits.edit)


def hugo_preview(site: Path, seed: int, *, everywhere: bool = False) -> Preview:
    """Hugo's preview of a site, which no other preview may watch.

    Args:
        site: The site, with tables in Markdown.
        seed: Another number, another order of edits.
        everywhere: Whether an edit also changes the tables that quote the claim, as Headwater does by itself.

    Raises:
        RunError: Hugo is not installed.
    """
    kept = site.with_name(f"{site.name}-cache")
    flags = ("--quiet", "--noBuildLock", "--source", str(site), "--cacheDir", str(kept), "--bind", HOST)
    command = [str(hugo_binary()), "server", *flags, "--port"]
    quotes = _quotes(site / "content") if everywhere else {}
    notes = sorted((site / "content" / "research" / "insights").iterdir())
    Random(seed).shuffle(notes)
    return Preview(
        "hugo server, tables edited too" if everywhere else "hugo server",
        lambda port: [*command, str(port)],
        lambda: _reword(note := notes.pop(), quotes.get(note.stem, ())),
    )


def _quotes(content: Path) -> dict[str, list[Path]]:
    """The content files that have an insight in a table, by its name."""
    quotes: dict[str, list[Path]] = {}
    for file in content.rglob("*.md"):
        for stem in dict.fromkeys(_ROW.findall(file.read_text(encoding="utf-8"))):
            quotes.setdefault(stem, []).append(file)
    return quotes


def _reword(note: Path, quoting: Iterable[Path]) -> Edit:
    """Give the title of a content file some more words, and the rows of other files that quote it."""
    words = f" as told in {note.stem}."
    row = re.compile(rf"^\| \[[^]]*\]\({re.escape(place_of(note))}\) .*(?= \|$)", re.MULTILINE)
    for file in quoting:
        _put_at_end(file, row, words)
    _put_at_end(note, _TITLE, words)
    return Edit(place_of(note), words)


def _put_at_end(file: Path, line: re.Pattern[str], words: str) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(line.sub(lambda match: match[0] + words, text), encoding="utf-8", newline="\n")


def run_previews(previews: Sequence[Preview], edits: int) -> None:
    """Start all previews, edit in turn, and end them.

    Raises:
        RunError: One does not answer, or an edit does not show.
    """
    with ExitStack() as stack:
        running = [stack.enter_context(_running(preview)) for preview in previews]
        for _ in range(edits):
            for server in running:
                server.see_an_edit()


@contextmanager
def _running(preview: Preview) -> Iterator[_Server]:
    """A preview that answers; it is ended, and its memory known, when the block ends."""
    port = _free_port()
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            preview.command(port), stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT
        )
        with MemoryWatch(process.pid, SERVER_LOOKS) as watch:
            try:
                server = _Server(preview, process, port)
                server.wait_for("/", "")
                preview.ready = time.perf_counter() - started
                yield server
            finally:
                if process.returncode is None:
                    process.send_signal(signal.SIGINT)
                    preview.memory = max(wait(process).memory, watch.peak)


class _Server:
    """A preview that runs."""

    def __init__(self, preview: Preview, process: subprocess.Popen[bytes], port: int) -> None:
        self._preview = preview
        self._process = process
        self._connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)

    def see_an_edit(self) -> None:
        """Save a change once the server does nothing, and keep how long the page took to show it.

        The page is asked for every few milliseconds. What a browser would add, to be told that the page
        changed and to draw it, is the same for all.
        """
        self._wait_until_idle()
        started = time.perf_counter()
        edit = self._preview.edit()
        self.wait_for(edit.place, edit.words)
        self._preview.edits.append(time.perf_counter() - started)

    def wait_for(self, place: str, words: str) -> None:
        """Ask for a page until it has these words.

        Raises:
            RunError: The server has ended, or takes too long.
        """
        waited_until = time.monotonic() + PATIENCE
        while (page := self._page(place)) is None or words not in page:
            if self._process.poll() is not None or time.monotonic() > waited_until:
                raise RunError(f"{self._preview.name} does not show {words!r} at {place}")
            time.sleep(PAUSE)

    def _page(self, place: str) -> str | None:
        """The page at a place; None while there is none."""
        try:
            self._connection.request("GET", place)
            answer = self._connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            return None
        return text if answer.status == HTTPStatus.OK else None

    def _wait_until_idle(self) -> None:
        """Wait until the server has used next to no processor for a while; unseen, just a while."""
        given_up_at = time.monotonic() + PATIENCE
        before = -1.0
        while (now := _processor_time(self._process.pid)) - before > IDLE and time.monotonic() < given_up_at:
            before = now
            time.sleep(QUIET)


def _processor_time(pid: int) -> float:
    """Seconds of processor time that a process and its descendants took, to the tick of the kernel."""
    ticks = 0
    for one in family_of(pid):
        try:
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((HOST, 0))
        port: int = one.getsockname()[1]
    return port
