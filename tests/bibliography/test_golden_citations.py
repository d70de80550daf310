"""Forty awkward works come out as the golden files say; `make golden` writes these anew."""

from __future__ import annotations

import pytest

from headwater.bibliography.styles import find_style
from scripts.generate_golden_citations import GOLDEN, STYLES, golden_files, works


def test_there_are_forty_awkward_works() -> None:
    assert len(works()) == 40


@pytest.mark.parametrize("name", STYLES)
def test_awkward_works_come_out_as_the_golden_files_say(name: str) -> None:
    for file, content in golden_files(find_style(name, GOLDEN)):
        assert content == (GOLDEN / file).read_text(encoding="utf-8"), file
