"""Drawings are published without anything that runs or loads, and look as they did."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.site.svg.cleaning import SvgError, check, cleaned
from headwater.site.svg.css import harmless
from headwater.site.svg.names import ATTRIBUTES, ELEMENTS, SVG, WORDS, XHTML, XLINK

OPENING = f'<svg xmlns="{SVG}" xmlns:xlink="{XLINK}" xmlns:h="{XHTML}" xmlns:i="http://www.inkscape.org/x">'
PIXEL = "data:image/png;base64,iVBORw0KGgo="


def within(inner: str) -> str:
    """What is left of what stands in a drawing."""
    whole = cleaned(f"{OPENING}{inner}</svg>".encode()).decode()
    return whole.partition(">")[2].removesuffix("</svg>\n")


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        "<script href='http://e.org/a.js'/>",
        "<h:script>alert(1)</h:script>",
        "<i:namedview onload='x'/>",
        "<animate attributeName='href' to='javascript:alert(1)'/>",
        "<set attributeName='onclick' to='alert(1)'/>",
        "<handler type='application/ecmascript'>alert(1)</handler>",
        "<h:iframe src='http://e.org'/>",
        "<metadata>who drew it</metadata>",
        "<!-- a comment -->",
        "<?xml-stylesheet href='http://e.org/a.css'?>",
    ],
)
def test_what_does_not_draw_is_gone_with_all_that_is_in_it(inner: str) -> None:
    assert within(inner) == ""


@pytest.mark.parametrize(
    "attribute",
    [
        "onclick='alert(1)'",
        "onbegin='alert(1)'",
        "href='javascript:alert(1)'",
        "xlink:href='java&#10;script:alert(1)'",
        "xlink:href=' &#1;javascript:alert(1)'".replace("&#1;", "&#9;"),
        "href='data:text/html,x'",
        "href='vbscript:x'",
        "href='//e.org/a'",
        "href='a.svg#b'",
        "xml:base='http://e.org/'",
        "i:label='Layer'",
        "data-x='y'",
    ],
)
@pytest.mark.parametrize("element", ["a", "use", "image", "path", "textPath"])
def test_attributes_that_run_load_or_mean_nothing_are_gone(element: str, attribute: str) -> None:
    assert within(f"<{element} {attribute}/>") == f"<{element}></{element}>"


@pytest.mark.parametrize(
    "inner",
    [
        '<a href="https://e.org/a?b"><text>a &lt; b &amp; c</text></a>',
        '<use xlink:href="#part" x="1"></use>',
        f'<image href="{PIXEL}" width="1"></image>',
        '<path d="M0 0L1 1" style="fill:#fff;stroke-width:2" transform="translate(1,2) rotate(3)"></path>',
        '<linearGradient id="g"><stop offset="0" stop-color="red"></stop></linearGradient>',
        '<filter id="f"><feGaussianBlur stdDeviation="2" in="SourceAlpha"></feGaussianBlur></filter>',
        '<text xml:space="preserve" font-family="Virgil, sans-serif"><tspan x="1" dy="2">β</tspan></text>',
        '<g role="img" aria-label="A map" clip-path="url(&quot;#c&quot;)"></g>',
    ],
)
def test_what_draws_stays_as_it_is(inner: str) -> None:
    left = within(inner).replace("'url(\"#c\")'", '"url(&quot;#c&quot;)"')
    assert left == inner


def test_labels_in_boxes_of_html_keep_their_words_and_styles() -> None:
    box = "<foreignObject width='1'><h:div style='color:red;background:url(http://e.org)' onclick='x'>"
    left = within(f"{box}<h:p>Words<h:br/><h:img src='http://e.org'/></h:p><path/></h:div></foreignObject>")
    root = ET.fromstring(f"{OPENING}{left}</svg>")
    assert [element.tag.rpartition("}")[2] for element in root.iter()] == [
        "svg", "foreignObject", "div", "p", "br",
    ]  # fmt: skip
    assert "".join(root.itertext()) == "Words"
    assert 'style="color:red;background:none"' in left


def test_html_stands_nowhere_but_in_such_boxes() -> None:
    assert within("<g><h:div>words</h:div></g>") == "<g></g>"


@pytest.mark.parametrize(
    ("css", "left"),
    [
        ("fill:url(#a)", 'fill:url("#a")'),
        ("fill:url(http://e.org/a)", "fill:none"),
        ("fill:url( 'http://e.org/a)b' )", "fill:none"),
        ("fill:url(http://e.org", "fill:none(http://e.org"),
        ("fill:u\\72l(http://e.org)", "fill:u72l(http://e.org)"),
        ("fill:ur/**/l(http://e.org)", "fill:ur l(http://e.org)"),
        ("@import 'http://e.org/a.css'; a{}", "  a{}"),
        ("@im\\port 'http://e.org/a.css'", " "),
        ("@import/**/url(x);b{}", " b{}"),
        ("@imp@import x;ort 'y'", "@imp ort 'y'"),
        ("background:image-set('http://e.org' 1x)", "background:none('http://e.org' 1x)"),
        ("behavior:x;-moz-binding:y", "none:x;none:y"),
        ("src:url(data:font/woff2;base64,AA==) format()", 'src:url("data:font/woff2;base64,AA==") format()'),
        ("src:url(data:text/css,a)", "src:none"),
        ("transform:translate(1px) scale(2)", "transform:translate(1px) scale(2)"),
    ],
)  # fmt: skip
def test_a_style_loads_nothing(css: str, left: str) -> None:
    assert harmless(css) == left


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"no XML",
        b"<svg/>",
        b'<svg xmlns="http://www.w3.org/2000/svg">',
        b'<html xmlns="http://www.w3.org/1999/xhtml"><svg xmlns="http://www.w3.org/2000/svg"/></html>',
        b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        b'<?xml version="1.0" encoding="utf-7"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        b"\xff\xfe\x00",
    ],
)  # fmt: skip
def test_what_is_no_drawing_is_refused_whole(source: bytes) -> None:
    for read in (cleaned, check):
        with pytest.raises(SvgError):
            read(source)


def test_a_document_type_without_declarations_and_another_encoding_are_read() -> None:
    kind = (
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    )
    source = f'<?xml version="1.0" encoding="UTF-16"?>{kind}{OPENING}<text>β</text></svg>'.encode("utf-16")
    assert "<text>β</text>" in cleaned(source).decode()


def test_elements_may_lie_within_one_another_ten_thousand_deep() -> None:
    assert within("<g>" * 10_000 + "</g>" * 10_000) == "<g>" * 10_000 + "</g>" * 10_000


TAGS = st.sampled_from(
    [*sorted(ELEMENTS)[:12], "style", "foreignObject", "script", "h:div", "h:script", "set"]
)
VALUES = st.one_of(
    st.sampled_from(
        ["javascript:x", "#a", "url(http://e.org)", "u\\rl(x)", "https://e.org", "@import 'x'", PIXEL]
    ),
    st.text("ur(l\\)'\"#:/* ;@", max_size=12),
)
NAMES = st.sampled_from(["href", "xlink:href", "style", "onload", "fill", "class", "h:onclick", "filter"])


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> ET.Element:
    tag = draw(TAGS).replace("h:", f"{{{XHTML}}}")
    element = ET.Element(tag if tag[0] == "{" else f"{{{SVG}}}{tag}")
    for name in draw(st.sets(NAMES, max_size=3)):
        full = name.replace("xlink:", f"{{{XLINK}}}").replace("h:", f"{{{XHTML}}}")
        element.set(full, draw(VALUES))
    element.text = draw(VALUES)
    element.extend(draw(st.lists(elements(depth - 1), max_size=3)) if depth else [])
    return element


def odd(root: ET.Element) -> Iterator[str]:
    """What could run or load something."""
    for element in root.iter():
        space, _, local = element.tag[1:].partition("}")
        if local not in (WORDS if space == XHTML else ELEMENTS):
            yield element.tag
        texts = [*element.attrib.values(), *([element.text or ""] if local == "style" else [])]
        yield from (text for text in texts if "\\" in text)
        yield from (text for text in texts if "url(http" in text)
        yield from [local] if local == "style" and "@import" in (element.text or "") else []
        for name, value in element.attrib.items():
            if name.rpartition("}")[2] == "href":
                yield from [value] if not re.match(r"#|https://|data:image/png", value) else []
            elif name not in ATTRIBUTES:
                yield name


@given(elements())
def test_of_any_tree_only_what_is_allowed_is_left_and_cleaning_it_again_changes_nothing(
    inner: ET.Element,
) -> None:
    root = ET.Element(f"{{{SVG}}}svg")
    root.append(inner)
    once = cleaned(ET.tostring(root))
    assert list(odd(ET.fromstring(once))) == []
    assert cleaned(once) == once


@given(st.binary(max_size=200))
def test_no_bytes_at_all_stop_a_build(source: bytes) -> None:
    for whole in (source, OPENING.encode() + source + b"</svg>"):
        try:
            ET.fromstring(cleaned(whole))
        except SvgError:
            with pytest.raises(SvgError):
                check(whole)


def test_no_file_of_our_own_loses_anything() -> None:
    own = Path(__file__).parents[3] / "src/headwater/site/assets/favicon.svg"
    before, after = ET.fromstring(own.read_bytes()), ET.fromstring(cleaned(own.read_bytes()))
    assert [(found.tag, found.attrib) for found in before.iter()] == [
        (found.tag, found.attrib) for found in after.iter()
    ]
