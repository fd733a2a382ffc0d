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
import json
import random
import sys
import time
from collections.abc import Awaitable, Callable
from functools import partial

from streamlit.proto.WidgetStates_pb2 import WidgetState

from sla_dash.screen import slider
from tests.benchmarks.speed import measures, serving
from tests.benchmarks.speed.measures import Times
from tests.benchmarks.speed.serving import Server
from tests.benchmarks.speed.viewer import Reply, Viewer, viewer

SLIDER, PANEL = "Quota a month", "sla_dash_slider"
EVENTS = "$$STREAMLIT_INTERNAL_KEY_{}__events"
"""The widget by whose name a browser says what happened in a component."""
STEP = "What-if, a slider step"
Task = Callable[[], Awaitable[Reply]]
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


async def stepped(found: Viewer) -> Task:
    """Return what moves a slider of What-if by a step each time."""
    deltas = (await found.show("What-if")).deltas
    slid = next(one for one in deltas if one.new_element.bidi_component.component_name == PANEL)
    panel = slid.new_element.bidi_component
    moved = next(one for group in slider.decoded(panel.bytes) for one in group["sliders"] if one["label"] == SLIDER)
    at = float(moved["at"])

    async def step() -> Reply:
        nonlocal at, deltas
        at += float(moved["step"])
        sent = [{"event": "moved", "value": {moved["key"]: f"{at:g}"}}]
        widget = WidgetState(id=EVENTS.format(panel.id), json_trigger_value=json.dumps(sent))
        reply = await found.show("What-if", widget=widget, fragment=slid.fragment_id)
        if reply.deltas == deltas:
            raise SystemExit(f"{STEP}: nothing changed")
        deltas = reply.deltas
        return reply

    return step


async def measure(board: Server, bare: Server, rounds: int) -> dict[str, Times]:
    """Let all pages take turns."""
    order = random.Random(1)
    found: dict[str, Times] = {"script": {}, "work": {}, "reply": {}}
    async with contextlib.AsyncExitStack() as stack:

        async def opened(server: Server) -> Viewer:
            one = await stack.enter_async_context(viewer(server.port))
            await one.show()
            return one

        of_board, of_bare = Runs(board), Runs(bare)
        tasks: dict[str, tuple[Runs, Task]] = {bare.name: (of_bare, (await opened(bare)).show)}
        for title in (await opened(board)).pages:
            tasks[title] = of_board, partial((await opened(board)).show, title)
        tasks[STEP] = of_board, await stepped(await opened(board))
        for turn in range(rounds + 1):  # the first is not counted
            for name in order.sample(list(tasks), len(tasks)):
                runs, task = tasks[name]
                runs.forget()
                reply = await task()
                for kind, milliseconds in zip(found, (*runs.next(), reply.milliseconds), strict=True):
                    if turn:
                        measures.note(found[kind], name, milliseconds)
            sys.stderr.write(f"\rrounds {turn}/{rounds}")
    return {kind: {name: times[name] for name in tasks} for kind, times in found.items()}


def main() -> None:
    """Measure and print the table."""
    options = serving.options(__doc__)
    options.add_argument("--rounds", type=int, default=25)
    chosen = options.parse_args()
    with contextlib.ExitStack() as stack:
        stack.enter_context(serving.data(chosen))
        board, bare = serving.timed(serving.board(chosen)), serving.timed(serving.bare())
        for server in (board, bare):
            stack.enter_context(serving.served(server))
        found = asyncio.run(measure(board, bare, chosen.rounds))
    head = ["warm rerun", "n", *(words for kind in found for words in (f"{kind}, median ms", "quartiles ms"))]
    rows = [
        [name, str(len(replies)), *(cell for times in found.values() for cell in measures.spread(times[name]))]
        for name, replies in found["reply"].items()
    ]
    print(f"\n\n{measures.markdown(head, rows)}")


if __name__ == "__main__":
    main()
