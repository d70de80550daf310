"""Write a vault of any size that is shaped like a real garden of atomic research notes.

    python benchmarks/generate.py 10000 /tmp/vault --seed 1
    python benchmarks/generate.py 10000 /tmp/vault --chain 1000

The same numbers and seed give the same bytes. The words are in `vault_words`, the relations in `vault_plan`.
"""

from __future__ import annotations

import argparse
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from random import Random

from vault_plan import SMALLEST, TAKEAWAY, Plan, PlanError, Shape, plan_vault
from vault_words import Source, claim, locator, source, tag_name

FOLDERS = ("Quick Notes", "Insights", "Takeaways")
"""The folder of each kind of claim."""

DATABASES = ("Quick_Notes", "Insights", "Takeaways")
"""What the fields of each kind of claim begin with."""

TAGS_OF_A_CLAIM = (2, 3, 3, 3, 4)

LISTED_AT_HOME = 12
"""How many tags the home note links to."""

NEVER_CHANGED = 0.3
"""The part of the notes whose two dates are the same."""

HOME = """\
---
dg-publish: true
dg-home: true
---

# A generated garden

Topics written about most often:

{tags}
```dataview
TABLE WITHOUT ID file.link AS "Note"
FROM "Research"
SORT created DESC
```
"""


def write_vault(total: int, folder: Path, seed: int, shape: Shape) -> int:
    """Write a vault of `total` notes into a folder, note by note.

    Returns:
        How many notes were written.

    Raises:
        PlanError: It has too few notes for its shape.
    """
    writer = _Writer(total, seed, shape)
    for name in ("Evidence Sources", "Source Content", *FOLDERS, "Tags"):
        (folder / "Research" / name).mkdir(parents=True)
    written = 0
    for path, text in writer.notes():
        (folder / path).write_text(text, encoding="utf-8", newline="\n")
        written += 1
    return written


class _Writer:
    """Makes the text of each note of a plan."""

    def __init__(self, total: int, seed: int, shape: Shape) -> None:
        self.random = Random(seed)
        self.shape = shape
        self.plan: Plan = plan_vault(total, self.random, shape)
        self.sources: list[Source] = [source(self.random, number) for number in range(self.plan.sources)]
        self.popularity = list(accumulate(1 / (rank + 1) for rank in range(self.plan.tags)))

    def notes(self) -> Iterator[tuple[str, str]]:
        """The path and the text of every note."""
        yield "Home.md", self._home()
        for number, paper in enumerate(self.sources):
            yield f"Research/Evidence Sources/{paper.citekey}.md", self._source(number)
        for number in range(len(self.plan.origins)):
            yield f"Research/Source Content/{self._content_name(number)}.md", self._content(number)
        for number, kind in enumerate(self.plan.claims):
            yield f"Research/{FOLDERS[kind]}/{self._claim_name(number)}.md", self._claim(number)
        for rank in range(self.plan.tags):
            yield f"Research/Tags/{tag_name(rank)}.md", self._tag()

    def _home(self) -> str:
        tags = "".join(f"- [[{tag_name(rank)}]]\n" for rank in range(min(LISTED_AT_HOME, self.plan.tags)))
        return HOME.format(tags=tags)

    def _source(self, number: int) -> str:
        contents = map(self._content_name, self._contents_of(number))
        names = [*contents, *map(self._claim_name, self.plan.source_supports.get(number, ()))]
        citation = self.sources[number].citation.replace('"', '\\"')
        return f'---\nCitation: "{citation}"\n{_research_links(names)}---\n\n# Notes\n'

    def _contents_of(self, number: int) -> range:
        """The pieces of content of a source: they are numbered one after another."""
        return range(bisect_left(self.plan.origins, number), bisect_right(self.plan.origins, number))

    def _content(self, number: int) -> str:
        names = map(self._claim_name, self.plan.content_supports.get(number, ()))
        excerpt = claim(self.random, self._tags()) + "."
        return f"---\n{_research_links(names)}---\n\n# Content\n{excerpt}\n"

    def _claim(self, number: int) -> str:
        kind = self.plan.claims[number]
        tags = self._tags()
        if number < self.shape.tagged and tag_name(0) not in tags:
            tags[0] = tag_name(0)
        names = map(self._claim_name, self.plan.claim_supports.get(number, ()))
        fields = [f"{DATABASES[kind]}__Tags:: {_links(tags)}", *self._rests_on(number)]
        return (
            f"---\n{self._dates(self.plan.times[number])}dg-publish: true\n{_research_links(names)}---\n\n"
            f"# Content\n- {claim(self.random, tags)}\n{self._see_also(number)}{_view('References')}\n"
            "# Database Fields\n" + "".join(f"{line}\n" for line in fields)
        )

    def _see_also(self, number: int) -> str:
        """The links that the last claim has beside its own, as a section; nothing for the others."""
        if not self.shape.links or number != len(self.plan.claims) - 1:
            return ""
        links = (f"- [[{self._claim_name(other)}]]\n" for other in range(self.shape.links))
        return f"# See Also\n{''.join(links)}"

    def _rests_on(self, number: int) -> Iterator[str]:
        """The fields that name what a claim rests on."""
        kind = self.plan.claims[number]
        sources = [self.sources[one].citekey for one in self.plan.rests_on_sources.get(number, ())]
        contents = [self._content_name(one) for one in self.plan.rests_on_contents.get(number, ())]
        if sources:
            yield f"{DATABASES[kind]}__Original_Sources:: {_links(sources)}"
        if contents:
            yield f"{DATABASES[kind]}__Source_Content:: {_links(contents)}"
        for other, database in enumerate(DATABASES):
            claims = [
                one for one in self.plan.rests_on_claims.get(number, ()) if self.plan.claims[one] == other
            ]
            # Between two insights the layers say nothing, so the field itself must.
            name = database if kind == TAKEAWAY else "Supported_By"
            if claims:
                yield f"{DATABASES[kind]}__{name}:: {_links(map(self._claim_name, claims))}"

    def _tag(self) -> str:
        dates = self._dates(self.random.choice(self.plan.times))
        return f"---\n{dates}dg-publish: true\n---\n\n{_view('Tagged Content')}\n# Database Fields\n"

    def _dates(self, created: int) -> str:
        """The two dates of a note."""
        later = 0 if self.random.random() < NEVER_CHANGED else self.random.randrange(20, 200_000)
        return f"created: {_stamp(created)}-05:00\nupdated: {_stamp(created + later)}-05:00\n"

    def _tags(self) -> list[str]:
        """The names of a few tags, the popular ones more often, by Zipf's law."""
        count = min(self.random.choice(TAGS_OF_A_CLAIM), self.plan.tags)
        ranks: dict[int, None] = {}
        while len(ranks) < count:
            ranks.update(
                dict.fromkeys(self.random.choices(range(self.plan.tags), cum_weights=self.popularity))
            )
        return [tag_name(rank) for rank in ranks]

    def _content_name(self, number: int) -> str:
        return f"{self.sources[self.plan.origins[number]].citekey} - {locator(self.plan.locators[number])}"

    def _claim_name(self, number: int) -> str:
        return _stamp(self.plan.times[number]).replace("T", " ").replace(":", "-")


def _research_links(names: Iterable[str]) -> str:
    """The property that names what a note supports; nothing where it supports nothing."""
    items = "".join(f'  - "[[{name}]]"\n' for name in names)
    return f"fileClass: Research Links\nResearch Links:\n{items}" if items else ""


def _links(names: Iterable[str]) -> str:
    return ", ".join(f"[[{name}]]" for name in names)


def _view(title: str) -> str:
    """A heading with the script that draws its tables in Obsidian."""
    script = title.lower().replace(" ", "-")
    return f'# {title}\n```dataviewjs\nawait dv.view("Scripts/{script}")\n```\n'


def _stamp(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, write the vault, say what was written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("notes", metavar="NOTES", type=int, help=f"how many notes, at least {SMALLEST}")
    parser.add_argument("folder", metavar="DIR", type=Path, help="a new or empty folder")
    parser.add_argument(
        "--seed", type=int, default=1, help="another number, another vault (default: %(default)s)"
    )
    for name, meaning in (
        ("tagged", "how many claims have one tag, at least"),
        ("chain", "how many insights rest each on the one before"),
        ("links", "how many claims one other links to"),
    ):
        parser.add_argument(f"--{name}", type=int, default=0, help=f"{meaning} (default: as it comes)")
    options = parser.parse_args(arguments)
    if options.notes < SMALLEST:
        parser.error(f"a vault has at least {SMALLEST} notes, so that there is one of each kind")
    if options.folder.exists() and any(options.folder.iterdir()):
        parser.error(f"{options.folder} is not empty")
    shape = Shape(options.tagged, options.chain, options.links)
    try:
        written = write_vault(options.notes, options.folder, options.seed, shape)
    except PlanError as error:
        parser.error(str(error))
    print(f"{options.folder}: {written:,} notes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
