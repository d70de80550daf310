"""From a vault's folder to a website: the whole of Headwater in one line of steps.

    scan → read → resolve → graph → publication → views → render → write

Every step but the first two and the last is pure: it takes values and gives values.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from headwater.opening import Progress, Vault, no_progress, open_vault
from headwater.problems import Problem, in_order
from headwater.publication import MARKED, Publication, Scope
from headwater.site.files import Site
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


def draw(vault: Vault, scope: Scope = MARKED) -> BuiltSite:
    """Draw a vault's website in memory.

    Raises:
        PublicationError: Nothing may be published, or two notes have one permalink.
    """
    publication = vault.publish(scope)
    return BuiltSite(render_site(publication, vault.config), publication, vault)


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


def build(
    path: Path | str, output: Path | str, scope: Scope = MARKED, progress: Progress = no_progress
) -> BuildReport:
    """Build the website of a vault.

    Args:
        path: The vault's folder.
        output: Where the site goes: an empty or new folder, or one that an earlier build wrote.
        scope: Which notes are published, beside what the notes and the configuration say.
        progress: Told how far the work is.

    Raises:
        HeadwaterError: See `open_vault`, `draw` and `headwater.site.write.write_site`; the notes and the
            site that was there before are whole in any case.
    """
    vault = open_vault(path, progress)
    built = draw(vault, scope)
    built.drawing.draw_claims()
    written = write_site(
        built.site,
        Path(output),
        protect=vault.root,
        progress=lambda done, total: progress("drawing and writing pages", done, total),
    )
    published = len(built.publication.notes)
    return BuildReport(Path(output), published, len(vault.notes) - published, written, built.problems)
