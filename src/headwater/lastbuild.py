"""The last build of a website, remembered so that it need not be repeated when nothing has changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
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
from headwater.site.folders import Frame, are_as_made, frame_of, real_folders, touched
from headwater.site.manifest import Fingerprint, WriteReport
from headwater.site.places import LOCK_NAME, STAGING_NAME, folders_of
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
    places: str
    """Every file of the site, by its place: with a null character between two, as that is in none."""

    sizes: list[int]
    digests: bytes
    """Their fingerprints, one after the other."""

    frame: Frame
    """The folders that tell whether all are what they were."""

    published: int
    withheld: int
    problems: list[Problem]


_DIGEST = 16
"""Bytes of a fingerprint."""

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
        written = WriteReport(0, len(build.sizes), 0)
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
        output, files = os.path.realpath(report.output), report.written.files
        build = _Build(
            vault=_fingerprint(self._look),
            repository=self._look.repository,
            output=output,
            manifest=_stamp(output),
            places="\0".join(files),
            sizes=[size for _, size in files.values()],
            digests=bytes.fromhex("".join([digest for digest, _ in files.values()])),
            frame=frame_of(folders_of(files)),
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
    places = build.places.split("\0") if build.places else []
    try:
        if not are_as_made(build.output, build.frame, written_ns):
            folders = folders_of(places)
            if real_folders(build.output, folders, written_ns) != folders:
                return False
        changed = touched(build.output, places, build.sizes, written_ns)
        return not changed or _hold(build, {place: at for at, place in enumerate(places)}, changed)
    except OSError:
        return False


def _hold(build: _Build, numbers: Mapping[str, int], places: Iterable[str]) -> bool:
    """Whether files of a site hold what they did, whatever happened to them.

    Args:
        build: The build that wrote it.
        numbers: The number of each of its files.
        places: Those files.
    """
    disk = Disk(Path(build.output))
    for place in places:
        at = numbers[place]
        digest = build.digests[at * _DIGEST : (at + 1) * _DIGEST].hex()
        if not disk.holds(place, Fingerprint(digest, build.sizes[at])):
            return False
    return True
