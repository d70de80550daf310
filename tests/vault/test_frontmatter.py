"""The properties above a note's body, the links in them and the lines they stand on."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.problems import Problem
from headwater.vault.frontmatter import Frontmatter, read_frontmatter
from headwater.vault.notes import Link, Origin


def read(text: str) -> Frontmatter:
    """The frontmatter of a note that has nothing odd about it."""
    frontmatter, problems = read_frontmatter(text, "Note.md")
    assert not problems
    return frontmatter


def the_problem(text: str) -> Problem:
    """The one problem of a note."""
    (problem,) = read_frontmatter(text, "Note.md")[1]
    return problem


def links(source: str) -> list[Link]:
    """The links of the property `Rests on`, which begins on line 2."""
    (field,) = read(f"---\n{source}\n---\n").fields
    assert field.key == "Rests on"
    return list(field.links)


def targets(source: str) -> list[str]:
    return [link.target for link in links(source)]


# Where the frontmatter begins and ends


def test_note_without_frontmatter_has_no_properties_and_its_body_is_the_whole_text() -> None:
    assert read("# Content\n- a claim\n") == Frontmatter()


@pytest.mark.parametrize("end", ["---", "---  ", "...", "--- \t"])
def test_frontmatter_ends_with_dashes_or_dots(end: str) -> None:
    text = f"---\nkind: insight\n{end}\nbody\n"
    frontmatter = read(text)
    assert frontmatter.properties == {"kind": "insight"}
    assert text[frontmatter.body_start :] == "body\n"


def test_end_of_the_file_may_follow_the_closing_dashes_at_once() -> None:
    assert read("---\nkind: insight\n---").body_start == len("---\nkind: insight\n---")


@pytest.mark.parametrize("source", ["", "\n\n", "# only a remark\n", "~\n"])
def test_empty_frontmatter_holds_nothing_and_is_no_problem(source: str) -> None:
    text = f"---\n{source}---\nbody"
    assert read(text).properties == {}
    assert text[read(text).body_start :] == "body"


def test_dashes_inside_an_indented_text_do_not_end_the_frontmatter() -> None:
    assert read("---\ntext: |\n  ---\nkind: tag\n---\n").properties == {"text": "---\n", "kind": "tag"}


@pytest.mark.parametrize(
    "text", ["", "-", "---", "----\na: 1\n----\n", " ---\na: 1\n---\n", "x\n---\na: 1\n---\n"]
)
def test_what_does_not_begin_with_three_dashes_is_no_frontmatter(text: str) -> None:
    assert read(text) == Frontmatter()


def test_missing_closing_dashes_are_a_problem_on_the_first_line_and_the_note_is_not_readable() -> None:
    text = "---\ncreated: 2025-01-29\n# Content\n- a claim\n"
    frontmatter, _ = read_frontmatter(text, "Note.md")
    problem = the_problem(text)
    assert (problem.code, problem.path, problem.line) == ("invalid-frontmatter", "Note.md", 1)
    assert "closing --- is missing" in problem.message
    assert not frontmatter.readable
    assert frontmatter.body_start == 0


def test_a_note_that_begins_with_a_ruler_and_prose_has_no_frontmatter() -> None:
    assert read("---\n\nThe rule above only parts this note from nothing.\n") == Frontmatter()


# YAML


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", "yes"),
        ("No", "No"),
        ("on", "on"),
        ("true", True),
        ("False", False),
        ("", None),
        ("~", None),
        ("12", 12),
        ("012", 12),
        ("0o14", 12),
        ("1.5", 1.5),
        ("12:30:45", "12:30:45"),
        ("2025-01-29", "2025-01-29"),
        ("2025-01-29T10:39:27-05:00", "2025-01-29T10:39:27-05:00"),
        ("1e3 cells", "1e3 cells"),
        ("it's", "it's"),
        ("10±5 µm, β₂ ’", "10±5 µm, β₂ ’"),
        ("a # remark", "a"),
        ("a#b", "a#b"),
    ],
)
def test_values_are_read_as_yaml_1_2_says_and_dates_stay_text(written: str, value: object) -> None:
    assert read(f"---\nkey: {written}\n---\n").properties == {"key": value}


def test_lists_mappings_and_long_texts_are_read() -> None:
    source = "tags: [a, b]\naliases:\n  - c\n  - d\nplace: {x: 1}\ntext: >\n  one\n  two\n"
    assert read(f"---\n{source}---\n").properties == {
        "tags": ["a", "b"],
        "aliases": ["c", "d"],
        "place": {"x": 1},
        "text": "one two\n",
    }


def test_properties_keep_their_order() -> None:
    assert list(read("---\nb: 1\na: 2\nc: 3\n---\n").properties) == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Research Links", "Research Links"),
        ('"quoted: key"', "quoted: key"),
        ("'it''s'", "it's"),
        ("dg-publish", "dg-publish"),
        ("β-Größe (µm)", "β-Größe (µm)"),
        ("2025", "2025"),
        ("true", "true"),
        ("null", "null"),
        ("? explicit\n", "explicit"),
    ],
)
def test_names_of_properties_are_text_whatever_yaml_takes_them_for(written: str, name: str) -> None:
    assert read(f"---\n{written}: 1\n---\n").properties == {name: 1}


def test_names_inside_values_are_text_too_so_that_they_can_be_written_as_json() -> None:
    values = read("---\nkey: {1: a, null: b, [c, d]: e, f: !!set {h, g}}\n---\n").properties
    assert json.loads(json.dumps(values)) == {
        "key": {"1": "a", "null": "b", "['c', 'd']": "e", "f": ["g", "h"]}
    }


def test_anchors_and_aliases_are_understood() -> None:
    assert read("---\na: &x [1, 2]\nb: *x\n---\n").properties == {"a": [1, 2], "b": [1, 2]}


def test_each_property_knows_its_line_in_the_file() -> None:
    source = 'first: 1\n\n# remark\n"second": |\n  inner: text\nthird:\n  nested: 1\n? fourth\n: 4\n'
    assert read(f"---\n{source}---\n").lines == {"first": 2, "second": 5, "third": 7, "fourth": 2}


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("a: 1\nb: @x\nc: 2\n", 3),
        ("a: 1\nb: %x\n", 3),
        ("a: b: c\n", 2),
        ("a: 1\n\n# remark\nb: [x\nc: 2\n", 6),
        ("a: 1\n  b: 2\n", 3),
        ("a:\n\t- x\n", 3),
        ("a: 1\nno colon here\nb: 2\n", 4),
        ("ä: 1\nb: *unknown\n", 3),
        ("a: '[[x]]', '[[y]]'\n", 2),
    ],
)
def test_invalid_yaml_is_a_problem_on_its_line_and_the_note_is_not_readable(source: str, line: int) -> None:
    text = f"---\n{source}---\nbody"
    frontmatter, _ = read_frontmatter(text, "Note.md")
    problem = the_problem(text)
    assert (problem.code, problem.line) == ("invalid-frontmatter", line)
    assert problem.message.startswith("frontmatter is not valid YAML: ")
    assert "\n" not in problem.message
    assert not frontmatter.readable
    assert frontmatter.properties == {}
    assert text[frontmatter.body_start :] == "body"


@pytest.mark.parametrize("source", ["just words\n", "- a\n- b\n", "42\n"])
def test_yaml_that_is_no_mapping_is_a_problem(source: str) -> None:
    assert "no `key: value` lines" in the_problem(f"---\n{source}---\n").message


@pytest.mark.parametrize(
    ("source", "key", "line", "value"),
    [
        ("a: 1\nb: 2\na: 3\n", "a", 4, 3),
        ("\"it's\": 1\nit's: 2\n", "it's", 3, 2),
        ("a:\n  x: 1\n  y: 2\n  x: 3\n", "x", 5, None),
        ("a: {x: 1, x: 2}\n", "x", 2, None),
    ],
)
def test_key_written_twice_is_a_problem_and_the_last_one_counts(
    source: str, key: str, line: int, value: object
) -> None:
    frontmatter, problems = read_frontmatter(f"---\n{source}---\n", "Note.md")
    assert [(problem.code, problem.line) for problem in problems] == [("duplicate-property", line)]
    assert repr(key) in problems[0].message
    assert frontmatter.readable
    assert value is None or frontmatter.properties[key] == value


def test_every_key_that_is_written_twice_is_reported() -> None:
    _, problems = read_frontmatter("---\na: 1\na: 2\nb: 1\nb: 2\na: 3\n---\n", "Note.md")
    assert [problem.line for problem in problems] == [3, 5, 6]


# JSON, as Digital Garden publishes it


def test_one_json_object_is_read_as_digital_garden_publishes_it() -> None:
    source = '{"dg-publish":true,"permalink":"/a/","tags":["x","ü"],"Rests on":["[[b|c]]"],"n":null}'
    frontmatter = read(f"---\n{source}\n---\nbody")
    assert frontmatter.properties == {
        "dg-publish": True,
        "permalink": "/a/",
        "tags": ["x", "ü"],
        "Rests on": ["[[b|c]]"],
        "n": None,
    }
    assert set(frontmatter.lines.values()) == {2}
    assert [(link.target, link.alias, link.line) for link in frontmatter.fields[0].links] == [("b", "c", 2)]


def test_properties_of_json_on_several_lines_know_theirs() -> None:
    source = (
        '{\n  "a": {"b": 1},\n  "b": "text \\" \\\\",\n  "Rests on": [\n    "[[x]]",\n    "[[y]]"\n  ]\n}'
    )
    frontmatter = read(f"---\n{source}\n---\n")
    assert frontmatter.lines == {"a": 3, "b": 4, "Rests on": 5}
    assert [link.line for link in frontmatter.fields[0].links] == [6, 7]


def test_key_written_twice_in_json_is_a_problem() -> None:
    problem = the_problem('---\n{"a": 1,\n"b": {"a": 1},\n"a": 2}\n---\n')
    assert (problem.code, problem.line) == ("duplicate-property", 4)


def test_yaml_may_be_written_in_braces() -> None:
    assert read("---\n{created: 2025-01-29, Rests on: [[x]]}\n---\n").properties == {
        "created": "2025-01-29",
        "Rests on": "[[x]]",
    }


@pytest.mark.parametrize(("source", "line"), [('{"a": 1,\n"b": ]}', 3), ('{"a": "x}', 2), ('{"a": 1} 2', 2)])
def test_invalid_json_is_a_problem_on_its_line(source: str, line: int) -> None:
    problem = the_problem(f"---\n{source}\n---\n")
    assert problem.line == line
    assert problem.message.startswith("frontmatter is not valid JSON: ")


def test_half_of_a_character_in_json_becomes_the_replacement_sign_so_that_it_can_be_written() -> None:
    values = read('---\n{"a": "x\\ud83d", "\\udc00": "\\ud83e\\udd84"}\n---\n').properties
    assert values == {"a": "x\ufffd", "\ufffd": "🦄"}


# Links


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Rests on: [[a]]", ["a"]),
        ("Rests on: '[[a]]'", ["a"]),
        ('Rests on: "[[a]]"', ["a"]),
        ('"Rests on": [[a]]', ["a"]),
        ("Rests on: [[a]] # remark", ["a"]),
        ("Rests on: [[a]], [[b]]", ["a", "b"]),
        ("Rests on: [[a]], [[b]],", ["a", "b"]),
        ('Rests on: "[[a]], [[b]]"', ["a", "b"]),
        ("Rests on: '[[a]], [[b]], [[c]]'", ["a", "b", "c"]),
        ('Rests on: "[[a]], [[b]], [[c]]"', ["a", "b", "c"]),
        ('Rests on: ["[[a]]", "[[b]]"]', ["a", "b"]),
        ("Rests on: [[[a]], [[b]]]", ["a", "b"]),
        ("Rests on: [ [[a]], '[[b]]', \"[[c]]\", [[d, e]] ]", ["a", "b", "c", "d, e"]),
        ("Rests on:\n  [[a]]", ["a"]),
        ("Rests on:\n  - [[a]]\n  - [[b]]", ["a", "b"]),
        ("Rests on:\n- '[[a]]'\n- [[b]]\n- \"[[c]]\"", ["a", "b", "c"]),
        ("Rests on:\n  - [[a]], [[b]]", ["a", "b"]),
        ("Rests on:\n  - - [[a]]\n    - [[b]]", ["a", "b"]),
        ("Rests on: [\n  [[a]],\n  [[b]], [[c]],\n  [[d]]\n]", ["a", "b", "c", "d"]),
        ("Rests on:\n  study: [[a]]\n  table: {of: [[b]]}", ["a", "b"]),
        ("? Rests on\n: [[a]]", ["a"]),
        ("Rests on: |\n  [[a]]\n\n  - [[b]]", ["a", "b"]),
        ("Rests on: >-\n  [[a]],\n  [[b]]", ["a", "b"]),
        ("Rests on: read off [[a]] and [[b]]", ["a", "b"]),
        ('Rests on: "[a](Studies/a.md), [web](https://example.org)"', ["Studies/a.md"]),
    ],
)
def test_links_are_found_quoted_or_not_alone_or_in_lists(source: str, expected: list[str]) -> None:
    assert targets(source) == expected


@pytest.mark.parametrize(
    "name",
    [
        "T cells, B cells and NK cells",
        "50% of discs: a count",
        "10±5 million + 3",
        'the "worst" case',
        "people’s discs",
        "it's 'quoted'",
        "Muscle Stem Cells (MuSCs (satellite, Pax7+))",
        "SA-β-gal, µ-opioid & co",
        "- dash first",
        "a # number sign",
        "{braces} & *stars* ! @ ?",
        "2025-01-29 10-39-27",
        "true",
        "12",
    ],
)
def test_names_with_signs_of_yaml_are_read_as_they_are_written(name: str) -> None:
    link = f"[[{name}]]"
    doubled = link.replace("'", "''")
    for written in (
        link,
        f"'{doubled}'",
        json.dumps(link),
        f"[{link}]",
        f"['{doubled}', {json.dumps(link)}]",
    ):
        assert set(targets(f"Rests on: {written}")) == {name.partition("#")[0].strip()}


def test_path_heading_block_and_alias_of_a_link_are_told_apart() -> None:
    (link,) = links("Rests on: [[Studies/some study#Results#Pain|the study]]")
    assert (link.target, link.subpath, link.alias) == ("Studies/some study", "Results#Pain", "the study")
    (link,) = links('Rests on: "![[Figure 4.png]]"')
    assert (link.target, link.embed) == ("Figure 4.png", True)


def test_text_around_links_keeps_its_words_and_quotes() -> None:
    text = "---\nCitation: Doe et al., [[b]], 2011\nb: '[[a]], [[b]], [[c]]'\nc: |\n  [[a]]\n---\n"
    assert read(text).properties == {
        "Citation": "Doe et al., [[b]], 2011",
        "b": "[[a]], [[b]], [[c]]",
        "c": "[[a]]\n",
    }


def test_field_of_a_property_says_its_name_value_line_and_origin() -> None:
    (field,) = read("---\nkind: tag\nRests on:\n  - [[a]]\n  - [[b|c]]\n---\n").fields
    assert (field.key, field.value, field.line, field.origin) == (
        "Rests on",
        "[[a]]\n[[b|c]]",
        3,
        Origin.PROPERTY,
    )


def test_properties_without_a_link_are_no_fields() -> None:
    assert read("---\na: b\nc: [d]\ne: '[web](https://example.org)'\nf: '`[[code]]`'\n---\n").fields == ()


def test_each_link_knows_its_line_even_where_one_name_begins_with_another() -> None:
    source = "Rests on:\n  - \"[[Disc Height]]\"\n\n  - [[Disc]]\n  # remark\n  - '[[Disc|Disc Height]]'"
    assert [link.line for link in links(source)] == [3, 5, 7]
    assert {(link.start, link.end) for link in links(source)} == {(-1, -1)}


def test_link_whose_name_is_written_with_escapes_gets_the_line_above_it() -> None:
    assert [(link.target, link.line) for link in links('Rests on:\n  - "[[\\u03b2]]"\n  - "[[b]]"')] == [
        ("β", 2),
        ("b", 4),
    ]


# Hostile and hopeless text


@pytest.mark.parametrize(
    "source",
    [
        "- " * 100_000 + "x",
        "? " * 100_000 + "x",
        "a: " + "[" * 100_000,
        "a: " + "{a: " * 100_000,
        '{"a": ' + "[" * 100_000,
        '{"a": ' + "[" * 500 + "]" * 500 + "}",
        "\n".join(" " * depth + "a:" for depth in range(500)),
        "a: " + "9" * 5_000,
        '{"a": ' + "9" * 5_000 + "}",
        "a: 0x" + "f" * 5_000,
        "{[a]: 1}: 2",
        "? : ? : x",
    ],
)
def test_what_no_property_can_hold_is_a_problem_and_ends_nothing(source: str) -> None:
    frontmatter, problems = read_frontmatter(f"---\n{source}\n---\nbody", "Note.md")
    assert [problem.code for problem in problems] in (["invalid-frontmatter"], [])
    assert frontmatter.readable == (not problems)


def test_aliases_that_would_grow_a_note_to_gigabytes_are_a_problem() -> None:
    laughs = "a: &a [" + ", ".join(["x"] * 10) + "]\n"
    laughs += "".join(f"{b}: &{b} [" + ", ".join([f"*{a}"] * 10) + "]\n" for a, b in pairwise("abcdefgh"))
    assert "alias" in the_problem(f"---\n{laughs}---\n").message
    long = f"a: &a {'x' * 100_000}\nb: [{', '.join(['*a'] * 1_000)}]\n"
    assert "alias" in the_problem(f"---\n{long}---\n").message


@given(st.text())
@settings(deadline=None)
def test_any_text_is_read_without_an_exception(text: str) -> None:
    for written in (text, f"---\n{text}", f"---\n{text}\n---\n", f"---\n{{{text}}}\n---\n"):
        frontmatter, _ = read_frontmatter(written, "Note.md")
        assert 0 <= frontmatter.body_start <= len(written)


PIECES = st.sampled_from([
    "a", "b: ", ":", " ", "\n", "\n- ", "? ", "[[", "]]", "[", "]", "{", "}", ", ", '"', "'", "#", "|\n",
    "  ", ">\n  ", "&a ", "*a", "!!str ", "!!set ", "!!int ", "<<: ", "9" * 20, "~", "\t", "\\",
    "\\ud800", "---", "`",
])  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
@settings(deadline=None, max_examples=300)
def test_any_heap_of_yaml_is_read_without_an_exception_and_its_values_are_plain(source: str) -> None:
    frontmatter, problems = read_frontmatter(f"---\nx: {source}\n---\n", "Note.md")
    assert frontmatter.readable or problems
    json.dumps(frontmatter.properties).encode()
    assert frontmatter.lines.keys() == frontmatter.properties.keys()


NAMES = st.text(
    st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters="[]|#^\\"), min_size=1, max_size=30
).filter(lambda name: name == name.strip())


@given(NAMES, NAMES)
@settings(deadline=None)
def test_wikilink_written_in_any_style_is_read_back_as_it_is(name: str, alias: str) -> None:
    link = f"[[{name}|{alias}]]"
    doubled = "'" + link.replace("'", "''") + "'"
    escaped = json.dumps(link)
    for written in (
        *(link, f"{link} # remark", doubled, escaped, json.dumps(link, ensure_ascii=False)),
        *(f"\n  - {link}\n  - x", f"\n- {doubled}", f"\n  - {escaped}", f"\n  {link}", f"|\n  {link}"),
        *(f"[{link}]", f"[x, {link}, y]", f"[{doubled}, x]", f"[x, {escaped}]", f"[\n  x,\n  {link},\n]"),
    ):
        found = links(f"Rests on: {written}".replace(": \n", ":\n"))
        assert [(one.target, one.alias) for one in found] == [(name, alias)], written


@given(st.lists(NAMES, min_size=2, max_size=4))
@settings(deadline=None)
def test_several_wikilinks_written_in_any_style_are_read_back_in_their_order(names: list[str]) -> None:
    written = [f"[[{name}]]" for name in names]
    joined = ", ".join(written)
    for source in (
        *(joined, json.dumps(joined), "'" + joined.replace("'", "''") + "'", f"[{joined}]"),
        "\n" + "\n".join(f"  - {link}" for link in written),
        json.dumps(written),
    ):
        assert targets(f"Rests on: {source}".replace(": \n", ":\n")) == names, source
