"""Format works and cite them on pages, beside what pandoc takes for the same works, and print a table.

    python benchmarks/citations.py --works 1000 --pages 1000 --runs 3

The works are made up: articles, books, chapters and reports in equal parts, by one to eight authors. Pandoc
alone is given the same works and the style as it is written, and makes a bibliography of them. Times are
those of processors: nothing here runs side by side, so on an idle machine that is what one waits.

Then a vault is built whose notes rest on these works, and the same notes without them: how much longer,
because of the sources, a build takes that finds nothing changed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import Any, NamedTuple
from unittest.mock import patch

from choices import names_among
from results import MILLISECOND, Figure, machine

from headwater.bibliography import citing, formatting
from headwater.bibliography.formatted import Formatted
from headwater.bibliography.formatting import formatted
from headwater.bibliography.in_text import cite
from headwater.bibliography.items import Item
from headwater.bibliography.pandoc import run_pandoc
from headwater.bibliography.styles import Style, find_style
from headwater.building import build

STYLES = ("chicago-notes-bibliography-17th-edition", "apa", "vancouver", "elsevier-harvard")
LOCALE = "en-US"
MOST = 3.0
"""How many times pandoc's own time formatting may take."""

MOST_WARM = 0.1
"""Seconds that a build of a vault with sources may take longer than without, when nothing has changed."""

CITED_ON_A_PAGE = 3

_TYPES = ("article-journal", "book", "chapter", "report")
_WORDS = ("water", "of", "stone", "a", "river", "slow", "in", "effect", "winter", "reed", "and", "model")
_ENDS = ("son", "berg", "er", "ova", "ley", "mann")


def work(number: int, generator: random.Random) -> Item:
    """A made-up work."""
    names = [
        {"family": f"{generator.choice(_WORDS).title()}{generator.choice(_ENDS)}", "given": f"{letter}."}
        for letter in "ABCDEFGH"[: generator.randint(1, 8)]
    ]
    data = {
        "id": f"work{number}",
        "type": _TYPES[number % len(_TYPES)],
        "title": " ".join(generator.choices(_WORDS, k=12)).capitalize() + f" {number}",
        "author": names,
        "container-title": f"Journal of {generator.choice(_WORDS)}",
        "volume": str(generator.randint(1, 99)),
        "page": f"{number}-{number + 9}",
        "issued": {"date-parts": [[generator.randint(1950, 2025), generator.randint(1, 12)]]},
        "DOI": f"10.5555/{number}",
    }
    return Item(f"work{number}", data, "library.json", number)


class Trial(NamedTuple):
    """A style, the works, and how many pages cite them."""

    style: Style
    works: Sequence[Item]
    pages: int

    def pandoc_alone(self) -> None:
        """What pandoc takes with the style as it is written."""
        with tempfile.TemporaryDirectory(prefix="headwater-citations-") as folder:
            path = Path(folder) / "style.csl"
            path.write_text(self.style.text, encoding="utf-8")
            given = json.dumps([work.data for work in self.works]).encode()
            run_pandoc(["--from=csljson", "--to=html", "--citeproc", f"--csl={path}"], given)

    def cold(self) -> dict[bytes, Formatted]:
        """Format all works, none of which is kept."""
        return formatted(self.works, self.style, LOCALE, {})

    def warm(self, kept: Mapping[bytes, Formatted]) -> None:
        """Format them again."""
        formatted(self.works, self.style, LOCALE, kept)

    def one_changed(self, kept: Mapping[bytes, Formatted]) -> None:
        """Format them after one has another title."""
        first, *others = self.works
        changed = first._replace(data={**first.data, "title": "Another title"})
        formatted([changed, *others], self.style, LOCALE, kept)

    def cite_pages(self) -> None:
        """Cite works on pages."""
        items = {work.citekey: work for work in self.works}
        keys = [*items] * (1 + self.pages * CITED_ON_A_PAGE // len(items))
        starts = range(0, self.pages * CITED_ON_A_PAGE, CITED_ON_A_PAGE)
        pages = [[f"[@{key}, p. 7]" for key in keys[at : at + CITED_ON_A_PAGE]] for at in starts]
        cite(pages, items, self.style, LOCALE)


def timed(task: Callable[[], object], runs: int) -> Figure:
    """What a task takes of the processors, with the programs that it runs, several times."""
    values = []
    for _ in range(runs):
        begun = _processors()
        task()
        values.append(_processors() - begun)
    return Figure(values, "s")


def _processors() -> float:
    """Seconds that this process and those it has waited for have taken of the processors."""
    own, of_children = map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + of_children.ru_utime + of_children.ru_stime


def row(trial: Trial, runs: int) -> tuple[str, bool]:
    """Measure one style: the row of the table, and whether it keeps what is wanted."""
    alone = timed(trial.pandoc_alone, runs)
    cold = timed(trial.cold, runs)
    kept = trial.cold()
    warm = timed(lambda: trial.warm(kept), runs)
    asked = works_given_to_pandoc(lambda: trial.one_changed(kept))
    one = timed(lambda: trial.one_changed(kept), runs)
    paged = timed(trial.cite_pages, 1)
    ratio = cold.middle / alone.middle
    a_page = paged.middle / trial.pages / MILLISECOND
    cells = (trial.style.name, alone, cold, f"{ratio:.2f}", warm, one, asked, f"{a_page:.1f}")
    return f"| {' | '.join(map(str, cells))} |", ratio <= MOST and asked == 1


def warm_build(works: Sequence[Item], runs: int, *, with_sources: bool) -> Figure:
    """What a build takes of a vault in which nothing has changed since it was built."""
    with tempfile.TemporaryDirectory(prefix="headwater-citations-") as folder:
        vault, output = Path(folder) / "vault", Path(folder) / "site"
        for path, text in _notes(works, with_sources=with_sources).items():
            place = vault / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        for _ in range(2):  # the first finds files that are too young to be believed unread
            build(vault, output)
            time.sleep(0.2)
        return timed(lambda: build(vault, output), runs)


def _notes(works: Sequence[Item], *, with_sources: bool) -> dict[str, str]:
    """The files of a vault: an insight for each work, which rests on it where there are sources."""
    notes = {}
    for work in works:
        rests = f"\nSupported By:: [[{work.citekey} - Table 1]]\n" if with_sources else ""
        notes[f"Insights/On {work.citekey}.md"] = (
            f"---\ndg-publish: true\n---\n# Content\n- A claim.\n{rests}"
        )
        if with_sources:
            notes[f"Evidence Sources/{work.citekey}.md"] = "A source.\n"
            notes[f"Source Content/{work.citekey} - Table 1.md"] = "A table.\n"
    if with_sources:
        notes["library.json"] = json.dumps([work.data for work in works])
    return notes


def works_given_to_pandoc(task: Callable[[], object]) -> int:
    """How many works a task has pandoc format."""
    given = 0

    def counting(
        styles: Sequence[str], locale: str, works: Sequence[Mapping[str, Any]], pages: Sequence[citing.Page]
    ) -> list[citing.Answer]:
        nonlocal given
        given += len(works)
        return citing.run_citing(styles, locale, works, pages)

    with patch.object(formatting, "run_citing", counting):
        task()
    return given


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, measure, print; 1 if a figure is not what is wanted."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--works", type=int, default=1_000, help="how many works (default: %(default)s)")
    parser.add_argument("--pages", type=int, default=1_000, help="how many pages cite (default: %(default)s)")
    parser.add_argument("--styles", type=names_among(STYLES), default=STYLES, help=f"of {','.join(STYLES)}")
    parser.add_argument("--runs", type=int, default=3, help="how often (default: %(default)s)")
    options = parser.parse_args(arguments)
    generator = random.Random(1)
    works = [work(number, generator) for number in range(1, options.works + 1)]
    print(machine())
    print("\n| style | pandoc, s | cold, s | ratio | warm, s | one changed, s | formats | a page, ms |")
    print("|---|---|---|---|---|---|---|---|")
    kept_all = True
    for name in options.styles:
        line, kept = row(Trial(find_style(name, Path.cwd()), works, options.pages), options.runs)
        print(line, flush=True)
        kept_all = kept_all and kept
    without, with_sources = (warm_build(works, options.runs, with_sources=one) for one in (False, True))
    longer = with_sources.middle - without.middle
    print(f"\nA warm build: {without} s without sources, {with_sources} s with: {longer:.3f} s longer")
    kept_all = kept_all and longer <= MOST_WARM
    return 0 if kept_all else 1


if __name__ == "__main__":
    sys.exit(main())
