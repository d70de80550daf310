"""A machine that changes a vault, and holds what builds and previews make of it against what they must."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from headwater.building import build
from headwater.errors import HeadwaterError
from headwater.opening import open_vault
from headwater.pipeline import draw
from headwater.preview.living import LivingSite
from headwater.reports import BuildReport
from headwater.scope import Scope
from tests.kept import files


class Rebuilding(RuleBasedStateMachine):
    """Builds a vault after every change, and looks at its preview now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.folder = Path(tempfile.mkdtemp())
        self.vault, self.site = self.folder / "vault", self.folder / "site"
        self.vault.mkdir()
        self.living = LivingSite(self.vault, Scope(withheld_too=True))

    def teardown(self) -> None:
        self.patch.undo()
        shutil.rmtree(self.folder)

    def paths(self) -> list[Path]:
        return sorted(self.vault.rglob("*.md"))

    @rule(shown=st.none() | st.sets(st.integers(0, 40), max_size=6))
    def look_at_the_preview(self, shown: set[int] | None) -> None:
        """See all of its pages, or some: what was not seen need not be drawn before the next change."""
        try:
            fresh = draw(open_vault(self.vault), Scope(withheld_too=True))
        except HeadwaterError as error:
            with pytest.raises(type(error), match=re.escape(error.message)):
                self.living.site()
            return
        site = self.living.site()
        places = sorted(fresh.site.pages)
        assert sorted(site.pages) == places
        assert self.living.problems == fresh.problems
        for place in places if shown is None else (places[number % len(places)] for number in shown):
            assert site.pages[place] == fresh.site.pages[place]

    @invariant()
    def is_built_right(self) -> None:
        self.compare(Scope())

    def compare(self, scope: Scope) -> None:
        clean = self.folder / "clean"
        ours, theirs = (
            attempt(self.vault, self.site, scope, cache=True),
            attempt(self.vault, clean, scope, cache=False),
        )
        if isinstance(theirs, BuildReport):
            assert isinstance(ours, BuildReport)
            assert ours.problems == theirs.problems
            assert files(self.site) == files(clean)
            shutil.rmtree(clean)
        else:
            assert ours == theirs


def attempt(vault: Path, output: Path, scope: Scope, *, cache: bool) -> BuildReport | str:
    """Build, or say why not."""
    try:
        return build(vault, output, scope, cache=cache)
    except HeadwaterError as error:
        return error.message.replace(output.name, "…")
