"""Write a Hugo site of the pages that Headwater builds from a vault.

    python benchmarks/hugo_site.py /tmp/vault /tmp/hugo

Every page has the same permalink and holds the same claim, tables and backlinks. Hugo is spared what it cannot
do: links are resolved, sources traced and tables written out in the content, so that it need only render.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import headwater
from headwater.publication import Publication, PublicNote
from headwater.site.urls import permalink
from headwater.views.overviews import home_view, overviews
from headwater.views.pages import page_view
from headwater.views.titles import title_of
from hugo_tables import Pieces, overview_link

LAYOUT = Path(__file__).with_name("hugo") / "page.html"
ASSETS = Path(headwater.__file__).parent / "site" / "assets"
LAYOUTS = ("page.html", "home.html", "404.html")
"""The layouts a site needs; all pages look alike."""


def write_hugo_site(vault: Path, folder: Path) -> int:
    """Write the site into a folder, page by page.

    Returns:
        How many pages were written as content; Hugo adds the page not found and a redirect of the home note.
    """
    publication = headwater.open_vault(vault).publish()
    for name in LAYOUTS:
        _write(folder / "layouts" / name, LAYOUT.read_text(encoding="utf-8"))
    shutil.copytree(ASSETS, folder / "static" / "assets")
    site = _HugoSite(publication)
    _write(folder / "hugo.json", json.dumps(site.configuration(), ensure_ascii=False))
    written = 0
    for path, front, text in site.pages():
        matter = json.dumps(front, ensure_ascii=False, indent=1)
        _write(folder / "content" / path, f"{matter}\n\n{text}")
        written += 1
    return written


class _HugoSite:
    """Makes the content files of a publication."""

    def __init__(self, publication: Publication) -> None:
        self.publication = publication
        self.pieces = Pieces(publication)
        self.overviews = overviews(publication)

    def configuration(self) -> Mapping[str, object]:
        """What `hugo.json` says: nothing is to be made but the pages."""
        home = self.publication.home
        title = title_of(self.publication.notes[home]).text if home else "Notes"
        return {
            "baseURL": "https://example.org/",
            "locale": "en",
            "title": title,
            "disableKinds": ["section", "taxonomy", "term", "rss", "sitemap", "robotstxt"],
            "markup": {
                "goldmark": {
                    "renderer": {"unsafe": True},
                    "parser": {"autoHeadingID": False},
                    "extensions": {"typographer": {"disable": True}},
                }
            },
            "params": {"navigation": "".join(f"<li>{overview_link(one)}</li>\n" for one in self.overviews)},
        }

    def pages(self) -> Iterator[tuple[str, Mapping[str, object], str]]:
        """The path, the front matter and the text of every content file."""
        for note in self.publication.notes.values():
            yield self._home(note) if note.home else self._note(note)
        for overview in self.overviews:
            front = {
                "title": overview.title,
                "url": f"/overview/{overview.key}/",
                "crumbs": ['<a href="/">Home</a>'],
            }
            tables = "".join(map(self.pieces.table, overview.tables))
            yield f"overview/{overview.key}.md", front, f"# {overview.title}\n\n<section>\n{tables}</section>\n"

    def _note(self, note: PublicNote) -> tuple[str, Mapping[str, object], str]:
        title = title_of(note)
        overview = next(one for one in self.overviews if one.kind == note.kind.name)
        front = {
            "title": title.text,
            "description": title.text if title.markdown else "",
            "url": permalink(note.path, note.properties),
            "kind": note.kind.name,
            "kind_class": note.kind.name.replace(" ", "-"),
            "id": note.name,
            "created": _time(note, "created"),
            "updated": _time(note, "updated") if note.dates.updated != note.dates.created else "",
            "crumbs": ['<a href="/">Home</a>', f'<a href="/overview/{overview.key}/">{overview.title}</a>'],
        }
        return note.path, front, self._text(note) + self.pieces.sections(page_view(self.publication, note))

    def _home(self, note: PublicNote) -> tuple[str, Mapping[str, object], str]:
        front = {"title": title_of(note).text, "aliases": [permalink(note.path, note.properties)]}
        below = self.pieces.home(home_view(self.publication, self.overviews))
        backlinks = self.pieces.sections(page_view(self.publication, note))
        return "_index.md", front, self._text(note) + below + backlinks

    def _text(self, note: PublicNote) -> str:
        title = title_of(note)
        heading = self.pieces.markdown(title.markdown, note.path) or title.text
        return f"# {heading}\n\n{self.pieces.markdown(title.rest, note.path)}\n\n"


def _time(note: PublicNote, which: str) -> str:
    moment = note.dates.created if which == "created" else note.dates.updated
    return f'<time datetime="{moment.isoformat()}">{moment.date().isoformat()}</time>' if moment else ""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, write the site, say what was written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("vault", metavar="VAULT", type=Path, help="a vault that Headwater reads")
    parser.add_argument("folder", metavar="DIR", type=Path, help="a new folder")
    options = parser.parse_args(arguments)
    if options.folder.exists():
        parser.error(f"{options.folder} exists")
    written = write_hugo_site(options.vault, options.folder)
    print(f"{options.folder}: {written:,} pages", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
