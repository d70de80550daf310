"""Vaults that know nothing of evidence become good websites, or a clear error says why they cannot."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.building import build
from headwater.errors import HeadwaterError, PublicationError
from headwater.scope import Scope
from headwater.site.files import Site
from tests.end_to_end.conftest import written
from tests.end_to_end.reading import Links, dead_links, html_errors, pages, place_of, texts

ALL = Scope(all=True)
PIXEL = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xff"
    b"\xff\xff\x7f\0\t\xfb\3\xfd\5CE\xca\0\0\0\0IEND\xaeB`\x82"
)

Files = Mapping[str, str | bytes]

ODD_NAMES = [
    "研究 笔记",
    "ノート",
    "연구",
    "Über Straße",
    "naïve café",
    "Ελληνικά",
    "100% sure",
    "50%25",
    "C++ & C#",
    "What? Really!",
    "It’s a “quote”",
    "it's 'single'",
    'double "quoted"',
    "a (b (c))",
    "[brackets]",
    "{{ braces }}",
    "{% tag %}",
    "<b>bold</b>",
    "a < b > c",
    "&amp; entity",
    "semi;colon",
    "comma, name",
    "plus+plus",
    "equals=1",
    "at@home",
    "~tilde~",
    "`ticks`",
    "$x^2$",
    "*stars*",
    "_under_scores_",
    "==marked==",
    "%%comment%%",
    "a|b",
    "back\\slash",
    "colon: here",
    "dots...",
    "v1.2.3",
    "trailing space ",
    "  leading spaces",
    "no\u00a0break",
    "tab\there",
    "emoji 🦄 ♥ 👩‍🔬",
    "e\u0301 decomposed",
    "عربى",
    "index",
    "404",
    "assets",
    "files",
    "overview",
    "CON",
    "ALL CAPS",
    "x" * 200,
    "研" * 80,
]


def put(root: Path, files: Files) -> Path:
    """Write files into a folder, path → what stands in them."""
    root.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


Published = Callable[[Files], Site]
"""Builds the vault of these files, all of it published, to disk and gives what was written."""


@pytest.fixture
def published(tmp_path: Path) -> Published:
    def publish(files: Files) -> Site:
        report = build(put(tmp_path / "vault", files), tmp_path / "site", ALL)
        return written(report.output)

    return publish


def site_or_error(vault: Path, output: Path) -> Site | HeadwaterError:
    """What building a vault gives: the site that was written, or the error that says why there is none."""
    try:
        return written(build(vault, output, ALL).output)
    except HeadwaterError as error:
        return error


def assert_sound(site: Site) -> None:
    """Make sure that every page is valid HTML and every link leads somewhere."""
    assert dead_links(site) == []
    assert {place: errors for place, page in pages(site) if (errors := html_errors(page))} == {}


def linked_from_everywhere(site: Site) -> set[str]:
    """The places that can be reached from the home page by following links."""
    found, waiting, of_site = {"index.html"}, ["index.html"], dict(pages(site))
    while waiting:
        page = of_site[waiting.pop()]
        targets = {place_of(address) for address in Links(page).addresses if address.startswith("/")} - found
        found |= targets
        waiting += [place for place in targets if place.endswith(".html")]
    return found


def page_of(site: Site, words: str) -> str:
    """The page that holds these words, which no other page holds."""
    [found] = [page for _, page in pages(site) if words in page]
    return found


def test_a_vault_of_plain_pages_becomes_a_site_on_which_every_page_can_be_reached(
    published: Published,
) -> None:
    site = published(
        {
            "Start.md": "---\ndg-home: true\n---\nSee [[Tea]] and [[Deep/Down/Under|below]].",
            "Tea.md": "# Tea\n![[kettle.png|200]] and ![words](Pictures/kettle.png)",
            "Deep/Down/Under.md": "[[Tea]] [up](../../Tea.md) [[#Here]]\n\n## Here\nWords.",
            "Deep/Lonely.md": "Nothing links here.",
            "Pictures/kettle.png": PIXEL,
        }
    )
    assert_sound(site)
    everything = {place for place in site.pages if place.endswith(".html")} - {
        "404.html",
        "start/index.html",
        "search/index.html",
    }
    assert everything <= linked_from_everywhere(site)
    assert site.pages["files/Pictures/kettle.png"] == PIXEL
    assert 'src="/files/Pictures/kettle.png"' in texts(site)["tea/index.html"]
    assert 'href="/deep/down/under/">below</a>' in texts(site)["index.html"]


def test_a_plain_page_has_its_text_its_title_and_what_mentions_it_but_no_empty_table(
    published: Published,
) -> None:
    site = published({"Tea.md": "Leaves and water.", "Cup.md": "For [[Tea]]."})
    page = texts(site)["tea/index.html"]
    assert '<h1 dir="auto">Tea</h1>' in page
    assert "<p>Leaves and water.</p>" in page
    assert "Mentioned in" in page
    assert 'href="/cup/"' in page
    assert "<table" not in page
    assert "References" not in page


def test_a_vault_without_a_home_note_gets_a_home_page_that_lists_its_pages(published: Published) -> None:
    site = published({"Tea.md": "Leaves.", "Cups/Mug.md": "Clay."})
    assert_sound(site)
    assert {"tea/index.html", "cups/mug/index.html"} <= linked_from_everywhere(site)


def test_a_vault_that_is_one_file_becomes_a_site(published: Published) -> None:
    site = published({"Only.md": "One thought."})
    assert_sound(site)
    assert "<p>One thought.</p>" in texts(site)["only/index.html"]
    assert "only/index.html" in linked_from_everywhere(site)


@pytest.mark.parametrize("content", ["", "---\n---\n", "\ufeff", "---\ntitle: Bare\n---"])
def test_a_vault_that_is_one_empty_file_becomes_a_site(content: str, published: Published) -> None:
    assert_sound(published({"Only.md": content}))


def test_a_vault_that_is_one_home_note_becomes_one_page(published: Published) -> None:
    site = published({"Home.md": "---\ndg-home: true\n---\nWelcome, [[Home|here]]."})
    assert_sound(site)
    assert '<a class="internal kind-page" href="/">here</a>' in texts(site)["index.html"]


def test_a_file_is_no_vault(tmp_path: Path) -> None:
    put(tmp_path, {"Only.md": "x"})
    with pytest.raises(HeadwaterError, match=r"Only\.md.*is no folder"):
        build(tmp_path / "Only.md", tmp_path / "site")


@pytest.mark.parametrize(
    "files",
    [
        {},
        {".obsidian/app.json": "{}"},
        {"picture.png": PIXEL},
        {"Board.canvas": "{}"},
        {"empty/.gitkeep": ""},
    ],
)
@pytest.mark.parametrize("scope", [Scope(), ALL])
def test_a_vault_without_notes_is_an_error_that_leaves_no_site(
    files: Files, scope: Scope, tmp_path: Path
) -> None:
    put(tmp_path / "vault", files)
    with pytest.raises(PublicationError) as raised:
        build(tmp_path / "vault", tmp_path / "site", scope)
    assert raised.value.message
    assert raised.value.hint
    assert not (tmp_path / "site").exists()


def test_a_vault_in_which_nothing_is_marked_is_told_the_ways_out(tmp_path: Path) -> None:
    put(tmp_path / "vault", {"Tea.md": "Leaves."})
    with pytest.raises(PublicationError) as raised:
        build(tmp_path / "vault", tmp_path / "site")
    for way in ("dg-publish: true", "headwater.toml", "--all"):
        assert way in raised.value.hint


def test_pages_of_one_name_in_different_folders_are_different_pages(published: Published) -> None:
    site = published(
        {
            "A/Note.md": "In A. [[Note]] [[B/Note]] [other](../B/Note.md)",
            "B/Note.md": "In B. [[Note]] [[A/Note]] [same](Note.md)",
        }
    )
    assert_sound(site)
    assert 'href="/b/note/"' in page_of(site, "<p>In A.")
    assert 'href="/a/note/"' in page_of(site, "<p>In B.")


def test_folders_lie_within_folders_as_deep_as_one_likes(published: Published) -> None:
    deep = "/".join(f"Level {number}" for number in range(40))
    site = published(
        {f"{deep}/Bottom.md": "[[Top]] [top](" + "../" * 40 + "Top.md)", "Top.md": f"[[{deep}/Bottom]]"}
    )
    assert_sound(site)
    assert f'href="/{deep.lower().replace(" ", "-")}/bottom/"' in texts(site)["top/index.html"]
    assert texts(site)[f"{deep.lower().replace(' ', '-')}/bottom/index.html"].count('href="/top/"') >= 2


def test_a_folder_and_a_note_may_share_one_name(published: Published) -> None:
    site = published({"Tea.md": "[[Tea/Green]]", "Tea/Green.md": "[[Tea]]", "Tea/Tea.md": "[[Green]]"})
    assert_sound(site)
    assert {"tea/index.html", "tea/green/index.html", "tea/tea/index.html"} <= set(site.pages)


@pytest.mark.parametrize(
    "names",
    [
        ("Tea", "tea"),
        ("Tea time", "Tea-time"),
        ("Tea", "Tea!"),
        ("A/Tea", "a/tea"),
        ("Straße", "STRASSE"),
        ("研究", "研究/index"),
    ],
)
def test_names_that_are_alike_give_a_site_with_both_or_an_error_that_names_both(
    names: tuple[str, str], tmp_path: Path
) -> None:
    files = {f"{name}.md": f"Words number {number}." for number, name in enumerate(names)}
    put(tmp_path / "vault", files)
    if len(list((tmp_path / "vault").rglob("*.md"))) < 2:
        pytest.skip("this file system does not tell case apart")
    site = site_or_error(tmp_path / "vault", tmp_path / "site")
    if isinstance(site, Site):
        assert_sound(site)
        assert page_of(site, "<p>Words number 0.</p>") != page_of(site, "<p>Words number 1.</p>")
    else:
        assert all(f"{name}.md" in site.message for name in names)
        assert "dg-permalink" in site.hint
        assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_note_of_any_name_has_a_page_that_wikilinks_and_markdown_links_lead_to(
    name: str, published: Published
) -> None:
    # Obsidian, too, can write no wikilink to the others.
    linkable = name == name.strip() and not set(name) & set("[]|#^\\`") and "%%" not in name
    wikilink = f"[[{name}]] " if linkable else ""
    link = quote(f"{name}.md", safe="")
    site = published(
        {f"{name}.md": "The very page.", "From.md": f"{wikilink}[here]({link}) [there](<./{link}>)."}
    )
    assert_sound(site)
    [place] = [place for place, page in pages(site) if "<p>The very page.</p>" in page]
    found = [place_of(address) for address in Links(dict(pages(site))["from/index.html"]).addresses]
    assert found.count(place) >= 2 + bool(wikilink)


@pytest.mark.parametrize("name", ODD_NAMES)
def test_an_attachment_of_any_name_in_a_folder_of_any_name_is_shown(name: str, published: Published) -> None:
    name = name.strip()[:60].lstrip(".")
    path = f"Bilder & Töne 研/{name}/{name}.png"
    site = published({"Page.md": f"![words]({quote(path)}) [file](<{quote(path)}>)", path: PIXEL})
    assert_sound(site)
    shown = [place_of(address) for address in Links(dict(pages(site))["page/index.html"]).addresses]
    [place] = [place for place in shown if place.startswith("files/") and shown.count(place) == 2][:1]
    assert site.pages[place] == PIXEL


@pytest.mark.parametrize("embed", ["![[kettle one.png]]", "![[Bild er/研 究/kettle one.png|120x80]]"])
def test_an_image_is_embedded_from_any_subfolder(embed: str, published: Published) -> None:
    site = published({"Deep/Page.md": embed, "Bild er/研 究/kettle one.png": PIXEL})
    assert_sound(site)
    assert f'src="/files/Bild%20er/{quote("研 究")}/kettle%20one.png"' in texts(site)["deep/page/index.html"]


def test_attachments_that_no_page_shows_are_not_copied(published: Published) -> None:
    site = published({"Page.md": "![[a.png]]", "a.png": PIXEL, "b.png": PIXEL, "Pictures/a.pdf": b"%PDF"})
    assert [place for place in site.pages if place.startswith("files/")] == ["files/a.png"]


def test_attachments_whose_names_differ_in_case_alone_are_reported_and_no_link_to_them_is_dead(
    tmp_path: Path,
) -> None:
    put(tmp_path / "vault", {"P.md": "![x](a.png) ![y](A.png)", "a.png": PIXEL, "A.png": PIXEL + b"\n"})
    if len(list((tmp_path / "vault").glob("*.png"))) < 2:
        pytest.skip("this file system does not tell case apart")
    report = build(tmp_path / "vault", tmp_path / "site", ALL)
    assert "case-collision" in {problem.code for problem in report.problems}
    assert_sound(written(report.output))


BAD = ["\x1b", "\x08", "\x7f", "\x85", "\ufdd0", "\ufdd00\ufdd1", "\ufffe", "\U0001ffff"]


@pytest.mark.parametrize("bad", BAD)
def test_characters_that_no_html_document_may_hold_reach_none(bad: str, published: Published) -> None:
    """They are control characters and noncharacters (HTML, 13.2.3.5), and come with text copied from PDFs."""
    quoted = json.dumps(f"a{bad}b")
    facts = "".join(f"{key}: {quoted}\n" for key in ("title", "description", "tags", "aliases"))
    source = "".join(f"{key}: {quoted}\n" for key in ("Citation", "DOI", "URL", "ISBN", "year", "abstract"))
    site = published(
        {
            "Takeaways/T.md": f"---\n{facts}---\n# Content\nA{bad} [[I|b{bad}]] #c{bad}d\n\nInsights:: [[I]]",
            "Insights/I.md": f"# Content\nA{bad}b\n\nSource:: [[key2020]]\n\n# H{bad}eading\n![[T]] ^a{bad}",
            "Evidence Sources/key2020.md": f"---\n{source}---\nWords",
            "Page.md": f"A{bad} `b{bad}` $c{bad}$ [d{bad}](x{bad}.md) ![e{bad}](%1B%EF%B7%90.png) [f:: {bad}]"
            f"\n![g{bad}](a.png) ![](%1B.png) [^1] <b title='{bad}'>h{bad}</b>\n\n> [!x{bad}] i{bad}\n\n"
            f"```j{bad}\nk{bad}\n```\n\n[^1]: l{bad}",
            "a.png": PIXEL,
        }
    )
    assert_sound(site)
    assert {place for place, page in pages(site) if bad in page} == set()


_NAME = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="/\\"), min_size=1, max_size=12
).filter(lambda name: not name.startswith(".") and name.strip())


@settings(max_examples=60, deadline=None)
@given(
    paths=st.lists(
        st.lists(_NAME, min_size=1, max_size=3).map("/".join), min_size=1, max_size=5, unique_by=str.casefold
    ),
    words=st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=40),
)
def test_any_names_give_a_sound_site_or_a_clear_error(
    paths: list[str], words: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    # A wikilink with # names a heading, and such a name may well be none.
    links = "\n\n".join(f"[[{path}]] [x]({quote(path, safe='')}.md)" for path in paths)
    folder = tmp_path_factory.mktemp("names")
    put(folder / "vault", {f"{path}.md": f"{words}\n\n{links}" for path in paths})
    site = site_or_error(folder / "vault", folder / "site")
    if isinstance(site, Site):
        assert_sound(site)
    else:
        assert site.message
        assert site.hint
