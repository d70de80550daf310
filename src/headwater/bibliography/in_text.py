"""Citations in running text, in pandoc's syntax: `[see @orozco2011, p. 825; -@peng2007]`, `@orozco2011`.

The syntax: https://pandoc.org/MANUAL.html#citation-syntax
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from headwater.bibliography.citing import Answer, Page, run_citing
from headwater.bibliography.formatted import CitedText
from headwater.bibliography.inline_html import cleaned
from headwater.bibliography.items import Item
from headwater.bibliography.narrowing import Narrower
from headwater.bibliography.styles import Style

LONGEST = 1_000
"""The letters a citation may have; what is longer stays as it is written."""

MOST_BRACKETS = 4
"""The opening brackets it may have: pandoc takes ten times as long for every two more that nest."""

MOST_MARKS = 16
"""The marks of emphasis and quotation it may have: where they open and never close, eight more of mixed sorts
keep pandoc busy ten times as long."""

_MARK = re.compile(r"[*_]+|[\"“”‘]|(?<!\w)['’]")

_CITEKEY = re.compile(
    r"(?<![^\W_])@(?:\{(?P<braced>[^\s{}]+)\}|"
    r"(?P<plain>\w(?:\w|[:.#$%&+?<>~/-](?=\w)|[:/](?=/))*))"
)


def citekeys_in(source: str) -> tuple[str, ...]:
    """The citekeys in a citation as it is written, each once."""
    return tuple(dict.fromkeys(match["braced"] or match["plain"] for match in _CITEKEY.finditer(source)))


def cite(
    texts: Sequence[Sequence[str]], items: Mapping[str, Item], style: Style, locale: str
) -> list[CitedText]:
    """Cite on pages: what is first, what was cited before, what is told apart, is so on each page by itself.

    Args:
        texts: Of each page its citations as they are written, in their order, each once.
        items: Works by citekey.
        style: How to cite.
        locale: In which language, as in `en-US`.

    Returns:
        As many as there are pages. What is no citation comes back as text.

    Raises:
        CitationError: The locale is none, pandoc is missing or failed, or it cannot use the style.
    """
    texts = [[_whole(text) for text in page] for page in texts]
    keys = [_keys_of(page) for page in texts]
    cited = list(dict.fromkeys(key for page in keys for key in page if key in items))
    numbers = {key: number for number, key in enumerate(cited, start=1)}
    pages, styles = _asked(texts, keys, numbers, _Styles(style, items))
    answers = iter(run_citing(styles, locale, [items[key].data for key in cited], pages) if pages else ())
    return [
        _cited(page, next(answers), on_page, cited) if on_page else _as_written(page)
        for page, on_page in zip(texts, keys, strict=True)
    ]


class _Styles:
    """The style as each page needs it: with the rules for the types of works that it cites."""

    def __init__(self, style: Style, items: Mapping[str, Item]) -> None:
        self._narrower = Narrower(style)
        self._items = items
        self._positions: dict[frozenset[str], int] = {}
        self.texts: list[str] = []

    def position(self, keys: Sequence[str]) -> int:
        """The position, from 1, of the style for a page of these works."""
        types = frozenset(str(self._items[key].data.get("type", "")) for key in keys)
        if types not in self._positions:
            self.texts.append(self._narrower.narrowed(types))
            self._positions[types] = len(self.texts)
        return self._positions[types]


def _asked(
    texts: Sequence[Sequence[str]],
    keys: Sequence[Sequence[str]],
    numbers: Mapping[str, int],
    styles: _Styles,
) -> tuple[list[Page], list[str]]:
    """What pandoc is asked: the pages that cite something, and the styles for them."""
    pages = []
    for page, on_page in zip(texts, keys, strict=True):
        if on_page:
            here = {key: numbers[key] for key in on_page if key in numbers}
            sources = [text if _readable(text) else "" for text in page]
            pages.append(Page(styles.position(list(here)), list(here.values()), sources, here))
    return pages, styles.texts


def _keys_of(page: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for text in page if _readable(text) for key in citekeys_in(text)))


def _whole(text: str) -> str:
    """Text without halves of characters, which cannot be written."""
    return text.encode("utf-8", "replace").decode()


def _readable(text: str) -> bool:
    """Whether pandoc reads a citation in no time, whatever stands in it."""
    marks = sum(1 for _ in _MARK.finditer(text))
    return len(text) <= LONGEST and text.count("[") <= MOST_BRACKETS and marks <= MOST_MARKS


def _cited(page: Sequence[str], answer: Answer, keys: Sequence[str], cited: Sequence[str]) -> CitedText:
    works = tuple((cited[number - 1], cleaned(html)) for number, html in answer.works)
    listed = {key for key, _entry in works}
    return CitedText(
        tuple(cleaned(html) or _escaped(text) for text, html in zip(page, answer.citations, strict=True)),
        tuple(map(cleaned, answer.notes)),
        works,
        tuple(key for key in keys if key not in listed),
    )


def _as_written(page: Sequence[str]) -> CitedText:
    return CitedText(tuple(map(_escaped, page)), (), (), ())


def _escaped(text: str) -> str:
    return cleaned(escape(text, quote=False))
