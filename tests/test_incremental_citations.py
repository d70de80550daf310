"""Builds that use what earlier ones kept cite as builds from nothing do, whatever changes of the sources."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from headwater.bibliography.kept_retractions import KeptRetractions, save_retractions
from headwater.bibliography.pandoc import run_pandoc
from headwater.bibliography.retraction_records import Nature, Record
from tests.cited_notes import run_by
from tests.test_incremental import Edits

OPTIONS = st.sampled_from(
    (
        "",
        "[citations]\nstyle = 'apa'\n",
        "[citations]\nstyle = 'no-such-style'\n",
        "[citations]\nsource-pages = true\n",
        "[citations]\nlocale = 'de-DE'\n",
        "[citations]\nlibraries = ['../outside.json']\nsource-pages = true\n",
        "[citations]\nlibraries = ['missing.json', 'library.json']\nstyle = 'vancouver'\n",
    )
)
CITING = st.sampled_from(
    (
        "As told [@smith2020, 5].",
        "As @jones2021 and [see @smith2020; -@jones2021, chap. 2] tell.",
        "- Discs swell [@smith2020].",
        "# Content\n- Discs shrink (@jones2021).",
        "Nobody knows [@nobody2000].",
        "`[@smith2020]` %% [@jones2021] %%",
        "Words:: [@jones2021]",
    )
)
SMITH = {
    "id": "smith2020",
    "type": "article-journal",
    "title": "On Discs",
    "author": [{"family": "Smith", "given": "A."}],
    "issued": {"date-parts": [[2020]]},
    "DOI": "10.1000/182",
}
JONES = {"id": "jones2021", "type": "book", "title": "Of Water", "author": [{"literal": "Jones"}]}
WORKS = (
    SMITH,
    {**SMITH, "title": "On Discs Again", "note": "lent to B.", "abstract": "Discs."},
    {**SMITH, "title": "RETRACTED: On Discs"},
    JONES,
    {**JONES, "issued": {"date-parts": [[2021]]}},
)
# A library that cannot be read keeps its last good works: that is no build from nothing.
LIBRARIES = st.lists(st.sampled_from(WORKS), max_size=3).map(json.dumps)
RECORDS = tuple(
    Record("10.1000/182", "", nature, date(2024, 1, day), "", "", (), str(day))
    for day, nature in enumerate((Nature.RETRACTION, Nature.CORRECTION), 1)
)


@cache
def answered(arguments: tuple[str, ...], given: bytes) -> bytes:
    """What pandoc says. It says the same to the same question, and takes long."""
    return run_pandoc(arguments, given)


def remembered(arguments: Sequence[str], given: bytes, _environment: Mapping[str, str] | None) -> bytes:
    return answered(tuple(arguments), given)


class CitedEdits(Edits):
    """An author who also changes libraries, citations and what is known of retractions."""

    @initialize()
    def begin_citing(self) -> None:
        run_by(self.patch, remembered)
        self.write("Evidence Sources/smith2020.md", "---\npublish: true\n---\n")
        self.write("Source Content/smith2020 - Figure 1.md", "")
        insight = "---\npublish: true\n---\n# Content\n- Discs hold. [@smith2020]\n"
        self.write("Insights/Disc.md", f"{insight}\nSupported By:: [[smith2020 - Figure 1]]\n")
        self.write("Takeaways/Water.md", f"{insight}\nSupported By:: [[Insights/Disc]]\n")
        self.change_library("library.json", json.dumps(WORKS[:1]))

    @rule(name=st.sampled_from(("library.json", "../outside.json")), text=LIBRARIES)
    def change_library(self, name: str, text: str) -> None:
        (self.vault / name).write_text(text, encoding="utf-8")

    @rule(text=OPTIONS)
    def configure_citations(self, text: str) -> None:
        self.configure(text)

    @precondition(Edits.has_notes)
    @rule(which=st.integers(0, 100), more=CITING)
    def cite(self, which: int, more: str) -> None:
        self.append(which, more)

    @precondition(Edits.has_notes)
    @rule(which=st.integers(0, 100))
    def cite_no_more(self, which: int) -> None:
        place = self.paths()[which % len(self.paths())]
        text = place.read_text(encoding="utf-8")
        place.write_text(text.replace("@smith2020", "Smith").replace("Words::", "Words"), encoding="utf-8")

    @precondition(Edits.has_notes)
    @rule(which=st.integers(0, 100), more=CITING)
    def cite_while_previewing(self, which: int, more: str) -> None:
        self.save_while_previewing(which, more)

    @rule(records=st.lists(st.sampled_from(RECORDS), max_size=2, unique=True))
    def retract(self, records: list[Record]) -> None:
        save_retractions(self.vault, KeptRetractions(tuple(records)))


CitedEdits.TestCase.settings = settings(
    max_examples=20,
    stateful_step_count=10,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
TestCitedEdits = CitedEdits.TestCase
