"""Change a generated vault as a person does: one note at a time, each time another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from random import Random

INSIGHTS = Path("Research", "Insights")
TAGS = Path("Research", "Tags")

_CLAIM = re.compile(r"^- .*$", re.MULTILINE)
_FIELD = re.compile(r"^Insights__Tags::.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of one note."""

    place: str
    """The permalink of its page."""

    words: str
    """What the page shows from now on and did not show before."""


class VaultEdits:
    """Changes insights of a generated vault; no insight is changed twice."""

    def __init__(self, vault: Path, seed: int) -> None:
        """Choose the order in which they are changed.

        Args:
            vault: The vault.
            seed: Another number, another order.
        """
        self._random = Random(seed)
        self._vault = vault
        self._insights = sorted((vault / INSIGHTS).iterdir())
        self._random.shuffle(self._insights)
        self._tags = sorted(path.stem for path in (vault / TAGS).iterdir())
        self._made = 0

    def edit(self) -> Edit:
        """Give a claim some more words."""
        words = self._words()
        note = self._insights.pop()
        _rewrite(note, _CLAIM, words)
        return Edit(place_of(note), words)

    def link(self) -> Edit:
        """Give a claim one more tag."""
        note = self._insights.pop()
        text = note.read_text(encoding="utf-8")
        tag = self._random.choice([tag for tag in self._tags if tag not in text])
        _rewrite(note, _FIELD, f", [[{tag}]]")
        return Edit(place_of(note), tag)

    def new(self) -> Edit:
        """Add an insight: one that there is, under another name and with some more words."""
        words = self._words()
        note = self._vault / INSIGHTS / f"2099-01-01 00-{self._made // 60:02}-{self._made % 60:02}.md"
        note.write_bytes(self._insights.pop().read_bytes())
        _rewrite(note, _CLAIM, words)
        return Edit(place_of(note), words)

    def _words(self) -> str:
        self._made += 1
        return f" as told in edit {self._made}."


def place_of(note: Path) -> str:
    """The permalink of an insight."""
    return f"/research/insights/{note.stem.replace(' ', '-')}/"


def _rewrite(note: Path, line: re.Pattern[str], more: str) -> None:
    """Put something at the end of the first line like this, in place, as an editor saves it."""
    text = note.read_text(encoding="utf-8")
    changed = line.sub(lambda match: match[0] + more, text, count=1)
    note.write_text(changed, encoding="utf-8", newline="\n")
