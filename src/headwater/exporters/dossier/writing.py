"""A dossier as bytes, in the forms that people read: pandoc writes it, with the citations in the style."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from headwater.bibliography.pandoc import run_pandoc
from headwater.exporters.dossier.document import Document


class Form(NamedTuple):
    """A form of documents."""

    arguments: Sequence[str]
    binary: bool = False
    """Whether it is no text that could be printed."""


FORMS: Final = {
    "docx": Form(("--to=docx",), binary=True),
    "html": Form(("--to=html5", "--standalone", "--mathml")),
    "md": Form(("--to=gfm+tex_math_dollars-tex_math_gfm", "--wrap=none")),
    "tex": Form(("--to=latex", "--standalone")),
    "epub": Form(("--to=epub3", "--mathml"), binary=True),
}
"""The forms of a dossier, by the suffix of their files."""

_PLAIN: Final = """
function Div(div) return div.content end
function Span(span) return span.content end
function Link(link) if link.target:sub(1, 1) == "#" then return link.content end end
function Pandoc(document)
  local meta, facts = document.meta, pandoc.Inlines{}
  for _, fact in ipairs{meta.subtitle or false, meta.date or false} do
    if fact then facts = facts .. (#facts > 0 and {pandoc.Str(','), pandoc.Space()} or {}) .. fact end
  end
  document.blocks:insert(1, pandoc.Para(facts))
  document.blocks:insert(1, pandoc.Header(1, meta.title))
  return document
end
"""
"""Markdown has no metadata, no ids and no classes: what they say is written out."""

_EPOCH: Final = "315532800"
"""The first second of 1980, before which no file in a zip archive can be dated. Documents tell no other time,
so that the same chain gives the same bytes (https://reproducible-builds.org/docs/source-date-epoch/)."""


def written(document: Document, form: str, style: str) -> bytes:
    """A dossier in one of `FORMS`.

    Args:
        document: The dossier.
        form: A key of `FORMS`.
        style: A CSL style, as XML.

    Raises:
        CitationError: There is no pandoc, or it failed.
    """
    arguments = ["--from=json", *FORMS[form].arguments, "--output=-"]
    with TemporaryDirectory(prefix="headwater-") as folder:
        if document.items:
            arguments += ["--citeproc", *_cited(Path(folder), document, style)]
        if form == "md":
            plain = Path(folder, "plain.lua")
            plain.write_text(_PLAIN, encoding="utf-8")
            arguments.append(f"--lua-filter={plain}")
        given = json.dumps(document.pandoc).encode()
        return run_pandoc(arguments, given, {"SOURCE_DATE_EPOCH": _EPOCH})


def _cited(folder: Path, document: Document, style: str) -> Sequence[str]:
    """Write the items and the style for pandoc to read, and say where they are."""
    (folder / "items.json").write_text(json.dumps([dict(item) for item in document.items]), encoding="utf-8")
    (folder / "style.csl").write_text(style, encoding="utf-8")
    return f"--bibliography={folder / 'items.json'}", f"--csl={folder / 'style.csl'}"
