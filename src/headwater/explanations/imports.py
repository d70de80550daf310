"""Pages that are turned back into notes."""

from __future__ import annotations

from headwater.explanations.wording import Explanation

IMPORTS = {
    "page-not-imported": Explanation(
        "The vault lacks the note, and other notes may link to it.",
        "a page that was saved by the browser as it asked for a password.",
    ),
    "page-repeated": Explanation(
        "Two states of one page would be two notes that say nearly the same.",
        "`garden.html` and `garden (1).html` in one folder of downloads.",
    ),
    "incomplete-table": Explanation(
        "Each row of the table is an edge, and some of them are missing now.",
        "a table headed `Insights 12`, of which the file holds seven rows.",
    ),
    "unsafe-path": Explanation(
        "To write the note there would write a file outside of the vault, or one that some systems "
        "cannot hold.",
        "a page that gives its path as `../../notes/a.md`.",
    ),
    "pages-disagree": Explanation(
        "One of the pages is older than the other. The vault holds what either says, so it may hold too"
        " much.",
        "the page of a source lists no insight, while the page of an insight lists the source.",
    ),
    "note-exists": Explanation(
        "An import never changes a note. What the page says otherwise is not in the vault.",
        "a second import into a folder in which you have edited notes since.",
    ),
    "unwritable-note": Explanation(
        "The note is missing from the vault.",
        "the disk is full, or the folder belongs to somebody else.",
    ),
}
