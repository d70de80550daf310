"""What is odd in a vault: typed, worded once, with a stable code.

A `Problem` never stops the rest of the work. Its message never leaves the author's machine: where a page is
published about problems, `headwater.publication.health` says what is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
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
    "invalid-date": Wording(
        Severity.WARNING,
        "property {key!r} is no date: {value!r}",
        "write it as YYYY-MM-DDTHH:mm:ss, with or without a time zone",
    ),
    "date-cluster": Wording(
        Severity.INFO,
        "{count} notes share the created date {stamp}; their names' timestamps are used instead",
        "nothing need be done; a sync tool or a clone rewrote the dates",
    ),
    # Links, and the names that they lead to
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
    "missing-embed": Wording(
        Severity.WARNING,
        "embeds {target!r}, which does not exist",
        "add the file to the vault or remove the embed",
    ),
    "duplicate-name": Wording(
        Severity.WARNING,
        "shares its name with {others}",
        "rename one of them, or always link to them by path",
    ),
    # Evidence
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
    "indirect-evidence": Wording(
        Severity.INFO,
        "rests on {evidence} evidence alone ({studies}) and does not say so",
        "name the species in the claim (“in rats”, “in vitro”), or add a source on people",
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
    "unknown-code": Wording(
        Severity.WARNING,
        "property {key!r} names {named!r}, which is no problem's code{suggestion}",
        "correct the code, or remove it; docs/problems.md lists them all",
    ),
    # Reviews
    "suspect-link": Wording(
        Severity.WARNING,
        "{edge!r} is suspect: since it was reviewed on {date}, a note changed: {change}",
        "`headwater review` shows both texts; `headwater review accept {id}` if it still holds",
    ),
    "deeper-change": Wording(
        Severity.INFO,
        "something below {edge!r} has moved since it was reviewed on {date}: {moves}",
        "`headwater review` asks from the change downwards; `headwater review accept {id}` if it holds",
    ),
    "link-to-rework": Wording(
        Severity.WARNING,
        "{edge!r} was found on {date} not to hold{said}",
        "reword one of the two notes or remove the link; `headwater review accept` if it holds after all",
    ),
    "broken-review": Wording(
        Severity.ERROR,
        "is no line of a ledger: {reason}{more}",
        "mend or delete what is broken; Headwater passes it over, and never removes it",
    ),
    "newer-review": Wording(
        Severity.WARNING,
        "is of version {version} of the ledger, and this Headwater reads {known}; it was passed over",
        "install the newest Headwater; the line stays as it is",
    ),
    "repeated-review": Wording(
        Severity.INFO,
        "{count} line(s) of the ledger repeat earlier ones, the first of them here; each counts once",
        "nothing need be done: merges leave such lines",
    ),
    "review-of-missing-edge": Wording(
        Severity.INFO,
        "{start!r} {relation} {end!r} was reviewed, and there is no such edge any more",
        "nothing need be done if it was removed on purpose; the review counts again if the edge comes back",
    ),
    # Citations, of libraries
    "missing-library": Wording(
        Severity.ERROR,
        "is named as a library in headwater.toml and does not exist",
        "export the library there, or correct `libraries` under [citations]",
    ),
    "unknown-library-format": Wording(
        Severity.ERROR,
        "is named as a library in headwater.toml and is of no form that can be read",
        "export the library as Better BibTeX CSL JSON (.json), BibTeX (.bib) or RIS (.ris)",
    ),
    "library-too-large": Wording(
        Severity.ERROR,
        "is {size} MB, too large for a library, and was not read",
        "export the collections that the vault cites; a library may hold up to {limit} MB",
    ),
    "invalid-library": Wording(
        Severity.ERROR,
        "is no valid {form} from here on: {reason}",
        "export the library again; what was read of it before stays in use",
    ),
    "library-not-converted": Wording(
        Severity.ERROR,
        "could not be read: {reason}",
        "{mend}; what was read of the library before stays in use",
    ),
    "library-entry-not-read": Wording(
        Severity.ERROR,
        "the entry {entry} cannot be read: {reason}",
        "mend the entry in the program it comes from and export the library again; the others were read",
    ),
    "library-entry-without-citekey": Wording(
        Severity.WARNING,
        "an entry without a citekey, which no note can name",
        "export with Better BibTeX, which gives every item a citekey, or write one",
    ),
    "library-field-not-read": Wording(
        Severity.WARNING,
        "{field!r} of {citekey!r} was left out: {reason}",
        "correct the field in the program it comes from and export the library again",
    ),
    "undefined-bib-string": Wording(
        Severity.WARNING,
        "{citekey!r} names the string {name!r}, which no @string above it defines; it was taken as text",
        "put the value in braces, or add the @string",
    ),
    "duplicate-citekey": Wording(
        Severity.WARNING,
        "{citekey!r} has another entry in {other}, which counts",
        "delete one of the two, or give one another citekey",
    ),
    # Citations, of sources and in texts
    "citekey-without-entry": Wording(
        Severity.WARNING,
        "source {citekey!r} has no entry in the library",
        "export the library again, or name the note by its citekey{suggestion}; letter case counts",
    ),
    "unused-entry": Wording(
        Severity.INFO,
        "{count} of {size} entries are used by no note: {names}",
        "nothing need be done: a library may hold more than the vault",
    ),
    "duplicate-doi": Wording(
        Severity.WARNING,
        "{citekey!r} has the DOI {doi}, as {other!r} has in {place}",
        "merge the two entries, and the notes if both have one; or correct the DOI of one",
    ),
    "malformed-doi": Wording(
        Severity.WARNING,
        "{doi!r} is no DOI",
        "write the DOI as the publisher has it{suggestion}; correct it where the library comes from",
    ),
    "citation-differs": Wording(
        Severity.INFO,
        "property {key!r} differs from the library's citation: {note!r} where the library gives {library!r}",
        "correct the library or delete the property: pages show what the library gives",
    ),
    "citation-only": Wording(
        Severity.INFO,
        "all that is known of the source is the text in {key!r}, which no style can be applied to",
        "add the source to a library, or give the note a title, authors, a year and a DOI",
    ),
    "style-not-used": Wording(
        Severity.ERROR,
        "the citation style cannot be used: {reason}; sources are cited in the default one",
        "{mend}",
    ),
    "not-formatted": Wording(
        Severity.ERROR,
        "sources could not be formatted and are cited as they were last: {reason}",
        "{mend}",
    ),
    "unknown-citation": Wording(
        Severity.WARNING,
        "cites {citekey!r}, which no library and no source note has",
        "correct the citekey{suggestion}, or add the work to the library; "
        "until then readers see what is written",
    ),
    # Citations, of what was retracted, doubted or corrected
    "retracted-source": Wording(
        Severity.WARNING,
        "was retracted{told}",
        "read the notice; whether what rests on the source still holds is yours to judge",
    ),
    "source-of-concern": Wording(
        Severity.WARNING,
        "was called into question{told}",
        "read the notice; nothing is withdrawn yet",
    ),
    "corrected-source": Wording(
        Severity.INFO,
        "was corrected{told}",
        "compare what you took from it with the correction",
    ),
    "reinstated-source": Wording(
        Severity.INFO,
        "was retracted or called into question, and reinstated{told}",
        "nothing need be done: it counts as any other source",
    ),
    "rests-on-retracted": Wording(
        Severity.WARNING,
        "rests on a retracted source: {way}{more}",
        "see whether it holds without that source, and on what else it rests",
    ),
    "rests-on-concern": Wording(
        Severity.INFO,
        "rests on a source with an expression of concern: {way}{more}",
        "see whether it holds without that source, and on what else it rests",
    ),
    "rests-on-corrected": Wording(
        Severity.INFO,
        "rests on a corrected source: {way}{more}",
        "see whether it says what the source says since its correction",
    ),
    "invalid-retractions": Wording(
        Severity.ERROR,
        "cannot be used here: {reason}",
        "run `headwater retractions update FILE` again, or delete the file and with it all marks",
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
    "invalid-math": Wording(
        Severity.WARNING,
        "math cannot be set: {reason}",
        "correct the LaTeX; until then readers see its source",
    ),
    "no-redirect": Wording(
        Severity.WARNING,
        "readers cannot be led on from {address!r}: {reason}",
        "list in `redirect_from` addresses where no page lies, each in one note; or take an alias away",
    ),
    "unreadable-drawing": Wording(
        Severity.WARNING,
        "the drawing cannot be read, so readers see a notice in its place: {reason}",
        "export it again, as plain SVG or as PNG",
    ),
    "active-attachment": Wording(
        Severity.WARNING,
        "is not published: a browser would run a file of this type as a page of the site",
        "publish it as PDF or within an archive; or set `trust_html` under `[markdown]` for files you trust",
    ),
    # History
    "no-history": Wording(
        Severity.WARNING,
        "asks for the history of notes on pages, which cannot be told: {reason}",
        "{remedy}; or set `history = false`",
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


MOST_NAMED = 8
"""How many notes a message names: where a thousand share a name, each would name all the others."""


def first_few(names: Sequence[str], count: int) -> str:
    """The first of some names with commas between, and how many more there are.

    Args:
        names: The names, or the first of them, one more than a message names being enough.
        count: How many there are.
    """
    named = names[:MOST_NAMED]
    more = count - len(named)
    return ", ".join(named) + (f" and {more:,} more" if more else "")


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
    ordered = sorted(problems, key=_ORDER)
    # What is equal stands together now; to look for it in a set takes longer than all the rest.
    keys = list(map(_ORDER, ordered))
    return tuple([one for one, key, before in zip(ordered, keys, [(), *keys], strict=False) if key != before])
