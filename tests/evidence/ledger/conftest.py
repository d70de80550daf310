"""A desk for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evidence.ledger.reading import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A vault of one chain that somebody has reviewed as a whole."""
    desk = Desk(tmp_path)
    desk.review_all()
    return desk
