"""`headwater retractions update FILE`."""

from __future__ import annotations

import argparse
import os
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

from headwater.bibliography.kept_retractions import PLACE, KeptRetractions, save_retractions
from headwater.bibliography.libraries import library_of
from headwater.bibliography.matching import Identifiers, together
from headwater.bibliography.retraction_watch import Found, find_records
from headwater.bibliography.retractions import RETRACTION_WATCH, Notice, notices_of, works_of
from headwater.cli.options import add_vault_option, vault_around
from headwater.cli.report import counted, put, say
from headwater.errors import UsageError
from headwater.evidence.kinds import SOURCE
from headwater.looking import look_at
from headwater.notekeeping import kept_contents
from headwater.opened import Vault
from headwater.opening import open_vault
from headwater.vault.notes import Note

STANDARD_INPUT = "-"
NAMED = 5
"""How many sources that cannot be looked for are named."""

HINT = "give retraction_watch.csv, or - to read it from standard input"


class _Input(NamedTuple):
    """An open file of Retraction Watch."""

    stream: BinaryIO
    name: str
    written: date | None
    """When the file was written last; None for standard input."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    update = actions.add_parser("update", help="keep what Retraction Watch says of the vault's sources")
    update.add_argument(
        "file", metavar="FILE", help="the CSV that Crossref publishes; - reads it from standard input"
    )
    add_vault_option(update)


def run(options: argparse.Namespace) -> int:
    """Read the file, keep what concerns the vault, and list it."""
    root = vault_around(options.vault)
    look = look_at(root)
    vault = open_vault(root, kept=kept_contents(root).contents, look=look)
    library, sources = library_of(root, look.config, look.files), _sources(vault)
    works = works_of(library, sources, look.config.fields.citation)
    with _opened(options.file) as given:
        found = find_records(given.stream, given.name, together(works.values()), given.written)
        kept = KeptRetractions(found.records, given.written, found.newest)
    changed = save_retractions(root, kept)
    notices = notices_of(library, sources, kept, look.config.fields.citation)
    put("".join(_row(citekey, notice) for citekey, about in notices.items() for notice in about))
    _report_reading(found)
    _report_sources(works, sources)
    concerned = sum(any(notice.origin == RETRACTION_WATCH for notice in about) for about in notices.values())
    concern = f"{counted(len(found.records), 'notice')} about {counted(concerned, 'source')}"
    say(f"{PLACE}: {concern} of this vault" + ("" if changed else ", as before"))
    return 0


def _sources(vault: Vault) -> list[Note]:
    return [vault.graph.notes[path] for path in vault.graph.of_kind(SOURCE)]


@contextmanager
def _opened(file: str) -> Iterator[_Input]:
    """Open the file that was named.

    Raises:
        UsageError: It cannot be opened, or not read to its end.
    """
    if file == STANDARD_INPUT:
        yield _Input(sys.stdin.buffer, "standard input", None)
        return
    try:
        with Path(file).open("rb") as stream:
            status = os.fstat(stream.fileno())
            # A pipe was written just now, whatever is in it.
            regular = stat.S_ISREG(status.st_mode)
            yield _Input(
                stream, file, datetime.fromtimestamp(status.st_mtime, UTC).date() if regular else None
            )
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}", hint=HINT) from error


def _row(citekey: str, notice: Notice) -> str:
    """A notice as one line: citekey, nature, day, where to read it."""
    day = notice.date.isoformat() if notice.date else "no date"
    where = f"https://doi.org/{notice.doi}" if notice.doi else notice.origin
    return f"{citekey}\t{notice.nature}\t{day}\t{where}\n"


def _report_reading(found: Found) -> None:
    for row in found.first_odd:
        say(f"odd row in line {row.line}: {row.reason}")
    odd = f", {found.odd:,} of them odd" if found.odd else ""
    newest = f", the newest of {found.newest}" if found.newest else ""
    say(f"{counted(found.rows, 'record')} read{newest}{odd}")


def _report_sources(works: Mapping[str, Identifiers], sources: Sequence[Note]) -> None:
    """Say of how many sources nothing can be known: silence would look like a clean record."""
    unknown = [note for note in sources if not any(works[note.name])]
    if unknown:
        named = ", ".join(
            [*(note.name for note in unknown[:NAMED]), *(["…"] if len(unknown) > NAMED else [])]
        )
        few = f"{len(unknown):,} of {counted(len(sources), 'source')}"
        say(f"{few} could not be looked for, as no DOI or PubMed id is known: {named}")
