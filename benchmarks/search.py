"""Index a generated vault and search its site in a browser, and print what that takes.

    python benchmarks/search.py --notes 10000

Times are those of processors. Each query is asked in a new tab that has nothing in its cache, by a browser
that asks a host on this machine; counted are the bytes of the index that the host sends, not compressed.
Without Chromium, queries are left out.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from results import MILLISECOND, machine

from headwater.building import build
from headwater.opening import open_vault
from headwater.pipeline import draw
from headwater.scope import Scope
from headwater.site.context import SiteContext
from headwater.site.search.files import SearchFiles

if TYPE_CHECKING:
    # Without a browser nothing needs it.
    from playwright.sync_api import Response

QUERIES = ("cervical", "cervicl", "ervical", "CB", "the of in", '"cervical band"', "tnf-α ridge", "qqqq")
"""A word, one misspelt in its middle and at its beginning, an acronym, words that stand everywhere, a phrase,
Greek, and a word that nothing holds."""

SORTS = {
    "m": "manifest",
    "t": "terms",
    "v": "vocabulary by endings",
    "d": "documents",
    "b": "texts",
    "g": "tags",
}
MOST_MOVED = 300_000
"""Bytes that a query may move."""


def index_time(vault: Path) -> float:
    """Seconds of processor time to make the whole index, once claims have their titles."""
    opened = open_vault(vault)
    publication = draw(opened, Scope()).publication
    context = SiteContext(publication, opened.config, None)
    for path in publication.notes:
        context.titles.of(path)
    search = SearchFiles(context, {})
    begun = time.process_time()
    for file in search.files():
        if file.late:
            file.draw()
    return time.process_time() - begun


def sizes(site: Path) -> Iterator[str]:
    """A row of a table for each sort of file."""
    for letter, sort in SORTS.items():
        found = [path.stat().st_size for path in (site / "assets/search").glob(f"{letter}*.js")]
        yield f"| {sort} | {len(found):,} | {sum(found):,} | {max(found):,} |"


def moved(site: Path, queries: Sequence[str], chromium: str) -> Iterator[tuple[str, int, int, str]]:
    """Each query with the bytes and files of the index that it moves, and what the page says of results."""
    # Imported here because without a browser nothing else needs it.
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with _hosted(site) as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for query in queries:
            context = browser.new_context()
            page, sent = context.new_page(), list[int]()
            page.on("response", partial(_weigh, sent))
            page.goto(f"{origin}/search/")
            page.locator("main [name=q]").fill(query)
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(2000)
            yield query, sum(sent), len(sent), page.locator(".found").inner_text()
            context.close()


def _weigh(sent: list[int], answer: Response) -> None:
    if "/assets/search/" in answer.url:
        sent.append(len(answer.body()))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in http.server
        """Keep the terminal for the table."""


@contextmanager
def _hosted(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, measure, print; 1 if a query moves more than it may."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--notes", type=int, default=10_000, help="how many notes (default: %(default)s)")
    options = parser.parse_args(arguments)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    print(machine())
    with tempfile.TemporaryDirectory(prefix="headwater-search-") as folder:
        vault, site = Path(folder) / "vault", Path(folder) / "site"
        generator = Path(__file__).with_name("generate.py")
        subprocess.run(
            [sys.executable, generator, str(options.notes), vault], check=True, capture_output=True
        )
        build(vault, site, cache=False)
        print(f"\nThe index of {options.notes:,} notes takes {index_time(vault) / MILLISECOND:,.0f} ms.\n")
        print("| Files | How many | Bytes | Largest |\n| --- | --- | --- | --- |", *sizes(site), sep="\n")
        asked = list(moved(site, QUERIES, chromium)) if chromium else []
    if asked:
        print("\n| Query | Bytes | Files | |\n| --- | --- | --- | --- |")
    for query, size, files, said in asked:
        print(f"| `{query}` | {size:,} | {files} | {said} |")
    return int(any(size > MOST_MOVED for _, size, _, _ in asked))


if __name__ == "__main__":
    raise SystemExit(main())
