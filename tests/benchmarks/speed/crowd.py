"""Measure how long the Stand-up takes when many open it at once at nine, beside one viewer alone.

    python -m tests.benchmarks.speed.crowd

Each round one viewer opens the page, then many do at the same instant, each time in a minute that nobody has asked
about yet, so that the first has every question put to the records. A viewer here is what a browser is to the server: it
fetches the page, opens a web socket and asks for a run; drawing is left out, for each viewer has a computer of their
own. An opening lasts until the last message of the run has arrived.
"""

import asyncio
import contextlib
import sys
import time
import urllib.request
from itertools import chain
from statistics import median, quantiles

from tests.benchmarks.speed import measures, serving
from tests.benchmarks.speed.serving import Server
from tests.benchmarks.speed.viewer import minute, viewer

WITHIN = 60
"""Seconds until a page that does not come counts as broken."""


async def opening(server: Server, minutes: int) -> float:
    """Open the first page so many minutes after nine; return how many milliseconds it took."""
    query, shown = minute(minutes)
    start = time.perf_counter()
    await asyncio.to_thread(_fetch, server.address)
    async with viewer(server.port) as one:
        reply = await one.show(query=query)
        took = (time.perf_counter() - start) * 1000
    if not any(shown.encode() in delta.SerializeToString() for delta in reply.deltas):
        raise SystemExit(f"the page does not say {shown}, so it is not of the minute asked for")
    return took


async def measure(server: Server, viewers: int, rounds: int) -> tuple[list[float], list[list[float]]]:
    """Return what one viewer alone took each round, and what each of many took."""
    alone, together = [], []
    await opening(server, 0)  # imports and compiles what it needs once
    for turn in range(1, rounds + 1):
        alone.append(await opening(server, 2 * turn - 1))
        together.append(await asyncio.gather(*[opening(server, 2 * turn) for _ in range(viewers)]))
        sys.stderr.write(f"\rrounds {turn}/{rounds}")
    return alone, together


def _fetch(address: str) -> None:
    with urllib.request.urlopen(address, timeout=WITHIN) as page:  # noqa: S310 - http
        page.read()


def main() -> None:
    """Measure and print the table."""
    options = serving.options(__doc__)
    options.add_argument("--viewers", type=int, default=25)
    options.add_argument("--rounds", type=int, default=10)
    chosen = options.parse_args()
    with contextlib.ExitStack() as stack:
        stack.enter_context(serving.data(chosen))
        board = stack.enter_context(serving.served(serving.board(chosen)))
        alone, together = asyncio.run(measure(board, chosen.viewers, chosen.rounds))
    last = [quantiles(times, n=20)[-1] for times in together]
    base = f"one of {chosen.viewers} alone"
    times = {base: alone, "at once: each": [*chain(*together)], "at once: 95 of 100": last}
    print(f"\n\n{measures.table('opening the Stand-up', times, [base])}")
    ratios = [most / one for most, one in zip(last, alone, strict=True)]
    print(f"95 of 100 ÷ one alone, within each round: {median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})")


if __name__ == "__main__":
    main()
