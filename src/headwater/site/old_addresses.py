"""Which note an old address leads to: a page always comes first, then whoever claims the address first."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from headwater.errors import PublicationError
from headwater.problems import Problem, problem
from headwater.site.places import all_folded, folded, folders_of, is_usable
from headwater.site.urls import stated_file
from headwater.vault.notes import NotePath

_OF_PAGES = frozenset({"index.html", "index.md"})


class OldAddresses:
    """Gives out old addresses."""

    def __init__(self, pages: Mapping[NotePath, str], files: Collection[str]) -> None:
        """Take in what there is on a site.

        Args:
            pages: The file of every note's page.
            files: The places of the other files.
        """
        self._pages = dict(zip(all_folded(pages.values()), pages, strict=True))
        self._files = frozenset(all_folded(files))
        self._claimed: dict[str, NotePath] = {}
        self.owners: dict[str, NotePath] = {}
        """The file of a page that leads on → the note it leads to."""

        self.problems: list[Problem] = []
        """Which addresses lead nowhere, or to another note than one that claims them, too."""

    def state(self, path: NotePath, address: str) -> None:
        """Claim an address that the author of a note says its page had."""
        try:
            output = stated_file(address)
        except PublicationError as error:
            self._refuse(path, address, error.message)
            return
        page = self._pages.get(folded(output))
        if page is None and self._is_free(output):
            self._claim(path, output, address)
        elif page is None:
            self._refuse(path, address, "the site needs the place for a file of its own")
        elif page != path:
            self._refuse(path, address, f"the page of {page!r} lies there")

    def imply(self, path: NotePath, output: str, name: str) -> None:
        """Claim an address that follows from a name of a note; one that is no old one is none."""
        if folded(output) not in self._pages and self._is_free(output):
            self._claim(path, output, name)

    def _is_free(self, output: str) -> bool:
        """Whether a file can lie there, and neither a file nor a folder of the site is in the way."""
        folders = set(map(folded, folders_of([output])))
        # A folder called as the files of pages are would be in the way of a page, or of one that leads on.
        own = _OF_PAGES.isdisjoint(folder.rpartition("/")[2] for folder in folders)
        return own and is_usable(output) and self._files.isdisjoint({folded(output), *folders})

    def _claim(self, path: NotePath, output: str, said: str) -> None:
        first = self._claimed.get(folded(output))
        if first is None:
            self._claimed[folded(output)] = path
            self.owners[output] = path
        elif first != path:
            self._refuse(path, said, f"{first!r} claims it, too, and comes first")
        # Else it differs from one before in case alone, and some file systems could not hold both.

    def _refuse(self, path: NotePath, address: str, reason: str) -> None:
        self.problems.append(problem("no-redirect", path, address=address, reason=reason))
