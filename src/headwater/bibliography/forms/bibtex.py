"""Works as BibTeX entries in the dialect of biblatex, written by pandoc."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from headwater.bibliography.fields import Data, text_of
from headwater.bibliography.pandoc import run_pandoc

_ENTRY = re.compile(r"^@(?P<type>[a-z]+)\{h(?P<number>\d+),$", re.MULTILINE)
_NOT_IN_KEY = re.compile(r"[\s,{}%#~\\\"]")
"""What ends a key or begins something else: biber's manual, "Reserved characters in entry keys"."""
_EMPTY_FIELD = re.compile(r"^  [a-z]+ = \{\},?\n", re.MULTILINE)
_DANGLING_COMMA = re.compile(r",\n\}\Z")


def bibtex(items: Sequence[Data]) -> tuple[str, ...]:
    """Works as entries, each of which ends with a line end.

    Citekeys stay letter by letter, except for the few signs that no BibTeX key may hold: `_` stands for each.

    Args:
        items: CSL JSON; written in one batch.

    Returns:
        One entry for each work, in their order.

    Raises:
        CitationError: There is no pandoc, or it failed.
    """
    if not items:
        return ()
    # Pandoc writes keys as they are, so that one might look like the start of an entry; these cannot.
    numbered = [{**item, "id": f"h{number}"} for number, item in enumerate(items)]
    given = json.dumps(numbered).encode()
    written = run_pandoc(["-f", "csljson", "-t", "biblatex", "--wrap=none"], given).decode("utf-8")
    entries = dict(_entries(written))
    return tuple(_finished(entries[number], item) for number, item in enumerate(items))


def _entries(written: str) -> Iterator[tuple[int, str]]:
    """The entries by number. A line that begins one can be nothing else: values stand on indented lines."""
    starts = list(_ENTRY.finditer(written))
    ends = [*(start.start() for start in starts[1:]), len(written)]
    for start, end in zip(starts, ends, strict=True):
        yield int(start["number"]), f"@{start['type']}{{,{written[start.end() : end].rstrip()}"


def _finished(entry: str, item: Data) -> str:
    """An entry with its citekey and its PubMed id, and without fields that hold nothing."""
    head, _, fields = entry.partition(",")
    fields = _DANGLING_COMMA.sub("\n}", _EMPTY_FIELD.sub("", fields))
    pmid = text_of(item, "PMID")
    if pmid.isdecimal():
        before = fields.removesuffix("\n}")
        fields = f"{before},\n  eprint = {{{pmid}}},\n  eprinttype = {{pubmed}}\n}}"
    return f"{head}{_NOT_IN_KEY.sub('_', str(item.get('id', '')))},{fields}\n"
