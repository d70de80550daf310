"""The words of the site in each of its languages, and sites that speak another than English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter

import pytest

import headwater.site
from headwater.evidence.directness import Count, Tally
from headwater.evidence.kinds import DEFAULT_KINDS, DEFAULT_RELATIONS
from headwater.evidence.studies import Study, Subject
from headwater.evidence.subjects import SPECIES, STUDY_TYPES
from headwater.problems import CATALOGUE
from headwater.publication.placeholder import PLACEHOLDERS
from headwater.scope import Scope
from headwater.site.languages import LANGUAGES
from headwater.site.languages.en import WORDS as ENGLISH
from headwater.site.study_words import StudyWords
from headwater.site.wording import Words, is_right_to_left, words_of
from tests.site.drawn import drawn, part
from tests.views.reading import UNPUBLISHED
from tests.written import WriteVault

GERMAN = '[site]\nlanguage = "de-AT"\nauthor = "Ωμ"\nbase_url = "https://8.8.8.8/"\nhealth = true\n'
NAMES = frozenset({"BibTeX", "RIS", "CSL", "JSON"})
"""Latin words that are the same in all languages."""

AUTHORED = frozenset({"rats, mice", "RCT", "humans", "cohort study", "in vitro"})
"""What the author of the vault says of studies, which pages of sources repeat."""

CITED = {
    "α2020": "species: [rats, mice]\nstudy-type: RCT\nevidence-level: 2\nabstract: β\n",
    "β2021": "species: humans\nstudy-type: cohort study\nyear: 2021\npopulation: γ\n",
    "γ2022": "species: in vitro\n",
}
VAULT = {
    "headwater.toml": GERMAN,
    "Α.md": "---\ndg-home: true\n---\nΓ [^1]\n\n[^1]: Δ\n",
    **{f"Sources/{name}.md": f"---\nCitation: Ω\n{facts}---\n" for name, facts in CITED.items()},
    "Source Content/α2020 - 1.md": "Rests on:: [[α2020]]\n",
    "Assumptions/Υ.md": "# Content\nΥ\n",
    "Assumptions/Ψ.md": UNPUBLISHED + "# Content\nΨ\n",
    "Quick Notes/Κ.md": "---\ncreated: 2024-01-02\nupdated: 2024-03-04\ntags: [ω]\n---\n# Content\nΚ\n\n"
    "Rests on:: [[α2020]], [[β2021]], [[α2020 - 1]]\nTags:: [[Θ]]\n",
    "Insights/Λ.md": "# Content\nΛ [[Ξ]]\n\nRests on:: [[Κ]], [[Ψ]], [[Υ]]\nTags:: [[Θ]]\n"
    "Opposed by:: [[Ν]]\n",
    "Insights/Ν.md": "# Content\nΝ\n",
    "Insights/Ο.md": "# Content\nΟ\n\nRests on:: [[Π]]\n",
    "Insights/Π.md": "# Content\nΠ\n\nRests on:: [[Ο]]\n",
    "Takeaways/Μ.md": "# Content\nΜ\n\nRests on:: [[Λ]], [[Ξ]]\nSupports:: [[Answers/Σ]]\n",
    "Insights/Ξ.md": UNPUBLISHED + "# Content\nΞ\n",
    "Answers/Σ.md": "Σ\n\n> [!note]\n> Τ\n\n> [!todo]-\n> Τ\n\n- [ ] Τ\n- [x] Τ\n\n"
    "| α | β |\n|-|-|\n| γ | δ |\n\n```mermaid\nα\n```\n\n![](https://8.8.8.8/)\n\nResolves:: [[Χ]]\n",
    "Questions/Χ.md": "Χ [[Ψ]] ![[Ξ]] `[[Ξ]]`\n",
    "Knowledge Gaps/Φ.md": "Generates:: [[Χ]]\n",
    "Tags/Θ.md": "",
}
"""A vault with something of all that pages show, whose author writes in no Latin letters."""


class _Said(HTMLParser):
    """The texts of a page, and what its elements are labelled with, but for what says to be in English."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._english: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [given.get(name) or "" for name in ("aria-label", "alt", "title", "placeholder")]
        if self._english or given.get("lang") == "en" or tag in {"style", "script", "code"}:
            self._english.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._english and self._english[-1] == tag:
            self._english.pop()

    def handle_data(self, data: str) -> None:
        if not self._english:
            self.found.append(data)


def latin_words(text: str) -> set[str]:
    """The words of a text in Latin letters."""
    return set(re.findall(r"[A-Za-zÄÖÜäöüß]+", text))


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_says_the_same_things_with_the_same_facts(language: str) -> None:
    def facts(words: str) -> list[str]:
        return sorted(field for _, field, _, _ in Formatter().parse(words) if field)

    said = LANGUAGES[language]
    assert list(said) == list(ENGLISH)
    assert {key: facts(said[key]) for key in ENGLISH} == {key: facts(ENGLISH[key]) for key in ENGLISH}
    assert all(words.strip() == words and words for words in said.values())
    assert language in PLACEHOLDERS


def test_nothing_can_be_said_that_no_page_says() -> None:
    folder = Path(headwater.site.__file__).parent
    files = (path for path in folder.rglob("*") if path.suffix in {".py", ".html", ".js"})
    code = "".join(path.read_text("utf-8") for path in files if path.parent.name != "languages")
    families = (*re.findall(r'f["\']([a-z.]+\.)\{', code), "species.", "in.", "history.")
    unsaid = [
        key
        for key in (re.sub(r"\.(?:one|other)$", "", key.removeprefix("js.")) for key in ENGLISH)
        if not any(said in code for said in (f'"{key}"', f"'{key}'", f'"{key}.', f"words.{key}"))
        if not key.startswith(families)
    ]
    assert unsaid == []


def test_default_kinds_relations_species_and_types_of_study_have_words_in_every_language() -> None:
    for kind in DEFAULT_KINDS:
        assert ENGLISH[f"kind.{kind.name}"] == kind.name
        assert ENGLISH[f"kinds.{kind.name}"] == kind.plural
    names = {key.partition(".")[2] for key in ENGLISH if key.startswith("relation.")}
    assert names == {"mentions"} | {
        f"{relation.name}{end}" for relation in DEFAULT_RELATIONS for end in ("", "-by")
    }
    for prefix in ("species.", "in."):
        assert {key.removeprefix(prefix) for key in ENGLISH if key.startswith(prefix)} == SPECIES
    assert {key.removeprefix("study.") for key in ENGLISH if key.startswith("study.")} == STUDY_TYPES


def test_studies_are_told_in_english_as_the_command_line_tells_them() -> None:
    human = Study(species=("humans",), subjects=frozenset({Subject.HUMAN}))
    studies = [human, Study(species=("mice", "rats")), Study(), human, Study(species=("rats",))]
    cells = Study(species=("rats",), subjects=frozenset({Subject.IN_VITRO}))
    found = [*studies, cells, Study(subjects=frozenset({Subject.IN_VITRO}))]
    tally = Tally(found)
    for bits in range(1, 1 << len(found)):
        told = tally.of(bits)
        assert StudyWords(words_of("en")).subjects(told.subjects) == told.text


@pytest.mark.parametrize(
    ("told", "german"),
    [
        ("meta-analysis, human, level 1a", "Metaanalyse, am Menschen, Evidenzstufe 1a"),
        ("in vitro study, in vitro (rats)", "In-vitro-Studie, in vitro (Ratten)"),
        ("case series; review, in mice and rats", "Fallserie; Übersichtsarbeit, an Mäusen und Ratten"),
        ("level 1, 2", "Evidenzstufe 1, 2"),
    ],
)
def test_one_study_is_told_in_the_words_of_the_site(told: str, german: str) -> None:
    assert StudyWords(words_of("en")).study(told) == told
    assert StudyWords(words_of("de")).study(told) == german
    assert StudyWords(words_of("de")).subjects([Count("in mice and rats", 2), Count("unknown", 1)]) == (
        "2 Studien an Mäusen und Ratten, 1 unbekannt"
    )


def german_pages(vault: WriteVault, scope: Scope) -> Iterator[tuple[str, str]]:
    pages = drawn(vault, VAULT, scope)
    assert len(pages) > len(VAULT)
    yield from pages.items()


@pytest.mark.parametrize("scope", [Scope(all=True), Scope(all=True, withheld_too=True)])
def test_a_german_site_says_nothing_in_english(vault: WriteVault, scope: Scope) -> None:
    german = latin_words(" ".join(LANGUAGES["de"].values()) + " " + PLACEHOLDERS["de"]) | NAMES
    english = {
        (place, said)
        for place, page in german_pages(vault, scope)
        for said in _Said(page).found
        if said not in CATALOGUE.keys() | AUTHORED
        if not latin_words(re.sub(r"https://\S+", "", said)) <= german
    }
    assert english == set()


def test_the_language_changes_no_address_no_id_and_no_key_of_a_table(vault: WriteVault) -> None:
    def names(pages: dict[str, str]) -> dict[str, list[str]]:
        return {
            place: re.findall(
                r' (?:id|href|data-table|data-relation|class)="[^"]*"', re.sub(r"\?v=\w+", "", page)
            )
            for place, page in pages.items()
        }

    german = names(drawn(vault, VAULT))
    assert names(drawn(vault, {"headwater.toml": GERMAN.replace("de-AT", "en-GB")})) == german


def test_a_configured_plural_comes_before_that_of_the_language(vault: WriteVault) -> None:
    toml = f'{GERMAN}[kinds.insight]\nplural = "Einsichten"\n[kinds.spring]\nfolders = ["Springs"]\n'
    pages = drawn(vault, {**VAULT, "headwater.toml": toml, "Springs/a.md": ""})
    navigation = part(pages["index.html"], "<header", "</header>")
    assert ">Einsichten<" in navigation
    assert ">Erkenntnisse<" not in navigation
    assert "Springs" in pages["overview/springs/index.html"]
    assert '<p class="kind">spring</p>' in pages["springs/a/index.html"]


@pytest.mark.parametrize("tag", ["fr", "x-klingon", "zh-Hant-TW", ""])
def test_an_unknown_language_is_named_as_the_author_names_it_and_spoken_in_english(
    tag: str, vault: WriteVault
) -> None:
    assert Words(tag) == words_of("en")
    page = drawn(vault, {"headwater.toml": f'[site]\nlanguage = "{tag}"\n', "a.md": ""})["404.html"]
    assert f'<html lang="{tag}">' in page
    assert ENGLISH["lost.title"] in page


@pytest.mark.parametrize("tag", ["ar", "he", "fa-IR", "ur", "AR-eg", "yi", "az-Arab", "sd"])
def test_a_language_written_from_right_to_left_turns_the_pages(tag: str, vault: WriteVault) -> None:
    assert is_right_to_left(tag)
    page = drawn(vault, {"headwater.toml": f'[site]\nlanguage = "{tag}"\n', "a.md": ""})["a/index.html"]
    assert f'<html lang="{tag}" dir="rtl">' in page


@pytest.mark.parametrize("tag", ["en", "de", "ks-Deva", "arn", "", "fr-Latn", "en-1996"])
def test_other_languages_run_from_left_to_right(tag: str) -> None:
    assert not is_right_to_left(tag)
