"""What a note asks Obsidian's plugins for, as far as Headwater can answer it from what is published.

Headwater does not run Dataview. Of a query it reads only which folder it lists, as overview notes consist
of such lists: `TABLE … FROM "Research/Insights" …`, `LIST … FROM "Research/Tags"`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from headwater.evidence.kinds import CONTENT, SOURCE, TAG, Kind
from headwater.problems import Problem, problem
from headwater.vault.notes import Note, NotePath, Query

_LISTED_FOLDER = re.compile(
    r"^\s*(?:TABLE|LIST)\b.*?\bFROM\s+\"(?P<folder>[^\"\n]+)\"", re.IGNORECASE | re.DOTALL
)


def queried_folders(note: Note, shown: Collection[NotePath]) -> tuple[str, ...]:
    """The folders that a note's queries list; a folder without a note that is shown stays unnamed.

    Args:
        note: The note.
        shown: The paths of the notes to be shown.
    """
    folders = (_folder(query) for query in note.queries)
    return tuple(folder for folder in folders if folder and _holds_any(folder, shown))


def answers_queries(kind: Kind) -> bool:
    """Whether queries are answered on pages of a kind; the others have tables of their own instead."""
    return not kind.claims and kind.name not in {SOURCE, CONTENT, TAG}


def unanswered(note: Note, kind: Kind, shown: Collection[NotePath]) -> Iterator[Problem]:
    """The queries whose place stays empty; those of kinds with tables of their own are answered by these."""
    if not answers_queries(kind):
        return
    for query in note.queries:
        folder = _folder(query)
        if not folder:
            reason = (
                'Headwater answers Dataview\'s TABLE and LIST with FROM "a folder", and runs no other query'
            )
        elif not _holds_any(folder, shown):
            reason = f"no published note lies in the folder {folder!r}"
        else:
            continue
        yield problem("query-not-computed", note.path, query.line, language=query.language, reason=reason)


def _folder(query: Query) -> str:
    match = _LISTED_FOLDER.match(query.source) if query.language == "dataview" else None
    return match["folder"].strip("/") if match else ""


def _holds_any(folder: str, shown: Collection[NotePath]) -> bool:
    return any(path.startswith(folder + "/") for path in shown)
