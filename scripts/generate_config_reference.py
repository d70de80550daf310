"""Write `docs/configuration.md` from the docstrings of `headwater.config` and the default kinds.

    python scripts/generate_config_reference.py

Beside what it finds there it holds an example, whose options a test checks.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, Field, fields
from itertools import pairwise
from pathlib import Path
from typing import Any

from headwater import config
from headwater.evidence.kinds import DEFAULT_KINDS, DEFAULT_RELATIONS

OUTPUT = Path(__file__).resolve().parent.parent / "docs" / "configuration.md"

INTRODUCTION = """\
<!-- Made by scripts/generate_config_reference.py from src/headwater/config.py. To change it: make docs -->
# Configuration

A vault needs no configuration. What its author wants otherwise stands in a file `headwater.toml` in the
vault's own folder, in [TOML](https://toml.io/en/): text in double quotes, lists in square brackets, `true`
or `false`.

- An option that does not exist, or a value of the wrong form, is an error that names the line and, where
  there is one, the nearest option that does exist.
- In the names of options `-` and `_` are the same: `base-url` is `base_url`.
- Where a list is expected, a single text does as well: `ignore = "Drafts/"`.
- `ignore` belongs to no table, so it must stand above the first line in square brackets.

## A complete example

Every option there is, with values that differ from the defaults so that you see their form. Copy the lines
you need.
"""

EXAMPLE = """\
# Files and folders that are no part of the vault, as in .gitignore.
ignore = ["Templates/", "Drafts/", "*.excalidraw.md"]

[site]
title = "Can a worn disc heal?"
description = "What studies have found out about the discs of the spine, claim by claim"
author = "Marlow, Ada"                       # whose notes these are, for those who cite them
language = "en"
base_url = "https://example.org/garden/"   # where the site will lie
home = "Notes/Welcome"                     # for a vault where no note has dg-home or the tag gardenEntry
history = true                             # when claims and their support changed; asks git
health = true                              # a page that lists the problems of published notes

[publish]
all = false
kinds = ["insight", "takeaway", "tag"]     # every note of these kinds, marked or not
folders = ["Essays"]                       # and every note below this folder, source content excepted
canvases = ["Canvases"]                    # and the canvases below this one; "." for all

[dates]
created = ["created", "date"]
updated = ["updated", "last edited"]

[fields]
outgoing = ["Research Links", "Leads to"]  # from a note to what it supports
citation = ["Citation", "Reference"]

[markdown]
trust_html = false
strict_line_breaks = false

[citations]
libraries = ["library.bib", "~/Zotero/export.json"]   # what sources are looked up in
style = "apa"                              # or the path of a .csl file in the vault
locale = "en-GB"
source_pages = true                        # a page for sources, too, whose own notes are not published

[check]
select = ["circular-support", "missing-link", "unused-insight"]   # these problems alone
ignore = ["unused-insight"]                # and not this one

[review]
properties = ["species", "evidence-level"] # a change of these turns edges suspect, as one of the claim does

# A default kind, changed: notes in these folders are quick notes.
[kinds."quick note"]
folders = ["Quick Notes", "Fleeting"]

# A new kind, as near to the sources as a quick note.
[kinds."case report"]
plural = "Case Reports"
folders = ["Case Reports", "Cases"]
layer = 2
file_classes = ["Case"]

# More names for a default relation.
[relations.supports]
forward = ["Backs up"]                     # Backs up:: [[B]] in A says that A supports B
backward = ["Read off"]                    # Read off:: [[B]] in A says that B supports A

# A new relation. Pages show it among the backlinks; tracing follows *supports* alone.
[relations.replicates]
forward = ["Replicates"]
backward = ["Replicated by"]
"""

KINDS_NOTE = """\
`#` in a folder's name stands for a number: `Level 2 Insights` is a folder of insights. A kind makes claims
when the text of its notes is shown beside their names in tables.

A kind that is not in this list is added by giving it a table: `[kinds.synthesis]`. Unless the table says
otherwise, its plural is its name with an *s*, that is also the one folder name that means it, it stands in
no layer, and its notes make claims. Write a name of two words in quotes, `[kinds."case report"]`, or with a
hyphen, `[kinds.case-report]`.
"""

NOTES = {
    "[site]": """\
`home` wins over what the notes themselves say. Links on pages are relative and work without `base_url`; only
those of the page not found begin with its path, and how notes are cited begins with all of it.
""",
    "[publish]": """\
A note that says `dg-publish: false` or `publish: false` stays withheld whatever stands here, and so does
one whose properties cannot be read. Source content is published only where its own note is marked or its
kind is named in `kinds`: neither `all` nor `folders` includes it. `kinds` takes names of kinds, in the
singular or the plural. See [Publishing](publishing.md#what-is-published).
""",
    "[dates]": """\
A list given here stands in place of the default one. How a note without these properties is dated is told
in [Writing a vault](writing-a-vault.md#dates).
""",
    "[fields]": """\
A list given here stands in place of the default one.
""",
    "[check]": """\
The codes are those of [Problems](problems.md). `--select` and `--ignore` on the command line stand in place
of this table. See [Checking](checking.md#what-is-reported).
""",
}
"""What is to be said of a table beside its docstring."""

RELATIONS_NOTE = """\
Field names are compared without regard to letter case; spaces, `-` and `_` are the same. Of a name with two
underscores, as DB Folder writes them (`Takeaways__Insights`), the part after them counts. Names of kinds
and of their folders are field names, too: the kinds of the two notes then tell the direction. How all this
becomes an edge is told in [Writing a vault](writing-a-vault.md#where-a-relation-is-written).
"""


def page() -> str:
    """Give the whole page."""
    tables = "".join(_section(options) for options in _tables())
    top = _rows(("Option", "Form", "Default", "Meaning"), _options(config.Config, only={"ignore"}))
    return (
        f"{INTRODUCTION}\n```toml\n{EXAMPLE}```\n\n## Options outside any table\n\n{top}{tables}\n"
        f"## The kinds without configuration\n\n{_kinds()}\n{KINDS_NOTE}\n"
        f"## The relations without configuration\n\n{_relations()}\n{RELATIONS_NOTE}"
    )


def _tables() -> Iterator[type[Any]]:
    """The classes of options, in the order of `Config`."""
    yield from (
        config.SiteOptions,
        config.PublishOptions,
        config.DateOptions,
        config.FieldOptions,
        config.MarkdownOptions,
        config.CheckOptions,
        config.KindOptions,
        config.RelationOptions,
    )


def _section(options: type[Any]) -> str:
    found = re.fullmatch(
        r"(?:The|A) table `(?P<name>\[[^\]]+\])`: (?P<text>.*)", inspect.getdoc(options) or ""
    )
    if found is None:
        raise ValueError(f"the docstring of {options.__name__} does not begin with its table")
    text = f"{found['text'][0].upper()}{found['text'][1:]}"
    table = _rows(("Option", "Form", "Default", "Meaning"), _options(options))
    note = NOTES.get(found["name"], "")
    return f"\n## `{found['name']}`\n\n{text}\n\n{table}" + (f"\n{note}" if note else "")


def _options(options: type[Any], only: Iterable[str] = ()) -> Iterator[tuple[str, ...]]:
    meanings = field_docstrings(options)
    for option in fields(options):
        if not only or option.name in only:
            yield f"`{option.name}`", _form(str(option.type)), _default(option), meanings[option.name]


def field_docstrings(options: type[Any]) -> dict[str, str]:
    """Give the docstring that stands under each field of a class."""
    found = {}
    for parsed in ast.walk(ast.parse(inspect.getsource(options))):
        body = parsed.body if isinstance(parsed, ast.ClassDef) else []
        for statement, following in pairwise(body):
            if isinstance(statement, ast.AnnAssign) and isinstance(following, ast.Expr):
                found[ast.unparse(statement.target)] = str(ast.literal_eval(following.value))
    return found


def _form(annotation: str) -> str:
    if "tuple" in annotation:
        return "list of texts"
    return {"bool": "true or false", "int": "whole number"}.get(annotation.partition(" ")[0], "text")


def _default(option: Field[Any]) -> str:
    value = None if option.default is MISSING else option.default
    if value is None:
        return "as below"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    values = list(value) if isinstance(value, tuple) else [value]
    return ", ".join(f'`"{text}"`' for text in values if text) or "none"


def _kinds() -> str:
    rows = (
        (
            kind.name,
            kind.plural,
            ", ".join(kind.folders) or "all others",
            "–" if kind.layer is None else str(kind.layer),
            "yes" if kind.claims else "",
        )
        for kind in DEFAULT_KINDS
    )
    return _rows(("Kind", "Plural", "Folder names", "Layer", "Makes claims"), rows)


def _relations() -> str:
    rows = (
        (
            relation.name,
            ", ".join(relation.forward),
            ", ".join(relation.backward),
            "; ".join(f"{start} → {end}" for start, end in relation.between),
        )
        for relation in DEFAULT_RELATIONS
    )
    return _rows(
        ("Relation", "Field names: this note … that one", "that note … this one", "Needs no name between"),
        rows,
    )


def _rows(headers: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [headers, ("---",) * len(headers), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


if __name__ == "__main__":
    OUTPUT.write_text(page(), encoding="utf-8")
    print(f"wrote {OUTPUT}")
