"""What is rewritten line by line before Markdown is parsed: what Obsidian reads otherwise than CommonMark.

The text holds placeholders already, so that nothing here reaches into code, math, links or comments.
Each look at a line is bounded by the line.
"""

from __future__ import annotations

import re

from headwater.site.rendering.marks import LESS, without_bad_references
from headwater.site.rendering.pieces import CalloutStart, FootnoteReference, Part
from headwater.site.wording import Words

_MARKERS = r"(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)"
_CALLOUT = re.compile(
    rf"^(?P<lead>[ \t]*{_MARKERS}*>[ \t>]*)\[!(?P<type>\w[\w .+-]*)(?:\|[^\[\]\n]*)?\](?P<fold>[+-]?)[ \t]*"
    r"(?P<title>[^\n]*)$",
    re.MULTILINE,
)
_LEAD = re.compile(rf"[ \t>]*(?:{_MARKERS}[ \t>]*)*")
_TASK = re.compile(rf"^(?P<lead>[ \t>]*{_MARKERS}+)\[[^ xX\[\]\n]\](?=[ \t])", re.MULTILINE)
_AT_LEAST = re.compile(r"^(?P<lead>(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*)>(?==(?!=))", re.MULTILINE)
_DEFINITION = re.compile(
    r"^[ \t>]{0,8}\[\^(?P<label>[^\s\[\]]+)\]:[ \t]*"
    r"(?P<text>[^\n]*(?:\n(?:[ \t]*\n)*(?: {2}|\t)[ \t]*[^\s][^\n]*)*)",
    re.MULTILINE,
)
_REFERENCE = re.compile(r"(?<!\\)\[\^(?P<label>[^\s\[\]]+)\]")
_INDENT = re.compile(r"\n(?: {1,4}|\t)")
_SINGLE_TILDE = re.compile(r"(?<![~\\])~(?!~)")


def for_blocks(markdown: str, part: Part, words: Words, *, strict_line_breaks: bool) -> str:
    """Rewrite what makes blocks: footnotes, callouts, tasks, lines that begin with `>=`, line breaks.

    Args:
        markdown: Markdown with placeholders.
        part: Where pieces and footnotes are kept.
        words: What callouts without a title are called.
        strict_line_breaks: Whether a line break is a space, as in CommonMark, or a break, as in Obsidian.
    """
    if "[" in markdown:
        if "[^" in markdown:
            markdown = _with_footnotes(markdown, part)
        if "[!" in markdown:
            markdown = _with_callouts(markdown, part, words)
        if "] " in markdown:
            markdown = _TASK.sub(r"\g<lead>[x]", markdown)
    if ">=" in markdown:
        markdown = _AT_LEAST.sub(r"\g<lead>\>", markdown)
    return markdown if strict_line_breaks else with_breaks(markdown)


def with_breaks(markdown: str) -> str:
    """Markdown in which the end of each line is a break."""
    broken = markdown.replace("\n", "  \n")
    # A backslash breaks the line by itself, and would show if spaces followed it.
    return re.sub(r"(?<!\\)\\  \n", r"\\\n", broken) if "\\  \n" in broken else broken


def for_line(markdown: str) -> str:
    """Drop what a single line has no place for: quote signs, callout types, references to footnotes."""
    if "[^" in markdown:
        markdown = _REFERENCE.sub("", _DEFINITION.sub("", markdown))
    if ">" in markdown:
        markdown = re.sub(
            r"^[ \t]*(?:>(?!=(?!=))[ \t]*)+(?:\[![^\[\]\n]+\][+-]?[ \t]*)?", "", markdown, flags=re.MULTILINE
        )
    return markdown


def without_false_markup(text: str) -> str:
    """Text between tokens, so that the parser reads no markup into it that Obsidian would not.

    No `<` in it begins a tag, no `&#…;` gives a character that HTML may not hold, and a single `~` is a sign
    (`5~10`): only `~~` strikes out.
    """
    if "<" in text:
        text = text.replace("\\<", LESS).replace("<", LESS)
    if "~" in text:
        text = _SINGLE_TILDE.sub(r"\~", text)
    return without_bad_references(text)


def _with_footnotes(markdown: str, part: Part) -> str:
    """Take the footnotes out, and put a piece in the place of each reference to one of them."""

    def keep(match: re.Match[str]) -> str:
        part.footnotes.setdefault(match["label"].casefold(), _INDENT.sub("\n", match["text"]))
        return ""

    def refer(match: re.Match[str]) -> str:
        label = match["label"].casefold()
        return part.place(FootnoteReference(label, "")) if label in part.footnotes else match[0]

    markdown = _DEFINITION.sub(keep, markdown)
    for label, text in part.footnotes.items():
        part.footnotes[label] = _REFERENCE.sub(refer, text)
    return _REFERENCE.sub(refer, markdown)


def _with_callouts(markdown: str, part: Part, words: Words) -> str:
    """Put a piece in the place of each `[!type]` that begins a quote, and end the title's paragraph."""

    def mark(match: re.Match[str]) -> str:
        lead = match["lead"]
        if _depth_before(markdown, match.start()) >= lead.count(">"):
            return match[0]
        kind, title = match["type"].strip(), match["title"].strip()
        literal = f"[!{kind}]{match['fold']} "
        called = words.known(f"callout.{kind.lower()}", kind[:1].upper() + kind[1:])
        start = CalloutStart(kind, match["fold"], "" if title else called, literal)
        quote = re.sub(r"[^>]", " ", lead).rstrip()
        return f"{lead}{part.place_at_line(start)}{title}\n{quote}"

    return _CALLOUT.sub(mark, markdown)


def _depth_before(markdown: str, start: int) -> int:
    """How many quotes the line before the one at `start` stands in."""
    if start == 0:
        return 0
    lead = _LEAD.match(markdown, markdown.rfind("\n", 0, start - 1) + 1, start)
    return lead[0].count(">") if lead else 0
