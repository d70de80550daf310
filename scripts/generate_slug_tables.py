"""Write `src/headwater/site/slug_tables.py` from the npm packages whose slugs ours must equal.

To run it again, in the root of the repository:

    mkdir -p build/npm && cd build/npm
    npm pack @sindresorhus/slugify@1.1.2 @sindresorhus/transliterate@0.1.2 lodash.deburr@4.1.0
    cd ../.. && python scripts/generate_slug_tables.py build/npm

The versions and their checksums are pinned: other tables would move pages that people link to.

The packages replace one key after the other, each everywhere, in table order. Ours does it in a single
pass over the characters; `flattened` says under which conditions that is the same, and refuses tables
that break them.
"""

from __future__ import annotations

import base64
import hashlib
import re
import sys
import tarfile
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path

OUTPUT = Path(__file__).resolve().parent.parent / "src" / "headwater" / "site" / "slug_tables.py"

SLUGIFY = "sindresorhus-slugify-1.1.2.tgz"
TRANSLITERATE = "sindresorhus-transliterate-0.1.2.tgz"
DEBURR = "lodash.deburr-4.1.0.tgz"

CHECKSUMS = {
    SLUGIFY: "V9nR/W0Xd9TSGXpZ4iFUcFGhuOJtZX82Fzxj1YISlbSgKvIiNa7eLEZrT0vAraPOt++KHauIVNYgGRgjc13dXA==",
    TRANSLITERATE: "5/kmIOY9FF32nicXH+5yLNTX4NJ4atl7jRgqAJuIn/iyDFXBktOKDxCvyGE/EzmF4ngSUvjXxQUQlQiZ5lfw+w==",
    DEBURR: "m/M1U1f3ddMCs6Hq2tAsYThTBDaAKFDX3dwDo97GEYzamXi9SqUpjWi/Rrj/gf3X2n8ktwgZrlP1z6E3v/IExQ==",
}
"""The SHA-512 of each package, in base64, as the registry's `dist.integrity` has it."""

LATIN = {chr(code) for code in range(0xC0, 0x180)} - {"\xd7", "\xf7"}
"""What `lodash.deburr` matches as Latin letters; one without an entry would become `undefined`."""

ROW = 12
"""How many characters stand in one row of the table."""


class TableError(Exception):
    """The packages are not the pinned ones, or hold tables that cannot be applied in one pass."""


def packed(folder: Path, package: str, member: str) -> str:
    """Return the text of one file of a package, whose checksum must be the pinned one."""
    archive = folder / package
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode("ascii")
    if digest != CHECKSUMS[package]:
        raise TableError(f"{archive} is not the pinned {package}: its SHA-512 is {digest}")
    with tarfile.open(archive) as files:
        file = files.extractfile(f"package/{member}")
        if file is None:
            raise TableError(f"{archive} has no file {member}")
        return file.read().decode("utf-8")


def replacements(folder: Path) -> dict[str, str]:
    """Return the literal replacements of both packages, in the order in which they are applied.

    A JavaScript `Map` and a `dict` agree: a key given twice keeps its first place and its last value.
    """
    sources = (
        packed(folder, TRANSLITERATE, "replacements.js"),
        packed(folder, SLUGIFY, "overridable-replacements.js"),
    )
    table: dict[str, str] = {}
    for source in sources:
        rows = re.findall(r"^\t\[(.*)\],?$", source, flags=re.MULTILINE)
        pairs = re.findall(r"^\t\['([^'\\]+)', '([^'\\]*)'\],?$", source, flags=re.MULTILINE)
        if not pairs or len(pairs) != len(rows):
            raise TableError("a row of replacements is written in a form this script cannot read")
        table.update(pairs)
    return table


def deburred(folder: Path) -> dict[str, str]:
    """Return what `lodash.deburr` makes of each character it changes; combining marks become nothing."""
    source = packed(folder, DEBURR, "index.js")
    ranges = re.findall(r"\\\\u([0-9a-f]{4})-\\\\u([0-9a-f]{4})", source)
    marks = {chr(code) for first, last in ranges for code in range(int(first, 16), int(last, 16) + 1)}
    entry = r"""'\\(?:x|u)([0-9a-f]{2,4})':\s*(?:'([^']*)'|"([^"]*)")"""
    letters = {chr(int(code, 16)): one or other for code, one, other in re.findall(entry, source)}
    if letters.keys() != LATIN or not marks:
        raise TableError("lodash.deburr does not cover the letters it is known to match")
    return dict.fromkeys(marks, "") | letters


def flattened(ordered: Mapping[str, str], deburr: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return (pairs of characters, single characters) that replace as `ordered`, then `deburr`, do.

    Replacing the pairs in order and then every single character at once is the same if
    (1) no value holds a character of any key, so that nothing is replaced twice;
    (2) a pair whose characters are replaced on their own before its turn is left out: it never occurs;
    (3) nothing is deleted before a pair's turn, as that could bring its characters together.

    Raises:
        TableError: the tables break a condition.
    """
    letters = {letter for key in ordered for letter in key} | deburr.keys()
    if any(letters & set(value) for value in (*ordered.values(), *deburr.values())):
        raise TableError("a replacement holds what is itself replaced")
    pairs: dict[str, str] = {}
    singles: dict[str, str] = {}
    for key, value in ordered.items():
        if len(key) == 1:
            singles[key] = value
        elif not any(letter in singles for letter in key):
            if "" in singles.values() or "" in pairs.values():
                raise TableError(f"characters are deleted before the turn of {key!a}")
            pairs[key] = value
    return pairs, {**deburr, **singles}


def escaped(text: str) -> str:
    """Return a Python literal of `text` in printable ASCII: raw marks and bidi controls mislead readers."""
    return '"' + text.encode("ascii", "backslashreplace").decode("ascii") + '"'


def rows(singles: Mapping[str, str]) -> Iterator[str]:
    """Yield the rows of the table: a value and some of the characters that become it."""
    for value in sorted(set(singles.values())):
        letters = sorted(letter for letter, own in singles.items() if own == value)
        for start in range(0, len(letters), ROW):
            yield f"        ({escaped(value)}, {escaped(''.join(letters[start : start + ROW]))}),"


def notices(folder: Path) -> Iterator[str]:
    """Yield the licences of the packages as comment lines; the packages of one author share theirs."""
    licences = {
        "@sindresorhus/slugify 1.1.2, @sindresorhus/transliterate 0.1.2": packed(folder, SLUGIFY, "license"),
        "lodash.deburr 4.1.0": packed(folder, DEBURR, "LICENSE"),
    }
    for packages, licence in licences.items():
        yield f"# ---- {packages} ----"
        for line in licence.strip().splitlines():
            yield from (f"# {part}" for part in textwrap.wrap(line, 106) or [""])
        yield "#"


def module(folder: Path) -> str:
    """Return the source of the module that holds the tables."""
    pairs, singles = flattened(replacements(folder), deburred(folder))
    lines = [
        '"""What characters become in a slug: data of the npm packages named below, under their licences.',
        "",
        "Generated by `scripts/generate_slug_tables.py`; do not edit.",
        '"""',
        "",
        *(line.rstrip() for line in notices(folder)),
        "",
        "from __future__ import annotations",
        "",
        "from typing import Final",
        "",
        "PAIRS: Final[tuple[tuple[str, str], ...]] = (",
        *(f"    ({escaped(key)}, {escaped(value)})," for key, value in pairs.items()),
        ")",
        '"""Pairs of characters and what each becomes; to be replaced first, in this order."""',
        "",
        "CHARACTERS: Final[dict[str, str]] = {",
        "    character: value",
        "    for value, characters in (",
        *rows(singles),
        "    )",
        "    for character in characters",
        "}",
        '"""Single characters and what each becomes."""',
    ]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Write the module from the folder of packages given as the one argument."""
    if len(arguments) != 1:
        print("usage: python scripts/generate_slug_tables.py FOLDER_OF_PACKAGES", file=sys.stderr)
        return 2
    try:
        text = module(Path(arguments[0]))
    except (OSError, TableError) as error:
        print(f"{error}", file=sys.stderr)
        return 1
    OUTPUT.write_text(text, encoding="ascii", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
