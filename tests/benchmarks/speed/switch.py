"""Measure a switch of page: from the click in the top navigation until the first screenful stands.

    python -m tests.benchmarks.speed.switch

The board takes turns with a plain Streamlit app whose pages show as many charts and tables each. Both take the same way
through all pages, which is drawn anew each round. A switch ends with the frame that shows the last change within the
first screenful (1280 × 800) before the page said all that it says; ``all of it`` with the last change of the page.
"""

import asyncio
import contextlib
import json
import random
import sys
from dataclasses import dataclass, field
from itertools import chain
from statistics import median

from playwright.sync_api import Browser, Page

from tests.benchmarks.speed import chromium, measures, serving
from tests.benchmarks.speed.chromium import Seen
from tests.benchmarks.speed.measures import Times
from tests.benchmarks.speed.serving import APPS, STREAMLIT, Server
from tests.benchmarks.speed.viewer import viewer

COUNTS = """() => [
  "[data-testid=stMain] .js-plotly-plot",
  "[data-testid=stDataFrame], [data-testid=stTable], .sheet table",
].map((selector) => [...document.querySelectorAll(selector)].filter((node) => node.getClientRects().length).length)"""
LINK = "[data-testid=stTopNavLink], [data-testid=stTopNavDropdownLink]"
QUIET = 1000
"""Milliseconds without a change until what a page says is taken for all of it, when that is not known yet."""


@dataclass
class Walk:
    """An open page of a server, what its pages say when they are complete, and what was measured."""

    server: Server
    page: Page
    says: dict[str, str] = field(default_factory=dict)
    screenful: Times = field(default_factory=dict)
    whole: Times = field(default_factory=dict)


async def titles(port: int) -> list[str]:
    """Return the titles of a server's pages."""
    async with viewer(port) as one:
        await one.show()
        return list(one.pages)


def walk(browser: Browser, server: Server) -> Walk:
    """Open the first page."""
    page = chromium.profile(browser).new_page()
    page.goto(server.address, wait_until="commit")
    chromium.settled(page, "screenful", quiet=2 * QUIET)
    return Walk(server, page)


def go(page: Page, title: str) -> None:
    """Click a page's link in the top navigation, in a menu of it if need be."""
    link = page.locator(LINK).get_by_text(title, exact=True)
    for menu in [] if link.is_visible() else page.get_by_test_id("stTopNavSection").all():
        menu.click()
        if link.is_visible():
            break
        menu.press("Escape")
    link.click()


def switch(walked: Walk, title: str, *, learn: bool = False) -> Seen:
    """Go to a page and wait for all of it; until that is known, until it has been quiet for long."""
    walked.page.bring_to_front()
    go(walked.page, title)
    if title in walked.says:
        return chromium.complete(walked.page, walked.says[title])
    seen = chromium.settled(walked.page, "screenful", quiet=QUIET)
    if learn:
        walked.says[title] = chromium.text(walked.page)
    return seen


def shown(browser: Browser, board: Server, names: list[str]) -> dict[str, tuple[int, int]]:
    """Count the charts and the tables that each page of the board shows."""
    walked, found = walk(browser, board), {}
    for title in 2 * [*names[1:], names[0]]:  # what loads once has come when it is counted
        switch(walked, title)
        found[title] = tuple(walked.page.evaluate(COUNTS))
    walked.page.context.close()
    return {title: found[title] for title in names}


def run(walks: list[Walk], names: list[str], rounds: int) -> None:
    """Walk through all pages on all servers, in an order drawn anew each round.

    In the first, which is not counted, comes what loads once; the second, not counted either, learns what pages say.
    """
    order, before = random.Random(1), names[0]
    for turn in range(-1, rounds + 1):
        way = order.sample(names, len(names))
        while way[0] == before:
            way = order.sample(names, len(names))
        before = way[-1]
        for title in way:
            for walked in order.sample(walks, len(walks)):
                seen = switch(walked, title, learn=turn == 0)
                if turn > 0:
                    measures.note(walked.screenful, title, seen.last["screenful"])
                    measures.note(walked.whole, title, seen.last["read"])
        sys.stderr.write(f"\rrounds {turn}/{rounds}")


def beside(title: str, ours: Times, theirs: Times, counts: dict[str, tuple[int, int]]) -> str:
    """Write what the board takes beside the Streamlit app, page by page and all together."""
    both = [([name, *map(str, shown)], ours[name], theirs[name]) for name, shown in counts.items()]
    both.append((["all pages", "", ""], [*chain(*ours.values())], [*chain(*theirs.values())]))
    head = [
        title,
        "charts",
        "tables",
        "n",
        "the board, median ms",
        "quartiles ms",
        "Streamlit, median ms",
        "quartiles ms",
    ]
    rows = [
        [*cells, str(len(one)), *measures.spread(one), *measures.spread(other), f"{median(one) / median(other):.2f}"]
        for cells, one, other in both
    ]
    return measures.markdown([*head, "ratio"], rows)


def main() -> None:
    """Measure and print the tables."""
    options = chromium.options(__doc__)
    options.add_argument("--rounds", type=int, default=15)
    chosen = options.parse_args()
    with contextlib.ExitStack() as stack:
        stack.enter_context(serving.data(chosen))
        board = stack.enter_context(serving.served(serving.board(chosen)))
        names = asyncio.run(titles(board.port))
        browser = stack.enter_context(chromium.opened(chosen.chromium))
        counts = shown(browser, board, names)
        plain = Server("Streamlit", (*STREAMLIT, str(APPS / "pages.py")), {"SHOWN": json.dumps(counts)})
        stack.enter_context(serving.served(plain))
        walks = [walk(browser, board), walk(browser, plain)]
        run(walks, names, chosen.rounds)
        print(f"\n\n{chromium.versions(browser)}")
    ours, theirs = walks
    print(beside("switch of page: first screenful", ours.screenful, theirs.screenful, counts))
    print(beside("switch of page: all of it", ours.whole, theirs.whole, counts))


if __name__ == "__main__":
    main()
