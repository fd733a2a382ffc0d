"""Watch the server while viewers come, look around and leave: does its memory grow, do its descriptors?

    python -m tests.benchmarks.speed.soak --minutes 30 --viewers 25

Each viewer opens the Stand-up as of now (nine o'clock, and as long after it as the soak has lasted), goes to some pages
with a while in between, closes the session and comes again. The first line is written when one viewer has seen every
page, the last when everybody has been gone for as long as Streamlit keeps a session for somebody who comes back.
Reads ``/proc``, so it needs Linux.
"""

import asyncio
import contextlib
import random
import time
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.speed import serving
from tests.benchmarks.speed.serving import Server
from tests.benchmarks.speed.viewer import minute, viewer

PAGES_EACH, PAUSE = (2, 6), (0.5, 4.0)
"""How many pages a viewer goes to, and how many seconds each is looked at."""
KEPT = 130
"""Seconds, a little longer than Streamlit keeps a session."""


@dataclass
class Count:
    """What has happened until now."""

    started: float
    sessions: int = 0
    pages: int = 0


def line(server: Server, count: Count) -> str:
    """Say what the server holds."""
    process = Path(f"/proc/{server.process}")
    status = dict(one.split(":", 1) for one in (process / "status").read_text().splitlines())
    descriptors = len([*(process / "fd").iterdir()])
    held = f"{int(status['VmRSS'].split()[0]) >> 10} | {descriptors} | {status['Threads'].strip()}"
    return f"| {(time.monotonic() - count.started) / 60:.1f} | {count.sessions} | {count.pages} | {held} |"


async def come_and_go(server: Server, count: Count, end: float, order: random.Random) -> None:
    """Be one viewer after the other until the end."""
    while time.monotonic() < end:
        query, _ = minute(int((time.monotonic() - count.started) / 60))
        async with viewer(server.port) as one:
            await one.show(query=query)
            count.sessions += 1
            for _ in range(order.randint(*PAGES_EACH)):
                await asyncio.sleep(order.uniform(*PAUSE))
                await one.show(order.choice([*one.pages]), query=query)
                count.pages += 1


async def soak(server: Server, minutes: float, viewers: int, every: float) -> None:
    """Let viewers come and go, and say now and then what the server holds."""
    async with viewer(server.port) as one:
        await one.show()
        for title in one.pages:
            await one.show(title)
    count = Count(time.monotonic())
    print("| minutes | sessions | pages | memory, MB | descriptors | threads |\n|--:|--:|--:|--:|--:|--:|")
    print(line(server, count), flush=True)
    end = count.started + minutes * 60
    async with asyncio.TaskGroup() as group:
        for number in range(viewers):
            group.create_task(come_and_go(server, count, end, random.Random(number)))
        while (left := end - time.monotonic()) > 0:
            await asyncio.sleep(min(every * 60, left))
            print(line(server, count), flush=True)
    await asyncio.sleep(KEPT)
    async with viewer(server.port) as one:  # Streamlit lets go of what it kept when somebody comes
        await one.show()
    print(line(server, count))


def main() -> None:
    """Soak and print the table."""
    options = serving.options(__doc__)
    options.add_argument("--minutes", type=float, default=30)
    options.add_argument("--viewers", type=int, default=25)
    options.add_argument("--every", type=float, default=5, help="minutes from line to line")
    chosen = options.parse_args()
    with contextlib.ExitStack() as stack:
        stack.enter_context(serving.data(chosen))
        board = stack.enter_context(serving.served(serving.board(chosen)))
        asyncio.run(soak(board, chosen.minutes, chosen.viewers, chosen.every))


if __name__ == "__main__":
    main()
