"""The history of a note for the terminal: what changed, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from headwater.evidence.history import Event, Supporter
from headwater.evidence.telling import ClaimChange
from headwater.evidence.word_diff import Fate, word_diff
from headwater.opened import Vault
from headwater.vault.notes import NotePath
from headwater.vault.plain import plain_text

SHOWN_AROUND = 8
"""How many words are shown before and after a change."""


def history_text(vault: Vault, path: NotePath, events: Sequence[Event]) -> str:
    """A note with its claim, then each event: when, who, why, and what changed.

    In a reworded claim, removed words stand in `[-…-]` and new ones in `{+…+}`, as git writes them.
    """
    note, kind = vault.graph.notes[path], vault.graph.kind(path)
    lines = [f"{note.name} · {kind.name}"]
    if kind.claims and plain_text(note.claim) not in {"", note.name}:
        lines.append(plain_text(note.claim))
    for event in events:
        lines += ["", *_lines(event, path, "claim" if kind.claims else "text")]
    return "\n".join(lines) + "\n"


def _lines(event: Event, path: NotePath, said: str) -> Iterator[str]:
    if event.commit:
        date = event.date.isoformat(" ", "minutes") if event.date else "no date"
        yield " · ".join(part for part in (date, event.author, event.commit[:10], event.subject) if part)
    else:
        yield "not committed yet"
    if event.path != path:
        yield f"  (then {event.path})"
    if event.change is ClaimChange.DELETED:
        yield "  the note was deleted"
    elif event.change is ClaimChange.WRITTEN:
        yield f"  {said} written: {event.after}" if event.after else "  written without a " + said
    elif event.change is not None:
        yield f"  {said}: {_reworded(event)}"
    yield from _supporters("+ supported by", event.added)
    yield from _supporters("- no longer supported by", event.removed)


def _supporters(what: str, supporters: Iterable[Supporter]) -> Iterator[str]:
    for supporter in supporters:
        name = supporter.path.rpartition("/")[2][: -len(".md")]
        yield f"  {what} {name}"
        if supporter.claim not in {"", name}:
            yield f"      {supporter.claim}"


def _reworded(event: Event) -> str:
    pieces = word_diff(event.before, event.after)
    if all(piece.fate is Fate.KEPT for piece in pieces):
        return "changed further below"
    signs = {Fate.REMOVED: ("[-", "-]"), Fate.ADDED: ("{+", "+}")}
    words = []
    for number, (fate, text) in enumerate(pieces):
        if fate is Fate.KEPT:
            words.append(_shortened(text.split(), is_first=number == 0, is_last=number == len(pieces) - 1))
        else:
            words.append(text.join(signs[fate]))
    return " ".join(words)


def _shortened(words: list[str], *, is_first: bool, is_last: bool) -> str:
    """Words that were kept, but for those that are far from any change."""
    before = [] if is_first else words[:SHOWN_AROUND]
    after = [] if is_last else words[-SHOWN_AROUND:]
    if len(words) <= len(before) + len(after) + 1:
        return " ".join(words)
    return " ".join([*before, "…", *after])
