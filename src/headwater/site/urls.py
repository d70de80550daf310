"""Where a note's page lies: its permalink, the links to it, and the file that holds it.

The permalinks are those Digital Garden gives, so that links to pages it published go on working.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import NewType
from urllib.parse import quote, unquote

from headwater.errors import PublicationError
from headwater.site.slugs import slugify

Permalink = NewType("Permalink", str)
"""The path of a page on the site, with `/` at both ends, as it is written; `href` makes a link of it."""

HOME = Permalink("/")
"""Where the home note is served."""

MAX_SEGMENT = 255
"""The longest name of a folder, in bytes, that the common file systems take."""

_HINT = "change `dg-permalink`, `permalink` or `dg-path` of the note, or rename it"

_NOT_IN_HREF = re.compile(r"[^\w/.~!$()*+,;=:@%-]+|%(?![0-9A-Fa-f]{2})", re.ASCII)
"""What must not stand in a link as it is. `&` and `'` may by RFC 3986, but would need care in HTML."""

_UNUSABLE = re.compile(r"[/\\\x00-\x1f\x7f\ud800-\udfff]|^\.{1,2}$|^[A-Za-z]:|^$")
"""What no name of a folder may hold or be: a separator, a control character, half of a surrogate pair,
this folder or the one above, a drive letter, or nothing."""

_SLUGS_ALONE = re.compile(r"(?:/[a-z0-9-]{1,255})+/")
"""A permalink that holds nothing but slugs, as most do: it is the path of its folder as it stands."""

_PLAIN_IN_PATH = "/~!$*+,;=:@"
"""What need not be encoded in the path of a URL (RFC 3986, 3.3), but for what Markdown or HTML misreads."""

_DIVIDES_LINK = re.compile(r"[:#|^\\\s]|%%|\[\[|\]\]")
"""What Obsidian turns into a space when it writes a link to a heading."""


def permalink(path: str, properties: Mapping[str, object], *, home: bool = False) -> Permalink:
    """Return where the page of a note lies.

    The home note lies at `/`. Else `dg-permalink` wins, and `permalink` (Obsidian Publish) stands in for
    it; a `/` at each end is ensured. Else each segment of `dg-path`, or of the path in the vault, becomes
    a slug. A property that is blank or no string is ignored.

    Args:
        path: the note's path in the vault, with its `.md`.
        properties: the note's frontmatter.
        home: whether the note is the home note.
    """
    if home:
        return HOME
    chosen = _text(properties, "dg-permalink") or _text(properties, "permalink")
    if chosen:
        return Permalink(
            f"{'' if chosen.startswith('/') else '/'}{chosen}{'' if chosen.endswith('/') else '/'}"
        )
    stated = _text(properties, "dg-path")
    return (_from_path(stated) if stated else None) or _from_path(path) or Permalink(f"/{_segment(path)}/")


def href(permalink: Permalink) -> str:
    """Return the link to a permalink, for an `href`: percent-encoded where a URL needs it, never twice."""
    if _SLUGS_ALONE.fullmatch(permalink):
        return permalink
    return _NOT_IN_HREF.sub(lambda found: _percent_encoded(found[0]), permalink)


def output_file(permalink: Permalink, *, note: str = "") -> str:
    """Return the file of a page, relative to the site's folder: `a/b/index.html`.

    Its name is what a web server looks for when the page's `href` is asked for. So two permalinks are the
    same page if they have one output file.

    Args:
        permalink: the page's permalink.
        note: the path of the note, to be named in the message of an error.

    Raises:
        PublicationError: the file would lie outside the site, or no file system can hold it.
    """
    if permalink == HOME:
        return "index.html"
    if _SLUGS_ALONE.fullmatch(permalink):
        return f"{permalink[1:]}index.html"
    if len(permalink) < len("/a/") or not (permalink.startswith("/") and permalink.endswith("/")):
        raise _refusal(permalink, note, "is not a path between two `/`")
    segments = [_folder(segment, permalink, note) for segment in permalink[1:-1].split("/")]
    return "/".join([*segments, "index.html"])


def path_of(output: str) -> str:
    """Return where a file is asked for, from the root of the site, percent-encoded: `a/b/` for a page.

    Args:
        output: the file, relative to the site's folder, such as `a/b/index.html`.
    """
    path = output.removesuffix("index.html")
    return path if _SLUGS_ALONE.fullmatch(f"/{path}") else quote(path, safe=_PLAIN_IN_PATH)


def twin_of(output: str) -> str:
    """Return the file that says in Markdown what a page says: `a/b/index.md` for `a/b/index.html`."""
    return f"{output.removesuffix('.html')}.md"


def site_address(base_url: str) -> str:
    """Return what makes a path from the root of the site a whole URL; empty where that is not known."""
    return f"{base_url.rstrip('/')}/" if "://" in base_url else ""


def beside(output: str, name: str) -> str:
    """Return the file of a page that lies in the same folder as another, called by a name of its own.

    Args:
        output: The file of the other page.
        name: What the page would be called.

    Raises:
        PublicationError: no file system can hold it.
    """
    folder = output.removesuffix("index.html").rstrip("/").rpartition("/")[0]
    inner = output_file(Permalink(f"/{_segment(name)}/"))
    return f"{folder}/{inner}" if folder else inner


def stated_file(address: str) -> str:
    """Return the file of the page at an address that an author wrote down, such as `/old/place`.

    Raises:
        PublicationError: there can be no page.
    """
    path = address.strip().strip("/").removesuffix("index.html").strip("/")
    return output_file(Permalink(f"/{path}/"))


def heading_anchor(text: str) -> str:
    """Return the id of a heading, and what follows `#` in links to it; never empty.

    As on GitHub: small letters, `-` for spaces, no punctuation but `-` and `_`; letters and digits of every
    script stay. A run of spaces gives one `-`, and what Obsidian leaves out of a link counts as a space, so
    that `[[note#Dose response]]` meets `# Dose: response`. The id may stand in an `href` as it is.
    """
    spaced = _DIVIDES_LINK.sub(" ", text)
    lowered = unicodedata.normalize("NFC", spaced).lower()
    kept = "".join([letter for letter in lowered if letter in " -_" or _is_of_a_word(letter)])
    return unicodedata.normalize("NFC", "-".join(kept.split())) or "section"


def _text(properties: Mapping[str, object], name: str) -> str:
    """Return a property's text, or nothing if it is unset, blank or no string."""
    value = properties.get(name)
    return value if isinstance(value, str) and not value.isspace() else ""


def _from_path(path: str) -> Permalink | None:
    """Return the permalink a path gives, or None if it holds no segment.

    The extension is cut at the last dot of the whole path, even one in a folder's name
    (`My.Folder/note` → `/my/`): so does Digital Garden.
    """
    stem = path.rpartition(".")[0] if "." in path else path
    folder, _, name = stem.rpartition("/")
    segments = _folder_segments(folder) + (_segment(name) + "/" if name else "")
    return Permalink("/" + segments) if segments else None


@lru_cache(maxsize=4096)
def _folder_segments(folder: str) -> str:
    """Return the segments of a folder, each with `/` behind it; most notes share theirs with others."""
    return "".join([_segment(name) + "/" for name in folder.split("/") if name not in {"", "."}])


def _segment(name: str) -> str:
    """Return the slug of a name, or its percent-encoded text where it has none (all CJK, say)."""
    return slugify(name) or _percent_encoded(unicodedata.normalize("NFC", name))


def _percent_encoded(text: str) -> str:
    """Return `text` percent-encoded; half of a surrogate pair, which no URL can hold, as `?` would be."""
    return quote(text, safe="", errors="replace")


def _folder(segment: str, permalink: Permalink, note: str) -> str:
    """Return the name of the folder a segment stands for.

    Raises:
        PublicationError: there can be no such folder, or it would lie outside the site.
    """
    try:
        name = unquote(segment, errors="strict")
    except UnicodeDecodeError:
        raise _refusal(permalink, note, f"holds `{segment}`, which is no UTF-8") from None
    if _UNUSABLE.search(name):
        raise _refusal(permalink, note, f"holds `{ascii(segment)[1:-1]}`, which is no name for a folder")
    if len(name.encode()) > MAX_SEGMENT:
        raise _refusal(permalink, note, f"holds a segment of more than {MAX_SEGMENT} bytes")
    return name


def _refusal(permalink: Permalink, note: str, why: str) -> PublicationError:
    """Return the error that says why there can be no page at a permalink."""
    where = f"{note}: " if note else ""
    return PublicationError(f"{where}the permalink `{ascii(permalink)[1:-1]}` {why}", hint=_HINT)


def _is_of_a_word(letter: str) -> bool:
    """Tell whether a character belongs to words: a letter, a digit, or a mark upon one."""
    category = unicodedata.category(letter)
    return category[0] in "LN" or (category in {"Mn", "Mc"} and not "\ufe00" <= letter <= "\ufe0f")
