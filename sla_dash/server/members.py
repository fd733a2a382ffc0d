"""With login on: what only those get who have logged in, and when a session ends."""

import hashlib
import json
import logging
import time
from collections.abc import Mapping
from datetime import timedelta

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.proto.AuthRedirect_pb2 import AuthRedirect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from sla_dash import access, places
from sla_dash.errors import AccessError
from sla_dash.server import cookies as brought
from sla_dash.server import returning
from sla_dash.server.files import Claims, Files, asking, owner, person
from sla_dash.server.notice import notice
from sla_dash.server.turns import Turns

SESSION = timedelta(hours=12)
"""How long a login counts; Streamlit's own cookie would last 30 days."""
POLICY_VIOLATION = 1008
"""How a web socket is closed whose session has ended."""
ANEW = ForwardMsg(auth_redirect=AuthRedirect(url=""))
"""Lets a browser load the page anew that it shows."""
SOON = "30"
"""Seconds after which it is worth asking a provider again that did not answer."""
LOGIN, LOGOUT, BACK = "/auth/login", "/auth/logout", "/oauth2callback"
NOTHING = "There is nothing here."
AWAY = (
    "Nobody can log in at the moment: the login provider does not answer.",
    "Try again in a minute. If it lasts, tell whoever runs the board.",
)
REFUSED = (
    "The login provider did not let you in.",
    "Log in again. If it happens again, ask whoever runs the login of your company whether you may use the board.",
)
UNFINISHED = (
    "This login was not finished.",
    "It took too long, began in another window, or the login provider did not confirm it. Log in again.",
)
CROWD = ("There were too many logins from your address.", "Wait for a minute, then log in again.")


class Members:
    """Stands before the board: files go to those whose session holds them, and ended sessions are nobody's."""

    def __init__(self, app: ASGIApp, origin: str) -> None:
        """Stand before ``app``, which people open at ``origin``: scheme, host and port."""
        self._app, self._origin = app, origin
        self._left: dict[bytes, float] = {}
        self._turns = Turns()
        self._files = Files()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on with the cookies by which it was decided, and no others."""
        if scope["type"] not in ("http", "websocket"):
            return await self._app(scope, receive, send)
        path, cookies = scope["path"].removeprefix(_base()), brought.known(scope)
        if scope["type"] == "http" and path in (LOGIN, LOGOUT, BACK):
            return await self._log_in_or_out(path, brought.written(scope, cookies), receive, send)
        member = self._member(cookies)
        scope = brought.written(scope, cookies if member else brought.without_login(scope))
        if scope["type"] == "websocket":
            asking.set(member)
            self._files.follow()
            return await self._app(scope, self._while_it_lasts(cookies, receive, send) if member else receive, send)
        if not self._may(path, member):
            return await PlainTextResponse(NOTHING, 404)(scope, receive, send)
        return await self._app(scope, receive, send)

    def _may(self, path: str, member: Claims | None) -> bool:
        """Tell whether something is everybody's, or theirs who ask for it."""
        match path.split("/")[1:]:
            case ["media", *name]:
                return self._files.may_have("/".join(name), member)
            case ["_stcore", "upload_file", session, *_]:
                return member is not None and person(member) == owner(session) is not None and _loads(member)
        return True

    def _while_it_lasts(self, cookies: Mapping[str, str], receive: Receive, send: Send) -> Receive:
        """Return how a web socket is heard for as long as its login lasts; then the page is loaded anew."""

        async def heard() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and self._member(cookies) is None:
                await send({"type": "websocket.send", "bytes": ANEW.SerializeToString()})
                await send({"type": "websocket.close", "code": POLICY_VIOLATION})
                return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}
            return message

        return heard

    async def _log_in_or_out(self, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what Streamlit does for login, and say what it would pass over in silence."""
        request, board = HTTPConnection(scope), f"{_base()}/"
        member = self._member(request.cookies)
        seconds = self._turns.wait(request.client.host if request.client else "", time.monotonic())
        if seconds:
            wait = {"Retry-After": str(seconds)}
            return await notice(429, *CROWD, board, wait)(scope, receive, send)
        if path == LOGOUT:
            self._leave(request.cookies)
        answer = await _answer(self._app, scope, receive)
        status = answer[0]["status"] if answer else 500
        if path == LOGIN and status >= 400:
            return await notice(503, *AWAY, board, {"Retry-After": SOON})(scope, receive, send)
        if path == BACK and not _logged_in(answer) and member is None:
            if "error" in request.query_params:
                return await notice(403, *REFUSED, board)(scope, receive, send)
            if "code" in request.query_params or status >= 400:
                return await notice(400, *UNFINISHED, board)(scope, receive, send)
        if path == LOGIN:
            returning.remember(answer[0], request.headers.get("referer", ""), self._origin, board)
        elif path == BACK and _logged_in(answer):
            returning.lead(answer[0], request.cookies, board)
        for message in answer:
            await send(message)
        return None

    def _member(self, cookies: Mapping[str, str]) -> Claims | None:
        """Return what the login said of somebody whose session lasts; None for everybody else."""
        said = _said(cookies)
        if said is None or hashlib.sha256(said).digest() in self._left:
            return None
        try:
            claims = json.loads(said)
        except ValueError:
            return None
        return claims if claims.get("is_logged_in") and claims.get("origin") == self._origin else None

    def _leave(self, cookies: Mapping[str, str]) -> None:
        """Let a login count no more, in whatever window and wherever its cookie was taken."""
        now = time.monotonic()
        self._left = {one: until for one, until in self._left.items() if until > now}
        if said := _said(cookies):
            self._left[hashlib.sha256(said).digest()] = now + SESSION.total_seconds()


def _said(cookies: Mapping[str, str]) -> bytes | None:
    """Return what the cookies of a login say that Streamlit signed within ``SESSION``."""

    def read(name: str) -> bytes | None:
        value = cookies.get(name)
        days = SESSION / timedelta(days=1)
        return decode_signed_value(get_cookie_secret(), name, value, days) if value else None

    return get_cookie_with_chunks(read, USER_COOKIE_NAME)


def _loads(claims: Claims) -> bool:
    """Tell whether somebody may load records; nobody may while the list has a mistake."""
    try:
        viewer = access.current(places.data()).viewer(claims)
    except AccessError:
        return False
    return viewer is not None and viewer.loads


async def _answer(app: ASGIApp, scope: Scope, receive: Receive) -> list[Message]:
    """Return what an application answers; nothing where it fails, which its log tells."""
    answer: list[Message] = []

    async def keep(message: Message) -> None:
        answer.append(message)

    try:
        await app(scope, receive, keep)
    except Exception:
        logging.getLogger("sla_dash").exception("A login ended in a way that nobody has foreseen.")
    return answer


def _logged_in(answer: list[Message]) -> bool:
    """Tell whether an answer brings the cookie of a login."""
    cookies = [value for name, value in answer[0].get("headers", ()) if name == b"set-cookie"] if answer else []
    begins, gone = f"{USER_COOKIE_NAME}=".encode(), f'{USER_COOKIE_NAME}=""'.encode()
    return any(one.startswith(begins) and not one.startswith(gone) for one in cookies)


def _base() -> str:
    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""
