"""What a site says in its own words: labels, headings and sentences, in the language of its notes.

`headwater.site.languages` holds a table for each language. A text may have facts in braces: `{title}`. What
is said of a number has two forms, `….one` and `….other`, of which `Words.count` takes the right one.

What has names of its own outside the site (kinds, relations, species, states) is said by `Words.known`: its
key ends with that name, in English.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from headwater.site.languages import LANGUAGES

_LETTERS_OF_A_SCRIPT = 4
_SCRIPTS = "js."
"""What begins the keys of what scripts say."""


class Words:
    """The words of one language; English where it has none for something."""

    def __init__(self, tag: str) -> None:
        """Choose a language.

        Args:
            tag: A BCP 47 tag, such as `de-AT`; English is taken where there is no such language.
        """
        self.language = tag.partition("-")[0].lower()
        self._texts: Mapping[str, str] = {**LANGUAGES["en"], **LANGUAGES.get(self.language, {})}

    def __eq__(self, other: object) -> bool:
        """Whether they say the same."""
        return isinstance(other, Words) and self._texts == other._texts

    def __hash__(self) -> int:
        """Of the language."""
        return hash(self.language)

    def __call__(self, key: str, **facts: object) -> str:
        """A text, as plain text or as HTML if the facts are HTML.

        Args:
            key: What is to be said.
            facts: What stands in the place of the words in braces.

        Raises:
            KeyError: Nothing of the kind can be said: a bug.
        """
        said = self._texts[key]
        return said.format_map(facts) if facts else said

    def known(self, key: str, otherwise: str) -> str:
        """A text, or another one where there is none: what has a name may have been named by an author.

        Args:
            key: What is to be said.
            otherwise: What is said where the site has no words for it.
        """
        return self._texts.get(key, otherwise)

    def count(self, key: str, number: int, **facts: object) -> str:
        """A number with what it counts: `3 sources`.

        Args:
            key: What is counted.
            number: How many there are.
            facts: What stands in the place of the words in braces; of `{n}`, the number as it is if it is
                not among them.
        """
        return self._texts[f"{key}.one" if number == 1 else f"{key}.other"].format_map({"n": number} | facts)

    def number(self, number: int) -> str:
        """A number with a sign between its thousands."""
        return f"{number:,}".replace(",", self._texts["thousands"])

    def listed(self, items: Sequence[str]) -> str:
        """`a, b and c`.

        Args:
            items: At least one.
        """
        *others, last = items
        return self("and", others=", ".join(others), last=last) if others else last

    @cached_property
    def of_scripts(self) -> Mapping[str, str]:
        """What scripts say, by key without `js.`."""
        return {
            key.removeprefix(_SCRIPTS): text for key, text in self._texts.items() if key.startswith(_SCRIPTS)
        }


_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
    | {"adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"}
)
"""Languages, and scripts (ISO 15924), that are written from the right to the left."""


def is_right_to_left(tag: str) -> bool:
    """Whether a language is written from the right to the left.

    Args:
        tag: A BCP 47 tag. A script in it counts more than the language: `az-Arab`, but not `ks-Deva`.
    """
    language, *others = tag.lower().split("-")
    scripts = [part for part in others if len(part) == _LETTERS_OF_A_SCRIPT and part.isalpha()]
    return (scripts[0] if scripts else language) in _RIGHT_TO_LEFT


@lru_cache(maxsize=16)
def words_of(tag: str) -> Words:
    """The words of a language; always the same object.

    Args:
        tag: A BCP 47 tag.
    """
    return Words(tag)
