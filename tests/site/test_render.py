"""Obsidian Markdown as HTML: the cases of `rendering/*.md`, and what they cannot say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from headwater.site.render import EmbeddedText, FileTarget, MathError, PageTarget, Renderer
from headwater.vault.notes import Link
from tests.site.written_names import FewNames, fixtures

RENDERER = Renderer(FewNames())
BODIES = ["blocks", "callouts", "code", "embeds", "footnotes", "html", "links", "math", "signs"]


def body(markdown: str) -> str:
    return RENDERER.body(markdown, "Home.md").html


def inline(markdown: str) -> str:
    return RENDERER.inline(markdown, "Home.md").html


@pytest.mark.parametrize(
    ("markdown", "html"),
    [pytest.param(*case, id=f"{file}: {title}") for file in BODIES for title, *case in fixtures(file)],
)
def test_page_is_rendered_as_the_fixture_says(markdown: str, html: str) -> None:
    assert body(markdown).strip("\n") == html


@pytest.mark.parametrize(
    ("markdown", "html"), [pytest.param(*case, id=title) for title, *case in fixtures("inline")]
)
def test_line_is_rendered_as_the_fixture_says(markdown: str, html: str) -> None:
    assert inline(markdown) == html


@pytest.mark.parametrize("render", [body, inline])
def test_nothing_becomes_nothing(render: Callable[[str], str]) -> None:
    assert render("") == ""
    assert render(" \n\n") == ""


def test_same_text_gives_the_same_html_twice() -> None:
    markdown = "# A\n[[Disc]] ==x== $y$ [^1]\n\n![[Disc]]\n\n[^1]: z"
    assert RENDERER.body(markdown, "Home.md") == RENDERER.body(markdown, "Home.md")


def test_strict_line_breaks_make_a_line_break_a_space() -> None:
    renderer = Renderer(FewNames(), strict_line_breaks=True)
    assert renderer.body("one\ntwo\\\nthree[^1]\n\n[^1]: a\n    b", "Home.md").html.startswith(
        "<p>one\ntwo<br>\nthree"
    )
    assert "a\nb" in renderer.body("[^1]\n\n[^1]: a\n    b", "Home.md").html


def test_lines_of_a_claim_are_joined_by_breaks_even_with_strict_line_breaks() -> None:
    assert Renderer(FewNames(), strict_line_breaks=True).inline("one\ntwo", "Home.md").html == "one<br>\ntwo"


def test_trusted_html_stays_as_it_is_and_links_in_markdown_are_still_resolved() -> None:
    renderer = Renderer(FewNames(), trust_html=True)
    html = renderer.body(
        '<div class="wide" onclick="go()">[[Disc]]</div>\n\n'
        '<a href="/there" target="_blank">x</a> [y](Disc.md)\n\n'
        "<script>\nif (1 < 2) { go() }\n\nend()\n</script>\n\n<img src='//cdn/x.png'>",
        "Home.md",
    ).html
    assert (
        '<div class="wide" onclick="go()"><a class="internal kind-tag" href="/disc/">Disc</a></div>' in html
    )
    assert '<a href="/there" target="_blank">x</a> <a class="internal kind-tag" href="/disc/">y</a>' in html
    assert "<script>\nif (1 < 2) { go() }\n\nend()\n</script>" in html
    assert "<img src='//cdn/x.png'>" in html


def test_comments_are_dropped_from_trusted_html_too() -> None:
    renderer = Renderer(FewNames(), trust_html=True)
    assert renderer.body("<b>a</b><!-- secret --> %%secret%%", "Home.md").html == "<p><b>a</b></p>\n"


def test_formulas_that_cannot_be_set_are_told() -> None:
    rendered = RENDERER.body("$\\unheard$ and $x$ and $\\frac{1$", "Home.md")
    assert rendered.math_errors[0] == MathError("\\unheard", 'Unknown command "\\unheard"')
    assert [error.latex for error in rendered.math_errors] == ["\\unheard", "\\frac{1"]
    assert RENDERER.inline("$\\unheard$", "Home.md").math_errors


def test_formulas_of_embedded_notes_are_told_too() -> None:
    class Names(FewNames):
        def embedded(self, link: Link, origin: str) -> EmbeddedText:
            return EmbeddedText("a", "$\\unheard$", PageTarget("/a/", "", ""), "a.md")

    assert len(Renderer(Names()).body("![[a]]", "Home.md").math_errors) == 1


@pytest.mark.parametrize(
    "latex",
    [
        "{" * 50_000,
        "{" * 9_000 + "}" * 9_000,
        "\\sqrt" * 3_000 + " x",
        "x" + "^{x" * 3_000 + "}" * 3_000,
        "\\left(" * 2_000,
        "\\begin{matrix}" * 1_000,
        "\\newcommand{\\a}[1]{" + "{" * 90 + "#1" + "}" * 90 + "}" + "\\a{" * 90 + "}" * 90,
        "\\def\\a{\\a\\a}\\a",
        "x" * 100_000,
    ],
)
def test_formula_that_would_exhaust_the_converter_is_shown_as_its_source(latex: str) -> None:
    rendered = RENDERER.body(f"$${latex}$$", "Home.md")
    assert rendered.math_errors[0].latex == latex
    assert '<code class="math-error">' in rendered.html


def test_ids_that_the_page_has_already_are_not_given_again() -> None:
    rendered = RENDERER.body("# Main\n\na[^1] ^b\n\n[^1]: c", "Home.md", taken={"main", "fn:1", "^b"})
    assert '<h2 id="main-2">' in rendered.html
    assert 'href="#fn:1-2"' in rendered.html
    assert '<li id="fn:1-2">' in rendered.html
    assert 'id="^b"' not in rendered.html
    assert rendered.ids == {"main", "main-2", "fn:1", "fn:1-2", "fnref:1", "^b"}


def test_names_are_asked_from_the_note_that_a_text_stands_in() -> None:
    asked: list[tuple[str, str]] = []

    class Names(FewNames):
        def page_or_file(self, link: Link, origin: str) -> PageTarget | FileTarget | None:
            asked.append((link.target, origin))
            return super().page_or_file(link, origin)

        def embedded(self, link: Link, origin: str) -> EmbeddedText | None:
            asked.append((link.target, origin))
            return EmbeddedText("k", "[[b]] [c](c.md) ![](d.png)", PageTarget("/a/", "", ""), "In/a.md")

    Renderer(Names()).body("![[a]] [[e]]", "Home.md")
    assert list(dict.fromkeys(asked)) == [
        ("a", "Home.md"),
        ("e", "Home.md"),
        ("b", "In/a.md"),
        ("c.md", "In/a.md"),
        ("d.png", "In/a.md"),
    ]


def test_links_are_passed_on_as_they_are_written() -> None:
    asked: list[Link] = []

    class Names(FewNames):
        def page_or_file(self, link: Link, origin: str) -> None:
            asked.append(link)

    Renderer(Names()).body("[[A b#c#d|e]] [f](g%20h.md#i%20j)", "Home.md")
    wiki, markdown = asked
    assert (wiki.target, wiki.subpath, wiki.alias, wiki.markdown) == ("A b", "c#d", "e", False)
    assert (markdown.target, markdown.subpath, markdown.markdown) == ("g h.md", "i j", True)


def nested_notes(depth: int, width: int = 1) -> Renderer:
    class Names(FewNames):
        def embedded(self, link: Link, origin: str) -> EmbeddedText:
            level = int(link.target) + 1
            return EmbeddedText(
                f"{level} of {origin}",
                f"![[{level}]] " * width,
                PageTarget(f"/{level}/", "", ""),
                origin + "x",
            )

    return Renderer(Names())


def test_notes_are_embedded_five_deep_and_linked_below() -> None:
    html = nested_notes(9).body("![[0]]", "Home.md").html
    assert html.count("<section") == 5
    assert '<p><a class="internal kind-other" href="/6/">5</a></p>' in html


def test_a_page_full_of_embeds_full_of_embeds_stays_bounded() -> None:
    html = nested_notes(9, width=9).body("![[0]] " * 9, "Home.md").html
    assert html.count("<section") == 200


def test_embedded_headings_and_blocks_get_no_ids_so_that_links_find_the_page_s_own() -> None:
    html = body("![[Disc]]\n\n## Rim\n\nwords ^rim")
    assert html.count('id="rim"') == html.count('id="^rim"') == 1
    assert html.index("</section>") < html.index('id="rim"')


def test_html_nested_deeper_than_anyone_means_is_text() -> None:
    html = body("<div>" * 600)
    assert html.count("<div>") == 500
    assert html.count("&lt;div&gt;") == 100


def test_many_tags_in_preformatted_text_are_shown_as_their_source() -> None:
    assert body("<pre>" + "<b>" * 6_000).startswith("<pre>&lt;pre&gt;&lt;b&gt;")


def test_long_code_is_not_coloured() -> None:
    assert "<span" not in body("```python\n" + "x = 1\n" * 20_000 + "```")


@pytest.mark.parametrize("render", [body, inline])
@pytest.mark.parametrize("bad", ["%1B", "%7F", "%EF%B7%90", "&#27;"])
def test_no_escape_in_an_address_brings_in_what_no_html_document_may_hold(
    bad: str, render: Callable[[str], str]
) -> None:
    for markdown in (f"![](a{bad}.png)", f"![](https://example.org/a{bad}.png)", f"[x](a{bad}.md)"):
        assert set(render(markdown)) & {"\x1b", "\x7f", "\ufdd0"} == set()


@pytest.mark.parametrize("address", ["https://[^1", "https://[x]/", "https://[::1"])
def test_an_address_that_no_browser_can_read_is_no_link(address: str) -> None:
    assert "href" not in body(f'<a href="{address}">words</a> <{address}>')
