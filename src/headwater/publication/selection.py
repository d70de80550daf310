"""Which notes are published, and which of them is the home page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from headwater.config import FILE_NAME, Config
from headwater.errors import ConfigError, PublicationError
from headwater.evidence.graph import Graph
from headwater.evidence.kinds import CONTENT
from headwater.evidence.resolve import folded
from headwater.vault.notes import Note, NotePath

HOME_TAG = "gardenentry"
"""The Obsidian tag that marks the home note, as Digital Garden names it; letter case does not count."""

_LINK = re.compile(r"!?\[\[[^\[\]]*\]\]")


def published_notes(graph: Graph, config: Config, *, everything: bool) -> frozenset[NotePath]:
    """The notes that may be published: those marked, and those the configuration sweeps in.

    It names kinds and folders. Source content is published only where it is marked itself or its kind is
    named: it is excerpts of other people's works. A note marked as private, or whose properties cannot be
    read, is never published.

    Raises:
        ConfigError: The configuration names a kind that does not exist.
    """
    folders = tuple(folded(folder.strip("/")) + "/" for folder in config.publish.folders)
    kinds = _kinds(graph, config.publish.kinds)
    published = set()
    for path, note in graph.notes.items():
        mark = publish_mark(note)
        kind = graph.kind(path).name
        swept_in = everything or (bool(folders) and folded(path).startswith(folders))
        named = kind in kinds or (swept_in and kind != CONTENT)
        if mark is not False and note.readable and (mark or named):
            published.add(path)
    return frozenset(published)


def _kinds(graph: Graph, names: Sequence[str]) -> frozenset[str]:
    """The kinds that the configuration names, in the singular or the plural."""
    found = set()
    for name in names:
        kind = graph.vocabulary.named(name)
        if kind is None:
            # Imported here because only a misspelt kind needs it.
            import difflib  # noqa: PLC0415

            near = difflib.get_close_matches(name.casefold(), graph.vocabulary.kinds, n=1)
            hint = (
                f"did you mean {near[0]!r}?"
                if near
                else f"the kinds are: {', '.join(graph.vocabulary.kinds)}"
            )
            raise ConfigError(f"{FILE_NAME}: publish.kinds names {name!r}, which is no kind", hint=hint)
        found.add(kind.name)
    return frozenset(found)


def publish_mark(note: Note) -> bool | None:
    """What a note's `dg-publish`, or else `publish`, says: true, false, or nothing."""
    for key in ("dg-publish", "publish"):
        value = note.properties.get(key)
        if value is not None and value != "":
            return _is_true(value)
    return None


def _is_true(value: object) -> bool:
    """Whether a property says yes; whoever writes something else than true or yes has not said it."""
    return value is True or (isinstance(value, str) and value.strip().casefold() in {"true", "yes"})


def home_note(graph: Graph, config: Config, shown: frozenset[NotePath]) -> NotePath | None:
    """The home note: the one the configuration names, else that with `dg-home`, else with the tag.

    Raises:
        PublicationError: The note that the configuration names is not shown.
    """
    candidates = [path for path in graph.notes if path in shown]
    named = folded(config.site.home.removesuffix(".md"))
    if named:
        found = next((path for path in candidates if folded(path)[:-3] == named), None)
        if found is None:
            raise PublicationError(
                f"the home note {config.site.home!r} of {FILE_NAME} is not among the published notes",
                hint="correct `home` under [site], or mark that note with `dg-publish: true`",
            )
        return found
    marked = (path for path in candidates if _is_true(graph.notes[path].properties.get("dg-home")))
    tagged = (
        path
        for path in candidates
        if HOME_TAG in {tag.casefold() for tag in obsidian_tags(graph.notes[path])}
    )
    return next(marked, None) or next(tagged, None)


def obsidian_tags(note: Note) -> tuple[str, ...]:
    """A note's Obsidian tags: its `tags` (or `tag`) property, without number signs; a link is no tag."""
    value = note.properties.get("tags", note.properties.get("tag"))
    words = _LINK.sub(" ", value).replace(",", " ").split() if isinstance(value, str) else value
    if not isinstance(words, list):
        return ()
    return tuple(
        str(word).strip().lstrip("#")
        for word in words
        if isinstance(word, str | int) and not _LINK.search(str(word))
    )
