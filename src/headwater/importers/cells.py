"""One cell of a frozen table: Dataview's HTML of a link, a claim or a citation, as Markdown and as text.

Metadata Menu puts an icon beside links (`<a class="metadata-menu fileclass-icon"><svg>…`): that is noise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from headwater.importers.escaping import Piece, markdown_line

_SPACE = re.compile(r"[ \t-\r\x1c-\x1f\x85\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufeff]")
_WEB = re.compile(r"(?:https?://|mailto:)[^\s<>]+")
_SAFE_BARE = re.compile(r"[^\s<>\[\]|\"`*_~$\\^]+[\w/]")
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~", "mark": "=="}
_KEPT = frozenset({"sup", "sub", "u", "kbd"})
"""Elements that Markdown has no sign for and Obsidian takes as HTML."""
_NOISE = frozenset({"svg", "script", "style", "template", "mjx-container"})
_BREAKS = frozenset({"br", "p", "div", "li", "ul", "ol"})


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows."""

    text: str
    """The text as readers see it, on one line; a web link whose words are not its address has both."""

    markdown: str
    """The same as Markdown: links to notes are wikilinks with the path or name the page has."""

    targets: tuple[str, ...] = ()
    """What the links to notes name, as written, in their order."""

    names_note: bool = False
    """Whether the cell is a link to one note and nothing else, as a row's note is written."""


@dataclass(slots=True)
class _Line:
    """A line of a cell while it is read."""

    item: bool = False
    """Whether it is the item of a list."""
    pieces: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class _Capture:
    """An element that is written only when its whole text is known: a link or code."""

    tag: str
    attributes: Mapping[str, str]
    text: str = ""


class CellReader:
    """Takes the tags and the text inside one cell, in their order, and gives the `Cell`."""

    def __init__(self) -> None:
        self._lines = [_Line()]
        self._marks: list[tuple[str, _Line, int]] = []
        self._capture: _Capture | None = None
        self._noise: list[str] = []
        self._targets: list[str] = []
        self._shown: list[str] = []

    def open(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag with its attributes."""
        if self._noise:
            self._noise += [tag] if tag == self._noise[0] else []
        elif tag in _NOISE or "fileclass-icon" in attributes.get("class", "").split():
            self._noise.append(tag)
        elif tag in _BREAKS:
            self._break(item=tag == "li")
        elif self._capture is not None:
            pass
        elif tag in {"a", "code"}:
            self._capture = _Capture(tag, attributes)
        elif tag in _MARKS or tag in _KEPT:
            self._marks.append((tag, self._lines[-1], len(self._lines[-1].pieces)))

    def close(self, tag: str) -> None:
        """Take an end tag."""
        if self._noise:
            if tag == self._noise[0]:
                self._noise.pop()
        elif tag in _BREAKS:
            self._break(item=False)
        elif self._capture is not None and tag == self._capture.tag:
            captured, self._capture = self._capture, None
            self._write_code(captured) if tag == "code" else self._write_link(captured)
        elif any(mark[0] == tag for mark in self._marks):
            self._close_mark(tag)

    def text(self, data: str) -> None:
        """Take text, character references decoded."""
        data = _CONTROL.sub("", _SPACE.sub(" ", data))
        if self._noise:
            return
        if self._capture is not None:
            self._capture.text += data
        else:
            self._add(data, data, literal=True)

    def cell(self) -> Cell:
        """Everything taken so far."""
        if self._capture is not None:
            self._write_link(self._capture)
            self._capture = None
        lines = [(line.item, markdown_line(line.pieces)) for line in self._lines]
        lines = [(item, text) for item, text in lines if text]
        marked = len(lines) > 1
        markdown = "\n".join(f"- {text}" if item and marked else text for item, text in lines)
        literal = any(piece.literal and piece.text.strip() for line in self._lines for piece in line.pieces)
        names_note = len(self._targets) == 1 and not literal and not markdown.count("\n")
        return Cell(_SPACE.sub(" ", "".join(self._shown)).strip(), markdown, tuple(self._targets), names_note)

    def _add(self, text: str, shown: str, *, literal: bool) -> None:
        self._lines[-1].pieces.append(Piece(text, literal))
        self._shown.append(shown)

    def _break(self, *, item: bool) -> None:
        self._shown.append(" ")
        if self._lines[-1].pieces:
            self._lines.append(_Line(item))
        else:
            self._lines[-1].item = item or self._lines[-1].item

    def _close_mark(self, tag: str) -> None:
        """Put the signs around what came since the element began, white space left outside them."""
        opened, line, start = self._marks.pop()
        while opened != tag:
            opened, line, start = self._marks.pop()
        if line is not self._lines[-1]:
            return
        inner = line.pieces[start:]
        first, last = ("" if not inner else inner[0].text), ("" if not inner else inner[-1].text)
        if not "".join(piece.text for piece in inner).strip():
            return
        inner[0] = Piece(first.lstrip(" "), inner[0].literal)
        inner[-1] = Piece(inner[-1].text.rstrip(" "), inner[-1].literal)
        before, after = (f"<{tag}>", f"</{tag}>") if tag in _KEPT else (_MARKS[tag], _MARKS[tag])
        line.pieces[start:] = [
            Piece(" " * first.startswith(" ") + before, literal=False),
            *inner,
            Piece(after + " " * last.endswith(" "), literal=False),
        ]

    def _write_code(self, code: _Capture) -> None:
        runs = [len(run) for run in re.findall(r"`+", code.text)]
        fence = "`" * (max(runs, default=0) + 1)
        pad = " " if code.text.startswith("`") or code.text.endswith("`") else ""
        if code.text.strip():
            self._add(f"{fence}{pad}{code.text}{pad}{fence}", code.text, literal=False)

    def _write_link(self, link: _Capture) -> None:
        classes = link.attributes.get("class", "").split()
        target = _CONTROL.sub("", link.attributes.get("data-href", "")).strip()
        address = link.attributes.get("href", "").strip()
        if "tag" in classes and link.text.startswith("#"):
            self._add(link.text, link.text, literal=False)
        elif target and not _WEB.match(target):
            self._targets.append(target)
            self._write_wikilink(target, link.text.strip())
        elif _WEB.fullmatch(address):
            self._write_web_link(address, link.text.strip())
        else:
            self._add(link.text, link.text, literal=True)

    def _write_wikilink(self, target: str, text: str) -> None:
        name = target.removesuffix(".md")
        if re.search(r"[\[\]|\n]", name):
            self._add(text or name, text or name, literal=True)
        elif re.search(r"[\[\]\\]", text):
            label = markdown_line([Piece(text, literal=True)])
            label = re.sub(r"(?<!\\)([\[\]])", r"\\\1", label)
            self._add(f"[{label}]({quote(name, safe='/#')})", text, literal=False)
        else:
            alias = "" if text in {"", name} else f"|{text}"
            self._add(f"[[{name}{alias}]]", text or name, literal=False)

    def _write_web_link(self, address: str, text: str) -> None:
        if text in {"", address}:
            bare = _SAFE_BARE.fullmatch(address)
            self._add(address if bare else f"<{address}>", address, literal=False)
        else:
            label = re.sub(r"(?<!\\)([\[\]])", r"\\\1", markdown_line([Piece(text, literal=True)]))
            self._add(f"[{label}](<{address}>)", f"{text} ({address})", literal=False)
