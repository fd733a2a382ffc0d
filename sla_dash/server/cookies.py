"""The cookies that the board goes by: those it knows, each once, written in the one way that is read in one way."""

import re
from collections.abc import Mapping

from starlette.requests import HTTPConnection
from starlette.types import Scope
from streamlit.web.server.starlette.starlette_server_config import (
    SESSION_COOKIE_NAME,
    TOKENS_COOKIE_NAME,
    USER_COOKIE_NAME,
    XSRF_COOKIE_NAME,
)

from sla_dash.screen.login import ENDED
from sla_dash.server import returning

OF_LOGIN = re.compile(rf"({USER_COOKIE_NAME}|{TOKENS_COOKIE_NAME})(_[0-9]+)?")
"""Cookies that say who somebody is; Streamlit numbers the parts of a long one."""
KNOWN = re.compile(rf"{XSRF_COOKIE_NAME}|{SESSION_COOKIE_NAME}|{returning.COOKIE}|{OF_LOGIN.pattern}")
PLAIN = re.compile(r"[A-Za-z0-9_.|+/=-]+")
"""What Streamlit writes into its cookies: no letter of it ends a cookie or stands for another."""


def known(scope: Scope) -> dict[str, str]:
    """Return the cookies that a question brings and the board knows, as Starlette reads them."""
    brought = HTTPConnection(scope).cookies.items()
    return {name: value for name, value in brought if KNOWN.fullmatch(name) and PLAIN.fullmatch(value)}


def without_login(scope: Scope) -> dict[str, str]:
    """Return the same without those of a login, and with a word in their place if there were any."""
    kept = {name: value for name, value in known(scope).items() if not OF_LOGIN.fullmatch(name)}
    ended = any(OF_LOGIN.fullmatch(name) for name in HTTPConnection(scope).cookies)
    return kept | ({ENDED: "1"} if ended else {})


def written(scope: Scope, cookies: Mapping[str, str]) -> Scope:
    """Return a question that brings these cookies and no others, however its own were written."""
    headers = [(name, value) for name, value in scope["headers"] if name.lower() != b"cookie"]
    if cookies:
        headers.append((b"cookie", "; ".join(f"{name}={value}" for name, value in cookies.items()).encode("ascii")))
    return {**scope, "headers": headers}
