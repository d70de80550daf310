"""Files that cannot be read as they should be."""

from __future__ import annotations

from headwater.explanations.wording import Explanation

FILES = {
    "unreadable-file": Explanation(
        "What the file says of other notes is missing from every trace and table, and nothing tells a "
        "reader so.",
        "a note that a sync program has locked, or that belongs to another user of the machine.",
    ),
    "not-utf-8": Explanation(
        "Obsidian reads notes as UTF-8. In any other encoding, letters beyond plain English come out "
        "wrong, and links with such letters lead nowhere.",
        "a note saved as Latin-1 by an old editor: `Überblick` becomes `�berblick`.",
    ),
    "file-too-large": Explanation(
        "A file of that size is data that was pasted into a note, or no text at all. To read it would "
        "take longer than to read all other notes.",
        "a table of 300,000 rows that was pasted into `Raw numbers.md`.",
    ),
    "invalid-frontmatter": Explanation(
        "Nobody can tell what the properties say, whether the note may be published among them. So it "
        "is withheld, and the links in its properties are not read.",
        "`tags: [tea` in line 3, with no bracket to close the list.",
    ),
    "duplicate-property": Explanation(
        "Only one of the two values counts, and which one is easily overlooked: programs differ in "
        "which they take.",
        "`created: 2025-03-01` in line 2 and `created: 2025-04-01` in line 5.",
    ),
    "unclosed-comment": Explanation(
        "What is hidden by mistake is hidden from readers and from traces alike: a field after the "
        "signs says nothing any more.",
        "`%% check this again`, and under it `Supports:: [[Brew cooler]]`.",
    ),
    "invalid-canvas": Explanation(
        "The arrows of the canvas are relations between notes, and none of them could be read.",
        "a canvas that a sync program cut off in the middle.",
    ),
    "dangling-canvas-edge": Explanation(
        "An arrow that ends nowhere says nothing, though its author meant something by it.",
        "a card was deleted by hand in the file, and the arrow to it was not.",
    ),
    "symlink-out-of-vault": Explanation(
        "A link out of the vault would pull files into it, and perhaps onto the website, that nobody "
        "put there.",
        "`Papers` leads to `/home/ana/Downloads`.",
    ),
    "nested-vault": Explanation(
        "Obsidian opens the inner folder as a vault of its own, with its own names: a name may stand in"
        " both.",
        "last year's copy of the vault in `Archive/2024`, with its own `.obsidian`.",
    ),
    "case-collision": Explanation(
        "On Windows and macOS the two are one file: whichever is copied there last replaces the other.",
        "`Tags/Disc.md` and `Tags/disc.md`.",
    ),
    "invalid-date": Explanation(
        "The note is dated by its name or by git instead, and so may stand at the wrong place in every list.",
        "`created: last Tuesday`.",
    ),
    "date-cluster": Explanation(
        "Nobody writes ten notes in one second. A program set these dates, so they say nothing of when "
        "the notes were written.",
        "360 notes with `created: 2025-02-10T08:00:01`, named by timestamps of two years.",
    ),
}
