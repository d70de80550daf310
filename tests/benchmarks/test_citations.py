"""The benchmark of citations measures what it says, on few works."""

from __future__ import annotations

import citations
import pytest


def test_it_prints_a_row_for_each_style_and_one_changed_work_formats_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("MOST", "MOST_WARM"):
        monkeypatch.setattr(citations, name, float("inf"))  # nothing is timed here
    arguments = ["--works", "6", "--pages", "2", "--runs", "1", "--styles", "vancouver,apa"]
    assert citations.main(arguments) == 0
    told = capsys.readouterr().out
    assert "A warm build:" in told
    rows = [row.split(" | ") for row in told.splitlines() if row.startswith("| ")][1:]
    assert [row[0] for row in rows] == ["| apa", "| vancouver"]
    assert [row[6] for row in rows] == ["1", "1"]


def test_it_fails_if_formatting_takes_longer_than_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(citations, "MOST", 0.0)
    assert citations.main(["--works", "3", "--pages", "1", "--runs", "1", "--styles", "apa"]) == 1
