"""Files of libraries, and the entries in them."""

from __future__ import annotations

from headwater.explanations.wording import Explanation

LIBRARIES = {
    "missing-library": Explanation(
        "None of its works can be read. Sources are cited by what an earlier build read of it, or by what "
        "their own notes say.",
        '`libraries = ["references/tea.json"]`, after the folder was renamed.',
    ),
    "unknown-library-format": Explanation(
        "The name of the file ends in nothing that tells how to read it, so none of its works is known.",
        '`libraries = ["Exported Items.rdf"]`.',
    ),
    "library-too-large": Explanation(
        "To read it would take more time and memory than all the rest. Sources are cited by what an earlier "
        "build read of it, or by what their own notes say.",
        "an export of 300 MB of everything that a group has gathered in years.",
    ),
    "invalid-library": Explanation(
        "Nothing behind that place can be read, as nobody can tell where the next work begins. Those before "
        "it are in use.",
        "Zotero was closed while it wrote `library.json`, and the `]` at its end is missing.",
    ),
    "library-not-converted": Explanation(
        "BibTeX and RIS are read by pandoc. As long as it is missing or fails, entries that are new or have "
        "changed are not in use.",
        "pandoc was uninstalled, and an entry was added to `library.bib` since.",
    ),
    "library-entry-not-read": Explanation(
        "The library lacks the work, or has it as an earlier build read it. Sources of that citekey are "
        "cited by what their notes say, if anything.",
        "`title = {Brewing {green tea},`, with a brace that is never closed.",
    ),
    "library-entry-without-citekey": Explanation(
        "A note and its work find each other by the citekey. Without one, the work can be cited nowhere.",
        "CSL JSON from Zotero without Better BibTeX, in which `id` is an address; or a RIS record without "
        "the tag `ID`.",
    ),
    "library-field-not-read": Explanation(
        "The field, or a part of it, is none of what it should be. Citations lack it unless the source's own "
        "note states it.",
        '`"author": {"family": "Lee"}` in CSL JSON, where a list of names belongs.',
    ),
    "undefined-bib-string": Explanation(
        "A word without braces or quotes stands for a longer text that the file should define. Readers see "
        "the word itself in the citation.",
        '`journal = jtea`, with no `@string{jtea = "Journal of Tea"}` above it.',
    ),
    "duplicate-citekey": Explanation(
        "Two different works may go by one name, and only one of them is ever cited: the first in the order "
        "of libraries and of their entries.",
        "`tanaka2019` in `library.json` and again, with another title, in `old.bib`.",
    ),
}
