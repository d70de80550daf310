"""What a build leaves for the next: everything that a small change leaves as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec

from headwater.looking import Look
from headwater.problems import Problem
from headwater.publication import Publication
from headwater.publication.cards import Card
from headwater.publication.kept import KeptPublication
from headwater.site.kept import KeptClaim, KeptPage, KeptSite
from headwater.site.pages import Drawing
from headwater.vault.kept import KeptContents
from headwater.vault.notes import NotePath
from headwater.vault.scan import UNSETTLED, Stamp, settled


class Outcome(NamedTuple):
    """What a build comes to before it is written."""

    contents: KeptContents
    """The notes and canvases as they were read."""

    kinds: Sequence[str]
    """The kind of every note, in the order of the notes."""

    publication: Publication
    drawing: Drawing
    problems: tuple[Problem, ...]
    """Everything odd that was found."""

    kept_read: KeptRead | None = None
    """What was kept of what was read, if that was done already."""

    keep_known: Callable[[], str] | None = None
    """Keeps what else was found out, and tells why that failed, where the whole vault was built."""

    published: KeptPublication | None = None
    """What is to be kept of the publication, where that is known by now."""

    changed: Changed | None = None
    """What is other than at the last build; None where that was not the question."""


class KeptRead(NamedTuple):
    """What became of keeping the notes of a vault."""

    digest: bytes
    """The fingerprint of how they are kept."""

    failed: str
    """Why they could not be kept; empty if they were."""


class Changed(NamedTuple):
    """What is other than at the last build, where nothing but the texts of a few notes is."""

    read: Sequence[NotePath]
    """The notes whose files were read again."""

    texts: Sequence[NotePath]
    """Those among them whose texts have changed."""


class Folder(NamedTuple):
    """What else a vault's folder told."""

    attachments: list[str]
    """The paths of the files that are neither notes nor canvases."""

    problems: list[Problem]
    """What is odd about the folder."""

    repository: str
    """The state of the git repository around it, which may date notes."""

    beside: list[tuple[str, Stamp]]
    """The libraries, and the other files that decide what pages say of notes."""


BIBLIOGRAPHIC = (".bib", ".ris", ".json", ".csl")
"""The suffixes of the files of a vault that may be libraries of works, or styles that others stand for."""


def folder_of(look: Look) -> Folder:
    """What else a vault's folder told at a look."""
    found = [file for file in look.files.attachments if file.path.lower().endswith(BIBLIOGRAPHIC)]
    beside = [(file.path, settled(file.stamp, look.taken_ns)) for file in (*found, *look.beside)]
    attachments = [file.path for file in look.files.attachments]
    return Folder(attachments, look.files.problems, look.repository, beside)


def is_as_it_was(look: Look, folder: Folder) -> bool:
    """Whether a vault's folder tells what it told at an earlier look, its notes and canvases aside."""
    unsettled = any(stamp == UNSETTLED for _, stamp in folder.beside)
    return not unsettled and folder_of(look) == folder


class Standing(msgspec.Struct, frozen=True, array_like=True):
    """A vault and its website, as they were built last."""

    contents: bytes
    """The fingerprint of the notes and canvases as they are kept: all the rest was made of these."""

    folder: Folder
    kinds: list[str]
    """The kind of every note, in the order of the notes."""

    publication: KeptPublication
    site: KeptSite
    problems: list[Problem]
    """Everything odd that was found."""


class Changes(msgspec.Struct, frozen=True, array_like=True):
    """What has changed since a vault and its website were kept as a whole: little, and kept at each build."""

    since: bytes
    """The fingerprint of the whole, as it is kept."""

    contents: bytes
    """The fingerprint of the notes as they are kept now."""

    notes: dict[NotePath, msgspec.Raw]
    cards: dict[NotePath, Card]
    pages: dict[str, KeptPage | None]
    """Pages that were drawn again; None for those of which nothing is to be known."""

    claims: dict[NotePath, KeptClaim]
    rows: dict[NotePath, bytes]
    search: dict[str, str]
    lines: dict[NotePath, bytes]
    drafts: dict[str, bytes]
    problems: list[Problem]


def after(standing: Standing, changes: Changes) -> Standing:
    """What stood, with what has changed since; nobody else must hold it, as its tables are not copied."""
    publication, site = standing.publication, standing.site
    publication.notes.update(changes.notes)
    publication.cards.update(changes.cards)
    for place, page in changes.pages.items():
        if page is None:
            site.pages.pop(place, None)
        else:
            site.pages[place] = page
    site.claims.update(changes.claims)
    site.rows.update(changes.rows)
    site.search.update(changes.search)
    site.lines.update(changes.lines)
    site.drafts.update(changes.drafts)
    return msgspec.structs.replace(standing, contents=changes.contents, problems=changes.problems)
