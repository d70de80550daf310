"""The claim in a note: what is under `# Content`, without the machinery."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.vault.claims import as_claim, content_span, headings_of, section, without
from headwater.vault.markdown import scan
from headwater.vault.note_text import read_note


def claim(body: str) -> str:
    return read_note("Insights/2025-01-29 10-39-27.md", body.encode())[0].claim


def hidden(body: str) -> list[str]:
    note, _ = read_note("Note.md", body.encode())
    return [note.body[start:end] for start, end in note.hidden]


NOTE = """# Content
- Walking thickens the [[Intervertebral Disc (IVD)]] by >= 3 % ^claim
# References
```dataviewjs
await dv.view("references")
```

# Database Fields
Insights__Tags:: [[Intervertebral Disc (IVD)]]
"""


def test_claim_is_the_text_under_content_without_its_list_marker_and_block_id() -> None:
    assert claim(NOTE) == "Walking thickens the [[Intervertebral Disc (IVD)]] by >= 3 %"


def test_claim_of_a_note_without_content_heading_is_its_whole_body_without_machinery() -> None:
    body = (
        "Discs are fed by diffusion.\n\nRests_on:: [[a]]\n\n# Database Fields\nTags:: [[b]]\nNote:: words\n"
    )
    assert claim(body) == "Discs are fed by diffusion."


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("- one\n- two", "one\ntwo"),
        ("* one\n+ two", "one\ntwo"),
        ("1. one\n2) two", "one\ntwo"),
        ("- [ ] to do\n- [x] done", "to do\ndone"),
        ("- one\n  - inner", "one\ninner"),
        ("one\n\n\ntwo", "one\ntwo"),
        ("## Part\none", "Part\none"),
        ("one ^id\ntwo ^id-2", "one\ntwo"),
        ("one\n^id", "one"),
        ("5^2 is 25", "5^2 is 25"),
        ("-5 °C is cold", "-5 °C is cold"),
        ("25. January", "January"),
        ("one %%not for readers%% two", "one  two"),
        ("<!-- not for readers -->one", "one"),
        ("", ""),
        ("   \n\t\n", ""),
    ],
)
def test_markers_block_ids_comments_and_blank_lines_are_dropped(content: str, expected: str) -> None:
    assert claim(f"# Content\n{content}\n# References\n") == expected


@pytest.mark.parametrize(
    "heading", ["# Content", "## Content", "# content", "#   CONTENT  #", "Content\n======="]
)
def test_heading_of_the_content_is_known_in_any_spelling(heading: str) -> None:
    assert claim(f"before\n\n{heading}\none\n\n# After\ntwo\n") == "one"


def test_content_goes_on_below_deeper_headings_and_ends_at_one_of_its_level() -> None:
    assert claim("# Content\none\n## Why\ntwo\n# References\nthree\n") == "one\nWhy\ntwo"


def test_first_content_heading_counts_and_one_in_code_is_none() -> None:
    assert claim("```\n# Content\ncode\n```\n# Content\none\n# Content\ntwo\n") == "one"


@pytest.mark.parametrize(
    "language", ["dataview", "dataviewjs", "DataviewJS", "tasks", "query", "base", "button"]
)
def test_blocks_that_plugins_run_are_machinery(language: str) -> None:
    block = f"```{language}\nLIST\n```"
    assert hidden(f"one\n{block}\ntwo") == [block]
    assert claim(f"one\n{block}\ntwo") == "one\ntwo"


def test_other_code_is_shown() -> None:
    assert claim("```python\nprint(1)\n```") == "```python\nprint(1)\n```"


@pytest.mark.parametrize(
    ("line", "is_hidden"),
    [
        ("Tags:: [[a]], [[b]]", True),
        ("- Tags:: [[a]]; ![[b]]", True),
        ("Tags::", True),
        ("Tags:: [[a]] and words", False),
        ("Mood:: good", False),
        ("It is so [tags:: [[a]]] here", False),
    ],
)
def test_only_lines_of_links_alone_are_machinery(line: str, *, is_hidden: bool) -> None:
    assert bool(hidden(f"one\n{line}\ntwo")) is is_hidden


def test_database_fields_are_hidden_whole_up_to_the_next_heading_of_their_level() -> None:
    body = "one\n# Database Fields\nMood:: good\n## More\nwords\n# After\ntwo"
    assert hidden(body) == ["# Database Fields\nMood:: good\n## More\nwords\n"]


def test_section_gives_heading_text_and_end() -> None:
    body = "before\n# One\na\n# Two\nb"
    headings = headings_of(scan(body))
    assert section(headings, "two", len(body)) == (body.index("# Two"), body.index("\nb"), len(body))
    assert section(headings, "three", len(body)) is None
    assert content_span(headings, len(body)) == (0, len(body))


def test_without_leaves_out_what_lies_in_several_spans_at_once() -> None:
    assert without("0123456789", [(1, 3), (2, 5), (4, 4), (8, 20)]) == "0567"
    assert without("0123456789", [(0, 3), (5, 6), (9, 10)], 2, 8) == "3467"
    assert without("0123456789", [], 2, 8) == "234567"
    assert without("0123456789", [(0, 10)], 2, 8) == ""


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), max_size=6).map(
    lambda spans: sorted((start, start + length) for start, length in spans)
)


@given(st.text(max_size=40), SPANS, st.integers(0, 40), st.integers(0, 40))
@settings(deadline=None)
def test_without_keeps_exactly_the_characters_that_no_span_covers(
    text: str, spans: list[tuple[int, int]], start: int, end: int
) -> None:
    covered = {offset for first, last in spans for offset in range(first, last)}
    kept = [text[offset] for offset in range(start, min(end, len(text))) if offset not in covered]
    assert without(text, spans, start, end) == "".join(kept)


CANARY = "hush"
VISIBLE = st.text(st.sampled_from("ab -*>|.\n\\[]()#^:`~$1"), max_size=12)
SECRET = st.sampled_from(
    [
        f"%%{CANARY}%%",
        f"%%\n{CANARY}\n%%",
        f"<!--{CANARY}-->",
        f"\n```dataviewjs\n{CANARY}\n```\n",
        f"\n\nTags:: [[{CANARY}]]\n\n",
    ]
)


@given(st.lists(st.one_of(VISIBLE, SECRET), max_size=8).map("".join))
@settings(deadline=None, max_examples=300)
def test_claim_never_holds_what_is_hidden(body: str) -> None:
    note, _ = read_note("Note.md", body.encode())
    shown = without(note.body, note.hidden)
    assert note.claim.count(CANARY) <= shown.count(CANARY)
    if not note.headings:
        assert note.claim == as_claim(shown)


@given(st.text())
@settings(deadline=None)
def test_claim_of_any_text_has_no_blank_line_and_no_space_around_it(text: str) -> None:
    found = as_claim(text)
    assert found == found.strip()
    assert "\n\n" not in found
