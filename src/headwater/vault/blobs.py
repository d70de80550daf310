"""What stood in old files of a vault, by `git cat-file`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from headwater.errors import HistoryError
from headwater.vault.git import ask_git

AT_ONCE = 64_000_000
"""How many bytes of old files are asked for at once; git is asked again for more."""


def blobs(root: Path, ids: Collection[str], largest: int) -> Iterator[list[tuple[str, bytes]]]:
    """What git keeps under some ids, by two calls of `git cat-file`, and one more for every 64 MB.

    Args:
        root: The vault's folder.
        ids: What git names the files by.
        largest: How many bytes a file may hold; larger ones are left out.

    Returns:
        Ids with the files' bytes, in portions.

    Raises:
        HistoryError: Git is missing, or has one of them no more.
    """
    wanted: list[str] = []
    total = 0
    for name, size in _sizes(root, ids):
        if size > largest:
            continue
        if wanted and total + size > AT_ONCE:
            yield _contents(root, wanted)
            wanted, total = [], 0
        wanted.append(name)
        total += size
    if wanted:
        yield _contents(root, wanted)


def _sizes(root: Path, ids: Collection[str]) -> Iterator[tuple[str, int]]:
    asked = "".join(f"{name}\n" for name in ids).encode("ascii")
    form = "--batch-check=%(objectname) %(objecttype) %(objectsize)"
    for line in (
        ask_git(root, ["cat-file", form], asked).decode("ascii", "replace").splitlines() if ids else ()
    ):
        name, kind, *size = line.split(" ")
        if kind == "missing":
            raise HistoryError(
                f"the git repository around {root} lacks an old file, {name}",
                hint="git fsck says what is damaged; a fresh clone may hold it",
            )
        if kind == "blob":
            yield name, int(size[0])


def _contents(root: Path, ids: Sequence[str]) -> list[tuple[str, bytes]]:
    """Read what `git cat-file --batch` prints: of each a line of id, type and size, its bytes, a line end."""
    printed = ask_git(root, ["cat-file", "--batch"], "".join(f"{name}\n" for name in ids).encode("ascii"))
    found, position = [], 0
    while position < len(printed):
        end = printed.index(b"\n", position)
        name, _, size = printed[position:end].split(b" ")
        position = end + 1 + int(size)
        found.append((name.decode("ascii"), printed[end + 1 : position]))
        position += 1
    return found
