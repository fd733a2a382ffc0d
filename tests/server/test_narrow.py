"""What the board takes in, whether people log in or not."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest, BackMsg
from websockets.exceptions import ConnectionClosed

from sla_dash.server import narrow
from tests.members import drop, looking, run, session
from tests.served import board


@pytest.fixture(scope="module")
def port(morning_data: Path) -> Iterator[int]:
    with board(morning_data) as found:
        yield found


def test_the_board_holds_so_many_dropped_files_and_takes_more_when_some_are_gone(port: int) -> None:
    with looking(port) as viewer, looking(port) as other:
        here, there = session(run(viewer)), session(run(other))
        assert {drop(port, here, f"{n}") for n in range(narrow.MOST_FILES)} == {204}
        assert [drop(port, here, "more"), drop(port, there, "more")] == [413] * 2
        assert drop(port, here, "0", method="DELETE") == 204
        assert [drop(port, there, "more"), drop(port, here, "more")] == [204, 413]


PASSED = {"rerun_script", "stop_script", "app_heartbeat", "file_urls_request", "deferred_file"}


def every_message() -> Iterator[tuple[str, BackMsg]]:
    """Yield everything that a browser can ask of Streamlit, and what it is called."""
    for kind in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields:
        if kind.name == "backend_operation_request":
            for payload in BackendOperationRequest.DESCRIPTOR.oneofs_by_name["payload"].fields:
                asking = BackMsg()
                getattr(asking.backend_operation_request, payload.name).SetInParent()
                yield payload.name, asking
            continue
        asking = BackMsg()
        if kind.message_type:
            getattr(asking, kind.name).SetInParent()
        else:
            setattr(asking, kind.name, True)
        yield kind.name, asking


def heard(*messages: Message) -> tuple[list[Message], list[Message]]:
    """Return what comes through of what is said, and what is answered."""
    said: list[Message] = [*messages, {"type": "websocket.disconnect", "code": 1000}]
    through: list[Message] = []
    answered: list[Message] = []

    async def receive() -> Message:
        return said.pop(0)

    async def send(message: Message) -> None:
        answered.append(message)

    async def keep(_: Scope, receive: Receive, __: Send) -> None:
        while not through or through[-1]["type"] != "websocket.disconnect":
            through.append(await receive())

    asyncio.run(narrow.Narrow(keep)({"type": "websocket"}, receive, send))
    return through[:-1], answered


def test_only_what_pages_ask_for_comes_through() -> None:
    every = dict(every_message())
    assert {"clear_cache", "load_git_info", "set_run_on_save", "dataframe_chunk", *PASSED} < set(every)
    for name, asking in every.items():
        message = {"type": "websocket.receive", "bytes": asking.SerializeToString()}
        assert heard(message) == ([message] if name in PASSED else [], []), name


def test_of_two_questions_in_one_the_last_is_judged_which_is_the_one_that_is_answered() -> None:
    clear, beat = BackMsg(clear_cache=True).SerializeToString(), BackMsg(app_heartbeat=True).SerializeToString()
    for both, asked, passed in ((clear + beat, "app_heartbeat", 1), (beat + clear, "clear_cache", 0)):
        assert BackMsg.FromString(both).WhichOneof("type") == asked
        assert len(heard({"type": "websocket.receive", "bytes": both})[0]) == passed


def test_what_nobody_can_read_ends_a_web_socket() -> None:
    later = {"type": "websocket.receive", "bytes": BackMsg(app_heartbeat=True).SerializeToString()}
    for unread in ({"bytes": b"\xff\xff"}, {"bytes": b"\x0a\x05a"}, {"text": "a", "bytes": None}, {"text": "a"}):
        closed = [{"type": "websocket.close", "code": narrow.PROTOCOL_ERROR}]
        assert heard({"type": "websocket.receive", **unread}, later) == ([], closed)
    assert heard({"type": "websocket.receive", "bytes": b""}, later) == ([later], [])


def test_a_board_passes_over_what_its_pages_do_not_say_and_goes_on(port: int) -> None:
    with looking(port) as viewer:
        run(viewer)
        viewer.send(BackMsg(set_run_on_save=True).SerializeToString())
        viewer.send(BackMsg(clear_cache=True).SerializeToString())
        assert {one.session_status_changed.run_on_save for one in run(viewer)} == {False}
        viewer.send("text")
        with pytest.raises(ConnectionClosed):
            run(viewer)
        assert viewer.close_code == narrow.PROTOCOL_ERROR


LARGE = f"{3 * narrow.MOST_BYTES // 4}"


@pytest.mark.parametrize(
    ("held", "coming", "asked", "taken"),
    [
        ([], {}, {"content-length": f"{narrow.MOST_BYTES}"}, True),
        ([], {}, {"content-length": f"{narrow.MOST_BYTES + 1}"}, False),
        ([1], {}, {"content-length": f"{narrow.MOST_BYTES}"}, False),
        ([1], {"content-length": LARGE}, {"content-length": "1000"}, True),
        ([], {"content-length": LARGE}, {"content-length": LARGE}, False),
        ([narrow.MOST_BYTES - 200 * 2**20], {}, {}, True),
        ([narrow.MOST_BYTES - 200 * 2**20 + 1], {}, {}, False),
        ([narrow.MOST_BYTES - 10], {}, {"content-length": "1", "transfer-encoding": "chunked"}, False),
        ([0] * (narrow.MOST_FILES - 2), {"content-length": "1"}, {"content-length": "1"}, True),
        ([0] * (narrow.MOST_FILES - 1), {"content-length": "1"}, {"content-length": "1"}, False),
    ],
)
def test_files_on_their_way_count_as_if_they_were_there(
    monkeypatch: pytest.MonkeyPatch, held: list[int], coming: dict[str, str], asked: dict[str, str], taken: bool
) -> None:
    monkeypatch.setattr(narrow, "_held", lambda: held)

    async def answers() -> list[list[int]]:
        end = asyncio.Event()

        async def slow(_: Scope, __: Receive, send: Send) -> None:
            await end.wait()
            await send({"type": "http.response.start", "status": 204})

        inside = narrow.Narrow(slow)
        first = asyncio.create_task(put(inside, coming)) if coming else None
        await asyncio.sleep(0)
        second = asyncio.create_task(put(inside, asked))
        await asyncio.sleep(0)
        end.set()
        return [await one for one in (first, second) if one]

    *_, last = asyncio.run(answers())
    assert last == [204 if taken else 413]


async def put(app: narrow.Narrow, headers: dict[str, str]) -> list[int]:
    """Drop a file, and return what is answered."""
    answer: list[int] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.append(message["status"])

    named = [(name.encode(), value.encode()) for name, value in headers.items()]
    await app({"type": "http", "method": "PUT", "path": "/", "headers": named}, receive, send)
    return answer
