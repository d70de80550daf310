"""No word of an unpublished note reaches a page by what is known beside the notes: reviews, and git."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from headwater.building import build
from headwater.evidence.ledger.records import REVIEWS, TEXTS
from headwater.opening import open_vault
from headwater.publication.facts import Step
from headwater.vault.notes import NotePath
from tests.end_to_end.conftest import written
from tests.end_to_end.test_canaries import leaks
from tests.evidence.ledger.reading import Desk
from tests.publication.canaries import VAULT, canaries_in, canaries_of_vault, public_parts, texts
from tests.repositories import commit, git, new_repository

TAKEAWAY = NotePath("Takeaways/2025-03-01 10-00-00.md")
WITHHELD = "Insights/2025-02-01 10-00-00.md"
PUBLISHED = "Insights/2025-03-02 10-00-00.md"
OPTIONS = """\
[site]
history = true
[review]
properties = ["secret", "species", "study-type"]
"""
PAST = {"canary-word-of-once", "canary-message", "canary-name-of-once", "canary-branch", "canary-author"}
"""What stands in earlier commits and reviews alone."""


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The canary vault in a repository, all of it reviewed, and then almost all of it changed."""
    root = new_repository(tmp_path_factory.mktemp("past") / "vault")
    shutil.copytree(VAULT, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".headwater"))
    (root / "headwater.toml").write_text(OPTIONS, encoding="utf-8")
    (root / ".gitignore").write_text(".headwater/cache\n", encoding="utf-8")
    desk = Desk(root, {})
    desk.edit(PUBLISHED, "Read off", "CANARY-word-of-once, read off")
    # What it claims at last is what links to it say: those are found by the words of today.
    desk.edit(WITHHELD, "- CANARY-claim", "- CANARY-word-of-once, CANARY-claim")
    once = {"Insights/CANARY-name-of-once.md": f"Takeaways:: [[{TAKEAWAY[10:-3]}]]\n- CANARY-word-of-once"}
    desk.write(once)
    git(root, "checkout", "--quiet", "-b", "CANARY-branch")
    commit(root, day=1, subject="CANARY-message")
    desk.record(desk.assessed().edges, who="CANARY-author", note="CANARY-message")
    desk.edit(PUBLISHED, "CANARY-word-of-once, read off", "Read off")
    desk.edit(WITHHELD, "- CANARY-word-of-once, CANARY-claim", "- CANARY-claim")
    (root / "Insights/CANARY-name-of-once.md").unlink()
    desk.edit("Evidence Sources/doveTrial2019.md", "CANARY-study-type", "CANARY-other-type")
    commit(root, day=2, subject="CANARY-message")
    return root


def test_the_past_of_the_vault_holds_what_must_not_be_told(past: Path) -> None:
    assert canaries_in((past / REVIEWS).read_bytes()) >= {"canary-author", "canary-message"}
    assert "canary-word-of-once" in canaries_in((past / TEXTS).read_bytes())
    assert canaries_in(git(past, "log", "-p")) >= {"canary-name-of-once", "canary-message"}


def test_pages_tell_of_reviews_and_of_the_past_and_hold_no_canary(past: Path) -> None:
    for number in range(2):
        build(past, past.parent / "site")
        site = written(past.parent / "site")
        assert leaks(site, canaries_of_vault() | PAST | {"canary"}) == set(), number
        page = site.pages["takeaways/2025-03-01-10-00-00/index.html"].decode()
        # Its own property counts for reviews now, too.
        assert "</span> and this claim changed since the link between them was reviewed on 2025-03-01" in page
        assert '<time datetime="2025-01-01">2025-01-01</time> claim written; rests on' in page
        assert "1 unpublished assumption" not in page
        assert "2 unpublished assumptions" in page
        assert 'It rests on a circle: <span class="withheld">2 unpublished notes</span>' in page


def test_nothing_that_pages_may_use_holds_a_canary_of_the_past(past: Path) -> None:
    publication = open_vault(past).publish()
    parts = public_parts(publication)
    parts["attachments"] = sorted(publication.attachments)
    assert {canary for text in texts(parts) for canary in canaries_in(text)} == set()
    facts = publication.notes[TAKEAWAY].facts
    assert facts is not None
    assert Step("", None) in [one.supporter for one in facts.suspicions]
