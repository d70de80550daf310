"""Breadcrumbs lead along the evidence."""

from __future__ import annotations

import re
from pathlib import Path

from headwater.building import build
from headwater.scope import MARKED, Scope
from tests.kept import files
from tests.site.drawn import drawn, part, words
from tests.views.reading import EVERYTHING
from tests.written import WriteVault


def chain(length: int) -> dict[str, str]:
    """A takeaway that rests on `i0`, which rests on `i1`, and so on; their claims are their names."""
    claims = {"Takeaways/t.md": "i0"}
    claims.update({f"Insights/i{number}.md": f"i{number + 1}" for number in range(length - 1)})
    claims[f"Insights/i{length - 1}.md"] = ""
    return {path: f"Supported By:: [[{below}]]" if below else "" for path, below in claims.items()}


def crumbs(page: str) -> str:
    return words(part(page, '<nav class="crumbs"', "</nav>").partition(">")[2])


def test_the_page_of_a_claim_is_reached_by_the_takeaway_that_rests_on_it(vault: WriteVault) -> None:
    site = drawn(vault, chain(3))
    assert crumbs(site["takeaways/t/index.html"]) == "Home Takeaways"
    assert crumbs(site["insights/i0/index.html"]) == "Home Takeaways t"
    assert crumbs(site["insights/i2/index.html"]) == "Home Takeaways t i0 i1"
    assert '<a class="kind-takeaway" href="/takeaways/t/">t</a>' in site["insights/i2/index.html"]


def test_of_a_long_way_the_takeaway_and_the_nearest_are_named(vault: WriteVault) -> None:
    page = drawn(vault, chain(50))["insights/i49/index.html"]
    assert crumbs(page) == "Home Takeaways t … i47 i48"
    assert 'title="and 47 between"' in page


def test_a_claim_that_supports_no_takeaway_is_reached_by_its_kind(vault: WriteVault) -> None:
    site = drawn(vault, {**chain(1), "Insights/alone.md": "", "Tags/Water.md": ""})
    assert crumbs(site["insights/alone/index.html"]) == "Home Insights"
    assert crumbs(site["tags/water/index.html"]) == "Home Tags"


def test_where_the_takeaways_are_listed_nowhere_the_way_begins_at_home(vault: WriteVault) -> None:
    hidden = {**chain(1), "Takeaways/t.md": "---\ndg-hide: true\n---\nSupported By:: [[i0]]"}
    assert crumbs(drawn(vault, hidden)["insights/i0/index.html"]) == "Home t"


def test_a_withheld_note_is_no_step(vault: WriteVault) -> None:
    published = "---\ndg-publish: true\n---\n"
    texts = {path: (published if path != "Insights/i0.md" else "") + text for path, text in chain(2).items()}
    assert crumbs(drawn(vault, texts, MARKED)["insights/i1/index.html"]) == "Home Insights"


def test_a_new_claim_of_a_note_is_told_on_every_page_that_is_reached_by_it(tmp_path: Path) -> None:
    root, ours, clean = tmp_path / "vault", tmp_path / "ours", tmp_path / "clean"
    stamped = {f"i{number}": f"2025-01-0{number + 1} 00-00-00" for number in range(5)} | {
        "t": "2025-02-01 00-00-00"
    }
    for path, support in chain(5).items():
        folder, _, name = path.removesuffix(".md").partition("/")
        text = re.sub(r"(?<=\[\[)\w+", lambda found: stamped[found[0]], support)
        place = root / folder / f"{stamped[name]}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"# Content\nSays {name}\n# Database Fields\n{text}\n")
    build(root, ours, EVERYTHING)
    for changed, seen_on in (("t", 5), ("i0", 2), ("i3", 1)):
        folder = "Takeaways" if changed == "t" else "Insights"
        note = root / folder / f"{stamped[changed]}.md"
        note.write_text(note.read_text().replace("Says", "Tells"))
        build(root, ours, EVERYTHING)
        build(root, clean, Scope(all=True), cache=False)
        assert files(ours) == files(clean)
        pages = [place.read_text() for place in (ours / "insights").rglob("index.html")]
        told = [page for page in pages if f"Tells {changed}" in part(page, '<nav class="crumbs"', "</nav>")]
        assert len(told) == seen_on
