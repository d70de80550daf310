"""Styles rewritten so that pandoc formats many works at once, each as if it were the only one.

A bibliography tells works apart and orders them: a dash for an author named above, 2017a and 2017b, initials
where two share a family name, numbers. An entry that is kept and shown wherever its source is must hold none
of that. The rules are those of CSL 1.0.2, under "Bibliography-specific Options" and "Disambiguation":
https://docs.citationstyles.org/en/stable/specification.html
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from headwater.bibliography.style_files import NAMESPACE, parsed
from headwater.bibliography.styles import Style

_COMPARING = (
    "subsequent-author-substitute",
    "subsequent-author-substitute-rule",
    "second-field-align",
    "disambiguate-add-givenname",
    "disambiguate-add-names",
    "disambiguate-add-year-suffix",
    "givenname-disambiguation-rule",
    "collapse",
)
"""Attributes that let the other works decide how one of them looks."""

_PLACES = frozenset({"citation-number", "citation-label", "year-suffix"})
"""Variables that only mean something in a list or in the text that cites."""

_OPENING = ("(", "[")
_POSITIONS = "position"


def for_single_works(style: Style, *, as_cited: bool = False) -> str:
    """A style whose bibliography entries depend on their work alone, and whose citations are nothing.

    Args:
        style: A style.
        as_cited: Whether entries are to be what it prints where it cites a work for the first time. Without a
            bibliography they are so in any case.

    Returns:
        CSL, for pandoc alone.
    """
    root = parsed(style.text.encode(), style.name)
    citation = root.find(f"{NAMESPACE}citation")
    bibliography = root.find(f"{NAMESPACE}bibliography")
    if citation is not None and (as_cited or bibliography is None):
        if bibliography is not None:
            root.remove(bibliography)
        root.append(_bibliography_of(citation))
    for element in list(root.iter()):
        _take_out(element)
    if citation is not None:
        root[list(root).index(citation)] = _shortest_citation()  # pandoc wants one
    return ET.tostring(root, "unicode")


def _take_out(element: ET.Element) -> None:
    """Rid an element of what compares works: attributes, conditions, and children that are such variables."""
    for name in _COMPARING:
        element.attrib.pop(name, None)
    if "disambiguate" in element.attrib:
        # Alone, no work is ambiguous. In a bibliography no position holds: a test that is false as well.
        del element.attrib["disambiguate"]
        element.set(_POSITIONS, "subsequent")
    for child in list(element):
        if child.tag == f"{NAMESPACE}sort" or child.get("variable") in _PLACES:
            element.remove(child)


def _bibliography_of(citation: ET.Element) -> ET.Element:
    """The layout of first citations as that of a bibliography."""
    bibliography = ET.Element(f"{NAMESPACE}bibliography", citation.attrib)
    for child in citation:
        # A copy: what stands in the text is replaced below.
        bibliography.append(ET.fromstring(ET.tostring(child)))  # noqa: S314 - our own output
    for layout in bibliography.iterfind(f"{NAMESPACE}layout"):
        layout.attrib.pop("delimiter", None)
        if layout.get("prefix") in _OPENING:  # in a list nothing is put in parentheses
            layout.attrib.pop("prefix", None)
            layout.attrib.pop("suffix", None)
    for test in bibliography.iter():
        if set(test.attrib) == {_POSITIONS} and "first" in test.attrib[_POSITIONS].split():
            test.attrib["match"] = "none"  # in a bibliography no position holds, so none is what comes true
    return bibliography


def _shortest_citation() -> ET.Element:
    """Citations that take no time; each another text, or pandoc would try to tell them apart."""
    citation = ET.Element(f"{NAMESPACE}citation")
    layout = ET.SubElement(citation, f"{NAMESPACE}layout")
    ET.SubElement(layout, f"{NAMESPACE}text", {"variable": "citation-number"})
    return citation
