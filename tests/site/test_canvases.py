"""The pages of canvases."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from headwater.building import build
from headwater.pipeline import draw
from headwater.scope import Scope
from headwater.site.files import Site
from tests.written import WriteVault

INSIGHT = "---\npublish: true\n---\n# Content\n- Discs hold water\n"
PAGE = "drawings/board/index.html"


def node(sort: str, number: int = 0, **more: Any) -> dict[str, Any]:
    place = {"x": 500 * number, "y": 0, "width": 400, "height": 200}
    return {"id": str(number), "type": sort} | place | more


def board(*nodes: dict[str, Any], edges: Any = ()) -> str:
    return json.dumps({"nodes": nodes, "edges": list(edges)})


@pytest.fixture
def made(vault: WriteVault) -> Callable[..., Site]:
    """Draws the site of a vault with one insight, a canvas at `Drawings/Board.canvas`, and more files."""

    def of(*nodes: dict[str, Any], edges: Any = (), scope: Scope | None = None, **more: str) -> Site:
        files = {
            "Insights/2025-01-02 03-04-05.md": INSIGHT,
            "Private.md": "Nobody reads this.",
            "Drawings/Board.canvas": board(*nodes, edges=edges),
            "headwater.toml": "[publish]\ncanvases = ['Drawings']\n",
        }
        return draw(vault(files | more), scope or Scope()).site

    return of


def styles(site: Site) -> str:
    (place,) = [place for place in site.pages if place.startswith("assets/canvas/")]
    return site.pages[place].decode()


def test_a_canvas_lies_at_the_place_of_its_path_and_is_listed(made: Callable[..., Site]) -> None:
    site = made(node("text", text="Some **bold** words"))
    assert "<strong>bold</strong>" in site.pages[PAGE].decode()
    assert 'href="../../drawings/board/">Board</a>' in site.pages["overview/canvases/index.html"].decode()
    assert 'href="./overview/canvases/">Canvases</a>' in site.pages["index.html"].decode()


def test_no_canvas_is_published_that_the_configuration_does_not_name(made: Callable[..., Site]) -> None:
    for scope in (Scope(), Scope(all=True)):
        site = made(node("text", text="Sesame"), scope=scope, **{"headwater.toml": ""})
        assert not [place for place in site.pages if "canvas" in place or "board" in place]
        assert "Canvases" not in site.pages["index.html"].decode()


def test_the_author_sees_every_canvas_and_which_of_them_is_not_published(made: Callable[..., Site]) -> None:
    site = made(node("text", text="Sesame"), scope=Scope(withheld_too=True), **{"headwater.toml": ""})
    assert '<span class="badge">not published</span>' in site.pages[PAGE].decode()


def test_notes_are_links_with_their_claims_and_what_is_not_published_is_a_blank(
    made: Callable[..., Site],
) -> None:
    files = ["Insights/2025-01-02 03-04-05.md", "Private.md", "gone.md"]
    page = made(*(node("file", n, file=file) for n, file in enumerate(files))).pages[PAGE].decode()
    assert (
        '<a class="internal kind-insight" href="../../insights/2025-01-02-03-04-05/">Discs hold water</a>'
        in page
    )
    assert page.count(" is-blank") == 2
    assert "Private" not in page
    assert "gone" not in page


def test_pictures_are_shown_other_files_linked_and_both_copied(made: Callable[..., Site]) -> None:
    files = {"sea.png": "png", "data.csv": "1,2", "back.png": "png", "unused.png": "png"}
    site = made(
        node("file", 0, file="sea.png"),
        node("file", 1, file="data.csv"),
        node("group", 2, label="G", background="back.png"),
        **files,
    )
    page = site.pages[PAGE].decode()
    assert '<img src="../../files/sea.png" alt="sea" loading="lazy">' in page
    assert '<a class="file" href="../../files/data.csv">data.csv</a>' in page
    assert '<img src="../../files/back.png" alt="" loading="lazy">' in page
    assert set(site.attachments) == {"files/sea.png", "files/data.csv", "files/back.png"}


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "", "//x.org"]
)
def test_an_address_that_is_not_on_the_web_is_a_blank(made: Callable[..., Site], url: str) -> None:
    page = made(node("link", url=url)).pages[PAGE].decode()
    assert " is-blank" in page
    assert not url or url not in page


def test_an_address_on_the_web_is_a_link_that_leaves(made: Callable[..., Site]) -> None:
    page = made(node("link", url='https://example.org/?a="><script>')).pages[PAGE].decode()
    assert '<a class="external" href="https://example.org/?a=%22%3E%3Cscript%3E" rel="noopener' in page
    assert "<script>" not in page


def test_a_group_is_a_section_with_its_label_as_heading(made: Callable[..., Site]) -> None:
    around = node("group", 1, label="About <b>discs</b>", x=-50, y=-50, width=2000, height=2000)
    page = made(node("text", 0, text="within"), around).pages[PAGE].decode()
    assert re.search(
        r'<section class="canvas-group">\n<div [^>]*><h2>About &lt;b&gt;discs&lt;/b&gt;</h2></div>\n'
        r"<div [^>]*><p>within</p>",
        page,
    )


def test_lines_are_drawn_and_told(made: Callable[..., Site]) -> None:
    edges = [
        {"fromNode": "0", "toNode": "1", "label": "leads <to>", "color": "#ff8800"},
        {"fromNode": "0", "toNode": "1", "fromEnd": "arrow"},
        {"fromNode": "0", "toNode": "9", "label": "hangs"},
    ]
    site = made(node("text", 0, text="one"), node("text", 1, text="two"), edges=edges)
    page = site.pages[PAGE].decode()
    assert "<li>one <em>leads &lt;to&gt;</em> → two</li>" in page
    assert "<li>one ↔ two</li>" in page
    assert '<g class="c-ff8800"><path d="M460 160C' in page
    assert ".c-ff8800{--c:#ff8800}" in styles(site)
    assert "hangs" not in page


def test_boxes_lie_where_they_do_and_groups_below_all_others(made: Callable[..., Site]) -> None:
    site = made(node("text", 0, text="x", x=-300, y=-20), node("group", 1, label="G", width=10**9, height=0))
    css = styles(site)
    assert ".n0{--x:60px;--y:60px;--w:400px;--h:200px;--z:3}" in css
    assert re.search(r"\.n1\{--x:860px;--y:80px;--w:100000px;--h:36px;--z:1\}", css)


def test_no_page_of_a_canvas_has_a_style_attribute_or_an_inline_script(made: Callable[..., Site]) -> None:
    page = made(node("text", text="<p style='color:red' onclick='x()'>hi</p>", color="#123456")).pages[PAGE]
    assert b"style=" not in page
    assert b"onclick" not in page


def test_an_empty_canvas_has_a_page_that_says_so(made: Callable[..., Site]) -> None:
    assert b"There is nothing on this canvas." in made().pages[PAGE]


def test_a_note_keeps_its_place_and_the_canvas_lies_beside_it(made: Callable[..., Site]) -> None:
    note = "---\npublish: true\n---\nThe note.\n"
    more = {"Drawings/Board.md": note, "Drawings/Board!.canvas": board()}
    site = made(node("text", text="drawn"), **more)
    assert b"The note." in site.pages[PAGE]
    places = {place for place in site.pages if place.startswith("drawings/") and place.endswith(".html")}
    assert places == {PAGE, "drawings/board-canvas/index.html", "drawings/board-canvas-canvas/index.html"}


def test_a_link_or_an_embed_of_a_canvas_leads_to_its_page_and_the_file_is_never_copied(
    made: Callable[..., Site],
) -> None:
    links = "See [[Board.canvas]] and [it](Drawings/Board.canvas).\n\n![[Board.canvas]]\n"
    text = f"---\npublish: true\n---\n{links}"
    site = made(node("text", text="Sesame"), **{"Links.md": text})
    page = site.pages["links/index.html"].decode()
    assert page.count('<a class="internal kind-canvas" href="../drawings/board/"') == 3
    assert "Sesame" not in page
    assert not site.attachments


def test_a_link_to_a_canvas_that_is_not_published_leads_nowhere(made: Callable[..., Site]) -> None:
    text = "---\npublish: true\n---\nSee [[Board.canvas]] and ![[Drawings/Board.canvas]].\n"
    site = made(node("text", text="Sesame"), **{"Links.md": text, "headwater.toml": ""})
    assert "oard" not in site.pages["links/index.html"].decode()
    assert not site.attachments


def test_a_page_is_drawn_again_when_a_note_on_its_canvas_changes_and_only_then(
    vault: WriteVault, tmp_path_factory: pytest.TempPathFactory
) -> None:
    opened = vault(
        {
            "Insights/2025-01-02 03-04-05.md": INSIGHT,
            "Other.md": "---\npublish: true\n---\nOther.\n",
            "Board.canvas": board(node("file", file="Insights/2025-01-02 03-04-05.md")),
            "headwater.toml": "[publish]\ncanvases = ['.']\n",
        }
    )
    root, output = opened.root, tmp_path_factory.mktemp("built") / "site"
    build(root, output)
    page = output / "board/index.html"
    before = page.stat().st_ino
    (root / "Other.md").write_text("---\npublish: true\n---\nAnother.\n")
    build(root, output)
    assert page.stat().st_ino == before
    (root / "Insights/2025-01-02 03-04-05.md").write_text(INSIGHT.replace("water", "less water"))
    build(root, output)
    assert "Discs hold less water" in page.read_text()


def test_thousands_of_boxes_are_drawn(made: Callable[..., Site]) -> None:
    nodes = [node("text", n, text=f"# Box {n}", y=300 * (n % 50)) for n in range(2000)]
    page = made(*nodes).pages[PAGE].decode()
    assert page.count('class="canvas-node ') == 2000
