"""Cut the installed plotly package's JavaScript down to what the board draws."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import plotly

ALWAYS = "scatter"
"""The one kind of trace that is part of Plotly's core."""
KEPT = ("bar", "box", "funnel", "heatmap", "histogram", "waterfall")
"""The other kinds that the board may use; each costs a browser time on its first visit."""

_REGISTER = re.compile(r"\.register\(\[((?:[\w$]+\(\),)+[\w$]+\(\))\]\)")
_MODULE = re.compile(r"var ([\w$]+)=(?:(?:W|Ea)\((?:\(|[\w$]+=>)|\{\};Fp\()")
"""How a module of the bundle begins, or the list of what one hands out: nothing in it runs before somebody asks."""
_MODULE_ENDS = "});"
_NAME = re.compile(r"[\w$]+")
_LICENCE_ENDS = "*/\n"
_BEGINS = '"use strict";var Plotly='
_ENDS = "window.Plotly = Plotly;"


@dataclass(frozen=True, slots=True)
class Library:
    """The script a browser loads."""

    address: str
    """Relative to the board's own; another content is another address."""
    script: bytes


@cache
def installed() -> Library:
    """Read and cut the script of the installed plotly package, once in a process."""
    source = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_text(encoding="utf-8")
    script = cut(source).encode()
    digest = hashlib.sha256(script).hexdigest()[:12]
    return Library(f"plotly-{plotly.__version__}-{digest}.js", script)


def cut(source: str) -> str:
    """Keep what draws the kinds in `KEPT`, and unwrap the script; return an unfamiliar source as it is.

    A sixth of the script is left. Running all 47 kinds of trace blocked a page for about 1.2 s, these for 0.1 s.
    Unwrapped, the library is an immediately called function, which a browser compiles while it downloads instead of
    when it runs.
    """
    registered = _REGISTER.search(source)
    if registered is None or source.count(_BEGINS) != 1 or source.count(_ENDS) != 1:
        return source
    listed = registered[1].split(",")
    calls = [f"{_module(source, kind)}()" for kind in KEPT]
    if not set(calls) <= set(listed):
        return source
    licence = source[: source.find(_LICENCE_ENDS) + len(_LICENCE_ENDS)]
    begin, end = source.index(_BEGINS), source.rindex("\n", 0, source.index(_ENDS))
    body = source[begin : registered.start(1)] + ",".join(calls) + source[registered.end(1) : end]
    return f"{licence}{_reached(body)}\n{_ENDS}\n"


def _reached(body: str) -> str:
    """Leave out the modules whose names nothing that is kept mentions."""
    begins = list(_MODULE.finditer(body))
    if not begins:
        return body
    ends = [*(found.start() for found in begins[1:]), len(body)]
    pieces = [body[found.start() : end] for found, end in zip(begins, ends, strict=True)]
    named = {found[1]: n for n, found in enumerate(begins)}
    # Where more follows a module than the module, that stands by itself.
    kept = {n for n, piece in enumerate(pieces) if not piece.rstrip().endswith(_MODULE_ENDS)}
    head = body[: begins[0].start()]
    kept |= {named[name] for name in _NAME.findall(head) if name in named}
    ahead = list(kept)
    while ahead:
        mentioned = {named[name] for name in _NAME.findall(pieces[ahead.pop()]) if name in named} - kept
        kept |= mentioned
        ahead += mentioned
    return head + "".join(piece for n, piece in enumerate(pieces) if n in kept)


def _module(source: str, kind: str) -> str:
    """Name the module that hands out a kind of trace, empty if there is none."""
    definition = _assigned(source, f'moduleType:"trace",name:"{kind}"')
    return _assigned(source, f".exports={definition}()") if definition else ""


def _assigned(source: str, within: str) -> str:
    """Name the variable whose value contains a text, empty if the text is not there."""
    found = source.find(within)
    if found < 0:
        return ""
    start = source.rfind("=W((", 0, found)
    name = re.search(r"[\w$]+$", source[max(0, start - 40) : start])
    return name[0] if name else ""
