"""What a site calls the kinds of notes: as the configuration does, else in the words of its language."""

from __future__ import annotations

from headwater.config import Config
from headwater.evidence.kinds import Vocabulary
from headwater.publication.placeholder import placeholder
from headwater.site.wording import Words


class KindNames:
    """The names of a vault's kinds, each looked up once."""

    def __init__(self, words: Words, vocabulary: Vocabulary, config: Config) -> None:
        """Look them up.

        Args:
            words: The words of the site's language.
            vocabulary: The vault's kinds.
            config: Its configuration, whose own plurals come before those of the language.
        """
        self.words = words
        self.unpublished = placeholder(config.site.language)
        """What a note is called that is not published."""

        self._one = {name: words.known(f"kind.{name}", name) for name in vocabulary.kinds}
        stated = {name: options.plural for name, options in config.kinds.items()}
        self._several = {
            name: stated.get(name) or words.known(f"kinds.{name}", kind.plural)
            for name, kind in vocabulary.kinds.items()
        }

    def one(self, kind: str) -> str:
        """What a note of a kind is called."""
        return self._one[kind]

    def several(self, kind: str) -> str:
        """What several notes of a kind are called, as in headings."""
        return self._several[kind]
