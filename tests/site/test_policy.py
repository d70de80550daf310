"""What pages may do is said by every page, by the preview and by the file for hosts, in the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from headwater.site.host_files import PLACE
from headwater.site.policy import HEADERS, OF_HOST, OF_PAGES, WHOLE
from tests.end_to_end.reading import pages
from tests.site.drawn import built
from tests.views.reading import EVERYTHING
from tests.written import WriteVault

META = f'<meta http-equiv="Content-Security-Policy" content="{OF_PAGES}">'
TRUSTING = "[markdown]\ntrust_html = true\n"
ALL_SORTS = """---
dg-home: true
---
$x^2$ and $$\\frac{1}{2}$$ and `code` <b style="color: red" onclick="go()">b</b> [a](javascript:go)

```python
def name(): return 1
```
```mermaid
graph TD
```

> [!note]- Folded
> words

| a | b |
|:-:|--:|
| 1 | 2 |

- [x] done

<script>alert(1)</script><style>p {}</style><svg onload="go()"><script>x</script></svg>
![[p.png|100x50]] ![[drawing.svg]] ![[film.mp4]] [[Takeaway]] ==marked== [^1] ![](https://example.org/a.png)

[^1]: A note.
"""
VAULT: dict[str, str | bytes] = {
    "Home.md": ALL_SORTS,
    "Takeaways/Takeaway.md": "# Content\n- It holds [[T]]\n\nInsights:: [[2025-01-01 10-00-00]]\n",
    "Insights/2025-01-01 10-00-00.md": '# Content\n- So <i style="x">they</i> say\n',
    "Evidence Sources/s2020.md": "---\nDOI: 10.1000/x\nCitation: A trial.\n---\n",
    "Tags/T.md": "",
    "p.png": b"",
    "film.mp4": b"",
    "drawing.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}


class _Risky(HTMLParser):
    """What would need `unsafe-inline`, and addresses of another scheme than those of links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        runs = tag == "script" and "src" not in given and given.get("type") != "application/ld+json"
        if runs or tag in {"style", "base", "iframe", "object", "embed"}:
            self.found.append(tag)
        for name, value in attrs:
            scheme = re.match(r"[\x00-\x20]*([a-z][a-z0-9+.-]*):", value or "", re.IGNORECASE)
            is_address = name in {"href", "src", "action", "formaction", "xlink:href", "data", "poster"}
            if name == "style" or name.startswith("on"):
                self.found.append(f"{tag} {name}")
            elif is_address and scheme and scheme[1].lower() not in {"http", "https", "mailto", "tel"}:
                self.found.append(f"{tag} {name}={value}")


def _risky(site: dict[str, str]) -> Iterator[str]:
    for place, page in site.items():
        yield from (f"{place}: {found}" for found in _Risky(page).found)


def test_every_page_carries_the_policy_before_all_that_it_is_about(vault: WriteVault) -> None:
    for place, page in pages(built(vault, VAULT, EVERYTHING).site):
        head, meta, _ = page.partition(META)
        assert meta, place
        assert not re.search(r"<(?:link|script|style|title|img)", head), place


def test_the_preview_says_what_pages_say_and_what_only_a_header_can(vault: WriteVault) -> None:
    assert built(vault, VAULT, EVERYTHING).site.policy == WHOLE == f"{OF_PAGES}; {OF_HOST}"
    assert "unsafe" not in WHOLE


def test_no_page_needs_more_than_the_policy_allows(vault: WriteVault) -> None:
    assert list(_risky(dict(pages(built(vault, VAULT, EVERYTHING).site)))) == []


def test_the_file_for_hosts_has_the_headers_and_what_no_page_can_say(vault: WriteVault) -> None:
    text = built(vault, VAULT, EVERYTHING).site.pages[PLACE].decode()
    first, *lines = text.splitlines()
    assert first == "/*"
    said = [tuple(line.strip().split(": ", 1)) for line in lines]
    assert said == [*HEADERS, ("Content-Security-Policy", "frame-ancestors 'none'")]


@pytest.mark.parametrize("place", ["index.html", "404.html", "home/index.html"])
def test_where_authors_html_is_trusted_it_may_do_what_it_does(vault: WriteVault, place: str) -> None:
    site = built(vault, {**VAULT, "headwater.toml": TRUSTING}, EVERYTHING).site
    assert "Content-Security-Policy" not in dict(pages(site))[place]
    assert site.policy == OF_HOST
    assert OF_HOST in site.pages[PLACE].decode()
