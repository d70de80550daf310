"""The citations of sources as an earlier run formatted them, for those who need nothing but their texts."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence

import msgspec
import xxhash

from headwater.bibliography.citations import citation_of
from headwater.bibliography.kept import KeptBibliography
from headwater.bibliography.library_names import LibraryFile
from headwater.cache import edition
from headwater.config import Config
from headwater.vault.notes import Note, NotePath
from headwater.vault.scan import UNSETTLED, settled, stamp_of_file


def read_from(files: Sequence[LibraryFile], config: Config) -> bytes:
    """A fingerprint of what sources are made from beside their notes; empty where it tells nothing.

    Args:
        files: The libraries of a vault.
        config: Its configuration.
    """
    options = config.citations
    places = [file.location for file in files]
    stamps = [settled(stamp_of_file(place) or UNSETTLED, time.time_ns()) for place in places]
    if UNSETTLED in stamps or options.style.endswith(".csl"):
        return b""
    made_by = (options.style, options.locale, list(config.fields.citation))
    return xxhash.xxh3_128_digest(edition() + msgspec.msgpack.encode((places, stamps, made_by)))


def kept_texts(
    sources: Iterable[Note], files: Sequence[LibraryFile], config: Config, kept: KeptBibliography
) -> Mapping[NotePath, str] | None:
    """How sources are cited, as plain text, if they were formatted last from the same as now.

    Args:
        sources: Notes of evidence sources, which are what they were then.
        files: The libraries of their vault.
        config: Its configuration.
        kept: What was kept of its bibliography.

    Returns:
        By path; the citekey where nothing is known. None where only the bibliography can tell.
    """
    works = kept.works
    if not works.read_from or works.read_from != read_from(files, config):
        return None
    found = {}
    for note in sources:
        work = works.works.get(note.name)
        text = work.formatted.text if work else ""
        found[note.path] = text or citation_of(note, config.fields.citation).text
    return found
