"""The patterns of the scanner that never go back find what plainer ones find."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from headwater.vault import markdown
from headwater.vault.markdown import scan
from headwater.vault.tokens import CodeBlock, HeadingLine

WIKILINK = re.compile(
    r"\[\[(?P<target>[^\[\]\n|](?:[^\[\]\n|\\]|\\(?![|\]]))*)"
    r"(?:\\?\|(?P<alias>(?:[^\[\]\n]|\[[^\[\]\n]*\])*?))?\\?\]\]"
)
HEADING = re.compile(
    r"^ {0,3}(?P<signs>#{1,6})(?:[ \t]+(?P<text>[^\n]*?))?(?:[ \t]+#+)?[ \t]*$", re.MULTILINE
)
FENCE_END = re.compile(r"^[ \t>]*`{3,}[ \t]*$", re.MULTILINE)


@given(st.text(alphabet="[[]]|\\a# \n!", max_size=25).map(lambda text: f"[[{text}]]"))
def test_wikilinks_are_found_as_by_a_plain_pattern(text: str) -> None:
    for start in range(len(text)):
        found, plain = markdown._SIGN.match(text, start), WIKILINK.match(text, start)
        span = found.span() if found and found.lastgroup else None
        assert span == (plain.span() if plain else None)
        if found and plain:
            assert found.group("target", "alias") == plain.group("target", "alias")


@given(
    st.lists(st.sampled_from(["#", "##", "# ", " ", "   ", "\t", "\n", "a", "a b", "\xa0", "\\"])).map(
        "".join
    )
)
def test_headings_are_found_as_by_a_plain_pattern(text: str) -> None:
    indented = text.replace("\n    ", "\n").replace("\n\t", "\n").strip(" \t")
    code = [token for token in scan(indented) if isinstance(token, CodeBlock)]
    headings = [token for token in scan(indented) if isinstance(token, HeadingLine)]
    plain = [
        (match.start(), match.end(), len(match["signs"]), match["text"] or "")
        for match in HEADING.finditer(indented)
        if not any(block.start <= match.start() < block.end for block in code)
    ]
    assert [tuple(heading) for heading in headings] == plain


@given(st.lists(st.sampled_from(["```", "````", "``", " ", ">", "\t", "\n", "a"])).map("".join))
def test_a_code_block_ends_where_a_plain_pattern_finds_its_end(rest: str) -> None:
    text = f"```py\n{rest}"
    block = scan(text)[0]
    closing = FENCE_END.search(text, len("```py\n"))
    assert isinstance(block, CodeBlock)
    assert block.end == (closing.end() if closing else len(text))
    assert text[block.content_start : block.content_end] == (
        text[len("```py\n") : closing.start()] if closing else rest
    )
