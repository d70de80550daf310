"""Styles without what they say of types of works that are not cited.

Pandoc reads the whole style for each page that cites, which is most of its time: 50 ms for Chicago's, whose
200 kB are rules for two dozen types of works. A page cites two or three of them. What is left out here are
branches that cannot come true, macros that nobody calls, and white space; so citations stay the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree as ET

from headwater.bibliography.style_files import NAMESPACE, parsed
from headwater.bibliography.styles import Style

Types = frozenset[str]
"""Types of works as CSL names them: `article-journal`, `book`."""


class Narrower:
    """A style, ready to be cut down for one set of types after the other."""

    def __init__(self, style: Style) -> None:
        self._root = parsed(style.text.encode(), style.name)
        self._macros = {macro.get("name"): macro for macro in self._root.iterfind(f"{NAMESPACE}macro")}

    def narrowed(self, types: Types) -> str:
        """The style as CSL, with which works of these types are cited as with the whole of it."""
        kept = [part for part in self._root if part.tag not in _LEFT_OUT]
        root = ET.Element(self._root.tag, self._root.attrib)
        root.extend(_copy(part, types) for part in kept)
        called: set[str | None] = set()
        waiting = set(_calls(root))
        while waiting:
            name = waiting.pop()
            called.add(name)
            macro = self._macros.get(name)
            if macro is not None:
                root.append(_copy(macro, types))
                waiting.update(set(_calls(root[-1])) - called)
        return ET.tostring(root, "unicode")


_LEFT_OUT = frozenset({f"{NAMESPACE}info", f"{NAMESPACE}macro"})
_CHOOSE = f"{NAMESPACE}choose"
_IF, _ELSE_IF, _ELSE = (f"{NAMESPACE}{name}" for name in ("if", "else-if", "else"))


class _Branch(NamedTuple):
    """A branch of a choice, as far as types decide it."""

    can_hold: bool
    """Whether it can come true."""

    always: bool
    """Whether it comes true for all that get to it."""

    tests: dict[str, str]
    """Its conditions, without those that are known."""

    inside: Types
    """The types that can get into it."""

    behind: Types
    """The types that can get to the next branch."""


def _calls(part: ET.Element) -> Iterator[str]:
    return (name for element in part.iter() if (name := element.get("macro")))


def _copy(element: ET.Element, types: Types) -> ET.Element:
    copied = ET.Element(element.tag, element.attrib)
    copied.text = element.text if (element.text or "").strip() else None
    copied.extend(_children(element, types))
    return copied


def _children(element: ET.Element, types: Types) -> Iterator[ET.Element]:
    for child in element:
        if child.tag == _CHOOSE:
            yield from _choice(child, types)
        else:
            yield _copy(child, types)


def _choice(choose: ET.Element, types: Types) -> Iterator[ET.Element]:
    """What a choice comes to for these types: a smaller choice, the inside of its one branch, or nothing."""
    smaller = ET.Element(_CHOOSE)
    for written in choose:
        branch = _decided(written, types)
        types = branch.behind
        if not branch.can_hold:
            continue
        if branch.always and not len(smaller):
            yield from _children(written, branch.inside)
            return
        tag = _ELSE if branch.always else _ELSE_IF if len(smaller) else _IF
        ET.SubElement(smaller, tag, branch.tests).extend(_children(written, branch.inside))
        if branch.always:
            break
    if len(smaller):
        yield smaller


def _decided(branch: ET.Element, types: Types) -> _Branch:
    """Decide a branch as far as its test of types does.

    `match` says whether one of its tests, all or none must hold; without it, all. A test of several types is
    as many tests.
    """
    if branch.tag == _ELSE:
        return _Branch(bool(types), always=True, tests={}, inside=types, behind=frozenset())
    tests = dict(branch.attrib)
    tested = frozenset(tests.get("type", "").split())
    alone = set(tests) <= {"type", "match"}
    match tests.get("match", "all"):
        case "any" if tested:
            return _any(tests, tested & types, types, alone=alone)
        case "all" if len(tested) == 1:
            return _any(tests, tested & types, types, alone=True) if alone else _all(tests, tested, types)
        case "none" if tested and alone:
            inside = types - tested
            always = not types & tested
            return _Branch(bool(inside), always, {} if always else tests, inside, types & tested)
    return _Branch(can_hold=bool(types), always=False, tests=tests, inside=types, behind=types)


def _any(tests: dict[str, str], hit: Types, types: Types, *, alone: bool) -> _Branch:
    """A branch for which one of its tests is enough; types alone are tested, or there are others."""
    if alone:
        always = hit == types
        return _Branch(bool(hit), always, {} if always else tests, hit, types - hit)
    if not hit:
        del tests["type"]
    return _Branch(can_hold=bool(types), always=False, tests=tests, inside=types, behind=types)


def _all(tests: dict[str, str], tested: Types, types: Types) -> _Branch:
    """A branch for which a type and something else must hold."""
    inside = tested & types
    return _Branch(can_hold=bool(inside), always=False, tests=tests, inside=inside, behind=types)
