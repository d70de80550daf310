"""The places files of a site have in the output folder: which can be, and which get in each other's way."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection, Iterable

from headwater.errors import OutputError
from headwater.vault.scan import MANIFEST_NAME

LOCK_NAME = ".headwater-lock"
"""Held by the build that is writing the folder it lies in."""

STAGING_NAME = ".headwater-staging"
"""Where a build puts changed files until all of them are there."""

OUR_OWN = frozenset({MANIFEST_NAME, LOCK_NAME, STAGING_NAME})
"""What only the writer itself puts into an output folder."""

# A backslash or a colon is part of a name, except on Windows, where it would lead elsewhere.
_UNUSABLE = re.compile(r"(?:^|/)\.{0,2}(?:/|$)|\0" + (r"|[\\:]" if os.name == "nt" else ""))
_PERHAPS_UNUSABLE = ("//", "/.", "/\n", "\n/", "\n.", "\n\n", "\0", "\\", ":")
"""What there is nothing of among plain places, each on a line of its own; our own begin with a dot."""


def are_usable(places: Collection[str]) -> bool:
    """Say whether files can lie at all these places; for thousands of plain ones at one glance."""
    together = "\n".join(["", *places, ""])
    plain = together.isascii() and together.count("\n") == len(places) + 1
    if plain and not any(sign in together for sign in _PERHAPS_UNUSABLE):
        return True
    return all(map(is_usable, places))


def is_usable(place: str) -> bool:
    """Say whether a file can lie there: a relative path that stays in the folder and is not our own."""
    if _UNUSABLE.search(place) or place.partition("/")[0].casefold() in OUR_OWN:
        return False
    if place.isascii():
        return True
    try:
        return bool(os.fsencode(place))
    except UnicodeEncodeError:
        return False


def folders_of(places: Iterable[str]) -> set[str]:
    """Every folder the files at these places need, without the output folder itself."""
    found = {""}
    # Mostly more than one lies in a folder.
    for deepest in {place.rpartition("/")[0] for place in places}:
        folder = deepest
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found - {""}


def folded(place: str) -> str:
    """The place as a file system sees it that tells neither case nor Unicode forms apart."""
    if place.isascii():
        return place.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", place).casefold())


def all_folded(places: Collection[str]) -> list[str]:
    """The same of many places; of thousands of plain ones at one glance."""
    together = "\n".join(places)
    if together.isascii() and together.count("\n") == len(places) - 1:
        return together.lower().split("\n")
    return list(map(folded, places))


def check_places(pages: Collection[str], attachments: Collection[str]) -> None:
    """Make sure that all files of a site can lie in one folder.

    Raises:
        OutputError: A place leads out of the folder or cannot be a file's name, two files have one place,
            or one has a place that is another's folder.
    """
    places = [*pages, *attachments]
    for place in () if are_usable(places) else places:
        if not is_usable(place):
            raise OutputError(
                f"the site holds {place!r}, which cannot be a file of the output folder",
                hint="look for a permalink or a file name of that form in the vault",
            )
    if len(taken := set(places)) < len(places):
        twice = min(place for place in attachments if place in set(pages))
        raise OutputError(
            f"a page and an attachment both belong at {twice!r}", hint="rename one of the two in the vault"
        )
    if clash := folders_of(taken) & taken:
        folder = min(clash)
        inner = min(place for place in taken if place.startswith(folder + "/"))
        raise OutputError(
            f"the site holds both a file {folder!r} and, as if that were a folder, {inner!r}",
            hint="change the permalink or the name of one of the two in the vault",
        )


def check_alike(places: Iterable[str]) -> None:
    """Make sure that a file system that does not tell case apart keeps all of these.

    Raises:
        OutputError: Two places differ in case alone; the message names both.
    """
    seen: dict[str, str] = {}
    for place in places:
        other = seen.setdefault(folded(place), place)
        if other != place:
            raise OutputError(
                f"{other!r} and {place!r} would be one file here: this file system does not tell case apart",
                hint="rename one of the two in the vault, or change its permalink",
            )
