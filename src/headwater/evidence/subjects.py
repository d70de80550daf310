"""Words for what studies are made on and how they are made, as data.

The names of species are those of MeSH, the thesaurus of PubMed (https://www.ncbi.nlm.nih.gov/mesh), and of
common English and Latin. Words that mean something else more often are left out: a calf is a muscle, too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

HUMANS = "humans"
ANIMALS = "animals"
IN_VITRO = "in vitro"

_SUBJECTS = {
    HUMANS: "human, humans, homo sapiens, h. sapiens",
    "rats": "rat, rats, rattus, rattus norvegicus, r. norvegicus, sprague-dawley, sprague dawley, wistar",
    "mice": "mouse, mice, murine, mus musculus, m. musculus, c57bl/6, c57bl/6j, balb/c",
    "rabbits": "rabbit, rabbits, leporine, oryctolagus cuniculus, o. cuniculus",
    "dogs": "dog, dogs, canine, canines, beagle, beagles, canis familiaris, canis lupus familiaris",
    "cats": "cat, cats, feline, felines, felis catus",
    "pigs": "pig, pigs, porcine, swine, minipig, minipigs, piglet, piglets, sus scrofa",
    "sheep": "sheep, ovine, ewe, ewes, lamb, lambs, ovis aries",
    "goats": "goat, goats, caprine, capra hircus",
    "cattle": "cattle, cow, cows, bovine, bos taurus",
    "horses": "horse, horses, equine, equus caballus",
    "non-human primates": "non-human primate, non-human primates, nonhuman primate, nonhuman primates,"
    " monkey, monkeys, macaque, macaques, macaca, macaca mulatta, rhesus, baboon, baboons, chimpanzees,"
    " marmosets",
    "guinea pigs": "guinea pig, guinea pigs, cavia porcellus",
    "hamsters": "hamster, hamsters, mesocricetus auratus",
    "chickens": "chicken, chickens, gallus gallus, chick embryo, chick embryos",
    "zebrafish": "zebrafish, danio rerio",
    "frogs": "frog, frogs, xenopus, xenopus laevis",
    "fruit flies": "fruit fly, fruit flies, drosophila, drosophila melanogaster, d. melanogaster",
    "roundworms": "caenorhabditis elegans, c. elegans",
    ANIMALS: "animal, animals, rodent, rodents, nonhuman, non-human, preclinical, pre-clinical, veterinary",
    IN_VITRO: "in vitro, in-vitro, ex vivo, ex-vivo, cell culture, cell cultures, cultured, cell line,"
    " cell lines, tissue culture, organoid, organoids, explant, explants, in vitro techniques",
}
"""What studies are made on, each with the words for it."""

NOT_HUMAN = frozenset(_SUBJECTS) - {HUMANS, IN_VITRO}
"""The names of animals."""

_PEOPLE = (
    "people, person, persons, patient, patients, man, men, woman, women, participants, volunteers, child,"
    " children, adult, adults, infant, infants, neonates, newborns, adolescents, boys, girls, athletes,"
    " runners, veterans, cadaver, cadavers"
)
"""Words for humans that are said of animals as well: adult rats, canine patients."""

_STUDY_TYPES = {
    "systematic review and meta-analysis": "systematic review & meta-analysis,"
    " systematic review with meta-analysis",
    "meta-analysis": "meta analysis, metaanalysis, meta-analyses",
    "systematic review": "systematic reviews",
    "guideline": "guidelines, practice guideline, clinical practice guideline",
    "randomized controlled trial": "rct, rcts, randomized controlled trials, randomized trial,"
    " randomized clinical trial, randomized control trial",
    "controlled clinical trial": "controlled trial",
    "clinical trial": "clinical trials",
    "cohort study": "cohort, cohort studies",
    "case-control study": "case-control, case control, case control study, case-control studies",
    "cross-sectional study": "cross-sectional, cross sectional, cross sectional study,"
    " cross-sectional studies",
    "observational study": "observational, observational studies",
    "case series": "case-series",
    "case report": "case reports",
    "animal study": "animal studies, animal experiment, animal experiments",
    "in vitro study": "in vitro studies, in-vitro study, cell study",
    "review": "reviews, review article, literature review",
}
"""Types of study, the more telling first, each with other words for it."""

LETTERS_OF_A_WORD = 80
"""How much of an author's own words is kept; a longer text is none of what these words stand for."""


SPECIES = frozenset(_SUBJECTS) - {IN_VITRO}
"""The names of all that studies are made on, people among them."""

STUDY_TYPES = frozenset(_STUDY_TYPES)
"""The usual names of types of study."""


def normal(text: str) -> str:
    """The form in which words are compared: NFKC, lower case, American spelling, one space between them."""
    words = " ".join(re.split(r"[\s_]+", unicodedata.normalize("NFKC", text).casefold()))
    return words.replace("randomis", "randomiz").replace("‐", "-").replace("–", "-").strip(" #*.,;:\"'")


def _names(table: Mapping[str, str]) -> dict[str, str]:
    """The name that each word stands for."""
    return {word: name for name, words in table.items() for word in (name, *words.split(", "))}


def _pattern(words: Iterable[str]) -> str:
    """What finds words in a normal text, the longest first, so that guinea pigs are no pigs."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"


_SUBJECT_OF = _names(_SUBJECTS)
_TYPE_OF = _names(_STUDY_TYPES)
_TYPES = tuple(_STUDY_TYPES)
# Compiled when they are first asked for, and kept by `re`: most runs look at no study.
_SUBJECT = _pattern(_SUBJECT_OF)
_PERSON = _pattern(_PEOPLE.split(", "))
_ANIMAL = _pattern(word for word, name in _SUBJECT_OF.items() if name in NOT_HUMAN)
_CELLS = (
    _pattern(word for word, name in _SUBJECT_OF.items() if name == IN_VITRO)
    + r"|(?<!\w)cells?(?!\w)|(?:cytes?|blasts?|cellular)(?!\w)"
)


def subjects_in(text: str) -> frozenset[str]:
    """What a text says a study was made on, as far as its words are known: `rats`, `humans`, `in vitro`.

    Animals are left out beside a species, as MeSH gives both.
    """
    words = normal(text)
    found = {_SUBJECT_OF[match[0]] for match in re.finditer(_SUBJECT, words)}
    if not found - {IN_VITRO} and re.search(_PERSON, words):
        found.add(HUMANS)
    return _without_animals(found)


def subjects_of_tags(tags: Iterable[str]) -> frozenset[str]:
    """The same for tags; each must be such a word, or have one between slashes or commas (`Rats, Wistar`)."""
    parts = (normal(part) for tag in tags for part in (tag, *re.split(r"[/,]", tag)))
    return _without_animals({_SUBJECT_OF[part] for part in parts if part in _SUBJECT_OF})


def _without_animals(found: set[str]) -> frozenset[str]:
    return frozenset(found - {ANIMALS} if found - {ANIMALS, HUMANS, IN_VITRO} else found)


def study_type(text: str) -> str:
    """The usual name of a type of study, or the author's own words."""
    return _TYPE_OF.get(normal(text)) or " ".join(text.split())[:LETTERS_OF_A_WORD]


def study_type_of_tags(tags: Iterable[str]) -> str:
    """The most telling type of study among tags; empty where there is none."""
    parts = (normal(part) for tag in tags for part in (tag, *tag.split("/")))
    found = {_TYPE_OF[part] for part in parts if part in _TYPE_OF}
    return min(found, key=_TYPES.index, default="")


def says_animals(text: str) -> bool:
    """Whether a text names a species that is not ours, or animals at all."""
    return re.search(_ANIMAL, normal(text)) is not None


def says_cells(text: str) -> bool:
    """Whether a text speaks of cells or of work outside a living body."""
    return re.search(_CELLS, normal(text)) is not None
