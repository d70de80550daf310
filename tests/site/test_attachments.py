"""What becomes of the files that published notes show: copied, cleaned, or kept back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from headwater.building import build
from headwater.scope import Scope
from tests.site.drawn import built, drawn, part
from tests.views.reading import EVERYTHING
from tests.written import WriteVault

SVG = "<svg xmlns='http://www.w3.org/2000/svg'>{}</svg>"
TRUSTING = "[markdown]\ntrust_html = true\n"
ALL = Scope(all=True)


def test_a_drawing_is_published_without_its_scripts_and_the_file_in_the_vault_stays(
    vault: WriteVault, tmp_path: Path
) -> None:
    source = SVG.format("<script>alert(1)</script><path onclick='go()' d='M0 0'/>")
    site = built(vault, {"n.md": "![[Pictures/a b.SVG]]", "Pictures/a b.SVG": source}, EVERYTHING).site
    cleaned = site.pages["files/Pictures/a b.SVG"].decode()
    assert '<path d="M0 0">' in cleaned
    assert "alert" not in cleaned
    assert "go()" not in cleaned
    assert site.attachments == {}
    assert (tmp_path / "Pictures/a b.SVG").read_text(encoding="utf-8") == source


@pytest.mark.parametrize(
    "source", ["", "<svg", "<svg/>", '<!DOCTYPE a [<!ENTITY b "c">]>' + SVG.format("&b;")]
)
def test_a_drawing_that_cannot_be_read_is_a_problem_and_readers_see_a_notice(
    vault: WriteVault, source: str
) -> None:
    site = built(vault, {"n.md": "![[a.svg]]", "a.svg": source}, EVERYTHING)
    assert [(found.code, found.path) for found in site.drawing.problems(None)] == [
        ("unreadable-drawing", "a.svg")
    ]
    notice = site.site.pages["files/a.svg"]
    assert "".join(ET.fromstring(notice).itertext()) == "This drawing cannot be shown."


@pytest.mark.parametrize(
    "name", ["a.html", "a.HTM", "a.xhtml", "a.xml", "a.svgz", "a.mht", "a.swf", "a.b.xsl"]
)
def test_what_a_browser_would_run_is_not_published_and_no_link_leads_to_it(
    vault: WriteVault, name: str
) -> None:
    files = {"n.md": f"[[{name}]] ![[{name}]] [x]({name})", name: "<script>alert(1)</script>"}
    site = built(vault, files, EVERYTHING)
    assert site.site.attachments == {}
    assert [(found.code, found.path) for found in site.drawing.problems(None)] == [
        ("active-attachment", name)
    ]
    text = part(drawn(vault, {})["n/index.html"], '<div class="text">', "</div>")
    assert "href" not in text
    assert "src" not in text
    assert text.count('class="missing"') == 3


@pytest.mark.parametrize("name", ["a.svg", "a.html"])
def test_where_authors_html_is_trusted_every_file_is_copied_as_it_is(vault: WriteVault, name: str) -> None:
    files = {"n.md": f"[[{name}]]", name: SVG.format("<script/>"), "headwater.toml": TRUSTING}
    site = built(vault, files, EVERYTHING)
    assert list(site.site.attachments) == [f"files/{name}"]
    assert site.drawing.problems(None) == ()


def test_other_files_are_copied_as_they_are(vault: WriteVault) -> None:
    names = ["a.png", "a.pdf", "a.csv", "a.js", "a.xmlx", "htmlnotes.txt"]
    files = {"n.md": " ".join(f"[[{name}]]" for name in names), **dict.fromkeys(names, "")}
    assert sorted(built(vault, files, EVERYTHING).site.attachments) == sorted(
        f"files/{name}" for name in names
    )


def write(root: Path, text: str, drawing: str) -> None:
    root.mkdir(exist_ok=True)
    (root / "n.md").write_text(text, encoding="utf-8")
    (root / "a.svg").write_text(SVG.format(drawing), encoding="utf-8")


@pytest.mark.parametrize("text", ["![[a.svg]]", "![[a.svg]] and other words"])
@pytest.mark.parametrize("drawing", ["<g/>", "<path d='M0 0'/>", "<broken"])
@pytest.mark.parametrize("before", ["<g/>", "<broken"])
def test_a_second_build_writes_what_a_first_would_have(
    tmp_path: Path, text: str, drawing: str, before: str
) -> None:
    write(tmp_path / "vault", "![[a.svg]]", before)
    build(tmp_path / "vault", tmp_path / "site", ALL)
    write(tmp_path / "vault", text, drawing)
    again = build(tmp_path / "vault", tmp_path / "site", ALL)
    new = build(tmp_path / "vault", tmp_path / "new", ALL, cache=False)
    assert again.problems == new.problems
    assert again.written.files == new.written.files
    assert (tmp_path / "site/files/a.svg").read_bytes() == (tmp_path / "new/files/a.svg").read_bytes()


def test_a_drawing_is_never_drawn_on_a_machine_that_has_no_vault(tmp_path: Path) -> None:
    write(tmp_path / "vault", "![[a.svg]]", "<g/>")
    for number in range(40):
        (tmp_path / f"vault/{number}.md").write_text("![[a.svg]]", encoding="utf-8")
    with ThreadPoolExecutor(1) as executor:
        build(tmp_path / "vault", tmp_path / "site", ALL, executor=executor)
    assert b"<g>" in (tmp_path / "site/files/a.svg").read_bytes()
