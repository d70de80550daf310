"""What is left of a note's text without what is hidden."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from headwater.publication.passages import emptied
from headwater.vault.claims import headings_of, without
from headwater.vault.markdown import scan
from headwater.vault.notes import Heading

LINES = st.lists(st.sampled_from(["# a", "## b", "### c", "%%x%%", "word", "", "%%y%% z"]), max_size=14)


def left_under(
    text: str, headings: Sequence[Heading], spans: Sequence[tuple[int, int]], index: int
) -> tuple[int, str]:
    """The end of a heading's section and what is left in it."""
    heading = headings[index]
    ends = [later.start for later in headings[index + 1 :] if later.level <= heading.level]
    end = ends[0] if ends else len(text)
    return end, without(text, sorted(spans), heading.end, end)


@given(LINES.map("\n".join))
def test_a_heading_is_emptied_where_only_what_is_hidden_stood_below_it(text: str) -> None:
    tokens = scan(text)
    headings = headings_of(tokens)
    hidden = [(token.start, token.end) for token in tokens if text[token.start : token.end][:2] == "%%"]
    spans, expected = list(hidden), []
    for index in reversed(range(len(headings))):
        end, left = left_under(text, headings, spans, index)
        if not left.strip() and any(headings[index].end <= start < end for start, _ in hidden):
            spans.append((headings[index].start, end))
            expected.append(spans[-1])
    assert list(emptied(text, headings, hidden)) == expected
