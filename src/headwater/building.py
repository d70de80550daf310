"""Build the website of a vault.

What builds it is imported only if there is something to build: to find out that nothing has changed takes
hardly longer than to look at the files.
"""

from __future__ import annotations

from pathlib import Path

from headwater.lastbuild import LastBuild
from headwater.looking import look_at
from headwater.progress import Progress, no_progress
from headwater.reports import BuildReport
from headwater.scope import MARKED, Scope
from headwater.stages import Stages


def build(
    path: Path | str,
    output: Path | str,
    scope: Scope = MARKED,
    progress: Progress = no_progress,
    *,
    cache: bool = True,
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
        stages: Told how long each part of the work takes.

    Raises:
        HeadwaterError: See `open_vault`, `draw` and `headwater.site.write.write_site`; the notes and the
            site that was there before are whole in any case.
    """
    output, stages = Path(output), stages or Stages()
    with stages.stage("look for files"):
        look = look_at(Path(path))
        last = LastBuild(look, scope) if cache else None
        unchanged = last.report(output) if last else None
    if unchanged is not None:
        return unchanged
    # Imported here because most of a build that has nothing to do would be this import.
    from headwater.pipeline import build_site  # noqa: PLC0415

    report = build_site(look, output, scope, progress, cache=cache, stages=stages)
    if last:
        last.remember(report)
    return report
