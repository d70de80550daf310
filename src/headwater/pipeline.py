"""From a vault's folder to a website: the whole of Headwater in one line of steps.

    scan → read → resolve → graph → publication → views → render → write

Every step but the first two and the last is pure: it takes values and gives values.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from headwater.keeping import Keeping
from headwater.looking import Look
from headwater.problems import Problem, in_order
from headwater.progress import Progress
from headwater.publication import Publication
from headwater.publication.differences import differences
from headwater.publication.health import HealthSource, shows_health
from headwater.publication.kept import KeptPublication, kept_publication
from headwater.reports import BuildReport
from headwater.revision import revise
from headwater.scope import MARKED, Scope
from headwater.shares import beside, processes_for
from headwater.site.files import Site
from headwater.site.kept import NOTHING_DRAWN, KeptSite
from headwater.site.manifest import WriteReport
from headwater.site.pages import Drawing, render_site
from headwater.site.sighting import Sighting
from headwater.site.write import write_site
from headwater.stages import Stages
from headwater.standing import KeptRead, Outcome
from headwater.vault.kept import NOTHING_KEPT, KeptContents

if TYPE_CHECKING:
    # It takes ten milliseconds to import, and hardly any build is given one.
    from concurrent.futures import Executor

    from headwater.evidence.graph import Graph
    from headwater.opened import Vault
    from headwater.vault.read import Reading

_NEEDED_LATER = (
    "headwater.bibliography.bibliography",
    "headwater.bibliography.checks",
    "headwater.evidence.checks",
    "headwater.evidence.facts",
    "headwater.publication.citing",
)
"""What an opened vault imports when it is published, imported while other processes read its notes."""


@dataclass(frozen=True)
class BuiltSite:
    """A website that is not written yet; its pages are drawn as they are asked for."""

    drawing: Drawing
    publication: Publication
    vault: Vault

    @property
    def site(self) -> Site:
        """Every file of the website."""
        return self.drawing.site

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is odd about the vault and about what is published of it."""
        return in_order([*self.vault.problems, *self.publication.problems, *self.drawing.problems(None)])


def draw(vault: Vault, scope: Scope = MARKED, kept: KeptSite | None = None) -> BuiltSite:
    """Draw a vault's website in memory.

    Args:
        vault: The vault.
        scope: Which notes are published, beside what the notes and the configuration say.
        kept: What an earlier run drew of it in this scope; None if nothing is to be kept of this one.

    Raises:
        PublicationError: Nothing may be published, or two notes have one permalink.
    """
    publication = vault.publish(scope)
    health = health_source(vault, publication, scope)
    return BuiltSite(render_site(publication, vault.config, kept, health), publication, vault)


def health_source(vault: Vault, publication: Publication, scope: Scope) -> HealthSource | None:
    """What says how a vault fares; None where no page of its site tells it.

    An author's preview finds it out when it is asked: mostly it is not.

    Args:
        vault: The vault.
        publication: What is shown of it.
        scope: Which notes that is.

    Raises:
        ConfigError: A page is to be published, and the configuration chooses problems that do not exist.
    """
    if not shows_health(vault.config, scope):
        return None
    # Imported here because most builds look for none of it.
    from headwater.health import health_of  # noqa: PLC0415

    if scope.withheld_too:
        return partial(health_of, vault, publication.notes, scope)
    found = health_of(vault, publication.notes, scope)
    return lambda: found


def build_site(  # noqa: PLR0913 - it takes all that `build` was given
    look: Look,
    output: Path,
    scope: Scope,
    progress: Progress,
    *,
    cache: bool,
    executor: Executor | None,
    stages: Stages,
    reading: Reading | None,
    sighting: Sighting | None = None,
) -> BuildReport:
    """Build the website of a vault: what `headwater.building.build` does when something has changed.

    Args:
        look: What is in the vault's folder.
        output: Where the site goes.
        scope: Which notes are published, beside what the notes and the configuration say.
        progress: Told how far the work is.
        cache: Whether to use what an earlier build kept, and to keep what the next can use.
        executor: What draws the pages; None if it is this machine.
        stages: Told how long each part of the work takes.
        reading: What other processes do already to read its notes, if they do.
        sighting: What tells of the files that an earlier build wrote there; None if nothing does.

    Raises:
        HeadwaterError: See `open_vault`, `draw` and `headwater.site.write.write_site`.
    """
    site = (_kept_site if cache else _new_site)(
        look, scope, stages, partial(_opened, look, progress, stages, reading)
    )
    drawing = site.outcome.drawing
    # One process draws what few pages share when it comes to it.
    if site.outcome.changed is None and processes_for(len(drawing.site.pages) - len(drawing.known)) > 1:
        with stages.stage("draw claims"):
            drawing.draw_shared()
    with stages.stage("draw and write pages"):
        written = write_site(
            _site_by(executor, drawing),
            output,
            protect=look.root,
            progress=lambda done, total: progress("drawing and writing pages", done, total),
            sighting=sighting,
        )
    with stages.stage("keep for the next build"):
        not_kept = site.keep(written)
    published = len(site.outcome.publication.cards)
    withheld = len(site.outcome.contents.notes) - published
    return BuildReport(output, published, withheld, written, site.outcome.problems, not_kept)


def _site_by(executor: Executor | None, drawing: Drawing) -> Site:
    """A site whose pages an executor draws, if there is one."""
    if executor is None:
        return drawing.site
    # Imported here because hardly any build needs it.
    from headwater.site.elsewhere import Elsewhere  # noqa: PLC0415

    return replace(drawing.site, elsewhere=Elsewhere(executor, drawing.ingredients))


class _Site(NamedTuple):
    """A site that can be written, and what keeps it for the next build once it is."""

    outcome: Outcome
    keep: Callable[[WriteReport], str]


def _new_site(_look: Look, scope: Scope, stages: Stages, opened: Callable[[KeptContents], Vault]) -> _Site:
    """The site as a build from nothing makes it, and nothing of it kept."""
    vault = opened(NOTHING_KEPT)
    return _Site(outcome_of(vault, scope, None, stages), lambda _written: "")


def _kept_site(look: Look, scope: Scope, stages: Stages, opened: Callable[[KeptContents], Vault]) -> _Site:
    """The same site, made with what an earlier build kept; and this one is kept as well."""
    with stages.stage("load what is kept"):
        keeping = Keeping(look, scope)
        standing = keeping.standing
    with stages.stage("revise what has changed"):
        # A published Health page tells what only the whole vault can.
        may_revise = keeping.is_of(standing) and not shows_health(look.config, scope)
        outcome = revise(standing, keeping.contents, look) if standing and may_revise else None
    if outcome is None:
        vault = opened(keeping.contents)
        drawn, before = (standing.site, standing.publication) if standing else (NOTHING_DRAWN, None)
        outcome = outcome_of(
            vault,
            scope,
            drawn,
            stages,
            keep_read=lambda: keeping.keep_read(vault.contents.kept, vault.graph),
            before=before,
        )
    return _Site(outcome, lambda written: keeping.keep(outcome, written))


def _opened(
    look: Look, progress: Progress, stages: Stages, reading: Reading | None, kept: KeptContents
) -> Vault:
    # Imported here because a small change needs nothing of what reads vaults and builds graphs.
    from headwater.opening import open_vault  # noqa: PLC0415

    for module in _NEEDED_LATER if reading else ():
        import_module(module)
    return open_vault(look.root, progress, kept, look, stages, reading=reading)


def outcome_of(
    vault: Vault,
    scope: Scope,
    kept: KeptSite | None,
    stages: Stages,
    *,
    keep_read: Callable[[], KeptRead] | None = None,
    before: KeptPublication | None = None,
) -> Outcome:
    """What a build of a whole vault comes to before it is written.

    Args:
        vault: The vault.
        scope: Which notes are published, beside what the notes and the configuration say.
        kept: What an earlier run drew of it in this scope; None if nothing is to be kept of this one.
        stages: Told how long each part of the work takes.
        keep_read: Keeps what was read, if that is to be kept.
        before: What that run published, if all that it drew is of that.

    Raises:
        PublicationError: Nothing may be published, or two notes have one permalink.
    """
    with beside(partial(_of_graph, vault.graph, keep_read), len(vault.graph.notes)) as of_graph:
        with stages.stage("publish"):
            publication = vault.publish(scope)
        with stages.stage("compare with what is kept"):
            published = kept_publication(publication) if before else None
            others = differences(before, published, publication) if before and published else None
        with stages.stage("check"):
            health = health_source(vault, publication, scope)
        with stages.stage("prepare pages"):
            drawing = render_site(publication, vault.config, kept, health, others)
        with stages.stage("list problems"):
            checked, read = of_graph()
            found = (vault.problems_with(checked), publication.problems, drawing.problems(None))
            problems = in_order(chain.from_iterable(found))
    kinds = [kind.name for kind in vault.graph.kinds.values()]
    known = vault.contents.kept
    return Outcome(known, kinds, publication, drawing, problems, read, vault.keep_known, published)


def _of_graph(
    graph: Graph, keep_read: Callable[[], KeptRead] | None
) -> tuple[tuple[Problem, ...], KeptRead | None]:
    """What needs no publication: what is odd about a graph, and keeping what was read."""
    # Imported here because a small change needs none of it.
    from headwater.evidence.checks import check  # noqa: PLC0415

    return check(graph), keep_read() if keep_read else None
