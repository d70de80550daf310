"""A note from the bytes of its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from headwater.problems import Problem, problem
from headwater.vault.claims import QUERY_LANGUAGES, as_claim, content_span, headings_of, machinery, without
from headwater.vault.fields import fields_and_links
from headwater.vault.frontmatter import read_frontmatter
from headwater.vault.links import wikilinks_in_code
from headwater.vault.markdown import scan
from headwater.vault.notes import Link, Note, NotePath, Query
from headwater.vault.tokens import BlockId, CodeBlock, CodeSpan, Comment, HeadingLine, InlineField, Token


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
    of = _by_type(tokens).get
    blocks, comments, ids = of(CodeBlock, []), of(Comment, []), of(BlockId)
    code = sorted([*blocks, *of(CodeSpan, ())])
    headings = headings_of(of(HeadingLine, ()))
    inline, links = fields_and_links(tokens, body, body_line)
    hidden = machinery(body, [*comments, *blocks, *of(InlineField, ())], headings)
    note = Note(
        path=NotePath(path),
        properties=frontmatter.properties,
        body=body,
        body_line=body_line,
        links=links,
        fields=frontmatter.fields + inline,
        headings=headings,
        block_ids=_block_ids(ids) if ids else frozenset(),
        claim=as_claim(without(body, hidden, *content_span(headings, len(body)))),
        hidden=hidden,
        code_links=tuple(_code_links(body, code)) if code else (),
        queries=tuple(_queries(blocks, _Lines(body, body_line))) if blocks else (),
        property_lines=frontmatter.lines,
        readable=frontmatter.readable,
    )
    problems += found
    if comments:
        problems += tuple(_open_comments(path, comments, _Lines(body, body_line)))
    return note, problems


def _by_type(tokens: Iterable[Token]) -> Mapping[type[Token], list[Token]]:
    """The tokens in drawers: most notes hold a few types, and each is asked for in turn."""
    drawers: dict[type[Token], list[Token]] = {}
    for token in tokens:
        kind = type(token)
        if kind in drawers:
            drawers[kind].append(token)
        else:
            drawers[kind] = [token]
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
