"""The whole garden by topic."""

from __future__ import annotations

from headwater.publication import Publication
from headwater.views.garden import TELLING, Topic, topics
from tests.written import WriteVault

NOTE = "---\npublish: true\n---\n# Content\n- Something\n\n{tags}\n"


def note(*tags: str) -> str:
    return NOTE.format(tags=" ".join(f"[[{tag}]]" for tag in tags))


def garden(vault: WriteVault, files: dict[str, str]) -> Publication:
    return vault(files).publish()


def by_name(found: tuple[Topic, ...]) -> dict[str, list[str]]:
    return {
        (topic.tag or "none").removeprefix("Tags/").removesuffix(".md"): [
            path.rpartition("/")[2] for _, paths in topic.notes for path in paths
        ]
        for topic in found
    }


def test_every_note_is_under_one_topic_and_those_without_come_last(vault: WriteVault) -> None:
    files = {
        "Tags/A.md": note(),
        "Insights/1.md": note("A"),
        "Insights/2.md": note("A"),
        "Insights/3.md": note(),
    }
    assert by_name(topics(garden(vault, files))) == {"A": ["1.md", "2.md"], "none": ["3.md"]}


def test_the_topic_is_the_rarest_tag_that_is_not_too_rare(vault: WriteVault) -> None:
    files = {f"Tags/{name}.md": note() for name in ("Wide", "Telling", "Rare")}
    files |= {f"Insights/wide {n}.md": note("Wide") for n in range(TELLING)}
    files |= {f"Insights/telling {n}.md": note("Wide", "Telling") for n in range(TELLING)}
    files |= {"Insights/telling 0.md": note("Wide", "Telling", "Rare")}
    found = by_name(topics(garden(vault, files)))
    assert {name: len(notes) for name, notes in found.items()} == {
        "Wide": TELLING,
        "Telling": TELLING,
        "Rare": 0,
    }


def test_where_all_tags_are_rare_the_topic_is_the_most_common(vault: WriteVault) -> None:
    files = {
        "Tags/A.md": note(),
        "Tags/B.md": note(),
        "Insights/1.md": note("A", "B"),
        "Insights/2.md": note("B"),
    }
    assert by_name(topics(garden(vault, files))) == {"B": ["1.md", "2.md"], "A": []}


def test_a_tag_counts_every_note_that_has_it(vault: WriteVault) -> None:
    files = {
        "Tags/A.md": note(),
        "Tags/B.md": note(),
        "Insights/1.md": note("A", "B"),
        "Takeaways/2.md": note("B"),
    }
    counts = {topic.tag: dict(topic.counts) for topic in topics(garden(vault, files))}
    assert counts == {"Tags/A.md": {"insight": 1}, "Tags/B.md": {"insight": 1, "takeaway": 1}}


def test_what_to_remember_comes_before_what_it_rests_on(vault: WriteVault) -> None:
    files = {f"{folder}/{folder}.md": note() for folder in ("Quick Notes", "Takeaways", "Insights", "Pages")}
    (topic,) = topics(garden(vault, files))
    assert [kind for kind, _ in topic.notes] == ["takeaway", "insight", "quick note", "page"]


def test_notes_that_are_withheld_or_hidden_are_not_on_the_map(vault: WriteVault) -> None:
    hidden = "---\npublish: true\ndg-hide: true\n---\nx\n"
    files = {
        "Tags/A.md": note(),
        "Insights/1.md": "[[A]]",
        "Insights/2.md": hidden,
        "Insights/3.md": note("A"),
    }
    assert by_name(topics(garden(vault, files))) == {"A": ["3.md"]}
