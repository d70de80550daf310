"""The Health page: problems by rule for the author, and for readers what they may know."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from headwater.building import build
from headwater.checking import check_vault
from headwater.cli.main import main
from headwater.config import Config, SiteOptions
from headwater.errors import ConfigError
from headwater.opening import open_vault
from headwater.pipeline import draw
from headwater.preview.living import LivingSite
from headwater.problems import CATALOGUE, problem
from headwater.publication.health import TOLD_TO_READERS, Health, public_health, shows_health
from headwater.scope import MARKED, Scope
from headwater.vault.notes import NotePath
from headwater.views.health import MOST, health_view
from tests.end_to_end.reading import html_errors
from tests.site.drawn import drawn, part, words
from tests.written import WriteVault

AUTHOR = Scope(withheld_too=True)
PAGE = "health/index.html"
NOTES = {
    "Takeaways/2025-01-01 10-00-00.md": "---\npublish: true\n---\nRest helps [[nobody]]\n\nInsights:: [[b]]",
    "Insights/b.md": "%% Old discs hold less of their water",
    "Insights/c.md": "---\npublish: true\n---\nOld discs hold less of their water",
}


def health(vault: WriteVault, notes: Mapping[str, str], scope: Scope = AUTHOR) -> str:
    """The Health page of a vault."""
    return drawn(vault, notes, scope)[PAGE]


def section(page: str, code: str) -> str:
    """What the page says of one rule, in words."""
    return words(part(page, f'<section class="rule" id="{code}">', "</section>"))


def test_only_the_authors_preview_has_one_unless_the_configuration_asks_for_it() -> None:
    asked = Config(site=SiteOptions(health=True))
    scopes = (MARKED, Scope(all=True), AUTHOR)
    assert [shows_health(Config(), scope) for scope in scopes] == [False, False, True]
    assert shows_health(asked, MARKED)


def test_a_site_without_one_does_not_link_to_it_and_one_with_it_does_on_every_page(vault: WriteVault) -> None:
    published = drawn(vault, NOTES, MARKED)
    assert PAGE not in published
    assert not any("/health/" in page for page in published.values())
    assert all('<a class="health" href="/health/">' in page for page in drawn(vault, NOTES, AUTHOR).values())


def test_it_lists_every_problem_of_the_vault_at_its_rule(vault: WriteVault) -> None:
    page = health(vault, NOTES)
    problems = check_vault(vault(NOTES)).problems
    assert {found.code for found in problems} == set(re.findall(r'<section class="rule" id="([^"]+)"', page))
    for found in problems:
        assert found.place in section(page, found.code)


def test_each_rule_says_why_it_matters_and_how_to_mend_it(vault: WriteVault) -> None:
    told = section(health(vault, NOTES), "missing-link")
    assert told.startswith(
        "missing-link 1 warning Link to …, which does not exist. Why it matters If the link"
    )
    assert "What to do Create the note or correct the link." in told
    assert "Rest helps nobody Takeaways/2025-01-01 10-00-00.md:4 Link to 'nobody', which does not" in told


def test_a_problem_links_to_the_page_of_its_note_by_its_claim(vault: WriteVault) -> None:
    page = health(vault, NOTES)
    assert '<a href="/takeaways/2025-01-01-10-00-00/">Rest helps nobody</a>' in page
    assert 'b</a> <span class="badge">not published</span>' in page


def test_the_worst_rule_stands_first_and_then_the_most_frequent(vault: WriteVault) -> None:
    codes = ("missing-link", "unclosed-comment", "unclosed-comment", "invalid-frontmatter", "unused-insight")
    facts = {"target": "x", "suggestion": "", "language": "YAML", "reason": "y", "kind": "insight"}
    found = [problem(code, "n.md", line, **facts) for line, code in enumerate(codes, start=1)]
    publication = vault({"n.md": ""}).publish(AUTHOR)
    view = health_view(publication, Health(tuple(found)))
    assert [one.code for one in view.found] == [
        "invalid-frontmatter",
        "unclosed-comment",
        "missing-link",
        "unused-insight",
    ]


def test_of_ten_thousand_problems_the_first_are_listed_and_how_to_see_all(
    vault: WriteVault,
) -> None:
    page = health(vault, {"n.md": "\n".join(f"[[nobody {number}]]" for number in range(10_000))})
    assert page.count('class="where"') == MOST
    told = section(page, "missing-link")
    assert f"Show the first {MOST} of 10,000 places" in told
    assert told.endswith("9,950 more: headwater check --select missing-link lists them all.")


def test_a_message_of_any_length_and_any_signs_is_text_and_does_not_fill_the_page(vault: WriteVault) -> None:
    page = health(vault, {"n.md": f"[[<script>alert(1)</script>{'x' * 5000}]]"})
    assert "<script>alert" not in page
    assert len(section(page, "missing-link")) < 2000
    assert html_errors(page) == []


def test_the_summary_counts_and_adds_nothing_up(vault: WriteVault, tmp_path: Path) -> None:
    ignoring = "---\nheadwater-ignore: unused-insight\n---\nClaim"
    claim = "Claim one\n\nSource:: [[s2020]]"
    notes = {"Insights/a.md": claim, "Insights/b.md": ignoring, "Sources/s2020.md": ""}
    told = words(part(health(vault, notes), '<dl class="health">', "</dl>"))
    assert "Grounded 1 of 2 claims reach a source" in told
    assert "Ignored 1 more, by what notes say" in told
    assert "Reviewed None of 1 edge" in told
    assert main(["review", "--init", "--vault", str(tmp_path)]) == 0
    (tmp_path / "Insights/a.md").write_text("Claim two\n\nSource:: [[s2020]]")
    page = draw(open_vault(tmp_path), AUTHOR).site.pages[PAGE].decode()
    told = words(part(page, '<dl class="health">', "</dl>"))
    assert "Of 1 edge that can be reviewed 1 suspect: a note at one end says something else" in told
    assert "“one” → “two”" in section(page, "suspect-link")


def test_a_vault_in_which_nothing_is_odd_is_told_so(vault: WriteVault) -> None:
    page = health(vault, {"n.md": "---\npublish: true\n---\nWords"})
    assert "Problems none were found" in words(page)
    assert "<table" not in page


def test_it_makes_way_for_a_note_that_lies_in_its_place(vault: WriteVault) -> None:
    site = drawn(vault, {"Health.md": "My own."}, AUTHOR)
    assert "My own." in site[PAGE]
    assert "Summary" in site["health-all/index.html"]
    assert 'href="/health-all/"' in site[PAGE]


def test_codes_that_do_not_exist_stop_a_build_and_are_told_on_the_authors_page(
    vault: WriteVault, tmp_path: Path
) -> None:
    notes = {"headwater.toml": "check.select = 'mising-link'\nsite.health = true", **NOTES}
    told = words(health(vault, notes))
    assert "Nothing was checked: headwater.toml: [check]: no problem has the code 'mising-link'" in told
    with pytest.raises(ConfigError, match="no problem has the code 'mising-link'"):
        build(tmp_path, tmp_path.parent / "site")


def test_readers_are_told_of_published_notes_alone_and_no_message(vault: WriteVault) -> None:
    page = health(vault, {"headwater.toml": "[site]\nhealth = true", **NOTES}, MARKED)
    assert section(page, "missing-link").endswith("Rest helps nobody line 4")
    assert "'nobody'" not in page
    assert "Insights/b" not in page
    assert 'id="unclosed-comment"' not in page
    assert re.search(r"Not listed \d problems of unpublished notes", words(page))


def test_what_readers_are_told_holds_neither_message_nor_what_other_notes_say() -> None:
    published = {NotePath("a.md")}
    told = [problem(code, "a.md", 3, **_facts()) for code in CATALOGUE]
    withheld = [problem(code, "b.md", 3, **_facts()) for code in CATALOGUE]
    public = public_health(Health((*told, *withheld), ignored=7, unchecked="b.md"), published)
    assert {found.code for found in public.problems} == TOLD_TO_READERS
    assert {(found.path, found.message, found.hint) for found in public.problems} == {("a.md", "", "")}
    assert public.unpublished == len(told) + len(withheld) - len(TOLD_TO_READERS)
    assert (public.ignored, public.unchecked, public.whole) == (0, "", False)


def test_the_preview_tells_the_new_state_after_a_change(vault: WriteVault, tmp_path: Path) -> None:
    vault(NOTES)
    living = LivingSite(tmp_path, AUTHOR)
    assert b"unclosed-comment" in living.site().pages[PAGE]
    note = tmp_path / "Insights/b.md"
    note.write_text("Old discs hold less of their water", encoding="utf-8")
    assert b"unclosed-comment" not in living.site().pages[PAGE]
    assert b"near-identical-claim" in living.site().pages[PAGE]
    (tmp_path / ".headwater").mkdir(exist_ok=True)
    (tmp_path / ".headwater/reviews.jsonl").write_text("half a line")
    assert b"broken-review" in living.site().pages[PAGE]


def _facts() -> dict[str, object]:
    """Every fact that any wording asks for."""
    names = {
        name
        for wording in CATALOGUE.values()
        for name in re.findall(r"\{(\w+)", wording.message + wording.hint)
    }
    return dict.fromkeys(names, "CANARY")
