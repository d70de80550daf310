"""The words of a site in each language it can speak. Their keys are the same in all: a test says so."""

from __future__ import annotations

from collections.abc import Mapping

from headwater.site.languages import de, en

LANGUAGES: Mapping[str, Mapping[str, str]] = {"de": de.WORDS, "en": en.WORDS}
"""By the first part of a BCP 47 tag."""
