"""Links lead to the root of the site from wherever they stand, and the site works wherever it lies."""

from __future__ import annotations

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.opening import open_vault
from headwater.pipeline import draw
from headwater.site.root import LOST, ROOT, from_root, rooted
from tests.end_to_end.reading import Links, dead_links
from tests.site.drawn import built
from tests.views.reading import EVERYTHING
from tests.written import WriteVault

FILES: dict[str, str | bytes] = {
    "Home.md": "---\ndg-home: true\n---\n[[i]] ![[p.png]]",
    "Insights/i.md": "# Content\n- It is [[T]]\n\n![[Home]]",
    "Insights/j.md": "---\nSupports: '[[i]]'\n---\n# Content\n- So [[T|they]] say [@adler]",
    "Tags/Deep/er/T.md": "[up](../../../Home.md) <a href='/Insights/i.md'>i</a>",
    "p.png": b"",
}
BELOW = '[site]\nbase_url = "https://example.org/a%20garden/"\n'


@pytest.mark.parametrize(
    ("place", "way"),
    [("index.html", "./"), ("a.html", "./"), ("a/index.html", "../"), ("a/b/c/index.html", "../../../")],
)
def test_a_page_knows_its_own_way_to_the_root(place: str, way: str) -> None:
    page = f'<a href="{ROOT}">home</a> <a href="{ROOT}x/#y">x</a>'.encode()
    assert rooted(page, place, "garden").decode() == f'<a href="{way}">home</a> <a href="{way}x/#y">x</a>'


def test_the_page_not_found_is_shown_at_any_depth_so_its_links_begin_with_the_path_of_the_site() -> None:
    assert rooted(f'"{ROOT}a/"'.encode(), LOST) == b'"/a/"'
    assert rooted(f'"{ROOT}a/"'.encode(), LOST, 'x/"y"') == b'"/x/&quot;y&quot;/a/"'


def test_a_link_as_data_begins_at_the_root() -> None:
    assert from_root(f"{ROOT}a/b/#c") == "a/b/#c"
    assert from_root(ROOT) == ""


@pytest.mark.parametrize("toml", ["", BELOW])
def test_the_links_of_a_site_do_not_depend_on_its_address(vault: WriteVault, toml: str) -> None:
    site = built(vault, {**FILES, "headwater.toml": toml}, EVERYTHING).site
    pages = {place: data.decode() for place, data in site.pages.items() if place.endswith(".html")}
    begins = "/a%20garden/" if toml else "/"
    assert all(address.startswith((begins, "#")) for address in Links(pages.pop(LOST)).addresses)
    assert not [link for page in pages.values() for link in Links(page).addresses if link.startswith("/")]
    assert not [place for place, page in pages.items() if "url=/" in page]
    if not toml:
        assert dead_links(site) == []


@settings(max_examples=15, deadline=None)
@given(st.text(alphabet=st.sampled_from("\x02a \n[]|`$<>\"'*_-#:&;=!x2"), max_size=60))
def test_no_text_of_a_note_becomes_a_way_to_the_root(text: str) -> None:
    claim = f"# Content\n- {text} \x02 &#2;"
    files = {
        "n.md": f"---\ntitle: {json.dumps(text)}\n---\n{text}\n\n&#2;&#x2; [a\x02](\x02b) ![\x02](<\x02>)",
        "Insights/2025-01-01 00-00-00.md": claim,
        "headwater.toml": '[site]\ntitle = "A\\u0002B"\ndescription = "\\u0002"\n',
    }
    with TemporaryDirectory() as folder:
        for path, content in files.items():
            Path(folder, path).parent.mkdir(exist_ok=True)
            Path(folder, path).write_bytes(content.encode())
        site = draw(open_vault(Path(folder)), EVERYTHING).site
    for place, page in site.pages.items():
        # A way to the root begins an address and stands nowhere else.
        inner = re.sub(rb'="(?:(?:\.\./)+|\./)|url=(?:\.\./)+', b"", page)
        assert not place.endswith(".html") or b"./" not in inner
        assert b"\x02" not in page
