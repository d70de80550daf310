"""Feeds: held against what RFC 4287 and JSON Feed 1.1 ask of them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from html.parser import HTMLParser
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headwater.scope import Scope
from headwater.site.feeds import MOST
from tests.site.drawn import built, part
from tests.views.reading import EVERYTHING, UNPUBLISHED
from tests.written import WriteVault

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://example.org/garden"
TOML = f'[site]\ntitle = "Garden"\nbase_url = "{BASE}/"\n'
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})")
"""A date of RFC 3339."""


class _Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in {"href", "src"}]


def is_url(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"http", "https", "mailto", "tel"} and bool(parts.netloc or parts.path)


def one(element: ET.Element, name: str) -> str:
    """The text of the one child of a name."""
    (found,) = element.findall(f"{ATOM}{name}")
    assert found.text
    return found.text


def assert_entry_is_valid(entry: ET.Element) -> None:
    """What RFC 4287, 4.1.2 asks of an entry, and what ours promise besides."""
    assert is_url(one(entry, "id"))
    assert one(entry, "title").strip()
    published, updated = (one(entry, name) for name in ("published", "updated"))
    assert MOMENT.fullmatch(published)
    assert MOMENT.fullmatch(updated)
    assert datetime.fromisoformat(updated) >= datetime.fromisoformat(published)
    (link,) = entry.findall(f"{ATOM}link")
    assert (link.get("rel"), link.get("href")) == ("alternate", one(entry, "id"))
    assert all(category.get("term") for category in entry.findall(f"{ATOM}category"))
    (content,) = entry.findall(f"{ATOM}content")
    assert content.get("type") == "html"
    assert all(map(is_url, _Links(content.text or "").found))


def assert_is_valid(data: bytes, place: str) -> list[str]:
    """What RFC 4287, 4.1.1 asks of a feed; gives the names of its entries in their order."""
    feed = ET.fromstring(data)
    assert feed.tag == f"{ATOM}feed"
    assert one(feed, "id") == f"{BASE}/{place}"
    assert one(feed, "title")
    assert one(feed.find(f"{ATOM}author") or ET.Element("none"), "name")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"self": f"{BASE}/{place}", "alternate": f"{BASE}/{place.removesuffix('feed.xml')}"}
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        assert_entry_is_valid(entry)
    ids = [one(entry, "id") for entry in entries]
    assert len(set(ids)) == len(ids) <= MOST
    assert one(feed, "updated") == max(one(entry, "updated") for entry in entries)
    return [one(entry, "title") for entry in entries]


def files_of(
    vault: WriteVault, files: Mapping[str, str | bytes], scope: Scope = EVERYTHING
) -> dict[str, bytes]:
    return dict(built(vault, {"headwater.toml": TOML, **files}, scope).site.pages.items())


def dated(day: int, text: str = "", *lines: str) -> str:
    return "\n".join(["---", f"created: 2025-01-{day:02}T10:00:00+02:00", *lines, "---", text])


VAULT = {
    "Insights/Old.md": dated(1, "# Content\nOld **is** [[New]]\nTags:: [[Disc]]\nRests on:: [[s2020]]\n"),
    "Insights/New.md": dated(3, "# Content\nNew\n", "updated: 2025-02-01T00:00:00Z"),
    "Insights/Undated.md": "# Content\nUndated\nTags:: [[Disc]]\n",
    "Insights/Hidden.md": dated(4, "# Content\nHidden\n", "dg-hide: true"),
    "Insights/Withheld.md": dated(4, "# Content\nCANARY\nTags:: [[Disc]]\n", "dg-publish: false"),
    "Takeaways/Between.md": dated(2, "# Content\nBetween\nRests on:: [[Old]], [[Withheld]]\n"),
    "Sources/s2020.md": "",
    "Tags/Disc.md": "",
    "Tags/Empty.md": "",
}


def test_a_site_has_a_feed_of_all_notes_one_of_each_kind_and_one_of_each_topic(vault: WriteVault) -> None:
    files = files_of(vault, VAULT)
    feeds = {
        place: assert_is_valid(data, place) for place, data in files.items() if place.endswith("feed.xml")
    }
    assert feeds == {
        "feed.xml": ["New", "Between", "Old"],
        "overview/insights/feed.xml": ["New", "Old"],
        "overview/takeaways/feed.xml": ["Between"],
        "tags/disc/feed.xml": ["Old"],
    }


def test_a_feed_says_the_claim_what_it_rests_on_and_its_topics(vault: WriteVault) -> None:
    feed = ET.fromstring(files_of(vault, VAULT)["tags/disc/feed.xml"])
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    html = one(entry, "content")
    assert "Old <strong>is</strong> <a" in html
    assert f'href="{BASE}/insights/new/"' in html
    assert html.endswith("<p>Sources: 1 source</p>")
    assert [category.get("term") for category in entry.findall(f"{ATOM}category")] == ["Disc"]
    assert (one(entry, "published"), one(entry, "updated")) == ("2025-01-01T08:00:00Z",) * 2


def test_the_feed_in_json_says_the_same(vault: WriteVault) -> None:
    files = files_of(vault, VAULT)
    told = json.loads(files["feed.json"])
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["feed_url"] == f"{BASE}/feed.json"
    assert told["home_page_url"] == f"{BASE}/"
    assert told["authors"] == [{"name": "Garden"}]
    atom = ET.fromstring(files["feed.xml"])
    for item, entry in zip(told["items"], atom.findall(f"{ATOM}entry"), strict=True):
        assert set(item) - {"tags"} == {
            "id", "url", "title", "content_html", "date_published", "date_modified"
        }  # fmt: skip
        assert item["id"] == item["url"] == one(entry, "id")
        assert item["content_html"] == one(entry, "content")
        assert (item["date_published"], item["date_modified"]) == (
            one(entry, "published"), one(entry, "updated")
        )  # fmt: skip


def test_pages_name_the_feed_of_the_site_and_their_own(vault: WriteVault) -> None:
    def feeds(place: str) -> list[str]:
        head = part(files[place].decode(), "<head>", "</head>")
        return re.findall(
            r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">', head
        )

    files = files_of(vault, VAULT)
    assert feeds("index.html") == ["./feed.xml"]
    assert feeds("404.html") == ["/garden/feed.xml"]
    assert feeds("insights/old/index.html") == feeds("tags/empty/index.html") == ["../../feed.xml"]
    assert feeds("overview/insights/index.html") == ["../../feed.xml", "../../overview/insights/feed.xml"]
    assert feeds("tags/disc/index.html") == ["../../feed.xml", "../../tags/disc/feed.xml"]


@pytest.mark.parametrize("address", ["", "example.org", "file:///srv/site/"])
def test_a_site_that_does_not_know_its_address_on_the_web_has_no_feeds(
    address: str, vault: WriteVault
) -> None:
    files = files_of(vault, {**VAULT, "headwater.toml": f'[site]\nbase_url = "{address}"\n'})
    assert not [place for place in files if "feed" in place]
    assert b"atom+xml" not in files["index.html"]


def test_no_feed_says_anything_of_a_withheld_note(vault: WriteVault) -> None:
    files = files_of(vault, VAULT)
    assert not [
        place
        for place, data in files.items()
        if "feed" in place and (b"CANARY" in data or b"Withheld" in data)
    ]


def test_without_a_date_there_is_nothing_to_tell(vault: WriteVault) -> None:
    files = files_of(vault, {"Insights/i.md": "", "Insights/j.md": UNPUBLISHED})
    assert not [place for place in files if "feed" in place]


def test_a_feed_holds_the_newest_notes_of_very_many(vault: WriteVault) -> None:
    notes = {
        f"Insights/2025-01-01 00-{number // 60:02}-{number % 60:02}.md": "" for number in range(MOST * 3)
    }
    told = json.loads(files_of(vault, notes)["feed.json"])
    assert [item["date_published"] for item in told["items"]] == sorted(
        (item["date_published"] for item in told["items"]), reverse=True
    )
    assert len(told["items"]) == MOST
    assert (
        told["items"][0]["date_published"] == f"2025-01-01T00:0{(MOST * 3 - 1) // 60}:{(MOST * 3 - 1) % 60}Z"
    )


@pytest.mark.parametrize("created", ["0001-01-01T00:00:01+10:00", "9999-12-31T23:59:59-10:00", "0987-06-05"])
def test_dates_at_the_ends_of_time_are_dates(created: str, vault: WriteVault) -> None:
    files = files_of(vault, {"Insights/i.md": f"---\ncreated: {created}\n---\nText\n"})
    assert assert_is_valid(files["feed.xml"], "feed.xml") == ["i"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(
    claim=st.text(max_size=80)
    | st.sampled_from(['<a href="/x">', "]]>", "&#0;", 'href="/x"', "\ufffe", "x\x0by"]),
    title=st.text(max_size=30),
)
def test_feeds_of_any_text_are_valid(claim: str, title: str, vault: WriteVault) -> None:
    text = f"---\ncreated: 2025-01-01\ntitle: {json.dumps(title)}\n---\n# Content\n{claim} [[i]]\n"
    files = files_of(vault, {"Insights/i.md": text.encode(errors="replace")})
    if "feed.xml" in files:  # not where the text ends the frontmatter
        assert_is_valid(files["feed.xml"], "feed.xml")
        assert json.loads(files["feed.json"])["items"][0]["content_html"]
