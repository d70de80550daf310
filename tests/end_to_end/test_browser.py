"""What readers see and do on a built site, in a real browser."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from headwater.building import build
from headwater.opening import open_vault
from headwater.pipeline import draw
from headwater.preview.editions import Editions
from headwater.preview.server import PreviewServer
from headwater.scope import Scope
from headwater.site.policy import WHOLE
from tests.end_to_end.conftest import REPOSITORY

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]
PHONE, DESK = ViewportSize(width=360, height=760), ViewportSize(width=1280, height=800)
TABLET, WIDE = ViewportSize(width=768, height=1024), ViewportSize(width=1440, height=900)
EDGE = ViewportSize(width=1064, height=800)
"""Hardly wide enough for what stands in the margin."""

LONG = "Pneumonoultramicroscopicsilicovolcanoconiosis" * 5
CALLOUTS = "\n\n".join(
    f"> [!{kind}] About {kind}\n> Words and [[Takeaway]]."
    for kind in ("note", "tip", "warning", "danger", "quote")
)
SHOWCASE = f"""---
dg-publish: true
tags: [open, {LONG}]
created: 2025-03-01T10:00:00
---
A [[Takeaway]], a [[Missing]], a [[Secret]], <https://example.org/{LONG}>, ==marked==, #tagged,
`code {LONG}`, $x^2$, ${"x+" * 100}y$, ~~struck~~, {LONG}, [about:: words], ![remote](https://example.org/a.png)[^1].

> A quotation by [somebody](https://example.org).

{CALLOUTS}

> [!note]- Folded away
> What is in the fold.

```python
# a comment
def name(number: int = 42) -> str:
    return "text {LONG}"
```
```mermaid
graph TD
  A["{LONG}"] --> B
```

| {" | ".join(f"column {number}" for number in range(20))} |
|{"---|" * 20}
| {" | ".join(["words"] * 19)} | {LONG} |

$$
{" + ".join(f"x_{{{number}}}^2" for number in range(60))}
$$

- [ ] to do
- [x] done

# {LONG}
<details><summary>More</summary>hidden words</details>

[^1]: A footnote, {LONG}.
"""

EXTREME: Mapping[str, str] = {
    "Showcase.md": SHOWCASE,
    "Odd.md": "".join(f"[[{LONG}{number}]]\n" for number in range(20)),
    "Secret.md": "Not for readers.",
    "Takeaways/Takeaway.md": f"---\ndg-publish: true\n---\n# Content\n{LONG} [[Topic]]\n\nInsights:: "
    "[[2025-01-01 10-00-00]], [[2025-01-01 11-00-00]]\n",
    "Insights/2025-01-01 10-00-00.md": f"---\ndg-publish: true\n---\n# Content\nA claim with "
    f"`{LONG}`, $\\sum_{{i}} x_i$\n\nSource:: [[{LONG[:120]}2020]]\n",
    "Insights/2025-01-01 11-00-00.md": "# Content\nWithheld\n",
    f"Evidence Sources/{LONG[:120]}2020.md": "---\ndg-publish: true\nDOI: 10.1000/" + LONG + "\n"
    f"Citation: '{LONG}. “A trial.” https://doi.org/10.1000/{LONG}.'\nabstract: {LONG}\n---\n",
    "Tags/Topic.md": "---\ndg-publish: true\n---\n",
}
"""A vault of all that pages can hold, most of it too wide."""


class _Host(SimpleHTTPRequestHandler):
    """A host of static files that allows pages as little as the preview does."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", WHOLE)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page for what does not exist."""
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in http.server
        """Keep the terminal for the tests."""


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """Serve a folder as hosts of static sites do; gives its origin."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(folder))) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def example_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The origin of the example vault's site."""
    folder = tmp_path_factory.mktemp("example") / "site"
    build(REPOSITORY / "examples" / "spine", folder, cache=False)
    with hosted(folder) as origin:
        yield origin


@pytest.fixture(scope="session")
def extreme_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("extreme")
    for path, text in EXTREME.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def extreme_url(extreme_vault: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The origin of the site of `EXTREME`."""
    folder = tmp_path_factory.mktemp("extreme-site") / "site"
    build(extreme_vault, folder)
    with hosted(folder) as origin:
        yield origin


@pytest.fixture(scope="session")
def author_url(extreme_vault: Path) -> Iterator[str]:
    """The origin of the preview of `EXTREME` that its author sees, unpublished notes and all."""
    editions = Editions()
    server = PreviewServer(editions, port=0)
    editions.publish(draw(open_vault(extreme_vault), Scope(withheld_too=True)).site)
    server.start()
    yield server.url.rstrip("/")
    server.close()


LOST = "/nowhere/"
EXAMPLE_PAGES = {
    "home": "/",
    "takeaway": "/research/takeaways/2025-06-15-10-08-27/",
    "insight": "/research/insights/2025-06-08-20-11-54/",
    "quick note": "/research/quick-notes/2025-06-09-07-30-44/",
    "assumption": "/research/assumptions/2025-05-10-17-22-41/",
    "evidence source": "/research/evidence-sources/belavy-running-exercise-strengthens2017/",
    "tag": "/research/tags/intervertebral-disc-ivd/",
    "action": "/practice/actions/walk-briskly-for-half-an-hour-on-most-days/",
    "answer": "/inquiry/answers/quite-a-lot-and-more-with-every-decade/",
    "page": "/notebook/2025-06-21-what-a-scan-cannot-tell-you/",
    "overview": "/overview/insights/",
    "bibliography": "/overview/sources/",
    "canvas": "/canvases/evidence-map/",
    "canvases": "/overview/canvases/",
    "map": "/map/",
    "search": "/search/",
    "results": "/search/?q=disc",
    "no results": "/search/?q=zzyzx",
    "not found": LOST,
}
EXTREME_PAGES = {
    "extreme home": "/",
    "extreme page": "/showcase/",
    "extreme takeaway": "/takeaways/takeaway/",
    "extreme insight": "/insights/2025-01-01-10-00-00/",
    "extreme source": "/overview/sources/",
    "extreme tag": "/tags/topic/",
}


Opened = Iterator[tuple[str, Page]]


@pytest.fixture
def kinds(example_url: str, extreme_url: str) -> dict[str, str]:
    """The address of one page of each kind."""
    return {name: example_url + path for name, path in EXAMPLE_PAGES.items()} | {
        name: extreme_url + path for name, path in EXTREME_PAGES.items()
    }


@pytest.fixture
def few(kinds: dict[str, str]) -> dict[str, str]:
    """Those of them that differ most, for what one template gives to all pages."""
    return {name: kinds[name] for name in ("home", "takeaway", "not found", "extreme page")}


def opened(page: Page, kinds: Mapping[str, str]) -> Opened:
    """Open one page of each kind after the other; nothing is animated."""
    page.emulate_media(reduced_motion="reduce")
    for name, url in kinds.items():
        page.goto(url)
        yield name, page


CONTRASTS = """() => {
  const context = Object.assign(document.createElement('canvas'), {width: 1, height: 1}).getContext('2d');
  const known = new Map();
  const rgba = (color) => {
    if (!known.has(color)) {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
      known.set(color, [...context.getImageData(0, 0, 1, 1).data].map((part) => part / 255));
    }
    return known.get(color);
  };
  const over = ([r, g, b, a], below) =>
    [r, g, b].map((part, index) => part * a + below[index] * (1 - a)).concat(1);
  const background = (element) => {
    if (!element) return rgba('Canvas');
    return over(rgba(getComputedStyle(element).backgroundColor), background(element.parentElement));
  };
  const opacity = (element) =>
    element ? Number(getComputedStyle(element).opacity) * opacity(element.parentElement) : 1;
  const luminance = (color) => {
    const [r, g, b] = color.map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const found = [];
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || !element.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true})) continue;
    const style = getComputedStyle(element);
    const behind = background(element);
    const [r, g, b, a] = rgba(style.color);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const contrast = ratio(over([r, g, b, a * opacity(element)], behind), behind);
    const name = element.tagName.toLowerCase() + [...element.classList].map((part) => '.' + part).join('');
    found.push({name, contrast, enough: large ? 3 : 4.5, text: element.textContent.trim().slice(0, 40)});
  }
  return found;
}"""
"""The contrast of every visible text with what is behind it (WCAG 2.2, success criterion 1.4.3)."""

FOCUSED = """() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {
    name: element.outerHTML.slice(0, 120),
    number: [...document.body.querySelectorAll(':not(#preview *)')].indexOf(element),
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1,
    outline: style.outlineColor,
    inView: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    inMain: document.querySelector('main').contains(element) && element.tagName !== 'MAIN',
  };
}"""

BORDER = "element => getComputedStyle(element).borderBottomStyle"

REACHABLE = """() => {
  // Without what loads as one goes along.
  const all = [...document.body.querySelectorAll(':not(#preview *)')];
  const interactive = 'a[href], button, input, select, textarea, summary, audio, video, [tabindex]';
  return all
    .filter((element) => element.matches(interactive) && element.tabIndex >= 0 && !element.disabled)
    .filter((element) => element.checkVisibility({contentVisibilityAuto: true}))
    .map((element) => all.indexOf(element));
}"""
"""Everything in sight that can be used, by its number on the page."""


@contextmanager
def watched(page: Page, origin: str) -> Iterator[None]:
    """Make sure that pages ask no one else for anything, and that the browser has nothing to say."""
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield
    assert asked
    assert [address for address in asked if not address.startswith(f"{origin}/")] == []
    assert said == []


@pytest.fixture(scope="module")
def scriptless(browser: Browser) -> Iterator[Page]:
    """A tab that runs no scripts."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


@pytest.mark.parametrize("size", [PHONE, TABLET, EDGE, DESK, WIDE], ids=lambda size: size["width"])
def test_no_page_scrolls_sideways(page: Page, kinds: dict[str, str], size: ViewportSize) -> None:
    page.set_viewport_size(size)
    widths = {name: page.evaluate("document.documentElement.scrollWidth") for name, _ in opened(page, kinds)}
    assert {name: width for name, width in widths.items() if width > size["width"]} == {}


@pytest.mark.parametrize("tab", ["page", "scriptless"])
@pytest.mark.parametrize("site", ["example_url", "extreme_url"])
def test_a_page_asks_no_one_else_for_anything_and_breaks_no_policy(
    site: str, tab: str, request: pytest.FixtureRequest
) -> None:
    page, origin = request.getfixturevalue(tab), request.getfixturevalue(site)
    with watched(page, origin):
        for path in (EXAMPLE_PAGES if site == "example_url" else EXTREME_PAGES).values():
            # Of a page that is not there the browser itself says so.
            if path != LOST:
                page.goto(origin + path)
                page.locator("footer").scroll_into_view_if_needed()


def test_a_page_reads_the_same_without_scripts(page: Page, scriptless: Page, few: dict[str, str]) -> None:
    # But for what a script alone can do: to copy and save citations, to choose light or dark, to count.
    added = "p.take, button.theme, [data-count] .count"
    hidden = f"document.querySelectorAll('{added}').forEach((part) => part.remove())"
    with_scripts = {}
    for name, _ in opened(page, few):
        page.evaluate(hidden)
        with_scripts[name] = page.locator("body").inner_text()
    assert with_scripts == {
        name: scriptless.locator("body").inner_text() for name, _ in opened(scriptless, few)
    }


def test_the_first_tab_shows_the_link_that_skips_to_the_text(page: Page, few: dict[str, str]) -> None:
    for name, _ in opened(page, few):
        skip = page.get_by_role("link", name="Skip to the text")
        expect(skip).not_to_be_in_viewport()
        page.keyboard.press("Tab")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport(ratio=1)
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash") == "#main"
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED)["inMain"], name


def test_the_keyboard_reaches_everything_in_sight_and_shows_where_it_is(
    page: Page, kinds: dict[str, str]
) -> None:
    for name, _ in opened(page, kinds):
        reached = list(stops(page))
        hidden = [one["name"] for one in reached if not (one["outlined"] and one["inView"])]
        assert hidden == [], name
        wanted = page.evaluate(REACHABLE)
        assert wanted
        assert set(wanted) <= {one["number"] for one in reached}, name


def stops(page: Page) -> Iterator[dict[str, Any]]:
    """Everything that the keyboard reaches on a page, once round."""
    seen: set[int] = set()
    while True:
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["number"] in seen or focused["name"].startswith("<body"):
            return
        seen.add(focused["number"])
        yield focused


def low_contrasts(page: Page) -> list[tuple[str, float, str]]:
    """Every text of a page that is too pale: what it is in, its contrast and its words."""
    found = page.evaluate(CONTRASTS)
    assert len(found) > 5
    return [
        (text["name"], round(text["contrast"], 2), text["text"])
        for text in found
        if text["contrast"] < text["enough"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_what_is_behind_it(
    page: Page, kinds: dict[str, str], scheme: Scheme
) -> None:
    page.emulate_media(color_scheme=scheme)
    assert {name: low for name, _ in opened(page, kinds) if (low := low_contrasts(page))} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_the_author_alone_sees_stands_out_as_well(page: Page, author_url: str, scheme: Scheme) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(author_url + EXTREME_PAGES["extreme takeaway"])
    expect(page.locator("tr.is-withheld")).to_have_count(1)
    assert low_contrasts(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_health_page_fits_stands_out_and_is_reached_by_the_keyboard(
    page: Page, author_url: str, scheme: Scheme, width: int
) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(author_url)
    page.get_by_role("link", name="Health").click()
    expect(page.get_by_role("heading", name="Health", exact=True)).to_be_visible()
    expect(page.locator("a.health .count")).to_be_visible()  # the last thing that comes by itself
    page.evaluate("document.querySelectorAll('details').forEach((list) => (list.open = true))")
    assert low_contrasts(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    reached = list(stops(page))
    assert [one["name"] for one in reached if not (one["outlined"] and one["inView"])] == []
    assert set(page.evaluate(REACHABLE)) <= {one["number"] for one in reached}
    page.locator("summary").first.press("Enter")
    expect(page.locator("details li").first).to_be_hidden()


def test_a_rule_of_the_health_page_is_one_link_away_from_its_summary(page: Page, author_url: str) -> None:
    page.goto(f"{author_url}/health/")
    page.get_by_role("row").get_by_role("link", name="missing-link").click()
    expect(page.locator("#missing-link h2")).to_be_in_viewport()


def test_what_the_author_alone_sees_is_told_apart_by_its_border(page: Page, author_url: str) -> None:
    page.goto(author_url + EXTREME_PAGES["extreme takeaway"])
    for size, part in ((DESK, "td"), (PHONE, "")):
        page.set_viewport_size(size)
        styles = {
            row: page.locator(f"tbody tr{row} {part}").first.evaluate(BORDER)
            for row in (".is-withheld", ":not(.is-withheld)")
        }
        assert styles == {".is-withheld": "dashed", ":not(.is-withheld)": "solid"}


def test_the_showcase_holds_every_sort_of_text_whose_contrast_matters(page: Page, extreme_url: str) -> None:
    page.goto(f"{extreme_url}/showcase/")
    names = " ".join({text["name"] for text in page.evaluate(CONTRASTS)})
    for sort in ("a.internal", "a.external", "span.tag", "th", "td", "mark", "span.missing", "span.withheld"):
        assert re.search(rf"(^| ){re.escape(sort)}", names), sort
    for sort in (
        "time",
        "figcaption",
        "summary",
        "p.callout-title",
        "span.field-key",
        "span.c1",
        "h1",
        "code",
    ):
        assert re.search(rf"(^| ){re.escape(sort)}", names), sort


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_two_schemes_are_light_and_dark(page: Page, example_url: str, scheme: Scheme) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(example_url)
    shade = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", shade))) > 600) == (scheme == "light")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_where_the_keyboard_is_stands_out(page: Page, example_url: str, scheme: Scheme) -> None:
    """A focus indicator has at least a contrast of 3 (WCAG 2.2, success criterion 1.4.11)."""
    page.emulate_media(color_scheme=scheme)
    page.goto(example_url)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    # The measure is of text, so the outline's color is given to a text.
    page.evaluate("document.body.style.color = getComputedStyle(document.activeElement).outlineColor")
    page.evaluate("document.body.append('words')")
    [contrast] = [text["contrast"] for text in bodies(page)]
    assert contrast >= 3


def bodies(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(CONTRASTS.replace("'body *'", "'body'"))
    return found


def test_from_the_home_page_one_clicks_down_to_a_source(page: Page, example_url: str) -> None:
    page.goto(example_url)
    page.get_by_label("Overviews").get_by_role("link", name="Takeaways").click()
    page.locator('tr[data-note="2025-06-15 10-08-27"] a.id').click()
    expect(page.locator("main p.kind")).to_have_text("takeaway")
    page.locator('table[data-table="original-sources"] th a').first.click()
    expect(page.locator("main p.kind")).to_have_text("evidence source")
    expect(page.locator("code.id")).to_have_text("belavyRunningExerciseStrengthens2017")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Running exercise strengthens the intervertebral disc"
    )
    expect(page.locator('a[href="https://doi.org/10.1038/srep45975"]').first).to_be_visible()


def test_from_a_source_one_clicks_up_to_the_takeaway_that_rests_on_it(page: Page, example_url: str) -> None:
    page.goto(example_url + EXAMPLE_PAGES["evidence source"])
    page.locator('table[data-table="takeaways"] tr[data-note="2025-06-15 10-08-27"] a.id').click()
    expect(page.locator("main p.kind")).to_have_text("takeaway")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_paper_shows_the_tables_and_what_they_rest_on_but_no_navigation(
    page: Page, example_url: str, size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    page.goto(example_url + EXAMPLE_PAGES["takeaway"])
    # Paper is white, whatever the screen is.
    page.emulate_media(media="print", color_scheme="dark")
    for row in page.locator("table.notes tbody tr").all():
        expect(row.locator("th")).to_be_visible()
        expect(row.locator("td")).to_be_visible()
    expect(page.locator("table.notes thead th").first).to_be_visible()
    expect(page.get_by_label("Overviews")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert low_contrasts(page) == []


def test_paper_shows_what_is_folded_away(page: Page, extreme_url: str) -> None:
    page.goto(extreme_url + EXTREME_PAGES["extreme page"])
    folded = page.locator("details p", has_text="What is in the fold.")
    visible = "element => element.checkVisibility({contentVisibilityAuto: true})"
    assert not folded.evaluate(visible)
    page.emulate_media(media="print")
    assert folded.evaluate(visible)
    assert folded.evaluate("element => element.getBoundingClientRect().height > 10")


def without_styles(page: Page, url: str) -> None:
    """Open a page as a browser without style sheets shows it."""
    page.route("**/*.css*", lambda route: route.fulfill(body="", content_type="text/css"))
    page.goto(url)


def test_without_styles_a_page_reads_in_the_order_of_its_parts(page: Page, example_url: str) -> None:
    without_styles(page, example_url + EXAMPLE_PAGES["takeaway"])
    parts = ["header nav", "main nav", "h1", "#notes", "#references", "#related-notes", "footer"]
    heights = [page.locator(part).first.bounding_box() for part in parts]
    tops = [box["y"] for box in heights if box]
    assert len(tops) == len(parts)
    assert tops == sorted(tops)
    words = page.locator("body").inner_text()
    told = [
        "Skip to the text",
        "Takeaways",
        "People who run",
        "2025-06-15 10-08-27",
        "Notes",
        "References",
        "Insights 1",
        "Quick Notes 2",
        "Original Sources 2",
        "Related Notes",
    ]
    end = 0
    for part in told:
        end = words.index(part, end) + len(part)


def test_without_styles_no_words_run_together(page: Page, few: dict[str, str]) -> None:
    for name, url in few.items():
        without_styles(page, url)
        words = page.locator("main").inner_text()
        assert not re.search(r"\d{4}-\d{2}-\d{2}(?:created|updated|#)", words), name
        assert not re.search(r"(?:Insights|Notes|Sources|Takeaways)\d", words), name


def test_the_preview_asks_no_one_else_for_anything_and_breaks_no_policy(page: Page, author_url: str) -> None:
    with watched(page, author_url):
        for path in EXTREME_PAGES.values():
            page.goto(author_url + path, wait_until="load")
