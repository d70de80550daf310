"""What a build leaves for the next: everything that a small change leaves as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from headwater.problems import Problem
from headwater.publication import Publication
from headwater.publication.kept import KeptPublication
from headwater.site.kept import KeptSite
from headwater.site.pages import Drawing
from headwater.vault.kept import KeptContents


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


class Folder(NamedTuple):
    """What else a vault's folder told."""

    attachments: list[str]
    """The paths of the files that are neither notes nor canvases."""

    problems: list[Problem]
    """What is odd about the folder."""

    repository: str
    """The state of the git repository around it, which may date notes."""


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
