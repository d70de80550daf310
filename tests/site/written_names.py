"""What links mean in the tests of rendering: a few pages, files and embedded texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from headwater.site.render import EmbeddedText, FileTarget, PageTarget
from headwater.vault.notes import Link

FIXTURES = Path(__file__).parent / "rendering"

PAGES = {
    "Disc": PageTarget("/disc/", "", "tag"),
    "Tags/Walking": PageTarget("/tags/walking/", "Walking", "tag"),
    "2025-03-01 09-00-00": PageTarget("/2025-03-01-09-00-00/", 'Discs "shrink" with age', "insight"),
    "Note & Co": PageTarget("/note-and-co/", "", "page"),
}
TEXTS = {
    "Disc": "A disc has a core.[^1]\n\n## Rim\n\nIt holds the [[#Core|core]]. ^rim\n\n[^1]: Of water.",
    "Outer": "Around it:\n\n![[Disc]]",
    "Loop": "Again: ![[Loop]]",
    "Mirror": "![[Home]]",
}
CITED = {"[@known]": "(Known 2020)", "[see @known, 12]": "(see Known 2020, 12)", "@known": "Known (2020)"}
FILES = {"scan.png", "my map.svg", "voice.mp3", "walk.mp4", "paper.pdf", "data.csv"}


class FewNames:
    """Names a handful of pages, files and texts; everything else is not published."""

    def page_or_file(self, link: Link, origin: str) -> PageTarget | FileTarget | None:
        target = link.target.removesuffix(".md")
        if target in TEXTS or target in PAGES:
            return self.page(target)
        return FileTarget(f"/files/{target.replace(' ', '%20')}", target) if target in FILES else None

    def holds(self, link: Link, origin: str) -> bool:
        return link.subpath != "Nowhere"

    def cited(self, citation: str, origin: str, *, briefly: bool) -> str | None:
        known = CITED.get(citation)
        return f'<span class="{"brief" if briefly else "full"}">{known}</span>' if known else None

    def embedded(self, link: Link, origin: str) -> EmbeddedText | FileTarget | None:
        if link.target == "Home":
            return EmbeddedText("Home.md#", "The whole page again.", self.page("Home"), "Home.md")
        if link.target in TEXTS:
            key = f"{link.target}.md#{link.subpath}"
            return EmbeddedText(key, TEXTS[link.target], self.page(link.target), f"{link.target}.md")
        target = self.page_or_file(link, origin)
        return target if isinstance(target, FileTarget) else None

    def page(self, name: str) -> PageTarget:
        return PAGES.get(name) or PageTarget(f"/{name.lower()}/", name, "page")


def fixtures(name: str) -> Iterator[tuple[str, str, str]]:
    """The cases of a file: title, Markdown, HTML, with a line of a single dot after each."""
    for case in (FIXTURES / f"{name}.md").read_text(encoding="utf-8").split("\n.\n\n"):
        if case.strip():
            title, markdown, html = case.strip("\n").removesuffix("\n.").split("\n.\n")
            yield title, markdown, html
