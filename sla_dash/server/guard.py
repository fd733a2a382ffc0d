"""What stands between the network and the board: who is answered, with what, and how long a silent caller is kept."""

import resource
from collections.abc import Iterable
from urllib.parse import urlsplit

import h11
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed
from uvicorn.protocols.http.h11_impl import H11Protocol

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' blob:",  # components are scripts that Streamlit makes in the page
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""Where what a page shows and runs may come from: the board alone."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""What the server says with every answer, its own refusals among them."""
YEAR = 365 * 24 * 60 * 60
BY_HTTPS_ALONE = f"max-age={YEAR}"
"""What is said besides where the board is opened by HTTPS."""
METHODS = ("GET", "HEAD", "OPTIONS", "PUT", "DELETE")
"""Streamlit drops files by PUT and takes them back by DELETE; nothing else changes anything."""
CHANGING = ("PUT", "DELETE")
CLOSED = ("/_stcore/metrics",)
"""Addresses of Streamlit's that tell strangers about the board."""
STRANGE = "This board is not open under this name. Whoever runs it adds the name to server.allowedHosts."
FOREIGN = "Another site asked for this. Open the board itself and do it there."
UNKNOWN = "The board does nothing of this kind. Open its address in a browser."
MALFORMED = "This is no question that the board can read. Open its address in a browser."
KEY = 24
"""Letters of the key with which every web socket begins: 16 bytes, as base 64."""
PATIENCE = 10
"""Seconds in which a connection must have asked something."""
MOST_FILES, EACH, OWN = 65_536, 4, 64
"""Open files: what is enough for everybody, what a viewer takes, and what the board itself takes."""


class Guard:
    """Answers under the board's own names only, and never what another site asks for."""

    def __init__(self, app: ASGIApp, *, https: bool = False) -> None:
        """Stand before ``app``; ``https`` says that people open the board by HTTPS, whatever a proxy says."""
        self._app, self._https = app, https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        https, accepted = self._https or scope["scheme"] in ("https", "wss"), False

        async def headed(message: Message) -> None:
            nonlocal accepted
            kind, sent = message["type"], message.get("headers", ())
            accepted = accepted or kind == "websocket.accept"
            if kind == "websocket.close" and not accepted:
                await PlainTextResponse(UNKNOWN, 403)(scope, receive, headed)
                return
            if kind in ("http.response.start", "websocket.http.response.start"):
                message = {**message, "headers": [*_headers(sent, https=https), *_ours(scope)]}
            await send(message)

        await (_refusal(scope) or self._app)(scope, receive, headed)


def _refusal(scope: Scope) -> Response | None:
    """Return why a question is not answered, or None."""
    headers, path = Headers(scope=scope), scope["path"].rstrip("/")
    web_socket = scope["type"] == "websocket"
    if not is_host_allowed(headers.get("host")):
        return PlainTextResponse(STRANGE, 421)
    if not web_socket and scope["method"] not in METHODS:
        return PlainTextResponse(UNKNOWN, 405, {"Allow": ", ".join(METHODS)})
    if path.endswith(CLOSED):
        return PlainTextResponse("There is nothing here.", 404)
    if (web_socket or scope["method"] in CHANGING or path.endswith("/auth/logout")) and _foreign(headers):
        return PlainTextResponse(FOREIGN, 403)
    return None


def _ours(scope: Scope) -> Iterable[tuple[bytes, bytes]]:
    """Yield what the server says by itself with every answer but one that refuses a web socket."""
    if scope["type"] == "websocket":
        yield from ((name.lower().encode(), value.encode()) for name, value in HEADERS.items())


def _foreign(headers: Headers) -> bool:
    """Tell whether a browser asks on behalf of a page that is not the board's; programs say nothing of that."""
    if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        return True
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()


def _headers(sent: Iterable[tuple[bytes, bytes]], *, https: bool) -> Iterable[tuple[bytes, bytes]]:
    """Yield what the application said, but for what the server says with every answer; cookies are kept close."""
    ours = {name.lower().encode() for name in HEADERS}
    for name, value in sent:
        if name.lower() == b"set-cookie":
            yield name, _kept_close(value.decode("latin-1"), https=https).encode("latin-1")
        elif name.lower() not in ours:
            yield name, value
    if https:
        yield b"strict-transport-security", BY_HTTPS_ALONE.encode()


def _kept_close(cookie: str, *, https: bool) -> str:
    """Return a cookie that no script reads and no other site sends.

    Streamlit's page itself reads the token that it must send back with what it uploads: that one stays readable.
    """
    said = {part.partition("=")[0].strip().lower() for part in cookie.split(";")[1:]}
    readable = cookie.startswith(f"{XSRF_COOKIE_NAME}=")
    wanted = {"HttpOnly": not readable, "SameSite=Lax": True, "Secure": https}
    added = [one for one, is_wanted in wanted.items() if is_wanted and one.partition("=")[0].lower() not in said]
    return "; ".join([cookie, *added])


class Patient(H11Protocol):
    """Takes a connection back that asks nothing, so that silent ones keep nobody out.

    When as many are open as may be, the one that has been idle for longest makes room for the next.
    """

    def connection_made(self, transport) -> None:  # type: ignore[no-untyped-def]
        """Begin to wait for a question."""
        self.since = self.loop.time()
        super().connection_made(transport)
        self.loop.call_later(PATIENCE, self._leave)
        there = [one for one in self.connections if not isinstance(one, Patient) or not one.transport.is_closing()]
        if self.limit_concurrency and len(there) >= self.limit_concurrency:
            idle = (one for one in there if isinstance(one, Patient) and one.idle)
            min(idle, key=lambda one: one.since).transport.close()  # this one at least

    @property
    def idle(self) -> bool:
        """Whether nothing is being answered here."""
        return self.cycle is None or self.cycle.response_complete

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Begin a web socket, but refuse here what the library would refuse without our headers."""
        said = dict(event.headers)
        if said.get(b"sec-websocket-version") == b"13" and len(said.get(b"sec-websocket-key", b"")) == KEY:
            super().handle_websocket_upgrade(event)
        else:
            self.send_400_response("")

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - the library's words say less
        """Answer what is no HTTP, with the same headers as everything."""
        body = MALFORMED.encode()
        head = {"Content-Type": "text/plain; charset=utf-8", "Content-Length": len(body), "Connection": "close"}
        lines = ["HTTP/1.1 400 Bad Request", *(f"{name}: {value}" for name, value in {**head, **HEADERS}.items())]
        self.transport.write("\r\n".join([*lines, "", ""]).encode() + body)
        self.transport.close()

    def _leave(self) -> None:
        if self in self.connections and self.cycle is None:
            self.transport.close()


def most_connections() -> int:
    """Let the board open as many files as the system grants, and return how many connections that is enough for."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return max(1, (most - OWN) // EACH)
