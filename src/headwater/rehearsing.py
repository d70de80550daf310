"""What a build would change, found out without writing anything: neither the site nor what builds keep."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from headwater.looking import look_at
from headwater.opening import open_vault
from headwater.pipeline import outcome_of
from headwater.problems import Problem
from headwater.progress import Progress, no_progress
from headwater.scope import MARKED, Scope
from headwater.site.rehearsal import Rehearsal, rehearse
from headwater.stages import Stages


@dataclass(frozen=True, slots=True)
class RehearsedBuild:
    """What a build would do."""

    output: Path
    published: int
    """How many notes would have a page."""

    withheld: int
    """How many notes would have none."""

    appearing: tuple[str, ...]
    """The paths of the notes whose pages are not there yet."""

    vanishing: tuple[str, ...]
    """The addresses of the pages that are there and would not be any more."""

    files: Rehearsal
    problems: tuple[Problem, ...]


def rehearse_build(
    path: Path | str, output: Path | str, scope: Scope = MARKED, progress: Progress = no_progress
) -> RehearsedBuild:
    """Find out what `headwater.building.build` would change.

    It goes the way of a build from nothing, which defines what is right; so it uses nothing that builds keep.

    Args:
        path: The vault's folder.
        output: Where the site would go.
        scope: Which notes would be published, beside what the notes and the configuration say.
        progress: Told how far the work is.

    Raises:
        HeadwaterError: What would stop the build, too.
    """
    look, output, stages = look_at(Path(path)), Path(output), Stages()
    vault = open_vault(look.root, progress, look=look, stages=stages)
    outcome = outcome_of(vault, scope, None, stages)
    outcome.drawing.draw_shared()
    files = rehearse(outcome.drawing.site, output, protect=look.root)
    new = set(files.new)
    published = len(outcome.publication.cards)
    return RehearsedBuild(
        output=output,
        published=published,
        withheld=len(outcome.contents.notes) - published,
        appearing=tuple(sorted(path for path, place in outcome.drawing.outputs.items() if place in new)),
        vanishing=tuple(
            f"/{place.removesuffix('index.html')}" for place in files.removed if place.endswith("index.html")
        ),
        files=files,
        problems=outcome.problems,
    )
