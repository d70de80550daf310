"""What a reader is shown of a note before the link to it is followed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import pytest

from headwater.scope import Scope
from headwater.site.previews import MOST_BYTES, MOST_TOGETHER
from tests.site.drawn import built, words
from tests.views.reading import EVERYTHING, UNPUBLISHED
from tests.written import WriteVault

INSIGHT = "Insights/2025-01-29 10-39-27.md"
AT = "insights/2025-01-29-10-39-27/"
SOURCE = "Evidence Sources/reedRivers2020.md"


def files(vault: WriteVault, notes: Mapping[str, str | bytes], scope: Scope = EVERYTHING) -> dict[str, bytes]:
    """The files with previews, by name."""
    pages = built(vault, notes, scope).site.pages
    return {place[9:]: pages[place] for place in pages if place.startswith("previews/")}


def loaded(file: bytes) -> tuple[str, object]:
    """What a file gives to the script that loads it."""
    found = re.fullmatch(r"headwater\.take\((.*)\);\n", file.decode())
    assert found
    name, data = json.loads(f"[{found[1]}]")
    return name, data


def previews(
    vault: WriteVault, notes: Mapping[str, str | bytes], scope: Scope = EVERYTHING
) -> dict[str, str]:
    """Every preview, by the place of the page."""
    given = [loaded(file)[1] for name, file in files(vault, notes, scope).items() if name != "files.js"]
    return {
        place: "".join(f"<p>{html}</p>" for html in lines)
        for data in given
        if isinstance(data, dict)
        for place, (_, *lines) in data.items()
    }


def test_a_preview_says_kind_claim_and_what_the_claim_rests_on(vault: WriteVault) -> None:
    shown = previews(
        vault,
        {
            INSIGHT: "# Content\nCores **lose** [[Water]]\n\nSupported by:: [[reedRivers2020]]\n",
            SOURCE: "---\nyear: 2020\n---\n",
            "Water.md": "",
        },
    )[AT]
    assert words(shown) == "insight Cores lose Water 1 source, 2020"
    assert "<strong>lose</strong>" in shown


def test_nothing_in_a_preview_can_be_clicked_or_linked_to(vault: WriteVault) -> None:
    shown = previews(
        vault, {INSIGHT: "See [[Water]], <https://example.org>, ![[Water]] ^here", "Water.md": ""}
    )
    assert not re.search(r"<a\b|\bid=|href=", "".join(shown.values()))


def test_a_preview_tells_how_many_supporters_are_unpublished_and_nothing_else_of_them(
    vault: WriteVault,
) -> None:
    shown = previews(
        vault,
        {
            INSIGHT: "---\ndg-publish: true\n---\n# Content\nCores lose water\n\n"
            "Supported by:: [[2025-01-01 10-00-00]]\n",
            "Quick Notes/2025-01-01 10-00-00.md": f"{UNPUBLISHED}\n# Content\nHidden\n",
        },
        Scope(),
    )
    assert list(shown) == [AT]
    assert "1 unpublished note" in words(shown[AT])
    assert "Hidden" not in shown[AT]


def test_a_claim_that_rests_on_nothing_has_a_badge(vault: WriteVault) -> None:
    assert '<span class="badge grave">no source</span>' in previews(vault, {INSIGHT: "Cores lose water"})[AT]


def test_the_preview_of_a_source_is_its_citation(vault: WriteVault) -> None:
    shown = previews(
        vault,
        {
            SOURCE: '---\nCitation: "Reed, Ann. Rivers. 2020."\n---\n',
            INSIGHT: "Wet\n\nSource:: [[reedRivers2020]]\n",
        },
    )["evidence-sources/reed-rivers2020/"]
    assert words(shown) == "evidence source Reed, Ann. Rivers. 2020. 1 note rests on it"


def test_the_preview_of_a_tag_says_how_many_notes_it_has(vault: WriteVault) -> None:
    shown = previews(vault, {"Tags/Water.md": "", INSIGHT: "Cores lose [[Water]]"})["tags/water/"]
    assert words(shown) == "tag Water 1 note"


def test_a_page_is_previewed_by_how_it_begins(vault: WriteVault) -> None:
    shown = previews(vault, {"Notes.md": "# On water\nIt is wet.\n"})["notes/"]
    assert words(shown) == "On water It is wet."


def test_a_claim_of_thousands_of_words_is_cut(vault: WriteVault) -> None:
    shown = previews(vault, {INSIGHT: "Cores lose water. " * 2000})[AT]
    assert len(shown) < 700
    assert "…" in shown


@pytest.mark.parametrize("number", [1, MOST_TOGETHER, MOST_TOGETHER * 5])
def test_a_file_says_how_many_others_there_are_and_none_of_these_is_large(
    vault: WriteVault, number: int
) -> None:
    notes = {
        f"Insights/{one} {'x' * 60}.md": f"# Content\n{'Cores lose water ' * 90}\n" for one in range(number)
    }
    made = files(vault, notes)
    assert loaded(made["files.js"]) == ("previews/files", len(made) - 1)
    assert len(made) - 1 <= max(1, number // 4)
    assert max(map(len, made.values())) <= MOST_BYTES
    assert sorted(made) == sorted(["files.js", *(f"{one:x}.js" for one in range(len(made) - 1))])


def test_a_source_without_a_note_has_a_preview_where_it_has_a_page(vault: WriteVault) -> None:
    note = '---\nCitation: "Reed, Ann. Rivers. 2020."\ndg-publish: false\n---\n'
    claim = "---\ndg-publish: true\n---\nWet\n\nSource:: [[reedRivers2020]]\n"
    notes = {SOURCE: note, INSIGHT: claim}
    assert list(previews(vault, notes, Scope())) == [AT]
    shown = previews(vault, {**notes, "headwater.toml": "[citations]\nsource_pages = true\n"}, Scope())
    assert words(shown["source/reedRivers2020/"]).startswith("evidence source Reed, Ann.")
