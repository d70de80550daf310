"""Obsidian's Markdown becomes CommonMark that means the same elsewhere."""

from __future__ import annotations

from html import unescape

import pyromark
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.site.markdown_text import CommonMark, escaped
from headwater.site.rendering.names import EmbeddedText, FileTarget, PageTarget
from headwater.vault.notes import Link


class Names:
    """A site that holds a note `Lake` and a picture."""

    def page_or_file(self, link: Link, origin: str) -> PageTarget | FileTarget | None:
        if link.target in {"Lake", "Lake.md"}:
            return PageTarget("/lake/", "", "insight")
        return FileTarget("/files/a b.png", "a b.png") if link.target == "a b.png" else None

    def holds(self, link: Link, origin: str) -> bool:
        return True

    def cited(self, citation: str, origin: str, *, briefly: bool) -> str | None:
        return "(<em>Lake</em> 1999)" if citation == "[@lake1999]" else None

    def embedded(self, link: Link, origin: str) -> EmbeddedText | FileTarget | None:
        return None


def address(target: PageTarget | FileTarget) -> str:
    return f"{target.href}index.md" if isinstance(target, PageTarget) else target.href.replace(" ", "%20")


COMMON_MARK = CommonMark(Names(), address)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("See [[Lake]] now", "See [Lake](/lake/index.md) now"),
        ("See [[Lake|the *lake*]] now", "See [the *lake*](/lake/index.md) now"),
        ("See [[Nowhere]] `x`", "See Nowhere `x`"),
        ("`[[Lake]]` stays", "`[[Lake]]` stays"),
        ("![[a b.png|300]]", "![a b.png](/files/a%20b.png)"),
        ("![[Lake]]", "[Lake](/lake/index.md)"),
        ("[here](Lake.md) and [there](gone.md)", "[here](/lake/index.md) and there"),
        ("[web](https://example.org) [bad](javascript:alert)", "[web](https://example.org) bad"),
        ("![far](https://example.org/a.png)", "[far](https://example.org/a.png)"),
        ("So it is [@lake1999].", "So it is (Lake 1999)."),
        ("# One\n\n## Two", "## One\n\n### Two"),
        ("A ==bright== word ^id", "A bright word"),
        ("Kept %%not this%% here", "Kept  here"),
        ("H<sub>2</sub>O <script>alert(1)</script><b onclick=x>b</b>", "H<sub>2</sub>O b</b>"),
        ('<span class="withheld">unpublished note</span>', "unpublished note"),
        ("A fact^[as [[Lake]] says].", "A fact (as [Lake](/lake/index.md) says)."),
        ("Depth:: 12 m", "Depth: 12 m"),
        ("[a][1]\n\n[1]: Lake.md", "[a][1]\n\n[1]: /lake/index.md"),
    ],
)
def test_what_only_obsidian_knows_becomes_plain_markdown(written: str, expected: str) -> None:
    assert COMMON_MARK.text(written, "Origin.md") == expected


@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    assert "<script" not in COMMON_MARK.text(text, "Origin.md").lower()


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), min_size=1))
def test_plain_words_read_as_they_are(words: str) -> None:
    assert unescape(pyromark.html(f"x {escaped(words)} x")) == f"<p>x {words} x</p>\n"
