"""What the parser's elements become: links, images, headings, tables, tasks."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from typing import Final

from headwater.site.rendering import links, media
from headwater.site.rendering.marks import LESS, PLACEHOLDER, attribute, clean, without_tags
from headwater.site.rendering.tree import HEADINGS, Tree

AS_IS: Final = "data-as-is"
"""An attribute by which `source` marks tags of a trusted author that stay as they are."""

_PARENTS: Final = {
    "dd": {"dl"},
    "dt": {"dl"},
    "li": {"ol", "ul"},
    "rp": {"ruby"},
    "rt": {"ruby"},
    "summary": {"details"},
}
"""Elements that make sense, and are well-formed, directly within these alone."""

_ALIGN = re.compile(r'align="(?P<side>[^"]*)"')
_VOID = frozenset(
    {"area", "base", "col", "embed", "hr", "input", "link", "meta", "param", "source", "track", "wbr"}
)


def start(tree: Tree, name: str, attributes: str, tag: str) -> None:
    """Write the start of an element.

    Args:
        tree: Where to.
        name: The element's name, in small letters.
        attributes: What stands between the name and the `>`.
        tag: The whole tag.
    """
    if PLACEHOLDER.search(attributes) or LESS in attributes:
        attributes = _without_placeholders(tree, attributes)
        tag = f"<{name}{attributes}>"
    if AS_IS in attributes:
        _start_as_is(tree, name, tag.replace(f" {AS_IS}", "", 1))
    elif name in _STARTS:
        _STARTS[name](tree, name, attributes)
    elif name == "br":
        tree.line_break(tag)
    elif name in _PARENTS and tree.open[-1].tag not in _PARENTS[name]:
        tree.start(name, "", "")
    else:
        _start_as_is(tree, name, tag)


def box(tree: Tree, *, done: bool) -> None:
    """Write the box of a task, and mark the list item it stands in."""
    item = tree.open[-1] if tree.open[-1].role == "li" else tree.open[max(len(tree.open) - 2, 0)]
    if item.role == "li" and item.end:
        tree.out[item.at] = f'<li class="task{" done" if done else ""}">'
    label = f' aria-label="{attribute(tree.page.words("text.done" if done else "text.to-do"))}"'
    state = f" checked{label}" if done else label
    tree.out.append(f'<input type="checkbox" disabled{state}> ')


def _without_placeholders(tree: Tree, attributes: str) -> str:
    """Attributes with the words of the pieces in them: nothing within a tag becomes a tag."""

    def words(match: re.Match[str]) -> str:
        piece = tree.part.pieces[int(match[1])]
        return escape(without_tags(piece)) if isinstance(piece, str) else ""

    return clean(PLACEHOLDER.sub(words, attributes.replace(LESS, "&lt;")))


def _start_as_is(tree: Tree, name: str, tag: str) -> None:
    if name in _VOID or name == "img":
        tree.out.append(tag)
    else:
        tree.start(name, tag, f"</{name}>")


def _heading(tree: Tree, name: str, _attributes: str) -> None:
    """A heading below the page's own `<h1>`; its start tag is written at its end."""
    nested = any(element.role in HEADINGS for element in tree.open)
    tree.start(name, "", "" if nested else f"</h{tree.heading_level(int(name[1]))}>")


def _table(tree: Tree, name: str, attributes: str) -> None:
    label = attribute(tree.page.words("text.table"))
    region = f'<div class="table-scroll" tabindex="0" role="region" aria-label="{label}">'
    tree.start(name, f"{region}<table{attributes}>", "</table></div>")


def _cell(tree: Tree, name: str, attributes: str) -> None:
    tree.start(name, f"<{name}{_ALIGN.sub(_aligned, attributes)}>", f"</{name}>")


def _aligned(match: re.Match[str]) -> str:
    return f'class="align-{match["side"]}"' if match["side"] in {"left", "center", "right"} else ""


def _link(tree: Tree, name: str, attributes: str) -> None:
    found = dict(links.attributes_of(attributes))
    href = unescape(found.get("href", ""))
    opening, end = "", ""
    if href and not tree.links:
        part = tree.part
        opening, end = links.markdown_opening(href, tree.page.names, part.origin, part.home)
    if opening and found.get("title") and "title=" not in opening:
        opening = f'{opening[:-1]} title="{found["title"]}">'
    tree.start(name, opening, end)


def _image(tree: Tree, _name: str, attributes: str) -> None:
    found = {key: unescape(value) for key, value in links.attributes_of(attributes)}
    alias, width, height = found.get("alt", ""), found.get("width", ""), found.get("height", "")
    if width.isdecimal():
        alias = f"{alias}|{width}x{height}" if height.isdecimal() else f"{alias}|{width}"
    tree.finished(media.image(found.get("src", ""), alias, tree.page, tree.part))


_STARTS: Final[dict[str, Callable[[Tree, str, str], None]]] = {
    "a": _link,
    "img": _image,
    "table": _table,
    "td": _cell,
    "th": _cell,
    **dict.fromkeys(HEADINGS, _heading),
}
