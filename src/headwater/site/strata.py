"""The shape of the whole: the layers of a vault one above the other, as wide as they hold many notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import sqrt

from headwater.site.elements import anchor, count, text
from headwater.site.kind_names import KindNames
from headwater.site.rendering.marks import attribute
from headwater.site.wording import Words
from headwater.views.overviews import Layer, Overview

HEIGHT, HALF = 40, 100
"""The height of a layer, and half of the width of the widest, in the units of the drawing."""

_NARROWEST = 3


def strata(layers: Sequence[Layer], href: Callable[[Overview], str], names: KindNames) -> str:
    """The layers as a list, each with its part of the picture.

    Areas are told apart by eye, not widths: so the width goes by the square root of the number.

    Args:
        layers: The layers, the highest first.
        href: Gives the link to an overview.
        names: What kinds are called.
    """
    most = max((layer.size for layer in layers), default=1)
    halves = [max(_NARROWEST, HALF * sqrt(layer.size / most)) for layer in layers]
    between = [(one + other) / 2 for one, other in pairwise(halves)]
    edges = pairwise([halves[0], *between, halves[-1]])
    shapes = [
        _shape(layer, (top, half, foot))
        for layer, half, (top, foot) in zip(layers, halves, edges, strict=True)
    ]
    items = zip(layers, shapes, strict=True)
    return "".join(
        [
            '<ol class="strata">\n',
            *(f"{_item(layer, shape, href, names)}\n" for layer, shape in items),
            "</ol>\n",
        ]
    )


def _item(layer: Layer, shape: str, href: Callable[[Overview], str], names: KindNames) -> str:
    title = names.several(layer.kind)
    name = anchor(href(layer.overview), title) if layer.overview else text(title)
    reach = "".join(_reach(layer, names.words))
    kind = attribute(layer.kind.replace(" ", "-"))
    told = f"<span>{name} {count(layer.size)}</span>{shape}<span>{reach}</span>"
    return f'<li class="kind-{kind}">{told}</li>'


def _reach(layer: Layer, words: Words) -> Iterator[str]:
    """How many of a layer's claims reach a source."""
    if layer.grounded == layer.size:
        yield words("strata.all")
    elif layer.grounded is not None:
        yield words("strata.some", n=layer.grounded, total=layer.size)


def _shape(layer: Layer, halves: Sequence[float]) -> str:
    """One layer of the picture; what of its claims reaches no source is paler."""
    share = 1.0 if layer.grounded is None else layer.grounded / layer.size
    faint = f'<path class="faint" d="{_path(halves)}"/>' if share < 1 else ""
    solid = f'<path d="{_path([half * share for half in halves])}"/>' if share else ""
    return (
        f'<svg viewBox="0 0 {2 * HALF} {HEIGHT}" preserveAspectRatio="none" aria-hidden="true">'
        f"{faint}{solid}</svg>"
    )


def _path(halves: Sequence[float]) -> str:
    """An outline with a width above, amid and below: at its edges as wide as the neighbours are there."""
    left, right = ([f"{HALF + side * half:.1f}" for half in halves] for side in (-1, 1))
    low, mid, high = HEIGHT // 4, HEIGHT // 2, HEIGHT * 3 // 4
    return (
        f"M{left[0]} 0C{left[0]} {low} {left[1]} {low} {left[1]} {mid}"
        f"S{left[2]} {high} {left[2]} {HEIGHT}H{right[2]}"
        f"C{right[2]} {high} {right[1]} {high} {right[1]} {mid}S{right[0]} {low} {right[0]} 0z"
    )
