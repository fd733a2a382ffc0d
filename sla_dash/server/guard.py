"""What stands between the network and the board: who is answered, with what, and how long a silent caller is kept."""

import resource
from collections.abc import Collection

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
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
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
CLOSED = ("/_stcore/metrics",)
"""Addresses of Streamlit's that tell strangers about the board."""
STRANGE = "This board is not open under this name. Whoever runs it adds the name to server.allowedHosts."
PATIENCE = 10
"""Seconds in which a connection must have asked something."""
MOST_FILES, EACH, OWN = 65_536, 4, 64
"""Open files: what is enough for everybody, what a viewer takes, and what the board itself takes."""


class Guard:
    """Answers for the board's own names only, and with the headers of ``HEADERS``."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on."""
        if scope["type"] != "http":  # Streamlit itself looks at the host of web sockets
            return await self._app(scope, receive, send)

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        if not _known(_host(scope), config.get_option("server.allowedHosts")):
            return await PlainTextResponse(STRANGE, 421)(scope, receive, headed)
        if scope["path"].rstrip("/").endswith(CLOSED):
            return await PlainTextResponse("There is nothing here.", 404)(scope, receive, headed)
        return await self._app(scope, receive, headed)


def _host(scope: Scope) -> str:
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
    name, _, port = host.rpartition(":")
    return (name if port.isdecimal() else host).lower()


def _known(host: str, allowed: Collection[str]) -> bool:
    return not allowed or host in {name.lower() for name in allowed}


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

    def _leave(self) -> None:
        if self in self.connections and self.cycle is None:
            self.transport.close()


def most_connections() -> int:
    """Let the board open as many files as the system grants, and return how many connections that is enough for."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return max(1, (most - OWN) // EACH)
