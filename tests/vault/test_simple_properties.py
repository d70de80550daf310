"""Properties in simple forms are read as all others are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.vault.properties import parse_properties
from headwater.vault.simple_properties import simple_properties

WORDS = (
    "true",
    "False",
    "NULL",
    "nan",
    "inf",
    "yes",
    "Off",
    "e3",
    "x",
    "Steam drives",
    "2022-01-05",
    "12",
    "0",
    "010",
)
SIGNS = (
    " ",
    "  ",
    ":",
    ": ",
    " #",
    "-",
    "- ",
    ",",
    ", ",
    "[[",
    "]]",
    "'",
    '"',
    "\\",
    "(",
    ")",
    "/",
    "“",
    "é",
    "\xa0",
    "\t",
)
VALUES = st.lists(st.sampled_from(WORDS + SIGNS), max_size=4).map("".join)
QUOTED = st.builds("{0}{1}{0}".format, st.sampled_from(["", "'", '"']), VALUES)
LISTS = st.lists(QUOTED.map("\n  - {}".format), min_size=1, max_size=3).map("".join)
ENTRIES = st.builds(
    "{}:{}\n".format,
    st.lists(st.sampled_from((*WORDS, " ", "-", "_", "'")), min_size=1, max_size=3).map("".join),
    st.one_of(st.just(""), QUOTED.map(" {}".format), LISTS),
)
SOURCES = st.lists(
    st.one_of(ENTRIES, st.sampled_from(["\n", "# x\n", "  y\n", "- z\n", "a: b\n"])), max_size=4
).map("".join)


@settings(max_examples=1000)
@given(SOURCES)
def test_what_is_recognised_as_simple_is_read_as_the_parser_reads_it(source: str) -> None:
    simple = simple_properties(source)
    if simple is not None:
        parsed = parse_properties(source)
        assert simple == parsed
        assert [list(map(type, told)) for told in (simple[0], simple[0].values())] == [
            list(map(type, told)) for told in (parsed[0], parsed[0].values())
        ]


@given(
    st.characters(),
    st.sampled_from(["a: {}\n", "a: x{}y\n", 'a: "{}"\n', "a: '{}'\n", "{}: a\n", "a:\n  - '{}'\n"]),
)
def test_no_sign_is_recognised_as_simple_that_the_parser_refuses_or_reads_otherwise(
    sign: str, form: str
) -> None:
    source = form.format(sign)
    simple = simple_properties(source)
    assert simple is None or simple == parse_properties(source)


@pytest.mark.parametrize(
    "source",
    [
        "created: 2022-01-05T21:00:59-05:00\ndg-publish: true\n",
        'Citation: "Lid, A. “Steam.” 9 (1992): 307–319. https://doi.org/10.5555/x."\nfileClass: Links\n',
        'Research Links:\n  - "[[lidSteam2003 - Figure 1A]]"\n  - "[[2021-12-20 13-00-52]]"\n',
        "tags:\n  - steam\n  - high pressure\nyear: 1992\nnote: ''\nempty:\n",
        "",
    ],
)
def test_the_forms_that_most_notes_keep_to_are_recognised(source: str) -> None:
    assert simple_properties(source) == parse_properties(source)


@pytest.mark.parametrize(
    "source", ["a: b\na: c\n", "a: b: c\n", "a: b #c\n", "a: [b]\n", "a: |\n  b\n", "a: b\n  c\n"]
)
def test_whatever_else_is_written_is_left_to_the_parser(source: str) -> None:
    assert simple_properties(source) is None
