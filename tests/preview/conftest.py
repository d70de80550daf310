"""A preview that serves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from headwater.preview.editions import Editions
from headwater.preview.server import PreviewServer


@pytest.fixture
def editions() -> Editions:
    return Editions()


@pytest.fixture
def server(editions: Editions) -> Iterator[PreviewServer]:
    """A server of these editions on a free port."""
    started = PreviewServer(editions, port=0)
    started.start()
    yield started
    started.close()
