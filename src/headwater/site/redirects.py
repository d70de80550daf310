"""The pages at old addresses of notes, which lead on to where the notes are.

An address is old if a note's author lists it in `redirect_from`; if it is that of an alias beside the note,
as the former name of a note is often kept as an alias; or if it is that of the home note by its path.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property, partial
from urllib.parse import urlsplit

from headwater.errors import PublicationError
from headwater.problems import Problem
from headwater.publication import PublicNote
from headwater.site.addresses import FILES
from headwater.site.context import SiteContext
from headwater.site.making import MadeFile, fingerprint, itself
from headwater.site.old_addresses import OldAddresses
from headwater.site.root import whole
from headwater.site.urls import beside, output_file, permalink
from headwater.vault.notes import NotePath

RULES = "_redirects"
"""The file in which Netlify and Cloudflare Pages look for redirects."""


class Redirects:
    """Makes a page for each old address where nothing else lies, and the rules for hosts that know them."""

    def __init__(self, context: SiteContext, others: Callable[[], Iterable[MadeFile]]) -> None:
        """Prepare.

        Args:
            context: What the pages of the site are drawn with.
            others: Gives the files of the other makers, all of which come first.
        """
        self._context = context
        self._others = others

    def files(self) -> Iterator[MadeFile]:
        """Every file."""
        context = self._context
        for output, path in self._found.owners.items():
            href = self._href(path)
            inputs = partial(fingerprint, href, context.site_title)
            yield MadeFile(output, partial(context.shell.redirect, href), inputs)
        if self._found.owners:
            yield MadeFile(RULES, self._rules, itself)

    def touched(self, _before: Sequence[PublicNote]) -> Collection[str]:
        """Nothing: texts decide no address."""
        return ()

    def problems(self) -> Sequence[Problem]:
        """Which old addresses lead nowhere, or to another note than one that claims them, too."""
        return self._found.problems

    @cached_property
    def _found(self) -> OldAddresses:
        publication, implied = self._context.publication, tuple(self._implied())
        stated = [(path, card.moved_from) for path, card in publication.cards.items() if card.moved_from]
        outputs = self._context.addresses.outputs
        found = OldAddresses(outputs, self._files() if implied or stated else ())
        # What an author states comes before what only follows from a name.
        for path, addresses in stated:
            for address in addresses:
                found.state(path, address)
        for path, output, name in implied:
            found.imply(path, output, name)
        return found

    def _files(self) -> set[str]:
        attachments = {f"{FILES}/{path}" for path in self._context.publication.attachments}
        return attachments | {RULES} | {file.place for file in self._others()}

    def _implied(self) -> Iterator[tuple[NotePath, str, str]]:
        """The addresses that follow from names of notes: note, file, name."""
        publication, outputs = self._context.publication, self._context.addresses.outputs
        for path, card in publication.cards.items():
            for alias in card.aliases:
                # Where an alias named something unpublished, it is no name of the note any more.
                if self._context.names.unpublished in alias:
                    continue
                try:
                    yield path, beside(outputs[path], alias), alias
                except PublicationError:
                    # It is no place on a site, so nobody can have linked to it.
                    continue
        if publication.home is not None:
            home = publication.notes[publication.home]
            try:
                yield home.path, output_file(permalink(home.path, home.properties)), home.name
            except PublicationError:
                return

    def _href(self, path: NotePath) -> str:
        addresses = self._context.addresses
        return addresses.file_link(addresses.outputs[path])

    def _rules(self) -> bytes:
        base = urlsplit(self._context.config.site.base_url).path.strip("/")
        link, begins = self._context.addresses.file_link, f"/{base}/" if base else "/"
        rules = (
            f"{_literal(link(output))} {self._href(path)} 301\n"
            for output, path in self._found.owners.items()
        )
        return whole("".join(rules), begins).encode()


def _literal(address: str) -> str:
    """An address in which no sign is one of a pattern."""
    return address.replace("*", "%2A").replace(":", "%3A")
