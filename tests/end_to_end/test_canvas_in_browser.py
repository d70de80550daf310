"""Canvases and the map in a browser: they are moved and zoomed, and are all there without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.end_to_end.test_browser import example_url

__all__ = ["example_url"]

pytestmark = pytest.mark.browser

CANVAS, MAP = "/canvases/evidence-map/", "/map/"
SCALE = "() => new DOMMatrix(getComputedStyle(document.querySelector('[data-panzoom] > *')).transform).a"


def scale(page: Page) -> float:
    """How large the drawing is shown."""
    return float(page.evaluate(SCALE))


@pytest.mark.parametrize("path", [CANVAS, MAP])
def test_a_drawing_is_zoomed_by_buttons_keys_and_the_wheel(page: Page, example_url: str, path: str) -> None:
    page.goto(example_url + path)
    first = scale(page)
    page.get_by_role("button", name="Zoom in").click()
    second = scale(page)
    page.locator("[data-panzoom]").focus()
    page.keyboard.press("+")
    third = scale(page)
    page.mouse.move(700, 700)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    fourth = scale(page)
    page.keyboard.press("-")
    assert first < second < third < fourth
    assert scale(page) < fourth
    page.get_by_role("button", name="Show all").click()
    sizes = page.evaluate(
        "() => { const box = document.querySelector('[data-panzoom]'), sheet = box.firstElementChild;"
        " const shown = sheet.getBoundingClientRect();"
        " return [shown.width - box.clientWidth, shown.height - box.clientHeight]; }"
    )
    assert max(sizes) < 1


def test_a_drawing_is_dragged_and_scrolls_by_the_arrows(page: Page, example_url: str) -> None:
    page.goto(example_url + CANVAS)
    box = page.locator("[data-panzoom]")
    page.get_by_role("button", name="Zoom in").click(click_count=3)
    before = box.evaluate("(box) => box.scrollTop")
    place = box.bounding_box()
    assert place is not None
    page.mouse.move(place["x"] + 15, place["y"] + 400)
    page.mouse.down()
    page.mouse.move(place["x"] + 15, place["y"] + 200)
    page.mouse.up()
    dragged = box.evaluate("(box) => box.scrollTop")
    assert dragged == pytest.approx(before + 200, abs=2)
    box.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_function("(top) => document.querySelector('[data-panzoom]').scrollTop > top", arg=dragged)


def test_boxes_lie_where_the_canvas_has_them_and_a_phone_reads_them_as_a_text(
    page: Page, example_url: str
) -> None:
    page.goto(example_url + CANVAS)
    left, right = ".n3", ".n4"
    wide = [page.locator(box).bounding_box() for box in (left, right)]
    assert wide[0] is not None
    assert wide[1] is not None
    assert wide[0]["x"] + wide[0]["width"] < wide[1]["x"]
    assert wide[0]["y"] == pytest.approx(wide[1]["y"], abs=1)
    page.set_viewport_size({"width": 360, "height": 740})
    page.reload()
    narrow = [page.locator(box).bounding_box() for box in (left, right)]
    assert narrow[0] is not None
    assert narrow[1] is not None
    assert narrow[0]["y"] + narrow[0]["height"] < narrow[1]["y"]
    assert page.locator(".panzoom-tools").count() == 0


def test_the_legend_of_the_map_hides_a_kind(page: Page, example_url: str) -> None:
    page.goto(example_url + MAP)
    insights = page.locator(".garden-sheet .kind-insight").first
    assert insights.is_visible()
    page.get_by_label("Insights").uncheck()
    assert not insights.is_visible()
    page.get_by_label("Insights").check()
    assert insights.is_visible()


def test_what_is_pointed_at_on_the_map_is_said_and_leads_to_its_note(page: Page, example_url: str) -> None:
    page.goto(example_url + MAP)
    dot = page.locator(".garden-sheet .kind-takeaway a").first
    dot.focus()
    said = page.locator(".garden-said").text_content()
    assert said
    assert said == dot.locator("title").text_content()
    page.keyboard.press("Enter")
    page.wait_for_url("**/takeaways/**")
