"""Takeaways have an image that other sites show with a link to them."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from headwater.site import cards
from headwater.site.bundles import asset
from headwater.site.card_images import card_image
from headwater.site.cards import CardText
from tests.site.drawn import built
from tests.written import WriteVault

CONFIG = '[site]\ntitle = "Rivers"\nbase_url = "https://example.org/"\n'
FILES = {
    "headwater.toml": CONFIG,
    "Takeaways/2025-01-29 10-39-27.md": "β rises by ≥ 25 % with H₂O\n\nRests on:: [[lake1999]]",
    "Takeaways/2025-01-30 10-39-27.md": "水は濡れている",
    "Insights/2025-01-31 10-39-27.md": "Rivers run",
    "Evidence Sources/lake1999.md": "---\nyear: 1999\n---\n",
}
PLACE = "takeaways/2025-01-29-10-39-27/"


def images(vault: WriteVault, files: dict[str, str]) -> dict[str, bytes]:
    """The images that a site makes."""
    pages = built(vault, files).site.pages
    return {place: data for place, data in pages.items() if place.endswith(".png")}


def test_a_takeaway_has_a_card_that_its_page_names(vault: WriteVault) -> None:
    found = images(vault, FILES)
    assert list(found) == [f"{PLACE}card.png"]
    with Image.open(io.BytesIO(found[f"{PLACE}card.png"])) as image:
        assert image.size == (1200, 630)
    page = built(vault, FILES).site.pages[f"{PLACE}index.html"].decode()
    assert f'<meta property="og:image" content="https://example.org/{PLACE}card.png">' in page
    assert '<meta property="og:image:alt" content="β rises by ≥ 25 % with H₂O">' in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page


def test_a_claim_in_letters_that_the_font_lacks_has_none(vault: WriteVault) -> None:
    page = built(vault, FILES).site.pages["takeaways/2025-01-30-10-39-27/index.html"]
    assert b"og:image" not in page


def test_without_pillow_there_is_neither_card_nor_tag(
    vault: WriteVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "_can_draw", lambda: False)
    assert images(vault, FILES) == {}
    assert b"og:image" not in built(vault, FILES).site.pages[f"{PLACE}index.html"]


@pytest.mark.parametrize("claim", ["Short", "word " * 80, "W" * 400, "é ≥ β₂ – “Ж” " * 20])
def test_a_card_is_the_same_bytes_each_time_and_small(claim: str) -> None:
    text = CardText(claim, "Takeaway", "A site " * 30, "12 sources · 2004–2019")
    assert card_image(text) == card_image(text)
    assert len(card_image(text)) < 30_000


def test_a_card_says_other_things_in_another_image() -> None:
    text = CardText("A claim", "Takeaway", "Rivers", "1 source")
    others = [text._replace(**{field: "Else"}) for field in CardText._fields]
    assert len({card_image(card) for card in (text, *others)}) == 1 + len(CardText._fields)


def test_cards_have_the_colours_of_the_stylesheet() -> None:
    tokens = re.findall(
        r"--(paper|ink|takeaway): light-dark\(#([0-9a-f]{6})", asset("assets/styles", "tokens.css")
    )
    first = dict(tokens)
    with Image.open(io.BytesIO(card_image(CardText("A", "", "", "")))) as image:
        pixels = image.convert("RGB").tobytes()
    shown = {pixels[at : at + 3].hex() for at in range(0, len(pixels), 3)}
    assert {first["paper"], first["ink"], first["takeaway"]} <= shown
