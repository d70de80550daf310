"""The files in which citations are taken away, and what they are called."""

from __future__ import annotations

import pytest

from tests.site.drawn import built
from tests.written import WriteVault

LONGEST = 255
"""Bytes that the name of a file may have: NAME_MAX of Linux and macOS."""

FORMS = 4
SOURCE = "---\nkind: evidence source\npublish: true\ntitle: Tea\nyear: 2001\nauthor: Roe, J\n---\n"


@pytest.mark.parametrize(
    "citekey", ["茶" * 84, "x" * 252, "bibliography", "roe, 2001", "-rf", "…roe", "100%", "a#b?c"]
)
def test_every_citekey_names_files_that_every_file_system_takes(citekey: str, vault: WriteVault) -> None:
    files = {f"Sources/{citekey}.md": SOURCE}
    places = [place for place in built(vault, files).site.pages if place.startswith("cite/")]
    assert len(places) == FORMS * 2
    for place in places:
        name = place.removeprefix("cite/")
        assert len(name.encode()) <= LONGEST
        assert not set(name) & set('\\:*?"<>|#%, ')
        assert name.partition(".")[0]


def test_files_of_citekeys_that_differ_in_letter_case_alone_are_apart(vault: WriteVault) -> None:
    files = {"a/roe2001.md": SOURCE, "b/ROE2001.md": SOURCE, "c/Roe2001.md": SOURCE}
    places = [place for place in built(vault, files).site.pages if place.startswith("cite/")]
    assert len({place.casefold() for place in places}) == len(places) == FORMS * 4
