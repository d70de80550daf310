"""From a vault's folder to a website: the whole of Headwater in one line of steps.

    scan → read → resolve → graph → publication → views → render → write

Every step but the first two and the last is pure: it takes values and gives values.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from headwater.config import load_config
from headwater.keeping import Keeping
from headwater.opening import Progress, Vault, no_progress, open_vault
from headwater.problems import Problem, in_order
from headwater.publication import MARKED, Publication, Scope
from headwater.revision import revise
from headwater.site.files import Site
from headwater.site.kept import NOTHING_DRAWN, KeptSite
from headwater.site.pages import Drawing, render_site
from headwater.site.write import WriteReport, write_site
from headwater.standing import Folder, Outcome
from headwater.vault.repository import state_of_repository
from headwater.vault.scan import scan_vault

if TYPE_CHECKING:
    # It takes ten milliseconds to import, and hardly any build is given one.
    from concurrent.futures import Executor


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
    return BuiltSite(render_site(publication, vault.config, kept), publication, vault)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    output: Path
    published: int
    """How many notes have a page."""

    withheld: int
    """How many notes have none."""

    written: WriteReport
    problems: tuple[Problem, ...]
    not_kept: str = ""
    """Why nothing could be kept for the next build; empty if it was."""


def build(
    path: Path | str,
    output: Path | str,
    scope: Scope = MARKED,
    progress: Progress = no_progress,
    *,
    cache: bool = True,
    executor: Executor | None = None,
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

    Raises:
        HeadwaterError: See `open_vault`, `draw` and `headwater.site.write.write_site`; the notes and the
            site that was there before are whole in any case.
        UsageError: A worker of the executor has other versions of what draws pages.
        Exception: What else a worker raises, or the executor when a worker dies.
    """
    root = Path(path)
    site = _kept_site(root, scope, progress) if cache else _new_site(root, scope, progress)
    written = write_site(
        _site_by(executor, site.outcome.drawing),
        Path(output),
        protect=root,
        progress=lambda done, total: progress("drawing and writing pages", done, total),
    )
    not_kept = site.keep(written)
    published = len(site.outcome.publication.cards)
    withheld = len(site.outcome.contents.notes) - published
    return BuildReport(Path(output), published, withheld, written, site.outcome.problems, not_kept)


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


def _new_site(root: Path, scope: Scope, progress: Progress) -> _Site:
    """The site as a build from nothing makes it, and nothing of it kept."""
    return _Site(_outcome(draw(open_vault(root, progress), scope)), lambda _written: "")


def _kept_site(root: Path, scope: Scope, progress: Progress) -> _Site:
    """The same site, made with what an earlier build kept; and this one is kept as well."""
    config, repository = load_config(root), state_of_repository(root)
    files = scan_vault(root, config.ignore)
    keeping = Keeping(root, scope)
    standing = keeping.standing(config)
    outcome = revise(standing, keeping.contents, root, config, files) if keeping.is_of(standing) else None
    before = standing.site if standing else NOTHING_DRAWN
    if outcome is None:
        outcome = _outcome(draw(open_vault(root, progress, keeping.contents, files), scope, before))
    folder = Folder([file.path for file in files.attachments], files.problems, repository)
    return _Site(outcome, lambda written: keeping.keep(config, folder, outcome, before, written))


def _outcome(built: BuiltSite) -> Outcome:
    built.drawing.draw_claims()
    graph = built.vault.graph
    kinds = [kind.name for kind in graph.kinds.values()]
    return Outcome(built.vault.contents.kept, kinds, built.publication, built.drawing, built.problems)
