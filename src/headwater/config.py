"""`headwater.toml`, in the vault's own folder: every option, its default and what it is for.

The classes below are the reference: an option is a field, its docstring is its documentation, and an
option that is none of them is an error that names the line and the nearest right one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_type_hints

from headwater.errors import ConfigError

FILE_NAME = "headwater.toml"

DEFAULT_STYLE = "chicago-notes-bibliography-17th-edition"
"""The citation style of a vault that names none."""


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """The table `[site]`: what the website is called and where it will live."""

    title: str = ""
    """The site's name; the home note's title if empty."""

    description: str = ""
    """One sentence for search engines and link previews."""

    author: str = ""
    """Whose notes these are, for those who cite them: `Family, Given`, or a name as it is."""

    language: str = "en"
    """The language of the notes, as a BCP 47 tag such as `de-AT`. What pages say themselves is in German or
    English: where notes are in another language, in English."""

    base_url: str = ""
    """The address the site will have, such as `https://example.org/garden/`: what names a page in full begins
    with it."""

    home: str = ""
    """The path of the home note, for vaults where no note has `dg-home` or the tag `gardenEntry`."""

    history: bool = False
    """Show on each page when the claim and its published support changed, as git tells it: dates and kinds of
    changes, never earlier wordings."""

    health: bool = False
    """Publish a page `/health/` with the problems of published notes; your own preview has one with all
    problems in any case."""


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """The table `[publish]`: what leaves the vault, beside the notes marked `dg-publish` or `publish`."""

    all: bool = False
    """Publish every note that does not say `dg-publish: false` or `publish: false`."""

    kinds: tuple[str, ...] = ()
    """Kinds of which every note is published, such as `["insight", "tag"]`."""

    folders: tuple[str, ...] = ()
    """Folders (paths in the vault) of which every note is published."""

    canvases: tuple[str, ...] = ()
    """Canvases that are published as pages: paths of `.canvas` files or of folders, `"."` for all. No canvas
    is published otherwise, whatever else is: it cannot say of itself that it is private."""


@dataclass(frozen=True, slots=True)
class DateOptions:
    """The table `[dates]`: which properties hold a note's dates; the first present one counts."""

    created: tuple[str, ...] = ("created", "date created", "created_at")
    """Properties that hold the created date."""

    updated: tuple[str, ...] = ("updated", "modified", "date modified", "updated_at")
    """Properties that hold the date of the last change."""


@dataclass(frozen=True, slots=True)
class KindOptions:
    """A table `[kinds.NAME]`: changes one of the default kinds, or adds a kind of that name."""

    folders: tuple[str, ...] | None = None
    """The folder names whose notes are of this kind, in place of the default ones."""

    layer: int | None = None
    """Where the kind stands in the waterfall, 0 (sources) upwards: the lower layer supports the higher."""

    plural: str | None = None
    """What several notes of the kind are called, in headings and tables."""

    file_classes: tuple[str, ...] | None = None
    """Metadata Menu file classes whose notes are of this kind."""


@dataclass(frozen=True, slots=True)
class RelationOptions:
    """A table `[relations.NAME]`: changes one of the default relations, or adds one of that name."""

    forward: tuple[str, ...] = ()
    """More field names that say *this note NAME that one*."""

    backward: tuple[str, ...] = ()
    """More field names that say *that note NAME this one*."""


@dataclass(frozen=True, slots=True)
class FieldOptions:
    """The table `[fields]`: what fields of the vault mean whose names say no relation."""

    outgoing: tuple[str, ...] = ("Research Links",)
    """Fields that lead from a note to what it supports, as far as the layers do not say otherwise."""

    citation: tuple[str, ...] = ("Citation", "citation")
    """Properties of a source that hold its citation as text."""


@dataclass(frozen=True, slots=True)
class MarkdownOptions:
    """The table `[markdown]`: how notes are drawn."""

    trust_html: bool = False
    """Keep raw HTML in notes as it is, scripts too; for vaults whose every line you wrote yourself."""

    strict_line_breaks: bool = False
    """Join the lines of a paragraph, as CommonMark does; Obsidian breaks them, and so do we otherwise."""


@dataclass(frozen=True, slots=True)
class CitationOptions:
    """The table `[citations]`: where sources are looked up, and in which style they are cited."""

    libraries: tuple[str, ...] = ()
    """Library files (CSL JSON, BibTeX, RIS), as paths in the vault or on this machine; the first that has a
    citekey counts. With none, every `library.bib`, `library.ris`, `library.json` and `*.csl.json` of the
    vault."""

    style: str = DEFAULT_STYLE
    """The citation style: the name of a CSL style, or the path of a `.csl` file in the vault."""

    locale: str = "en-US"
    """The language and region of what styles add themselves ("and", "vol.", months), as in `de-DE`."""

    source_pages: bool = False
    """Give every source that a published note rests on a page, even where its own note is not published: with
    bibliographic facts only."""


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """The table `[check]`: which problems `headwater check` reports, by their codes."""

    select: tuple[str, ...] = ()
    """The only problems to report; all if there is none."""

    ignore: tuple[str, ...] = ()
    """Problems not to report, such as `["unused-insight"]`."""


@dataclass(frozen=True, slots=True)
class ReviewOptions:
    """The table `[review]`: what counts when an edge is reviewed."""

    properties: tuple[str, ...] = ()
    """Properties that count as part of what a note says, beside its claim, such as `["species"]`: where one
    of them changes, the edges of the note turn suspect."""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything `headwater.toml` can say."""

    ignore: tuple[str, ...] = ()
    """Files and folders that are no part of the vault, as patterns in the form of `.gitignore`."""

    site: SiteOptions = field(default_factory=SiteOptions)
    """What the website is called and where it will live."""

    publish: PublishOptions = field(default_factory=PublishOptions)
    """What leaves the vault, beside the notes that are marked."""

    dates: DateOptions = field(default_factory=DateOptions)
    """Which properties hold a note's dates."""

    fields: FieldOptions = field(default_factory=FieldOptions)
    """What fields mean whose names say no relation."""

    markdown: MarkdownOptions = field(default_factory=MarkdownOptions)
    """How notes are drawn."""

    citations: CitationOptions = field(default_factory=CitationOptions)
    """Where sources are looked up, and how they are cited."""

    check: CheckOptions = field(default_factory=CheckOptions)
    """Which problems `headwater check` reports."""

    review: ReviewOptions = field(default_factory=ReviewOptions)
    """What counts when an edge is reviewed."""

    kinds: Mapping[str, KindOptions] = field(default_factory=lambda: MappingProxyType({}))
    """Changes of the default kinds and kinds of your own, by name in lower case."""

    relations: Mapping[str, RelationOptions] = field(default_factory=lambda: MappingProxyType({}))
    """Field names of your own for the default relations, and relations of your own, by name in lower case."""


def load_config(root: Path) -> Config:
    """Read a vault's `headwater.toml`; a vault without one gets the defaults.

    Raises:
        ConfigError: The file cannot be read, is no TOML, or holds an option or value that does not fit.
    """
    path = root / FILE_NAME
    try:
        # Editors on Windows begin a file with a byte order mark, which TOML does not allow.
        text = path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return Config()
    except OSError as error:
        hint = "it should be a file that you may read"
        raise ConfigError(f"{path}: cannot be read: {error.strerror}", hint=hint) from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8", hint="save it as UTF-8 text") from error
    return parse_config(text, str(path))


def line_of_option(root: Path, *place: str) -> int:
    """The line, from 1, on which a vault's configuration sets an option; 0 where it does not.

    Args:
        root: The vault's folder.
        place: The option's name after those of the tables it is in.
    """
    try:
        return _line_of((root / FILE_NAME).read_text(encoding="utf-8-sig"), place)
    except (OSError, UnicodeDecodeError):
        return 0


def parse_config(text: str, path: str = FILE_NAME) -> Config:
    """Read the text of a `headwater.toml`.

    Args:
        text: TOML.
        path: Where it comes from, for messages.

    Raises:
        ConfigError: As `load_config`.
    """
    # Imported here because most vaults have no such file and the import is slow.
    import tomllib  # noqa: PLC0415

    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # ValueError: tomllib's own error, or a number of too many digits.
        place = re.search(r"\(at line (\d+), column \d+\)", str(error))
        at_end = text.count("\n") + 1 if "(at end of document)" in str(error) else 0
        line = f":{place[1] if place else at_end}" if place or at_end else ""
        reason = re.sub(r" \(at .*\)$", "", str(error))
        raise ConfigError(
            f"{path}{line}: no valid TOML: {reason}", hint="see https://toml.io for how to write it"
        ) from error
    config: Config = _Reader(text, path).table(Config, tables, ())
    return config


class _Reader:
    """Turns parsed TOML into the option classes; knows the text, to name lines."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path

    def table(self, options: type[Any], values: Mapping[str, object], place: tuple[str, ...]) -> Any:
        hints = get_type_hints(options)
        known = {option.name.replace("_", "-"): option.name for option in fields(options)}
        given: dict[str, object] = {}
        for key, value in values.items():
            name = known.get(key.replace("_", "-"))
            if name is None:
                raise self._unknown(key, known, place)
            if name in given:
                raise self._error((*place, key), f"option `{key}` is written twice", "keep one of the two")
            given[name] = self._value(hints[name], value, (*place, key))
        return options(**given)

    def _value(self, hint: Any, value: object, place: tuple[str, ...]) -> object:
        if isinstance(hint, type) and hint in _TABLES:
            return self.table(hint, self._mapping(value, place), place)
        for mapping, options in _MAPPINGS.items():
            if hint == mapping:
                named = self._mapping(value, place)
                return MappingProxyType(
                    {
                        name.replace("-", " ").casefold(): self.table(
                            options, self._mapping(table, (*place, name)), (*place, name)
                        )
                        for name, table in named.items()
                    }
                )
        check, expected = _SCALARS[str(hint)]
        if isinstance(value, str) and "tuple" in str(hint):
            value = [value]
        if not check(value):
            raise self._error(place, f"{'.'.join(place)} must be {expected}", "correct the value")
        return tuple(value) if isinstance(value, list) else value

    def _mapping(self, value: object, place: tuple[str, ...]) -> Mapping[str, object]:
        if not isinstance(value, dict):
            raise self._error(
                place, f"{'.'.join(place)} must be a table", f"write [{'.'.join(place)}] above its options"
            )
        return value

    def _unknown(self, key: str, known: Mapping[str, str], place: tuple[str, ...]) -> ConfigError:
        # Imported here because only a misspelt option needs it.
        import difflib  # noqa: PLC0415

        near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
        home = _home_of(key)
        where = f"in [{'.'.join(place)}]" if place else "at the top level"
        if home is not None:
            hint = f"it belongs under [{home}]" if home else "it belongs above all tables"
        elif near:
            hint = f"did you mean `{near[0]}`?"
        else:
            hint = f"the options there are: {', '.join(sorted(known))}"
        return self._error((*place, key), f"unknown option `{key}` {where}", hint)

    def _error(self, place: tuple[str, ...], message: str, hint: str) -> ConfigError:
        line = _line_of(self.text, place)
        return ConfigError(f"{self.path}{f':{line}' if line else ''}: {message}", hint=hint)


_LIST_OF_TEXT = (
    lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value),
    'text or a list of texts, such as ["one", "two"]',
)
_SCALARS: dict[str, tuple[Callable[[object], bool], str]] = {
    str(str): (lambda value: isinstance(value, str), "text in quotes"),
    str(bool): (lambda value: isinstance(value, bool), "true or false"),
    str(int | None): (
        lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
        "a whole number, 0 or more",
    ),
    str(str | None): (lambda value: isinstance(value, str), "text in quotes"),
    str(tuple[str, ...]): _LIST_OF_TEXT,
    str(tuple[str, ...] | None): _LIST_OF_TEXT,
}
_TABLES = {
    SiteOptions,
    PublishOptions,
    DateOptions,
    FieldOptions,
    MarkdownOptions,
    CitationOptions,
    CheckOptions,
    ReviewOptions,
}
_MAPPINGS: dict[object, type[Any]] = {
    Mapping[str, KindOptions]: KindOptions,
    Mapping[str, RelationOptions]: RelationOptions,
}


def _home_of(key: str) -> str | None:
    """The table that has an option of exactly that name; empty for the top level, None for no table."""
    name = key.replace("-", "_")
    for option in fields(Config):
        table = get_type_hints(Config)[option.name]
        if option.name == name and table not in _TABLES:
            return ""
        if table in _TABLES and name in {inner.name for inner in fields(table)}:
            return option.name
    return None


def _line_of(text: str, place: tuple[str, ...]) -> int:
    """The line, from 1, on which an option of a table is set; 0 where it cannot be told."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), start=1):
        header = re.match(r"\s*\[+([^\]]+)\]+", line)
        if header:
            table = _parts(header[1])
            if table == place or (len(table) > len(place) and table[: len(place)] == place):
                return number
            continue
        option = re.match(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"))*)\s*=""", line)
        if option:
            full = table + _parts(option[1])
            if (
                full == place
                or full[: len(place)] == place
                or (place[: len(full)] == full and place[-1] in line)
            ):
                return number
    return 0


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(
        part.strip().strip("\"'") for part in re.findall(r'"[^"]*"|\'[^\']*\'|[^.]+', dotted) if part.strip()
    )
