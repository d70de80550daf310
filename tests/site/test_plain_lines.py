"""The short way for plain lines gives what the long way gives."""

from __future__ import annotations

from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from headwater.site.rendering.page import Page
from headwater.site.rendering.pieces import Part
from headwater.site.rendering.plain_lines import plain_line
from headwater.site.wording import words_of
from tests.site.drawn import drawn, row
from tests.site.written_names import FewNames
from tests.written import WriteVault

NAMES = FewNames()
WRITTEN = """\
[[Disc]] [[Disc|x]] [[Disc.md]] [[nothing]] [[nothing|y]] [[scan.png]] [[]] ![[Disc]] \
>= > = == % %% : :: :// - + 1. 1) ' " ’ ( ) (a:: a é B 12 \
° ± – -- ... / < & * _ ` $ # ~ ^ ! [ ] \\ | http://a.b x@y.z א < <1 <a> </a [[<1]]"""
SPACED = [
    " ",
    "  ",
    "< ",
    "[[a < 1|b <\u0661]]",
    "- ",
    "> ",
    "1. ",
    "\n",
    "\t",
    "\u00a0",
    "\u2028",
    "\u200f",
    "\u0301",
    "[[ |b]]",
]
PIECES = [*WRITTEN.split(" "), *SPACED]


def long_way(text: str) -> str:
    page = Page(NAMES, words_of("en"), (), trust_html=False, strict_line_breaks=False)
    return page.line(text, Part("Home.md", ("Home.md",), inline=True))


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=2), max_size=9).map("".join))
@example("Discs of [[Disc|the spine]] swell >= 25 % (n = 12) in [[nothing]]")
@settings(deadline=None, max_examples=600)
def test_plain_line_is_what_the_parser_makes_of_it(text: str) -> None:
    plain = plain_line(text, NAMES, "Home.md")
    event("plain" if plain is not None else "left to the parser")
    if plain is not None:
        assert plain == long_way(text)


def test_a_claim_of_words_and_links_is_plain() -> None:
    assert plain_line("Discs swell >= 25 % in [[Disc|the spine]] (p < 0.01)", NAMES, "Home.md") is not None


def test_a_link_leads_to_the_note_of_its_name_that_is_nearest(vault: WriteVault) -> None:
    written = {"Dry/a": "On [[core]]", "Wet/b": "On [[core]]", "Dry/core": "Dry", "Wet/core": "Wet"}
    pages = drawn(vault, {f"Insights/{name}.md": text for name, text in written.items()})
    overview = pages["overview/insights/index.html"]
    assert 'href="/insights/dry/core/"' in row(overview, "a")
    assert 'href="/insights/wet/core/"' in row(overview, "b")
