"""What links in published text lead to, known from paths alone.

Which file a link names depends on all files of a vault, those that stay in it too: a link that names a
withheld note must not lead to a published one of the same name. So the paths of all are looked at, but
nothing else of them, and only what is published (notes, canvases, copied attachments) is ever answered.
"""

from __future__ import annotations

from collections.abc import Collection

from headwater.evidence.resolve import Resolver
from headwater.vault.notes import Link, NotePath


class PublicNames:
    """Knows which published note, canvas or attachment a link names."""

    def __init__(
        self,
        resolver: Resolver,
        notes: Collection[NotePath],
        files: Collection[str],
        canvases: Collection[str] = (),
    ) -> None:
        """Take in what is to be shown.

        Args:
            resolver: Knows the paths of the vault.
            notes: The paths of the published notes.
            files: The paths of the attachments that are copied.
            canvases: The paths of the published canvases.
        """
        self.resolver = resolver
        """Knows the paths of the vault."""

        self._notes = notes
        self._files = files
        self._canvases = canvases

    def page_or_file(self, link: Link, origin: str) -> str | None:
        """What a link in published text leads to.

        Args:
            link: The link.
            origin: The path of the published note or canvas it stands in.

        Returns:
            The path of a published note (a key of the publication's notes), of a published canvas or of an
            attachment that is copied, or None where it leads nowhere that is published.
        """
        resolved = self.resolver.resolve(link, origin)
        if resolved is None:
            return None
        path = resolved.path
        return path if path in self._notes or path in self._files or path in self._canvases else None

    def is_same_everywhere(self, link: Link) -> bool:
        """Whether a link that was asked about leads to one place, whichever text it stands in."""
        return self.resolver.is_same_everywhere(link)

    def paths(self) -> tuple[list[str], list[str]]:
        """The paths, of notes and of other files, from which a resolver gives the same answers.

        They are those of what is published, and of withheld files that have the name of something published.
        """
        return self.resolver.named_like([*self._notes, *self._files, *self._canvases])
