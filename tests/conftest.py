"""What tests of several parts share: vaults to read, and a browser to look at pages with."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.written import spine_vault, vault

__all__ = ["browser", "page", "spine_vault", "vault"]

TESTS = Path(__file__).parent

# The last three keep Chromium from calling home, which a machine without a network takes long to refuse.
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or the one that `CHROMIUM` names; without any, tests are skipped (not in CI)."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        assert os.environ.get("CI") != "true", "CI must have a browser: see .ci/run"
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_OPTIONS)
        yield launched
        launched.close()


@pytest.fixture(scope="session", autouse=True)
def nothing_is_kept_of_shared_vaults() -> Iterator[None]:
    """Tests that build copy their vault or keep nothing: what is kept of one must not decide another."""
    yield
    shared = (TESTS / "vaults", TESTS.parent / "examples")
    assert [folder for root in shared for folder in root.rglob(".headwater")] == []


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new tab."""
    opened = browser.new_page()
    yield opened
    opened.close()
