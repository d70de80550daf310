"""Built sites, made once for all tests of a worker, and a browser to look at them with."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from headwater.opening import Vault, open_vault
from headwater.pipeline import BuiltSite, draw

REPOSITORY = Path(__file__).parents[2]
SHARED = REPOSITORY.parent / "shared" / "data"
CHROMIUM_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


@pytest.fixture(scope="session")
def example() -> Vault:
    return open_vault(REPOSITORY / "examples" / "spine")


@pytest.fixture(scope="session")
def example_site(example: Vault) -> BuiltSite:
    return draw(example)


@pytest.fixture(scope="session")
def spine() -> Vault:
    root = SHARED / "spine-vault"
    if not root.is_dir():
        pytest.skip("the shared vault is not beside this checkout")
    return open_vault(root)


@pytest.fixture(scope="session")
def spine_site(spine: Vault) -> BuiltSite:
    return draw(spine)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        assert os.environ.get("CI") != "true", "CI must have a browser: see .ci/run"
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_OPTIONS)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()
