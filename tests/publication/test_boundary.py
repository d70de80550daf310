"""No text of an unpublished note crosses the boundary, however it is named."""

from __future__ import annotations

import gc
from types import FunctionType, ModuleType

import pytest

from headwater.evidence.graph import Graph
from headwater.opening import open_vault
from headwater.publication import Publication, PublicNote
from headwater.scope import Scope
from headwater.vault.contents import VaultContents
from headwater.vault.notes import Link, Note, NotePath
from tests.publication.canaries import (
    PUBLIC_FACTS,
    VAULT,
    canaries_in,
    canaries_of_vault,
    public_parts,
    texts,
)

PUBLISHED = {
    "Comments behind addresses.md",
    "Every way to link.md",
    "Evidence Sources/larkReview2020.md",
    "Insights/2025-03-02 10-00-00.md",
    "Shows another.md",
    "Tags/Open.md",
    "Takeaways/2025-03-01 10-00-00.md",
    "Takeaways/2025-03-06 10-00-00.md",
    "What is hidden.md",
    "What only looks like a link.md",
}
LINKS, HIDDEN, LOOKS = "Every way to link.md", "What is hidden.md", "What only looks like a link.md"
ADDRESSES = "Comments behind addresses.md"


@pytest.fixture(scope="module")
def publication() -> Publication:
    return open_vault(VAULT).publish()


def body(publication: Publication, path: str) -> str:
    return publication.notes[NotePath(path)].body


def note(publication: Publication, path: str) -> PublicNote:
    return publication.notes[NotePath(path)]


def test_the_vault_holds_a_canary_for_everything_that_could_leak() -> None:
    assert len(canaries_of_vault()) >= 60


def test_canaries_are_found_in_any_letter_case_and_percent_encoded() -> None:
    assert canaries_in("a Canary-Body, b%20%43ANARY-title") == {"canary-body", "canary-title"}
    assert canaries_in(b"\xff/canary_folder/") == {"canary-folder"}
    assert canaries_in("canary, CANARY") == set()


def test_what_is_marked_is_published_and_nothing_else(publication: Publication) -> None:
    assert set(publication.notes) == PUBLISHED


def test_no_canary_is_in_anything_that_pages_may_use(publication: Publication) -> None:
    found = {
        (part, canary, text)
        for part, value in public_parts(publication).items()
        for text in texts(value)
        for canary in canaries_in(text)
    }
    assert not found


def test_no_canary_is_published_when_folders_kinds_and_all_sweep_the_rest_in(
    publication: Publication,
) -> None:
    """Then other notes are public; source content, what is marked private and what cannot be read are not."""
    everything = open_vault(VAULT).publish(Scope(all=True))
    found = {canary for text in texts(public_parts(everything)) for canary in canaries_in(text)}
    assert found.isdisjoint(
        {"canary-excerpt", "canary-opposing-excerpt", "canary-marked-private", "canary-unreadable-body"}
    )
    assert "canary-body" in found


def test_public_facts_stay(publication: Publication) -> None:
    told = "\n".join(texts(public_parts(publication)))
    for fact in PUBLIC_FACTS:
        assert fact in told


def test_the_facts_of_an_unpublished_source_end_with_its_citation(publication: Publication) -> None:
    citation = publication.citations["doveTrial2019"]
    assert (
        citation.text == "Dove, A. “A small trial.” Journal of Trials 3 (2019). https://doi.org/10.1000/dove"
    )
    assert citation.identifiers == (("DOI", "10.1000/dove"),)
    assert citation.facts == ()


def test_names_stand_for_sources_and_source_content_whatever_the_words(publication: Publication) -> None:
    text = body(publication, LINKS)
    assert "Sources: doveTrial2019 doveTrial2019 doveTrial2019 - Figure 2\n" in text
    assert "doveTrial2019 - Figure 2 <span" in text


@pytest.mark.parametrize(
    "number",
    [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
    ],
)
def test_words_that_tell_nothing_stay_without_their_link(publication: Publication, number: str) -> None:
    text = body(publication, LINKS)
    assert f"kept words {number}" in text
    assert f"kept words {number}]" not in text


@pytest.mark.parametrize("number", ["one", "two", "three", "four", "five"])
def test_the_content_of_html_that_tells_nothing_stays(publication: Publication, number: str) -> None:
    assert f"kept words {number}" in body(publication, LOOKS)


@pytest.mark.parametrize("path", [LINKS, HIDDEN, LOOKS, ADDRESSES])
def test_what_follows_is_not_lost(publication: Publication, path: str) -> None:
    assert body(publication, path).endswith("The last words of this page.")


def test_a_name_gives_way_to_a_mark_that_is_html_only_where_html_is_read(publication: Publication) -> None:
    mark = '<span class="withheld">unpublished note</span>'
    assert f"Wikilinks: {mark}, {mark}" in body(publication, LINKS)
    text = body(publication, LOOKS)
    assert "Code: `unpublished note`, " in text
    assert "$unpublished note$" in text
    assert "A[unpublished note] -->" in text


def test_text_around_what_is_hidden_stays(publication: Publication) -> None:
    text = body(publication, HIDDEN)
    for word in ("First.", "Second.", "Third."):
        assert word in text
    assert "References to nothing" not in text
    assert "# After" in text


def test_a_comment_that_is_glued_to_an_address_ends_where_its_author_ended_it(
    publication: Publication,
) -> None:
    assert body(publication, ADDRESSES) == (
        "See https://example.org/page there.\n"
        "And unpublished note  is read in step again.\n\n"
        "# After\nThe last words of this page."
    )


def test_links_to_what_is_published_stay(publication: Publication) -> None:
    claim = note(publication, "Insights/2025-03-02 10-00-00.md").claim
    assert claim == "Read off doveTrial2019 - Figure 2 in doveTrial2019, about the [[Open]] topic"
    assert "![[Every way to link]]" in body(publication, "Shows another.md")


def test_only_files_that_published_text_shows_are_copied(publication: Publication) -> None:
    assert list(publication.attachments) == ["Attachments/shown.txt"]


def test_of_canvases_only_what_the_configuration_names_is_published(publication: Publication) -> None:
    assert list(publication.canvases) == ["Shown canvas.canvas"]
    assert list(open_vault(VAULT).publish(Scope(all=True)).canvases) == ["Shown canvas.canvas"]
    preview = open_vault(VAULT).publish(Scope(withheld_too=True)).canvases
    assert {path: canvas.withheld for path, canvas in preview.items()} == {
        "CANARY-canvas.canvas": True,
        "Shown canvas.canvas": False,
    }


def test_a_link_leads_to_what_is_published_and_nowhere_else(publication: Publication) -> None:
    def leads(target: str) -> str | None:
        return publication.names.page_or_file(Link(target, "", "", embed=False, line=1), LINKS)

    assert leads("Open") == "Tags/Open.md"
    assert leads("Shown canvas.canvas") == "Shown canvas.canvas"
    assert leads("shown.txt") == "Attachments/shown.txt"
    for target in (
        "CANARY-note-name",
        "CANARY-attachment.txt",
        "CANARY-canvas.canvas",
        "doveTrial2019",
        "none",
    ):
        assert leads(target) is None


def test_from_what_is_published_nothing_leads_back_to_the_graph(publication: Publication) -> None:
    seen: set[int] = set()
    waiting: list[object] = [publication]
    while waiting:
        value = waiting.pop()
        # What all values of a type or a module have in common is no part of this one.
        if id(value) in seen or isinstance(value, type | ModuleType | FunctionType):
            continue
        seen.add(id(value))
        assert not isinstance(value, Graph | Note | VaultContents)
        waiting += gc.get_referents(value)


def test_the_paths_by_which_links_are_told_apart_name_no_withheld_note(publication: Publication) -> None:
    paths = {path for some in publication.names.paths() for path in some}
    assert paths == {*publication.notes, *publication.attachments, *publication.canvases}


def test_properties_that_pages_use_are_plain_words(publication: Publication) -> None:
    links = note(publication, LINKS)
    assert links.properties["title"] == "About unpublished note"
    assert links.properties["description"] == "See unpublished note and this."
    assert links.tags == ("open",)
    assert note(publication, "Tags/Open.md").aliases == ("unpublished note in an alias",)
    source = note(publication, "Evidence Sources/larkReview2020.md")
    assert source.properties["abstract"] == "What the other note says too."


def test_the_citation_of_a_published_source_holds_no_name_either(publication: Publication) -> None:
    citation = publication.citations["larkReview2020"]
    # One of its authors is a link to a note that is not published: then nothing is said of its authors.
    assert citation.text == "“A Review,” 2020."
    assert citation.facts == (("year", "2020"), ("species", "unpublished note"))


def test_a_query_is_told_only_by_folders_that_hold_published_notes(publication: Publication) -> None:
    assert note(publication, HIDDEN).queried_folders == ("Insights",)


def test_unpublished_supporters_and_opponents_are_numbers(publication: Publication) -> None:
    takeaway = note(publication, "Takeaways/2025-03-01 10-00-00.md")
    assert takeaway.withheld_supporters == 2
    insight = note(publication, "Insights/2025-03-02 10-00-00.md")
    assert [content.name for content in insight.contents] == ["doveTrial2019 - Figure 2"]
    assert [content.name for content in insight.opposing_contents] == ["doveTrial2019 - Results"]
    assert insight.withheld_supporters == insight.withheld_opponents == 0


def test_the_author_is_told_which_queries_are_not_answered_and_why(publication: Publication) -> None:
    told = [
        (problem.line, problem.message)
        for problem in publication.problems
        if (problem.path, problem.code) == (HIDDEN, "query-not-computed")
    ]
    lines = [line for line, _ in told]
    assert lines == [15, 21, 24, 29]
    assert "no published note lies in the folder 'Private CANARY-folder'" in told[0][1]
    assert "a query block is not shown" in told[1][1]


def test_the_author_is_told_how_many_unpublished_notes_a_note_rests_on(publication: Publication) -> None:
    told = {
        problem.path: problem.message
        for problem in publication.problems
        if problem.code == "rests-on-withheld"
    }
    assert "2 unpublished note(s)" in told["Takeaways/2025-03-01 10-00-00.md"]
    assert "Insights/2025-03-02 10-00-00.md" not in told


def test_every_name_that_was_taken_out_is_reported_to_the_author_with_its_line(
    publication: Publication,
) -> None:
    (problem,) = [
        problem
        for problem in publication.problems
        if (problem.path, problem.code) == ("Takeaways/2025-03-01 10-00-00.md", "named-withheld-note")
    ]
    assert problem.line == 8
    assert "CANARY-tag (CT)" in problem.message


def test_an_unpublished_home_note_is_no_home(publication: Publication) -> None:
    assert publication.home is None
    assert not any(note.home for note in publication.notes.values())
