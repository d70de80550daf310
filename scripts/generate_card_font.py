"""Make the font of card images out of Source Serif 4, and the list of the letters that it has.

    pip install --target FOLDER fontpkg-source-serif-4==4.4 fonttools==4.68.0
    PYTHONPATH=FOLDER python scripts/generate_card_font.py FOLDER

The same packages give the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import flagOverlapSimple
from fontTools.varLib import instancer

FONT = "fontpkg_source_serif_4/files/SourceSerif4[opsz,wght].ttf"
OUTPUT = Path(__file__).parent.parent / "src/headwater/site/assets/fonts"
LETTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),  # Latin with accents
    *range(0x370, 0x400),  # Greek
    *range(0x400, 0x460),  # Cyrillic
    *range(0x1E00, 0x1F00),  # Vietnamese and others
    *range(0x2010, 0x2028),  # dashes, quotes, ellipsis
    *range(0x2030, 0x203B),
    *range(0x2070, 0x20A0),  # raised and lowered digits
    *(0x20AC, 0x2103, 0x2116, 0x2122, 0x2126, 0x212B, 0x2190, 0x2191, 0x2192, 0x2193, 0x2194),
    *(0x2202, 0x2206, 0x2211, 0x2212, 0x221A, 0x221E, 0x223C, 0x2248, 0x2260, 0x2264, 0x2265),
]


def main(folder: str) -> None:
    """Write the font and its letters."""
    font = TTFont(Path(folder) / FONT, recalcTimestamp=False)
    instancer.instantiateVariableFont(font, {"wght": 500, "opsz": 30}, inplace=True, overlap=False)
    options = subset.Options(
        layout_features=[],
        hinting=False,
        name_IDs=[0, 1, 2, 13, 14],
        notdef_outline=True,
        recalc_timestamp=False,
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=LETTERS)
    cutter.subset(font)
    # FreeType draws glyphs whose contours may overlap at four times the size.
    for name in font.getGlyphOrder():
        glyph = font["glyf"][name]
        if glyph.numberOfContours > 0:
            glyph.flags[0] &= ~flagOverlapSimple
    # FreeType hints a font by itself that seems to have no instructions, which takes most of a card's time.
    font["maxp"].maxSizeOfInstructions = 1
    OUTPUT.mkdir(exist_ok=True)
    font.save(OUTPUT / "card.ttf", reorderTables=False)
    letters = "".join(map(chr, sorted(font.getBestCmap())))
    (OUTPUT / "card-letters.txt").write_text(letters, encoding="utf-8", newline="")


if __name__ == "__main__":
    main(*sys.argv[1:])
