"""The elements and attributes that drawings keep: those of SVG 2 that draw, and words in boxes of HTML.

https://www.w3.org/TR/SVG2/eltindex.html, https://www.w3.org/TR/SVG2/attindex.html,
https://www.w3.org/TR/filter-effects-1/. Nothing of them runs, embeds a document or follows events.
"""

from __future__ import annotations

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
XHTML = "http://www.w3.org/1999/xhtml"

_DRAWN = (
    "a circle clipPath defs desc ellipse foreignObject g image line linearGradient marker mask path "
    "pattern polygon polyline radialGradient rect stop style svg switch symbol text textPath title tspan "
    "use view"
)
_FILTERS = (
    "filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting "
    "feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur "
    "feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile "
    "feTurbulence"
)
ELEMENTS = frozenset(f"{_DRAWN} {_FILTERS}".split())
"""The elements of SVG that are kept; of any other nothing is, neither what is in it. Those that animate are
none of them: they can give an attribute a value that nobody has looked at."""

_WORDS = (
    "b blockquote br code del div em h1 h2 h3 h4 h5 h6 hr i ins kbd li mark ol p pre s small span strong sub "
    "sup table tbody td tfoot th thead tr u ul"
)
WORDS = frozenset(_WORDS.split())
"""The elements of HTML that a `foreignObject` keeps: Mermaid and draw.io write their labels in such."""

_CORE = "class dir id lang role style tabindex transform"
_PRESENTATION = (
    "alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation color- "
    "interpolation-filters color-rendering cursor direction display dominant-baseline enable-background "
    "fill fill-opacity fill-rule filter flood-color flood-opacity font font-family font-feature-settings "
    "font-kerning font-size font-size-adjust font-stretch font-style font-variant font-weight glyph- "
    "orientation-horizontal glyph-orientation-vertical image-rendering isolation kerning letter-spacing "
    "lighting-color line-height marker marker-end marker-mid marker-start mask mask-type mix-blend-mode "
    "opacity overflow paint-order pointer-events shape-rendering stop-color stop-opacity stroke stroke- "
    "dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke- "
    "width text-align text-anchor text-decoration text-rendering transform-origin unicode-bidi vector- "
    "effect visibility white-space word-spacing word-wrap writing-mode"
)
_GEOMETRY = (
    "clipPathUnits cx cy d dx dy fr fx fy gradientTransform gradientUnits height lengthAdjust "
    "markerHeight markerUnits markerWidth maskContentUnits maskUnits media method offset orient "
    "pathLength patternContentUnits patternTransform patternUnits points preserveAspectRatio r refX refY "
    "requiredExtensions requiredFeatures rotate rx ry side spacing spreadMethod startOffset "
    "systemLanguage textLength type version viewBox width x x1 x2 y y1 y2 baseProfile zoomAndPan"
)
_OF_FILTERS = (
    "amplitude azimuth baseFrequency bias diffuseConstant divisor edgeMode elevation exponent filterRes "
    "filterUnits in in2 intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength limitingConeAngle mode "
    "numOctaves operator order pointsAtX pointsAtY pointsAtZ preserveAlpha primitiveUnits radius result "
    "scale seed slope specularConstant specularExponent stdDeviation stitchTiles surfaceScale tableValues "
    "targetX targetY values xChannelSelector yChannelSelector z"
)
_OF_WORDS = "align cellpadding cellspacing colspan rowspan start valign"
ATTRIBUTES = frozenset(f"{_CORE} {_PRESENTATION} {_GEOMETRY} {_OF_FILTERS} {_OF_WORDS}".split())
"""The attributes that are kept, beside `aria-…`, `href` and `xlink:href`, `xml:space` and `xml:lang`."""
