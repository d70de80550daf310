"""Of a source whose note is not published nothing is told but what its publisher prints on it."""

from __future__ import annotations

import pytest

from headwater.publication import Publication
from tests.publication.canaries import canaries_in, public_parts, texts
from tests.written import WriteVault

CLAIM = """\
---
kind: insight
publish: true
---
# Content
- Tea is warm.

Supported by:: [[roe2001]]
"""
DIARY = "---\nkind: insight\n---\n# Content\n- It is a secret.\n"
SOURCE = "---\nkind: evidence source\n{}\n---\nIt is read.\n"
WORK = "title: Tea\nyear: 2001\n"


def published(vault: WriteVault, facts: str) -> Publication:
    files = {
        "Claim.md": CLAIM,
        "canary-diary.md": DIARY,
        "Sources/roe2001.md": SOURCE.format(facts),
    }
    return vault(files).publish()


@pytest.mark.parametrize(
    "facts",
    [
        WORK + 'author: [{family: "[[canary-diary]]", given: Jo}]',
        WORK + 'author: Roe, J\nURL: "file:///Users/canary-user/tea.pdf"',
        WORK + 'author: Roe, J\nURL: "http://nas/canary-folder/tea.pdf"',
        WORK + "author: Roe, J\nPMID: ask canary-boss",
        WORK + "author: Roe, J\nDOI: ask canary-boss",
        "Citation: Roe, Tea.\nURL: http://localhost/canary-zotero\nPMID: canary-remark",
    ],
)
def test_what_its_properties_say_beside_stays_its_authors(vault: WriteVault, facts: str) -> None:
    found = [text for part in public_parts(published(vault, facts)).values() for text in texts(part)]
    assert not canaries_in("\n".join(found))


def test_its_own_identifiers_stay(vault: WriteVault) -> None:
    facts = WORK + "author: Roe, J\nDOI: 10.1000/roe\nPMID: 1234\nURL: https://tea.example/roe"
    citation = published(vault, facts).citations["roe2001"]
    assert citation.identifiers == (
        ("DOI", "10.1000/roe"),
        ("PMID", "1234"),
        ("URL", "https://tea.example/roe"),
    )
