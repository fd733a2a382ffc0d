"""Cut the installed plotly package's JavaScript down to what the board draws."""

from __future__ import annotations

import gzip
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
_LICENCE_ENDS = "*/\n"
_BEGINS = '"use strict";var Plotly='
_ENDS = "window.Plotly = Plotly;"


@dataclass(frozen=True, slots=True)
class Library:
    """The script a browser loads."""

    address: str
    """Relative to the board's own; another content is another address."""
    script: bytes
    compressed: bytes
    """`script` by gzip."""


@cache
def installed() -> Library:
    """Read and cut the script of the installed plotly package, once in a process."""
    source = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_text(encoding="utf-8")
    script = cut(source).encode()
    digest = hashlib.sha256(script).hexdigest()[:12]
    return Library(f"plotly-{plotly.__version__}-{digest}.js", script, gzip.compress(script, 6, mtime=0))


def cut(source: str) -> str:
    """Register only the kinds in `KEPT`, and unwrap the script; return an unfamiliar source as it is.

    Running all 47 modules blocked a page for about 1.2 s, these for 0.1 s. Unwrapped, the library is an immediately
    called function, which a browser compiles while it downloads instead of when it runs.
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
    return f"{licence}{body}\n{_ENDS}\n"


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
