"""What a site says in its own words: labels, headings and sentences, in the language of its notes.

`headwater.site.languages` holds a table for each language. A text may have facts in braces: `{title}`. What
is said of a number has two forms, `….one` and `….other`, of which `Words.count` takes the right one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache

from headwater.site.languages import LANGUAGES

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

    def count(self, key: str, number: int) -> str:
        """A number with what it counts: `3 sources`.

        Args:
            key: What is counted.
            number: How many there are.
        """
        return self._texts[f"{key}.one" if number == 1 else f"{key}.other"].format(n=number)

    @cached_property
    def of_scripts(self) -> Mapping[str, str]:
        """What scripts say, by key without `js.`."""
        return {
            key.removeprefix(_SCRIPTS): text for key, text in self._texts.items() if key.startswith(_SCRIPTS)
        }


@lru_cache(maxsize=16)
def words_of(tag: str) -> Words:
    """The words of a language; always the same object.

    Args:
        tag: A BCP 47 tag.
    """
    return Words(tag)
