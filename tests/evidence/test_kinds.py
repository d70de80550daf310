"""A note's kind is told by its properties or by the folder it lies in, as the configuration has it."""

from __future__ import annotations

import pytest

from headwater.config import Config, parse_config
from headwater.evidence.kinds import Vocabulary, level, vocabulary
from headwater.vault.notes import Note, NotePath, PropertyValue
from tests.evidence.reading import found
from tests.written import WriteVault

TABLE = [
    ("evidence source", 0, ["Evidence Sources", "Studies", "Reviews", "Patents", "Sources"]),
    ("source content", 1, ["Source Content"]),
    ("quick note", 2, ["Quick Notes"]),
    ("assumption", 2, ["Assumptions"]),
    ("insight", 3, ["Insights", "Level 1 Insights", "Level 2 Insights", "Level 12 Insights"]),
    ("takeaway", 4, ["Takeaways"]),
    ("action", 5, ["Actions"]),
    ("experience", 5, ["Experiences"]),
    ("desired outcome", 5, ["Desired Outcomes"]),
    ("question", None, ["Questions"]),
    ("answer", None, ["Answers"]),
    ("knowledge gap", None, ["Knowledge Gaps"]),
    ("tag", None, ["Tags"]),
]
DEFAULT = Config()
FOLDERS = [(folder, kind, layer) for kind, layer, folders in TABLE for folder in folders]


def note(path: str, **properties: PropertyValue) -> Note:
    return Note(NotePath(path), properties, body="", body_line=1)


def kind_of(path: str, config: Config = DEFAULT, **properties: PropertyValue) -> str:
    kind, _ = vocabulary(config).kind_of(note(path, **properties))
    return kind.name


@pytest.fixture
def default() -> Vocabulary:
    return vocabulary(Config())


@pytest.mark.parametrize(("folder", "kind", "layer"), FOLDERS)
@pytest.mark.parametrize("above", ["", "Research/", "A/Deep/Place/"])
def test_a_folder_makes_the_kind_wherever_it_lies(
    default: Vocabulary, above: str, folder: str, kind: str, layer: int | None
) -> None:
    made, problem = default.kind_of(note(f"{above}{folder}/a.md"))
    assert (made.name, made.layer, problem) == (kind, layer, None)


@pytest.mark.parametrize(
    "path", ["a.md", "Blog/a.md", "Level Insights/a.md", "Insights.md", "My Insights/a.md"]
)
def test_every_other_note_is_a_page(path: str) -> None:
    assert kind_of(path) == "page"


@pytest.mark.parametrize("folder", ["insights", "INSIGHTS", "quick_notes", "Quick-Notes", "quick  notes"])
def test_letter_case_and_the_signs_between_words_do_not_count(folder: str) -> None:
    assert kind_of(f"{folder}/a.md") in {"insight", "quick note"}


def test_the_nearest_folder_decides() -> None:
    assert kind_of("Insights/Tags/a.md") == "tag"
    assert kind_of("Tags/About discs/a.md") == "tag"


@pytest.mark.parametrize("key", ["kind", "type"])
@pytest.mark.parametrize("value", ["insight", "Insight", "Insights", "Level # Insights"])
def test_a_property_overrides_the_folder(key: str, value: str) -> None:
    properties: dict[str, PropertyValue] = {key: value}
    kind, _ = vocabulary(DEFAULT).kind_of(Note(NotePath("Tags/a.md"), properties, body="", body_line=1))
    assert kind.name == "insight"


def test_kind_is_asked_before_type() -> None:
    assert kind_of("a.md", kind="tag", type="insight") == "tag"


def test_a_type_that_is_no_kind_is_somebody_elses_property(default: Vocabulary) -> None:
    assert default.kind_of(note("Tags/a.md", type="journal article"))[1] is None
    assert kind_of("Tags/a.md", type="journal article") == "tag"


def test_an_unknown_kind_is_reported_with_its_line_and_the_nearest(vault: WriteVault) -> None:
    opened = vault({"Tags/a.md": "---\ncreated: 2025-01-01\nkind: insihgt\n---\n"})
    (problem,) = found(opened, "unknown-kind")
    assert problem.place == "Tags/a.md:3"
    assert "did you mean 'insight'" in problem.message
    assert opened.graph.kind(NotePath("Tags/a.md")).name == "tag"


@pytest.mark.parametrize("value", [3, None, "", "  ", ["insight"], {"insight": 1}, True])
def test_a_kind_that_is_no_text_says_nothing(value: PropertyValue) -> None:
    assert kind_of("Tags/a.md", kind=value) == "tag"


def test_a_file_class_counts_only_where_the_configuration_maps_it() -> None:
    config = parse_config('[kinds.takeaway]\nfile-classes = ["Conclusion"]\n')
    assert kind_of("Tags/a.md", fileClass="conclusion") == "tag"
    assert kind_of("Tags/a.md", config, fileClass="conclusion") == "takeaway"
    assert kind_of("Tags/a.md", config, fileClass=["Other", "Conclusion"]) == "takeaway"
    assert kind_of("Tags/a.md", config, fileClass=7) == "tag"


def test_a_kind_property_is_asked_before_a_file_class() -> None:
    config = parse_config('[kinds.takeaway]\nfile-classes = ["Conclusion"]\n')
    assert kind_of("a.md", config, kind="tag", fileClass="Conclusion") == "tag"


def test_folders_are_renamed_by_configuration() -> None:
    config = parse_config('[kinds.insight]\nfolders = ["Einsichten"]\n')
    assert kind_of("Forschung/Einsichten/a.md", config) == "insight"
    assert kind_of("Insights/a.md", config) == "page"


def test_a_number_in_a_configured_folder_is_any_number() -> None:
    config = parse_config('[kinds.insight]\nfolders = ["Stufe # Einsichten"]\n')
    assert kind_of("Stufe 3 Einsichten/a.md", config) == "insight"


def test_layer_and_plural_are_changed_by_configuration() -> None:
    kind = vocabulary(parse_config('[kinds.assumption]\nlayer = 7\nplural = "Premises"\n')).kinds[
        "assumption"
    ]
    assert (kind.layer, kind.plural, kind.folders) == (7, "Premises", ("Assumptions",))


def test_a_new_kind_claims_something_and_lies_in_a_folder_of_its_plural() -> None:
    words = vocabulary(parse_config("[kinds.field-report]\nlayer = 3\n"))
    kind = words.kinds["field report"]
    assert (kind.plural, kind.layer, kind.claims) == ("Field Reports", 3, True)
    assert words.kind_of(note("Field Reports/a.md"))[0] is kind


def test_pages_too_can_be_configured_and_stay_the_last_kind() -> None:
    words = vocabulary(parse_config('[kinds.page]\nplural = "Articles"\n[kinds.recipe]\n'))
    assert words.kinds["page"].plural == "Articles"
    assert not words.kinds["page"].claims
    assert list(words.kinds)[-2:] == ["recipe", "page"]


def test_a_name_a_plural_and_a_folder_name_a_kind(default: Vocabulary) -> None:
    for name in ("evidence source", "Evidence Sources", "studies", "Patents"):
        kind = default.named(name)
        assert kind is not None
        assert kind.name == "evidence source"
    assert default.named("study") is None


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("Level 2 Insights/a.md", 2),
        ("Level 10 Insights/Sub/a.md", 10),
        ("Insights/a.md", None),
        ("a.md", None),
    ],
)
def test_the_level_of_an_insight_is_the_number_in_its_folder(path: str, number: int | None) -> None:
    assert level(note(path)) == number
