"""Read a vault: every note, canvas and attachment, and what is odd about them."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import xxhash

from headwater.config import Config
from headwater.lazy import Lazy
from headwater.problems import Problem, in_order, problem
from headwater.shares import in_shares
from headwater.vault.canvas import read_canvas
from headwater.vault.canvas_layout import read_layout
from headwater.vault.claims import QUERY_LANGUAGES, as_claim, content_span, headings_of, machinery, without
from headwater.vault.contents import VaultContents
from headwater.vault.dates import date_notes
from headwater.vault.frontmatter import read_frontmatter
from headwater.vault.kept import (
    NOTE,
    NOTHING_KEPT,
    KeptCanvas,
    KeptContents,
    KeptNote,
    decoded_notes,
    encoded,
    encoded_notes,
)
from headwater.vault.links import is_internal, link_of, wikilinks_in_code
from headwater.vault.markdown import scan
from headwater.vault.notes import Canvas, Field, Link, Note, NotePath, Origin, Query
from headwater.vault.scan import UNSETTLED, VaultFile, VaultFiles, scan_vault, settled
from headwater.vault.tokens import (
    BlockId,
    CodeBlock,
    CodeSpan,
    Comment,
    HeadingLine,
    InlineField,
    MarkdownLink,
    Token,
    Wikilink,
)

LARGEST_NOTE = 5_000_000
"""Bytes a note may hold; more is a paste that belongs into an attachment."""

DEEPEST_FIELD = 8
"""How many inline fields may stand inside one another; each of them copies what it holds."""


def read_vault(
    root: Path,
    config: Config,
    progress: Callable[[int, int], None] | None = None,
    kept: KeptContents = NOTHING_KEPT,
    files: VaultFiles | None = None,
) -> VaultContents:
    """Read a vault's folder as it is; nothing in it is changed.

    Args:
        root: The vault's folder.
        config: Its configuration.
        progress: Called with how many notes were read, of how many, now and then.
        kept: What an earlier run read; files that have not changed since are not read again.
        files: What is in the folder, if that was looked at already.

    Raises:
        VaultError: The folder does not exist or cannot be listed.
    """
    files = files or scan_vault(root, config.ignore)
    read = KeptContents(
        _read_notes(files.notes, kept.notes, progress),
        {file.path: _read_canvas_file(file, kept.canvases.get(file.path)) for file in files.canvases},
    )
    notes = Lazy({path: one.note for path, one in read.notes.items()}, NOTE)
    dates, found = date_notes(tuple(notes.values()), config.dates.created, config.dates.updated, root)
    odd = [one.problems for one in read.notes.values()] + [one.problems for one in read.canvases.values()]
    return VaultContents(
        root=root,
        by_path=notes,
        canvases=tuple(one.canvas for one in read.canvases.values()),
        attachments={file.path: Path(file.location) for file in files.attachments},
        dates=dates,
        problems=in_order(chain(files.problems, *odd, found)),
        kept=read,
    )


def _read_notes(
    files: Sequence[VaultFile],
    kept: Mapping[NotePath, KeptNote],
    progress: Callable[[int, int], None] | None,
) -> dict[NotePath, KeptNote]:
    """The notes of files, those as they were kept that have not changed."""
    notes = {NotePath(file.path): kept.get(NotePath(file.path)) for file in files}
    unread = [file for file in files if not _stands(notes[NotePath(file.path)], file)]
    for share in in_shares(partial(_read_share, progress, kept), unread) if unread else ():
        notes.update(decoded_notes(share))
    return {path: one for path, one in notes.items() if one is not None}


def _stands(known: KeptNote | KeptCanvas | None, file: VaultFile) -> bool:
    """Whether a file is as it was when it was read."""
    return known is not None and known.stamp == file.stamp != UNSETTLED


def _read_share(
    progress: Callable[[int, int], None] | None,
    kept: Mapping[NotePath, KeptNote],
    files: Sequence[VaultFile],
) -> bytes:
    """Read some notes; encoded, as another process may have to send them."""
    read = []
    for number, file in enumerate(files):
        if progress and number % 256 == 0:
            progress(number, len(files))
        path = NotePath(file.path)
        read.append((path, read_note_file(file, kept.get(path))))
    return encoded_notes(read)


def read_note_file(file: VaultFile, known: KeptNote | None = None) -> KeptNote:
    """Read a note's file, unless it holds what it held before.

    Args:
        file: The file.
        known: What was read when it was read last.
    """
    now = time.time_ns()
    try:
        data, size = _bytes_of(file.location)
    except OSError as error:
        return _unread(problem("unreadable-file", file.path, reason=error.strerror))
    if size > LARGEST_NOTE:
        limit = LARGEST_NOTE // 1_000_000
        return _unread(problem("file-too-large", file.path, size=f"{size / 1e6:.0f}", limit=limit))
    stamp, digest = settled(file.stamp, now), xxhash.xxh3_128_digest(data)
    if known is not None and known.digest == digest:
        return known._replace(stamp=stamp)
    note, problems = read_note(file.path, data)
    return KeptNote(stamp, digest, encoded(note), problems)


def _bytes_of(location: str) -> tuple[bytes, int]:
    """What is in a file, unless it is too large for a note, and its size.

    Path objects, files and buffers would take twice the time for many small files.
    """
    descriptor = os.open(location, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        size = os.fstat(descriptor).st_size
        data = os.read(descriptor, size + 1) if size <= LARGEST_NOTE else b""
        # A byte more than it had: it has grown meanwhile.
        while len(data) > size and (more := os.read(descriptor, 1 << 16)):
            data += more
        return data, size
    finally:
        os.close(descriptor)


def _unread(found: Problem) -> KeptNote:
    """What is known of a note whose file could not be read."""
    note = Note(NotePath(found.path), {}, "", 1, readable=False)
    return KeptNote(UNSETTLED, b"", encoded(note), (found,))


def _read_canvas_file(file: VaultFile, known: KeptCanvas | None) -> KeptCanvas:
    if known is not None and _stands(known, file):
        return known
    stamp = settled(file.stamp, time.time_ns())
    try:
        with open(file.location, "rb") as stream:  # noqa: PTH123 - as notes are read
            text, problems = decode(stream.read(), file.path)
    except OSError as error:
        found = problem("unreadable-file", file.path, reason=error.strerror)
        return KeptCanvas(UNSETTLED, Canvas(file.path, (), ()), (found,))
    canvas, more = read_canvas(text, file.path)
    return KeptCanvas(stamp, canvas, problems + more, read_layout(text))


def decode(data: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    r"""A file's text with `\n` line ends and without byte order mark; what is no UTF-8 becomes U+FFFD.

    UTF-16 with its byte order mark is read as what it is, and reported all the same.
    """
    problems: tuple[Problem, ...] = ()
    try:
        # The decoder that cuts the mark off itself is written in Python, and slow.
        text = data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = _with_line_ends(error.object[: error.start].decode())
        byte = f"0x{error.object[error.start]:02X}"
        problems = (problem("not-utf-8", path, before.count("\n") + 1, byte=byte),)
        text = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig", "replace")
    return _with_line_ends(text).replace("\x00", "\ufffd"), problems


def _with_line_ends(text: str) -> str:
    r"""A text whose lines end with `\n`."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def read_note(path: str, data: bytes) -> tuple[Note, tuple[Problem, ...]]:
    """Read a note from a file's bytes.

    Args:
        path: The note's path in the vault.
        data: The whole file.

    Returns:
        The note and what is odd about it. A note whose frontmatter cannot be read is not `readable`.
    """
    text, problems = decode(data, path)
    frontmatter, found = read_frontmatter(text, path)
    body = text[frontmatter.body_start :]
    body_line = 1 + text.count("\n", 0, frontmatter.body_start)
    tokens = scan(body)
    of = _by_type(tokens)
    code = of[CodeBlock] + of[CodeSpan]
    headings = headings_of(of[HeadingLine])
    inline, links = _fields_and_links(tokens, _Lines(body, body_line))
    hidden = machinery(body, of[Comment] + of[CodeBlock] + of[InlineField], headings)
    note = Note(
        path=NotePath(path),
        properties=frontmatter.properties,
        body=body,
        body_line=body_line,
        links=links,
        fields=frontmatter.fields + inline,
        headings=headings,
        block_ids=_block_ids(of[BlockId]) if of[BlockId] else frozenset(),
        claim=as_claim(without(body, hidden, *content_span(headings, len(body)))),
        hidden=hidden,
        code_links=tuple(_code_links(body, sorted(code))) if code else (),
        queries=tuple(_queries(of[CodeBlock], _Lines(body, body_line))) if code else (),
        property_lines=frontmatter.lines,
        readable=frontmatter.readable,
    )
    problems += found
    if of[Comment]:
        problems += tuple(_open_comments(path, of[Comment], _Lines(body, body_line)))
    return note, problems


def _by_type(tokens: Iterable[Token]) -> Mapping[type[Token], list[Token]]:
    """The tokens in drawers: most notes hold a few types, and each is asked for in turn."""
    drawers: dict[type[Token], list[Token]] = defaultdict(list)
    for token in tokens:
        drawers[type(token)].append(token)
    return drawers


class _Lines:
    """Tells the line of offsets in a note's body; fast as long as they ascend."""

    def __init__(self, body: str, first: int) -> None:
        self.body = body
        self._first = self._line = first
        self._offset = 0

    def at(self, offset: int) -> int:
        """The line in the file of an offset in the body."""
        if offset < self._offset:
            self._line, self._offset = self._first, 0
        self._line += self.body.count("\n", self._offset, offset)
        self._offset = offset
        return self._line


class _OpenField(NamedTuple):
    """An inline field with the links found in it so far."""

    token: InlineField
    line: int
    links: list[Link]


def _fields_and_links(tokens: Sequence[Token], lines: _Lines) -> tuple[tuple[Field, ...], tuple[Link, ...]]:
    """The inline fields with the links in them, and the links in running text."""
    fields: list[_OpenField] = []
    around: list[_OpenField] = []
    links: list[Link] = []
    for token in tokens:
        start = token.start
        while around and start >= around[-1].token.value_end:
            around.pop()
        if isinstance(token, Wikilink) or (
            isinstance(token, MarkdownLink) and is_internal(token.destination)
        ):
            link = link_of(token, lines.body, lines.at(start))
            (around[-1].links if around else links).append(link)
        elif isinstance(token, InlineField) and len(around) < DEEPEST_FIELD:
            around.append(_OpenField(token, lines.at(start), []))
            fields.append(around[-1])
    return tuple(_field(found, lines.body) for found in fields), tuple(links)


def _field(found: _OpenField, body: str) -> Field:
    token = found.token
    value = body[token.value_start : token.value_end].strip()
    return Field(token.key, value, tuple(found.links), Origin.INLINE, found.line)


def _block_ids(tokens: Sequence[Token]) -> frozenset[str]:
    return frozenset(token.id.lower() for token in tokens if isinstance(token, BlockId))


def _code_links(body: str, tokens: Sequence[Token]) -> Iterator[Link]:
    """What looks like a wikilink inside code that is shown."""
    for token in tokens:
        if isinstance(token, (CodeSpan, CodeBlock)) and body.find("[[", token.start, token.end) >= 0:
            for start, end, link in wikilinks_in_code(body, token.start, token.end):
                yield link._replace(start=start, end=end)


def _queries(tokens: Sequence[Token], lines: _Lines) -> Iterator[Query]:
    for token in tokens:
        if isinstance(token, CodeBlock) and token.language in QUERY_LANGUAGES:
            source = lines.body[token.content_start : token.content_end]
            yield Query(token.language, source, lines.at(token.start))


def _open_comments(path: str, tokens: Sequence[Token], lines: _Lines) -> Iterator[Problem]:
    for token in tokens:
        if isinstance(token, Comment) and not token.closed:
            yield problem("unclosed-comment", path, lines.at(token.start))
