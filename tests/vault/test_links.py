"""Links as they are written, out of short texts and out of code."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.vault.links import is_internal, links_in, wikilinks_in_code
from headwater.vault.notes import Link


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[Disc]]", Link("Disc", "", "", False, 7)),
        ("[[ Disc | a disc ]]", Link("Disc", "", "a disc", False, 7)),
        ("[[Tags/Disc#Anatomy|a disc]]", Link("Tags/Disc", "Anatomy", "a disc", False, 7, start=0, end=28)),
        ("[[Disc#^id-1]]", Link("Disc", "^id-1", "", False, 7, start=0, end=14)),
        ("[[#Anatomy]]", Link("", "Anatomy", "", False, 7, start=0, end=12)),
        ("[[Disc\\|a disc]]", Link("Disc", "", "a disc", False, 7, start=0, end=16)),
        ("![[Scan.png|300x200]]", Link("Scan.png", "", "300x200", True, 7, start=0, end=21)),
        ("a [b [c]](d.md)", Link("d.md", "", "b [c]", False, 7, True, 2, 15)),
        ("[[x]](d.md)", Link("x", "", "", False, 7, start=0, end=5)),
        ("[!](a%20b.md#c%20d)", Link("a b.md", "c d", "!", False, 7, True, 0, 19)),
        ("![a](<b c.png>)", Link("b c.png", "", "a", True, 7, True, 0, 15)),
        ("[a](%23b.md)", Link("#b.md", "", "a", False, 7, True, 0, 12)),
        ("[a](#b)", Link("", "b", "a", False, 7, True, 0, 7)),
    ],
)
def test_link_says_what_is_written_and_where(text: str, expected: Link) -> None:
    assert links_in(text, 7)[0] == expected


def test_links_of_a_text_come_in_their_order() -> None:
    text = "[[a]], [b](b.md), ![[c]] and [[d]]"
    assert [link.target for link in links_in(text, 1)] == ["a", "b.md", "c", "d"]


@pytest.mark.parametrize(
    "text", ["", "no link", "`[[code]]`", "%% [[hidden]] %%", "[[]]", "[[a\nb]]", "\\[[a]]", "[a]"]
)
def test_what_is_no_link_gives_none(text: str) -> None:
    assert links_in(text, 1) == ()


@pytest.mark.parametrize(
    ("destination", "internal"),
    [
        ("Note.md", True),
        ("../Tags/Disc%20(IVD).md#Anatomy", True),
        ("#Anatomy", True),
        ("#", False),
        ("", False),
        ("https://example.org/Note.md", False),
        ("mailto:a@example.org", False),
        ("//example.org", False),
        ("obsidian://open", False),
        ("1:2.md", True),
    ],
)
def test_only_destinations_without_a_scheme_lead_into_the_vault(destination: str, *, internal: bool) -> None:
    assert is_internal(destination) is internal


def test_what_looks_like_a_wikilink_in_code_is_found_with_its_place() -> None:
    body = "text `[[Disc#Anatomy|a disc]] [[x]]` [[y]]"
    found = list(wikilinks_in_code(body, body.index("`"), body.rindex("`")))
    assert [(body[start:end], link.target, link.subpath, link.alias) for start, end, link in found] == [
        ("[[Disc#Anatomy|a disc]]", "Disc", "Anatomy", "a disc"),
        ("[[x]]", "x", "", ""),
    ]


@given(st.text(st.sampled_from("[]()!|#\\`%$<> \nab^.:/=")))
@settings(deadline=None)
def test_every_link_spans_its_own_text_and_no_link_overlaps_the_next(text: str) -> None:
    links = [link for link in links_in(text, 1) if link.start >= 0]
    for link in links:
        written = text[link.start : link.end]
        assert written.endswith(")" if link.markdown else "]]")
        assert written.startswith(("[", "![", "]"))
    assert all(one.end <= other.end for one, other in pairwise(links))
