"""Works of a library formatted as entries of a bibliography, each as if it were the only one.

Only works that were not formatted before are given to pandoc, all of them in one run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import xxhash

from headwater._version import __version__
from headwater.bibliography.citing import Page, encoded, run_citing
from headwater.bibliography.formatted import Formatted
from headwater.bibliography.inline_html import cleaned, plain_text
from headwater.bibliography.items import Item
from headwater.bibliography.pandoc import pandoc_program
from headwater.bibliography.rewriting import for_single_works
from headwater.bibliography.styles import Style

_NOTHING = "[CSL STYLE ERROR: reference with no printed form.]"


def fingerprint(item: Item, style: Style, locale: str) -> bytes:
    """What a work's entry depends on: its data, the style, the locale, the programs; not its citekey."""
    data = {name: value for name, value in item.data.items() if name != "id"}
    return xxhash.xxh3_128_digest(b"\0".join((style.digest, locale.encode(), _engine(), encoded(data))))


def formatted(
    items: Iterable[Item], style: Style, locale: str, kept: Mapping[bytes, Formatted]
) -> dict[bytes, Formatted]:
    """Format works.

    Args:
        items: The works.
        style: How.
        locale: In which language, as in `en-US`.
        kept: What an earlier call gave, for any works, styles and locales.

    Returns:
        By `fingerprint` the entry of each of `items`, and nothing else: what to keep for the next call.

    Raises:
        CitationError: The locale is none, pandoc is missing or failed, or it cannot use the style.
    """
    wanted = {fingerprint(item, style, locale): item for item in items}
    new = {mark: item for mark, item in wanted.items() if mark not in kept}
    made = dict(zip(new, _format(list(new.values()), style, locale), strict=True))
    return {mark: kept[mark] if mark in kept else made[mark] for mark in wanted}


def _format(items: list[Item], style: Style, locale: str) -> list[Formatted]:
    """Format works; the order stays.

    Some styles list nothing of a kind, such as letters. These works come as they are cited where that is said
    in full: in a style of notes, or by author and date.
    """
    entries = _listed(items, style, locale, as_cited=False)
    silent = [place for place, entry in enumerate(entries) if not entry.text]
    if style.kind in {"note", "author-date"}:
        cited = _listed([items[place] for place in silent], style, locale, as_cited=True)
        for place, entry in zip(silent, cited, strict=True):
            entries[place] = entry
    return entries


def _listed(items: list[Item], style: Style, locale: str, *, as_cited: bool) -> list[Formatted]:
    """Have pandoc format works, all in one run."""
    if not items:
        return []
    page = Page(1, range(1, len(items) + 1))
    text = for_single_works(style, as_cited=as_cited)
    [answer] = run_citing([text], locale, [item.data for item in items], [page])
    entries = dict(answer.works)
    return [_entry(entries.get(number, "")) for number in page.items]


def _entry(html: str) -> Formatted:
    html = cleaned(html)
    text = plain_text(html)
    return Formatted("", "") if text == _NOTHING else Formatted(text, html)


@lru_cache(maxsize=1)
def _engine() -> bytes:
    """What makes entries: this version, and pandoc as its file tells it, without starting it."""
    program = pandoc_program()
    try:
        state = program.stat() if program else None
    except OSError:
        state = None
    return f"{__version__} {program} {state.st_size} {state.st_mtime_ns}".encode() if state else b""
