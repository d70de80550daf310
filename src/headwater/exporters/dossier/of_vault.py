"""The dossier of a note of a vault: what the vault knows of it and its sources, as a document."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from headwater.bibliography.citations import PublicNotice, citation_of
from headwater.bibliography.fields import Data
from headwater.bibliography.sources import public_item
from headwater.bibliography.styles import find_style
from headwater.errors import UsageError
from headwater.exporters.dossier.chain import chain_of, public_chain
from headwater.exporters.dossier.citing import References
from headwater.exporters.dossier.document import document_of
from headwater.exporters.dossier.writing import written
from headwater.opened import Vault
from headwater.publication import Publication
from headwater.vault.notes import NotePath
from headwater.views.titles import title_of


def dossier_of(vault: Vault, path: NotePath, form: str, *, published: bool = False) -> bytes:
    """A note with its chain of support, its assumptions, what speaks against it, and its sources.

    Args:
        vault: The vault; its configuration says how to cite.
        path: The note.
        form: A key of `headwater.exporters.dossier.writing.FORMS`.
        published: Whether to tell nothing but what is published.

    Raises:
        UsageError: The note is not published, and should be.
        PublicationError: Nothing is published, and something should be.
        CitationError: There is no such style, or pandoc is missing or failed.
    """
    options = vault.config.citations
    style = find_style(options.style, vault.root)
    notes = style.kind == "note"
    if published:
        publication = vault.publish()
        if path not in publication.notes:
            hint = "leave out --published, or mark the note with `dg-publish: true`"
            raise UsageError(f"{vault.graph.notes[path].name!r} is not published", hint=hint)
        chain = public_chain(publication, vault.graph, path)
        references, title = _public_references(vault, publication, notes), _public_title(vault, publication)
    else:
        chain = chain_of(vault.graph, path)
        references, title = _references(vault, notes), vault.config.site.title or vault.root.resolve().name
    document = document_of(chain, title, options.locale, references)
    return written(document, form, style.text)


def _references(vault: Vault, notes: bool) -> References:  # noqa: FBT001 - a part of what it makes
    def text(citekey: str) -> str:
        path = vault.graph.citekeys.get(citekey)
        return citation_of(vault.graph.notes[path], vault.config.fields.citation).text if path else ""

    return References(_work(vault), text, vault.bibliography.held, notes)


def _work(vault: Vault) -> Callable[[str], Data | None]:
    """Gives what a library or a source's note know of a work, without what its reader wrote."""

    def work(citekey: str) -> Data | None:
        item = vault.bibliography.work(citekey)
        return public_item(item, abstract=False) if item else None

    return work


def _public_references(vault: Vault, publication: Publication, notes: bool) -> References:  # noqa: FBT001
    """What is told of sources beyond the boundary; and the works of libraries that published texts cite."""
    in_library = vault.bibliography.library.items

    def item(citekey: str) -> Data | None:
        citation = publication.citations.get(citekey)
        if citation is not None:
            return dict(json.loads(citation.item)) if citation.item else None
        return public_item(in_library[citekey], abstract=False) if citekey in in_library else None

    def text(citekey: str) -> str:
        citation = publication.citations.get(citekey)
        return citation.text if citation else ""

    def notices(citekey: str) -> Sequence[PublicNotice]:
        citation = publication.citations.get(citekey)
        return citation.notices if citation else ()

    return References(item, text, notices, notes)


def _public_title(vault: Vault, publication: Publication) -> str:
    """What the website is called; a folder's name is nobody else's business."""
    home = publication.notes[publication.home] if publication.home else None
    return vault.config.site.title or (title_of(home).text if home else "")
