"""What writing a site would change in its folder; nothing is changed here."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from headwater.errors import OutputError
from headwater.site.disk import Disk, Entry
from headwater.site.files import Site
from headwater.site.manifest import Fingerprint, Manifest
from headwater.site.places import folded, folders_of
from headwater.site.sighting import Sighting


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


class _Ours:
    """What in an output folder is ours, be it under a name that differs in case (as on macOS and Windows)."""

    def __init__(self, disk: Disk, manifest: Manifest) -> None:
        self.disk = disk
        self.files = manifest.files
        self.folders = folders_of(manifest.files)
        self._twins = {folded(place): place for place in (*self.files, *self.folders)}

    def file(self, place: str) -> bool:
        """Whether a file or link there is ours."""
        return place in self.files or self._has_twin(place, self.files)

    def folder(self, place: str) -> bool:
        """Whether a folder there is ours, or what took its place."""
        return place in self.folders or self._has_twin(place, self.folders)

    def _has_twin(self, place: str, names: Container[str]) -> bool:
        """Whether one of our names, differing in case alone, means the very same file or folder."""
        twin = self._twins.get(folded(place))
        if twin is None or twin not in names:
            return False
        one, other = self.disk.look(place)[1], self.disk.look(twin)[1]
        return one is not None and other is not None and os.path.samestat(one, other)


def has_the_places(site: Site, manifest: Manifest) -> bool:
    """Whether a site has just the files that a manifest lists, whatever they hold."""
    listed, count = manifest.files, len(site.pages) + len(site.attachments)
    return len(listed) == count and listed.keys() == {*site.pages, *site.attachments}


def compare(site: Site, disk: Disk, manifest: Manifest, sighting: Sighting | None = None) -> Changes:
    """Find what has to change.

    Args:
        site: What the folder is to hold.
        disk: The folder.
        manifest: What in it is ours.
        sighting: What tells of the files that an earlier build wrote there; None if nothing does.

    Raises:
        OutputError: Something that is not ours lies where a file or a folder of the site belongs.
        OSError: The folder or an attachment cannot be read.
    """
    if manifest.complete:
        disk.trust(manifest, sighting)
    if manifest.complete and has_the_places(site, manifest):
        changes = _compare_contents(site, disk, manifest)
        if changes is not None:
            return changes
    ours = _Ours(disk, manifest)
    wanted = {*site.pages, *site.attachments}
    needed = folders_of(wanted)
    gone = (place for place in manifest.files if place not in wanted)
    obsolete = tuple(place for place in gone if disk.look(place)[0] in {Entry.FILE, Entry.OTHER})
    blocking = {*_links_in_the_way(needed, ours), *_blocking(obsolete, wanted, needed)}
    unchanged = _unchanged(site, disk, manifest)
    changed = tuple(place for place in (*site.pages, *site.attachments) if place not in unchanged)
    for place in changed:
        _refuse_foreign(place, ours)
    left = [folder for folder in ours.folders - needed if disk.folder(folder) is Entry.FOLDER]
    return Changes(
        changed, unchanged, obsolete, frozenset(blocking), tuple(sorted(left, key=len, reverse=True))
    )


def _compare_contents(site: Site, disk: Disk, manifest: Manifest) -> Changes | None:
    """What has to change where the site has the files it had; None where something else lies at a place."""
    unchanged = _unchanged(site, disk, manifest)
    changed = tuple([place for place in (*site.pages, *site.attachments) if place not in unchanged])
    if any(disk.look(place)[0] is not Entry.FILE for place in changed):
        return None
    return Changes(changed, unchanged, (), frozenset(), ())


def _links_in_the_way(needed: Iterable[str], ours: _Ours) -> Iterator[str]:
    """Links that replaced folders of ours; whatever else stands where a folder is needed is refused."""
    for folder in sorted(needed):
        entry = ours.disk.folder(folder)
        if entry is Entry.OTHER and ours.folder(folder):
            yield folder
        elif entry in {Entry.OTHER, Entry.FILE} and not ours.file(folder):
            raise _foreign(ours.disk, folder, entry)


def _blocking(obsolete: Iterable[str], wanted: set[str], needed: set[str]) -> Iterator[str]:
    """The obsolete files that would be in the way of new ones, or would be taken for them by name."""
    files = {folded(place) for place in wanted}
    taken = files | {folded(place) for place in needed}
    for place in obsolete:
        if folded(place) in taken or not files.isdisjoint(map(folded, folders_of([place]))):
            yield place


def _unchanged(site: Site, disk: Disk, manifest: Manifest) -> dict[str, Fingerprint]:
    unchanged: dict[str, Fingerprint] = {}
    listed, known, untouched = manifest.files, site.known, disk.untouched
    for place in site.pages:
        if place in listed:
            wanted = known.get(place) or Fingerprint.of(site.pages[place])
            # Of thousands, hardly any is asked for in the second way, which takes a call.
            if untouched.get(place) == wanted or disk.holds(place, wanted):
                unchanged[place] = wanted
    for place, source in site.attachments.items():
        if place in listed and listed[place].size == source.stat().st_size:
            wanted = Fingerprint.of_file(source)
            if disk.holds(place, wanted):
                unchanged[place] = wanted
    return unchanged


def _refuse_foreign(place: str, ours: _Ours) -> None:
    """Make sure that a new file would replace nothing that is not ours."""
    entry, _ = ours.disk.look(place)
    if entry is Entry.FOLDER:
        if not ours.folder(place):
            raise _foreign(ours.disk, place, entry)
        for inner in ours.disk.entries(place):
            _refuse_foreign(inner, ours)
    elif entry is not Entry.NOTHING and not ours.file(place):
        raise _foreign(ours.disk, place, entry)


def _foreign(disk: Disk, place: str, entry: Entry) -> OutputError:
    return OutputError(
        f"{disk.path(place)!r} is {entry.value} that Headwater did not write, where the site needs its own",
        hint="move it away or choose another output folder; nothing was changed",
    )
