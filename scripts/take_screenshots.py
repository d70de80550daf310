"""Take the pictures in `docs/images` of every kind of page of the example's site, in both themes.

    python scripts/take_screenshots.py

They are looked at by people, and by nobody else: no test compares them, as another machine has other fonts.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from headwater.building import build

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "docs" / "images"
COLOURS = 200
"""Of which a picture is made: a page has few, and a picture of few is a quarter of the size."""

TAKEAWAY = "research/takeaways/2025-06-15-10-08-27/"
PAGES = {
    "home": "",
    "takeaway": TAKEAWAY,
    "insight": "research/insights/2025-06-08-20-11-54/",
    "quick-note": "research/quick-notes/2025-06-09-07-30-44/",
    "assumption": "research/assumptions/2025-05-10-17-22-41/",
    "evidence-source": "research/evidence-sources/belavy-running-exercise-strengthens2017/",
    "tag": "research/tags/intervertebral-disc-ivd/",
    "overview": "overview/insights/",
    "bibliography": "overview/sources/",
    "search": "search/?q=IVD",
    "map": "map/",
    "canvas": "canvases/evidence-map/",
    "not-found": "404.html",
}
"""What is pictured: the name of the picture and the address of the page."""


class Format(NamedTuple):
    """A screen."""

    width: int
    height: int
    scale: float


DESK, PHONE = Format(1200, 900, 1), Format(360, 760, 1.5)

Theme = Literal["light", "dark"]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in http.server
        """Say nothing."""


def picture(browser: Browser, url: str, name: str, screen: Format, theme: Theme) -> None:
    """Take a picture of what a screen shows of a page first."""
    context = browser.new_context(
        viewport={"width": screen.width, "height": screen.height},
        device_scale_factor=screen.scale,
        color_scheme=theme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(url, wait_until="networkidle")
    taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    place = OUTPUT / f"{name}.png"
    place.parent.mkdir(parents=True, exist_ok=True)
    taken.quantize(COLOURS, dither=Image.Dither.NONE).save(place, optimize=True)
    context.close()


def main() -> None:
    """Build the example in a folder of its own, and take all pictures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        build(ROOT / "examples" / "spine", Path(folder, "site"), cache=False)
        handler = partial(_Quiet, directory=str(Path(folder, "site")))
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        origin = f"http://127.0.0.1:{server.server_port}/"
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        themes: tuple[Theme, Theme] = ("light", "dark")
        for name, address in PAGES.items():
            for theme in themes:
                picture(browser, origin + address, f"pages/{name}-{theme}", DESK, theme)
        picture(browser, origin + TAKEAWAY, "takeaway", DESK, "light")
        picture(browser, origin + TAKEAWAY, "takeaway-phone-dark", PHONE, "dark")
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
    print(f"wrote {OUTPUT}")
