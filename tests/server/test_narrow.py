"""What the board takes in, whether people log in or not."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

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
