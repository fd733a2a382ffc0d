"""Measure a slider step: from the key press until everything that changes with it is new.

    python -m tests.benchmarks.speed.step --dash /tmp/dash/bin/python

The board's What-if page takes turns with Dash, ``st.plotly_chart`` and the board's own ``figure.place``, which show the
same four charts, in an order that is drawn anew each round. New is decided from outside, alike for all: a step ends
with the frame that shows the last change of words, charts or table cells before nothing changed for half a second.
Beside it stands the last change of anything in the document, seen or not. ``--timeline`` says where the time goes.
"""

import contextlib
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

from playwright.sync_api import Browser, CDPSession, Locator, Page

from tests.benchmarks.speed import chromium, measures, serving
from tests.benchmarks.speed.chromium import Seen
from tests.benchmarks.speed.measures import Times
from tests.benchmarks.speed.serving import Server

MOST_STEPS = 60
"""What the sliders have room for."""
KINDS = ("headlines", "words", "charts", "tables", "read", "hidden grids", "attributes", "anything")
WORK = {
    "TaskDuration": "main thread",
    "ScriptDuration": "script",
    "LayoutDuration": "layout",
    "RecalcStyleDuration": "style",
}


@dataclass
class Stepped:
    """An open page with a slider, and what was measured on it."""

    server: Server
    page: Page
    devtools: CDPSession
    slider: Locator
    timeline: Times = field(default_factory=dict)


def opened(browser: Browser, server: Server) -> Stepped:
    """Open a page and let it come to rest."""
    page = chromium.profile(browser).new_page()
    whatif = server.name == "the board"
    page.goto(f"{server.address}whatif" if whatif else server.address, wait_until="commit")
    chromium.settled(page, "charts", quiet=2000)
    slider = (
        page.get_by_role("slider", name="Quota a month") if whatif else page.locator("[role=slider], input[type=range]")
    )
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")
    return Stepped(server, page, devtools, slider.first)


def step(stepped: Stepped) -> Seen:
    """Press the slider's key once."""
    page = stepped.page
    page.bring_to_front()
    stepped.slider.focus()
    before, spent = chromium.text(page), work(stepped.devtools)
    page.keyboard.press("ArrowRight")
    seen = chromium.settled(page, "read")  # a small step may leave a chart as it was
    if chromium.text(page) == before:
        raise SystemExit(f"{page.url}: nothing that can be read changed with the slider")
    for name, milliseconds in work(stepped.devtools).items():
        measures.note(stepped.timeline, f"{name}, busy", milliseconds - spent[name])
    trace(stepped.timeline, seen)
    return seen


def work(devtools: CDPSession) -> dict[str, float]:
    """Return how long the page's main thread has been at work, in milliseconds."""
    found = {one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]}
    return {words: found[name] * 1000 for name, words in WORK.items()}


def trace(timeline: Times, seen: Seen) -> None:
    """Keep when what happened."""
    sent = [at for direction, _, at in seen.messages if direction == "sent"]
    came = [(size, at) for direction, size, at in seen.messages if direction == "received"]
    sent += [asked for _, asked, _ in seen.requests]
    came += [(size, answered) for size, _, answered in seen.requests]
    if sent and came:
        measures.note(timeline, "asked, first", min(sent))
        measures.note(timeline, "reply, first", min(at for _, at in came))
        measures.note(timeline, "reply, last", max(at for _, at in came))
    measures.note(timeline, "replies, number", len(came))
    measures.note(timeline, "replies, bytes", sum(size for size, _ in came))
    for kind in KINDS:
        if kind in seen.last:
            measures.note(timeline, f"{kind}, first", seen.first[kind])
            measures.note(timeline, f"{kind}, last", seen.last[kind])


def run(pages: Sequence[Stepped], steps: int) -> dict[str, Times]:
    """Step on all pages in turn."""
    order = random.Random(1)
    found: dict[str, Times] = {"words, charts and tables": {}, "anything": {}}
    for one in pages:
        step(one)  # what is done once is done
        one.timeline.clear()
    for turn in range(steps):
        for one in order.sample(pages, len(pages)):
            seen = step(one)
            measures.note(found["words, charts and tables"], one.server.name, seen.last["read"])
            measures.note(found["anything"], one.server.name, seen.last["anything"])
        sys.stderr.write(f"\rsteps {turn + 1}/{steps}")
    return found


def main() -> None:
    """Measure all pages in turn and print the tables."""
    options = chromium.options(__doc__)
    options.add_argument("--dash", metavar="PYTHON", help="a Python that has dash, numpy and waitress")
    options.add_argument("--steps", type=int, default=40, help=f"at most {MOST_STEPS - 1}")
    options.add_argument("--timeline", action="store_true", help="say where the time goes")
    chosen = options.parse_args()
    with contextlib.ExitStack() as stack:
        stack.enter_context(serving.data(chosen))
        servers = [serving.board(chosen), *serving.charts(chosen.dash)]
        for server in servers:
            stack.enter_context(serving.served(server))
        browser = stack.enter_context(chromium.opened(chosen.chromium))
        pages = [opened(browser, server) for server in servers]
        found = run(pages, min(chosen.steps, MOST_STEPS - 1))
        print(f"\n\n{chromium.versions(browser)}")
        for name, times in found.items():
            print(measures.table(f"step: {name}", times, ["Dash"]))
        for one in pages if chosen.timeline else ():
            print(measures.table(f"timeline: {one.server.name}", one.timeline))


if __name__ == "__main__":
    main()
