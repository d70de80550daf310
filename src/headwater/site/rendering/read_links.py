"""Links and embeds → pieces, or Markdown that the parser reads alike."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import quote

from headwater.site.rendering import links, media
from headwater.site.rendering.lines import without_false_markup
from headwater.site.rendering.marks import without_bad_references
from headwater.site.rendering.names import EmbeddedText
from headwater.site.rendering.pieces import Embed
from headwater.site.rendering.reading import Reading
from headwater.vault.links import link_of
from headwater.vault.notes import Link
from headwater.vault.plain import link_words
from headwater.vault.tokens import Citation, MarkdownLink, Url, Wikilink

_NOT_IN_DESTINATION = re.compile(r"[\s<>()]")
# Not behind what may be the marker of a list, a quotation or a footnote.
_SPACE_BEHIND_WORD = re.compile(r"(?<=[\w,;!?’”\"'…]) +\Z")
_DEFINITION = re.compile(r"[ \t>]{0,8}\[(?!\^)[^\[\]\n]+\]:[ \t]*")


def read_wikilink(reading: Reading, token: Wikilink) -> int:
    """`[[…]]` → a link, `![[…]]` → what it shows."""
    link = link_of(token, reading.text, 0)
    part = reading.part
    reading.put(
        _embed(reading, link) if token.embed else links.wikilink(link, reading.names, part.origin, part.home)
    )
    return token.end


def _embed(reading: Reading, link: Link) -> str | Embed:
    part = reading.part
    words = link_words(link.target, link.subpath, media.words_and_size(link.alias)[0])
    if part.inline:
        return links.wikilink(link._replace(alias=words), reading.names, part.origin, part.home)
    target = reading.names.embedded(link, part.origin)
    if isinstance(target, EmbeddedText):
        # What is shown is looked for with less care for signs than where it is on its page.
        place = link.subpath if reading.names.holds(link, part.origin) else ""
        return Embed(target, link.subpath, words, place)
    if target is None:
        return links.missing(escape(words, quote=False))
    return media.shown_file(target, link.subpath, link.alias)


def read_markdown_link(reading: Reading, token: MarkdownLink) -> int:
    """The end of `[…](destination "title")`; what it leads to is decided in `elements`."""
    # Angle brackets would be a tag wherever the parser sees no link, so they go; the escapes mean the same.
    destination = _NOT_IN_DESTINATION.sub(lambda match: quote(match[0], safe=""), token.destination)
    title = without_false_markup(token.title)
    reading.out.append(f"]({without_bad_references(destination)}{title})")
    return token.end


def read_citation(reading: Reading, token: Citation) -> int:
    """A citation → as the style has it; one of nothing known stays as it is."""
    part = reading.part
    written = reading.text[token.start : token.end]
    cited = reading.names.cited(written, part.origin, briefly=part.inline or part.home is not None)
    if cited is None:
        reading.put_text(token.start, token.end)
    else:
        if cited.startswith("<sup>") and reading.out:
            # A raised number stands right behind its word.
            reading.out[-1] = _SPACE_BEHIND_WORD.sub("", reading.out[-1])
        reading.put(cited)
    return token.end


def read_url(reading: Reading, token: Url) -> int:
    """An address in running text → a link."""
    put_url(reading, reading.text[token.start : token.end], token.start)
    return token.end


def put_url(reading: Reading, url: str, start: int) -> None:
    """Write an address as a link; in `[label]: address`, which only the parser reads, it stays as it is."""
    url = without_bad_references(url)
    text = reading.text
    after_label = text[max(start - 6, 0) : start].rstrip(" \t").endswith("]:")
    if after_label and _DEFINITION.fullmatch(text, text.rfind("\n", 0, start) + 1, start):
        reading.out.append(url)
    else:
        reading.put(links.bare_url(url))
