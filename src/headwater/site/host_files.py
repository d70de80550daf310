"""What tells hosts which headers to send with a site."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from headwater.publication import PublicNote
from headwater.site.making import MadeFile
from headwater.site.policy import HEADERS, OF_HOST

PLACE = "_headers"
"""The file of headers, as Netlify and Cloudflare Pages read it."""


class HostFiles:
    """Makes what tells hosts which headers to send.

    The policy of pages is not repeated there: it would hold for PDFs as well, which browsers show by scripts
    and styles of their own.
    """

    def files(self) -> Iterator[MadeFile]:
        """The file of headers."""
        yield MadeFile(PLACE, _headers)

    def touched(self, _before: Sequence[PublicNote]) -> Collection[str]:
        """Nothing: no text of a note is shown."""
        return ()


def _headers() -> bytes:
    lines = [
        "/*",
        *(f"  {name}: {value}" for name, value in (*HEADERS, ("Content-Security-Policy", OF_HOST))),
    ]
    return ("\n".join(lines) + "\n").encode()
