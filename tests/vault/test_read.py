"""A whole vault, note by note, and what is odd about it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.config import Config, DateOptions
from headwater.errors import VaultError
from headwater.problems import Problem
from headwater.vault import read
from headwater.vault.fields import DEEPEST_FIELD
from headwater.vault.note_text import decode, read_note
from headwater.vault.notes import Field, Note, Origin
from headwater.vault.read import read_vault
from tests.vault.conftest import WriteFiles

ODD = Path(__file__).parents[1] / "vaults" / "odd-files"


def note_of(text: str | bytes) -> Note:
    """A note that has nothing odd about it."""
    note, problems = read_note("Notes/Note.md", text if isinstance(text, bytes) else text.encode())
    assert not problems
    return note


def problem_of(data: bytes) -> Problem:
    (problem,) = read_note("Note.md", data)[1]
    return problem


def fields(body: str) -> list[tuple[str, str, list[str]]]:
    """The inline fields: their names, values and the names they link to."""
    return [(field.key, field.value, [link.target for link in field.links]) for field in note_of(body).fields]


# A vault of everything that goes wrong


def test_every_oddity_of_a_vault_is_reported_with_file_and_line_and_none_stops_the_rest() -> None:
    contents = read_vault(ODD, Config())
    assert [(problem.place, problem.code) for problem in contents.problems] == [
        ("Archive", "nested-vault"),
        ("Bad date.md:3", "invalid-date"),
        ("Broken frontmatter.md:3", "invalid-frontmatter"),
        ("Canvases/Broken.canvas:4", "invalid-canvas"),
        ("Canvases/Dangling.canvas", "dangling-canvas-edge"),
        ("Latin 1.md:3", "not-utf-8"),
        ("No closing dashes.md:1", "invalid-frontmatter"),
        ("Open comment.md:5", "unclosed-comment"),
        ("UTF-16.md:1", "not-utf-8"),
        ("Written twice.md:4", "duplicate-property"),
    ]
    assert {note.path: note.claim for note in contents.notes} == {
        "Archive/Old note.md": "From a vault inside the vault",
        "Bad date.md": "When?",
        "Broken frontmatter.md": "Nobody knows whether this may be published",
        "Empty.md": "",
        "Latin 1.md": "Plain at first\nthen a caf\ufffd",
        "No closing dashes.md": "What stands above was to be frontmatter",
        "No line end.md": "the file ends here",
        "Old Mac.md": "One carriage return ends each line: [[Empty]]",
        "Open comment.md": "Shown",
        "UTF-16.md": "Größe in two bytes, about [[Empty]]",
        "Windows.md": "Saved by an old editor: see [[Empty]] and [[Gone]]",
        "Written twice.md": "Two kinds",
        "Zeros.md": "a zero\ufffdin the middle",
    }
    assert {note.path for note in contents.notes if not note.readable} == {
        "Broken frontmatter.md",
        "No closing dashes.md",
    }
    assert [canvas.path for canvas in contents.canvases] == [
        "Canvases/Broken.canvas",
        "Canvases/Dangling.canvas",
        "Canvases/New.canvas",
    ]
    assert [len(canvas.edges) for canvas in contents.canvases] == [0, 1, 0]


def test_reading_changes_no_file() -> None:
    before = {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in ODD.rglob("*")}
    read_vault(ODD, Config())
    assert {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in ODD.rglob("*")} == before


@pytest.mark.parametrize("name", ["Windows.md", "Old Mac.md"])
def test_line_ends_of_any_system_and_a_byte_order_mark_change_nothing(name: str) -> None:
    data = (ODD / name).read_bytes()
    unix = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    assert data != unix
    assert read_note(name, data) == read_note(name, unix)


def test_links_of_a_file_with_windows_line_ends_know_their_lines() -> None:
    note, _ = read_note("Windows.md", (ODD / "Windows.md").read_bytes())
    assert [(link.target, link.line) for link in note.links] == [("Empty", 8), ("Gone", 8)]
    assert [(link.target, link.line) for link in note.fields[0].links] == [("Latin 1", 4)]


def test_attachments_are_listed_with_their_places(folder: WriteFiles) -> None:
    root = folder({"Disc.md": "", "Scans/Disc.png": b"\x89PNG"})
    assert read_vault(root, Config()).attachments == {"Scans/Disc.png": root / "Scans" / "Disc.png"}


def test_config_says_what_is_ignored_and_which_properties_are_dates(folder: WriteFiles) -> None:
    root = folder({"Disc.md": "---\nborn: 2025-01-29\n---\n", "Drafts/a.md": ""})
    contents = read_vault(root, Config(ignore=("Drafts/",), dates=DateOptions(created=("born",))))
    (note,) = contents.notes
    assert contents.dates[note.path].created is not None


def test_notes_come_in_the_order_of_their_paths(folder: WriteFiles) -> None:
    root = folder({"b.md": "", "a/c.md": "", "B.md": "", "Ä.md": ""})
    assert [note.path for note in read_vault(root, Config()).notes] == ["B.md", "a/c.md", "b.md", "Ä.md"]


def test_progress_is_told_of_how_many_notes(folder: WriteFiles) -> None:
    told: list[tuple[int, int]] = []
    read_vault(folder({"a.md": "", "b.md": ""}), Config(), lambda done, total: told.append((done, total)))
    assert told == [(0, 2)]


def test_missing_vault_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="does not exist"):
        read_vault(tmp_path / "nowhere", Config())


def test_paste_of_thirty_megabytes_is_reported_and_not_read(folder: WriteFiles) -> None:
    root = folder({"Disc.md": "# Content\n- a claim\n"})
    with (root / "Paste.md").open("wb") as stream:
        stream.truncate(30_000_000)
    contents = read_vault(root, Config())
    assert [(problem.code, problem.path) for problem in contents.problems] == [("file-too-large", "Paste.md")]
    assert "30 MB" in contents.problems[0].message
    assert [(note.path, note.body, note.readable) for note in contents.notes] == [
        ("Disc.md", "# Content\n- a claim\n", True),
        ("Paste.md", "", False),
    ]


def test_note_of_the_largest_size_is_read(folder: WriteFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "LARGEST_NOTE", 10)
    contents = read_vault(folder({"a.md": "0123456789", "b.md": "0123456789+"}), Config())
    assert [note.body for note in contents.notes] == ["0123456789", ""]


def test_files_that_cannot_be_opened_are_reported_and_the_rest_is_read(
    folder: WriteFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = folder({"Closed.md": "x", "Closed.canvas": "{}", "Disc.md": "words"})

    def refusing(opening: Callable[..., Any]) -> Callable[..., Any]:
        def refuse(path: str, *arguments: Any, **options: Any) -> Any:
            if Path(path).stem == "Closed":
                raise PermissionError(13, "Permission denied")
            return opening(path, *arguments, **options)

        return refuse

    monkeypatch.setattr("headwater.vault.read.open", refusing(open), raising=False)
    monkeypatch.setattr(os, "open", refusing(os.open))
    contents = read_vault(root, Config())
    assert [(problem.code, problem.path) for problem in contents.problems] == [
        ("unreadable-file", "Closed.canvas"),
        ("unreadable-file", "Closed.md"),
    ]
    assert [(note.path, note.body, note.readable) for note in contents.notes] == [
        ("Closed.md", "", False),
        ("Disc.md", "words", True),
    ]
    assert [canvas.files for canvas in contents.canvases] == [()]


# Bytes


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (b"\xef\xbb\xbfa", "a"),
        (b"a\x00b", "a\ufffdb"),
        ("β \u2028 \x85 \x0b".encode(), "β \u2028 \x85 \x0b"),
    ],
)
def test_bytes_become_text_with_unix_line_ends(data: bytes, text: str) -> None:
    assert decode(data, "Note.md") == (text, ())


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_read_and_reported(codec: str) -> None:
    bom = "\ufeff".encode(codec)
    text, (problem,) = decode(bom + "Größe\r\n".encode(codec), "Note.md")
    assert (text, problem.code, problem.line) == ("Größe\n", "not-utf-8", 1)


@pytest.mark.parametrize(
    ("data", "line", "byte"),
    [
        (b"caf\xe9", 1, "0xE9"),
        (b"one\ntwo\nthr\xe9e\n\xff", 3, "0xE9"),
        (b"one\r\ntwo \xff", 2, "0xFF"),
        (b"one\rtwo\rthree \xff", 3, "0xFF"),
        (b"\xef\xbb\xbfone\n\xfc", 2, "0xFC"),
        (b"cut off \xe2\x82", 1, "0xE2"),
        (b"\xff\xfea", 1, "0xFF"),
    ],
)
def test_bytes_that_are_no_utf_8_are_reported_with_line_and_value(data: bytes, line: int, byte: str) -> None:
    problem = problem_of(data)
    assert (problem.code, problem.line) == ("not-utf-8", line)
    assert f"byte {byte} " in problem.message
    assert "\ufffd" in decode(data, "Note.md")[0]


@given(st.binary() | st.text().map(lambda text: f"---\n{text}\n---\n{text}".encode("utf-8", "replace")))
@settings(deadline=None)
def test_any_bytes_are_read_without_an_exception(data: bytes) -> None:
    note, _ = read_note("Note.md", data)
    assert note.path == "Note.md"
    assert all(0 <= start <= end <= len(note.body) for start, end in note.hidden)
    note.body.encode()
    note.claim.encode()


PIECES = st.sampled_from([
    "[[a]]", "[[b|c]]", "![[d]]", "[e](f.md)", "k:: ", "[k:: ", "(k:: ", "]", ")", "\n", "\n\n", "# h\n",
    "- ", "> ", "`", "```", "$", "$$", "%%", "<!--", "-->", "==", "^id\n", "    ", "x", " ", "\\", "|",
    "[^1]", "<b>",
])  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
@settings(deadline=None, max_examples=300)
def test_every_link_stands_in_the_body_where_it_says_and_on_its_line(body: str) -> None:
    note, _ = read_note("Note.md", body.encode())
    links = [*note.links, *note.code_links, *(link for field in note.fields for link in field.links)]
    for link in links:
        if link.start >= 0:
            written = note.body[link.start : link.end]
            assert link.target in written
            assert written.endswith(("]]", ")"))
    text_lines = body.split("\n")
    for link in [*note.links, *(link for field in note.fields for link in field.links)]:
        assert link.target in "\n".join(text_lines[link.line - 1 :])
    found = {(link.start, link.end) for link in links if link.start >= 0}
    assert len(found) == sum(link.start >= 0 for link in links), "no link is found twice"


# The parts of a note


def test_body_begins_after_the_frontmatter_and_knows_its_line() -> None:
    note = note_of("---\nkind: tag\n---\n\n# Content\n- about [[Disc]]\n")
    assert (note.body, note.body_line) == ("\n# Content\n- about [[Disc]]\n", 4)
    assert [link.line for link in note.links] == [6]
    assert note.property_lines == {"kind": 2}


def test_body_of_a_note_whose_frontmatter_cannot_be_read_begins_after_it_too() -> None:
    note, _ = read_note("Note.md", b"---\n[\n---\nabout [[Disc]]\n")
    assert (note.body_line, note.links[0].line, note.readable) == (4, 4, False)


def test_headings_and_block_ids_can_be_linked_to() -> None:
    note = note_of("# One ^not-this\n\nclaim ^Claim-1\n\n## Two\n```\n# code\ncode ^code\n```\n")
    assert [(heading.level, heading.text) for heading in note.headings] == [(1, "One ^not-this"), (2, "Two")]
    assert "claim-1" in note.block_ids
    assert "code" not in note.block_ids
    assert [note.body[heading.start : heading.end] for heading in note.headings][1] == "## Two"


def test_links_of_running_text_come_in_their_order_with_their_places() -> None:
    note = note_of("See [[a]]\n- and ![[b.png|100]]\n\n> and [c](d.md) but not [web](https://example.org)\n")
    assert [(link.target, link.line, note.body[link.start : link.end]) for link in note.links] == [
        ("a", 1, "[[a]]"),
        ("b.png", 2, "![[b.png|100]]"),
        ("d.md", 4, "[c](d.md)"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "`[[a]]`",
        "```\n[[a]]\n```",
        "~~~\n[[a]]\n~~~",
        "words\n\n    [[a]]\n",
        "``[[a]] ` ``",
        "> ```\n> [[a]]\n> ```",
    ],
)
def test_link_in_code_is_no_link_but_the_name_in_it_is_known(body: str) -> None:
    note = note_of(body)
    assert note.links == ()
    assert [(link.target, note.body[link.start : link.end]) for link in note.code_links] == [("a", "[[a]]")]


@pytest.mark.parametrize(
    "body", ["%% [[a]] %%", "<!-- [[a]] -->", "$$ [[a]] $$", "\\[[a]]", "```dataview\n```"]
)
def test_link_in_comments_and_math_is_no_link(body: str) -> None:
    assert note_of(body).links == ()


def test_queries_are_read_with_their_language_source_and_line() -> None:
    note = note_of("---\na: 1\n---\nwords\n```DataviewJS\nawait 1\n```\n\n```js\n2\n```\n")
    assert [(query.language, query.source, query.line) for query in note.queries] == [
        ("dataviewjs", "await 1\n", 5)
    ]


# Inline fields


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("Source_Content:: [[a]], [[b]]", ("Source_Content", "[[a]], [[b]]", ["a", "b"])),
        ("Source_Content::[[a]]", ("Source_Content", "[[a]]", ["a"])),
        (
            "Rests on:: [[T cells, B cells|cells]]",
            ("Rests on", "[[T cells, B cells|cells]]", ["T cells, B cells"]),
        ),
        ("**Rests on**:: [[a]]", ("Rests on", "[[a]]", ["a"])),
        ("- Rests on:: [[a]]", ("Rests on", "[[a]]", ["a"])),
        ("  - [x] Rests on:: [[a]]", ("Rests on", "[[a]]", ["a"])),
        ("1. Rests on:: [[a]]", ("Rests on", "[[a]]", ["a"])),
        ("> Rests on:: [[a]]", ("Rests on", "[[a]]", ["a"])),
        ("> [!note]\n> - Rests on:: [[a]]", ("Rests on", "[[a]]", ["a"])),
        ("β-Größe:: [[a]]", ("β-Größe", "[[a]]", ["a"])),
        (
            "Takeaways__Level_2_Insights:: [[a (b (c))]]",
            ("Takeaways__Level_2_Insights", "[[a (b (c))]]", ["a (b (c))"]),
        ),
        ("Mood:: good", ("Mood", "good", [])),
        ("Mood::", ("Mood", "", [])),
        ("so it is [rests on:: [[a]]] here", ("rests on", "[[a]]", ["a"])),
        ("so it is (rests on:: [[a]]) here", ("rests on", "[[a]]", ["a"])),
        ("(rests on:: [[a (b)]], [c](d.md))", ("rests on", "[[a (b)]], [c](d.md)", ["a (b)", "d.md"])),
        ("- item with [rests on::[[a]]]", ("rests on", "[[a]]", ["a"])),
    ],
)
def test_inline_field_is_read_on_its_line_and_inside_sentences(
    line: str, field: tuple[str, str, list[str]]
) -> None:
    assert fields(f"words\n\n{line}\n\nmore") == [field]


@pytest.mark.parametrize(
    "body",
    [
        "`key:: [[a]]`",
        "```\nkey:: [[a]]\n```",
        "%%\nkey:: [[a]]\n%%",
        "<!--\nkey:: [[a]]\n-->",
        "$$\nkey:: a\n$$",
        "`[key:: [[a]]]`",
        "std::vector is a class",
        "at 10::30 o'clock",
        "https://example.org/a::b",
        ":: no key",
    ],
)
def test_fields_in_code_comments_and_math_are_none_and_neither_are_other_double_colons(body: str) -> None:
    assert fields(body) == []


def test_field_says_its_line_and_origin_and_follows_those_of_the_properties() -> None:
    note = note_of("---\nRests on: [[a]]\n---\nwords\nOpposes:: [[b]]\n")
    assert [(field.key, field.line, field.origin) for field in note.fields] == [
        ("Rests on", 2, Origin.PROPERTY),
        ("Opposes", 5, Origin.INLINE),
    ]
    assert note.fields[1].links[0].line == 5


def test_links_in_fields_are_not_among_those_of_the_text() -> None:
    note = note_of("[[a]]\nOpposes:: [[b]]\n[[c]] (so:: [[d]]) [[e]]\n")
    assert [link.target for link in note.links] == ["a", "c", "e"]


def test_link_after_a_field_inside_a_field_belongs_to_the_outer_one() -> None:
    assert fields("Rests on:: [[a]] (so [says:: [[b]]]) [[c]]") == [
        ("Rests on", "[[a]] (so [says:: [[b]]]) [[c]]", ["a", "c"]),
        ("says", "[[b]]", ["b"]),
    ]


def test_fields_inside_fields_without_end_are_no_more_than_a_few() -> None:
    found: tuple[Field, ...] = note_of("(a:: " * 500 + "[[x]]" + ")" * 500).fields
    assert len(found) == DEEPEST_FIELD
    assert [link.target for link in found[-1].links] == ["x"]


def test_unclosed_comment_is_a_problem_on_the_line_it_begins() -> None:
    problem = problem_of(b"---\na: 1\n---\nwords\nmore %% hidden\n")
    assert (problem.code, problem.line) == ("unclosed-comment", 5)
