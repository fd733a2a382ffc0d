"""Measure a turn of the stage: from the key press until the frame that shows the other stop.

    python -m tests.benchmarks.speed.turn --rounds 40

Each round presses 1 to 5 and then V, in one Chromium at 1920 × 1080, in which every stop is there and the server is
asked nothing. A turn ends with the frame after the one in which the key was handled.
"""

import contextlib
import random
import statistics

from tests.benchmarks.speed import chromium, serving

KEYS = ("1", "2", "3", "4", "5", "v")
TURN = """key => new Promise((done) => requestAnimationFrame(() => {
  const began = performance.now();
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)));
}))"""


def main() -> None:
    """Turn, and print how long it took."""
    options = chromium.options(__doc__)
    options.add_argument("--rounds", type=int, default=40)
    chosen = options.parse_args()
    order = random.Random(1)
    with contextlib.ExitStack() as stack:
        stack.enter_context(serving.data(chosen))
        server = stack.enter_context(serving.served(serving.board(chosen)))
        browser = stack.enter_context(chromium.opened(chosen.chromium))
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        page.goto(server.address)
        page.wait_for_selector(".stage .stop.seen")
        page.keyboard.press("f")
        page.wait_for_timeout(1000)
        found = [page.evaluate(TURN, key) for _ in range(chosen.rounds) for key in order.sample(KEYS, len(KEYS))]
        print(chromium.versions(browser))
    low, middle, high = statistics.quantiles(found, n=4)
    print(f"{middle:.0f} ms a turn ({low:.0f}–{high:.0f}), at most {max(found):.0f} (n {len(found)})")


if __name__ == "__main__":
    main()
