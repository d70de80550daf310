"""What a search moves stays small on a generated vault."""

from __future__ import annotations

from pathlib import Path

LARGEST = 20_000
"""Bytes that a shard may have."""


def test_no_file_of_the_index_is_large(built: Path) -> None:
    files = list((built / "assets" / "search").glob("*.js"))
    assert len(files) > 30
    assert [file.name for file in files if file.stat().st_size > LARGEST] == []


def test_the_largest_shards_and_ten_results_move_under_the_limit(built: Path) -> None:
    def largest(sort: str, count: int) -> int:
        sizes = (file.stat().st_size for file in (built / "assets" / "search").glob(f"{sort}*.js"))
        return sum(sorted(sizes, reverse=True)[:count])

    assert largest("m", 1) + largest("g", 1) + largest("t", 4) + largest("v", 1) + largest("d", 10) < 300_000
