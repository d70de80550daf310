"""SVG → SVG in which nothing runs and which loads nothing: an allow-list over what an XML parser reads.

What is written is made anew from what was read, so no two programs can read it differently: elements and
attributes of three namespaces with fixed prefixes, every text and value escaped, no declaration of a
document type, no processing instruction, no comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from headwater.site.svg.css import harmless
from headwater.site.svg.names import ATTRIBUTES, ELEMENTS, SVG, WORDS, XHTML, XLINK, XML

_SEPARATOR = "\x1f"
"""Stands between a namespace and a name; XML has no such character."""

_SPACE = re.compile(r"[\x00-\x20\x7f-\xa0]+")
_PART = re.compile(r"#[^\s<>\\]*\Z")
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif)(?:;[a-z0-9=-]+)*,", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s]", re.IGNORECASE)
_PICTURES = frozenset({"image", "feImage"})
_NAMESPACES = f'xmlns="{SVG}" xmlns:xlink="{XLINK}"'


class SvgError(Exception):
    """A file is no drawing that can be read: no SVG, no XML, or XML with declarations that expand."""


def cleaned(source: bytes) -> bytes:
    """A drawing with nothing in it but what draws.

    Args:
        source: An SVG file.

    Raises:
        SvgError: It is none, or it cannot be read.
    """
    reading = _Reading()
    _parse(source, reading)
    return "".join([*reading.out, "\n"]).encode()


def check(source: bytes) -> None:
    """Make sure that a drawing can be cleaned.

    Raises:
        SvgError: It cannot.
    """
    _parse(source, None)


def _parse(source: bytes, reading: _Reading | None) -> None:
    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    parser.EntityDeclHandler = _refuse_entity
    parser.StartElementHandler = _Root(parser, reading).start
    if reading is not None:
        parser.buffer_text = True
        parser.EndElementHandler = reading.end
        parser.CharacterDataHandler = reading.text
    try:
        parser.Parse(source, True)
    except expat.ExpatError as error:
        raise SvgError(str(error)) from error
    except (LookupError, ValueError) as error:  # an encoding that Python does not know or cannot use
        raise SvgError("it is in an encoding that cannot be read") from error


def _refuse_entity(*_declaration: object) -> None:
    raise SvgError("it declares entities")


class _Root:
    """Looks at the first element alone, and leaves the others to a reading, if there is one."""

    def __init__(self, parser: expat.XMLParserType, reading: _Reading | None) -> None:
        self._parser = parser
        self._reading = reading

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin the document."""
        if name != f"{SVG}{_SEPARATOR}svg":
            raise SvgError("it is no SVG: its first element is not `svg` of SVG's namespace")
        self._parser.StartElementHandler = self._reading.start if self._reading else None
        if self._reading:
            self._reading.start(name, attributes)


class _Reading:
    """What is kept of a drawing while it is read."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self._open: list[str] = []
        """The names of the elements that are open, as they are written."""

        self._dropped = 0
        """How many elements are open of which nothing is kept."""

        self._style: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        space, _, local = name.rpartition(_SEPARATOR)
        if self._dropped or not self._is_kept(space, local):
            self._dropped += 1
            return
        written = f"html:{local}" if space == XHTML else local
        extra = f" {_NAMESPACES}" if not self._open else ""
        if space == XHTML:
            extra = f' xmlns:html="{XHTML}"'
        self._open.append(written)
        self.out.append(f"<{written}{extra}{''.join(_attributes(local, attributes))}>")

    def end(self, _name: str) -> None:
        """An element ends."""
        if self._dropped:
            self._dropped -= 1
            return
        if self._open[-1] == "style":
            self.out.append(escape(harmless("".join(self._style))))
            self._style.clear()
        self.out.append(f"</{self._open.pop()}>")

    def text(self, text: str) -> None:
        """Text, perhaps a part of it."""
        if self._dropped:
            return
        if self._open and self._open[-1] == "style":
            self._style.append(text)
        else:
            self.out.append(escape(text))

    def _is_kept(self, space: str, local: str) -> bool:
        """Whether an element is kept: words of HTML in their boxes, drawing everywhere else."""
        parent = self._open[-1] if self._open else ""
        in_words = parent == "foreignObject" or parent.startswith("html:")
        if space == XHTML:
            return in_words and local in WORDS
        return space == SVG and local in ELEMENTS and not in_words and parent != "style"


def _attributes(element: str, given: Mapping[str, str]) -> Iterator[str]:
    """The attributes of an element that are kept, as they are written."""
    for name, value in given.items():
        space, _, local = name.rpartition(_SEPARATOR)
        if local == "href" and space in {"", XLINK}:
            address = _address(element, value)
            if address:
                yield f" {'xlink:' if space else ''}href={quoteattr(address)}"
        elif space == XML and local in {"space", "lang"}:
            yield f" xml:{local}={quoteattr(value)}"
        elif not space and (local in ATTRIBUTES or local.startswith("aria-")):
            # Most of these are CSS, and browsers read them as such.
            plain = "(" not in value and "\\" not in value and "/*" not in value
            yield f" {local}={quoteattr(value if plain else harmless(value))}"


def _address(element: str, value: str) -> str:
    """What an element refers to; empty for what it must not."""
    value = value.strip()
    if _PART.match(value):
        return value
    if element in _PICTURES and _PICTURE.match(value):
        return _SPACE.sub("", value)
    return value if element == "a" and _ADDRESS.match(value) and not _SPACE.search(value) else ""
