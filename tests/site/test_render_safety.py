"""Whatever a note holds, what is rendered is well-formed and does nothing by itself."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.site.render import Renderer
from headwater.site.rendering.markup import blocks
from headwater.site.rendering.sanitize import sanitized
from tests.site.written_names import FewNames

RENDERER = Renderer(FewNames())
STRICT = Renderer(FewNames(), strict_line_breaks=True)

# Two lists, so that plain Markdown is drawn as often as all the HTML there is.
MARKDOWN = """\
[[Disc]]|[[Disc\\|x]]|[[ |]]|![[Disc]]|![[Loop]]|![[scan.png]]|![[scan.png\\|30]]|==|`|``|```\\n|~~~\\n|\
> |>|- |1. |- [ ] |- [x] |\\n|\\n\\n|    |\\t|# |## |---\\n|===\\n|$|$$|x^2|\\\\|%%|<!--|-->|[a](|](b)|\
](javascript:x)|](<a b>)|](a 't')|](a (|![|[^1]|[^1]: |^[n]| ^id|^id\\n|[k:: |(k:: |key:: v\\n|]|)|(|[|\
#tag|https://x.org/a|<https://y.org>|<javascript:x>|[r]|[r]: https://d.org\\n|> [!note] t\\n|> [!x]-\\n|\
> > [!y]+ |\\|--\\|--\\|\\n|\\| a \\| b \\|\\n|*|**|_|~~|~|&lt;|&amp;|&|word| |é|א|0|1|"|'\
"""
HTML = """\
<b>|</b>|<i>|</em>|<em>|<div>|</div>|<a href=x>|<a>|</a>|<p>|</p>|<table>|<tr>|<td>|</td>|</table>|\
<caption>|<col>|<tbody>|<svg>|</svg>|<math>|<mtext>|<script>|</script>|<style>|</style>|<pre>|</pre>|\
<textarea>|<title>|<button>|</button>|<select>|<option>|<iframe>|<img src=x onerror=y>|<img>|<li>|<ul>|\
</ul>|<h1>|</h1>|<h3>|<details>|<summary>|</summary>|</details>|<br>|<hr>|<dl>|<dt>|<dd>|<ruby>|<rt>|\
<form>|<input>|<nobr>|<center>|<font>|<sub>|<foreignObject>|<template>|<object>|<noscript>|<plaintext>|\
<b title="|<a href="javascript:x">|<a href='x' title='>'>|onclick=|title="|style=|>|<|</|<x|<!|<?|\
<![CDATA[|]]>|&#xFDD0;|&#64976|&#0;|\ufdd0|\ufdd1|\ufdd2 |\ufdd3|\ufdd4|\ufdd5|\ufdd6|\ufdd00\ufdd1|\
\x00|\x0b|\x0c|\r|\ud800|\uffff|\U0001ffff|\x7f|\x85|\u2028|\u200f\
"""


def pieces(written: str) -> list[str]:
    return [
        piece.replace("\\n", "\n").replace("\\t", "\t").replace("\\|", "|").replace("\\\\", "\\")
        for piece in re.split(r"(?<!\\)\|", written)
    ]


HOSTILE = st.lists(
    st.one_of(st.sampled_from(pieces(MARKDOWN)), st.sampled_from(pieces(HTML)), st.text(max_size=3)),
    max_size=25,
).map("".join)

VOID = {"br", "col", "hr", "img", "input", "wbr"}
NEVER = {"script", "style", "iframe", "object", "embed", "form", "svg", "base", "link", "meta", "template"}
BLOCKS = re.compile(r"<(?:p|div|section|ul|ol|li|table|h\d|pre|blockquote|details|figure)\b")


class Auditor(HTMLParser):
    """Fails on an end tag without its start, on an element or attribute that acts, on an id given twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.fragments: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in NEVER
        for name, value in attrs:
            assert not name.startswith("on")
            assert name != "style"
            if name in {"href", "src"}:
                assert re.match(r"(?:https?|mailto|tel):|(?![a-z]+:)", value or "", re.IGNORECASE)
                self.fragments += [value[1:]] if value and value.startswith("#fn") else []
            if name == "src":
                assert (value or "").startswith("/files/")
            if name == "id":
                self.ids.append(value or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def audit(html: str, before: str = "", after: str = "") -> None:
    assert not re.search("[\ufdd0-\ufdef]", html)
    page = (
        f"<!doctype html><html lang=en><head><title>x</title></head><body>{before}{html}{after}</body></html>"
    )
    html5lib.HTMLParser(strict=True).parse(page)
    auditor = Auditor()
    auditor.feed(html)
    auditor.close()
    assert not auditor.open
    assert len(auditor.ids) == len(set(auditor.ids))
    assert set(auditor.fragments) <= set(auditor.ids)


@given(HOSTILE)
@settings(deadline=None, max_examples=400)
def test_any_note_becomes_a_well_formed_page_that_does_nothing(markdown: str) -> None:
    audit(RENDERER.body(markdown, "Home.md").html)
    audit(STRICT.body(markdown, "Home.md").html)


@given(HOSTILE)
@settings(deadline=None, max_examples=300)
def test_any_claim_becomes_a_well_formed_line_without_blocks(markdown: str) -> None:
    html = RENDERER.inline(markdown, "Home.md").html
    audit(html, "<h1>", "</h1>")
    assert not BLOCKS.search(html)


@given(st.text(st.sampled_from("ab<>&\"'= /#*_`~[]()!|-\n\\\ufdd0\ufdd1\x00"), max_size=60))
@settings(deadline=None, max_examples=300)
def test_any_signs_become_a_well_formed_page_and_line(markdown: str) -> None:
    audit(RENDERER.body(markdown, "Home.md").html)
    audit(RENDERER.inline(markdown, "Home.md").html, "<h1>", "</h1>")


@given(
    st.lists(st.sampled_from(pieces(MARKDOWN)), max_size=25)
    .map("".join)
    .map(lambda text: text.replace("<", ""))
)
@settings(deadline=None, max_examples=200)
def test_cleaning_would_change_nothing_where_it_is_left_out(markdown: str) -> None:
    """`markup` leaves it out where the Markdown holds no `<`: the parser writes nothing it would take out."""
    html = re.sub(r' (?:class|href|src|title)="[^"]*"', "", blocks(markdown, trust_html=False))
    tree = html5lib.parseFragment(html)
    assert html5lib.serialize(html5lib.parseFragment(sanitized(html))) == html5lib.serialize(tree)


@pytest.mark.parametrize(
    "sign", ["> ", "- ", "<div>", "<b>", "<ul><li>", "<table><tr><td>", "<h2>", "**a ", "> [!x] a\n"]
)
def test_deep_nesting_is_well_formed(sign: str) -> None:
    audit(RENDERER.body(sign * 200 + "x", "Home.md").html)
    audit(RENDERER.inline(sign * 200 + "x", "Home.md").html, "<h1>", "</h1>")


@pytest.mark.parametrize(
    "piece",
    [
        "[[Disc]] ",
        "`a` ",
        "==a== ",
        "$a$ ",
        "[a](b) ",
        "<b>x</b> ",
        "[k:: v] ",
        "^[a] ",
        "a",
        "&#1; ",
        "# a\n",
        "- a ^b\n\n",
    ],
)
def test_very_long_text_is_rendered(piece: str) -> None:
    audit(RENDERER.body(piece * 5_000, "Home.md").html)
    audit(RENDERER.inline(piece * 5_000, "Home.md").html, "<h1>", "</h1>")


@pytest.mark.parametrize(
    "forged",
    [
        "\ufdd00\ufdd1",
        "&#xFDD0;0&#xFDD1;",
        "&#64976;0&#64977;",
        "&#x000FDD0;0&#x000FDD1;",
        "<b>&#xFDD00&#xFDD1</b>",
        '<b title="&#xFDD0;0&#xFDD1;">x</b>',
        '[x](y "&#xFDD0;0&#xFDD1;")',
        "[x](y (\ufdd00\ufdd1))",
        "- - ```&#xFDD0;0&#xFDD1;\n",
    ],
)
def test_no_text_can_ask_for_our_own_html(forged: str) -> None:
    html = RENDERER.body(f"[[Disc]]\n\n{forged}\n", "Home.md").html
    assert html.count('href="/disc/"') == 1
    audit(html)


@pytest.mark.parametrize(
    "markdown",
    [
        "![see [[Disc]] here](scan.png)",
        "[x](https://x.org (see [[Disc]]))",
        '<abbr title="a > [[Disc]]">x</abbr>',
        "- - ```[[Disc]]\n    x",
        "[x]: https://x.org (`[[Disc]]` $x$)\n\n[x]",
    ],
)
def test_our_own_html_never_lands_within_a_tag(markdown: str) -> None:
    html = RENDERER.body(markdown, "Home.md").html
    audit(html)
    assert not re.search(r'"[^"<>]*<', re.sub(r">[^<]*<", "><", html))
