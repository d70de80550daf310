"""Citations in running text are found where pandoc finds them, and never in what is something else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.bibliography.cites import cites_in
from headwater.vault.markdown import scan
from headwater.vault.tokens import Citation


def cited(text: str) -> list[str]:
    """The citations in a text, as they are written."""
    return [text[token.start : token.end] for token in scan(text) if isinstance(token, Citation)]


def keys(text: str) -> list[str]:
    return [key for token in scan(text) if isinstance(token, Citation) for key in token.citekeys]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("As [@adler2019] says.", ["[@adler2019]"]),
        ("[see @adler2019, pp. 8-25; also -@lin2020 and elsewhere]", None),
        ("[-@adler2019]", None),
        ("@adler2019 says so.", ["@adler2019"]),
        ("(@adler2019)", ["@adler2019"]),
        ("Adler says -@adler2019.", ["-@adler2019"]),
        ("@adler2019, @lin2020.", ["@adler2019", "@lin2020"]),
        ("@{https://example.org/a?b=c}", None),
        ("@Foo_bar.baz:q#1", None),
        ("@adler2019's", ["@adler2019"]),
        ("@adler2019. Then", ["@adler2019"]),
        ("*[@adler2019]*", ["[@adler2019]"]),
        ("# On [@adler2019]", ["[@adler2019]"]),
        ("- [@adler2019]", ["[@adler2019]"]),
        ("> [!note] [@adler2019]", ["[@adler2019]"]),
        ("| [@adler2019] | @lin2020 |", ["[@adler2019]", "@lin2020"]),
        ("==[@adler2019]==", ["[@adler2019]"]),
        ("Words.[^1]\n\n[^1]: [@adler2019]", ["[@adler2019]"]),
        ("[@adler2019][@lin2020]", ["[@adler2019]", "[@lin2020]"]),
        ("@møller2019 and @李2020", ["@møller2019", "@李2020"]),
        ("[@adler2019,\nno end", []),
        ("[not closed @adler2019", []),
        ("a-@adler2019", ["@adler2019"]),
    ],
)  # fmt: skip
def test_a_citation_is_found(text: str, found: list[str] | None) -> None:
    assert cited(text) == ([text] if found is None else found)


@pytest.mark.parametrize(
    "text",
    [
        "me@example.org",
        "mailto:me@example.org",
        "<me@example.org>",
        "`[@adler2019]` and `@adler2019`",
        "```\n[@adler2019]\n```",
        "    [@adler2019]",
        "$[@adler2019]$",
        "$$\n@adler2019\n$$",
        "%% [@adler2019] %%",
        "<!-- @adler2019 -->",
        "[[@adler2019]]",
        "[[note|@adler2019]]",
        "![[@adler2019.png]]",
        "[words @adler2019](https://example.org)",
        "[@adler2019](note.md)",
        "[@adler2019][label]\n\n[label]: https://example.org",
        "[@adler2019]: https://example.org",
        "https://example.org/@adler2019",
        "https://example.org/a?b=@adler2019",
        '<a title="@adler2019">words</a>',
        "\\@adler2019",
        "@",
        "@@adler2019",
        "a @ b",
        "@-adler",
    ],
)
def test_what_is_something_else_is_no_citation(text: str) -> None:
    assert cited(text) == []


def test_the_citekeys_of_a_citation_are_in_their_order() -> None:
    assert keys("[see @b2, 3; -@{a1}; @b2.x]") == ["b2", "a1", "b2.x"]


PIECES = st.sampled_from(
    ["@a1", "@b-2", "-@a1", "@{c:3}", "[", "]", "(", ")", "; ", ", p. 5", " see ", "\n", "\n\n", "`", "$",
     "%%", "[[", "]]", "|", "<", ">", "*", "\\", "#", "https://x.org/", "^", "é", "@", "]:",
     "::", "==", "    "]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join))
def test_tokens_stand_in_order_and_name_what_stands_in_them(text: str) -> None:
    found = [token for token in scan(text) if isinstance(token, Citation)]
    assert all(one.end <= other.start for one, other in pairwise(found))
    for token in found:
        written = text[token.start : token.end]
        assert token.citekeys
        assert all(f"@{key}" in written or f"@{{{key}}}" in written for key in token.citekeys)
        assert "\n" not in written
        assert written[0] in "[@-"


@given(st.lists(PIECES, max_size=14).map("".join))
def test_a_citation_that_stands_alone_is_the_same_citation(text: str) -> None:
    for written in cited(text):
        if not any(sign in written for sign in "%|*\\#^=:("):  # which mean something where they stand
            assert cited(f"Words {written}.") == [written]


@given(st.lists(PIECES, max_size=14).map("".join))
def test_taking_a_citation_apart_gives_its_citekeys(text: str) -> None:
    for token in scan(text):
        if isinstance(token, Citation):
            parts = cites_in(text[token.start : token.end], lambda _: True)
            assert not parts or {part.citekey for part in parts} <= set(token.citekeys)


@given(st.text(max_size=60))
def test_no_text_stops_the_search(text: str) -> None:
    assert all(0 <= token.start < token.end <= len(text) for token in scan(text))
