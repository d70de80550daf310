"""The last build of a website, remembered so that it need not be repeated when nothing has changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
import xxhash

from headwater.cache import Cache
from headwater.config import Config
from headwater.lazy import decoded
from headwater.looking import Look, key_of
from headwater.problems import Problem
from headwater.reports import BuildReport
from headwater.scope import Scope
from headwater.site.disk import Disk
from headwater.site.folders import Frame, frame_of
from headwater.site.manifest import Fingerprint, WriteReport
from headwater.site.places import folders_of
from headwater.site.sighting import Sighting, Written, stamp_of_manifest
from headwater.vault.scan import Stamp

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
    """Every file of the site, by its place, in their order: with a null character between two, as that is in
    none."""

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

    def __init__(self, root: Path, config: Config, scope: Scope, output: Path) -> None:
        """Begin to look whether the site is what it was; to look at the vault is left to others.

        Args:
            root: The vault's folder.
            config: Its configuration.
            scope: Which notes the website shows.
            output: Where the site belongs.
        """
        self._cache = Cache(root)
        self._name = f"last-{scope.name}"
        self._key = key_of(config)
        self._output = output
        self._build = decoded(_DECODER, self._cache.load(self._name, self._key))
        self._real_output = os.path.realpath(output)
        self.sighting = self._sighting()
        """What tells of the files of the site; None if nothing is known of it."""

    def report(self, look: Look) -> BuildReport | None:
        """What a build would report that has nothing to do; None where there may be something.

        Args:
            look: What is in the vault's folder.
        """
        build = self._build
        if (
            build is None
            or self.sighting is None
            or build.vault != _fingerprint(look)
            or build.repository != look.repository
            or not _stands(build, self.sighting)
        ):
            return None
        written = WriteReport(0, len(build.sizes), 0)
        return BuildReport(self._output, build.published, build.withheld, written, tuple(build.problems))

    def remember(self, report: BuildReport, look: Look) -> None:
        """Remember a build, unless a file may be another at the next one without a change that shows.

        Args:
            report: What the build did.
            look: What was in the vault's folder.
        """
        if report.not_kept or not look.is_settled(look.taken_ns):
            return
        if any(found.code in PASSING for found in report.problems):
            return
        files = dict(sorted(report.written.files.items()))
        places = "\0".join(files)
        before = self._build
        build = _Build(
            vault=_fingerprint(look),
            repository=look.repository,
            output=self._real_output,
            manifest=stamp_of_manifest(self._real_output),
            places=places,
            sizes=[size for _, size in files.values()],
            digests=bytes.fromhex("".join([digest for digest, _ in files.values()])),
            frame=before.frame if before and before.places == places else frame_of(folders_of(files)),
            published=report.published,
            withheld=report.withheld,
            problems=list(report.problems),
        )
        self._cache.save(self._name, self._key + msgspec.msgpack.encode(build))

    def _sighting(self) -> Sighting | None:
        build = self._build
        if build is None or build.output != self._real_output:
            return None
        places = build.places.split("\0") if build.places else []
        return Sighting(Written(build.output, build.manifest, places, build.sizes, build.frame))


def _fingerprint(look: Look) -> bytes:
    files = look.files
    groups = (files.notes, files.canvases, files.attachments, look.beside)
    told = [[(file.path, file.stamp) for file in group] for group in groups]
    return xxhash.xxh3_128_digest(msgspec.msgpack.encode((told, files.problems)))


def _stands(build: _Build, sighting: Sighting) -> bool:
    """Whether all files of a site are there and hold what they did."""
    changed = sighting.touched()
    if changed is None:
        return False
    try:
        numbers = {place: at for at, place in enumerate(sighting.places)} if changed else {}
        return _hold(build, numbers, changed)
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
