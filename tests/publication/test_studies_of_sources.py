"""What readers are told of the study that a source reports."""

from __future__ import annotations

from headwater.scope import Scope
from tests.site.drawn import drawn
from tests.written import WriteVault

FILES = {
    "Evidence Sources/ash2020.md": "---\nstudy-type: RCT\nspecies: human\nevidence-level: 1b\n---\n",
    "Evidence Sources/elm2021.md": "---\nstudy-type: what B. told me\nspecies: '[[Secret beast]]'\n---\n",
    "Secret beast.md": "---\npublish: false\n---\n",
}


def test_a_source_says_in_usual_words_alone_what_study_it_reports(vault: WriteVault) -> None:
    citations = vault(FILES).publish(Scope(all=True)).citations
    assert citations["ash2020"].study == "randomized controlled trial, human, level 1b"
    assert citations["elm2021"].study == ""


def test_the_row_of_a_source_tells_its_study(vault: WriteVault) -> None:
    page = drawn(vault, FILES)["overview/sources/index.html"]
    assert page.count('<span class="study">') == 1
    assert '<span class="study">randomized controlled trial, human, level 1b</span>' in page
