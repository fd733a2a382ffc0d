"""Measure a first load, beside the least that a Streamlit page takes and beside Dash.

    python -m tests.benchmarks.speed.load --dash /tmp/dash/bin/python

The board's Stand-up takes turns with a Streamlit page that holds one line of text and with the pages that place the
same four charts in different ways, in an order that is drawn anew each round. A load lasts from the start of the
navigation until the frame that shows the last change within the first screenful (1280 × 800) before the page said all
that it says. ``first`` is a new browser profile with an empty cache, ``again`` the same profile's second visit.
"""

import contextlib
import random
import sys

from playwright.sync_api import Browser, BrowserContext

from tests.benchmarks.speed import chromium, measures, serving
from tests.benchmarks.speed.measures import Times
from tests.benchmarks.speed.serving import Server

QUIET = 2000
"""Milliseconds without a change until what a page says is taken for all of it, when that is not known yet."""


def says(browser: Browser, server: Server) -> str:
    """Return what a server's first page says when it is complete, once it has imported and compiled what it needs."""
    context = chromium.profile(browser)
    for _ in range(2):
        page = context.new_page()
        page.goto(server.address, wait_until="commit")
        chromium.settled(page, "screenful", quiet=QUIET)
    said = chromium.text(page)
    context.close()
    return said


def load(context: BrowserContext, server: Server, said: str) -> float:
    """Open a server's first page, and return how long it took to be complete."""
    page = context.new_page()
    page.bring_to_front()  # a page behind another is not drawn
    page.goto(server.address, wait_until="commit")
    seen = chromium.complete(page, said)
    page.close()
    return seen.last["screenful"]


def main() -> None:
    """Measure all pages in turn and print the tables."""
    options = chromium.options(__doc__)
    options.add_argument("--dash", metavar="PYTHON", help="a Python that has dash, numpy and waitress")
    options.add_argument("--rounds", type=int, default=15)
    chosen = options.parse_args()
    order = random.Random(1)
    times: dict[str, Times] = {"first": {}, "again": {}}
    with contextlib.ExitStack() as stack:
        stack.enter_context(serving.data(chosen))
        servers = [serving.board(chosen), serving.bare(), *serving.charts(chosen.dash)]
        for server in servers:
            stack.enter_context(serving.served(server))
        browser = stack.enter_context(chromium.opened(chosen.chromium))
        said = {server.name: says(browser, server) for server in servers}
        for turn in range(chosen.rounds):
            for server in order.sample(servers, len(servers)):
                with contextlib.closing(chromium.profile(browser)) as context:
                    for name in ("first", "again"):
                        measures.note(times[name], server.name, load(context, server, said[server.name]))
            sys.stderr.write(f"\rrounds {turn + 1}/{chosen.rounds}")
        print(f"\n\n{chromium.versions(browser)}")
    for name, found in times.items():
        ordered = {server.name: found[server.name] for server in servers}
        print(measures.table(f"load: {name}", ordered, ["bare page", "Dash"]))


if __name__ == "__main__":
    main()
