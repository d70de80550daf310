"""Files of the Citation Style Language 1.0, read with care: a vault may come from anybody.

What pandoc would choke on, hang at or resolve from elsewhere is refused here, with the file's name.
Source of the format: https://docs.citationstyles.org/en/stable/specification.html
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

# What makes this parser unsafe, entities, needs a document type, and none gets to it.
from xml.etree import ElementTree as ET

from headwater.errors import CitationError

NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
"""What stands before the name of each element of a style."""

MOST_BYTES = 2_000_000
"""The largest style there is has a quarter of a million."""

MOST_ELEMENTS = 100_000_000
"""The elements a style may come to with every macro in its place; Chicago's comes to 2,400,000."""

DEEPEST = 100
"""How deep elements may nest."""

_HINT = "get it anew from https://www.zotero.org/styles, or set `style` in [citations] to another"

ET.register_namespace("", NAMESPACE[1:-1])


def parsed(data: bytes, place: str) -> ET.Element:
    """Read a style file.

    Args:
        data: Its bytes.
        place: What errors call it.

    Raises:
        CitationError: It is no style of CSL 1.0, or one that pandoc cannot use.
    """
    reason = ""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise broken(place, "it is not UTF-8") from None
    if len(data) > MOST_BYTES:
        reason = f"it is larger than {MOST_BYTES:,} bytes"
    elif "<!DOCTYPE" in text or "<!ENTITY" in text:
        reason = "it has a document type, which may hold entities"
    if reason:
        raise broken(place, reason)
    try:
        # Text, not bytes: so no other encoding that the file may claim can hide a document type.
        style = ET.fromstring(text)  # noqa: S314 - without a document type there is nothing to expand
    except ET.ParseError as error:
        raise broken(place, f"it is no XML: {error}") from error
    if style.tag != f"{NAMESPACE}style":
        raise broken(place, "its outermost element is not the <style> of CSL 1.0")
    if _deeper_than(style, DEEPEST):
        raise broken(place, f"its elements nest deeper than {DEEPEST}")
    _name_before_label(style)
    return style


def _name_before_label(style: ET.Element) -> None:
    """Write out that a label stands behind the names if there is no `<name>`; pandoc puts it before them."""
    for names in style.iter(f"{NAMESPACE}names"):
        if names.find(f"{NAMESPACE}label") is not None and names.find(f"{NAMESPACE}name") is None:
            names.insert(0, ET.Element(f"{NAMESPACE}name"))


def parent_of(style: ET.Element) -> str:
    """The name of the style that a dependent style stands for; empty for an independent one."""
    for link in style.iterfind(f"{NAMESPACE}info/{NAMESPACE}link"):
        if link.get("rel") == "independent-parent":
            return name_in(link.get("href") or "")
    return ""


def name_in(address: str) -> str:
    """The name at the end of a style's address, as in `http://www.zotero.org/styles/apa`."""
    return address.rstrip("/").rpartition("/")[2].removesuffix(".csl")


def check_layouts(style: ET.Element, place: str) -> None:
    """See to it that an independent style cites something and comes to an end.

    Raises:
        CitationError: It has no layout for citations, or its macros are missing, circular or too many.
    """
    if style.find(f"{NAMESPACE}citation/{NAMESPACE}layout") is None:
        raise broken(place, "it has no layout for citations")
    macros = {macro.get("name") or "": macro for macro in style.iterfind(f"{NAMESPACE}macro")}
    sizes: dict[str, int] = {}
    for name in _callees_first(macros, place):
        sizes[name] = _size(macros[name], sizes)
    if sum(_size(part, sizes) for part in style if part.tag != f"{NAMESPACE}macro") > MOST_ELEMENTS:
        raise broken(place, f"its macros come to more than {MOST_ELEMENTS:,} elements")
    for element in style.iter():
        called = element.get("macro")
        if called is not None and called not in macros:
            raise broken(place, f"there is no macro “{called}”")


def broken(place: str, reason: str) -> CitationError:
    """The error for a style file that cannot be used."""
    return CitationError(f"{place}: this citation style cannot be used: {reason}", hint=_HINT)


def _deeper_than(style: ET.Element, most: int) -> bool:
    level = [style]
    for _ in range(most):
        level = [child for element in level for child in element]
    return bool(level)


def _calls(macro: ET.Element) -> Iterator[str]:
    return (name for element in macro.iter() if (name := element.get("macro")) is not None)


def _size(part: ET.Element, sizes: dict[str, int]) -> int:
    return sum(1 + sizes.get(element.get("macro") or "", 0) for element in part.iter())


def _callees_first(macros: dict[str, ET.Element], place: str) -> list[str]:
    """Names of macros so that each comes after all that it calls (Kahn's algorithm).

    Raises:
        CitationError: Some call each other in a circle.
    """
    called = {name: {call for call in _calls(macro) if call in macros} for name, macro in macros.items()}
    waiting = Counter({name: len(calls) for name, calls in called.items()})
    callers: dict[str, list[str]] = {}
    for name, calls in called.items():
        for call in calls:
            callers.setdefault(call, []).append(name)
    order = [name for name in macros if not waiting[name]]
    for name in order:  # grows while it is walked
        for caller in callers.get(name, ()):
            waiting[caller] -= 1
            if not waiting[caller]:
                order.append(caller)
    if len(order) < len(macros):
        circle = ", ".join(sorted(set(macros) - set(order))[:3])
        raise broken(place, f"macros call each other in a circle: {circle}")
    return order
