"""What has happened to the files of a site since a build wrote it, looked at in advance."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from typing import NamedTuple

from headwater.shares import beside
from headwater.site.folders import FEWEST_TO_SHARE, Frame, are_as_made, real_folders, touched
from headwater.site.manifest import Fingerprint
from headwater.site.places import LOCK_NAME, STAGING_NAME, folders_of
from headwater.vault.scan import MANIFEST_NAME, UNSETTLED, Stamp, stamp_of_file


class Written(NamedTuple):
    """A site as a build left it."""

    output: str
    """Its folder; no part of the path is a symbolic link."""

    manifest: Stamp
    places: Sequence[str]
    """Every file of the site, in the order of the manifest."""

    sizes: Sequence[int]
    frame: Frame
    """The folders that tell whether all are what they were."""


def stamp_of_manifest(output: str) -> Stamp:
    """The stamp of the manifest in an output folder; one that says nothing where there is none."""
    return stamp_of_file(f"{output}{os.sep}{MANIFEST_NAME}") or UNSETTLED


class Sighting:
    """A look at all files of a site: of thousands, another process takes it while this one does its work."""

    def __init__(self, written: Written) -> None:
        """Begin to look.

        Args:
            written: The site.
        """
        self._written = written
        self._looking = ExitStack()
        many = len(written.places) if len(written.places) >= FEWEST_TO_SHARE else 0
        self._touched = self._looking.enter_context(beside(self._look, many))

    @property
    def places(self) -> Sequence[str]:
        """Every file of the site, in the order of the manifest."""
        return self._written.places

    def touched(self) -> list[str] | None:
        """The places at which there may be something else now; None where the site must be looked through."""
        return self._touched()

    def touched_of(self, output: str, files: Mapping[str, Fingerprint]) -> list[str] | None:
        """The same, if the site is the one that a manifest tells of; None if it is another.

        Args:
            output: The folder that the manifest lies in.
            files: What it lists.
        """
        known = self._written
        if known.output != output or known.manifest != stamp_of_manifest(output):
            return None
        sizes = [size for _, size in files.values()]
        return self.touched() if known.places == [*files] and known.sizes == sizes else None

    def end(self) -> None:
        """Look no further."""
        self._looking.close()

    def _look(self) -> list[str] | None:
        output, stamp, places, sizes, frame = self._written
        if stamp == UNSETTLED or stamp != stamp_of_manifest(output):
            return None
        if any(os.path.lexists(f"{output}{os.sep}{name}") for name in (LOCK_NAME, STAGING_NAME)):
            return None  # of a build that goes on, or that was killed: then what it staged must go
        _, written_ns, _, _ = stamp
        try:
            if not are_as_made(output, frame, written_ns):
                folders = folders_of(places)
                if real_folders(output, folders, written_ns) != folders:
                    return None
            return touched(output, places, sizes, written_ns)
        except OSError:
            return None
