"""Links without quotes in YAML: where there is none, the source need not be gone through."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from headwater.vault import bare_links
from headwater.vault.bare_links import quote_bare_links

PIECES = st.sampled_from([
    "[[a]]", "![[a]]", "[[", "]]", "[", "]", "{", "}", "!", ", ", ",", ": ", ":", "k", "- ", "? ", " ", "\t",
    "\n", "\n  ", '"', "'", "#", "|\n", "> \n ", "\\",
])  # fmt: skip


def test_links_without_quotes_are_quoted_and_others_are_left_alone() -> None:
    source = 'a: [[b]]\nc: "[[d]]"\ne:\n  - ![[f]]\n'
    assert quote_bare_links(source) == "a: '[[b]]'\nc: \"[[d]]\"\ne:\n  - '![[f]]'\n"


@given(st.lists(PIECES, max_size=20).map("".join))
def test_a_source_is_left_alone_only_where_going_through_it_would_change_nothing(source: str) -> None:
    through = bare_links._VALUE.sub(bare_links._quoted_value, source)
    assert quote_bare_links(source) == through
