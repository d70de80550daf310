"""The notes of an imported garden while they take shape, and the text each becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from headwater.evidence.build import build_graph
from headwater.evidence.graph import Graph
from headwater.evidence.kinds import CONTENT, SOURCE, TAG, Vocabulary
from headwater.evidence.resolve import Resolver
from headwater.importers.garden_facts import Facts, folder_kind
from headwater.importers.garden_pages import GardenPage
from headwater.importers.garden_paths import NotePaths
from headwater.importers.garden_sections import Reading
from headwater.importers.note_text import note_text
from headwater.site.urls import Permalink, permalink
from headwater.vault.claims import headings_of
from headwater.vault.contents import VaultContents
from headwater.vault.markdown import scan
from headwater.vault.note_text import read_note
from headwater.vault.notes import Link, NotePath, PropertyValue
from headwater.vault.tokens import Wikilink

SUPPORTED_BY = "Supported by"
"""The inline field that says what a note rests on; it stands in the note that is supported."""

_MACHINERY = "database fields"
"""The heading of a note's fields, lower case."""


@dataclass(slots=True)
class Draft:
    """A note to be."""

    path: NotePath
    properties: dict[str, PropertyValue]
    body: str
    """Its Markdown, `# Database Fields` left out unless the page itself had something there."""

    fields: dict[str, dict[NotePath, None]] = field(default_factory=dict)
    """The inline fields to add, each with the notes it names."""

    def add(self, name: str, target: NotePath) -> None:
        """Name a note in a field, once."""
        self.fields.setdefault(name, {})[target] = None


Relink = Callable[[str], str]
"""Writes the links of a Markdown text as the author would have: names alone where they are clear."""


def draft_notes(
    pages: Sequence[GardenPage], paths: NotePaths, facts: Facts, vocabulary: Vocabulary
) -> dict[NotePath, Draft]:
    """Draft the note of every page, of every row, and of every tag that a link spells out.

    Args:
        pages: The pages, each permalink once.
        paths: Where the notes lay.
        facts: What the tables say.
        vocabulary: The kinds by folder.

    Returns:
        The drafts in the order of their paths.
    """
    # The plugin spells out a link's path only if the note exists. Its page may be among those not imported.
    tags = {path for path in paths.known.values() if folder_kind(path, vocabulary).name == TAG}
    rows = (facts.shown.keys() | tags) - set(paths.pages.values())
    relink = relinker(paths, [*paths.pages.values(), *rows])
    of_rows = [_of_row(path, facts, vocabulary, relink) for path in sorted(rows)]
    _keep_permalinks_apart(of_rows, {page.permalink for page in pages})
    drafts = [*(_of_page(page, paths, relink) for page in pages), *of_rows]
    for draft in drafts:
        _complete(draft, facts, vocabulary)
    return {draft.path: draft for draft in sorted(drafts, key=lambda draft: draft.path)}


def relinker(paths: NotePaths, notes: Iterable[NotePath]) -> Relink:
    """A function that rewrites the links of a text for a vault of these notes."""
    resolver = Resolver(notes)

    def relink(text: str) -> str:
        pieces, position = [], 0
        for token in scan(text):
            if isinstance(token, Wikilink) and token.target:
                in_table = text[text.rfind("\n", 0, token.start) + 1 : token.start].lstrip().startswith("|")
                link = _wikilink(token, paths.of(token.target), resolver, "\\|" if in_table else "|")
                pieces += [text[position : token.start], link]
                position = token.end
        return "".join([*pieces, text[position:]])

    return relink


def link_to(path: NotePath, resolver: Resolver) -> str:
    """What to write in a link to a note: its name, or its path where the name could mean another note."""
    stem = path.removesuffix(".md")
    name = stem.rpartition("/")[2]
    resolved = resolver.resolve(Link(name, "", "", embed=False, line=0), "")
    return name if resolved and resolved.path == path and not resolved.candidates else stem


def texts(drafts: Mapping[NotePath, Draft]) -> dict[NotePath, str]:
    """The text of every note, in the order of the drafts."""
    resolver = Resolver(drafts)
    return {path: _text(draft, resolver) for path, draft in drafts.items()}


def graph_of(notes: Mapping[NotePath, str], vocabulary: Vocabulary) -> Graph:
    """The evidence graph that a vault of these notes has."""
    read = {path: read_note(path, text.encode())[0] for path, text in notes.items()}
    contents = VaultContents(Path(), read, (), {}, {}, ())
    return build_graph(contents, vocabulary)


def _wikilink(token: Wikilink, path: NotePath | None, resolver: Resolver, pipe: str) -> str:
    target = link_to(path, resolver) if path else token.target.removesuffix(".md")
    subpath = f"#{token.subpath}" if token.subpath else ""
    alias = "" if token.alias in {"", target + subpath} else pipe + token.alias
    return f"{'!' * token.embed}[[{target}{subpath}{alias}]]"


def _of_page(page: GardenPage, paths: NotePaths, relink: Relink) -> Draft:
    path = paths.pages[page.permalink]
    properties = dict(page.properties)
    if permalink(path, properties) != page.permalink:
        properties["dg-permalink"] = page.permalink
    parts = []
    for section in page.sections:
        computed = section.reading is not Reading.OTHER or section.title == _MACHINERY
        if section.text.strip() or not computed:
            parts.append(f"{section.heading}\n{relink(section.text)}".strip("\n"))
    return Draft(path, properties, "\n\n".join(parts))


def _of_row(path: NotePath, facts: Facts, vocabulary: Vocabulary, relink: Relink) -> Draft:
    kind = facts.kind(path, vocabulary)
    if kind == SOURCE:
        return Draft(path, {}, "")
    if kind == TAG:
        # Its name is public, in the claims that link it: unpublished, it would be taken out of them. The rest
        # of its page is computed from notes that are public themselves.
        return Draft(path, {"dg-publish": True}, "")
    claims = facts.claims.get(path)
    claim = relink(max(claims, key=claims.__getitem__)) if claims else ""
    properties: dict[str, PropertyValue] = {} if kind == CONTENT else {"dg-publish": True}
    return Draft(path, properties, f"# Content\n{_as_list(claim)}".rstrip("\n"))


def _keep_permalinks_apart(drafts: Iterable[Draft], taken: set[str]) -> None:
    """Give a permalink of its own to each note known from rows that would share one with another."""
    for draft in drafts:
        link = permalink(draft.path, draft.properties)
        if link in taken and draft.properties:
            number = 2
            while (free := f"{link.rstrip('/')}-{number}/") in taken:
                number += 1
            draft.properties["dg-permalink"] = link = Permalink(free)
        taken.add(link)


def _as_list(claim: str) -> str:
    """A claim as the list item it is in a claim note."""
    lines = claim.split("\n") if claim else []
    return "\n".join(
        line if line.startswith("- ") else f"{'- ' if number == 0 else '  '}{line}"
        for number, line in enumerate(lines)
    )


def _complete(draft: Draft, facts: Facts, vocabulary: Vocabulary) -> None:
    """Add what tables say of a note, however it is known."""
    kind = facts.kind(draft.path, vocabulary)
    stated = {"kind", "type"} & draft.properties.keys()
    if kind != folder_kind(draft.path, vocabulary).name and not stated:
        draft.properties["kind"] = kind
    citations = facts.citations.get(draft.path)
    if citations and not {"Citation", "citation"} & draft.properties.keys():
        draft.properties["Citation"] = max(citations, key=citations.__getitem__)
    for supporter in facts.supporters.get(draft.path, ()):
        draft.add(SUPPORTED_BY, supporter)


def _text(draft: Draft, resolver: Resolver) -> str:
    lines = [f"{name}:: {_links(targets, resolver)}" for name, targets in draft.fields.items()]
    body = draft.body
    headings = headings_of(scan(body))
    if lines and not (headings and headings[-1].text.strip().casefold() == _MACHINERY):
        body += "\n\n# Database Fields"
    return note_text(draft.properties, "\n".join([body.rstrip("\n"), *lines]))


def _links(targets: Iterable[NotePath], resolver: Resolver) -> str:
    return ", ".join(f"[[{link_to(target, resolver)}]]" for target in targets)
