"""The libraries of a vault: which files they are, and the works in them.

A library is read again when its bytes have changed, and then only the entries that have changed are
converted. What cannot be read now and could be before stays in use: a citation does not vanish because a
file is being edited, or pandoc was uninstalled.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

import xxhash

from headwater.bibliography.bib_library import bib_drafts
from headwater.bibliography.conversion import Converted, convert
from headwater.bibliography.csl_fields import normal_item
from headwater.bibliography.csl_library import csl_drafts
from headwater.bibliography.drafts import Draft, Drafts
from headwater.bibliography.entries import ReadEntry, ReadLibrary
from headwater.bibliography.items import Item, Library
from headwater.bibliography.library_names import LibraryFile, library_files
from headwater.bibliography.ris_library import ris_drafts
from headwater.config import Config
from headwater.errors import CitationError
from headwater.problems import Problem, problem
from headwater.vault.scan import VaultFiles

LARGEST = 200_000_000
"""Bytes of the largest file that is taken for a library."""

_FORMS = {".bib": bib_drafts, ".bibtex": bib_drafts, ".ris": ris_drafts, ".json": csl_drafts}


def library_of(root: Path, config: Config, files: VaultFiles) -> Library:
    """Read every library of a vault.

    Args:
        root: The vault's folder.
        config: What its `headwater.toml` says.
        files: What is in the folder.
    """
    found = library_files(root, config.citations, files.attachments)
    return merged((file, read_library(file)) for file in found)


def read_library(file: LibraryFile, kept: ReadLibrary | None = None) -> ReadLibrary:
    """Read a library file.

    Args:
        file: The file.
        kept: What it was when it was read last.

    Returns:
        Its works; `kept` itself where the file is as it was. What is wrong becomes a problem.
    """
    before = kept or ReadLibrary(b"")
    form = _FORMS.get(Path(file.path).suffix.lower())
    if form is None:
        return ReadLibrary(b"", (), (problem("unknown-library-format", file.path),))
    content = _content(file)
    if isinstance(content, Problem):
        return ReadLibrary(b"", before.entries, (content,))
    digest = xxhash.xxh3_128_digest(content)
    if kept is not None and digest == kept.digest and all(told.path == file.path for told in kept.problems):
        return kept
    text, odd = _text(content, file.path)
    drafts = form(text, file.path)
    return _finished(file.path, drafts, before, digest, odd)


def merged(libraries: Iterable[tuple[LibraryFile, ReadLibrary]]) -> Library:
    """Make one library of several; of two entries of one citekey the first counts."""
    items: dict[str, Item] = {}
    problems: list[Problem] = []
    for file, read in libraries:
        problems += read.problems
        for entry in read.entries:
            item = Item(entry.citekey, entry.data, file.path, entry.line)
            first = items.setdefault(entry.citekey, item)
            if first is not item:
                place = f"{first.path}:{first.line}" if first.line else first.path
                problems.append(
                    problem("duplicate-citekey", file.path, entry.line, citekey=entry.citekey, other=place)
                )
    return Library(items, tuple(problems))


def _content(file: LibraryFile) -> bytes | Problem:
    try:
        status = os.stat(file.location)  # noqa: PTH116 - of a string
        if not stat.S_ISREG(status.st_mode):
            return problem("unreadable-file", file.path, reason="it is no regular file")
        if status.st_size > LARGEST:
            size = status.st_size // 1_000_000
            return problem("library-too-large", file.path, size=size, limit=LARGEST // 1_000_000)
        return Path(file.location).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return problem("missing-library", file.path)
    except (OSError, ValueError) as error:
        # ValueError: a path that no file can have, such as one with a null character.
        return problem("unreadable-file", file.path, reason=getattr(error, "strerror", None) or str(error))


def _text(content: bytes, path: str) -> tuple[str, list[Problem]]:
    odd = []
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        odd.append(problem("not-utf-8", path, line, byte=error.start + 1))
        text = content.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n"), odd


def _finished(
    path: str, drafts: Drafts, before: ReadLibrary, digest: bytes, odd: list[Problem]
) -> ReadLibrary:
    """The entries of a file, those converted that were not yet."""
    kept = {entry.fingerprint: entry for entry in before.entries if entry.fingerprint}
    problems = [*odd, *drafts.problems]
    new = [draft for draft in drafts.drafts if draft.fingerprint not in kept]
    converted = Converted({}, {})
    try:
        converted = convert(drafts.form, [draft.piece for draft in new]) if new else converted
    except CitationError as error:
        problems.append(
            problem("library-not-converted", path, reason=error.message, mend=error.hint or _MEND)
        )
        digest = b""
    entries = list(drafts.ready)
    for draft in drafts.drafts:
        known = kept.get(draft.fingerprint)
        made = known._replace(citekey=draft.citekey, line=draft.line) if known else _made(draft, converted)
        entries += [made] if made else []
        problems += _oddities(path, draft, made, converted) if digest or made else []
    entries += _still_good(before, entries, drafts, partly=drafts.lost or len(entries) < len(drafts.drafts))
    return ReadLibrary(digest, tuple(entries), tuple(problems))


_MEND = "see that pandoc runs, then build again"


def _made(draft: Draft, converted: Converted) -> ReadEntry | None:
    item = converted.items.get(draft.piece.key)
    if item is None:
        return None
    data = normal_item({**item, **draft.facts}, draft.citekey).data
    lost = {field: instead for field, _name, instead in draft.stated if instead and field not in data}
    data = normal_item({**data, **lost}, draft.citekey).data if lost else data
    return ReadEntry(draft.citekey, draft.line, draft.fingerprint, data)


def _oddities(path: str, draft: Draft, made: ReadEntry | None, converted: Converted) -> list[Problem]:
    """What is odd about an entry: that it was refused, or lost a field on the way."""
    if made is None:
        reason = converted.refused.get(draft.piece.key, _UNREAD)
        facts = {"entry": repr(draft.citekey), "reason": reason}
        return [problem("library-entry-not-read", path, draft.line, **facts)]
    return [
        problem("library-field-not-read", path, draft.line, field=name, citekey=draft.citekey, reason=_UNREAD)
        for field, name, _instead in draft.stated
        if field not in made.data
    ]


_UNREAD = "pandoc makes nothing of it"


def _still_good(
    before: ReadLibrary, entries: list[ReadEntry], drafts: Drafts, *, partly: bool
) -> Iterable[ReadEntry]:
    """What was read before of entries that cannot be read now."""
    if not partly:
        return []
    lines: Mapping[str, int] = {draft.citekey: draft.line for draft in drafts.drafts}
    there = {entry.citekey for entry in entries}
    return [
        entry._replace(fingerprint=b"", line=lines.get(entry.citekey, 0))
        for entry in before.entries
        if entry.citekey not in there and (drafts.lost or entry.citekey in lines)
    ]
