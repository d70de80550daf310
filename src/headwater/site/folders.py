"""Which folders of a site are still the folders that a build made."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection


def real_folders(root: str, folders: Collection[str], before_ns: int) -> set[str]:
    """Those among the folders of a site that are folders, and not links to others.

    In a folder to which nothing has happened since the site was written, all is what it was: of folders in
    such a one, and there are thousands, none need be looked at. The time of its last change tells, which no
    program can set back.

    Args:
        root: The output folder.
        folders: The folders that the site's files lie in, with those around them.
        before_ns: When the site was written; its folders were all there then.
    """
    around = {folder.rpartition("/")[0] for folder in folders}
    real: set[str] = {""}
    calm: set[str] = set()
    for folder in sorted(folders, key=lambda folder: folder.count("/")):
        parent = folder.rpartition("/")[0]
        if parent in calm and folder not in around:
            real.add(folder)
        elif parent in real and (status := _folder(f"{root}{os.sep}{folder}")) is not None:
            real.add(folder)
            if max(status.st_mtime_ns, status.st_ctime_ns) < before_ns:
                calm.add(folder)
    return real - {""}


def _folder(path: str) -> os.stat_result | None:
    try:
        status = os.lstat(path)
    except OSError:
        return None
    return status if stat.S_ISDIR(status.st_mode) else None
