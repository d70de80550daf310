"""What the tables of published pages say: who supports whom, which tag, which claim, which citation.

Layouts changed over the years: the columns of sources swapped places, claims came later. So cells are told
apart by what they hold, and the kind of a row's note by the label of its table.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from headwater.evidence.kinds import CONTENT, PAGE, SOURCE, TAG, Kind, Vocabulary
from headwater.importers.cells import Cell
from headwater.importers.frozen_tables import FrozenTable
from headwater.importers.garden_pages import GardenPage
from headwater.importers.garden_paths import NotePaths, safe_path
from headwater.importers.garden_sections import Reading
from headwater.vault.notes import Note, NotePath

_CLAIM_HEADERS = frozenset({"", "claim", "content"})
"""Headers of the column of claims, lower case; the author's tables leave it without one."""


@dataclass(slots=True)
class Facts:
    """Everything the tables say, by the paths of the notes; nothing is weighed yet."""

    supporters: dict[NotePath, dict[NotePath, None]] = field(default_factory=lambda: defaultdict(dict))
    """Each supported note's direct supporters, evidence sources aside, in the order they were met."""

    sources: dict[NotePath, dict[NotePath, None]] = field(default_factory=lambda: defaultdict(dict))
    """Each page's original sources: those it reaches, directly or not."""

    tagged: dict[tuple[NotePath, NotePath], None] = field(default_factory=dict)
    """Pairs of a note and a tag."""

    claims: dict[NotePath, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """The claims shown beside a note's name, as Markdown, with how often."""

    citations: dict[NotePath, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    kinds: dict[NotePath, str] = field(default_factory=dict)
    """The kind that the label of a table gives a note."""

    shown: dict[NotePath, None] = field(default_factory=dict)
    """The notes that readers of the site saw in a table, by name and mostly with their claim."""

    incomplete: list[tuple[str, str, int, int]] = field(default_factory=list)
    """Tables whose header counts other rows than could be read: file, label, count, rows."""

    def kind(self, path: NotePath, vocabulary: Vocabulary) -> str:
        """The name of a note's kind: what its folder says, else the label of a table it stands in."""
        by_folder = folder_kind(path, vocabulary).name
        return self.kinds.get(path, PAGE) if by_folder == PAGE else by_folder


@dataclass(frozen=True, slots=True)
class _Row:
    """What one row says."""

    path: NotePath
    claim: str
    citation: str


def gather(pages: Sequence[GardenPage], paths: NotePaths, vocabulary: Vocabulary) -> Facts:
    """Read the tables of all pages.

    Args:
        pages: The pages.
        paths: Where their notes lay.
        vocabulary: The kinds, which folders and labels name.
    """
    facts = Facts()
    for page in pages:
        note = paths.pages[page.permalink]
        for reading, table in page.tables:
            kind = labelled(table.label, vocabulary)
            if reading is Reading.TAGGED:
                facts.kinds.setdefault(note, TAG)
            if reading is Reading.OTHER and not _lists_notes(table, kind):
                continue
            rows = _rows(table, kind, paths)
            if table.count not in {None, len(rows)}:
                facts.incomplete.append((page.file, table.label, table.count or 0, len(rows)))
            for row in rows:
                _take(facts, row, kind)
                _relate(facts, note, row.path, reading, vocabulary)
    return facts


def labelled(label: str, vocabulary: Vocabulary) -> Kind:
    """The kind of the notes in a table with this label; *page* where it names no kind."""
    if label.casefold().startswith("original source"):
        return vocabulary.kinds[SOURCE]
    return folder_kind(NotePath(f"{label.replace('/', ' ')}/note.md"), vocabulary)


def folder_kind(path: NotePath, vocabulary: Vocabulary) -> Kind:
    """The kind that a note has by the folder it lies in."""
    return vocabulary.kind_of(Note(path, {}, "", 1))[0]


def _lists_notes(table: FrozenTable, kind: Kind) -> bool:
    """Whether a list of the author's own shows notes of one kind with their claims or citations."""
    return kind.name == SOURCE or (kind.name != PAGE and _claim_column(table) is not None)


def _claim_column(table: FrozenTable) -> int | None:
    """The column of claims: the first, after that of the names, whose header says so."""
    for column, header in enumerate(table.headers[1:], start=1):
        if header.casefold() in _CLAIM_HEADERS:
            return column
    return None


def _rows(table: FrozenTable, kind: Kind, paths: NotePaths) -> list[_Row]:
    column = _claim_column(table) if kind.name not in {SOURCE, CONTENT} else None
    rows = []
    for cells in table.rows:
        named = next((cell for cell in cells if cell.names_note), None)
        path = None if named is None else paths.of(named.targets[0]) or safe_path(named.targets[0])
        if path is None:
            continue
        claim = cells[column] if column is not None and column < len(cells) else None
        others = [cell.text for cell in cells if cell is not named and cell.text]
        citation = others[0] if others and kind.name == SOURCE else ""
        rows.append(_Row(path, _claim_text(claim, named), citation))
    return rows


def _claim_text(claim: Cell | None, named: Cell | None) -> str:
    return claim.markdown if claim is not None and claim is not named else ""


def _take(facts: Facts, row: _Row, kind: Kind) -> None:
    """Keep what a row says about its own note."""
    facts.shown[row.path] = None
    if kind.name != PAGE:
        facts.kinds.setdefault(row.path, kind.name)
    if row.claim:
        facts.claims[row.path][row.claim] += 1
    if row.citation:
        facts.citations[row.path][row.citation] += 1


def _relate(facts: Facts, note: NotePath, row: NotePath, reading: Reading, vocabulary: Vocabulary) -> None:
    """Keep what a row says about its note and the page's."""
    if note == row or reading is Reading.OTHER:
        return
    evidence = {SOURCE, CONTENT}
    note_kind, row_kind = facts.kind(note, vocabulary), facts.kind(row, vocabulary)
    if reading is Reading.TAGGED:
        facts.tagged[row, note] = None
    elif note_kind in evidence:
        # What a page of a source or of its content lists was read off it or rests on it.
        if row_kind not in evidence:
            facts.supporters[row][note] = None
    elif row_kind == SOURCE:
        facts.sources[note][row] = None
    elif reading is Reading.SUPPORTED and row_kind != CONTENT:
        facts.supporters[row][note] = None
    else:
        facts.supporters[note][row] = None
