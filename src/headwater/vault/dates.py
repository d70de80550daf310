"""When notes came to be and last changed, from what sync tools do not rewrite.

Created is the property, unless at least ten notes share it to the second and the name is a timestamp;
else the timestamp in the name; else git's first commit. Updated is the property; else git's last
commit. The file system's times never count.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from headwater.errors import HistoryError
from headwater.problems import Problem, problem
from headwater.vault.git import ask_git
from headwater.vault.notes import Dates, Note, NotePath

CLUSTER = 10
"""How many notes must share a created date to the second before it is taken for a sync tool's work."""

_TIMESTAMP = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})[ T_-]?(?P<hour>\d{2})[-:. h]?(?P<minute>\d{2})[-:. m]?(?P<second>\d{2})s?"
)


@lru_cache(maxsize=1 << 17)
def timestamp(name: str) -> datetime | None:
    """The time a note's name stands for, where the name is nothing but a timestamp (no time zone)."""
    match = _TIMESTAMP.fullmatch(name)
    if match is None:
        return None
    try:
        return datetime.fromisoformat("{}T{}:{}:{}".format(*match.groups()))
    except ValueError:
        return None


def date_notes(
    notes: Sequence[Note], created_keys: Sequence[str], updated_keys: Sequence[str], root: Path | None
) -> tuple[dict[NotePath, Dates], tuple[Problem, ...]]:
    """Date every note of a vault.

    Args:
        notes: The notes.
        created_keys: Names of the properties that may hold the created date, the first present one counts.
        updated_keys: The same for the date of the last change.
        root: The vault's folder, to ask git for what the properties do not say; None for not asking.

    Returns:
        The dates by note and what is odd about the properties.
    """
    problems: list[Problem] = []
    created = {note.path: from_property(note, created_keys, problems) for note in notes}
    updated = {note.path: from_property(note, updated_keys, problems) for note in notes}
    named = {note.path: timestamp(note.name) for note in notes}
    clusters = _clusters(created)
    problems += _cluster_problems(clusters, created, named)
    for path, stamp in created.items():
        if stamp is None or (clusters and _to_the_second(stamp) in clusters):
            created[path] = named[path] or stamp
    dates = {path: Dates(stamp, updated[path]) for path, stamp in created.items()}
    undated = [path for path, known in dates.items() if None in known]
    history = git_dates(root) if root is not None and undated else {}
    for path in undated if history else ():
        known, told = dates[path], history.get(path, Dates())
        dates[path] = Dates(known.created or told.created, known.updated or told.updated)
    return dates, tuple(problems)


def from_property(note: Note, keys: Sequence[str], problems: list[Problem]) -> datetime | None:
    """The date that a note's properties give.

    Args:
        note: The note.
        keys: Names of the properties that may hold the date; the first present one counts.
        problems: Where to put it if that one holds no date.
    """
    for key in keys:
        value = note.properties.get(key)
        if value is None or value == "":
            continue
        date = parse_date(value)
        if date is None:
            line = note.property_lines.get(key, 0)
            problems.append(problem("invalid-date", note.path, line, key=key, value=str(value)))
        return date
    return None


def parse_date(value: object) -> datetime | None:
    """The date a property's value stands for: ISO 8601, `T` or a space between date and time, or None."""
    if not isinstance(value, str):
        return None
    try:
        return datetime.fromisoformat(value.strip())
    except ValueError:
        return None


def _clusters(created: Mapping[NotePath, datetime | None]) -> dict[datetime, int]:
    """The created dates so many notes share that no person can have written them all, and how many do.

    Midnight is none of them: it is how a date without a time is read.
    """
    seconds = (_to_the_second(date) for date in created.values() if date is not None)
    counts = Counter(date for date in seconds if date.hour or date.minute or date.second)
    return {date: count for date, count in counts.items() if count >= CLUSTER}


def _to_the_second(date: datetime) -> datetime:
    return date.replace(microsecond=0) if date.microsecond else date


def _cluster_problems(
    clusters: Mapping[datetime, int],
    created: Mapping[NotePath, datetime | None],
    named: Mapping[NotePath, datetime | None],
) -> Iterator[Problem]:
    """One problem for each cluster, at the first note whose name tells the date better."""
    reported: set[datetime] = set()
    for path, stamp in sorted(created.items(), key=lambda item: item[0]) if clusters else ():
        date = _to_the_second(stamp) if stamp and named[path] else None
        if date and date in clusters and date not in reported:
            reported.add(date)
            yield problem("date-cluster", path, count=clusters[date], stamp=date.isoformat(" "))


def git_dates(root: Path) -> dict[NotePath, Dates]:
    """The first and last commit of every file below a folder, by one call of git; renames are followed.

    Returns:
        Nothing where the folder is in no git repository or git is not installed.
    """
    command = [
        "log", "--no-ext-diff", "--no-textconv", "--no-show-signature", "--find-renames", "--name-status",
        "--relative", "-z", "--format=%x01%aI", "--", ".",
    ]  # fmt: skip
    try:
        log = ask_git(root, command)
    except HistoryError:
        return {}
    return _parse_log(unicodedata.normalize("NFC", log.decode("utf-8", "replace")))


def _parse_log(log: str) -> dict[NotePath, Dates]:
    """Read `git log --name-status -z`, newest commit first."""
    dates: dict[NotePath, Dates] = {}
    names: dict[str, str] = {}
    for commit in log.split("\x01")[1:]:
        stamp, _, changes = commit.partition("\x00")
        when = parse_date(stamp)
        if when is None:
            continue
        parts = iter(changes.strip("\x00\n").split("\x00"))
        for status in parts:
            letter = status.strip()[:1]
            if not letter:
                continue
            first = next(parts, "")
            path = next(parts, "") if letter in "RC" else first
            today = NotePath(names.pop(path, path) if letter == "R" else names.get(path, path))
            if letter == "R":
                names[first] = today
            known = dates.get(today)
            dates[today] = Dates(when, known.updated if known else when)
    return dates
