"""The last build of a website, remembered so that it need not be repeated when nothing has changed."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import xxhash

from headwater.cache import Cache
from headwater.lazy import decoded
from headwater.looking import Look
from headwater.problems import Problem
from headwater.reports import BuildReport
from headwater.scope import Scope
from headwater.site.disk import Disk
from headwater.site.manifest import Fingerprint, Manifest, WriteReport
from headwater.site.places import LOCK_NAME, STAGING_NAME
from headwater.vault.scan import MANIFEST_NAME, UNSETTLED, Stamp, stamp_of_file

PASSING = frozenset({"unreadable-file", "library-not-converted", "style-not-used", "not-formatted"})
"""Problems that may be over at the next build although no file of the vault has changed: whoever installs
pandoc or a style wants to see them gone."""


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
        build = decoded(_DECODER, self._cache.load(self._name, self._look.key))
        if (
            build is None
            or build.vault != _fingerprint(self._look)
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
        if report.not_kept or not self._look.is_settled(self._look.taken_ns):
            return
        if any(found.code in PASSING for found in report.problems):
            return
        output = os.path.realpath(report.output)
        build = _Build(
            vault=_fingerprint(self._look),
            repository=self._look.repository,
            output=output,
            manifest=_stamp(output),
            files=dict(report.written.files),
            published=report.published,
            withheld=report.withheld,
            problems=list(report.problems),
        )
        self._cache.save(self._name, self._look.key + msgspec.msgpack.encode(build))


def _fingerprint(look: Look) -> bytes:
    files = look.files
    groups = (files.notes, files.canvases, files.attachments, look.beside)
    told = [[(file.path, file.stamp) for file in group] for group in groups]
    return xxhash.xxh3_128_digest(msgspec.msgpack.encode((told, files.problems)))


def _stamp(output: str) -> Stamp:
    """The stamp of the manifest in an output folder; one that says nothing where there is none."""
    return stamp_of_file(f"{output}{os.sep}{MANIFEST_NAME}") or UNSETTLED


def _stands(build: _Build) -> bool:
    """Whether all files of a site are there, and nothing happened to any since its manifest was written."""
    stamp = _stamp(build.output)
    if stamp == UNSETTLED or stamp != build.manifest:
        return False
    if any(os.path.lexists(f"{build.output}{os.sep}{name}") for name in (LOCK_NAME, STAGING_NAME)):
        return False  # of a build that goes on, or that was killed: then what it staged must go
    _, written_ns, _, _ = stamp
    disk, manifest = Disk(Path(build.output)), Manifest(build.files, written_ns=written_ns)
    disk.trust(manifest)
    try:
        return all(disk.holds(place, wanted, manifest) for place, wanted in build.files.items())
    except OSError:
        return False
