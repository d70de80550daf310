"""What fields, properties, canvases, names and running text come to: edges, each in its one direction."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.config import Config
from headwater.evidence.build import build_graph
from headwater.evidence.kinds import vocabulary
from headwater.opened import Vault
from headwater.vault.contents import VaultContents
from headwater.vault.note_text import read_note
from headwater.vault.notes import Origin
from tests.evidence.reading import Triple, edges, found, places
from tests.written import WriteVault

FOLDERS = {
    "source": "Evidence Sources",
    "content": "Source Content",
    "quick": "Quick Notes",
    "assumption": "Assumptions",
    "insight": "Insights",
    "takeaway": "Takeaways",
    "action": "Actions",
    "experience": "Experiences",
    "outcome": "Desired Outcomes",
    "question": "Questions",
    "answer": "Answers",
    "gap": "Knowledge Gaps",
    "tag": "Tags",
    "page": "Notes",
}


def place(name: str) -> str:
    """The path of a note whose name begins with the word for its kind."""
    return f"{FOLDERS[name.split('-', maxsplit=1)[0]]}/{name}.md"


def files(**texts: str) -> dict[str, str]:
    """Notes by name (`_` for `-`), each in the folder of its kind."""
    names = {name.replace("_", "-"): text for name, text in texts.items()}
    return {place(name): text for name, text in names.items()}


def canvas(*edges: Mapping[str, object], nodes: tuple[str, ...]) -> str:
    """A canvas of file nodes, whose ids are the notes' names."""
    return json.dumps(
        {
            "nodes": [{"id": name, "type": "file", "file": place(name)} for name in nodes],
            "edges": [{"id": f"e{number}", **edge} for number, edge in enumerate(edges)],
        }
    )


RELATIONS: list[Triple] = [
    ("source", "supports", "content"),
    ("content", "supports", "insight"),
    ("insight", "supports", "takeaway"),
    ("takeaway", "supports", "action"),
    ("quick", "supports", "takeaway"),
    ("source", "supports", "quick"),
    ("assumption", "supports", "quick"),
    ("assumption", "supports", "insight"),
    ("assumption", "supports", "takeaway"),
    ("assumption", "supports", "action"),
    ("assumption", "exposes", "gap"),
    ("gap", "generates", "question"),
    ("answer", "resolves", "question"),
    ("takeaway", "supports", "answer"),
    ("action", "inspires", "experience"),
    ("outcome", "inspires", "experience"),
    ("insight", "tagged", "tag"),
    ("source", "tagged", "tag"),
    ("page", "tagged", "tag"),
]


@pytest.mark.parametrize(("start", "relation", "end"), RELATIONS)
def test_the_ends_tell_the_relation_of_a_database_field_on_the_first_note(
    vault: WriteVault, start: str, relation: str, end: str
) -> None:
    field = FOLDERS[end].replace(" ", "_")
    opened = vault(files(**{start: f"# Database Fields\nDB__{field}:: [[{end}]]\n", end: ""}))
    assert edges(opened) == {(start, relation, end)}


@pytest.mark.parametrize(("start", "relation", "end"), [row for row in RELATIONS if row[0] != "page"])
def test_the_ends_tell_the_same_relation_on_the_second_note(
    vault: WriteVault, start: str, relation: str, end: str
) -> None:
    field = FOLDERS[start].replace(" ", "_")
    opened = vault(files(**{end: f"# Database Fields\nDB__{field}:: [[{start}]]\n", start: ""}))
    assert edges(opened) == {(start, relation, end)}


@pytest.mark.parametrize(
    "written",
    [
        '"[[insight]]"',
        "[[insight]]",
        "'[[insight]]'",
        '["[[insight]]"]',
        "\n  - '[[insight]]'",
        "\n  - [[insight]]",
        '"[[Insights/insight|what it says]]"',
        '"[[insight#Content]]"',
        '"[what it says](Insights/insight.md)"',
    ],
)
def test_a_frontmatter_link_leads_from_the_supporter_to_what_it_supports(
    vault: WriteVault, written: str
) -> None:
    opened = vault(files(content=f"---\nResearch Links: {written}\n---\n", insight="# Content\nx\n"))
    assert edges(opened) == {("content", "supports", "insight")}


def test_several_links_in_one_text_are_several_edges(vault: WriteVault) -> None:
    opened = vault(
        files(
            content='---\nResearch Links: "[[insight-1]], [[insight-2]]"\n---\n', insight_1="", insight_2=""
        )
    )
    assert edges(opened) == {("content", "supports", "insight-1"), ("content", "supports", "insight-2")}


def test_json_frontmatter_holds_links_as_yaml_does(vault: WriteVault) -> None:
    opened = vault(files(content='---\n{"Research Links":["[[insight]]"]}\n---\n', insight=""))
    assert edges(opened) == {("content", "supports", "insight")}


@pytest.mark.parametrize(
    "text",
    [
        "Source_Content:: [[content]]",
        "- Source Content:: [[content]]",
        "> Source_Content:: [[content]]",
        "**Source_Content**:: [[content]]",
        "Insights__Source_Content:: [[content]], [[nothing else]]",
        "As [Source_Content:: [[content]]] shows, it swells.",
        "As (Source_Content:: [[content]]) shows, it swells.",
    ],
)
def test_a_field_is_read_wherever_it_stands_in_the_text(vault: WriteVault, text: str) -> None:
    assert ("content", "supports", "insight") in edges(vault(files(insight=text, content="")))


def test_an_edge_written_on_both_notes_is_one_edge_with_two_places(vault: WriteVault) -> None:
    opened = vault(
        files(
            takeaway="x\n\n# Database Fields\nTakeaways__Level_2_Insights:: [[insight]]\n",
            insight="---\ncreated: 2025-01-01\n---\nTakeaways__Takeaways:: [[takeaway]]\n",
        )
    )
    assert edges(opened) == {("insight", "supports", "takeaway")}
    assert places(opened, "insight", "supports", "takeaway") == [
        ("Insights/insight.md", 4),
        ("Takeaways/takeaway.md", 4),
    ]
    (edge,) = opened.graph.edges
    assert [(at.field, at.origin) for at in edge.places] == [
        ("Takeaways__Takeaways", Origin.INLINE),
        ("Takeaways__Level_2_Insights", Origin.INLINE),
    ]


def test_a_list_of_links_names_the_line_of_each(vault: WriteVault) -> None:
    text = "---\nResearch Links:\n  - '[[insight-1]]'\n  - '[[insight-2]]'\n---\n"
    opened = vault(files(content=text, insight_1="", insight_2=""))
    assert places(opened, "content", "supports", "insight-2") == [("Source Content/content.md", 4)]


class TestDirection:
    """In this order: what the field declares, the layers, a field declared outgoing."""

    @pytest.mark.parametrize(
        "field", ["Supports", "supports", "DB__Supports", "Supported notes", "Evidence for"]
    )
    def test_a_declared_field_is_believed_against_the_layers(self, vault: WriteVault, field: str) -> None:
        opened = vault(files(takeaway=f"{field}:: [[insight]]", insight=""))
        assert edges(opened) == {("takeaway", "supports", "insight")}

    @pytest.mark.parametrize("field", ["Supported by", "supported_by", "Rests on", "Based on", "References"])
    def test_a_field_declared_backward_names_the_supporter(self, vault: WriteVault, field: str) -> None:
        opened = vault(files(insight_1=f"{field}:: [[insight-2]]", insight_2=""))
        assert edges(opened) == {("insight-2", "supports", "insight-1")}

    @pytest.mark.parametrize(
        ("field", "edge"),
        [
            ("Opposes", ("insight", "opposes", "takeaway")),
            ("Contradicts", ("insight", "opposes", "takeaway")),
            ("Opposed by", ("takeaway", "opposes", "insight")),
            ("Exposes", ("insight", "exposes", "takeaway")),
            ("Exposed by", ("takeaway", "exposes", "insight")),
            ("Generates", ("insight", "generates", "takeaway")),
            ("Resolved by", ("takeaway", "resolves", "insight")),
            ("Inspires", ("insight", "inspires", "takeaway")),
        ],
    )
    def test_every_relation_has_fields_of_its_name(self, vault: WriteVault, field: str, edge: Triple) -> None:
        assert edges(vault(files(insight=f"{field}:: [[takeaway]]", takeaway=""))) == {edge}

    def test_source_content_may_oppose_a_claim(self, vault: WriteVault) -> None:
        opened = vault(files(content="Opposes:: [[insight]]", insight=""))
        assert edges(opened) == {("content", "opposes", "insight")}

    def test_the_lower_layer_supports_the_higher_whoever_holds_the_outgoing_field(
        self, vault: WriteVault
    ) -> None:
        opened = vault(files(takeaway='---\nResearch Links: "[[insight]]"\n---\n', insight=""))
        assert edges(opened) == {("insight", "supports", "takeaway")}

    def test_within_a_layer_the_holder_of_an_outgoing_field_supports(self, vault: WriteVault) -> None:
        opened = vault(files(insight_1='---\nResearch Links: "[[insight-2]]"\n---\n', insight_2=""))
        assert edges(opened) == {("insight-1", "supports", "insight-2")}

    def test_what_is_ambiguous_is_a_problem_with_its_line_and_no_edge(self, vault: WriteVault) -> None:
        opened = vault(files(insight_1="text\n\nInsights:: [[insight-2]]", insight_2=""))
        assert edges(opened) == set()
        (problem,) = found(opened, "ambiguous-direction")
        assert problem.place == "Insights/insight-1.md:3"
        assert "'Insights' joins 'insight-1' and 'insight-2'" in problem.message

    def test_one_note_that_says_it_settles_what_another_leaves_open(self, vault: WriteVault) -> None:
        opened = vault(files(insight_1="Insights:: [[insight-2]]", insight_2="Supports:: [[insight-1]]"))
        assert edges(opened) == {("insight-2", "supports", "insight-1")}

    def test_an_insight_of_a_lower_level_supports_one_of_a_higher(self, vault: WriteVault) -> None:
        low, high = "Level 1 Insights/low.md", "Level 2 Insights/high.md"
        opened = vault({low: "Insights__Level_2_Insights:: [[high]]", high: ""})
        assert edges(opened) == {("low", "supports", "high")}
        opened = vault({low: "", high: "Insights__Level_1_Insights:: [[low]]"})
        assert edges(opened) == {("low", "supports", "high")}

    def test_an_assumption_supports_a_quick_note_of_its_layer(self, vault: WriteVault) -> None:
        opened = vault(files(quick="Assumptions:: [[assumption]]", assumption=""))
        assert edges(opened) == {("assumption", "supports", "quick")}

    def test_outside_the_layers_a_field_is_a_mention(self, vault: WriteVault) -> None:
        opened = vault(files(question="Insights:: [[insight]]", insight=""))
        assert edges(opened) == {("question", "mentions", "insight")}

    def test_a_field_that_means_nothing_is_a_mention(self, vault: WriteVault) -> None:
        opened = vault(files(insight="See also:: [[takeaway]]", takeaway=""))
        assert edges(opened) == {("insight", "mentions", "takeaway")}

    @pytest.mark.parametrize("text", ["Supports:: [[insight]]", "Insights:: [[insight]]"])
    def test_a_note_that_supports_itself_is_a_problem_and_no_edge(self, vault: WriteVault, text: str) -> None:
        opened = vault(files(insight=text))
        assert edges(opened) == set()
        assert [problem.place for problem in found(opened, "self-support")] == ["Insights/insight.md:1"]


class TestConfiguration:
    """What `headwater.toml` says of relations and fields."""

    def test_a_field_is_declared_outgoing(self, vault: WriteVault) -> None:
        texts = files(insight_1="Leads to:: [[insight-2]]", insight_2="")
        assert edges(vault(texts)) == {("insight-1", "mentions", "insight-2")}
        opened = vault({"headwater.toml": '[fields]\noutgoing = ["Leads to"]\n'})
        assert edges(opened) == {("insight-1", "supports", "insight-2")}

    def test_a_relation_gets_more_fields(self, vault: WriteVault) -> None:
        toml = '[relations.supports]\nforward = ["stützt"]\nbackward = ["beruht auf"]\n'
        opened = vault(
            files(insight_1="Stützt:: [[insight-2]]", insight_2="", insight_3="Beruht_auf:: [[insight-1]]")
            | {"headwater.toml": toml}
        )
        assert edges(opened) == {
            ("insight-1", "supports", "insight-2"),
            ("insight-1", "supports", "insight-3"),
        }

    def test_a_new_relation_is_named_by_its_own_field(self, vault: WriteVault) -> None:
        toml = '[relations.refines]\nbackward = ["refined by"]\n'
        texts = files(
            insight_1="Refines:: [[insight-2]]", insight_2="", insight_3="Refined by:: [[insight-1]]"
        )
        opened = vault(texts | {"headwater.toml": toml})
        assert edges(opened) == {("insight-1", "refines", "insight-2"), ("insight-1", "refines", "insight-3")}

    def test_what_the_vault_declares_is_believed_before_the_names_of_kinds(self, vault: WriteVault) -> None:
        texts = files(insight_1="Insights:: [[insight-2]]", insight_2="")
        opened = vault(texts | {"headwater.toml": '[relations.supports]\nbackward = ["Insights"]\n'})
        assert edges(opened) == {("insight-2", "supports", "insight-1")}

    def test_a_new_layer_turns_the_direction(self, vault: WriteVault) -> None:
        texts = files(quick="Insights:: [[insight]]", insight="")
        assert edges(vault(texts)) == {("quick", "supports", "insight")}
        opened = vault({"headwater.toml": "[kinds.quick-note]\nlayer = 9\n"})
        assert edges(opened) == {("insight", "supports", "quick")}

    def test_a_new_kind_stands_in_its_layer(self, vault: WriteVault) -> None:
        opened = vault(
            {
                "headwater.toml": '[kinds.guideline]\nlayer = 6\nfolders = ["Guidelines"]\n',
                "Guidelines/g.md": "Takeaways:: [[takeaway]]",
                "Takeaways/takeaway.md": "Guidelines:: [[g]]",
            }
        )
        assert edges(opened) == {("takeaway", "supports", "g")}


class TestRunningText:
    """A link in running text is a mention, or *tagged* when it points at a tag; never support."""

    def test_a_link_is_a_mention(self, vault: WriteVault) -> None:
        opened = vault(
            files(takeaway="Compare [[insight]].", insight="As in [this](../Takeaways/takeaway.md).")
        )
        assert edges(opened) == {
            ("takeaway", "mentions", "insight"),
            ("insight", "mentions", "takeaway"),
        }
        assert opened.graph.edges[0].places[0].origin is None

    def test_an_embed_is_a_mention(self, vault: WriteVault) -> None:
        assert edges(vault(files(page="![[insight]]", insight=""))) == {("page", "mentions", "insight")}

    @pytest.mark.parametrize(
        "text",
        [
            "The [[tag]] bulges.",
            "---\ntopics: '[[tag]]'\n---\n",
            "---\nrandom: '[[tag]]'\n---\n",
            "Insights__Tags:: [[tag]]",
            "[about:: [[tag]]]",
        ],
    )
    def test_a_link_to_a_tag_tags_wherever_it_stands(self, vault: WriteVault, text: str) -> None:
        assert edges(vault(files(insight=text, tag=""))) == {("insight", "tagged", "tag")}

    def test_a_tag_may_be_tagged(self, vault: WriteVault) -> None:
        opened = vault(files(tag_1="part of [[tag-2]]", tag_2=""))
        assert edges(opened) == {("tag-1", "tagged", "tag-2")}

    def test_a_tags_own_field_tags_what_it_lists(self, vault: WriteVault) -> None:
        opened = vault(
            files(tag="Tags__Insights:: [[insight]]\nTagged notes:: [[page]]\n", insight="", page="")
        )
        assert edges(opened) == {("insight", "tagged", "tag"), ("page", "tagged", "tag")}

    def test_a_tag_field_that_names_no_tag_is_a_mention(self, vault: WriteVault) -> None:
        assert edges(vault(files(insight="Tags:: [[page]]", page=""))) == {("insight", "mentions", "page")}

    @pytest.mark.parametrize(
        "hidden", ["`[[insight]]`", "%%[[insight]]%%", "<!-- [[insight]] -->", "$[[insight]]$"]
    )
    def test_what_is_no_link_is_no_edge(self, vault: WriteVault, hidden: str) -> None:
        assert edges(vault(files(takeaway=hidden, insight=""))) == set()


class TestCanvas:
    """An edge of a canvas joins two notes, in the direction of its arrow."""

    @pytest.mark.parametrize(
        ("ends", "edge"),
        [
            ({}, ("insight-1", "supports", "insight-2")),
            ({"toEnd": "arrow"}, ("insight-1", "supports", "insight-2")),
            ({"fromEnd": "arrow", "toEnd": "none"}, ("insight-2", "supports", "insight-1")),
        ],
    )
    def test_within_a_layer_the_arrow_tells(
        self, vault: WriteVault, ends: Mapping[str, str], edge: Triple
    ) -> None:
        drawn = {"fromNode": "insight-1", "toNode": "insight-2", **ends}
        opened = vault(
            files(insight_1="", insight_2="")
            | {"Map.canvas": canvas(drawn, nodes=("insight-1", "insight-2"))}
        )
        assert edges(opened) == {edge}

    @pytest.mark.parametrize("ends", [{"toEnd": "none"}, {"fromEnd": "arrow"}])
    def test_a_line_without_one_direction_is_ambiguous_within_a_layer(
        self, vault: WriteVault, ends: Mapping[str, str]
    ) -> None:
        drawn = {"fromNode": "insight-1", "toNode": "insight-2", **ends}
        opened = vault(
            files(insight_1="", insight_2="")
            | {"Map.canvas": canvas(drawn, nodes=("insight-1", "insight-2"))}
        )
        assert edges(opened) == set()
        (problem,) = found(opened, "ambiguous-direction")
        assert (problem.path, problem.line) == ("Map.canvas", 0)

    def test_between_layers_the_layers_tell(self, vault: WriteVault) -> None:
        drawn = {"fromNode": "takeaway", "toNode": "insight"}
        opened = vault(
            files(insight="", takeaway="") | {"Map.canvas": canvas(drawn, nodes=("takeaway", "insight"))}
        )
        assert edges(opened) == {("insight", "supports", "takeaway")}

    @pytest.mark.parametrize(
        ("label", "ends", "edge"),
        [
            ("supports", {}, ("takeaway", "supports", "insight")),
            ("Opposes", {}, ("takeaway", "opposes", "insight")),
            ("opposes\nbecause of n = 9", {}, ("takeaway", "opposes", "insight")),
            ("supported by", {}, ("insight", "supports", "takeaway")),
            ("opposes", {"fromEnd": "arrow", "toEnd": "none"}, ("insight", "opposes", "takeaway")),
            ("n = 9", {}, ("insight", "supports", "takeaway")),
        ],
    )
    def test_a_label_names_the_relation(
        self, vault: WriteVault, label: str, ends: Mapping[str, str], edge: Triple
    ) -> None:
        drawn = {"fromNode": "takeaway", "toNode": "insight", "label": label, **ends}
        opened = vault(
            files(insight="", takeaway="") | {"Map.canvas": canvas(drawn, nodes=("takeaway", "insight"))}
        )
        assert edges(opened) == {edge}

    def test_an_edge_to_a_tag_tags(self, vault: WriteVault) -> None:
        drawn = {"fromNode": "tag", "toNode": "insight"}
        opened = vault(files(insight="", tag="") | {"Map.canvas": canvas(drawn, nodes=("tag", "insight"))})
        assert edges(opened) == {("insight", "tagged", "tag")}

    def test_a_drawn_edge_that_is_written_too_is_one_edge(self, vault: WriteVault) -> None:
        drawn = {"fromNode": "insight", "toNode": "takeaway"}
        opened = vault(
            files(insight="Takeaways:: [[takeaway]]", takeaway="")
            | {"Map.canvas": canvas(drawn, nodes=("takeaway", "insight"))}
        )
        assert places(opened, "insight", "supports", "takeaway") == [
            ("Insights/insight.md", 1),
            ("Map.canvas", 0),
        ]

    def test_a_node_of_a_file_that_does_not_exist_is_reported(self, vault: WriteVault) -> None:
        drawn = {"fromNode": "insight", "toNode": "takeaway"}
        opened = vault(
            files(insight="") | {"Map.canvas": canvas(drawn, nodes=("takeaway", "insight")), "a.png": b"x"}
        )
        assert edges(opened) == set()
        assert [problem.place for problem in found(opened, "missing-link")] == ["Map.canvas"]


class TestName:
    """Source content belongs to the source whose citekey begins its name."""

    @pytest.mark.parametrize(
        "name",
        [
            "smithDiscs2011 - Figure 4",
            "smithDiscs2011 - Results (a (b), c)",
            "smithDiscs2011 – Table 1",
            "smithDiscs2011",
        ],
    )
    def test_the_source_supports_it(self, vault: WriteVault, name: str) -> None:
        opened = vault({"Reviews/smithDiscs2011.md": "", f"Source Content/{name}.md": ""})
        (edge,) = opened.graph.edges
        assert (edge.start, edge.relation, edge.end) == (
            "Reviews/smithDiscs2011.md",
            "supports",
            f"Source Content/{name}.md",
        )
        assert edge.places[0].origin is Origin.NAME

    def test_the_longest_citekey_counts(self, vault: WriteVault) -> None:
        opened = vault(
            {
                "Sources/smith 2011.md": "",
                "Sources/smith.md": "",
                "Source Content/smith 2011 - Figure 1.md": "",
            }
        )
        assert edges(opened) == {("smith 2011", "supports", "smith 2011 - Figure 1")}

    @pytest.mark.parametrize("name", ["smithDiscs2011b - Figure 4", "Figure 4 of smithDiscs2011"])
    def test_a_citekey_that_is_but_a_part_of_a_word_or_stands_elsewhere_does_not(
        self, vault: WriteVault, name: str
    ) -> None:
        assert edges(vault({"Sources/smithDiscs2011.md": "", f"Source Content/{name}.md": ""})) == set()

    def test_only_source_content_has_such_a_name(self, vault: WriteVault) -> None:
        assert edges(vault({"Sources/smith.md": "", "Insights/smith - Figure 4.md": ""})) == set()


NAMES = st.lists(
    st.sampled_from([*"aβµ’“”,%+±&'\"()é", " (", ") ", "IL-6", "2.5", " - "]), min_size=1, max_size=12
).map(lambda parts: "x" + "".join(parts).strip())
"""Names as they occur: with commas, quotes, parentheses in parentheses, signs and Greek letters."""


def graph_of(notes: Mapping[str, str]) -> Vault:
    """A vault in memory."""
    read = {path: read_note(path, text.encode())[0] for path, text in sorted(notes.items())}
    contents = VaultContents(None, read, (), {}, {}, ())  # type: ignore[arg-type] # nothing is on disk
    return Vault(None, Config(), contents, build_graph(contents, vocabulary(Config())))  # type: ignore[arg-type]


@given(name=NAMES, other=NAMES)
def test_a_name_of_any_signs_is_found_in_a_field_and_in_a_property(name: str, other: str) -> None:
    quoted = json.dumps(f"[[{name}]]")
    opened = graph_of(
        {
            f"Takeaways/{name}.md": "",
            f"Insights/{other} 2.md": f"Takeaways:: [[{name}]], [[{name}|{other}]]",
            f"Insights/{other} 3.md": f"---\nResearch Links: {quoted}\n---\n",
        }
    )
    assert edges(opened) >= {(f"{other} 2", "supports", name), (f"{other} 3", "supports", name)}


class TestProblems:
    """A link that comes to nothing, or to something odd, is reported with its line."""

    def test_a_link_to_nothing_suggests_the_nearest_name(self, vault: WriteVault) -> None:
        opened = vault({"a.md": "one\n[[Intervertebral Disk]]", "Tags/Intervertebral Disc.md": ""})
        (problem,) = found(opened, "missing-link")
        assert problem.place == "a.md:2"
        assert "did you mean [[Intervertebral Disc]]?" in problem.hint

    def test_an_embed_of_no_file_is_a_missing_embed(self, vault: WriteVault) -> None:
        assert [problem.place for problem in found(vault({"a.md": "![[no.png]]"}), "missing-embed")] == [
            "a.md:1"
        ]

    def test_a_link_that_fits_several_notes_says_which_was_taken(self, vault: WriteVault) -> None:
        opened = vault({"x.md": "[[same]]", "A/same.md": "", "Bb/same.md": ""})
        (problem,) = found(opened, "ambiguous-link")
        assert problem.message == (
            "link to 'same' fits 2 notes: A/same.md, Bb/same.md; 'A/same.md' was taken"
        )

    def test_other_letter_case_is_remarked(self, vault: WriteVault) -> None:
        opened = vault({"x.md": "[[Same]] [[same]]", "same.md": ""})
        assert len(found(opened, "case-only-link")) == 1

    @pytest.mark.parametrize("subpath", ["#Results", "#results!", "#Methods#Results", "#^abc-1", "#^ABC-1"])
    def test_a_heading_or_block_that_exists_is_no_problem(self, vault: WriteVault, subpath: str) -> None:
        opened = vault({"x.md": f"[[y{subpath}]]", "y.md": "# Methods\n## Results\n\ntext ^abc-1\n"})
        assert opened.problems == ()

    @pytest.mark.parametrize("subpath", ["#Nothing", "#^zzz"])
    def test_a_heading_or_block_that_does_not_is(self, vault: WriteVault, subpath: str) -> None:
        opened = vault({"x.md": f"\n[[y{subpath}]]", "y.md": "# Methods\n\ntext ^abc-1\n"})
        assert [problem.place for problem in found(opened, "missing-heading")] == ["x.md:2"]
