"""Measure what a warm rerun of each page costs the server, and a step of What-if's first slider.

    python -m tests.benchmarks.speed.rerun

Each page has a session of its own that asks for the same again, as a browser would over its web socket; the pages take
turns in an order that is drawn anew each round. ``script`` is the run of the page's script on the server's clock,
``work`` the processor time of its thread, ``reply`` the time until the last message has arrived. The bare page shows
what Streamlit itself takes.
"""

import asyncio
import contextlib
import io
import random
import sys
import time
from collections.abc import Awaitable, Callable

from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.benchmarks.speed import measures, serving
from tests.benchmarks.speed.measures import Times
from tests.benchmarks.speed.serving import Server
from tests.benchmarks.speed.viewer import Reply, Viewer, viewer

SLIDER = "Quota a month"
STEP = "What-if, a slider step"
WITHIN = 10
"""Seconds from the end of a run until the server has written it down."""


class Runs:
    """How long the runs of a server's script took, as it writes them down itself."""

    def __init__(self, server: Server) -> None:
        self._log = server.log.open()

    def forget(self) -> None:
        """Leave out what was written down until now."""
        self._log.seek(0, io.SEEK_END)

    def next(self) -> tuple[float, float]:
        """Wait for the next run, and return its milliseconds on the clock and of work."""
        end = time.monotonic() + WITHIN
        line = ""
        while time.monotonic() < end:
            line += self._log.readline()
            if line.startswith("script ") and line.endswith("\n"):
                clock, work = map(float, line.split()[1:])
                return clock, work
            if line.endswith("\n"):
                line = ""
            time.sleep(0.002)
        raise SystemExit(f"the server did not say within {WITHIN} s how long its script ran")


async def stepped(found: Viewer) -> Callable[[], Awaitable[Reply]]:
    """Return what moves a slider of What-if by a step each time."""
    deltas = (await found.show("What-if")).deltas
    slid = next(one for one in deltas if one.new_element.slider.label == SLIDER)
    slider = slid.new_element.slider
    at = slider.default[0]

    async def step() -> Reply:
        nonlocal at, deltas
        at += slider.step
        widget = WidgetState(id=slider.id)
        widget.double_array_value.data.append(at)
        reply = await found.show("What-if", widget=widget, fragment=slid.fragment_id)
        if reply.deltas == deltas:
            raise SystemExit(f"{STEP}: nothing changed")
        deltas = reply.deltas
        return reply

    return step


async def measure(board: Server, bare: Server, rounds: int) -> dict[str, Times]:
    """Let all pages take turns."""
    order, timed = random.Random(1), Runs(board)
    found: dict[str, Times] = {"script": {}, "work": {}, "reply": {}}
    async with contextlib.AsyncExitStack() as stack:
        least = await stack.enter_async_context(viewer(bare.port))
        await least.show()
        first = await stack.enter_async_context(viewer(board.port))
        await first.show()
        tasks: dict[str, Callable[[], Awaitable[Reply]]] = {bare.name: least.show}
        for title in first.pages:
            one = await stack.enter_async_context(viewer(board.port))
            await one.show()
            await one.show(title)
            tasks[title] = lambda one=one, title=title: one.show(title)  # type: ignore[misc]  # mypy infers no lambda with defaults
        one = await stack.enter_async_context(viewer(board.port))
        await one.show()
        tasks[STEP] = await stepped(one)
        for turn in range(rounds + 1):  # the first is not counted
            for name in order.sample(list(tasks), len(tasks)):
                timed.forget()
                reply = await tasks[name]()
                spent = {"reply": reply.milliseconds}
                if name != bare.name:
                    spent["script"], spent["work"] = timed.next()
                for kind, milliseconds in spent.items() if turn else ():
                    measures.note(found[kind], name, milliseconds)
            sys.stderr.write(f"\rrounds {turn}/{rounds}")
    return {kind: {name: times[name] for name in tasks if name in times} for kind, times in found.items()}


def main() -> None:
    """Measure and print the tables."""
    options = serving.options(__doc__)
    options.add_argument("--rounds", type=int, default=25)
    chosen = options.parse_args()
    with contextlib.ExitStack() as stack:
        stack.enter_context(serving.data(chosen))
        board = serving.board(chosen, sys.executable, str(serving.APPS / "timed.py"))
        bare = serving.bare()
        for server in (board, bare):
            stack.enter_context(serving.served(server))
        found = asyncio.run(measure(board, bare, chosen.rounds))
    for kind, times in found.items():
        print(measures.table(f"warm rerun: {kind}", times, [bare.name]))


if __name__ == "__main__":
    main()
