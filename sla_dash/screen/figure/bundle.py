"""Serve what a chart needs early and small: the Plotly library, and Streamlit's own scripts compressed."""

from __future__ import annotations

import gzip
import mimetypes
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pyarrow as pa
import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from sla_dash.screen.figure import library

if TYPE_CHECKING:
    from starlette.responses import StreamingResponse

_HEADERS = {
    "Cache-Control": f"public, immutable, max-age={365 * 24 * 60 * 60}",
    "Vary": "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
}
_STREAMLIT = Path(st.__file__).parent / "static"

# An element that failed takes itself away, so that the first chart asks again and can say what is wrong.
EARLY = '<script async src="./$LIBRARY" onerror="this.remove()" onload="window.Plotly || this.remove()"></script>'
"""Lets a page ask for the library before all else has come."""
LATER = (
    '<script>addEventListener("load", () => setTimeout(() => {'
    """ if (window.Plotly || document.querySelector('script[src$="/$LIBRARY"]')) return;"""
    ' const script = document.createElement("script");'
    ' script.src = new URL("./$LIBRARY", document.baseURI); script.async = true;'
    " script.onerror = () => script.remove(); document.head.append(script); }, 3000));</script>"
)
"""Lets the Stand-up, on which there is no chart, stand before the library comes for the pages behind it."""
FOCUS = (
    "<style>#stSidebar[data-collapsed=true] > * { display: none }"
    " #stMain:focus-visible, [data-testid=stTopNavLink]:focus-visible"
    " { outline: 3px solid currentColor; outline-offset: -3px }"
    " @media (min-width: 641px) { #stMain [class*=st-key-headed] { flex-wrap: nowrap }"
    " #stMain [class*=st-key-headed] > :first-child { flex-shrink: 1 } }</style>"
)
"""Keeps Tab out of choices that are folded away, shows where it is, and keeps a heading beside what explains it."""
ENCODINGS = ("zstd", "gzip")
"""The smaller first; a browser takes zstd from its own machine and by HTTPS."""


def prepare() -> None:
    """Compress what the first screen needs, so that no viewer waits for it."""
    page = (_STREAMLIT / "index.html").read_text("utf-8")
    first = [name for name in _scripts() if f'"./{name.lstrip("/")}"' in page]
    for name in (library.installed().address, *first):
        _compressed(name, ENCODINGS[0])


def routes() -> list[BaseRoute]:
    """Return what `st.App` must serve beside Streamlit's own files."""
    return [Route(f"{_base()}/{library.installed().address}", _library)]


def middleware() -> list[Middleware]:
    """Return what must stand before Streamlit's own files."""
    return [Middleware(EarlyAndSmall)]


class EarlyAndSmall(BaseHTTPMiddleware):
    """Let the page itself ask for the Plotly library, show the focus, and compress Streamlit's scripts.

    Without this a browser hears of the library only when the first chart arrives, after everything else has loaded.
    On the first page, which has none, it comes when the page stands.
    """

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        """Answer for Streamlit's scripts, and add to its page."""
        name = request.url.path.removeprefix(_base())
        encoding = _encoding(request)
        if name in _scripts() and encoding:
            body = await run_in_threadpool(_compressed, name, encoding)
            return _script(body, mimetypes.guess_type(name)[0], encoding)
        response = await call_next(request)
        if not response.headers.get("content-type", "").startswith("text/html"):
            return response
        return await _with_library(response, first=name == "/")


async def _with_library(response: Response, *, first: bool) -> Response:
    # What `call_next` returns always streams, though its type does not say so.
    parts = cast("StreamingResponse", response).body_iterator
    page = b"".join([part.encode() if isinstance(part, str) else bytes(part) async for part in parts])
    if (
        response.headers.get("content-encoding") == "gzip"
    ):  # Streamlit compresses the page at every address but the root
        page = gzip.decompress(page)
    element = FOCUS + (LATER if first else EARLY).replace("$LIBRARY", library.installed().address)
    return HTMLResponse(
        page.replace(b"</head>", element.encode() + b"</head>", 1),
        status_code=response.status_code,
        headers={"Cache-Control": "no-cache"},
    )


async def _library(request: Request) -> Response:
    encoding = _encoding(request)
    if encoding:
        body = await run_in_threadpool(_compressed, library.installed().address, encoding)
        return _script(body, "text/javascript", encoding)
    return _script(library.installed().script, "text/javascript")


def _script(body: bytes, kind: str | None, encoding: str = "identity") -> Response:
    return Response(body, media_type=kind, headers={**_HEADERS, "Content-Encoding": encoding})


def _encoding(request: Request) -> str | None:
    """Choose the smallest that the browser takes."""
    taken = re.split(r"[\s,;]+", request.headers.get("accept-encoding", ""))
    return next((encoding for encoding in ENCODINGS if encoding in taken), None)


def _base() -> str:
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


@cache
def _scripts() -> frozenset[str]:
    """List the addresses of Streamlit's scripts and style sheets, whose names carry a hash of their content."""
    found = (path for kind in ("js", "css") for path in (_STREAMLIT / "static" / kind).glob(f"*.{kind}"))
    return frozenset(f"/{path.relative_to(_STREAMLIT).as_posix()}" for path in found)


@cache
def _compressed(name: str, encoding: str) -> bytes:
    """Compress the library or one of `_scripts`, so at most all of them are ever kept."""
    served = library.installed()
    script = served.script if name == served.address else (_STREAMLIT / name.lstrip("/")).read_bytes()
    if encoding == "gzip":
        return gzip.compress(script, 6)
    compressed: bytes = pa.Codec("zstd", compression_level=12).compress(script, asbytes=True)
    return compressed
