"""Open a vault: read its folder and build its evidence graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from headwater.config import load_config
from headwater.evidence.build import build_graph
from headwater.evidence.kinds import vocabulary
from headwater.looking import Look
from headwater.opened import Vault
from headwater.progress import Progress, no_progress
from headwater.stages import Stages
from headwater.vault.kept import NOTHING_KEPT, KeptContents
from headwater.vault.read import Reading, read_vault

if TYPE_CHECKING:
    from headwater.bibliography.kept import KeptBibliography


def open_vault(  # noqa: PLR0913 - all but one have a default that most callers keep
    path: Path | str,
    progress: Progress = no_progress,
    kept: KeptContents = NOTHING_KEPT,
    look: Look | None = None,
    stages: Stages | None = None,
    *,
    held: KeptBibliography | None = None,
    reading: Reading | None = None,
) -> Vault:
    """Read a vault and build its evidence graph; nothing in it is changed.

    Args:
        path: The vault's folder.
        progress: Told how far reading is.
        kept: What an earlier run read, as `kept_contents` gives it.
        look: What is in the folder, if that was looked at already: then its configuration is not read again.
        stages: Told how long reading and building the graph take.
        held: What an earlier run in this process knew of its sources.
        reading: What other processes do already to read its notes, if they do.

    Raises:
        VaultError: The folder does not exist or cannot be listed.
        ConfigError: Its `headwater.toml` cannot be used.
    """
    root = Path(path)
    config = look.config if look else load_config(root)
    stages = stages or Stages()
    with stages.stage("read notes"):
        contents = read_vault(
            root,
            config,
            lambda done, total: progress("reading notes", done, total),
            kept,
            look.files if look else None,
            reading,
        )
    with stages.stage("build the graph"):
        graph = build_graph(contents, vocabulary(config))
    return Vault(root, config, contents, graph, uses_cache=kept is not NOTHING_KEPT, held=held)
