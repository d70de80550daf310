"""An embed shows a whole note, a section of it or a block."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.evidence.kinds import DEFAULT_KINDS
from headwater.publication import PublicNote
from headwater.site.embeds import embedded_text
from headwater.vault.notes import Dates, NotePath
from tests.site.drawn import drawn, part, words
from tests.views.reading import UNPUBLISHED
from tests.written import WriteVault

TEXT = """\
Words first.

# Discs
They hold water.

## Core
Soft.

### Cells
Few.

## Rim
Hard.

# Discs: dose, and response
More.
"""

BLOCKS = """\
One paragraph
of two lines. ^lines

- first item ^first
- second item ^Second
  - inner item ^inner

| a | table |
| - | ----- |
| 1 | 2     |

^table

# A heading
Right below it. ^below

```
`^code`
```
"""


def shown(text: str, subpath: str, content: str = "") -> str | None:
    """What an embed of a note shows."""
    path = NotePath("Note.md")
    note = PublicNote(path, "Note", DEFAULT_KINDS[-1], "", content, text, Dates(), (), (), {})
    return embedded_text(note, subpath)


def test_without_heading_or_block_the_whole_note_is_shown_its_content_first() -> None:
    assert shown("The rest.\n", "", content="The claim.\n") == "The claim.\n\n\nThe rest."


def test_a_section_goes_down_to_the_next_heading_of_its_level_or_a_higher_one() -> None:
    assert shown(TEXT, "Core") == "## Core\nSoft.\n\n### Cells\nFew."
    assert shown(TEXT, "Cells") == "### Cells\nFew."
    assert shown(TEXT, "Rim") == "## Rim\nHard."


def test_the_last_section_goes_down_to_the_end() -> None:
    assert shown(TEXT, "Discs: dose, and response") == "# Discs: dose, and response\nMore."


@pytest.mark.parametrize("subpath", ["discs", "DISCS", " Discs ", "Discs:"])
def test_a_heading_is_found_whatever_its_letter_case_spaces_and_punctuation(subpath: str) -> None:
    section = shown(TEXT, subpath)
    assert section is not None
    assert section.startswith("# Discs\nThey hold water.")
    assert section.endswith("Hard.")


def test_a_heading_is_found_as_obsidian_writes_links_to_it() -> None:
    assert shown(TEXT, "Discs dose, and response") == "# Discs: dose, and response\nMore."


def test_of_nested_headings_the_last_is_shown() -> None:
    assert shown(TEXT, "Discs#Core#Cells") == "### Cells\nFew."


@pytest.mark.parametrize(
    ("block", "text"),
    [
        ("lines", "One paragraph\nof two lines."),
        ("first", "- first item"),
        ("second", "- second item"),
        ("SECOND", "- second item"),
        ("inner", "  - inner item"),
        ("table", "| a | table |\n| - | ----- |\n| 1 | 2     |"),
        ("below", "Right below it."),
    ],
)
def test_a_block_is_shown_without_what_stands_around_it_and_without_its_id(block: str, text: str) -> None:
    assert shown(BLOCKS, f"^{block}") == text


@pytest.mark.parametrize("subpath", ["Nothing", "Cor", "^nothing", "^code", "^"])
def test_a_heading_or_block_that_is_not_there_gives_nothing(subpath: str) -> None:
    assert shown(TEXT + BLOCKS, subpath) is None


@given(st.text(alphabet="# \n-a^b`|", max_size=60), st.text(alphabet="^#ab ", max_size=5))
def test_what_an_embed_shows_stands_in_the_note(text: str, subpath: str) -> None:
    found = shown(text, subpath)
    assert found is None or found in text


def test_an_embed_on_a_page_shows_the_section_with_a_link_to_it(vault: WriteVault) -> None:
    page = drawn(vault, {"a.md": "![[b#Core]]", "b.md": TEXT})["a/index.html"]
    embed = part(page, '<section class="embed"', "</section>")
    assert '<a class="internal kind-page" href="/b/#core">' in embed
    assert words(embed).endswith("Core Soft. Cells Few.")


def test_an_embed_of_a_claim_shows_its_content(vault: WriteVault) -> None:
    claim = "# Content\n- Cores dry\n\n# Database Fields\nTags:: [[b]]\n"
    page = drawn(vault, {"a.md": "![[i]]", "Insights/i.md": claim})["a/index.html"]
    assert "Cores dry" in part(page, '<section class="embed"', "</section>")
    assert "Database" not in page


def test_nothing_is_shown_of_an_unpublished_note(vault: WriteVault) -> None:
    page = drawn(vault, {"a.md": "Before ![[b]] after", "b.md": UNPUBLISHED + "Private."})["a/index.html"]
    assert "Private." not in page
    assert 'class="embed"' not in page


def test_an_embedded_file_is_copied_and_shown_from_the_folder_of_files(vault: WriteVault) -> None:
    page = drawn(vault, {"a.md": "![[scan one.png]]", "Pictures/scan one.png": b"\x89PNG"})["a/index.html"]
    assert 'src="/files/Pictures/scan%20one.png"' in page


def test_the_source_of_an_embed_is_linked_only_where_its_page_has_that_heading(vault: WriteVault) -> None:
    files = {"m.md": "![[n#Pa\\rt]]\n\n![[n#Part]]", "n.md": "x\n\n## Part\nWords.\n"}
    page = drawn(vault, files)["m/index.html"]
    assert page.count("Words.") == 2
    assert 'href="/n/"' in page
    assert 'href="/n/#part"' in page
    assert "pa-rt" not in page
