"""Maps of evidence as readers see them: drawings that need no script, and lists that say the same."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from itertools import combinations, repeat
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from headwater.pipeline import draw
from headwater.scope import Scope
from headwater.site.map_layout import ACROSS, HEIGHT, UP, WIDTH, Layout, Line, layout
from headwater.views.beneath import Sense
from headwater.views.evidence_map import Edge, EvidenceMaps, Shape
from headwater.views.layers import backward_arcs, heights
from tests.evidence.drawn import graphs
from tests.publication.test_facts import note, vault_of
from tests.site.drawn import drawn, part, words
from tests.views.test_evidence_map import published
from tests.written import WriteVault

CHAIN = vault_of(note("s1"), note("i1", "s1"), note("i2", "i1"), note("t1", "i2"))
HOSTILE = "<b>\"'&amp; ]]> </svg><script>alert(1)</script> \x01\x0b\ud800 \u202e שלום"


def section(page: str) -> str:
    return part(page, '<section id="evidence-map">', "</section>")


def svg(page: str) -> ET.Element:
    """The drawing, which must be well-formed."""
    return ET.fromstring("<svg" + part(section(page), "<svg", "</svg>") + "</svg>")


def links(drawing: ET.Element) -> list[str]:
    return [link.get("href", "") for link in drawing.iter("a")]


def test_each_note_is_a_link_with_its_claim_read_from_the_top(vault: WriteVault) -> None:
    page = drawn(vault, CHAIN)["insights/i1/index.html"]
    drawing = svg(page)
    assert links(drawing) == ["/takeaways/t1/", "/insights/i2/", "/sources/s1/"]
    assert words(section(page)).startswith("Evidence map Takeaway Says t1 Insight Says i2 Insight Says i1 ")
    assert "Evidence source s1" in words(section(page))


def test_the_pages_own_note_is_emphasised_and_leads_nowhere(vault: WriteVault) -> None:
    (here,) = svg(drawn(vault, CHAIN)["insights/i1/index.html"]).findall("./g[@class='kind-insight here']")
    assert "Says i1" in "".join(here.itertext())
    assert not list(here.iter("a"))


def test_the_same_stands_in_a_list(vault: WriteVault) -> None:
    said = words(part(section(drawn(vault, CHAIN)["insights/i1/index.html"]), "<ol>", "</ol>"))
    assert said == (
        "Takeaway: Says t1 Insight: Says i2 ; supports 1 Insight: Says i1 ; supports 2 "
        "Evidence source: s1 ; supports 3"
    )


def test_tags_pages_and_short_chains_have_no_map(vault: WriteVault) -> None:
    pages = drawn(vault, vault_of(note("s1"), note("i1", "s1")) | {"Home.md": "[[i1]]", "Tags/Disc.md": ""})
    assert not [place for place, page in pages.items() if 'id="evidence-map"' in page]


def test_what_is_folded_is_named_in_the_list(vault: WriteVault) -> None:
    many = [note(f"i{number}", "s1") for number in range(10, 40)]
    files = vault_of(note("s1"), *many, note("t1", " ".join(f"i{number}" for number in range(10, 40))))
    page = drawn(vault, files)["takeaways/t1/index.html"]
    assert "26 more, with what lies beyond" in words(section(page))
    assert all(f"Says i{number}" in part(section(page), "<ol>", "</ol>") for number in range(10, 40))
    assert len(section(page)) < 12_000


def test_lines_that_oppose_or_are_withheld_say_so_in_words(vault: WriteVault) -> None:
    files = CHAIN | note("i3", "") | note("a1", "", "dg-publish: false")
    files["Insights/i3.md"] += "Opposes:: [[i1]]\n"
    files["Assumptions/a1.md"] += "CANARY\nSupports:: [[i1]]\n"
    page = section(drawn(vault, files)["insights/i1/index.html"])
    assert '<text class="opposes"' in page
    assert "Unpublished 1 unpublished note" in words(page)
    assert "CANARY" not in page
    assert "opposes 3" in words(page)


def test_no_text_breaks_out_of_a_drawing(vault: WriteVault) -> None:
    files = dict(CHAIN)
    hostile = HOSTILE.encode("utf-8", "replace").decode()
    files["Insights/i2.md"] = files["Insights/i2.md"].replace("Says i2", hostile)
    page = drawn(vault, files)["insights/i1/index.html"]
    drawing = svg(page)
    assert not list(drawing.iter("script"))
    assert not list(drawing.iter("b"))


def test_text_that_runs_from_right_to_left_begins_at_the_right(vault: WriteVault) -> None:
    files = {**CHAIN, "Insights/i2.md": CHAIN["Insights/i2.md"].replace("Says i2", "שלום עולם")}
    files["Insights/2025-01-02 03-04-05.md"] = files.pop("Insights/i2.md")
    files["Takeaways/t1.md"] = files["Takeaways/t1.md"].replace("[[i2]]", "[[2025-01-02 03-04-05]]")
    page = drawn(vault, files)["insights/i1/index.html"]
    assert '<text direction="rtl">שלום עולם</text>' in page


def stays_in_its_rows(lines: tuple[Line, ...], corner: tuple[int, int], lying: Layout) -> bool:
    """Whether the lines from a box begin at it, end where they are said to, and never leave the drawing."""
    for line in lines:
        if line.backward:
            continue
        steps = re.findall(r"([MCV])([-\d ]+)", line.path.split("m")[0])
        points = [(kind, list(map(int, numbers.split()))) for kind, numbers in steps]
        across = [x for kind, numbers in points if kind != "V" for x in numbers[::2]]
        down = [y for kind, numbers in points for y in (numbers if kind == "V" else numbers[1::2])]
        if (across[0], down[0]) != (corner[0] + WIDTH // 2, corner[1]):
            return False
        if (across[-1], down[-1]) != line.end or down != sorted(down, reverse=True):
            return False
        if min(*across, *down) < 0 or max(across) > lying.width or max(down) > lying.height:
            return False
    return True


@given(graphs(14))
def test_boxes_never_touch_and_lines_begin_and_end_at_them(graph: object) -> None:
    publication = published(graph)  # type: ignore[arg-type]
    maps = EvidenceMaps(publication)
    for path in publication.notes:
        found = maps.of(path)
        if found is None:
            continue
        lying = layout(found.shape)
        for one, other in combinations(lying.boxes, 2):
            assert abs(one[0] - other[0]) >= ACROSS - 1 or abs(one[1] - other[1]) >= UP
        for x, y in lying.boxes:
            assert 0 <= x <= lying.width - WIDTH
            assert 0 <= y <= lying.height - HEIGHT
        drawn_lines = [line for lines in lying.lines for line in lines]
        assert len(drawn_lines) == len(found.shape.edges)
        ends = {(x + WIDTH // 2, y + HEIGHT) for x, y in lying.boxes}
        assert {line.end for line in drawn_lines if not line.backward} <= ends
        assert all(map(stays_in_its_rows, lying.lines, lying.boxes, repeat(lying)))


@example(([0, 0, 0, 0, 0, 1, 269446, 1, 0, 0, 138], [(8, 10)]))
@given(
    st.integers(3, 24).flatmap(
        lambda size: st.tuples(
            st.lists(st.integers(0, 10**6), min_size=size - 1, max_size=size - 1),
            st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=30),
        )
    )
)
def test_every_shape_can_be_laid_out(given: tuple[list[int], list[tuple[int, int]]]) -> None:
    parents, more = given
    arcs = {(number, parent % number) for number, parent in enumerate(parents, 1)}
    arcs |= {(start, end) for start, end in more if start != end}
    size = len(parents) + 1
    backward = backward_arcs(size, sorted(arcs))
    rows = heights(size, sorted(arcs - backward), range(0, size, 3))
    assert rows is not None
    edges = tuple(Edge(*arc, Sense.SUPPORTS, arc in backward) for arc in sorted(arcs))
    lying = layout(Shape(rows, edges))
    for (x, y), (other_x, other_y) in combinations(lying.boxes, 2):
        assert y != other_y or abs(x - other_x) >= WIDTH
    assert all(map(stays_in_its_rows, lying.lines, lying.boxes, repeat(lying)))


def test_lines_keep_to_their_rows_where_the_layout_engine_puts_a_node_lower() -> None:
    arcs = [(1, 0), (2, 1), (0, 3), (0, 4), (0, 5), (3, 6), (4, 5), (5, 7)]
    rows = heights(8, arcs, ())
    assert rows is not None
    lying = layout(Shape(rows, tuple(Edge(*arc, Sense.SUPPORTS, backward=False) for arc in arcs)))
    assert all(map(stays_in_its_rows, lying.lines, lying.boxes, repeat(lying)))


def test_a_map_is_laid_out_the_same_in_every_process() -> None:
    arcs = [(1, 0), (2, 0), (3, 1), (3, 2), (4, 2), (5, 4), (5, 0), (6, 1), (6, 4), (7, 6)]
    program = (
        "import json;from headwater.site.map_layout import layout\n"
        "from headwater.views.evidence_map import Edge, Shape\nfrom headwater.views.beneath import Sense\n"
        "from headwater.views.layers import heights\n"
        f"arcs={arcs!r}\n"
        "edges = tuple(Edge(*arc, Sense.SUPPORTS, False) for arc in arcs)\n"
        "print(json.dumps(layout(Shape(heights(8, arcs, (7,)), edges))))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1
    assert json.loads(told.pop())[0] > 0


def test_the_author_sees_which_notes_of_a_map_are_not_published(vault: WriteVault) -> None:
    files = CHAIN | note("i2", "i1", "dg-publish: false")
    pages = draw(vault(files), Scope(all=True, withheld_too=True)).site.pages
    page = pages["insights/i1/index.html"].decode()
    assert "Insight · not published" in section(page)


@pytest.mark.parametrize("place", ["sources/s1/index.html", "takeaways/t1/index.html"])
def test_sources_and_takeaways_have_maps_of_what_lies_above_or_beneath(vault: WriteVault, place: str) -> None:
    assert 'id="evidence-map"' in drawn(vault, CHAIN)[place]
