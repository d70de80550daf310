"""The image of a card as PNG: a claim as text, what it is, of which site, and what it rests on.

Needs Pillow, the extra `cards`; nothing else imports this module but where a card is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from headwater.site.cards import HEIGHT, WIDTH, CardText

FONT = Path(__file__).parent / "assets/fonts/card.ttf"

_MARGIN = 84
_STRIP = 20
"""The width of the coloured strip at the left."""

_TOP, _BOTTOM = 166, 520
"""Between which heights the claim stands."""

_SIZES = (68, 60, 54, 48, 43, 38, 34)
"""The sizes of letters a claim may have; the largest in which all of it fits is taken."""

_LEADING = 1.24
_SMALL = 31

# As in tokens.css, in light.
_PAPER, _INK, _SOFT, _RULE = (252, 251, 247), (28, 33, 32), (89, 96, 93), (220, 215, 202)
_ACCENT = (143, 58, 14)
_STEPS = 3
"""How many shades lead from paper to a colour, so that letters have soft edges; 11 colours in all."""


def card_image(card: CardText) -> bytes:
    """A card as PNG; the same card gives the same bytes."""
    canvas = Image.new("L", (WIDTH, HEIGHT), 0)
    draw = ImageDraw.Draw(canvas)
    draw.rectangle((0, 0, _STRIP - 1, HEIGHT), fill=2 * _STEPS)
    _write(canvas, (_MARGIN, 72), [card.kind], _font(_SMALL), 1)
    size, lines = _set(card.claim)
    step = round(size * _LEADING)
    top = _TOP + max(0, (_BOTTOM - _TOP - step * len(lines)) // 2)
    _write(canvas, (_MARGIN, top), lines, _font(size), 0)
    draw.rectangle((_MARGIN, 540, WIDTH - _MARGIN, 541), fill=3 * _STEPS + 1)
    small = _font(_SMALL)
    right = WIDTH - _MARGIN - round(small.getlength(card.facts))
    _write(canvas, (_MARGIN, 558), [_cut(card.site, small, right - 40 - _MARGIN)], small, 2)
    _write(canvas, (right, 558), [card.facts], small, 2)
    canvas.putpalette(_palette())
    out = BytesIO()
    canvas.save(out, "PNG", bits=4, compress_level=4)
    return out.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    # The basic layout is that of every Pillow; the other depends on a library that may be there.
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)


def _palette() -> list[int]:
    """Paper, then the shades up to ink, to the accent and to soft ink, and the colour of the rule."""
    colours = [_PAPER]
    for colour in (_INK, _ACCENT, _SOFT):
        colours += [_mixed(colour, step / _STEPS) for step in range(1, _STEPS + 1)]
    return [channel for colour in (*colours, _RULE) for channel in colour]


def _mixed(colour: tuple[int, int, int], share: float) -> tuple[int, int, int]:
    red, green, blue = (round(low + (high - low) * share) for low, high in zip(_PAPER, colour, strict=True))
    return red, green, blue


@cache
def _shades(ramp: int) -> list[int]:
    """Which colour of the palette each grey of drawn letters becomes."""
    return [0 if grey < 32 else ramp * _STEPS + max(1, round(grey * _STEPS / 255)) for grey in range(256)]  # noqa: PLR2004 - nearly paper


def _write(
    canvas: Image.Image,
    place: tuple[int, int],
    lines: Sequence[str],
    font: ImageFont.FreeTypeFont,
    ramp: int,
) -> None:
    step = round(font.size * _LEADING)
    band = Image.new("L", (WIDTH - place[0], step * len(lines) + round(font.size / 3)), 0)
    draw = ImageDraw.Draw(band)
    for number, line in enumerate(lines):
        draw.text((0, number * step), line, fill=255, font=font)
    canvas.paste(band.point(_shades(ramp)), place)


def _set(claim: str) -> tuple[int, Sequence[str]]:
    """The largest size in which a claim fits, and its lines; in the smallest it is cut."""
    words = claim.split()
    widths = [_font(_SIZES[0]).getlength(word) / _SIZES[0] for word in words]
    space = _font(_SIZES[0]).getlength(" ") / _SIZES[0]
    lines: list[str] = []
    for size in _SIZES:
        lines = _lines(words, widths, space, (WIDTH - 2 * _MARGIN) / size)
        if len(lines) <= (_BOTTOM - _TOP) // round(size * _LEADING):
            return size, [_cut(line, _font(size), WIDTH - 2 * _MARGIN) for line in lines]
    most = (_BOTTOM - _TOP) // round(_SIZES[-1] * _LEADING)
    font, room = _font(_SIZES[-1]), WIDTH - 2 * _MARGIN
    return _SIZES[-1], [*lines[: most - 1], _cut(f"{lines[most - 1]} …", font, room)]


def _lines(words: Sequence[str], widths: Sequence[float], space: float, room: float) -> list[str]:
    """Words on lines of a width; one that is wider than that has a line of its own."""
    lines: list[list[str]] = [[]]
    used = 0.0
    for word, width in zip(words, widths, strict=True):
        if lines[-1] and used + space + width > room:
            lines.append([])
            used = 0.0
        used += width + (space if lines[-1] else 0)
        lines[-1].append(word)
    return [" ".join(line) for line in lines]


def _cut(words: str, font: ImageFont.FreeTypeFont, room: float) -> str:
    """As much of a line as there is room for, with an ellipsis where something was cut."""
    while words and font.getlength(words) > room:
        words = words[:-2].rstrip(" …") + "…" if len(words) > 2 else ""  # noqa: PLR2004 - a letter and the sign
    return words
