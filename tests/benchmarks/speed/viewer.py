"""One viewer's session without a browser: what a browser sends, and what it waits for."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlencode

from streamlit.proto.AppPage_pb2 import AppPage
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.benchmarks.speed import serving

MOST = 120
"""Seconds until a run that does not end counts as broken."""


@dataclass
class Reply:
    """What one run of the script sent back."""

    milliseconds: float
    """From the request until the run was over."""
    messages: int
    bytes: int
    deltas: list[Delta] = field(repr=False)


@dataclass
class Viewer:
    """A session that looks at one page at a time."""

    connection: ClientConnection
    pages: dict[str, AppPage] = field(default_factory=dict)
    """Every page by its title, once the first one has been shown."""

    async def show(
        self, title: str | None = None, query: str = "", widget: WidgetState | None = None, fragment: str = ""
    ) -> Reply:
        """Run the script for a page by its title, None for the first, and wait until it is over."""
        request = BackMsg()
        asked = request.rerun_script
        asked.query_string, asked.fragment_id = query, fragment
        if title is not None:
            asked.page_script_hash = self.pages[title].page_script_hash
        if widget:
            asked.widget_states.widgets.append(widget)
        start = time.perf_counter()
        await self.connection.send(request.SerializeToString())
        async with asyncio.timeout(MOST):
            return await self._reply(start)

    async def _reply(self, start: float) -> Reply:
        messages, size, deltas = 0, 0, []
        while True:
            payload = await self.connection.recv(decode=False)
            messages, size = messages + 1, size + len(payload)
            message = ForwardMsg.FromString(payload)
            kind = message.WhichOneof("type")
            if kind == "navigation":
                self.pages = {page.page_name: page for page in message.navigation.app_pages}
            elif kind == "delta":
                _refuse_errors(message.delta)
                deltas.append(message.delta)
            elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise SystemExit("the script cannot be compiled")
                return Reply((time.perf_counter() - start) * 1000, messages, size, deltas)


@asynccontextmanager
async def viewer(port: int) -> AsyncIterator[Viewer]:
    """Open a session with the server at a port."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    async with connect(
        address, subprotocols=[Subprotocol("streamlit")], max_size=None, compression=None, open_timeout=MOST
    ) as connection:
        yield Viewer(connection)


def minute(after: int) -> tuple[str, str]:
    """Return the part of the address for so many minutes after the board's fixed instant, and how a page shows it."""
    at = datetime.fromisoformat(serving.AS_OF) + timedelta(minutes=after)
    return urlencode({"as_of": f"{at:%Y-%m-%dT%H:%M%z}"}), f"{at:%H:%M}"


def _refuse_errors(delta: Delta) -> None:
    element = delta.new_element
    if element.WhichOneof("type") == "exception":
        raise SystemExit(f"{element.exception.type}: {element.exception.message}")
    if element.WhichOneof("type") == "alert" and element.alert.format == element.alert.ERROR:
        raise SystemExit(element.alert.body)
