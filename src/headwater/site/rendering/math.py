"""LaTeX → MathML, while building: pages need neither a script nor a font for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape

import nh3
from math_core import LatexError, LatexToMathML

MOST_CHARACTERS = 20_000
"""A longer formula is shown as its source."""

DEEPEST = 100
"""The nesting beyond which a formula is shown as its source: the converter recurses, at worst on 1 MB."""

DEEPEST_WITH_COMMANDS = 10
"""The same where a formula defines commands of its own, each of which may nest as deep again."""

WIDE = 24
"""The characters beyond which a formula may be wider than a phone. Then it scrolls by itself: the keyboard
must be able to reach what scrolls (WCAG 2.2, success criterion 2.1.1)."""

_CONVERTER = LatexToMathML(fancy_error=False, max_expansions=50)
_NESTING = re.compile(
    r"\\[{}\\]|(?P<opens>\{|\\(?:begin|left)(?![A-Za-z]))|(?P<closes>\}|\\(?:end|right)(?![A-Za-z]))"
)
_CHAIN = re.compile(rf"(?:\\[A-Za-z]+\s*|[_^]\s*){{{DEEPEST}}}")
_OWN_COMMAND = re.compile(r"\\(?:[a-z]?def|(?:re|provide)?newcommand|renewcommand|let)(?![A-Za-z])")
_STYLE = re.compile(r' style="([^"]*)"')
_CLASSES = {
    "text-align: left": "math-left",
    "text-align: right": "math-right",
    "width: 100%": "math-wide",
    "width: 50%": "math-side",
    "border-left: 0.05em solid currentcolor": "math-rule-left",
    "border-right: 0.05em solid currentcolor": "math-rule-right",
    "border-top: 0.05em solid currentcolor": "math-rule-top",
    "border-left: 0.05em dashed currentcolor": "math-rule-left",
    "border-right: 0.05em dashed currentcolor": "math-rule-right",
    "border-top: 0.05em dashed currentcolor": "math-rule-top",
    "font-variant-caps: small-caps": "math-caps",
}
"""What the stylesheet says instead of the converter's inline styles, which a strict CSP forbids."""

_TAGS = (
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover "
    "mmultiscripts mprescripts mtable mtr mtd mphantom mpadded menclose merror mstyle b i em code span"
)
_ATTRIBUTES = (
    "accent accentunder class columnspan display displaystyle fence form height linethickness lspace "
    "mathcolor mathvariant maxsize minsize movablelimits notation rspace scriptlevel separator stretchy "
    "symmetric voffset width"
)
_CLEANER = nh3.Cleaner(tags=set(_TAGS.split()), attributes={"*": set(_ATTRIBUTES.split())}, link_rel=None)


@dataclass(frozen=True, slots=True)
class MathError:
    """A formula that could not be set."""

    latex: str
    reason: str
    """What is wrong with it, in the converter's words."""


@lru_cache(maxsize=4096)
def mathml(latex: str, *, display: bool) -> str | MathError:
    """A formula as MathML, for an HTML page.

    Args:
        latex: The formula without its dollar signs.
        display: Whether it stands on a line of its own.

    Returns:
        Safe HTML, or what is wrong.
    """
    if len(latex) > MOST_CHARACTERS:
        return MathError(latex, f"longer than {MOST_CHARACTERS} characters")
    if _is_too_deep(latex):
        return MathError(latex, "nested too deep")
    try:
        html = _CONVERTER.convert_with_local_state(latex, displaystyle=display)
    except LatexError as error:
        return MathError(latex, str(error).partition(": ")[2].strip().rstrip(".") or "not understood")
    safe = _CLEANER.clean(_STYLE.sub(_as_class, html))
    return safe.replace("<math", '<math tabindex="0"', 1) if len(latex) > WIDE else safe


def source_of(error: MathError) -> str:
    """What readers see of a formula that cannot be set: its source."""
    return f'<code class="math-error">{escape(error.latex, quote=False)}</code>'


def _is_too_deep(latex: str) -> bool:
    deepest = DEEPEST_WITH_COMMANDS if _OWN_COMMAND.search(latex) else DEEPEST
    depth = 0
    for match in _NESTING.finditer(latex):
        if match["opens"]:
            depth += 1
            if depth > deepest:
                return True
        elif match["closes"]:
            depth -= 1
    return _CHAIN.search(latex) is not None


def _as_class(match: re.Match[str]) -> str:
    """An inline style as classes, or as the attribute that MathML has for colours."""
    declarations = [declaration.strip() for declaration in match[1].split(";")]
    classes = [_CLASSES[declaration] for declaration in declarations if declaration in _CLASSES]
    color = next((item[len("color:") :] for item in declarations if item.startswith("color:")), "")
    attributes = f' mathcolor="{color}"' if color else ""
    return attributes + (f' class="{" ".join(classes)}"' if classes else "")
