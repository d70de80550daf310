"""Write `tests/golden/citations/*.txt` and `*.html` from the works in `items.json` beside them.

    make golden

Then read what changed, line by line: these files say what is right.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from headwater.bibliography.formatting import fingerprint, formatted
from headwater.bibliography.in_text import cite
from headwater.bibliography.items import Item
from headwater.bibliography.styles import Style, find_style

GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "golden" / "citations"
STYLES = ("chicago-notes-bibliography-17th-edition", "apa", "vancouver", "elsevier-harvard")
LOCALE = "en-US"


def works() -> list[Item]:
    """Give the works of the golden files; each is called by what is awkward about it."""
    path = GOLDEN / "items.json"
    return [
        Item(data["id"], data, path.name, line)
        for line, data in enumerate(json.loads(path.read_text(encoding="utf-8")), start=2)
    ]


def golden_files(style: Style) -> Iterator[tuple[str, str]]:
    """Give names and contents of the files for one style."""
    items = works()
    entries = formatted(items, style, LOCALE, {})
    made = [(item.citekey, entries[fingerprint(item, style, LOCALE)]) for item in items]
    yield f"{style.name}.txt", _file((name, entry.text) for name, entry in made)
    yield f"{style.name}.html", _file((name, entry.html) for name, entry in made)
    yield f"{style.name}.in-text.txt", _in_text(items, style)


def _file(entries: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{name}\n{entry}\n\n" for name, entry in entries)


def _in_text(items: list[Item], style: Style) -> str:
    """Two citations of each work, every work on a page of its own: with a locator, and with its author."""
    by_key = {f"r{item.citekey[:2]}": item for item in items}
    pages = cite([(f"[see @{key}, p. 7]", f"@{key} [chap. 2]") for key in by_key], by_key, style, LOCALE)
    return _file(
        (item.citekey, "\n".join(["; ".join(page.citations), *page.notes]))
        for item, page in zip(items, pages, strict=True)
    )


if __name__ == "__main__":
    for name in STYLES:
        for file, content in golden_files(find_style(name, GOLDEN)):
            (GOLDEN / file).write_text(content, encoding="utf-8", newline="\n")
            sys.stdout.write(f"wrote {GOLDEN / file}\n")
