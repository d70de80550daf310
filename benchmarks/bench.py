"""One vault, the sites made of it, and all that is measured there."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from contestants import headwater, headwater_command, rival
from serving import Preview, headwater_preview, hugo_preview, run_previews
from starting import Command, commands, run_commands
from trials import ColdTrial, Trial, WarmTrial, compare_bytes, compare_pages, run_in_turn
from vault_edits import Edit, VaultEdits

HERE = Path(__file__).parent

WARM = ("nothing", "edit", "link", "new")
"""The scenarios in which there is a site already."""

SCENARIOS = ("cold", *WARM, "start", "serve")

HUGO = "hugo-markdown"
"""The rival that targets are told of: Hugo as people use it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be measured."""

    notes: int
    runs: int
    memory_runs: int
    edits: int
    starts: int
    seed: int
    only: Collection[str]
    """Names of scenarios."""

    against: Collection[str]
    """Names of rivals."""

    @property
    def warm(self) -> list[str]:
        """The scenarios in which there is a site already."""
        return [name for name in WARM if name in self.only]

    @property
    def rivals(self) -> list[str]:
        """The rivals that need a site: all for cold builds, and one for what else is compared."""
        if "cold" in self.only:
            return list(self.against)
        return [HUGO] if HUGO in self.against and (self.warm or "serve" in self.only) else []


@dataclass(slots=True)
class Bench:
    """A generated vault, the sites made of it, and everything that is measured there."""

    choice: Choice
    work: Path
    """A folder for all that is made."""

    ours: list[ColdTrial] = field(default_factory=list)
    """Headwater's cold builds, or nothing."""

    others: dict[str, ColdTrial] = field(default_factory=dict)
    """Cold builds of the rivals that can be run here."""

    warm: dict[str, WarmTrial] = field(default_factory=dict)
    """Headwater's builds after a change, by scenario."""

    commands: list[Command] = field(default_factory=list)
    previews: list[Preview] = field(default_factory=list)
    """Headwater's, then Hugo's if there is one; Hugo's again, for edits that change tables as well."""

    size: str = ""
    """How many pages and rows of tables the cold sites have."""

    @property
    def _vault(self) -> Path:
        """The vault as it was generated."""
        return self.work / "vault"

    @property
    def _edited(self) -> Path:
        """The vault that is edited."""
        return self.work / "edited"

    @property
    def _site(self) -> Path:
        """The site of the edited vault, built before anything is measured."""
        return self.work / "site"

    def prepare(self) -> None:
        """Make vaults and sites; in processes of their own, so that this one stays small.

        A process is charged with the memory of the one that started it, until it has a program of its own.

        Raises:
            RunError: A rival is not installed, or cannot be.
            subprocess.CalledProcessError: A script or the first build fails.
        """
        _script("generate.py", self.choice.notes, self._vault, "--seed", self.choice.seed)
        shutil.copytree(self._vault, self._edited)
        _run(*headwater_command(), "build", self._edited, "--quiet", "--output", self._site)
        if self.choice.rivals:
            _script("rival_sites.py", self._site, self.work / "rivals", *self.choice.rivals)
        edits = VaultEdits(self._edited, self.choice.seed)
        self._enter_cold()
        self._enter_warm(edits)
        if "start" in self.choice.only:
            self.commands = commands(self._edited)
        if "serve" in self.choice.only:
            self._enter_previews(edits)

    def _enter_cold(self) -> None:
        if "cold" in self.choice.only:
            self.ours = [ColdTrial(headwater(self._vault), self.work / "cold" / "headwater")]
        for kind in self.choice.rivals if self.ours or self.choice.warm else ():
            contestant = rival(kind, self.work / "rivals" / kind)
            if contestant:
                self.others[kind] = ColdTrial(contestant, self.work / "cold" / kind)

    def _enter_warm(self, edits: VaultEdits) -> None:
        changes: dict[str, Callable[[], Edit | None]] = {
            "nothing": lambda: None,
            "edit": edits.edit,
            "link": edits.link,
            "new": edits.new,
        }
        for name in self.choice.warm:
            self.warm[name] = WarmTrial(headwater(self._edited), self._site, changes[name])

    def _enter_previews(self, edits: VaultEdits) -> None:
        self.previews = [headwater_preview(self._edited, edits)]
        if HUGO in self.choice.rivals:
            site = self.work / "rivals" / HUGO
            copy = shutil.copytree(site, self.work / "rivals" / f"{HUGO}-everywhere")
            self.previews.append(hugo_preview(site, self.choice.seed))
            self.previews.append(hugo_preview(copy, self.choice.seed, everywhere=True))

    def measure(self) -> None:
        """Run everything.

        Raises:
            RunError: Something failed, or sites that should be alike are not.
        """
        trials: list[Trial] = [*self.ours, *self.others.values(), *self.warm.values()]
        run_in_turn(trials, self.choice.runs, self.choice.memory_runs)
        self._compare()
        if self.commands:
            run_commands(self.commands, self.choice.starts)
        run_previews(self.previews, self.choice.edits)

    def _compare(self) -> None:
        """Make sure that rivals built the same pages, and that a site built bit by bit is like a new one."""
        for ours in self.ours:
            for other in self.others.values():
                pages, rows = compare_pages(ours.output, other.output)
                self.size = f", {pages:,} pages, {rows:,} rows of tables"
        if self.warm:
            anew = ColdTrial(headwater(self._edited), self.work / "anew")
            anew.run(watched=False)
            compare_bytes(anew.output, self._site)


def _script(name: str, *arguments: object) -> None:
    _run(sys.executable, HERE / name, *arguments)


def _run(*command: object) -> None:
    words: Sequence[str] = [*map(str, command)]
    subprocess.run(words, check=True)
