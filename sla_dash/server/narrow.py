"""Passes on no more than what the board's own pages ask for, and files while there is room for them."""

from typing import cast

from google.protobuf.message import DecodeError
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

MOST_FILES, MOST_BYTES = 500, 2 * 2**30
"""Dropped files that are held in memory at once, of all sessions together, those included that are on their way."""
FULL = "The board holds as many files as it can. Load or clear those that were dropped, then drop these again."

ASKED = ("rerun_script", "stop_script", "app_heartbeat", "file_urls_request")
"""What pages ask for. Streamlit would also empty the caches of everybody, tell of the code, and more."""
MADE = "deferred_file"
"""The one thing that pages have made without running anew."""
PROTOCOL_ERROR = 1002
"""How a web socket is closed that says what nobody can read."""


class Narrow:
    """Stands right before the board, whether people log in or not."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before ``app``."""
        self._app = app
        self._coming: list[int] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on."""
        if scope["type"] == "http" and scope["method"] == "PUT":
            await self._take(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._app(scope, _heard(receive, send), send)
        else:
            await self._app(scope, receive, send)

    async def _take(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a file if there is room for it beside those that are there or coming."""
        size, files = _size(Headers(scope=scope)), [*_held(), *self._coming]
        if len(files) >= MOST_FILES or sum(files) + size > MOST_BYTES:
            return await PlainTextResponse(FULL, 413)(scope, receive, send)
        self._coming.append(size)
        try:
            await self._app(scope, receive, send)
        finally:
            self._coming.remove(size)


def _heard(receive: Receive, send: Send) -> Receive:
    """Return how a web socket is heard: what pages do not say is passed over, and what nobody can read ends it."""

    async def heard() -> Message:
        while (message := await receive())["type"] == "websocket.receive":
            said = _read(message.get("bytes"))
            if said is None:
                await send({"type": "websocket.close", "code": PROTOCOL_ERROR})
                return {"type": "websocket.disconnect", "code": PROTOCOL_ERROR}
            if _asked(said):
                return message
        return message

    return heard


def _read(said: bytes | None) -> BackMsg | None:
    """Return what is said; None where that is text or no message."""
    try:
        return None if said is None else BackMsg.FromString(said)
    except DecodeError:
        return None


def _asked(said: BackMsg) -> bool:
    """Tell whether it is something that pages ask for."""
    kind = said.WhichOneof("type")
    return kind in ASKED or (
        kind == "backend_operation_request" and said.backend_operation_request.WhichOneof("payload") == MADE
    )


def _size(headers: Headers) -> int:
    """Return how many bytes a body has at most; a length that is named counts where it must be kept to."""
    named = headers.get("content-length", "") if "transfer-encoding" not in headers else ""
    return int(named) if named.isdecimal() else int(config.get_option("server.maxUploadSize")) * 2**20


def _held() -> list[int]:
    """Return the bytes of each file that the board holds."""
    manager = cast("MemoryUploadedFileManager", Runtime.instance().uploaded_file_mgr)
    return [len(one.data) for files in list(manager.file_storage.values()) for one in list(files.values())]
