"""Results are printed as medians with their range, and the ratios of medians beside what is wanted."""

from __future__ import annotations

from results import Figure, Row, Target, megabytes, milliseconds, seconds, table


def test_a_figure_is_its_median_with_the_lowest_and_the_highest() -> None:
    assert str(seconds([3.0, 1.0, 2.5])) == "2.50 (1.00 to 3.00)"
    assert str(seconds([0.08, 0.0841, 0.0799])) == "0.080 (0.080 to 0.084)"
    assert str(milliseconds([0.012, 1.5])) == "756 (12 to 1,500)"


def test_a_figure_whose_values_look_alike_is_one_number() -> None:
    assert str(megabytes([62_000_000])) == "62"


def test_a_row_has_the_ratio_of_the_medians_and_what_is_wanted_of_it() -> None:
    row = Row("wall", seconds([1.0, 2.0, 9.0]), "hugo", seconds([4.0]), Target(0.4, 1 / 15))
    assert list(table("cold", [row]))[-1] == (
        "| wall, s | 2.00 (1.00 to 9.00) | hugo | 4.00 | 0.5 | 0.4, aim 0.0667 |"
    )


def test_a_row_without_another_has_no_ratio() -> None:
    row = Row("nothing changed", Figure([0.2], "s"), target=Target(0.15, 0.08, " s"))
    assert list(table("again", [row]))[-1] == ("| nothing changed, s | 0.200 |  |  |  | 0.15 s, aim 0.08 s |")


def test_there_is_no_table_without_rows() -> None:
    assert list(table("serve", [])) == []
