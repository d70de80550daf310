"""What writing a site would change in its folder; nothing is changed here."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from headwater.errors import OutputError
from headwater.site.disk import Disk, Entry
from headwater.site.files import Site
from headwater.site.manifest import Fingerprint, Manifest
from headwater.site.places import folded, folders_of


@dataclass(frozen=True, slots=True)
class Changes:
    """What must be done to a folder so that it holds a site and nothing else of ours."""

    changed: tuple[str, ...]
    """Places of new files and of files with another content, in the site's order."""

    unchanged: dict[str, Fingerprint]
    """Places of files that are there as they should be."""

    obsolete: tuple[str, ...]
    """Places of our files that the site no longer has."""

    blocking: frozenset[str]
    """What must go before new files can come: some of the obsolete, and links in place of our folders."""

    folders: tuple[str, ...]
    """Folders, deepest first, that held our files alone, and are to go if nothing else lies in them."""


def compare(site: Site, disk: Disk, manifest: Manifest) -> Changes:
    """Find what has to change.

    Args:
        site: What the folder is to hold.
        disk: The folder.
        manifest: What in it is ours.

    Raises:
        OutputError: Something that is not ours lies where a file or a folder of the site belongs.
        OSError: The folder or an attachment cannot be read.
    """
    wanted = {*site.pages, *site.attachments}
    needed, ours = folders_of(wanted), folders_of(manifest.files)
    gone = [place for place in manifest.files if place not in wanted]
    obsolete = tuple(place for place in gone if disk.look(place)[0] in {Entry.FILE, Entry.OTHER})
    blocking = {*_links_in_the_way(disk, needed, ours, manifest), *_blocking(obsolete, wanted, needed)}
    unchanged = dict(_unchanged(site, disk, manifest))
    changed = tuple(
        place for group in (site.pages, site.attachments) for place in group if place not in unchanged
    )
    _refuse_foreign(changed, disk, manifest, ours)
    return Changes(
        changed,
        unchanged,
        obsolete,
        frozenset(blocking),
        tuple(sorted((f for f in ours - needed if disk.folder(f) is Entry.FOLDER), key=len, reverse=True)),
    )


def _links_in_the_way(disk: Disk, needed: set[str], ours: set[str], manifest: Manifest) -> Iterator[str]:
    """Links that replaced folders of ours; whatever else stands where a folder is needed is refused."""
    for folder in sorted(needed):
        entry = disk.folder(folder)
        if entry is Entry.OTHER and folder in ours:
            yield folder
        elif entry in {Entry.OTHER, Entry.FILE} and folder not in manifest.files:
            raise _foreign(disk, folder, entry)


def _unchanged(site: Site, disk: Disk, manifest: Manifest) -> Iterator[tuple[str, Fingerprint]]:
    for place, content in site.pages.items():
        if (listed := manifest.files.get(place)) and listed.size == len(content):
            wanted = Fingerprint.of(content)
            if _holds(disk, place, wanted, manifest):
                yield place, wanted
    for place, source in site.attachments.items():
        if (listed := manifest.files.get(place)) and source.stat().st_size == listed.size:
            wanted = Fingerprint.of_file(source)
            if _holds(disk, place, wanted, manifest):
                yield place, wanted


def _holds(disk: Disk, place: str, wanted: Fingerprint, manifest: Manifest) -> bool:
    """Say whether our file there has that content.

    The manifest is believed if nothing happened to the file since the manifest was written. The time of its
    last change tells: unlike that of modification, no program can set it back (Windows has none).
    """
    entry, status = disk.look(place)
    if entry is not Entry.FILE or status is None or status.st_size != wanted.size:
        return False
    if manifest.complete and max(status.st_mtime_ns, status.st_ctime_ns) < manifest.written_ns:
        return manifest.files[place] == wanted
    return Fingerprint.of_file(disk.path(place)) == wanted


def _refuse_foreign(changed: Iterable[str], disk: Disk, manifest: Manifest, ours: set[str]) -> None:
    """Make sure that no changed file would replace one that is not ours."""
    twins = {folded(place): place for place in manifest.files}
    for place in changed:
        entry, status = disk.look(place)
        if entry is Entry.FOLDER:
            _refuse_foreign_below(place, disk, manifest, ours)
        elif entry is Entry.NOTHING or place in manifest.files:
            continue
        elif not _is_same(disk, status, twins.get(folded(place))):
            raise _foreign(disk, place, entry)


def _refuse_foreign_below(folder: str, disk: Disk, manifest: Manifest, ours: set[str]) -> None:
    """Make sure that a folder that a file is to replace was ours and holds nothing else."""
    if folder not in ours:
        raise _foreign(disk, folder, Entry.FOLDER)
    for place in disk.entries(folder):
        entry = disk.folder(place)
        if entry is Entry.FOLDER:
            _refuse_foreign_below(place, disk, manifest, ours)
        elif place not in manifest.files:
            raise _foreign(disk, place, entry)


def _is_same(disk: Disk, status: os.stat_result | None, twin: str | None) -> bool:
    """Say whether our file `twin`, whose name differs in case, is the very file (as on macOS and Windows)."""
    other = disk.look(twin)[1] if twin is not None else None
    return status is not None and other is not None and os.path.samestat(status, other)


def _blocking(obsolete: Iterable[str], wanted: set[str], needed: set[str]) -> Iterator[str]:
    """The obsolete files that would be in the way of new ones, or would be taken for them by name."""
    taken = {folded(place) for place in wanted | needed}
    files = {folded(place) for place in wanted}
    for place in obsolete:
        if folded(place) in taken or not files.isdisjoint(map(folded, folders_of([place]))):
            yield place


def _foreign(disk: Disk, place: str, entry: Entry) -> OutputError:
    return OutputError(
        f"{disk.path(place)!r} is {entry.value} that Headwater did not write, where the site needs its own",
        hint="move it away or choose another output folder; nothing was changed",
    )
