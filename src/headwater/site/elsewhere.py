"""Pages drawn by an executor: by threads, by other processes, by other machines.

Its workers need nothing of this machine but the packages that are installed here, in the same versions. Each
task brings the site's ingredients and the places of some pages; a worker unpacks those of one site once.
"""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from math import ceil
from pathlib import Path

import msgspec
import xxhash

from headwater._version import __version__
from headwater.errors import UsageError
from headwater.site.files import DrawnShare, Site
from headwater.site.ingredients import Ingredients, unpacked
from headwater.site.pages import site_of

SIZE = 200
"""Pages in a share. Each share brings all ingredients along, so they are not very small …"""

MOST = 64
"""… and there are never more than these, however large a site is."""

DRAWN_BY = ("math-core", "minijinja", "msgspec", "nh3", "pygments", "pyromark")
"""The packages that decide a page's bytes, beside Headwater itself."""

_DRAWS = ("*.py", "site/templates/*", "site/assets/*.*", "site/assets/*/*.*")
"""The files of Headwater itself that do: between two versions they change, while the version does not."""

Program = dict[str, str]
"""What decides a page's bytes beside its ingredients: names of programs with their versions."""

_SHARE = msgspec.msgpack.Decoder(DrawnShare)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Draws the pages of a site by an executor."""

    executor: Executor
    ingredients: Callable[[], bytes]
    """Packs the site's ingredients; called once there is something to draw."""

    def __call__(self, places: Sequence[str]) -> Generator[DrawnShare]:
        """Draw the pages at some places.

        Raises:
            Exception: Whatever a worker raised, or the executor when a worker died.
        """
        waiting: deque[Future[bytes]] = deque()
        try:
            waiting.extend(self._tasks(places))
            while waiting:
                # Its future is let go of before the next is waited for: all pages would fill the memory.
                yield _SHARE.decode(waiting.popleft().result())
        finally:
            for future in waiting:
                future.cancel()

    def _tasks(self, places: Sequence[str]) -> Iterator[Future[bytes]]:
        ingredients = self.ingredients()
        key = xxhash.xxh3_128_digest(ingredients)
        count = min(MOST, ceil(len(places) / SIZE))
        # Neighbours cost alike (all pages of tags are long): shares of every so manieth one do, too.
        for first in range(count):
            yield self.executor.submit(draw_share, program(), key, ingredients, places[first::count])


def draw_share(wanted: Program, key: bytes, ingredients: bytes, places: Sequence[str]) -> bytes:
    """Draw some pages; what a worker does.

    Args:
        wanted: What the pages must be drawn by, as `program` tells it where they are wanted.
        key: The fingerprint of the ingredients.
        ingredients: All that the site is drawn from.
        places: The pages.

    Returns:
        A `DrawnShare`, as MessagePack.

    Raises:
        UsageError: This process would draw them by something else.
    """
    if wanted != program():
        raise _unlike(wanted)
    site = _LAST.site(key, ingredients)
    pages = {place: site.drawn(place) or b"" for place in places}
    drawn_from = {place: site.drawn_from.pop(place) for place in places if place in site.drawn_from}
    return msgspec.msgpack.encode(DrawnShare(pages, drawn_from))


class _Last:
    """The site that this process drew pages of last.

    Its ingredients are unpacked once. What draws them is made once for each thread: it remembers what it is
    asked while it draws a page, and another thread's page would get in between.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._key = b""
        self._ingredients: Ingredients | None = None
        self._own = threading.local()

    def site(self, key: bytes, ingredients: bytes) -> Site:
        """The site of these ingredients, drawn by nobody but this thread."""
        if getattr(self._own, "key", None) != key:
            self._own.site, self._own.key = site_of(self._unpacked(key, ingredients)), key
        site: Site = self._own.site
        return site

    def _unpacked(self, key: bytes, ingredients: bytes) -> Ingredients:
        with self._lock:
            if self._ingredients is None or self._key != key:
                self._ingredients, self._key = unpacked(ingredients), key
            return self._ingredients


_LAST = _Last()


@lru_cache(maxsize=1)
def program() -> Program:
    """What this process draws pages by."""
    own = Path(__file__).parents[1]
    state = xxhash.xxh3_64()
    for path in sorted(path for kind in _DRAWS for path in own.rglob(kind)):
        state.update(f"{path.relative_to(own).as_posix()}\0".encode())
        state.update(path.read_bytes())
    python = ".".join(map(str, sys.version_info[:2]))
    others = {name: version(name) for name in DRAWN_BY}
    return {"Headwater": f"{__version__} ({state.hexdigest()})", "Python": python, **others}


def _unlike(wanted: Program) -> UsageError:
    here = program()
    names = [name for name in {**wanted, **here} if wanted.get(name) != here.get(name)]
    found = ", ".join(f"{name} {here.get(name)} in place of {wanted.get(name)}" for name in names)
    return UsageError(
        f"a worker of the executor would draw other pages than this machine, with {found}",
        hint="install the same versions of Python, Headwater and its dependencies on all machines",
    )
