"""Sources that were retracted, corrected, called into question or reinstated."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.bibliography.checks.cited import Cited
from headwater.bibliography.retraction_records import Nature
from headwater.bibliography.retractions import Notice, holding
from headwater.problems import Problem, problem

CODES = {
    Nature.RETRACTION: "retracted-source",
    Nature.CONCERN: "source-of-concern",
    Nature.CORRECTION: "corrected-source",
    Nature.REINSTATEMENT: "reinstated-source",
}


def retracted_sources(cited: Cited) -> Iterator[Problem]:
    """One problem for each source and each nature of the notices about it that hold: the latest of them."""
    for note in cited.sources():
        latest = {notice.nature: notice for notice in holding(cited.notices.get(note.name, ()))}
        for nature, notice in latest.items():
            yield problem(CODES[nature], note.path, told=_told(notice))


def _told(notice: Notice) -> str:
    """When, where and by whom, as the end of a sentence."""
    day = f" on {notice.date}" if notice.date else ""
    where = f", https://doi.org/{notice.doi}" if notice.doi else ""
    return f"{day} ({notice.origin}{where})"
