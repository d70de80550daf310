"""What links mean on a page: the values a renderer is given by its caller."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from headwater.vault.notes import Link


class PageTarget(NamedTuple):
    """A page of the site that a link leads to."""

    href: str
    """The link to the page, without a fragment, percent-encoded where a URL needs it."""

    title: str
    """What readers call the page, as plain text; may be empty."""

    kind: str
    """The kind of its note, such as `insight`; becomes the class `kind-insight`."""


class FileTarget(NamedTuple):
    """An attachment that is linked to or shown in place."""

    href: str
    """The link to the file, percent-encoded where a URL needs it."""

    name: str
    """The file's name with its extension."""


class EmbeddedText(NamedTuple):
    """A note, or a part of one, that is shown within another."""

    key: str
    """Its identity, so that nothing is shown within itself."""

    text: str
    """Its Markdown: public, without machinery."""

    target: PageTarget
    """The page it is from."""

    origin: str
    """The path of the note it stands in: links in it are resolved from there."""


class Names(Protocol):
    """What the links on a page lead to; None where that is nothing that is published."""

    def page_or_file(self, link: Link, origin: str) -> PageTarget | FileTarget | None:
        """What a link leads to, resolved from the note `origin`."""

    def holds(self, link: Link, origin: str) -> bool:
        """Whether the page a link leads to, or its own, has the heading or block that it names."""

    def cited(self, citation: str, origin: str, *, briefly: bool) -> str | None:
        """A citation in the text of the note `origin` as inline HTML; None where it cites nothing known.

        Args:
            citation: As it is written, such as `[@citekey, 825]`.
            origin: The path of the note.
            briefly: Whether it may stand on other pages, so that it must not refer to a list on its own.
        """

    def embedded(self, link: Link, origin: str) -> EmbeddedText | FileTarget | None:
        """What an embed shows, resolved from the note `origin`."""
