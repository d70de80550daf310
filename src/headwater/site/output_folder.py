"""Which folders a site may be written to."""

from __future__ import annotations

from pathlib import Path

from headwater.errors import OutputError
from headwater.site.places import OUR_OWN
from headwater.vault.scan import MANIFEST_NAME


def check_folder(folder: Path) -> None:
    """Make sure that an output folder is one, and is empty or ours.

    Raises:
        OutputError: It is not.
    """
    if not folder.is_dir():
        raise OutputError(f"the output {str(folder)!r} is no folder", hint="choose an empty or a new folder")
    names = {entry.name for entry in folder.iterdir()}
    if MANIFEST_NAME not in names and (foreign := names - OUR_OWN):
        raise OutputError(
            f"the output folder {str(folder)!r} holds what Headwater did not write, such as {min(foreign)!r}",
            hint="choose an empty or a new folder; nothing was changed",
        )


def check_apart(folder: Path, vault: Path) -> None:
    """Make sure that an output folder neither is the vault nor holds it.

    Raises:
        OutputError: It is or does.
    """
    for above in (vault, *vault.parents):
        if above.exists() and above.samefile(folder):
            what = "is the vault itself" if above == vault else f"holds the vault {str(vault)!r}"
            raise OutputError(
                f"the output folder {str(folder)!r} {what}", hint="choose another folder; nothing was changed"
            )
