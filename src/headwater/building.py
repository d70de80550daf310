"""Build the website of a vault.

What builds it is imported only if there is something to build: to find out that nothing has changed takes
hardly longer than to look at the files.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from headwater.cache import Cache
from headwater.config import load_config
from headwater.lastbuild import LastBuild
from headwater.looking import Look, look_at
from headwater.notekeeping import NOTES
from headwater.progress import Progress, no_progress
from headwater.reports import BuildReport
from headwater.scope import MARKED, Scope
from headwater.stages import Stages

if TYPE_CHECKING:
    # It takes ten milliseconds to import, and hardly any build is given one.
    from concurrent.futures import Executor

    from headwater.vault.read import Reading


def build(  # noqa: PLR0913 - all but two have a default that most callers keep
    path: Path | str,
    output: Path | str,
    scope: Scope = MARKED,
    progress: Progress = no_progress,
    *,
    cache: bool = True,
    executor: Executor | None = None,
    stages: Stages | None = None,
) -> BuildReport:
    """Build the website of a vault; of one that was built before, only what has changed.

    Args:
        path: The vault's folder.
        output: Where the site goes: an empty or new folder, or one that an earlier build wrote.
        scope: Which notes are published, beside what the notes and the configuration say.
        progress: Told how far the work is.
        cache: Whether to use what an earlier build kept in the vault's folder `.headwater/cache`, and to keep
            there what the next can use. The website is the same either way.
        executor: What draws the pages, where they are many: threads, processes or other machines. Only
            drawing is its work; it needs neither the vault nor the output folder. None: this machine does it.
        stages: Told how long each part of the work takes.

    Raises:
        HeadwaterError: See `open_vault`, `draw` and `headwater.site.write.write_site`; the notes and the
            site that was there before are whole in any case.
        UsageError: A worker of the executor has other versions of what draws pages.
        Exception: What else a worker raises, or the executor when a worker dies.
    """
    root, output, stages = Path(path), Path(output), stages or Stages()
    with ExitStack() as at_the_end:
        with stages.stage("look for files"):
            config = load_config(root)
            last = LastBuild(root, config, scope, output) if cache else None
            sighting = last.sighting if last else None
            if sighting:
                at_the_end.callback(sighting.end)
            look = look_at(root, config)
            unchanged = last.report(look) if last else None
        if unchanged is not None:
            return unchanged
        reading = at_the_end.enter_context(_begun_to_read(look, cache=cache))
        # Imported here because most of a build that has nothing to do would be this import, and other
        # processes can read notes meanwhile.
        from headwater.pipeline import build_site  # noqa: PLC0415

        report = build_site(
            look,
            output,
            scope,
            progress,
            cache=cache,
            executor=executor,
            stages=stages,
            reading=reading,
            sighting=sighting,
        )
    if last:
        last.remember(report, look)
    return report


def _begun_to_read(look: Look, *, cache: bool) -> AbstractContextManager[Reading | None]:
    """Have other processes read notes from now on, if all must be read."""
    if cache and Cache(look.root).holds(NOTES):
        return nullcontext()
    # Imported here for the same reason.
    from headwater.vault.read import begin_to_read  # noqa: PLC0415

    return begin_to_read(look.files.notes)
