"""Small pieces of HTML that many pages share.

Every text given to them is plain: it gets escaped, and loses the characters that no HTML document may hold.
"""

from __future__ import annotations

import re
from html import escape
from typing import NamedTuple

from headwater.publication import PublicNote
from headwater.site.rendering.marks import attribute, clean, is_printable
from headwater.site.wording import Words
from headwater.vault.notes import Dates

_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_REGISTERS = {
    "DOI": "https://doi.org/",
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/",
    "PMCID": "https://www.ncbi.nlm.nih.gov/pmc/articles/",
}
"""Where identifiers of each sort are resolved."""


def text(words: str) -> str:
    """Plain text between tags."""
    # `clean` asks this as well, and `html.escape` does the rest: here, they cost the hundreds of thousands of
    # texts of a site no calls.
    safe = words if is_printable(words) else clean(words)
    return safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def anchor(href: str, words: str, css_class: str = "") -> str:
    """A link within the site; its address is percent-encoded already, as `Addresses` gives it."""
    named = f' class="{css_class}"' if css_class else ""
    return f'<a{named} href="{escape(href)}">{text(words)}</a>'


def external(href: str, words: str) -> str:
    """A link that leaves the site."""
    return f'<a class="external" rel="noopener noreferrer" href="{attribute(href)}">{text(words)}</a>'


def leaving(html: str) -> str:
    """A formatted citation as pages show it: its links to the web leave the site."""
    return html.replace('<a href="http', '<a class="external" rel="noopener noreferrer" href="http')


def linked(words: str) -> str:
    """Plain text in which web addresses are links, such as a citation."""
    if "://" not in words:
        return text(words)
    pieces: list[str] = []
    position = 0
    for match in _ADDRESS.finditer(words):
        address = match[0].rstrip(".,;:")
        pieces += (text(words[position : match.start()]), external(address, address))
        position = match.start() + len(address)
    return "".join([*pieces, text(words[position:])])


def identifier(name: str, value: str) -> str:
    """An identifier of a source, such as its DOI, as a link to where it is registered."""
    if name == "URL":
        return linked(value)
    return external(_REGISTERS[name] + value, value) if name in _REGISTERS else text(value)


def count(number: int) -> str:
    """How many there are of what stands before it."""
    return f'<span class="count">{number}</span>'


def badge(words: Words, note: PublicNote) -> str:
    """What tells the author, in the preview, that a note is not published; nothing on a published one."""
    return f' <span class="badge">{text(words("not-published"))}</span>' if note.withheld else ""


def row_class(note: PublicNote) -> str:
    """The class of a table row for a note that is not published; nothing on a published one."""
    return ' class="is-withheld"' if note.withheld else ""


class Stamps(NamedTuple):
    """When a note came to be and last changed, as ISO 8601 writes it; empty where that is not known."""

    created: str
    updated: str


def stamps(dates: Dates) -> Stamps:
    """Dates as text: pages say them more than once."""
    created, updated = dates
    return Stamps(created.isoformat() if created else "", updated.isoformat() if updated else "")


def time(stamp: str) -> str:
    """A date, as `Stamps` has it, as a `time` element; nothing where there is none."""
    return f'<time datetime="{stamp}">{stamp[:10]}</time>' if stamp else ""


def shortened(words: str, length: int) -> str:
    """Text on one line, cut at a word's end, with an ellipsis where something was cut."""
    # Most are on one line as they should be: no space but the plain one is printable.
    if "  " in words or not is_printable(words) or words != words.strip():
        words = " ".join(words.split())
    if len(words) <= length:
        return words
    return (words[:length].rpartition(" ")[0] or words[:length]).rstrip(",;:") + "…"
