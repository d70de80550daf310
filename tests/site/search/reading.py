"""Reads the index of a site as the script does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from headwater.site.search.postings import decoded
from headwater.site.search.shards import entries


def taken(page: bytes) -> Any:
    """The value that a file of the index hands to the script."""
    found = re.fullmatch(rb'headwater\.take\("[\w/]+",(.*)\);\n', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def files(pages: Mapping[str, bytes], sort: str) -> Iterator[Any]:
    """The values of all files of one sort, in order."""
    places = [place for place in pages if re.fullmatch(rf"assets/search/{sort}\d*\.js", place)]
    for place in sorted(places, key=lambda place: int(re.sub(r"\D", "", place) or 0)):
        yield taken(pages[place])


def found_by(pages: Mapping[str, bytes], term: str) -> dict[str, str]:
    """The documents that hold a term, each with the fields in which they do: title, names, text."""
    documents = [document for block in files(pages, "d") for document in block]
    for shard in files(pages, "t"):
        for name, text in zip("tnx", entries(shard).get(term, ()), strict=False):
            for number in decoded(text):
                documents[number].append(name)
    return {
        document[2]: "".join(part for part in document[3:] if part != 1)
        for document in documents
        if len(document) > 3
    }
