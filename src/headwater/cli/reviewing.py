"""Walk over edges in the terminal: show each with its two texts and what changed in them, and ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from headwater.bibliography.citations import citation_of
from headwater.cli.keys import END, Answer, read_answer, single_keys
from headwater.cli.report import counted, say
from headwater.evidence.kinds import SOURCE
from headwater.evidence.ledger.differences import Piece, differences
from headwater.evidence.ledger.movements import Movement
from headwater.evidence.ledger.recording import Recorder
from headwater.evidence.ledger.records import Verdict
from headwater.evidence.ledger.reports import movement_words, printable
from headwater.evidence.ledger.states import Assessment, Change, ReviewedEdge, State
from headwater.exporters.review_list import moved_below, review_words
from headwater.opened import Vault
from headwater.vault.notes import NotePath

PROMPT = "h holds · r rework · s skip · q quit · ? help"

HELP = """\
  h  it holds: the one note does support (or oppose) the other, as both stand now
  r  rework: it does not; it is listed until a note, or the link, is changed
  s  skip it for now
  q  quit; every answer so far is saved
What follows the letter on a line, where there is no terminal, is kept as a note."""

VERDICTS = {"h": Verdict.HOLDS, "r": Verdict.REWORK}

QUIT = frozenset({"q", END})

LONGEST_COMMON = 240
"""Characters of a stretch that did not change which are shown; of a longer one, both its ends."""


class Walk:
    """Asks about edges one after the other; what is answered is saved at once."""

    def __init__(self, vault: Vault, assessment: Assessment, recorder: Recorder) -> None:
        self._vault = vault
        self._assessment = assessment
        self._recorder = recorder
        self._saved = 0

    def over(self, edges: Sequence[ReviewedEdge]) -> None:
        """Show and ask, edge by edge, until the last or until whoever answers has had enough.

        Raises:
            OutputError: An answer cannot be saved; those before it are.
            KeyboardInterrupt: Ctrl-C was pressed; every answer so far is saved.
        """
        moved = moved_below(self._assessment, edges)
        try:
            with single_keys():
                for number, edge in enumerate(edges, start=1):
                    say(f"[{number}/{len(edges)}] {edge.id} {edge.state}")
                    for line in self._shown(edge, moved.get(edge.id)):
                        say(line)
                    if not self._asked(edge):
                        break
        finally:
            say(f"{counted(self._saved, 'answer')} saved")

    def _asked(self, edge: ReviewedEdge) -> bool:
        """Ask about an edge until it is answered; False if that was to be the last."""
        while True:
            say(PROMPT)
            answer = read_answer()
            if answer.key in QUIT:
                return False
            if answer.key == "s":
                return True
            if answer.key in VERDICTS:
                self._save(edge, answer)
                return True
            say(HELP)

    def _save(self, edge: ReviewedEdge, answer: Answer) -> None:
        self._saved += self._recorder.record([edge], VERDICTS[answer.key], answer.words)
        say(f"  {VERDICTS[answer.key]}")

    def _shown(self, reviewed: ReviewedEdge, movement: Movement | None) -> Iterator[str]:
        changed = {change.path: change for change in reviewed.changes}
        yield from self._note(reviewed.edge.start, changed)
        yield f"  {reviewed.edge.relation}"
        yield from self._note(reviewed.edge.end, changed)
        if reviewed.state is State.DEEPER:
            yield f"  below it, {movement_words(self._assessment, movement)}"
        if reviewed.review is not None:
            yield f"  {review_words(reviewed.review)}"

    def _note(self, path: NotePath, changed: dict[NotePath, Change]) -> Iterator[str]:
        note, kind = self._vault.graph.notes[path], self._vault.graph.kind(path)
        yield f"  {kind.name} {note.name}"
        change = changed.get(path)
        text = self._assessment.meanings.texts[path]
        if kind.name == SOURCE:
            text = "\n".join(filter(None, (citation_of(note, self._vault.config.fields.citation).text, text)))
        if change is None:
            yield from _lines("    ", text)
        elif change.before_text is None:
            yield "    was: (not kept)"
            yield from _lines("    now: ", text)
        else:
            pieces = differences(change.before_text, change.text)
            yield from _lines(
                "    was: ", "".join(_marked(piece, piece.before, "[-", "-]") for piece in pieces)
            )
            yield from _lines("    now: ", "".join(_marked(piece, piece.now, "{+", "+}") for piece in pieces))


def _lines(label: str, text: str) -> Iterator[str]:
    for index, line in enumerate(printable(text).split("\n")):
        yield f"{label if index == 0 else ' ' * len(label)}{line}".rstrip()


def _marked(piece: Piece, text: str, begin: str, end: str) -> str:
    """A stretch of a text, marked as git marks words where it differs from the other text."""
    if not piece.same:
        return f"{begin}{text}{end}" if text.strip() else ""
    half = LONGEST_COMMON // 2
    return f"{text[:half]} … {text[-half:]}" if len(text) > LONGEST_COMMON else text
