"""Works are formatted once, and again only when what decides them is another."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from headwater.bibliography.formatter import Formatter
from headwater.bibliography.items import Item
from headwater.bibliography.kept import NOTHING_FORMATTED, KeptWork, KeptWorks
from headwater.config import CitationOptions
from tests.cited_notes import ADLER, BOARD, pandoc_runs, without_pandoc

__all__ = ["pandoc_runs"]
KEY = "adlerSlowRivers2019"


def item(data: Mapping[str, Any]) -> Item:
    return Item(str(data["id"]), data, "library.json", 1)


ITEMS = {str(data["id"]): item(data) for data in (ADLER, BOARD)}


def formatter(kept: KeptWorks = NOTHING_FORMATTED, **options: Any) -> Formatter:
    return Formatter(Path(), CitationOptions(**options), kept)


@pytest.fixture(scope="module")
def works() -> Mapping[str, KeptWork]:
    return formatter().works(ITEMS)


def kept(works: Mapping[str, KeptWork]) -> KeptWorks:
    return KeptWorks(b"", dict(works), {})


def test_a_work_is_formatted_with_all_that_is_told_of_it(works: Mapping[str, KeptWork]) -> None:
    work = works[KEY]
    assert work.formatted.text.startswith("Adler, Mara, and Ole Quist. “Slow Rivers Carry Less.”")
    assert work.bibtex.startswith(f"@article{{{KEY},")
    assert (work.facts.title, work.facts.year) == ("Slow Rivers Carry Less", "2019")
    assert work.facts.identifiers == {
        "DOI": "10.5555/rivers.2019.201",
        "PMID": "31234567",
        "PMCID": "PMC6543210",
    }
    assert "TI  - Slow Rivers Carry Less" in work.facts.ris
    assert f'"id": "{KEY}"' in work.facts.item


def test_nothing_is_formatted_of_nothing(pandoc_runs: list[bytes]) -> None:
    assert formatter().works({}) == {}
    assert pandoc_runs == []


def test_what_is_kept_is_used(works: Mapping[str, KeptWork], pandoc_runs: list[bytes]) -> None:
    assert formatter(kept(works)).works(ITEMS) == works
    assert pandoc_runs == []


@pytest.mark.parametrize("options", [{"style": "apa"}, {"locale": "de-DE"}])
def test_another_style_or_locale_formats_anew(
    works: Mapping[str, KeptWork], options: dict[str, str], pandoc_runs: list[bytes]
) -> None:
    again = formatter(kept(works), **options).works(ITEMS)
    assert again[KEY].formatted != works[KEY].formatted
    assert len(pandoc_runs) == 2


def test_without_pandoc_what_was_formatted_last_stays(
    works: Mapping[str, KeptWork], monkeypatch: pytest.MonkeyPatch
) -> None:
    without_pandoc(monkeypatch)
    changed = formatter(kept(works))
    another = ITEMS | {KEY: item({**ADLER, "title": "Another"}), "new": item({**BOARD, "id": "new"})}
    assert changed.works(another) == works
    assert [found.code for found in changed.problems] == ["not-formatted"]


def test_a_page_is_cited_as_it_was_last_when_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    first = formatter()
    page = [f"[@{KEY}, 7]"]
    (before,) = first.on_pages([page], ITEMS)
    assert before is not None
    without_pandoc(monkeypatch)
    later = formatter(KeptWorks(b"", {}, first.cited))
    changed = ITEMS | {KEY: item({**ADLER, "title": "Another"})}
    assert later.on_pages([page, [f"@{KEY}"]], changed) == [before, None]
    # It is kept again, for the next time.
    assert later.cited == first.cited


def test_a_page_is_cited_anew_when_a_work_that_it_cites_is_another() -> None:
    first = formatter(style="apa")
    page = [f"[@{KEY}]"]
    first.on_pages([page], ITEMS)
    later = formatter(KeptWorks(b"", {}, first.cited), style="apa")
    changed = ITEMS | {KEY: item({**ADLER, "issued": {"date-parts": [[1999]]}})}
    (cited,) = later.on_pages([page], changed)
    assert cited is not None
    assert cited.in_text == {page[0]: "(Adler &amp; Quist, 1999)"}
    assert cited.briefly == {page[0]: "(Adler and Quist, 1999)"}


def test_a_style_that_is_none_gives_way_to_the_default_one(works: Mapping[str, KeptWork]) -> None:
    wrong = formatter(style="no-such-style")
    assert wrong.works(ITEMS) == works
    assert [found.code for found in wrong.problems] == ["style-not-used"]
