"""The borders of text: a sentence, and whatever name from outside stands in it, as each medium shows it as text.

Sentences know no medium. What is strong or coloured in them stands between marks that are no characters, so that all
the rest is text for every border: Markdown, Plotly's small HTML, and what reads nothing into text but control codes.
"""

import re
from collections.abc import Iterable
from html import escape
from typing import Literal

__all__ = ["Colour", "bullets", "called", "coloured", "drawn", "html", "markdown", "plain", "posted", "strong", "whole"]

Colour = Literal["green", "red", "violet", "gray"]
LONGEST = 40
"""Characters of a name that are shown."""
_STRONG, _WEAK, _COLOURLESS = "\ufdd0\ufdd1\ufdd2"
_COLOURED: dict[Colour, str] = {"green": "\ufdd3", "red": "\ufdd4", "violet": "\ufdd5", "gray": "\ufdd6"}
_AS_MARKDOWN = str.maketrans(
    {_STRONG: "**", _WEAK: "**", _COLOURLESS: "]", **{mark: f":{name}[" for name, mark in _COLOURED.items()}}
)
_AS_HTML = str.maketrans(
    {
        _STRONG: "<b>",
        _WEAK: "</b>",
        _COLOURLESS: "</span>",
        **{mark: f'<span class="{name}">' for name, mark in _COLOURED.items()},
    }
)
_UNMARKED = dict.fromkeys(range(0xFDD0, 0xFDF0))
_IN_PLOTLY = {**_UNMARKED, ord("&"): "&amp;", ord("<"): "&lt;"}
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_HIDDEN = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPECIAL = re.compile(r"[\\`*_\[\]<>#~$|&]")
_LATER = re.compile(r":(?=[A-Za-z/]|[\w+-]+:)|@|(?i:www)(?=\.)|[-<>~](?=[-=>])")
"""What Streamlit reads in text that is parsed already, where no backslash helps: icons, addresses, arrows."""
_IN_CHATS = re.compile(r"[@<*_~`\[\]|:#.](?=\S)")
"""What chat services make people called, links or letters of another kind of, each in its own way."""
_FIRST = re.compile(r"^(\d*)([-+.)])(?=\s|$)")
"""What makes a list at the beginning of a line."""
_UNIT = re.compile(r"(?<=\d) (?=%|[kM]\b|h\b|min\b)")
"""The space between a number and its unit."""
_JOINER = "\N{WORD JOINER}"


def strong(text: object) -> str:
    """Have a part of a sentence stand out."""
    return f"{_STRONG}{text}{_WEAK}"


def coloured(text: str, colour: Colour) -> str:
    """Give a part of a sentence a colour."""
    return f"{_COLOURED[colour]}{text}{_COLOURLESS}"


def called(name: str | None, absent: str) -> str:
    """Return a name from outside at a length that leaves room for others; ``absent`` where there is none."""
    short = plain(name or absent).strip()
    return short if len(short) <= LONGEST else f"{short[: LONGEST - 1]}…"


def posted(name: str | None, absent: str) -> str:
    """Return a name from outside for a message: nobody is called by it, and it is no link and no mark-up anywhere."""
    return _IN_CHATS.sub(rf"\g<0>{_JOINER}", called(name, absent))


def plain(text: str) -> str:
    """Return one line of text for a terminal, a table or a screen reader, without what would steer them."""
    return _line(text).translate(_UNMARKED)


def whole(text: str) -> str:
    """Return the same for a screen: a number stays on the line of its unit."""
    return plain(_together(text))


def markdown(text: str) -> str:
    """Return one line of Markdown, as Streamlit reads it, that shows a sentence as it was written."""
    held = _SPECIAL.sub(r"\\\g<0>", _LATER.sub(rf"\g<0>{_JOINER}", _together(text).strip(" ")))
    return _FIRST.sub(r"\1\\\2", held).translate(_AS_MARKDOWN)


def bullets(lines: Iterable[str]) -> str:
    """Return a list in Markdown, a sentence a line."""
    return "\n".join(f"- {markdown(line)}" for line in lines)


def drawn(text: str) -> str:
    """Return text for a chart, where Plotly reads tags and entities."""
    return plain(text).translate(_IN_PLOTLY)


def html(text: str) -> str:
    """Return one line of HTML that shows a sentence as it was written; a colour is a class of its name."""
    return escape(_together(text)).translate(_AS_HTML)


def _together(text: str) -> str:
    return _UNIT.sub("\N{NO-BREAK SPACE}", _line(text))


def _line(text: str) -> str:
    seen = _HIDDEN.sub("", _BREAKS.sub(" ", text))
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", seen)
