"""What a browser may do on pages of the site: their Content Security Policy, and the headers of a host.

Every page carries its policy itself, so that it holds on any host and from a folder as well. A few things
only a header can say (HTML, 4.2.5.3): these are in the file `_headers`, which Netlify, Cloudflare Pages and
other hosts read. The preview sends all of it.
"""

from __future__ import annotations

OF_PAGES = (
    "default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'self'; script-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'"
)
"""What pages may do: nothing but show what lies on the site itself, and run its scripts. Nothing runs, and
nothing looks otherwise, by what stands in a page."""

OF_HOST = "frame-ancestors 'none'"
"""What a header alone can say: no other site may show a page within its own."""

WHOLE = f"{OF_PAGES}; {OF_HOST}"
"""The policy as one header."""

HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
)
"""What every answer should say besides."""


def of_pages(*, trust_html: bool) -> str:
    """The policy that pages carry; none where authors' own scripts and styles are to work.

    Args:
        trust_html: Whether authors' HTML stays as it is.
    """
    return "" if trust_html else OF_PAGES


def of_site(*, trust_html: bool) -> str:
    """The policy of pages as a header.

    Args:
        trust_html: Whether authors' HTML stays as it is.
    """
    return OF_HOST if trust_html else WHOLE
