"""The board as `sla-dash run` serves it, and what a viewer is sent."""

import asyncio
import os
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests import ROOT
from tests.screens import shown
from tests.served import free

START = 60
"""Seconds that a board has to answer."""


@dataclass(frozen=True, slots=True)
class Served:
    """A board that answers."""

    port: int
    process: "subprocess.Popen[str]"
    log: Path
    """What it prints."""


@contextmanager
def served(data: Path, *options: object, log: Path, stands: Path = ROOT) -> Iterator[Served]:
    """Run the board until the block ends, with more options; ``log`` takes what it prints.

    It stands in a folder whose configuration it goes by.
    """
    port = free()
    command = [sys.executable, "-m", "sla_dash", "run", "--data", str(data), "--port", str(port), *map(str, options)]
    with running(command, port, log, stands) as found:
        yield found


@contextmanager
def running(command: Sequence[str], port: int, log: Path, stands: Path) -> Iterator[Served]:
    """Run a command that is a board at a port, until the block ends."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with log.open("w") as printed:
        process = subprocess.Popen(
            command, cwd=stands, stdout=printed, stderr=subprocess.STDOUT, text=True, env=environment
        )
    try:
        begun = time.monotonic()
        while True:
            with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health"):
                break
            assert process.poll() is None, log.read_text()
            assert time.monotonic() - begun < START, log.read_text()
            time.sleep(0.1)
        yield Served(port, process, log)
    finally:
        process.terminate()
        process.wait(20)


def page(port: int, name: str = "", query: str = "") -> str:
    """Return the sentences of a page of the board."""

    async def looked() -> str:
        async with asyncio.timeout(30), viewer(f"ws://localhost:{port}", port) as connection:
            return await seen(connection, name, query)

    return asyncio.run(looked())


def viewer(address: str, port: int, tls: ssl.SSLContext | None = None) -> connect:
    """Open the board as a browser does; ``port`` is where its address leads to."""
    return connect(
        f"{address}/_stcore/stream",
        host="127.0.0.1",
        port=port,
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
        ssl=tls,
    )


async def session(connection: ClientConnection) -> str:
    """Ask for the first page, and return what the session is called."""
    request = BackMsg()
    request.rerun_script.query_string = ""
    await connection.send(request.SerializeToString())
    while True:
        message = ForwardMsg.FromString(await connection.recv(decode=False))
        if message.WhichOneof("type") == "new_session":
            return str(message.new_session.initialize.session_id)


async def seen(connection: ClientConnection, name: str = "", query: str = "") -> str:
    """Ask for a page, and return its sentences once it is whole."""
    request = BackMsg()
    request.rerun_script.query_string = query
    request.rerun_script.page_name = name
    await connection.send(request.SerializeToString())
    sent: list[str] = []
    while True:
        message = ForwardMsg.FromString(await connection.recv(decode=False))
        if message.WhichOneof("type") == "script_finished":
            return "\n".join(map(shown, sent))
        if message.WhichOneof("type") == "delta":
            element = message.delta.new_element
            sent += filter(None, (element.markdown.body, element.alert.body))


def within(seconds: float, holds: Callable[[], object]) -> None:
    """Wait until something holds, and fail where it does not in time."""
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() - begun < seconds
        time.sleep(0.1)
