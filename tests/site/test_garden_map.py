"""The map of the whole garden."""

from __future__ import annotations

import re

import pytest

from headwater.building import build
from headwater.pipeline import draw
from headwater.site.garden_map import GardenMap
from tests.written import WriteVault

NOTE = "---\npublish: true\n---\n# Content\n- {claim}\n\n# About\n[[Disc (IVD)]]\n"
FILES = {
    "Tags/Disc (IVD).md": "---\npublish: true\n---\n",
    "Insights/2025-01-02 03-04-05.md": NOTE.format(claim="Water < *salt* [[Disc (IVD)|in discs]]"),
    "Takeaways/2025-01-03 03-04-05.md": NOTE.format(claim="Drink"),
    "Private.md": "Nobody reads [[Disc (IVD)]].",
}


def page(vault: WriteVault, files: dict[str, str], place: str = "map/index.html") -> str:
    return draw(vault(files)).site.pages[place].decode()


def test_every_note_is_a_link_called_as_its_claim(vault: WriteVault) -> None:
    html = page(vault, FILES)
    assert (
        '<a href="../insights/2025-01-02-03-04-05/"><title>Water &lt; salt in discs</title><path d="M' in html
    )
    assert len(re.findall(r"<a href=[^>]*><title>[^<]*</title><path", html)) == 2
    assert "Private" not in html


def test_topics_come_before_notes_and_the_table_counts_them(vault: WriteVault) -> None:
    html = page(vault, FILES)
    assert html.index("<title>Disc (IVD)</title>") < html.index("<title>Drink</title>")
    assert re.search(r'<tr><th scope="row"><a [^>]*>Disc \(IVD\)</a></th><td>1</td><td>1</td></tr>', html)


def test_the_legend_names_every_kind_that_is_there_with_a_shape(vault: WriteVault) -> None:
    html = page(vault, FILES)
    legend = html[html.index("garden-legend") : html.index("data-panzoom")]
    assert re.findall(r"</svg> ([^<]+?) <span", legend) == ["Takeaways", "Insights"]
    assert len(set(re.findall(r'<path d="([^"]+)"', legend))) == 2


def test_the_header_of_every_page_leads_to_the_map(vault: WriteVault) -> None:
    assert '<a href="./map/">Map</a>' in page(vault, FILES, "index.html")


def test_a_note_that_lies_at_its_place_keeps_it(vault: WriteVault) -> None:
    files = FILES | {"Map.md": "---\npublish: true\n---\nMine.\n"}
    assert "Mine." in page(vault, files)
    assert "data-panzoom" in page(vault, files, "map-all/index.html")


def test_a_note_whose_claim_is_other_now_is_called_otherwise(
    vault: WriteVault, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root, output = vault(FILES).root, tmp_path_factory.mktemp("built") / "site"
    build(root, output)
    (root / "Takeaways/2025-01-03 03-04-05.md").write_text(NOTE.format(claim="Drink more"))
    build(root, output)
    assert "<title>Drink more</title>" in (output / "map/index.html").read_text()


def test_a_claim_that_is_other_now_changes_the_map_that_was_drawn_and_nothing_else_of_it(
    vault: WriteVault, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, made = vault(FILES).root, tmp_path_factory.mktemp("built")
    build(root, made / "site")
    monkeypatch.setattr(GardenMap, "_whole", pytest.fail)
    for claim in ("Drink <more> *& more*", "Drink"):
        (root / "Takeaways/2025-01-03 03-04-05.md").write_text(NOTE.format(claim=claim))
        build(root, made / "site")
        monkeypatch.undo()
        build(root, made / claim[:5], cache=False)
        again, anew = (made / name / "map/index.html" for name in ("site", claim[:5]))
        assert again.read_bytes() == anew.read_bytes()


def test_a_claim_of_thousands_of_words_is_cut(vault: WriteVault) -> None:
    files = FILES | {"Insights/2025-01-04 03-04-05.md": NOTE.format(claim="word " * 5000)}
    assert max(map(len, re.findall(r"<title>(.*?)</title><path", page(vault, files)))) <= 91


def test_a_site_whose_notes_are_all_hidden_has_no_map(vault: WriteVault) -> None:
    site = draw(vault({"Home.md": "---\npublish: true\ndg-home: true\n---\nHome.\n"})).site
    assert "map/index.html" not in site.pages
