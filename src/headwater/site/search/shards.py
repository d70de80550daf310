"""Shards of an index as text: `term title names text,term …`, each field the numbers of documents.

Fields at the end that are empty are left out. Terms are in order, so the same terms give the same text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from headwater.site.search.postings import changed

Postings = tuple[str, str, str]
"""The documents whose title, whose names, whose text hold a term."""

NONE: Postings = ("", "", "")


def written(key: str, content: bytes) -> bytes:
    """A file that hands a value to the script.

    Args:
        key: What it was asked for by.
        content: The value as JSON.
    """
    return b'headwater.take("%s",%s);\n' % (key.encode(), content)


def shard(entries: Mapping[str, Postings]) -> str:
    """A shard of terms."""
    return ",".join([entry(term, *entries[term]) for term in sorted(entries)])


def entry(term: str, title: str, names: str, text: str) -> str:
    """A term of a shard, with its documents."""
    return f"{term} {title} {names} {text}".rstrip()


def entries(shard: str) -> dict[str, Postings]:
    """What a shard was made of."""
    found: dict[str, Postings] = {}
    for entry in shard.split(",") if shard else ():
        term, *fields = entry.split(" ")
        title, names, text = (*fields, "", "", "")[:3]
        found[term] = (title, names, text)
    return found


def patched(shard_: str, changes: Iterable[tuple[str, int, int, bool]]) -> str:
    """A shard with some postings more or less.

    Args:
        shard_: The shard.
        changes: Term, field, number of the document, and whether it is there now.
    """
    found = entries(shard_)
    for term, field, number, present in changes:
        postings = list(found.get(term, NONE))
        postings[field] = changed(postings[field], number, present=present)
        title, names, text = postings
        found[term] = (title, names, text)
    return shard({term: postings for term, postings in found.items() if any(postings)})
