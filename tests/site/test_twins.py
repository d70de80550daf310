"""Beside each note's page lies Markdown that says the same."""

from __future__ import annotations

import re
from urllib.parse import unquote

from headwater.scope import Scope
from tests.site.drawn import built
from tests.written import WriteVault

STAMP = "2025-01-29 10-39-27"
FILES = {
    f"Takeaways/{STAMP}.md": (
        "---\ncreated: 2025-01-29T10:39:27-05:00\ndg-publish: true\n---\n"
        "# Content\n- [[Lake]]s are wet\n\n# Notes\nMore of it.\n\n"
        "# Database Fields\nRests on:: [[i]], [[Secret insight]]"
    ),
    "Insights/i.md": "---\ndg-publish: true\n---\nWater is *wet*\n\nRests on:: [[lake1999]]",
    "Insights/Secret insight.md": "A secret claim",
    "Tags/Lake.md": "---\ndg-publish: true\n---\n",
    "Evidence Sources/lake1999.md": "---\ndg-publish: true\nCitation: Lake, Ada. Of Lakes. 1999.\n---\n",
}
TWIN = f"takeaways/{STAMP.replace(' ', '-')}/index.md"


def twins(vault: WriteVault, files: dict[str, str]) -> dict[str, str]:
    """The Markdown files of a site."""
    pages = built(vault, files, Scope()).site.pages
    return {place: data.decode() for place, data in pages.items() if place.endswith(".md")}


def test_every_note_has_one_that_says_what_its_page_does(vault: WriteVault) -> None:
    found = twins(vault, FILES)
    assert set(found) == {
        TWIN,
        "insights/i/index.md",
        "tags/lake/index.md",
        "evidence-sources/lake1999/index.md",
    }
    assert found[TWIN] == (
        "# Lakes are wet\n\n"
        f"Takeaway · `{STAMP}` · created 2025-01-29 · [page](../../takeaways/2025-01-29-10-39-27/)\n\n"
        "Facts: 1 source.\n\n"
        "## Notes\nMore of it.\n\n"
        "## References\n\n### Insights (1)\n\n- [i](../../insights/i/index.md): Water is wet\n\n"
        "### Original Source (1)\n\n"
        "- [lake1999](../../evidence-sources/lake1999/index.md): Lake, Ada. Of Lakes. 1999.\n\n"
        "1 unpublished note\n\n"
        "## Tags\n\n- [Lake](../../tags/lake/index.md)\n"
    )


def test_links_are_whole_where_the_address_of_the_site_is_known(vault: WriteVault) -> None:
    config = '[site]\nbase_url = "https://example.org/g"\n'
    found = twins(vault, {**FILES, "headwater.toml": config})
    assert "](https://example.org/g/insights/i/index.md): Water is wet" in found[TWIN]


def test_every_link_between_them_leads_somewhere(vault: WriteVault) -> None:
    base = "https://example.org/"
    found = twins(vault, {**FILES, "headwater.toml": f'[site]\nbase_url = "{base}"\n'})
    pages = built(vault, {**FILES, "headwater.toml": f'[site]\nbase_url = "{base}"\n'}, Scope()).site.pages
    for text in found.values():
        for target in re.findall(r"\]\(https://example\.org/([^)]*)\)", text):
            place = unquote(target)
            assert (f"{place}index.html" if place.endswith("/") or not place else place) in pages


def test_nothing_of_a_withheld_note_is_in_any_of_them(vault: WriteVault) -> None:
    for text in twins(vault, FILES).values():
        assert "ecret" not in text
