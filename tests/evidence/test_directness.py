"""What sources say of their studies, in many words, and what claims inherit of it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.evidence.checks.indirect_evidence import indirect_evidence
from headwater.evidence.directness import Items, Tally, made_on, studies
from headwater.evidence.facts import Facts
from headwater.evidence.studies import Study, Subject, study_of
from headwater.opened import Vault
from headwater.vault.notes import Note, NotePath
from tests.evidence.drawn import path
from tests.written import WriteVault


def study(properties: dict[str, Any] | None = None, item: dict[str, Any] | None = None) -> Study:
    note = Note(NotePath("smith2020.md"), properties or {}, body="", body_line=1)
    return study_of(note, item or {})


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("human", "human"),
        ("Homo sapiens", "human"),
        ("rat", "in rats"),
        ("Rattus norvegicus", "in rats"),
        ("Sprague-Dawley rats, male adults", "in rats"),
        ("HUMAN and Rat", "in humans and rats"),
        (["Mice", "[[Rats|rats]]"], "in mice and rats"),
        ("guinea pigs", "in guinea pigs"),
        ("nonhuman primates", "in non-human primates"),
        ("non‐human primate", "in non-human primates"),
        ("animals (rats)", "in rats"),
        ("human chondrocytes, in vitro", "in vitro (humans)"),
        ("In_Vitro", "in vitro"),
        ("Axolotl", "in Axolotl"),
        (["rat", "axolotl"], "in axolotl and rats"),
        ("Ратта", "in Ратта"),
        ("", "unknown"),
        (None, "unknown"),
        (True, "unknown"),
        ({"name": "rat"}, "unknown"),
    ],
)
def test_a_species_is_known_by_many_words_and_else_by_the_authors_own(stated: object, expected: str) -> None:
    assert made_on(study({"Species": stated})) == expected


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"population": "Women aged 40 to 60"}, "human"),
        ({"population": "adult beagles"}, "in dogs"),
        ({"population": "cultured chondrocytes", "species": "rabbit"}, "in vitro (rabbits)"),
        ({"study-type": "animal study"}, "in animals"),
        ({"study-type": "in vitro study", "species": "human"}, "in vitro (humans)"),
        ({"study-type": "RCT"}, "unknown"),
        ({"population": "people", "species": "axolotl"}, "in axolotl"),
    ],
)
def test_population_and_type_tell_what_a_species_does_not(properties: dict[str, str], expected: str) -> None:
    assert made_on(study(properties)) == expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("RCT", "randomized controlled trial"),
        ("Randomised  controlled trial", "randomized controlled trial"),
        ("[[Cohort]]", "cohort study"),
        (["RCT", "pilot"], "randomized controlled trial; pilot"),
        ("Prospective registry study", "Prospective registry study"),
    ],
)
def test_a_type_of_study_has_its_usual_name_or_the_authors_words(stated: object, expected: str) -> None:
    assert study({"study-type": stated}).study_type == expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (1, "1"),
        (2.0, "2"),
        ("Level 1b", "1b"),
        ("OCEBM level: IV", "4"),
        ("level of evidence 3", "3"),
        ("1++", "1++"),
        ("GRADE high", "GRADE high"),
        ("7", "7"),
    ],
)
def test_a_level_of_evidence_is_read_as_ocebm_writes_it_and_else_kept(stated: object, expected: str) -> None:
    assert study({"Level of Evidence": stated}).level == expected


@pytest.mark.parametrize("key", ["study-type", "Study Type", "study_type", "studyType", "STUDY DESIGN"])
def test_a_property_is_known_however_its_name_is_spelled(key: str) -> None:
    assert study({key: "RCT"}).study_type == "randomized controlled trial"


def test_a_library_tells_what_the_note_does_not() -> None:
    item = {
        "note": "PMID: 1\r\nStudy Type: RCT\nspecies: rat\nOCEBM: 2b\nno line of this form",
        "issued": {"date-parts": [["2017", 3]]},
        "keyword": "Humans",
    }
    expected = Study(
        "2017", "randomized controlled trial", ("rats",), frozenset({Subject.ANIMAL}), level="2b"
    )
    assert study({}, item) == expected
    assert study({"species": "dogs", "year": 2018}, item).species == ("dogs",)
    assert study({"species": "dogs", "year": 2018}, item).year == "2018"


@pytest.mark.parametrize(
    ("keywords", "expected"),
    [
        ("Humans; Middle Aged; Cells, Cultured", "human"),
        ("Animals; Rats, Wistar; Disease Models, Animal", "in rats"),
        ("Animals; Mice/genetics; Cells, Cultured", "in vitro (mice)"),
        ("#humans, #rct", "human"),
        ("human rights, rat race, animal-assisted therapy", "unknown"),
        (["Rats", {"tag": "Animals"}, 3, None], "in rats"),
    ],
)
def test_keywords_tell_as_pubmed_writes_them(keywords: object, expected: str) -> None:
    assert made_on(study({}, {"keyword": keywords})) == expected
    assert made_on(study({"tags": keywords})) == expected


def test_of_several_types_among_tags_the_most_telling_counts() -> None:
    tags = ["Clinical Trial", "Randomized Controlled Trial", "design/cohort"]
    assert study({"tags": tags}).study_type == "randomized controlled trial"
    assert study({"tags": ["design/cohort"]}).study_type == "cohort study"


plain_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
some_keys = st.sampled_from(["species", "population", "study-type", "evidence-level", "year", "tags", "x"])
item_keys = st.sampled_from(["note", "keyword", "custom", "issued", "tags"])


@given(
    st.dictionaries(some_keys | st.text(), plain_values), st.dictionaries(item_keys | st.text(), plain_values)
)
def test_whatever_stands_there_is_read_as_words_on_one_line(
    properties: dict[str, Any], item: dict[str, Any]
) -> None:
    found = study(properties, item)
    for text in (found.year, found.study_type, *found.species, found.population, found.level):
        assert text == " ".join(text.split())
    assert made_on(found)


def tally(*found: Study) -> str:
    return Tally(found).of((1 << len(found)) - 1).text


def test_what_studies_were_made_on_is_counted_in_words() -> None:
    human, rats, mice = (study({"species": name}) for name in ("human", "rats", "mice"))
    cells, unknown = study({"species": "in vitro"}), study()
    assert tally(human, rats, unknown, rats, human, rats) == "2 human studies, 3 in rats, 1 unknown"
    assert tally(cells, mice, rats, rats) == "2 studies in rats, 1 in mice, 1 in vitro"
    assert tally(human) == "1 human study"
    assert tally(cells) == "1 study in vitro"
    assert tally(unknown, unknown) == "2 studies of unknown species"
    assert tally() == ""


@given(st.lists(st.sampled_from(["human", "rats", "mice", "in vitro", "axolotl", ""]), max_size=6))
def test_evidence_is_indirect_if_each_study_is_of_animals_or_in_vitro(species: list[str]) -> None:
    found = Tally([study({"species": name}) for name in species]).of((1 << len(species)) - 1)
    assert bool(found.indirect) == (bool(species) and set(species) <= {"rats", "mice", "in vitro"})
    assert sum(count.number for count in found.subjects) == len(species)


def vault_of(vault: WriteVault, species: dict[str, str], claim: str) -> Vault:
    """A takeaway on an insight on sources of some species."""
    sources = {f"Sources/{name}.md": f"---\nspecies: {of}\n---\n" for name, of in species.items()}
    links = ", ".join(f"[[{name}]]" for name in species)
    return vault(
        {
            **sources,
            "Insights/i.md": f"Seen in rats, mice and cells\n\nSource:: {links}",
            "Takeaways/t.md": f"# Content\n{claim}\n\nSupported by:: [[i]]",
        }
    )


def reported(opened: Vault, items: Items | None = None) -> list[str]:
    return [f"{found.path}: {found.message}" for found in indirect_evidence(opened.graph, items or {})]


def test_a_claim_on_animals_alone_that_does_not_say_so_is_reported(vault: WriteVault) -> None:
    opened = vault_of(vault, {"a": "rat", "b": "mouse", "c": "rat"}, "Sleep heals")
    assert reported(opened) == [
        "Takeaways/t.md: rests on animal evidence alone (2 studies in rats, 1 in mice) and does not say so"
    ]


def test_a_claim_on_animals_and_cells_alone_is_reported_with_both(vault: WriteVault) -> None:
    opened = vault_of(vault, {"a": "rat", "b": "in vitro"}, "Sleep heals")
    (message,) = reported(opened)
    assert "rests on animal and in vitro evidence alone (1 study in rats, 1 in vitro) and" in message


@pytest.mark.parametrize(
    "claim", ["Sleep heals rats", "Sleep heals in a Murine model", "Animals heal asleep"]
)
def test_a_claim_that_names_animals_says_so(vault: WriteVault, claim: str) -> None:
    assert reported(vault_of(vault, {"a": "rat"}, claim)) == []


@pytest.mark.parametrize("claim", ["Heals in vitro", "Osteoblasts divide", "[[Cells]] divide"])
def test_a_claim_that_names_cells_says_so_only_of_work_in_vitro(vault: WriteVault, claim: str) -> None:
    assert reported(vault_of(vault, {"a": "in vitro"}, claim)) == []
    assert len(reported(vault_of(vault, {"a": "rat"}, claim))) == 1


@pytest.mark.parametrize("other", ["human", "axolotl", "''"])
def test_a_claim_with_one_source_on_people_or_of_unknown_species_is_not_reported(
    vault: WriteVault, other: str
) -> None:
    assert reported(vault_of(vault, {"a": "rat", "b": other}, "Sleep heals")) == []


def test_an_assumption_and_a_claim_without_sources_are_not_reported(vault: WriteVault) -> None:
    opened = vault(
        {
            "Sources/a.md": "---\nspecies: rat\n---\n",
            "Assumptions/b.md": "So do people\n\nSource:: [[a]]",
            "Takeaways/t.md": "Sleep heals",
        }
    )
    assert reported(opened) == []


def test_the_library_counts_for_the_rule_too(vault: WriteVault) -> None:
    opened = vault_of(vault, {"a": "''"}, "Sleep heals")
    assert len(reported(opened, {"a": {"keyword": "Animals; Rats"}})) == 1
    assert studies(opened.graph, {"a": {"note": "species: rat"}})[path("Sources/a")].species == ("rats",)


def test_a_claim_inherits_what_its_sources_are(vault: WriteVault) -> None:
    opened = vault_of(vault, {"a": "rat", "b": "human", "c": "rat"}, "Sleep heals")
    assert Facts(opened.graph)[path("Takeaways/t")].directness.text == "1 human study, 2 in rats"
