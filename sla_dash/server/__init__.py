"""The web server of the board: Streamlit's own, with the chart library beside it."""

import errno
import os
import signal
import socket
import tomllib
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from ipaddress import ip_network
from threading import Thread

import streamlit as st
import uvicorn
from streamlit import config

from sla_dash import places
from sla_dash.errors import SlaDashError
from sla_dash.screen.figure import bundle
from sla_dash.server import guard, login
from sla_dash.server.guard import Guard
from sla_dash.server.login import Login
from sla_dash.server.members import Members
from sla_dash.server.narrow import Narrow

PORT, LAST_PORT = 8501, 8600
"""Where the board listens unless told otherwise, and where it stops looking for a port that is free."""
FEW = 100
"""Connections, below which whoever runs the board is told."""
PROXY = "SLA_DASH_PROXY"
"""Names the proxies before the board, by address or network; this machine where it is not set."""
GRACE = 3
"""Seconds that Ctrl-C leaves to answers on their way."""


def listen(host: str, port: int | None) -> socket.socket:
    """Listen at a port; None takes the first one from ``PORT`` on that is free.

    Raises ``SlaDashError`` where that is impossible.
    """
    wanted = port or PORT
    while True:
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, wanted))
            listening.listen()
        except (OSError, ValueError, OverflowError) as error:  # also a name or a port that none can have
            listening.close()
            if port or wanted == LAST_PORT or getattr(error, "errno", None) != errno.EADDRINUSE:
                raise SlaDashError(
                    f"The board cannot listen at {host}:{wanted}: {getattr(error, 'strerror', error)}.",
                    advice="Perhaps it is running already; otherwise choose another --port or --host.",
                ) from None
            wanted += 1
        else:
            return listening


def admit(listening: socket.socket, *, without_login: bool) -> Login | None:
    """Return how people log in to a board that listens there; None lets everybody in.

    Raises ``SlaDashError`` where others than this machine would be let in without login, and nobody said that they
    may, and where what is configured cannot work.
    """
    _configure()
    return login.decide(listening.getsockname()[0], off=without_login)


def serve(listening: socket.socket, people: Login | None, say: Callable[[str], None]) -> None:
    """Answer whoever connects, until Ctrl-C or SIGTERM; ``say`` tells whoever runs the board what to know."""
    board = st.App(places.APP, routes=bundle.routes(), middleware=bundle.middleware(), lifespan=_warm)
    pages = Narrow(board)
    app = Guard(Members(pages, people.origin), https=people.https) if people else Guard(pages)
    most = guard.most_connections()
    if most < FEW:
        say(f"The system lets the board open few files, enough for about {most} connections: see `ulimit -n`.")
    options = uvicorn.Config(
        app,
        headers=list(guard.HEADERS.items()),
        log_level="warning",
        http=guard.Patient,
        limit_concurrency=most,
        backlog=most,
        server_header=False,
        forwarded_allow_ips=proxies(),
        timeout_graceful_shutdown=GRACE,
    )
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):  # for either signal, raised again when the server has shut down
        uvicorn.Server(options).run([listening])


def proxies() -> list[str]:
    """Return the addresses and networks whose word is taken on where a question comes from, and whether by HTTPS."""
    named = [one.strip() for one in os.environ.get(PROXY, "127.0.0.1,::1").split(",") if one.strip()]
    try:
        return [str(ip_network(one)) for one in named]
    except ValueError:
        raise SlaDashError(
            f"{PROXY} must name the proxy by its IP address or network, not {', '.join(named)!r}.",
            advice=f"Write it like {PROXY}=10.0.0.5, or more with commas between them.",
        ) from None


def _configure() -> None:
    """Set what the board's own configuration says, but for what the configuration of who runs it says.

    Streamlit reads .streamlit/config.toml in the home folder and in the folder the process stands in, and last the one
    beside the script, which would have the last word. So this comes before ``st.App``.
    """
    for key, value in _options(tomllib.loads(places.CONFIG.read_text("utf-8"))):
        if not config.is_manually_set(key):
            config.set_option(key, value, str(places.CONFIG))


def _options(table: Mapping[str, object], section: str = "") -> Iterator[tuple[str, object]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _options(value, f"{section}{name}.")
        else:
            yield f"{section}{name}", value


@asynccontextmanager
async def _warm(_app: st.App) -> AsyncIterator[None]:
    """Import what the first viewer would wait for; pandas before plotly, which must not meet it half imported."""
    import pandas  # noqa: ICN001 - imported for its side effect
    import plotly.graph_objects

    plotly.graph_objects.Figure()
    Thread(target=bundle.prepare, daemon=True).start()
    yield
