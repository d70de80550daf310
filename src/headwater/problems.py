"""What is odd in a vault: typed, worded once, with a stable code.

A `Problem` never stops the rest of the work and never leaves the author's machine: no page and no
feed is built from one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum
from operator import attrgetter


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    """Something was not read, or a statement of the vault cannot be true."""

    WARNING = "warning"
    """Something is probably not what the author means."""

    INFO = "info"
    """Worth knowing; nothing need be done."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One oddity, where it is and how to mend it."""

    path: str
    """The file, as a path in the vault with `/` between folders."""

    line: int
    """The line in that file, from 1; 0 where the problem is the whole file's."""

    code: str
    """A key of `CATALOGUE`; it never changes its meaning."""

    severity: Severity
    message: str
    """What is wrong, in one sentence without a full stop."""

    hint: str
    """What the author can do about it."""

    @property
    def place(self) -> str:
        """`path:line`, or the path alone where no line can be named."""
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Wording:
    """How one kind of problem is reported; `message` and `hint` are `str.format` templates."""

    severity: Severity
    message: str
    hint: str

    @property
    def in_prose(self) -> tuple[str, str]:
        """Message and hint for readers: `{target!r}` stands in quotes, and what may be empty is left out."""
        message, hint = (_in_prose(template) for template in (self.message, self.hint))
        return message, hint


def _in_prose(template: str) -> str:
    without = re.sub(r"\{(?:suggestion|difference)\}", "", template)
    return re.sub(r"\{(\w+)!r\}", r"'{\1}'", without).replace("\ufffd", "\ufffd (U+FFFD)")


CATALOGUE: dict[str, Wording] = {
    # Files that cannot be read as they should be
    "unreadable-file": Wording(
        Severity.ERROR,
        "cannot be read: {reason}",
        "check the file's permissions and that the disk or sync folder is online",
    ),
    "not-utf-8": Wording(
        Severity.ERROR,
        "is not UTF-8: byte {byte} cannot be decoded",
        "save the file as UTF-8; until then the undecodable bytes show as \ufffd",
    ),
    "file-too-large": Wording(
        Severity.ERROR,
        "is {size} MB, too large for a note, and was not read",
        "move the pasted data to an attachment; a note may hold up to {limit} MB",
    ),
    "invalid-frontmatter": Wording(
        Severity.ERROR,
        "frontmatter is not valid {language}: {reason}",
        "mend the lines between the two ---; until then the note counts as withheld",
    ),
    "duplicate-property": Wording(
        Severity.WARNING,
        "property {key!r} is written twice; the last one counts",
        "keep one of the two",
    ),
    "unclosed-comment": Wording(
        Severity.WARNING,
        "a %% comment is opened and never closed, so the rest of the note is hidden",
        "close the comment with %%",
    ),
    "invalid-canvas": Wording(
        Severity.ERROR,
        "is no valid JSON Canvas: {reason}",
        "open the canvas in Obsidian and save it again, or restore it from a backup",
    ),
    "dangling-canvas-edge": Wording(
        Severity.WARNING,
        "edge {edge!r} starts or ends at a node that does not exist",
        "delete the edge or draw it again",
    ),
    "symlink-out-of-vault": Wording(
        Severity.WARNING,
        "is a symbolic link that leads out of the vault, and was not followed",
        "move the file into the vault if it belongs to it",
    ),
    "nested-vault": Wording(
        Severity.INFO,
        "is a vault inside the vault (it has its own .obsidian folder); its notes were read too",
        "add the folder to `ignore` in headwater.toml if its notes do not belong here",
    ),
    "case-collision": Wording(
        Severity.WARNING,
        "differs from {other!r} in letter case or Unicode form only",
        "rename one of them: on some systems the two are the same file",
    ),
    # Links
    "missing-link": Wording(
        Severity.WARNING,
        "link to {target!r}, which does not exist",
        "create the note or correct the link{suggestion}",
    ),
    "missing-heading": Wording(
        Severity.INFO,
        "link to {subpath!r} of {target!r}, which has no such heading or block",
        "correct the part of the link after #",
    ),
    "ambiguous-link": Wording(
        Severity.WARNING,
        "link to {target!r} fits {count} notes: {candidates}; {chosen!r} was taken",
        "write the path in the link, as in [[{chosen}]]",
    ),
    "case-only-link": Wording(
        Severity.INFO,
        "link to {target!r} differs from the note {name!r} in letter case only",
        "write the name as the file has it",
    ),
    # Evidence
    "duplicate-name": Wording(
        Severity.WARNING,
        "shares its name with {others}",
        "rename one of them, or always link to them by path",
    ),
    "similar-tags": Wording(
        Severity.WARNING,
        "differs from the tag {other!r} in spelling, letter case or an acronym only",
        "merge the two tag notes",
    ),
    "unknown-kind": Wording(
        Severity.WARNING,
        "property {key!r} names the kind {value!r}, which does not exist{suggestion}",
        "use one of the kinds of headwater.toml or the defaults, or add the kind",
    ),
    "ambiguous-direction": Wording(
        Severity.WARNING,
        "{field!r} joins {holder!r} and {target!r}, of one layer, and does not say which supports which",
        "write `Supports::` or `Supported by::` instead, or declare the field in headwater.toml",
    ),
    "self-support": Wording(
        Severity.WARNING,
        "a note cannot support itself",
        "remove the link from the note to itself",
    ),
    "circular-support": Wording(
        Severity.ERROR,
        "circular support: {cycle}",
        "remove the weakest of these links, such as {start} → {end}: {effect}",
    ),
    "ungrounded-claim": Wording(
        Severity.WARNING,
        "{kind} with no evidence source below it",
        "link the source content or the source it was read off",
    ),
    "rests-on-assumptions": Wording(
        Severity.WARNING,
        "{kind} that rests on assumptions alone",
        "link the evidence for it, or say that it is an assumption itself",
    ),
    "skipped-layer": Wording(
        Severity.INFO,
        "{kind} that rests on {names} directly",
        "write down in a note between the two what was read off there, and link that",
    ),
    "single-source": Wording(
        Severity.INFO,
        "{kind} that rests on a single evidence source, {source}",
        "look for a second source that finds the same, or say in the text that there is one only",
    ),
    "unused-insight": Wording(
        Severity.INFO,
        "{kind} that nothing rests on",
        "link what follows from it, or leave it until something does",
    ),
    "near-identical-claim": Wording(
        Severity.INFO,
        "says the same as {other!r}{difference}",
        "merge the two notes, or say in each how it differs",
    ),
    "content-without-source": Wording(
        Severity.WARNING,
        "source content of {citekey!r}, which has no evidence source note",
        "create the evidence source note {citekey!r}",
    ),
    "date-cluster": Wording(
        Severity.INFO,
        "{count} notes share the created date {stamp}; their names' timestamps are used instead",
        "nothing need be done; a sync tool or a clone rewrote the dates",
    ),
    "invalid-date": Wording(
        Severity.WARNING,
        "property {key!r} is no date: {value!r}",
        "write it as YYYY-MM-DDTHH:mm:ss, with or without a time zone",
    ),
    "unknown-code": Wording(
        Severity.WARNING,
        "property {key!r} names {named!r}, which is no problem's code{suggestion}",
        "correct the code, or remove it; docs/problems.md lists them all",
    ),
    # Publication
    "named-withheld-note": Wording(
        Severity.WARNING,
        "names the unpublished note {target!r}, which readers see as “unpublished note”",
        "give the link other words ([[note|words]]) or publish the note",
    ),
    "rests-on-withheld": Wording(
        Severity.INFO,
        "rests on {count} unpublished note(s) that readers see as a count only",
        "publish them, or leave it: their text stays private",
    ),
    "query-not-computed": Wording(
        Severity.INFO,
        "a {language} block is not shown: {reason}",
        "nothing need be done where Headwater's own tables and overviews say it",
    ),
    "missing-embed": Wording(
        Severity.WARNING,
        "embeds {target!r}, which does not exist",
        "add the file to the vault or remove the embed",
    ),
    "invalid-math": Wording(
        Severity.WARNING,
        "math cannot be set: {reason}",
        "correct the LaTeX; until then readers see its source",
    ),
    # Import
    "page-not-imported": Wording(
        Severity.ERROR,
        "was not imported: {reason}",
        "take the page from the site's repository again; the others were imported",
    ),
    "page-repeated": Wording(
        Severity.WARNING,
        "is an earlier state of the page in {other!r}, and was left out",
        "import one state of each page only",
    ),
    "incomplete-table": Wording(
        Severity.WARNING,
        "the table {label!r} counts {count} notes and {rows} could be read",
        "take the page from the site's repository again: it may have been cut off",
    ),
    "unsafe-path": Wording(
        Severity.WARNING,
        "names {target!r}, which is no path a note can have, and that note was not imported",
        "nothing need be done; if the note matters, write it by hand under another name",
    ),
    "pages-disagree": Wording(
        Severity.INFO,
        "does not list {names}, though other pages say that it would",
        "nothing need be done: pages of different times differ, the vault holds what any of them says",
    ),
    "note-exists": Wording(
        Severity.WARNING,
        "exists with other content and was left alone",
        "import into an empty folder and compare the two notes",
    ),
    "unwritable-note": Wording(
        Severity.ERROR,
        "cannot be written: {reason}",
        "check the folder's permissions and the free space, then import again: what is there stays",
    ),
}
"""Every kind of problem, by its code."""

ABOUT_ONE_NOTE = frozenset(
    {
        "unreadable-file",
        "not-utf-8",
        "file-too-large",
        "invalid-frontmatter",
        "duplicate-property",
        "unclosed-comment",
        "missing-link",
        "missing-heading",
        "ambiguous-link",
        "case-only-link",
        "unknown-kind",
        "ambiguous-direction",
        "self-support",
        "invalid-date",
        "named-withheld-note",
        "rests-on-withheld",
        "query-not-computed",
        "missing-embed",
        "invalid-math",
    }
)
"""The problems of notes that are found by looking at the note they are reported at, and at what it names."""


def problem(code: str, path: str, line: int = 0, **facts: object) -> Problem:
    """Word a problem of the catalogue.

    Args:
        code: A key of `CATALOGUE`.
        path: The file's path in the vault.
        line: The line, from 1, or 0 for the whole file.
        facts: What the wording's placeholders stand for.

    Raises:
        KeyError: The code is not in the catalogue, or a placeholder was not given a fact.
    """
    wording = CATALOGUE[code]
    return Problem(
        path, line, code, wording.severity,
        wording.message.format(**facts), wording.hint.format(**facts),
    )  # fmt: skip


def near_code(code: str) -> str:
    """The code of the catalogue nearest to one that is none, or an empty text."""
    # Imported here because only a misspelt code needs it.
    import difflib  # noqa: PLC0415

    near = difflib.get_close_matches(code.casefold(), CATALOGUE, n=1)
    return near[0] if near else ""


# The order of problems themselves, told many times as fast.
_ORDER = attrgetter(*(field.name for field in fields(Problem)))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by file, line and code, each once."""
    return tuple(sorted(set(problems), key=_ORDER))
