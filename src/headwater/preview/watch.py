"""Notice when something in the vault changes."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from headwater.errors import VaultError
from headwater.vault.scan import IGNORED_FOLDERS

# What editors put beside a file while they save it: Emacs, Vim, JetBrains, Office, and many others.
_TEMPORARY = re.compile(r"~$|^#.*#$|^4913$|^~\$|\.(?:swp|swx|tmp|temp|part|crswap|crdownload)$|___jb_\w+___$")


class Watcher:
    """Watches a vault in a thread of its own; a context manager that watches when its block begins."""

    def __init__(self, root: Path, ignored: Iterable[Path] = ()) -> None:
        """Prepare to watch.

        Args:
            root: The vault.
            ignored: Folders and files whose changes do not matter, such as the output folder.
        """
        self._root = os.path.realpath(root)
        self._ignored = tuple(os.path.realpath(path) for path in ignored)
        self._changed = threading.Event()
        self._stop = _Stop()
        self._failure: VaultError | None = None
        self._paths: set[str] = set()
        self.changed: frozenset[str] = frozenset()
        """The paths of what had changed when `wait` returned last."""

        self._thread = threading.Thread(target=self._run, name="preview-watch")

    def __enter__(self) -> Self:
        """Return once every later change will be noticed.

        Raises:
            VaultError: The operating system refuses to watch.
        """
        self._thread.start()
        self._stop.asked.wait()
        if self._failure:
            raise self._failure
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.wanted.set()
        self._thread.join()

    def wait(self, timeout: float) -> bool:
        """Wait until something has changed since the last time that was said; False if nothing has.

        What it was, `changed` tells until the next call.

        Raises:
            VaultError: The vault can no longer be watched.
        """
        changed = self._changed.wait(timeout)
        self._changed.clear()
        # In this order: what changes now is told again.
        self.changed, self._paths = frozenset(self._paths), set()
        if self._failure:
            raise self._failure
        return changed

    def matters(self, path: str) -> bool:
        """Say whether a change of this path can change the site."""
        if any(path == ignored or path.startswith(ignored + os.sep) for ignored in self._ignored):
            return False
        parts = Path(path.removeprefix(self._root).lstrip(os.sep)).parts
        if not parts or any(part.startswith(".") or part in IGNORED_FOLDERS for part in parts):
            return False
        return not _TEMPORARY.search(parts[-1])

    def _run(self) -> None:
        try:
            try:
                self._watch(passing_over_unreadable=False)
            except PermissionError:
                # Only now: watchfiles then passes over every other failure as well.
                self._watch(passing_over_unreadable=True)
        except (OSError, RuntimeError) as error:
            # The second is what watchfiles raises where the system's error has no better name in Python.
            self._failure = VaultError(
                f"changes in {self._root!r} cannot be watched: {error}",
                hint="set WATCHFILES_FORCE_POLLING=true, or serve without watching",
            )
            self._changed.set()
        finally:
            self._stop.asked.set()

    def _watch(self, *, passing_over_unreadable: bool) -> None:
        # Imported here because only a preview watches, and the import is slow.
        import watchfiles  # noqa: PLC0415

        for changes in watchfiles.watch(
            self._root,
            watch_filter=lambda _change, path: self.matters(path),
            debounce=1_000,
            # An editor's save is over within this time; it is a part of what a writer waits for.
            step=20,
            stop_event=self._stop,
            rust_timeout=0,
            ignore_permission_denied=passing_over_unreadable,
        ):
            self._paths.update(path for _, path in changes)
            self._changed.set()


class _Stop:
    """What `watchfiles` asks whether to stop, again and again from when it has begun to watch."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.wanted = threading.Event()

    def is_set(self) -> bool:
        """Say whether to stop."""
        self.asked.set()
        return self.wanted.is_set()
