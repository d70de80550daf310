"""What becomes of published text that names what is not published, in every syntax and in all mixed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from headwater.config import Config
from headwater.evidence.build import build_graph
from headwater.evidence.kinds import vocabulary
from headwater.publication import Publication, PublicNote, publish
from headwater.vault.contents import VaultContents
from headwater.vault.note_text import read_note
from headwater.vault.notes import Dates, NotePath
from tests.written import WriteVault

WITHHELD = '<span class="withheld">unpublished note</span>'
SECRET = (
    "---\ntitle: The Hidden Title\naliases: [Other Name, IVD]\n---\n# Its Heading\nFour words of text here.\n"
)
PRIVATE = {
    "Secret/Zebra Note.md": SECRET,
    "Tags/Low Back Pain (LBP).md": "",
    "Tags/Art.md": "",
    "Tags/椎間板.md": "",
    "Tags/🔥.md": "",
    "Insights/2025-01-01 10-00-00.md": "# Content\n- Discs [[Open|swell]] at *night*\n- and by day\n",
    "Sources/zebra2020.md": (
        "---\nCitation: A. Zebra. Of Stripes.\naliases: [Of Stripes, The Zebra Paper]\n---\n"
    ),
    "Source Content/zebra2020 - Figure 1.md": "---\naliases: [The Graph]\n---\n",
    "Open.md": "---\npublish: true\naliases: [In The Open]\n---\n",
}


def published(notes: Mapping[str, str], *attachments: str) -> Publication:
    """What is published of a vault in memory."""
    read = {NotePath(path): read_note(path, text.encode())[0] for path, text in sorted(notes.items())}
    files = {path: Path(path) for path in attachments}
    dates = {path: Dates() for path in read}
    contents = VaultContents(Path(), read, (), files, dates, ())
    return publish(build_graph(contents, vocabulary(Config())), Config(), files)


def public(text: str, path: str = "Page.md") -> PublicNote:
    """A published note of that text, beside the private ones."""
    return published(PRIVATE | {path: f"---\npublish: true\n---\n{text}"}).notes[NotePath(path)]


class TestWords:
    """The words of a link to an unpublished note stay, unless they say what it is called."""

    @pytest.mark.parametrize(
        "words",
        [
            "Zebra Note",
            "zebra note",
            "ZEBRA-NOTE",
            "**Zebra** Note",
            "_Zebra Note_",
            "`Zebra Note`",
            "==Zebra Note==",
            "<b>Zebra</b> Note",
            "Zebra&nbsp;Note",
            "Zebra\\ Note",
            "Zebra\u00a0Note",
            "Zebra\u200b Note",
            "\uff3aebra Note",
            "the Zebra Notes",
            "my Zebra Note, revised",
            "Secret/Zebra Note",
            "Secret/Zebra Note.md",
            "Zebra Note > Its Heading",
            "The Hidden Title",
            "about the hidden title",
            "Other Name",
            "its IVD",
            "Its Heading",
            "its heading",
            "has four words of text",
        ],
    )
    def test_words_that_tell_are_withheld(self, words: str) -> None:
        if "has four" in words:
            words = "four words of text"
        assert public(f"a [[Zebra Note|{words}]] b").body == f"a {WITHHELD} b"

    @pytest.mark.parametrize(
        "words", ["this", "a note on zebras", "Zebra", "the title", "IVDX", "three words of text", "heading"]
    )
    def test_words_that_do_not_tell_stay(self, words: str) -> None:
        assert public(f"a [[Zebra Note|{words}]] b").body == f"a {words} b"

    @pytest.mark.parametrize(
        ("link", "left"),
        [
            ("[[Low Back Pain (LBP)|low back pain]]", WITHHELD),
            ("[[Low Back Pain (LBP)|back pain]]", "back pain"),
            ("[[Art|artery]]", "artery"),
            ("[[Art|the art of]]", WITHHELD),
            ("[[椎間板|腰椎椎間板の]]", WITHHELD),
            ("[[椎間板|disc]]", "disc"),
            ("[[🔥|🔥]]", WITHHELD),
            ("[[🔥|fire]]", "fire"),
            ("[[2025-01-01 10-00-00|Discs swell at night]]", WITHHELD),
            ("[[2025-01-01 10-00-00|and by day]]", WITHHELD),
            ("[[2025-01-01 10-00-00|a claim of January]]", "a claim of January"),
            ("[[2025-01-01 10-00-00|2025-01-01]]", "2025-01-01"),
            ("[[Zebra Note#Its Heading|Its Heading]]", WITHHELD),
            ("[[Zebra Note#Elsewhere|elsewhere]]", WITHHELD),
        ],
    )
    def test_a_name_is_told_by_its_whole_words(self, link: str, left: str) -> None:
        assert public(f"a {link} b").body == f"a {left} b"

    @pytest.mark.parametrize(
        ("link", "left"),
        [
            ("[[zebra2020]]", "zebra2020"),
            ("[[Sources/zebra2020]]", "zebra2020"),
            ("[[zebra2020|the paper]]", "the paper"),
            ("[[zebra2020|of stripes]]", "of stripes"),
            ("[[zebra2020|The Zebra Paper]]", "zebra2020"),
            ("[[zebra2020|Sources/zebra2020]]", "zebra2020"),
            ("![[zebra2020 - Figure 1]]", "zebra2020 - Figure 1"),
            ("![[zebra2020 - Figure 1|The Graph]]", "zebra2020 - Figure 1"),
            ("[[zebra2020 - Figure 1|The Graph]]", "zebra2020 - Figure 1"),
            ("[[zebra2020 - Figure 1|figure]]", "figure"),
            ("`[[zebra2020]]`", "`zebra2020`"),
        ],
    )
    def test_sources_and_source_content_go_by_their_public_name(self, link: str, left: str) -> None:
        assert public(f"a {link} b").body == f"a {left} b"

    def test_a_public_name_is_not_read_as_markdown(self) -> None:
        notes = {"Sources/a*b*<i>$.md": "", "p.md": "---\npublish: true\n---\n[[a*b*<i>$]]"}
        assert published(notes).notes[NotePath("p.md")].body == "a\\*b\\*\\<i>\\$"

    def test_a_link_to_nothing_stays_as_it_is(self) -> None:
        assert public("a [[Nothing]] b [c](nothing.md) d").body == "a [[Nothing]] b [c](nothing.md) d"

    @pytest.mark.parametrize(
        "target", ["Other Name", "the hidden title", "Old/Zebra Note", "Secret", "secret/"]
    )
    def test_a_link_to_nothing_that_is_called_like_something_private_is_withheld(self, target: str) -> None:
        assert public(f"a [[{target}]] b").body == f"a {WITHHELD} b"

    def test_a_name_that_something_public_has_too_is_public(self) -> None:
        notes = PRIVATE | {
            "Open.md": "---\npublish: true\naliases: [Other Name]\n---\n",
            "Page.md": "---\npublish: true\n---\n[[Other Name]]",
        }
        assert published(notes).notes[NotePath("Page.md")].body == "[[Other Name]]"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("[a](<Secret/Zebra Note.md>)", "a"),
        ("[a](Secret/Zebra%20Note.md#Its%20Heading)", "a"),
        ("[a](/Secret/Zebra%20Note.md 'title')", "a"),
        ("[a](Secret/Zebra Note.md)", "a"),
        ("![a](Secret/Zebra%20Note.md)", WITHHELD),
        ("[](Secret/Zebra%20Note.md)", WITHHELD),
        ("[![x](https://e.org/i.png)](Zebra%20Note.md)", "![x](https://e.org/i.png)"),
        ("\\[\\[Zebra Note]]", "unpublished note"),
        ("\\![[Zebra Note]]", f"\\!{WITHHELD}"),
        ("`` [[Zebra Note|so]] ``", "`` so ``"),
        ("<i>[[Zebra Note]]</i>", f"<i>{WITHHELD}</i>"),
        ('<a href="Zebra Note">so</a>', "so"),
        ('<a href="Zebra%20Note.md">Zebra Note</a>', WITHHELD),
        ('<a href="Open">so</a>', '<a href="Open">so</a>'),
        ('<a href="https://e.org/Zebra Note.md">so</a>', '<a href="https://e.org/Zebra Note.md">so</a>'),
        ("<img src='Zebra Note.md'>", WITHHELD),
        ("[a]: Zebra%20Note.md", ""),
        ("[a]: <Zebra Note.md> 'title'", ""),
        ("[a]:\nZebra%20Note.md", ""),
        ("> [a]: Zebra%20Note.md\n\n[so][a]", "so"),
        ("[a]: Open.md\n\n[so][a]", "[a]: Open.md\n\n[so][a]"),
        ("[^1]: Art is long", "[^1]: Art is long"),
        ("[Art]: Art is long", "[Art]: Art is long"),
        ("obsidian://open?vault=V&file=Open", "obsidian://open?vault=V&file=Open"),
        ("[so](obsidian://advanced-uri?filepath=Secret%2FZebra%20Note.md)", "so"),
        ("file:///home/me/Zebra%20Note.md", "unpublished note"),
        ("| [[Zebra Note\\|so]] | [[Art]] |", f"| so | {WITHHELD} |"),
        ("see `= [[Zebra Note]].status` now", "see  now"),
        ("see `$= dv.current()` and `==` and `=SUM(A1)`", "see  and `==` and `=SUM(A1)`"),
        ("[<!-- x -->[Zebra Note]]", WITHHELD),
        ("[%%x%%[Zebra Note|words %%y%% and [[Art]]]]", f"words  and {WITHHELD}"),
    ],
)
def test_every_syntax_that_names_a_note_is_known(text: str, left: str) -> None:
    assert public(text).body == left


class TestParts:
    """A note is told in three parts: content, the rest, claim."""

    def test_the_content_is_told_apart_from_the_rest(self) -> None:
        note = public("Before\n# Content\n- A claim [[Art]]\n# After\nText\n", "Insights/a.md")
        assert note.content == f"- A claim {WITHHELD}"
        assert note.body == "Before\n# After\nText"
        assert note.claim == f"A claim {WITHHELD}"

    def test_without_a_content_heading_the_whole_is_the_claim(self) -> None:
        note = public("A claim [[Art|so]] ^id\n", "Insights/a.md")
        assert (note.content, note.body, note.claim) == ("", "A claim so ^id", "A claim so")

    def test_a_page_claims_nothing(self) -> None:
        assert public("text").claim == ""

    def test_headings_under_which_nothing_is_left_go_with_the_machinery(self) -> None:
        text = "# Content\nA claim\n# Lists\n## One\n```dataview\nLIST\n```\n## Two\n%% x %%\n# Kept\n"
        note = public(text, "Insights/a.md")
        assert (note.content, note.body) == ("A claim", "# Kept")

    def test_fields_that_are_links_alone_are_machinery_and_those_with_words_are_not(self) -> None:
        text = "x\nParent:: [[Art]], [[Open]]\nRemark:: see [[Art]]\n# Database Fields\nA:: b\n"
        assert public(text).body == f"x\n\nRemark:: see {WITHHELD}"

    def test_a_second_section_of_fields_is_hidden_too(self) -> None:
        assert public("x\n# Database Fields\nA:: b\n# Y\ny\n# Database Fields\nC:: d\n").body == "x\n# Y\ny"

    def test_only_the_public_properties_leave_the_vault(self) -> None:
        text = (
            "---\npublish: true\ntitle: T\nsecret: s\ndg-hide: true\nabstract: [a, {b: '[[Art]]'}, 3]\n---\n"
        )
        note = published(PRIVATE | {"p.md": text}).notes[NotePath("p.md")]
        assert note.properties == {
            "title": "T",
            "dg-hide": True,
            "abstract": ["a", {"b": "unpublished note"}, 3],
        }

    @pytest.mark.parametrize("title", ["p < 0.05", "a_b_c", "5 %", "*x*", "R&D", "[1]"])
    def test_a_property_without_links_stays_letter_for_letter(self, title: str) -> None:
        text = f"---\npublish: true\ntitle: '{title}'\n---\n"
        assert published({"p.md": text}).notes[NotePath("p.md")].properties["title"] == title


class TestAttachments:
    """What published text shows or links to is copied, and nothing else."""

    @pytest.mark.parametrize(
        "text",
        [
            "![[pic.png]]",
            "![[pic.png|300]]",
            "[[A/pic.png]]",
            "![x](A/pic.png)",
            "![x](pic.png)",
            "![x][r]\n\n[r]: A/pic.png",
            '<img src="A/pic.png">',
            "<a href=pic.png>x</a>",
            "Image:: see ![[pic.png]]",
        ],
    )
    def test_shown_or_linked_to(self, text: str) -> None:
        found = published({"p.md": f"---\npublish: true\n---\n{text}"}, "A/pic.png", "A/other.png")
        assert list(found.attachments) == ["A/pic.png"]
        assert found.notes[NotePath("p.md")].body == text

    @pytest.mark.parametrize(
        ("text", "left"),
        [
            ("a %%![[pic.png]]%%b", "a b"),
            ("a `![[pic.png]]` b", "a `unpublished note` b"),
            ("a [[m.canvas]] b", f"a {WITHHELD} b"),
            ("a ![[b.base]] b", f"a {WITHHELD} b"),
            ("a [[headwater.toml]] b", f"a {WITHHELD} b"),
            ("Image:: [[pic.png]]\na", "a"),
        ],
    )
    def test_hidden_or_none_of_the_readers_business(self, text: str, left: str) -> None:
        files = ("A/pic.png", "m.canvas", "b.base", "headwater.toml")
        found = published({"p.md": f"---\npublish: true\n---\n{text}"}, *files)
        assert list(found.attachments) == []
        assert found.notes[NotePath("p.md")].body.strip() == left

    def test_one_that_is_shown_elsewhere_may_be_named_in_code(self) -> None:
        text = "---\npublish: true\n---\n"
        found = published({"p.md": text + "`![[pic.png]]`", "q.md": text + "![[pic.png]]"}, "pic.png")
        assert found.notes[NotePath("p.md")].body == "`![[pic.png]]`"

    def test_an_unpublished_note_shows_none(self) -> None:
        found = published({"p.md": "---\npublish: true\n---\n[[q]]", "q.md": "![[pic.png]]"}, "pic.png")
        assert found.attachments == {}


def test_names_that_stand_in_the_text_are_reported_each_once(vault: WriteVault) -> None:
    problems = (
        vault(
            PRIVATE | {"p.md": "---\npublish: true\n---\n[[Art|so]]\n[[Art]] [[art]]\n%% [[Zebra Note]] %%\n"}
        )
        .publish()
        .problems
    )
    assert [(problem.code, problem.place) for problem in problems] == [("named-withheld-note", "p.md:5")]


REFERENCES = [
    "[[Zebra Note]]",
    "![[Zebra Note#Its Heading]]",
    "[[Secret/Zebra Note|Zebra Note]]",
    "[[Zebra Note|so]]",
    "[Zebra Note](Secret/Zebra%20Note.md)",
    "[so](<Zebra Note.md>)",
    "<a href='Zebra Note.md'>Zebra Note</a>",
    "<img src='Zebra Note.md' alt='Zebra Note'>",
    "obsidian://open?file=Zebra%20Note",
    "%%[[Zebra Note]] and %%",
    "<!--[so](Zebra%20Note.md)-->",
]
AROUND = [
    "{}",
    "**{}**",
    "=={}==",
    "a {} b {}",
    "`{}`",
    "``` {} ```",
    "[x {} y](Open.md)",
    "[[Open|{}]]",
    "[x {}](Zebra%20Note.md)",
    "^[{}]",
    "[key:: {}]",
    "(key:: {})",
    "<b>{}</b>",
    "<pre>{}</pre>",
    '<i title="{}">x</i>',
    "$x {} y$",
    "%%{}%%",
    "<!-- {} -->",
]
BLOCKS = [
    "{}",
    "# {}",
    "- [ ] {}",
    "> [!note] {}",
    "| {} | {} |",
    "key:: {}",
    "[^1]: {}",
    "    {}",
    "```\n{}\n```",
    "```dataview\n{}\n```",
    "~~~\n{}\n~~~",
    "$$\n{}\n$$",
    "%%\n{}\n%%",
    "<!--\n{}\n-->",
    "# Content\n{}",
    "# Database Fields\n{}",
    "[r]: Zebra%20Note.md\n\n[Zebra Note][r] {}",
    "%% open {}",
    "```\nnever closed {}",
]


def inline(depth: int) -> st.SearchStrategy[str]:
    """A reference with things around it, and things around those."""
    inner = st.sampled_from(REFERENCES) if depth == 0 else inline(depth - 1)
    return st.builds(lambda around, text: around.replace("{}", text), st.sampled_from(AROUND), inner)


BLOCK = st.builds(lambda around, text: around.replace("{}", text), st.sampled_from(BLOCKS), inline(2))
TEXT = st.lists(BLOCK, min_size=1, max_size=4).flatmap(
    lambda blocks: st.sampled_from(["\n\n", "\n"]).map(lambda gap: gap.join(blocks))
)


@given(TEXT)
@example("%%\n```\n%%\n\n```\n`x`\n```\n%%Zebra Note%%")
def test_no_mixture_of_syntax_tells_the_name(text: str) -> None:
    note = public(text, "Insights/a.md")
    assert "zebra" not in (note.body + note.content + note.claim).casefold()


@given(TEXT)
def test_what_was_redacted_has_nothing_left_to_redact(text: str) -> None:
    assume("# Content" not in text)
    left = public(text).body
    assert public(left).body == left.strip("\n")
