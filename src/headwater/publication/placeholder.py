"""What stands in published text for the name of an unpublished note, in the language of the notes.

It becomes part of the text, so it is decided here and not where pages are drawn.
"""

from __future__ import annotations

from collections.abc import Mapping

PLACEHOLDERS: Mapping[str, str] = {
    "de": "unveröffentlichte Notiz",
    "en": "unpublished note",
}
"""By the first part of a BCP 47 tag; the languages are those of `headwater.site.languages`."""


def placeholder(language: str) -> str:
    """The words for an unpublished note.

    Args:
        language: A BCP 47 tag; English is taken where there is no such language.
    """
    return PLACEHOLDERS.get(language.partition("-")[0].lower(), PLACEHOLDERS["en"])
