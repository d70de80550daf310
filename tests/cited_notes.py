"""A small vault whose notes cite works of a library, for tests of everything that citations reach."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from headwater.bibliography import citing, conversion
from headwater.bibliography.forms import bibtex
from headwater.bibliography.pandoc import run_pandoc
from headwater.errors import CitationError

ADLER: Mapping[str, Any] = {
    "id": "adlerSlowRivers2019",
    "type": "article-journal",
    "title": "Slow Rivers Carry Less",
    "author": [{"family": "Adler", "given": "Mara"}, {"family": "Quist", "given": "Ole"}],
    "container-title": "Journal of Imagined Rivers",
    "volume": "12",
    "issue": "3",
    "page": "201-209",
    "issued": {"date-parts": [[2019, 5]]},
    "DOI": "10.5555/rivers.2019.201",
    "PMID": "31234567",
    "PMCID": "PMC6543210",
    "abstract": "We imagined rivers and weighed them.",
}
BOARD: Mapping[str, Any] = {
    "id": "waterboardLevels2021",
    "type": "report",
    "title": "Levels of Ponds",
    "author": [{"literal": "Water Board"}],
    "publisher": "Water Board",
    "issued": {"date-parts": [[2021]]},
}
UNNOTED: Mapping[str, Any] = {
    "id": "unnotedBook2003",
    "type": "book",
    "title": "A Book Without a Note",
    "author": [{"family": "Nemo", "given": "Ida"}],
    "publisher": "Reed Press",
    "issued": {"date-parts": [[2003]]},
}
WORKS = (ADLER, BOARD, UNNOTED)

PUBLISHED = "---\ndg-publish: true\n{}---\n"
TAKEAWAY = "Takeaways/2025-05-04 09-00-00.md"
TAKEAWAY_PAGE = "takeaways/2025-05-04-09-00-00/index.html"
TEXT = "As the trial shows [@adlerSlowRivers2019, 203], and @waterboardLevels2021 agrees."


def library(*works: Mapping[str, Any]) -> str:
    """A library of these works, as Better BibTeX exports CSL JSON; of all of `WORKS` without any."""
    return json.dumps(list(works or WORKS), ensure_ascii=False, indent=1)


def files(text: str = TEXT, options: str = "") -> dict[str, str]:
    """A vault in which a takeaway rests on a published source and one that is not, and cites them.

    Args:
        text: What the takeaway says below its claim.
        options: Lines of the table `[citations]`.
    """
    return {
        "headwater.toml": f"[site]\ntitle = 'Rivers'\n\n[citations]\n{options}\n",
        "library.json": library(),
        "Evidence Sources/adlerSlowRivers2019.md": PUBLISHED.format(""),
        "Evidence Sources/waterboardLevels2021.md": "Nothing of this note is public.\n",
        "Source Content/adlerSlowRivers2019 - Figure 1.md": "Withheld.\n",
        "Source Content/waterboardLevels2021 - Table 2.md": "Withheld.\n",
        "Insights/2025-05-01 08-00-00.md": PUBLISHED.format("")
        + "# Content\n- Ponds rise.\n\nSupported By:: [[adlerSlowRivers2019 - Figure 1]]\nTags:: [[Ponds]]\n",
        "Insights/2025-05-02 08-00-00.md": "# Content\n- Ponds fall.\n\n"
        "Supported By:: [[waterboardLevels2021 - Table 2]]\n",
        TAKEAWAY: PUBLISHED.format("")
        + f"# Content\n- Rivers are slow.\n\n{text}\n\n"
        + "Supported By:: [[2025-05-01 08-00-00]], [[2025-05-02 08-00-00]]\n",
        "Tags/Ponds.md": PUBLISHED.format(""),
    }


Run = Callable[[Sequence[str], bytes, Mapping[str, str] | None], bytes]


def run_by(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """Let something stand in for pandoc wherever a build or a trace would start it."""

    def stand_in(
        arguments: Sequence[str], given: bytes = b"", environment: Mapping[str, str] | None = None
    ) -> bytes:
        return run(arguments, given, environment)

    for module in (citing, conversion, bibtex):
        monkeypatch.setattr(module, "run_pandoc", stand_in)


@pytest.fixture
def pandoc_runs(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What pandoc is given from now on, run by run."""
    runs: list[bytes] = []

    def counted(arguments: Sequence[str], given: bytes, environment: Mapping[str, str] | None) -> bytes:
        runs.append(given)
        return run_pandoc(arguments, given, environment)

    run_by(monkeypatch, counted)
    return runs


def without_pandoc(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take pandoc away."""

    def missing(arguments: Sequence[str], given: bytes, environment: Mapping[str, str] | None) -> bytes:
        raise CitationError("pandoc is missing", hint="install it")

    run_by(monkeypatch, missing)
