"""A whole website as one value, which the disk, the preview server and the tests share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Site:
    """Every file of a website by its place in the output folder (`/` between folders)."""

    pages: Mapping[str, bytes]
    """What Headwater made: pages, styles, data."""

    attachments: Mapping[str, Path] = field(default_factory=dict)
    """What is copied as it is: place in the output folder → the file in the vault."""
