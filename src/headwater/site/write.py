"""Write a site to disk: only what changed, only what is ours, and never half of it.

Nothing else writes the site. A new folder is filled beside its place and renamed into it. In a folder that
holds a site already, changed files are first written to a staging folder inside it; then follows the commit,
a short run of renames and removals that Ctrl-C cannot split. The manifest says from before the commit until
after it that the folder is incomplete, so that a build killed in between is mended by the next.
"""

from __future__ import annotations

import errno
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from headwater.errors import OutputError
from headwater.locks import held
from headwater.shares import processes_for
from headwater.site.compare import Changes, compare, has_the_places
from headwater.site.disk import Disk, Entry, copy_file, discard, make_folders, move, prune, remove, write_file
from headwater.site.dividing import in_shares_of, made_folders
from headwater.site.files import DrawnPages, Site
from headwater.site.kept import DrawnFrom
from headwater.site.manifest import Fingerprint, Manifest, WriteReport, incomplete, read_manifest
from headwater.site.output_folder import check_apart, check_folder
from headwater.site.places import LOCK_NAME, STAGING_NAME, check_alike, check_places, folders_of
from headwater.site.sighting import Sighting
from headwater.vault.scan import MANIFEST_NAME

Result = TypeVar("Result")

Progress = Callable[[int, int], None]
"""Called after each file with how many are written and how many there are to write."""

_HINTS = {
    errno.ENOSPC: "free some space on that disk and build again",
    errno.EDQUOT: "free some of your quota on that disk and build again",
    errno.ENAMETOOLONG: "shorten the permalink or the file name that it comes from",
}


def _untold(_done: int, _total: int) -> None:
    """The progress that nobody asked for."""


_PAGE = "index.html"
"""What the file of a page is called, in the folder that is its address."""


def write_site(
    site: Site,
    output: Path,
    *,
    protect: Path | None = None,
    progress: Progress = _untold,
    sighting: Sighting | None = None,
) -> WriteReport:
    """Make a folder hold exactly this site, besides files that are not ours.

    Args:
        site: What to write.
        output: The folder. It must not exist, or be empty, or hold a site that we wrote.
        protect: The vault, which the folder must neither be nor hold.
        progress: Told about each file written.
        sighting: What tells of the files that an earlier build wrote there; None if nothing does.

    Raises:
        OutputError: The site cannot be written there. What was there is as it was, unless the message says
            that it is partly updated.
    """
    folder = Path(os.path.realpath(output))
    try:
        if not os.path.lexists(folder):
            check_places(site.pages, site.attachments)
            return _create(site, folder, progress)
        if protect is not None:
            check_apart(folder, Path(os.path.realpath(protect)))
        check_folder(folder)
        return _update(site, folder, progress, sighting)
    except OSError as error:
        raise _write_error(folder, error, "nothing was changed") from error


def _create(site: Site, folder: Path, progress: Progress) -> WriteReport:
    """Fill a new folder beside its place and rename it into it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    lock, partial = _beside(folder)
    with held(lock, folder), _scratch(partial, site):
        files = _write_files(site, (*site.pages, *site.attachments), partial, progress)
        write_file(str(partial / MANIFEST_NAME), Manifest(files).to_bytes())
        partial.rename(folder)
    return WriteReport(len(files), 0, 0, files=files)


def _beside(folder: Path) -> tuple[Path, Path]:
    """The lock of a build that makes a new folder, and the folder it fills."""
    name = f".{folder.name}"
    return folder.with_name(f"{name}{LOCK_NAME}"), folder.with_name(f"{name}.headwater-partial")


def _clear_beside(folder: Path) -> None:
    """Remove what is left of a build that was killed when its folder was in place already."""
    lock, partial = _beside(folder)
    if os.path.lexists(lock):
        with suppress(OSError, OutputError), held(lock, folder):
            discard(partial)


def _update(site: Site, folder: Path, progress: Progress, sighting: Sighting | None) -> WriteReport:
    """Change a folder that holds a site, or nothing."""
    _clear_beside(folder)
    with held(folder / LOCK_NAME, folder), _scratch(folder / STAGING_NAME, site) as staging:
        manifest = read_manifest(folder, sighting.places if sighting else ()) or Manifest(complete=False)
        if not has_the_places(site, manifest):  # if it has, they were found usable before they were written
            check_places(site.pages, site.attachments)
        draw_changed(site, manifest)
        changes = compare(site, Disk(folder), manifest, sighting)
        files = changes.unchanged
        if changes.changed or not manifest.complete or manifest.files != files:
            _check_writable(folder, changes)
            files = _stage(site, staging, manifest, changes, progress)
            with _interrupts_deferred():
                _commit(folder, staging, changes)
    pages = sorted(place for place in changes.obsolete if place.endswith(_PAGE))
    gone = tuple(f"/{place.removesuffix(_PAGE)}" for place in pages)
    return WriteReport(len(changes.changed), len(changes.unchanged), len(changes.obsolete), gone, files)


def draw_changed(site: Site, manifest: Manifest) -> None:
    """Draw the pages of which it is not known whether they differ from what is there, in shares if many."""
    if isinstance(site.pages, DrawnPages):
        unknown = [place for place in site.pages if place not in site.known]
        for pages, known, drawn_from in in_shares_of(partial(_draw_share, manifest), site, unknown):
            site.pages.keep(pages)
            site.known.update(known)
            site.drawn_from.update(drawn_from)


def _draw_share(
    manifest: Manifest, site: Site, places: Iterable[str]
) -> tuple[dict[str, bytes], dict[str, Fingerprint], dict[str, DrawnFrom]]:
    """The pages that differ from what the manifest says, and the fingerprints of all."""
    pages: dict[str, bytes] = {}
    known: dict[str, Fingerprint] = {}
    for place in places:
        page = site.drawn(place) or b""
        known[place] = Fingerprint.of(page)
        if manifest.files.get(place) != known[place]:
            pages[place] = page
    return pages, known, _drawn_from(site, known)


def _stage(
    site: Site, staging: Path, old: Manifest, changes: Changes, progress: Progress
) -> dict[str, Fingerprint]:
    """Write all that the commit will move in, so that a full disk shows while the old site is untouched."""
    new_files = staging / "files"
    new_files.mkdir()
    files = changes.unchanged | _write_files(site, changes.changed, new_files, progress)
    done = Manifest(files).to_bytes()
    begun = (
        incomplete(done)
        if old.files.keys() <= files.keys()
        else Manifest({**old.files, **files}, complete=False).to_bytes()
    )
    write_file(str(staging / "begun"), begun)
    write_file(str(staging / "done"), done)
    return files


def _commit(folder: Path, staging: Path, changes: Changes) -> None:
    """Move the new files in and remove the obsolete ones: meanwhile the folder is half old, half new."""
    (staging / "begun").replace(folder / MANIFEST_NAME)
    root = str(folder)
    try:
        remove(root, changes.blocking)
        prune(root, changes.folders)
        move(str(staging / "files"), root)
        remove(root, (place for place in changes.obsolete if place not in changes.blocking))
        prune(root, changes.folders)
        # Younger than the last file moved in: only what changes after it is looked into by the next build.
        os.utime(staging / "done")
        (staging / "done").replace(folder / MANIFEST_NAME)
    except OSError as error:
        state = "the site there is only partly updated; once the cause is mended, another build completes it"
        raise _write_error(folder, error, state) from error


@contextmanager
def _scratch(folder: Path, site: Site) -> Iterator[Path]:
    """A new folder for the files of this build, gone afterwards; one that a dead build left goes first."""
    discard(folder)
    folder.mkdir()
    try:
        if os.path.lexists(folder.with_name(folder.name.swapcase())):
            check_alike([*site.pages, *site.attachments])
        yield folder
    finally:
        discard(folder)


def _write_files(
    site: Site, places: Sequence[str], folder: Path, progress: Progress
) -> dict[str, Fingerprint]:
    """Write these files of the site into a folder that has none of them yet."""
    made = made_folders(str(folder), places, site.own)
    files: dict[str, Fingerprint] = {}
    # What others have done is not known before they end: they are as fast as this process.
    at_once = processes_for(len(places)) if site.elsewhere is None else 1

    def told(done: int) -> None:
        progress(min(len(files) + done * at_once, len(places)), len(places))

    for written, drawn_from in in_shares_of(partial(_write_share, str(folder), made, told), site, places):
        files |= written
        site.drawn_from.update(drawn_from)
    return {place: files[place] for place in places}


def _write_share(
    root: str, made: set[str], told: Callable[[int], None], site: Site, places: Iterable[str]
) -> tuple[dict[str, Fingerprint], dict[str, DrawnFrom]]:
    written: dict[str, Fingerprint] = {}
    for place in places:
        folder = place.rpartition("/")[0]
        if folder not in made:
            made.add(folder)
            make_folders(root, [folder])
        path = f"{root}{os.sep}{place}"
        content = site.drawn(place)
        written[place] = (
            copy_file(site.attachments[place], path) if content is None else write_file(path, content)
        )
        told(len(written))
    return written, _drawn_from(site, written)


def _drawn_from(site: Site, places: Iterable[str]) -> dict[str, DrawnFrom]:
    return {place: site.drawn_from[place] for place in places if place in site.drawn_from}


def _check_writable(folder: Path, changes: Changes) -> None:
    """See before the commit, as far as can be seen, whether it would stop half-way for want of permission."""
    disk = Disk(folder)
    for place in ("", *folders_of((*changes.changed, *changes.obsolete))):
        if disk.folder(place) is Entry.FOLDER and not os.access(disk.path(place), os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), disk.path(place))


@contextmanager
def _interrupts_deferred() -> Iterator[None]:
    """Let Ctrl-C take effect only after the block; it never does in any other thread than the main one."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed: list[int] = []
    previous = signal.signal(signal.SIGINT, lambda number, _frame: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL if previous is None else previous)
    if pressed:
        signal.raise_signal(signal.SIGINT)


def _write_error(folder: Path, error: OSError, state: str) -> OutputError:
    where = f" ({error.filename})" if error.filename not in {None, str(folder)} else ""
    hint = _HINTS.get(error.errno or 0, "check the permissions there, or choose another output folder")
    return OutputError(
        f"the site cannot be written to {str(folder)!r}: {error.strerror or error}{where}; {state}", hint=hint
    )
