"""Who is answered, with what, and how long a silent caller is kept."""

import asyncio
import resource
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Subprotocol

from sla_dash.server import guard
from tests.served import asked, board

FEW_FILES, VIEWERS = 512, 40


@pytest.fixture(scope="module")
def port(morning_data: Path) -> Iterator[int]:
    with board(morning_data) as found:
        yield found


@pytest.mark.parametrize(
    "path", ["/", "/whatif", "/nothing", "/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/media/none"]
)
def test_every_answer_says_what_a_browser_may_do_with_it(port: int, path: str) -> None:
    _, headers, _ = asked(port, path)
    for name, value in guard.HEADERS.items():
        assert headers.get_all(name) == [value]
    assert headers["Server"] is None


def test_no_page_for_somebody_elses_name(port: int) -> None:
    for host in ("evil.example", f"evil.example:{port}", "localhost.evil.example", ""):
        for path in ("/", "/_stcore/health", "/_stcore/host-config"):
            status, headers, body = asked(port, path, host)
            assert (status, body) == (421, guard.STRANGE.encode())
            assert headers["Content-Security-Policy"]
    for host in ("localhost", "LOCALHOST", f"127.0.0.1:{port}"):
        assert asked(port, "/", host)[0] == 200


def test_what_streamlit_tells_strangers_is_closed(port: int) -> None:
    for path in ("/_stcore/metrics", "/_stcore/metrics/", "/whatif/_stcore/metrics"):
        status, _, body = asked(port, path)
        assert (status, b"session" in body) == (404, False)


async def watched(port: int, host: str = "localhost") -> int:
    """Open the board as a browser does, and count what comes until the page is whole."""
    address = f"ws://{host}:{port}/_stcore/stream"
    kinds: list[str | None] = []
    async with (
        asyncio.timeout(30),
        connect(address, host="127.0.0.1", subprotocols=[Subprotocol("streamlit")], max_size=None) as connection,
    ):
        request = BackMsg()
        request.rerun_script.query_string = ""
        await connection.send(request.SerializeToString())
        while "script_finished" not in kinds:
            kinds.append(ForwardMsg.FromString(await connection.recv(decode=False)).WhichOneof("type"))
    return kinds.count("delta")


def test_no_session_for_somebody_elses_name(port: int) -> None:
    assert asyncio.run(watched(port)) > 4
    with pytest.raises(InvalidStatus):
        asyncio.run(watched(port, "evil.example"))


def test_silent_callers_and_crowds_keep_nobody_out_for_long(morning_data: Path) -> None:
    with board(morning_data, files=FEW_FILES) as port, ExitStack() as stack:
        silent = []
        for _ in range(FEW_FILES + 50):
            caller = stack.enter_context(socket.socket())
            caller.settimeout(5)
            with suppress(OSError):
                caller.connect(("127.0.0.1", port))
            silent.append(caller)
        assert asyncio.run(watched(port)) > 4

        async def crowd() -> list[int | BaseException]:
            return await asyncio.gather(*(watched(port) for _ in range(VIEWERS)), return_exceptions=True)

        assert [one for one in asyncio.run(crowd()) if not isinstance(one, int) or one <= 4] == []
        time.sleep(guard.PATIENCE + 1)
        for caller in silent:
            caller.settimeout(0.2)
            with suppress(ConnectionResetError):
                assert caller.recv(1) == b""  # closed by the board, which waits no longer
        assert asyncio.run(watched(port)) > 4


def test_more_files_may_be_open_than_the_system_first_says() -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (100, before[1]))
        most = guard.most_connections()
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        assert soft == min(hard, guard.MOST_FILES)
        assert most == (soft - guard.OWN) // guard.EACH
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
