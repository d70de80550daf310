"""The shape of the whole: the layers of a vault one above the other, as wide as they hold many notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import sqrt

from headwater.site.elements import anchor, count, text
from headwater.site.kind_names import KindNames
from headwater.site.rendering.marks import attribute
from headwater.site.wording import Words
from headwater.views.overviews import Layer, Overview

_HALF, _NARROWEST = 100, 2
"""Half of the width of the widest layer and of the narrowest, in the units of the drawing."""

_LINE, _TOP, _FOOT = f"M{_HALF} 0V40", 6, 34
"""The line that the layers hang on, and where they begin and end along it."""


def strata(layers: Sequence[Layer], href: Callable[[Overview], str], names: KindNames) -> str:
    """The layers as a list, each with its part of the picture.

    Widths go by the square root of the number: else a layer of very many would leave nothing of the others.

    Args:
        layers: The layers, the highest first.
        href: Gives the link to an overview.
        names: What kinds are called.
    """
    most = max((layer.size for layer in layers), default=1)
    items = "".join(f"{_item(layer, most, href, names)}\n" for layer in layers)
    return f'<ol class="strata">\n{items}</ol>\n'


def _item(layer: Layer, most: int, href: Callable[[Overview], str], names: KindNames) -> str:
    title = names.several(layer.kind)
    name = anchor(href(layer.overview), title) if layer.overview else text(title)
    reach = "".join(_reach(layer, names.words))
    kind = attribute(layer.kind.replace(" ", "-"))
    told = f"<span>{name} {count(layer.size)}</span>{_drawn(layer, most)}<span>{reach}</span>"
    return f'<li class="kind-{kind}">{told}</li>'


def _reach(layer: Layer, words: Words) -> Iterator[str]:
    """How many of a layer's claims reach a source."""
    if layer.grounded == layer.size:
        yield words("strata.all")
    elif layer.grounded is not None:
        yield words("strata.some", n=layer.grounded, total=layer.size)


def _drawn(layer: Layer, most: int) -> str:
    """One layer of the picture; what of its claims reaches no source is paler."""
    half = max(_NARROWEST, _HALF * sqrt(layer.size / most))
    share = 1.0 if layer.grounded is None else layer.grounded / layer.size
    faint = f'<path class="faint" d="{_bar(half)}"/>' if share < 1 else ""
    solid = f'<path d="{_bar(half * share)}"/>' if share else ""
    return (
        f'<svg viewBox="0 0 {2 * _HALF} 40" preserveAspectRatio="none" aria-hidden="true">'
        f'<path class="line" d="{_LINE}"/>{faint}{solid}</svg>'
    )


def _bar(half: float) -> str:
    return f"M{_HALF - half:.1f} {_TOP}H{_HALF + half:.1f}V{_FOOT}H{_HALF - half:.1f}z"
