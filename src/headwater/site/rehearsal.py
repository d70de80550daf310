"""What writing a site would do to its folder: the questions that `write_site` asks, and nothing written."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from headwater.errors import OutputError
from headwater.site.compare import compare
from headwater.site.disk import Disk
from headwater.site.files import Site
from headwater.site.manifest import Manifest, read_manifest
from headwater.site.output_folder import check_apart, check_folder
from headwater.site.places import check_places
from headwater.site.write import draw_changed


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What writing a site would do to its folder; places are in order."""

    new: tuple[str, ...]
    """Places of files that are not there yet."""

    changed: tuple[str, ...]
    """Places of files that are there with another content."""

    removed: tuple[str, ...]
    """Places of files of an earlier site that this one does not have."""

    unchanged: int
    """How many files are there as they should be."""


def rehearse(site: Site, output: Path, *, protect: Path) -> Rehearsal:
    """Find out what `write_site` would do.

    Args:
        site: What would be written.
        output: The folder it would be written to.
        protect: The vault, which the folder must neither be nor hold.

    Raises:
        OutputError: The site could not be written there.
    """
    check_places(site.pages, site.attachments)
    folder = Path(os.path.realpath(output))
    try:
        if not os.path.lexists(folder):
            return Rehearsal(tuple(sorted([*site.pages, *site.attachments])), (), (), 0)
        check_apart(folder, Path(os.path.realpath(protect)))
        check_folder(folder)
        manifest = read_manifest(folder) or Manifest()
        draw_changed(site, manifest)
        changes = compare(site, Disk(folder), manifest)
    except OSError as error:
        raise OutputError(
            f"{str(folder)!r} cannot be looked at: {error.strerror or error}",
            hint="check the permissions there, or choose another output folder",
        ) from error
    new = tuple(sorted(place for place in changes.changed if place not in manifest.files))
    changed = tuple(sorted(place for place in changes.changed if place in manifest.files))
    return Rehearsal(new, changed, tuple(sorted(changes.obsolete)), len(changes.unchanged))
