"""The tables that tell what was measured, beside what is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bench import HUGO, Bench
from results import Figure, Row, Target, machine, megabytes, milliseconds, seconds, table
from serving import Preview
from trials import ColdTrial, size_of

TITLES = {"nothing": "nothing changed", "edit": "one edit", "link": "one tag more", "new": "one note more"}

TARGETS = {
    "wall": Target(0.40, 0.20),
    "peak memory": Target(0.25, 0.15),
    "nothing": Target(0.15, 0.08, " s"),
    "edit": Target(1 / 15, 1 / 40),
    "preview": Target(1 / 4, 1 / 15),
    "headwater --help": Target(8, 4),
    "headwater trace": Target(20, 10),
}
"""What is wanted at 10,000 notes; of a cold build's time, at 50,000 as well."""

COLD: dict[str, Callable[[ColdTrial], Figure]] = {
    "wall": lambda one: seconds(run.wall for run in one.runs),
    "processors": lambda one: seconds(run.cpu for run in one.runs),
    "peak memory": lambda one: megabytes(run.memory for run in one.watched or one.runs),
    "pages": lambda one: megabytes([size_of(one.output)]),
}
"""What is told of cold builds."""

SERVED: dict[str, tuple[Callable[[Preview], Figure], Target | None]] = {
    "one edit": (lambda one: milliseconds(one.edits), TARGETS["preview"]),
    "first page": (lambda one: seconds([one.ready]), None),
    "peak memory": (lambda one: megabytes([one.memory]), None),
}
"""What is told of previews."""


def report(bench: Bench) -> Iterator[str]:
    """The lines that tell what was measured."""
    choice = bench.choice
    runs = f"{choice.runs} runs each, after {choice.memory_runs} to measure memory"
    yield f"\n{choice.notes:,} notes{bench.size}; {runs}"
    yield machine()
    for title, rows in (
        ("cold", _cold(bench)),
        ("again", _warm(bench)),
        ("start", _start(bench)),
        ("serve", _serve(bench)),
    ):
        yield from table(title, list(rows))


def _cold(bench: Bench) -> Iterator[Row]:
    for ours in bench.ours:
        for name, figure in COLD.items():
            if not bench.others:
                yield Row(name, figure(ours))
            for kind, other in bench.others.items():
                target = TARGETS.get(name) if kind == HUGO else None
                yield Row(name, figure(ours), other.contestant.name, figure(other), target)


def _warm(bench: Bench) -> Iterator[Row]:
    hugo = bench.others.get(HUGO)
    for name, trial in bench.warm.items():
        title = f"{TITLES[name]} ({_span(trial.written)} pages written)"
        wall = seconds(run.wall for run in trial.runs)
        if hugo:
            yield Row(title, wall, f"{hugo.contestant.name}, cold", COLD["wall"](hugo), TARGETS.get(name))
        else:
            yield Row(title, wall, target=TARGETS.get(name))


def _start(bench: Bench) -> Iterator[Row]:
    for command in bench.commands[1:]:
        python = bench.commands[0]
        ours, theirs = milliseconds(command.times), milliseconds(python.times)
        yield Row(command.name, ours, python.name, theirs, TARGETS[command.name])


def _serve(bench: Bench) -> Iterator[Row]:
    for name, (figure, target) in SERVED.items() if bench.previews else ():
        ours, *others = bench.previews
        if not others:
            yield Row(name, figure(ours), target=target)
        for number, other in enumerate(others):
            # What is wanted is told of an edit of one file, which is all that a person would do.
            yield Row(name, figure(ours), other.name, figure(other), None if number else target)


def _span(counts: Sequence[int]) -> str:
    return " to ".join(f"{count:,}" for count in sorted({min(counts), max(counts)}))
