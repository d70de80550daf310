"""What the index of a site holds, and how it changes with the texts."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from headwater.config import Config
from headwater.publication import Publication, PublicNote
from headwater.scope import Scope
from headwater.site.context import SiteContext
from headwater.site.search.documents import LONGEST_TITLE, Documents
from headwater.site.search.index import Index
from headwater.site.search.places import ending_of, endings, shard_of, shards
from headwater.vault.notes import NotePath
from tests.site.drawn import built
from tests.site.search.reading import files, found_by, taken
from tests.written import WriteVault

SMALL = {
    "Takeaways/2025-03-01 10-00-00.md": "# Content\n- Cold slows [[Mesenchymal Stem Cells (MSCs)]]\n",
    "Insights/2024-03-01 10-00-00.md": "# Content\n- Cells rest\n\nIn the cold, *they* wait.\n",
    "Tags/Mesenchymal Stem Cells (MSCs).md": "---\naliases: [Stromal Cells]\n---\n",
    "Evidence Sources/smithCold2020.md": "---\nCitation: Smith J. Cold and cells. 2020.\n---\n",
}


def test_a_small_index_is_this(vault: WriteVault) -> None:
    pages = built(vault, SMALL).site.pages
    assert found_by(pages, "cold") == {
        "2025-03-01 10-00-00": "t",
        "2024-03-01 10-00-00": "x",
        "smithCold2020": "tn",
    }
    assert found_by(pages, "msc") == {"2025-03-01 10-00-00": "tn", "Mesenchymal Stem Cells (MSCs)": "tn"}
    assert found_by(pages, "sc") == {"Mesenchymal Stem Cells (MSCs)": "n"}
    assert found_by(pages, "20250301") == {"2025-03-01 10-00-00": "n"}
    assert found_by(pages, "smith") == {"smithCold2020": "tn"}
    assert taken(pages["assets/search/m.js"])["kinds"] == [
        "takeaway", 1, "insight", 1, "tag", 1, "evidence source", 1,
    ]  # fmt: skip
    assert taken(pages["assets/search/m.js"])["years"] == [2025, 1, 2024, 1, 0, 1, 2020, 1]
    assert taken(pages["assets/search/g.js"]) == {"Mesenchymal Stem Cells (MSCs)": "#"}
    assert taken(pages["assets/search/b0.js"]) == ["", "Cells rest In the cold, they wait.", "", ""]


def test_a_source_without_a_note_of_its_own_is_found_by_its_citation(vault: WriteVault) -> None:
    site = built(
        vault,
        {
            "Takeaways/n.md": "---\npublish: true\n---\n# Content\nCold\n\nSources:: [[smith2020]]\n",
            "Evidence Sources/smith2020.md": "---\nCitation: Smith J. Hibernation. 2020.\n---\nSecret",
        },
        Scope(),
    ).site
    assert found_by(site.pages, "hibernation") == {"smith2020": "tn"}
    assert found_by(site.pages, "secret") == {}


def test_what_is_withheld_is_in_no_shard_but_in_the_authors_own_preview(vault: WriteVault) -> None:
    notes = {
        "Insights/a.md": "---\npublish: true\n---\nShown [[b]] words",
        "Insights/b.md": "---\naliases: [zebra]\ntags: [giraffe]\n---\nHidden lion",
    }
    shown = built(vault, notes, Scope()).site.pages
    index = b"".join(data for place, data in shown.items() if place.startswith("assets/search/"))
    assert b"shown" in index
    assert not [word for word in (b"zebra", b"giraffe", b"lion", b"idden") if word in index.lower()]
    own = built(vault, notes, Scope(withheld_too=True)).site.pages
    assert found_by(own, "lion") == {"b": "x"}
    assert [document[3:] for block in files(own, "d") for document in block] == [[], [1]]


def test_a_title_that_results_cut_short_can_be_looked_through_as_a_whole(vault: WriteVault) -> None:
    claim = "word " * (LONGEST_TITLE // 5) + "end"
    pages = built(vault, {"Insights/2025-03-01 10-00-00.md": f"# Content\n- {claim}\n"}).site.pages
    (title, *_), *_ = next(files(pages, "d"))
    assert len(title) <= LONGEST_TITLE + 1
    assert next(files(pages, "b"))[0].startswith(claim)


def test_every_word_lies_where_a_search_for_its_beginning_or_end_looks(vault: WriteVault) -> None:
    words = [f"{a}{b}{c}word{c}{a}" for a in "abcxyzäж椎" for b in "aeiou" for c in "lmnr"]
    count = shards(8000)
    by_two = {word[:2]: {shard_of(w, count) for w in words if w[:2] == word[:2]} for word in words}
    assert max(map(len, by_two.values())) <= 4
    assert {shard_of(word, count) for word in words} == {shard_of(word[:3], count) for word in words}
    assert all(ending_of(word, endings(8000)) == ending_of(word[-2:], endings(8000)) for word in words)


@pytest.mark.parametrize(("documents", "expected"), [(0, 1), (39, 1), (40, 2), (8_500, 256), (100_000, 4096)])
def test_the_number_of_shards_grows_with_the_documents(documents: int, expected: int) -> None:
    assert shards(documents) == expected


WORDS = st.lists(
    st.sampled_from(("cold", "warm", "colder", "IL-6", "β", "Ålesund", "冷却水", "at")), max_size=5
)


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    from headwater.opening import open_vault  # noqa: PLC0415
    from headwater.pipeline import draw  # noqa: PLC0415

    root = tmp_path_factory.mktemp("vault")
    for number in range(4):
        (root / f"{number}.md").write_text("Some words", encoding="utf-8")
    return draw(open_vault(root), Scope(all=True)).publication


def index_of(publication: Publication) -> Index:
    return Index(publication, Documents(SiteContext(publication, Config(), None)))


def saying(publication: Publication, texts: list[list[str]]) -> Publication:
    notes: dict[NotePath, PublicNote] = {
        path: replace(note, body=" ".join(words))
        for (path, note), words in zip(publication.notes.items(), texts, strict=True)
    }
    return publication.replaced(notes, {})


FOUR = st.lists(WORDS, min_size=4, max_size=4)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(FOUR, FOUR)
def test_patched_shards_are_those_of_an_index_made_from_nothing(
    publication: Publication, first: list[list[str]], second: list[list[str]]
) -> None:
    old, new = saying(publication, first), saying(publication, second)
    was, now = index_of(old).whole, index_of(new)
    changes = now.changes(list(old.notes.values()))
    patched = {place: changes.patched(place, was) for place in now.whole}
    assert patched == now.whole
    assert {place for place in was if was[place] != now.whole[place]} <= set(changes.places)


def test_a_shard_is_not_patched_where_too_little_is_known(publication: Publication) -> None:
    old = saying(publication, [["cold"], [], [], []])
    new = index_of(saying(publication, [["warm"], [], [], []]))
    changes = new.changes(list(old.notes.values()))
    assert {changes.patched(place, {}) for place in new.whole} == {None}
