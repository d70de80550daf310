"""One preview from its start to Ctrl-C: build, serve, watch, rebuild."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable, Collection
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from headwater.errors import HeadwaterError
from headwater.preview.editions import Editions
from headwater.preview.server import PreviewServer
from headwater.preview.watch import Watcher
from headwater.site.files import Site

_ATTENTION = 0.2
"""Seconds after which Ctrl-C and `stop` are noticed at the latest; Windows needs us to look up for them."""


@dataclass(frozen=True, slots=True)
class PreviewOptions:
    """How to serve a preview."""

    host: str = "127.0.0.1"
    """The name or address to listen on; the default can be reached from this machine alone."""

    port: int | None = None
    """The port; None for the first free one from 8765, 0 for any."""

    base_path: str = "/"
    """What the links of the site begin with."""

    allowed_hosts: tuple[str, ...] = ()
    """Names to answer to besides this machine's own, such as that of a proxy in front."""

    ignored: tuple[Path, ...] = ()
    """Folders in the vault whose changes do not matter, such as the output folder."""

    watch: bool = True
    """Whether to rebuild when the vault changes."""

    on_change: Callable[[Collection[str]], None] = lambda _paths: None
    """Called before a rebuild with the paths of what has changed, as far as was noticed. Once nothing has
    changed for a moment there is a rebuild of which this is not told, as more may have than was noticed."""

    beside: Callable[[], object] = lambda: None
    """Tells the state of what decides the site and lies where nothing is watched; asked again and again."""


@dataclass(frozen=True, slots=True)
class Rebuild:
    """How a rebuild went."""

    seconds: float
    """How long it took."""

    changed: frozenset[str] = frozenset()
    """The URLs that differ."""

    error: Exception | None = None
    """What stopped it: a `HeadwaterError` is to be shown, anything else is a bug and was."""


DEFAULT = PreviewOptions()


def serve(
    build: Callable[[], Site],
    root: Path,
    options: PreviewOptions = DEFAULT,
    *,
    on_ready: Callable[[str], None],
    on_rebuild: Callable[[Rebuild], None],
    stop: threading.Event | None = None,
) -> None:
    """Serve a site and keep it up to date, until Ctrl-C or until `stop` is set.

    Args:
        build: Makes the site from the vault as it is now.
        root: The vault.
        options: How to serve it.
        on_ready: Called with the URL once the first build is served.
        on_rebuild: Called after each later build.
        stop: Ends the preview when set.

    Raises:
        UsageError: The port is in use, or there is no such host.
        VaultError: The vault cannot be watched.
        HeadwaterError: The first build fails.
    """
    ended = stop or threading.Event()
    base_path = f"/{options.base_path.strip('/')}/".replace("//", "/")
    with ExitStack() as stack:
        editions = Editions(base_path)
        server = PreviewServer(
            editions,
            host=options.host,
            port=options.port,
            base_path=base_path,
            allowed_hosts=options.allowed_hosts,
        )
        stack.callback(server.close)
        # Built before there is a second thread, as only then the work can be split among processes.
        editions.publish(build())
        beside = options.beside()
        watcher = stack.enter_context(Watcher(root, options.ignored)) if options.watch else None
        server.start()
        on_ready(server.url)
        with suppress(KeyboardInterrupt):
            certain = False  # something may have changed before changes were noticed
            while not ended.is_set():
                if watcher is None:
                    ended.wait(_ATTENTION)
                elif watcher.wait(_ATTENTION):
                    options.on_change(watcher.changed)
                    on_rebuild(rebuild(build, editions))
                    certain = False
                elif beside != (now := options.beside()):
                    beside = now
                    on_rebuild(rebuild(build, editions))
                elif not certain:
                    missed = rebuild(build, editions)
                    if missed.changed or missed.error:
                        on_rebuild(missed)
                    certain = True


def rebuild(build: Callable[[], Site], editions: Editions) -> Rebuild:
    """Build the site anew and publish it; if that fails, keep the last one and tell the browsers why."""
    started = time.perf_counter()
    try:
        changed = editions.publish(build())
    except HeadwaterError as error:
        editions.report(error.message, error.hint)
        return Rebuild(time.perf_counter() - started, error=error)
    except Exception as error:  # noqa: BLE001 - a bug, shown as such; the next change may well avoid it
        traceback.print_exc()
        editions.report("Headwater failed: this is a bug in it.", "The terminal shows where.")
        return Rebuild(time.perf_counter() - started, error=error)
    return Rebuild(time.perf_counter() - started, changed)
