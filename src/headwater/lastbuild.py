"""The last build of a website, remembered so that it need not be repeated when nothing has changed."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import msgspec
import xxhash

from headwater.cache import Cache
from headwater.lazy import DAMAGED
from headwater.looking import Look
from headwater.problems import Problem
from headwater.reports import BuildReport
from headwater.scope import Scope
from headwater.site.folders import real_folders
from headwater.site.manifest import Fingerprint, WriteReport
from headwater.site.places import LOCK_NAME, STAGING_NAME, folders_of
from headwater.vault.scan import MANIFEST_NAME, UNSETTLED, Stamp, VaultFiles, settled


class _Build(msgspec.Struct, frozen=True, array_like=True):
    """A build that has ended."""

    vault: bytes
    """The fingerprint of the vault's files, as the file system told of them."""

    repository: str
    output: str
    manifest: Stamp
    files: dict[str, Fingerprint]
    """Every file of the site, by its place."""

    published: int
    withheld: int
    problems: list[Problem]


_DECODER = msgspec.msgpack.Decoder(_Build)


class LastBuild:
    """What the cache of a vault remembers of the last build of one scope and configuration."""

    def __init__(self, look: Look, scope: Scope) -> None:
        """Look at the cache of a vault.

        Args:
            look: What is in the vault's folder.
            scope: Which notes the website shows.
        """
        self._look = look
        self._cache = Cache(look.root)
        self._name = f"last-{scope.name}"

    def report(self, output: Path) -> BuildReport | None:
        """What a build would report that has nothing to do; None where there may be something.

        Args:
            output: Where the site belongs.
        """
        build = self._load()
        if (
            build is None
            or build.vault != _fingerprint(self._look.files)
            or build.repository != self._look.repository
            or build.output != os.path.realpath(output)
            or not _stands(build)
        ):
            return None
        written = WriteReport(0, len(build.files), 0)
        return BuildReport(output, build.published, build.withheld, written, tuple(build.problems))

    def remember(self, report: BuildReport) -> None:
        """Remember a build, unless a file may be another at the next one without a change that shows.

        Args:
            report: What the build did.
        """
        files = self._look.files
        stamps = (file.stamp for file in (*files.notes, *files.canvases, *files.attachments))
        if report.not_kept or any(settled(stamp, self._look.taken_ns) == UNSETTLED for stamp in stamps):
            return
        if any(found.code == "unreadable-file" for found in report.problems):
            return
        output = os.path.realpath(report.output)
        build = _Build(
            vault=_fingerprint(files),
            repository=self._look.repository,
            output=output,
            manifest=_stamp(output),
            files=dict(report.written.files),
            published=report.published,
            withheld=report.withheld,
            problems=list(report.problems),
        )
        self._cache.save(self._name, self._look.key + msgspec.msgpack.encode(build))

    def _load(self) -> _Build | None:
        data = self._cache.load(self._name)
        key = self._look.key
        if data is None or data[: len(key)] != key:
            return None
        try:
            return _DECODER.decode(data[len(key) :])
        except DAMAGED:
            return None


def _fingerprint(files: VaultFiles) -> bytes:
    groups = (files.notes, files.canvases, files.attachments)
    told = [[(file.path, file.stamp) for file in group] for group in groups]
    return xxhash.xxh3_128_digest(msgspec.msgpack.encode((told, files.problems)))


def _stamp(output: str) -> Stamp:
    """The stamp of the manifest in an output folder; one that says nothing where there is none."""
    try:
        status = os.lstat(f"{output}{os.sep}{MANIFEST_NAME}")
    except OSError:
        return UNSETTLED
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def _stands(build: _Build) -> bool:
    """Whether all files of a site are there, and nothing happened to any since its manifest was written."""
    stamp = _stamp(build.output)
    if stamp == UNSETTLED or stamp != build.manifest:
        return False
    _, written_ns, _, _ = stamp
    if any(os.path.lexists(f"{build.output}{os.sep}{name}") for name in (LOCK_NAME, STAGING_NAME)):
        return False  # of a build that goes on, or that was killed: then what it staged must go
    folders = folders_of(build.files)
    return real_folders(build.output, folders, written_ns) == folders and all(
        _holds(f"{build.output}{os.sep}{place}", fingerprint, written_ns)
        for place, fingerprint in build.files.items()
    )


def _holds(path: str, fingerprint: Fingerprint, written_ns: int) -> bool:
    """Whether a file has its content, which is looked at only if something happened to it since a moment."""
    try:
        status = os.lstat(path)
        if status.st_size != fingerprint.size or not stat.S_ISREG(status.st_mode):
            return False
        if status.st_mtime_ns < written_ns and status.st_ctime_ns < written_ns:
            return True
        return Fingerprint.of_file(path) == fingerprint
    except OSError:
        return False
