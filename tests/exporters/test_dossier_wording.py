"""Claims stand in a document as they mean it, whatever signs they hold."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.exporters.dossier.elements import Inline, citation, cite, code, link, math, para, words
from headwater.exporters.dossier.wording import Wording

WORDING = Wording(
    lambda citekey: citekey in {"mori2018", "lin2020"},
    lambda cites: [cite([citation(*found) for found in cites])],
)


def said(inlines: list[Inline]) -> str:
    """Elements written as a line that shows each of them."""
    return "".join(map(_shown, inlines))


PLAIN = {"Str": "{0}", "Space": " ", "LineBreak": "⏎", "Math": "<math:{0[1]}>", "Code": "<code:{0[1]}>"}


def _shown(inline: Inline) -> str:
    kind, content = str(inline["t"]), inline.get("c", [])
    if kind in PLAIN:
        return PLAIN[kind].format(content)
    if kind == "Cite":
        keys = (f"{one['citationId']}{said(one['citationSuffix'])}" for one in content[0])
        return f"<cite:{';'.join(keys)}>"
    if kind == "Link":
        return f"<link {content[2][0]}:{said(content[1])}>"
    return f"<{content[0][1][0]}:{said(content[1])}>" if kind == "Span" else f"<{kind}:{said(content)}>"


@pytest.mark.parametrize(
    ("claim", "meaning"),
    [
        ("a *b* **c** ~~d~~ ==e== `f`", "a <Emph:b> <Strong:c> <Strikeout:d> <mark:e> <code:f>"),
        ("p <= .03, n < 20, 5 * 3 * 2, >= 25 %", "p <= .03, n < 20, 5 * 3 * 2, >= 25 %"),
        ("H<sub>2</sub>O and 10<sup>6</sup>", "H<Subscript:2>O and 10<Superscript:6>"),
        ("<div onclick='x()'>boo</div><script>alert(1)</script>", "boo"),
        ("it costs $5 and $6", "it costs $5 and $6"),
        ("so $L_p < 61$ dB", "so <math:L_p < 61> dB"),
        ("$\\badmacro{x}$", "<code:\\badmacro{x}>"),
        ("so $50 % \\alpha$, $a\nb$", "so <math:50 \\% \\alpha>, <math:a b>"),
        ("so $x \\input{secret}$", "so <code:x \\input{secret}>"),
        ("of [[Steel (inox)]] or [[Vault/Glass|glass]]", "of Steel (inox) or glass"),
        (
            "see [here](https://example.org/a) or [there](Note.md)",
            "see <link https://example.org/a:here> or there",
        ),
        ("louder [@mori2018, 205]", "louder <cite:mori2018, 205>"),
        ("as @lin2020 says", "as <cite:lin2020> says"),
        ("write to me@mori2018.org, @nobody, [@nobody]", "write to me@mori2018.org, @nobody, [@nobody]"),
        ("in `[@mori2018]` and $@mori2018$", "in <code:[@mori2018]> and <math:@mori2018>"),
        ("- one\n- two", "- one⏎- two"),
        ("# not a heading\n::: {.div}", "not a heading⏎::: {.div}"),
        ("\U0010fffc0\U0010fffd", "0"),
        ("\\*literal\\* \\[@mori2018\\]", "*literal* [@mori2018]"),
    ],
)
def test_a_claim_means_in_a_document_what_it_means_in_the_vault(claim: str, meaning: str) -> None:
    assert said(WORDING.of(claim)) == meaning


def depth(part: Any) -> int:
    found, waiting = 0, [(part, 0)]
    while waiting:
        inner, level = waiting.pop()
        found = max(found, level)
        parts = inner.values() if isinstance(inner, dict) else inner if isinstance(inner, list) else ()
        waiting += [(one, level + 1) for one in parts]
    return found


def test_emphasis_within_emphasis_cannot_grow_without_end() -> None:
    assert depth(WORDING.of("<b><i>" * 400 + "deep" + "</i></b>" * 400)) < 100
    assert "deep" in said(WORDING.of("<b><i>" * 400 + "deep" + "</i></b>" * 400))


def test_what_no_document_can_hold_is_left_out() -> None:
    assert words("a\x01b\ud800c\ufffe d") == [
        {"t": "Str", "c": "abc"},
        {"t": "Space"},
        {"t": "Str", "c": "d"},
    ]
    assert "\udc80" not in json.dumps(
        [code("\udc80"), math("\udc80"), link([], "\udc80")], ensure_ascii=False
    )


ODD = st.text(st.sampled_from("ab *_`$<>[]()@!#|\\~=:-&;{}\n^%\"'"), max_size=60) | st.text(max_size=60)


@settings(max_examples=300)
@given(ODD)
def test_every_text_becomes_elements_that_pandoc_reads(text: str) -> None:
    inlines = WORDING.of(text)
    assert json.loads(json.dumps(para(inlines))) == para(inlines)
    assert "\U0010fffc" not in said(inlines)
