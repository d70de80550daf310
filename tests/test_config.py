"""Every option of `headwater.toml`, and what is said where one is wrong."""

from __future__ import annotations

import ast
import dataclasses
import inspect
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater import config
from headwater.config import Config, KindOptions, RelationOptions, load_config, parse_config
from headwater.errors import ConfigError

OPTION_CLASSES = [
    cls
    for _, cls in inspect.getmembers(config, inspect.isclass)
    if cls.__module__ == config.__name__ and dataclasses.is_dataclass(cls)
]


def error(text: str) -> ConfigError:
    with pytest.raises(ConfigError) as raised:
        parse_config(text)
    return raised.value


# What can be said


def test_vault_without_a_config_has_the_defaults(tmp_path: Path) -> None:
    assert load_config(tmp_path) == Config()
    assert parse_config("") == Config()


@pytest.mark.parametrize(
    ("text", "place", "value"),
    [
        ('ignore = ["Drafts/", "*.tmp"]', "ignore", ("Drafts/", "*.tmp")),
        ('[site]\ntitle = "Discs"', "site.title", "Discs"),
        ('[site]\ndescription = "On discs"', "site.description", "On discs"),
        ('[site]\nlanguage = "de-AT"', "site.language", "de-AT"),
        ('[site]\nbase_url = "https://example.org/discs/"', "site.base_url", "https://example.org/discs/"),
        ('[site]\nhome = "Start.md"', "site.home", "Start.md"),
        ("[publish]\nall = true", "publish.all", True),
        ('[publish]\nkinds = ["insight", "tag"]', "publish.kinds", ("insight", "tag")),
        ('[publish]\nfolders = ["Blog"]', "publish.folders", ("Blog",)),
        ('[dates]\ncreated = ["born"]', "dates.created", ("born",)),
        ('[dates]\nupdated = ["changed"]', "dates.updated", ("changed",)),
        ('[fields]\noutgoing = ["Leads to"]', "fields.outgoing", ("Leads to",)),
        ('[fields]\ncitation = ["Reference"]', "fields.citation", ("Reference",)),
        ("[markdown]\ntrust_html = true", "markdown.trust_html", True),
        ("[markdown]\nstrict_line_breaks = true", "markdown.strict_line_breaks", True),
    ],
)
def test_each_option_is_read_into_its_field_and_changes_no_other(
    text: str, place: str, value: object
) -> None:
    read: Any = parse_config(text)
    default: Any = Config()
    table, _, option = place.rpartition(".")
    found = getattr(read, table) if table else read
    assert getattr(found, option) == value
    assert value != getattr(getattr(default, table) if table else default, option)
    unchanged = dataclasses.replace(
        found, **{option: getattr(getattr(default, table) if table else default, option)}
    )
    assert (dataclasses.replace(read, **{table: unchanged}) if table else unchanged) == default


def test_kinds_and_relations_are_tables_by_name_in_lower_case() -> None:
    read = parse_config(
        '[kinds."Case Report"]\nfolders = ["Cases"]\nlayer = 1\nplural = "Case Reports"\n'
        'file_classes = ["Case"]\n'
        '[kinds.quick-note]\nlayer = 3\n[relations.supports]\nforward = ["backs"]\nbackward = ["backed by"]\n'
    )
    assert read.kinds == {
        "case report": KindOptions(("Cases",), 1, "Case Reports", ("Case",)),
        "quick note": KindOptions(layer=3),
    }
    assert read.relations == {"supports": RelationOptions(("backs",), ("backed by",))}


def test_names_of_options_may_have_dashes_and_tables_may_stand_on_one_line() -> None:
    read = parse_config('site = { base-url = "https://example.org/" }\nmarkdown.trust-html = true\n')
    assert (read.site.base_url, read.markdown.trust_html) == ("https://example.org/", True)


def test_one_text_will_do_for_a_list() -> None:
    assert parse_config('ignore = "Drafts/"').ignore == ("Drafts/",)


def test_file_of_the_vault_is_read_with_byte_order_mark_and_windows_line_ends_too(tmp_path: Path) -> None:
    (tmp_path / "headwater.toml").write_bytes(b'\xef\xbb\xbf[site]\r\ntitle = "Gr\xc3\xb6\xc3\x9fe"\r\n')
    assert load_config(tmp_path).site.title == "Größe"


# What is wrong


@pytest.mark.parametrize(
    ("text", "line", "unknown", "hint"),
    [
        ('ignored = ["x"]', 1, "`ignored` at the top level", "did you mean `ignore`?"),
        ('\n# remark\n[sites]\ntitle = "x"', 3, "`sites` at the top level", "did you mean `site`?"),
        ('[site]\ntitle = "x"\ntitel = "x"', 3, "`titel` in [site]", "did you mean `title`?"),
        ("[publish]\nal = true", 2, "`al` in [publish]", "did you mean `all`?"),
        ('[dates]\nupdate = "x"', 2, "`update` in [dates]", "did you mean `updated`?"),
        ('[fields]\ncitations = "x"', 2, "`citations` in [fields]", "did you mean `citation`?"),
        ("[markdown]\ntrusthtml = true", 2, "`trusthtml` in [markdown]", "did you mean `trust-html`?"),
        ("[kinds.insight]\nlayr = 3", 2, "`layr` in [kinds.insight]", "did you mean `layer`?"),
        ('[kinds."Case Report"]\nlayr = 3', 2, "`layr` in [kinds.Case Report]", "did you mean `layer`?"),
        (
            '[relations.supports]\nforwards = "x"',
            2,
            "`forwards` in [relations.supports]",
            "did you mean `forward`?",
        ),
        ('ignore = []\nsite = { titel = "x" }', 2, "`titel` in [site]", "did you mean `title`?"),
        ('site.titel = "x"', 1, "`titel` in [site]", "did you mean `title`?"),
        ('[publish]\nall = true\n[site]\n"titel" = "x"', 4, "`titel` in [site]", "did you mean `title`?"),
        ('title = "x"', 1, "`title` at the top level", "it belongs under [site]"),
        ('[publish]\nignore = "x"', 2, "`ignore` in [publish]", "it belongs above all tables"),
        (
            "[markdown]\nqqq = 1",
            2,
            "`qqq` in [markdown]",
            "the options there are: strict-line-breaks, trust-html",
        ),
    ],
)
def test_unknown_option_is_an_error_with_its_line_and_the_nearest_right_one(
    text: str, line: int, unknown: str, hint: str
) -> None:
    raised = error(text)
    assert raised.message == f"headwater.toml:{line}: unknown option {unknown}"
    assert raised.hint == hint


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("ignore = 3", 1, "ignore must be text or a list of texts"),
        (
            "ignore = [\n  'a',\n  ['b'],\n]\n[publish]\nall = true",
            1,
            "ignore must be text or a list of texts",
        ),
        ("[site]\ntitle = 3", 2, "site.title must be text in quotes"),
        ("[site]\ntitle = 2025-01-29", 2, "site.title must be text in quotes"),
        ('[publish]\nfolders = []\nall = "yes"', 3, "publish.all must be true or false"),
        ("[publish]\nkinds = [1]", 2, "publish.kinds must be text or a list of texts"),
        ("[kinds.insight]\nlayer = -1", 2, "kinds.insight.layer must be a whole number, 0 or more"),
        ("[kinds.insight]\nlayer = true", 2, "kinds.insight.layer must be a whole number, 0 or more"),
        ('[kinds.tag]\n[kinds.insight]\nlayer = "3"', 3, "kinds.insight.layer must be a whole number"),
        ("[kinds.insight]\nplural = 1", 2, "kinds.insight.plural must be text in quotes"),
        ("\nsite = 3", 2, "site must be a table"),
        ("[[site]]", 1, "site must be a table"),
        ("[kinds]\ninsight = 3", 2, "kinds.insight must be a table"),
        ("kinds = []", 1, "kinds must be a table"),
        ("[relations]\nsupports = 'x'", 2, "relations.supports must be a table"),
        ('[site]\nbase_url = "x"\nbase-url = "y"', 3, "option `base-url` is written twice"),
    ],
)
def test_value_of_a_wrong_type_is_an_error_that_names_the_line_and_what_is_expected(
    text: str, line: int, message: str
) -> None:
    raised = error(text)
    assert raised.message.startswith(f"headwater.toml:{line}: {message}")
    assert raised.hint


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[site", 1),
        ('[site]\ntitle = "x', 2),
        ('[site]\ntitle = "x\n"', 2),
        ("[site]\n\ntitle == 1", 3),
        ("[site]\n[site]", 2),
        ("ignore = [1", 1),
    ],
)
def test_invalid_toml_is_an_error_that_names_the_line(text: str, line: int) -> None:
    raised = error(text)
    assert raised.message.startswith(f"headwater.toml:{line}: no valid TOML: ")
    assert "(at " not in raised.message


def test_error_names_the_file_it_is_in(tmp_path: Path) -> None:
    path = tmp_path / "headwater.toml"
    path.write_text("[site]\ntitel = 1\n")
    with pytest.raises(ConfigError) as raised:
        load_config(tmp_path)
    assert raised.value.message.startswith(f"{path}:2: ")


def test_file_that_is_not_utf_8_and_a_folder_of_its_name_are_errors(tmp_path: Path) -> None:
    (tmp_path / "headwater.toml").write_bytes(b'[site]\ntitle = "\xe9"\n')
    with pytest.raises(ConfigError, match="is not UTF-8"):
        load_config(tmp_path)
    (tmp_path / "headwater.toml").unlink()
    (tmp_path / "headwater.toml").mkdir()
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path)


def test_vault_that_is_a_file_has_the_defaults_as_the_scan_will_say_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "vault").write_text("")
    assert load_config(tmp_path / "vault") == Config()


TABLES = st.recursive(
    st.integers() | st.booleans() | st.sampled_from(['"x"', "''", "1.5", "2025-01-29", '"""\n[site]\n"""']),
    lambda inner: st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(map(str, items))}]"),
    max_leaves=4,
)
KEYS = st.sampled_from(
    ["ignore", "site", "title", "kinds", "insight", "layer", "publish", "all", '"a b"', "'x.y'"]
)
LINES = st.one_of(
    st.lists(KEYS, min_size=1, max_size=3).map(lambda keys: f"[{'.'.join(keys)}]"),
    st.tuples(st.lists(KEYS, min_size=1, max_size=3), TABLES).map(
        lambda pair: f"{'.'.join(pair[0])} = {pair[1]}"
    ),
)


@given(st.one_of(st.text(), st.lists(LINES, max_size=6).map("\n".join)))
@settings(deadline=None, max_examples=300)
def test_any_text_is_a_config_or_an_error_that_says_what_is_wrong(text: str) -> None:
    try:
        parse_config(text)
    except ConfigError as error:
        raised = error
    else:
        return
    assert raised.message.startswith("headwater.toml")
    assert raised.hint


@pytest.mark.parametrize("text", ["x = " + "[" * 5_000, "x = " + "9" * 5_000])
def test_hopeless_toml_is_an_error_and_no_traceback(text: str) -> None:
    assert "no valid TOML" in error(text).message


# What the reference is made from


def undocumented(module: ModuleType, classes: list[type[Any]]) -> list[str]:
    """The fields of classes that no docstring follows in the source."""
    missing = []
    tree = ast.parse(inspect.getsource(module))
    for cls in (node for node in tree.body if isinstance(node, ast.ClassDef)):
        if cls.name not in {known.__name__ for known in classes}:
            continue
        for node, following in zip(cls.body, [*cls.body[1:], None], strict=True):
            if isinstance(node, ast.AnnAssign):
                documented = isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)
                missing += [] if documented else [f"{cls.name}.{ast.unparse(node.target)}"]
    return missing


def test_every_option_has_a_docstring_under_it() -> None:
    assert len(OPTION_CLASSES) == 11
    assert undocumented(config, OPTION_CLASSES) == []


def test_every_table_of_options_has_a_docstring_that_names_it() -> None:
    for cls in OPTION_CLASSES:
        assert cls.__doc__
        assert cls is Config or "`[" in cls.__doc__
