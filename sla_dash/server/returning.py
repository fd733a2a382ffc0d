"""The page to which somebody comes back who had to log in first: a link shows the same screen."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import Message

COOKIE = "sla_dash_page"
MINUTES = 10
"""How long a login may take."""
PAGE = re.compile(r"/(?![/\\])[!-~]{0,1500}")
"""An address on the board alone: what begins with two strokes is another server's."""


def remember(answer: Message, referer: str, origin: str, path: str) -> None:
    """Note in an answer from which page of the board somebody goes to log in; ``path`` is where the board begins."""
    page = referer.removeprefix(origin)
    if page != referer and PAGE.fullmatch(page):
        _set(answer, urlsafe_b64encode(page.encode()).decode(), 60 * MINUTES, path)


def lead(answer: Message, cookies: Mapping[str, str], path: str) -> None:
    """Let an answer lead to the page that was noted, if one was."""
    try:
        page = urlsafe_b64decode(cookies.get(COOKIE, "")).decode()
    except ValueError:
        return
    if PAGE.fullmatch(page):
        MutableHeaders(scope=answer)["location"] = page
        _set(answer, "", 0, path)


def _set(answer: Message, value: str, seconds: int, path: str) -> None:
    said = f"{COOKIE}={value}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Lax"
    MutableHeaders(scope=answer).append("set-cookie", said)
