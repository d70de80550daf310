"""Claims in frozen tables come back as the Markdown they were."""

from __future__ import annotations

import html
from html.parser import HTMLParser

import pyromark
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from headwater.importers.cells import Cell
from headwater.importers.frozen_tables import read_table
from headwater.vault.markdown import scan
from headwater.vault.tokens import Wikilink
from tests.importers.conftest import Garden

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_MATH
    | pyromark.Options.ENABLE_GFM
)


def cell(inner: str) -> Cell:
    return read_table(f"<table class='dataview'><tbody><tr><td><span>{inner}</span></td></tr></table>").rows[
        0
    ][0]


class _Text(HTMLParser):
    """The text of rendered HTML, and every element it stands in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shown = ""
        self.elements: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)

    def handle_data(self, data: str) -> None:
        self.shown += data


def rendered(markdown: str) -> tuple[str, list[str], list[tuple[str, str]]]:
    """What readers see of a claim, the elements in it, and its links, each shown as one character."""
    pieces, links, position = [], [], 0
    for token in scan(markdown):
        assert isinstance(token, Wikilink), f"{token} was no markup on the page"
        pieces += [markdown[position : token.start], "\ue000"]
        links.append((token.target, token.alias or token.target))
        position = token.end
    reader = _Text()
    reader.feed(pyromark.html("- " + "".join([*pieces, markdown[position:]]), options=OPTIONS))
    return reader.shown.strip(), reader.elements, links


signs = st.text(st.sampled_from("ab1 .,;()[]{}<>&*_~`$#%^=!|\\:+-/'\"±β’"), max_size=14)
names = st.text(st.sampled_from("Ab1 (),'%±+β’&-"), min_size=1, max_size=9)
names = names.map(lambda name: " ".join(name.split())).filter(bool)
nodes = st.one_of(signs, st.tuples(names, names))


@given(st.lists(nodes, max_size=6))
@example(["by >= 25 %, against <25% and <b and a*b*c, ~5 ~6, $3 and $4"])
@example([("Back", "Back"), " ^a"])
@example(["!", ("A", "A"), "(b)"])
@example(["- [ ] 1. ## > a"])
@example(["Key:: ", ("A", "A"), " %%x%% ==y== #tag"])
def test_text_and_links_of_any_claim_are_the_same_after_conversion(
    claim: list[str | tuple[str, str]],
) -> None:
    inner = "".join(
        html.escape(node)
        if isinstance(node, str)
        else f'<a data-href="{html.escape(node[0])}" class="internal-link">{html.escape(node[1])}</a>'
        for node in claim
    )
    text = " ".join("".join(node if isinstance(node, str) else "\ue000" for node in claim).split())
    shown, elements, links = rendered(cell(inner).markdown)
    assert " ".join(shown.split()) == text
    assert links == [node for node in claim if not isinstance(node, str)]
    assert set(elements) <= {"ul", "li"}


def test_comparison_signs_and_numbers_stay_free_of_backslashes() -> None:
    claim = "bulge >= 25 % vs. <25%, 10±5, ~5 min, p_value, [12], 3 * 4, 50% & more, C#, 10^6, a: b, (x)!"
    assert cell(html.escape(claim)).markdown == claim


@pytest.mark.parametrize(
    ("inner", "markdown"),
    [
        ("<strong>two</strong> of <em>three</em>", "**two** of *three*"),
        ("<b> padded </b>end", "**padded** end"),
        ("H<sub>2</sub>O", "H<sub>2</sub>O"),
        ("<code>a`b</code>", "``a`b``"),
        ("<mark>seen</mark> <del>gone</del>", "==seen== ~~gone~~"),
        ('<a class="tag" href="#sleep">#sleep</a>', "#sleep"),
        ('<a class="external-link" href="https://a.example/x_y">site</a>', "[site](<https://a.example/x_y>)"),
        (
            '<a class="external-link" href="https://a.example/x">https://a.example/x</a>.',
            "https://a.example/x.",
        ),
        ('<a class="external-link" href="javascript:alert(1)">here</a>', "here"),
        ("one<br>two", "one\ntwo"),
        ("<ul><li>one</li><li>- two</li></ul>", "- one\n- \\- two"),
        ("<ul><li>one</li></ul>", "one"),
        ("kept<script>alert(1)</script><style>p {}</style>", "kept"),
        ("a\u2028b\x00c\x85d", "a bc d"),
        ("open <strong>never closed", "open never closed"),
    ],
)
def test_html_of_a_cell_becomes_markdown(inner: str, markdown: str) -> None:
    assert cell(inner).markdown == markdown


def test_words_of_a_link_are_kept_where_they_differ_from_the_name() -> None:
    link = '<a data-href="Back Pain" class="internal-link">pain</a>'
    assert cell(link).markdown == "[[Back Pain|pain]]"


def test_words_with_brackets_become_a_markdown_link_since_a_wikilink_cannot_hold_them() -> None:
    link = '<a data-href="Folder/Back Pain.md" class="internal-link">[1]</a>'
    assert cell(link).markdown == "[\\[1\\]](Folder/Back%20Pain)"


def test_icon_beside_a_note_is_no_part_of_its_name(garden: Garden) -> None:
    named = cell(garden.note("Insights/2025-01-01 10-00-00.md"))
    assert (named.text, named.targets) == ("2025-01-01 10-00-00", ("Insights/2025-01-01 10-00-00.md",))
    assert named.names_note


def test_cell_with_words_around_its_link_is_a_claim_and_names_no_note(garden: Garden) -> None:
    assert not cell("see " + garden.link("Back Pain")).names_note
