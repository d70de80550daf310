"""From a vault's folder to a website: the whole of Headwater in one line of steps.

    scan → read → resolve → graph → publication → views → render → write

Every step but the first two and the last is pure: it takes values and gives values.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from headwater.keeping import Keeping, NoKeeping, site_to_keep
from headwater.opening import Progress, Vault, no_progress, open_vault
from headwater.problems import Problem, in_order
from headwater.publication import MARKED, Publication, Scope
from headwater.site.files import Site
from headwater.site.kept import KeptSite
from headwater.site.pages import Drawing, render_site
from headwater.site.write import WriteReport, write_site


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
        return in_order([*self.vault.problems, *self.publication.problems, *self.drawing.problems()])


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
) -> BuildReport:
    """Build the website of a vault; of one that was built before, only what has changed.

    Args:
        path: The vault's folder.
        output: Where the site goes: an empty or new folder, or one that an earlier build wrote.
        scope: Which notes are published, beside what the notes and the configuration say.
        progress: Told how far the work is.
        cache: Whether to use what an earlier build kept in the vault's folder `.headwater/cache`, and to keep
            there what the next can use. The website is the same either way.

    Raises:
        HeadwaterError: See `open_vault`, `draw` and `headwater.site.write.write_site`; the notes and the
            site that was there before are whole in any case.
    """
    keeping = Keeping(Path(path), scope) if cache else NoKeeping()
    vault = open_vault(path, progress, keeping.contents())
    kept = keeping.site(vault.config)
    built = draw(vault, scope, kept)
    built.drawing.draw_claims()
    written = write_site(
        built.site,
        Path(output),
        protect=vault.root,
        progress=lambda done, total: progress("drawing and writing pages", done, total),
    )
    drawn = site_to_keep(built.drawing, built.publication, kept, written)
    not_kept = keeping.keep(vault.contents.kept, vault.config, drawn)
    published = len(built.publication.notes)
    withheld = len(vault.contents.by_path) - published
    return BuildReport(Path(output), published, withheld, written, built.problems, not_kept)
