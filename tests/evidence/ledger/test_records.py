"""Whatever stands in the ledger's files, each line that can be read counts, and each other is told of."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.evidence.ledger.lines import parse_ledger, renaming_line, review_line, text_line
from headwater.evidence.ledger.meaning import digest_of
from headwater.evidence.ledger.records import REVIEWS, Renaming, Review, Verdict

DATE = datetime(2025, 3, 6, 10, tzinfo=timezone(timedelta(hours=1)))
REVIEW = Review("a", "supports", "b", "m1", "m2", "m3", Verdict.HOLDS, DATE, "Ada", "as far as it goes")


def review(**changes: object) -> Review:
    return REVIEW._replace(**changes)  # type: ignore[arg-type]


def without_lines(reviews: tuple[Review, ...]) -> list[Review]:
    return [one._replace(line=0) for one in reviews]


def told(content: bytes) -> list[str]:
    return [
        f"{problem.place} {problem.message} [{problem.code}]" for problem in parse_ledger(content).problems
    ]


def test_a_review_is_one_line_of_json_with_its_form_s_version() -> None:
    assert json.loads(review_line(REVIEW)) == {
        "version": 1,
        "from": "a",
        "relation": "supports",
        "to": "b",
        "from_meaning": "m1",
        "to_meaning": "m2",
        "below": "m3",
        "verdict": "holds",
        "date": "2025-03-06T10:00:00+01:00",
        "who": "Ada",
        "note": "as far as it goes",
    }
    assert review_line(REVIEW).count(b"\n") == 1


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=9)
NO_LINE = st.just(0)
DATES = st.datetimes(timezones=st.just(UTC))


@given(
    reviews=st.lists(
        st.builds(
            Review,
            WORDS,
            WORDS,
            WORDS,
            WORDS,
            WORDS,
            WORDS,
            st.sampled_from(Verdict),
            DATES,
            WORDS,
            WORDS,
            NO_LINE,
        ),
        unique=True,
    ),
    renamings=st.lists(st.builds(Renaming, WORDS, WORDS, DATES, WORDS), unique=True),
    order=st.randoms(use_true_random=False),
)
def test_what_is_written_is_read_again_in_whatever_order_and_however_often_it_stands(
    reviews: list[Review], renamings: list[Renaming], order: object
) -> None:
    lines = [*map(review_line, reviews), *map(renaming_line, renamings)]
    shuffled = lines * 2
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = parse_ledger(b"".join(lines)), parse_ledger(b"".join(shuffled))
    assert sorted(without_lines(one.reviews)) == sorted(reviews)
    assert set(one.renamings) == set(renamings)
    assert without_lines(other.reviews) == without_lines(one.reviews)
    assert other.renamings == one.renamings


@given(st.binary())
def test_no_bytes_are_too_odd(content: bytes) -> None:
    parse_ledger(content, content)
    lines = parse_ledger(review_line(REVIEW) + content + b"\n" + review_line(review(start="z")))
    assert {one.start for one in lines.reviews} >= {"a", "z"}


def test_of_two_answers_of_one_moment_the_cautious_one_comes_last() -> None:
    lines = [review_line(review(verdict=verdict)) for verdict in (Verdict.REWORK, Verdict.HOLDS)]
    assert [one.verdict for one in parse_ledger(b"".join(lines)).reviews] == ["holds", "rework"]


def test_reviews_are_ordered_by_when_they_were_made_whatever_the_time_zone() -> None:
    later = datetime(2025, 3, 6, 9, 30, tzinfo=UTC)
    lines = [review_line(review(date=date)) for date in (later, DATE)]
    assert [one.date for one in parse_ledger(b"".join(lines)).reviews] == [DATE, later]


def test_line_ends_of_windows_a_byte_order_mark_and_blank_lines_do_not_matter() -> None:
    content = (
        b"\xef\xbb\xbf"
        + review_line(REVIEW).replace(b"\n", b"\r\n")
        + b"\r\n\n"
        + review_line(review(end="c"))
    )
    ledger = parse_ledger(content)
    assert [(one.end, one.line) for one in ledger.reviews] == [("b", 1), ("c", 4)]
    assert ledger.problems == ()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "input data was truncated"),
        (b"[]", "expected `object`, got `array`"),
        (b'{"version":1}', "object missing required field `from`"),
        (b'{"version":0}', "object missing required field `from`"),
        (b"\xff\xfe{\x00", "JSON is malformed: invalid character (byte 0)"),
        (b"<<<<<<< HEAD", "it is a mark of git's, left by a merge"),
        (b'{"version":1,"renamed":"a"}', "object missing required field `to`"),
        (
            review_line(REVIEW).replace(b"+01:00", b""),
            "expected `datetime` with a timezone component - at `$.date`",
        ),
        (review_line(REVIEW).replace(b"holds", b"perhaps"), "invalid enum value 'perhaps' - at `$.verdict`"),
        (
            review_line(REVIEW).replace(b"2025-03", b"2025-13"),
            "invalid RFC3339 encoded datetime - at `$.date`",
        ),
    ],
)
def test_a_line_that_cannot_be_read_is_told_with_its_place_and_why(line: bytes, reason: str) -> None:
    content = review_line(REVIEW) + line.strip() + b"\n" + review_line(review(end="c"))
    assert told(content) == [f"{REVIEWS}:2 is no line of a ledger: {reason} [broken-review]"]
    assert len(parse_ledger(content).reviews) == 2


def test_json_that_is_nested_too_deep_is_a_broken_line() -> None:
    (problem,) = told(b'{"version":1,"x":' + b"[" * 100_000)
    assert "broken-review" in problem


def test_broken_lines_one_below_the_other_are_one_problem() -> None:
    content = b"noise\n" * 1 + b"more noise\nand more\n" + review_line(REVIEW) + b"{\n"
    assert [line.partition(" ")[0] for line in told(content)] == [f"{REVIEWS}:1", f"{REVIEWS}:5"]
    assert "and neither are 2 more directly below" in told(content)[0]


def test_a_line_of_a_newer_version_is_told_of_and_passed_over() -> None:
    content = review_line(REVIEW).replace(b'"version":1', b'"version":2') + b'{"version":7,"all":"else"}\n'
    assert parse_ledger(content).reviews == ()
    said = "is of version {} of the ledger, and this Headwater reads 1; it was passed over [newer-review]"
    assert told(content) == [f"{REVIEWS}:1 {said.format(2)}", f"{REVIEWS}:2 {said.format(7)}"]


def test_keys_that_nobody_knows_are_passed_over() -> None:
    assert len(parse_ledger(review_line(REVIEW).replace(b"{", b'{"mood":"good",', 1)).reviews) == 1


def test_lines_that_stand_there_twice_count_once_and_are_told_of_once() -> None:
    content = review_line(REVIEW) * 3
    assert len(parse_ledger(content).reviews) == 1
    said = "2 line(s) of the ledger repeat earlier ones, the first of them here; each counts once"
    assert told(content) == [f"{REVIEWS}:2 {said} [repeated-review]"]


def test_a_note_that_speaks_of_renaming_is_still_a_review() -> None:
    lines = review_line(review(note="renamed")) + review_line(review(end="c", note='"renamed": "x"'))
    assert len(parse_ledger(lines).reviews) == 2


def test_a_text_counts_only_for_the_hash_that_is_its_own() -> None:
    good, forged = text_line(digest_of("one"), "one"), text_line(digest_of("two"), "three")
    ledger = parse_ledger(review_line(REVIEW), good + forged)
    assert ledger.texts == {digest_of("one"): "one"}
    assert [problem.place for problem in ledger.problems] == [".headwater/reviewed-texts.jsonl:2"]
