"""Notes are written so that reading them gives the same properties and text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from headwater.importers.note_text import note_text
from headwater.vault.frontmatter import read_frontmatter
from headwater.vault.note_text import read_note

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
scalars = st.one_of(st.booleans(), st.none(), st.integers(-(10**12), 10**12), texts)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.one_of(texts, st.sampled_from(["yes", "null", "a b", "x-y"])), values, max_size=4))
def test_properties_come_back_as_they_were(properties: dict[str, object]) -> None:
    text = note_text(properties, "body")
    frontmatter, problems = read_frontmatter(text, "a.md")
    assert not problems
    assert frontmatter.properties == properties
    assert text[frontmatter.body_start :] == ("\nbody\n" if properties else "body\n")


def test_dates_are_written_as_obsidian_does_and_other_texts_in_quotes() -> None:
    properties = {"updated": "2025-03-02T08:16:30+01:00", "dg-publish": True, "Citation": 'A. “B.” "C": 1'}
    assert note_text(properties, "") == (
        '---\nupdated: 2025-03-02T08:16:30+01:00\ndg-publish: true\nCitation: "A. “B.” \\"C\\": 1"\n---\n'
    )


def test_note_without_properties_has_no_frontmatter() -> None:
    assert note_text({}, "# Content\n") == "# Content\n"
    assert read_note("a.md", note_text({}, "").encode())[0].readable
