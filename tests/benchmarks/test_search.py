"""The benchmark of the search measures what it says, on a small vault."""

from __future__ import annotations

import pytest
import search


@pytest.mark.browser
def test_it_prints_sizes_and_what_queries_move(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "QUERIES", ("the",))
    assert search.main(["--notes", "60"]) == 0
    told = capsys.readouterr().out
    assert "| terms | 2 |" in told
    assert "| `the` | " in told


@pytest.mark.browser
def test_it_fails_if_a_query_moves_more_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "QUERIES", ("the",))
    monkeypatch.setattr(search, "MOST_MOVED", 100)
    assert search.main(["--notes", "60"]) == 1
