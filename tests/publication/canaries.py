"""The canary vault: every word of it that begins with CANARY is private, and none may ever be published.

`canaries_in` looks for them in text or bytes of any kind: publications and whole sites can be searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from urllib.parse import unquote_to_bytes

from msgspec import Struct
from msgspec.structs import astuple

from headwater.publication import Publication

VAULT = Path(__file__).parents[1] / "vaults" / "canary"

PUBLIC_FACTS = (
    "doveTrial2019",
    "doveTrial2019 - Figure 2",
    "Dove, A. “A small trial.”",
    "wrenNotes2017",
    "RETRACTED: Songs at Dawn",
)
"""What is public of notes that are not published: a citekey, the name of source content, a citation."""

_CANARY = re.compile(rb"canary(?:[-_][a-z]+)+", re.IGNORECASE)


def canaries_in(data: str | bytes) -> set[str]:
    """The canaries in a text, in any letter case, as they are or percent-encoded."""
    raw = data.encode() if isinstance(data, str) else data
    found = _CANARY.findall(raw) + _CANARY.findall(unquote_to_bytes(raw))
    return {word.decode().lower().replace("_", "-") for word in found}


def canaries_of_vault() -> set[str]:
    """Every canary in the vault: in what the files hold and in what they are called."""
    files = [path for path in VAULT.rglob("*") if path.is_file()]
    return set().union(
        *(canaries_in(path.read_bytes()) | canaries_in(str(path.relative_to(VAULT))) for path in files)
    )


def texts(value: object) -> Iterator[str]:
    """Every text in a value that pages may use, however deep; of paths on disk what lies in the vault."""
    if isinstance(value, str | Path):
        yield str(value.relative_to(VAULT) if isinstance(value, Path) else value)
        return
    inner: Iterable[object] = ()
    if isinstance(value, Mapping):
        inner = chain.from_iterable(value.items())
    elif isinstance(value, tuple | list | set | frozenset):
        inner = value
    elif isinstance(value, Struct):
        inner = astuple(value)
    elif is_dataclass(value):
        inner = [getattr(value, field.name) for field in fields(value)]
    else:
        assert value is None or isinstance(value, bool | int | float | date), type(value)
    yield from chain.from_iterable(map(texts, inner))


def public_parts(publication: Publication) -> dict[str, object]:
    """The fields of a publication that pages may use: not what only its author is told."""
    parts = {field.name: getattr(publication, field.name) for field in fields(publication)}
    parts.pop("problems")
    # Of what it knows, the answers alone reach a page; and these are the paths that leave the machine.
    parts["names"] = publication.names.paths()
    parts["vocabulary"] = list(publication.vocabulary.kinds.values())
    return parts
