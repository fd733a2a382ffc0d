"""Watch a screen on a wall for hours: does the server's memory grow, does the page's?

    python -m tests.benchmarks.speed.wall --minutes 240

One Chromium shows the stand-up as a wall does, by the clock; every few minutes the records are prepared again, and each
new minute is shown by itself. A line is written before it begins and after each new snapshot: what the server's process
and the page's own hold, and of the latter what belongs to its scripts once their garbage is collected. That is the code
which the browser has compiled for them, the more the longer they run, and all else. Reads ``/proc``, so it needs Linux.
"""

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page

from tests.benchmarks.speed import chromium, serving
from tests.benchmarks.speed.serving import Server

STOP = ".stage .stop.seen"
HEAD = (
    "| minutes | snapshots | server, MB | page, MB | of it code, MB | and values, MB | nodes | listeners | says |\n"
    "|--:|--:|--:|--:|--:|--:|--:|--:|--|"
)


def held(process: int) -> int:
    """Return the memory that a process alone holds, in MB: not what it shares with its siblings."""
    parts = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    private = sum(int(one.split()[1]) for one in parts if one.startswith("Private_"))
    return private >> 10


def renderer(browser: Browser) -> int:
    """Return the process of the only page that is open."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    busiest = max((one for one in processes if one["type"] == "renderer"), key=lambda one: one["cpuTime"])
    return int(busiest["id"])


def of_scripts(session: CDPSession) -> tuple[float, float]:
    """Return what belongs to a page's scripts, in MB: code that was compiled for them, and all else."""
    parts: list[str] = []

    def more(part: dict[str, str]) -> None:
        parts.append(part["chunk"])

    session.on("HeapProfiler.addHeapSnapshotChunk", more)
    session.send("HeapProfiler.takeHeapSnapshot")  # which collects garbage before
    session.remove_listener("HeapProfiler.addHeapSnapshotChunk", more)
    session.send("HeapProfiler.disable")
    found = json.loads("".join(parts))
    fields, kinds = found["snapshot"]["meta"]["node_fields"], found["snapshot"]["meta"]["node_types"][0]
    kind, size = (found["nodes"][fields.index(name) :: len(fields)] for name in ("type", "self_size"))
    code, other = 0, 0
    for which, much in zip(kind, size, strict=True):
        if kinds[which] == "code":
            code += much
        elif kinds[which] != "native":
            other += much
    return code / 2**20, other / 2**20


def line(server: Server, shows: int, page: Page, session: CDPSession, minutes: float, snapshots: int) -> str:
    """Say what the server and the process that shows the page hold, and which minute the wall shows."""
    code, other = of_scripts(session)
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    shown = page.locator(".stage footer .right").inner_text()
    counts = f"{metrics['Nodes']:.0f} | {metrics['JSEventListeners']:.0f}"
    whole = f"{held(server.process)} | {held(shows)}"
    return f"| {minutes:.0f} | {snapshots} | {whole} | {code:.2f} | {other:.2f} | {counts} | {shown} |"


def main() -> None:
    """Watch, and print the table."""
    options = chromium.options(__doc__)
    options.add_argument("--minutes", type=float, default=240)
    options.add_argument("--every", type=float, default=5, help="minutes from snapshot to snapshot")
    chosen = options.parse_args()
    command = (sys.executable, "-m", "sla_dash")
    environment = {name: value for name, value in os.environ.items() if name != "SLA_DASH_NOW"}
    with contextlib.ExitStack() as stack:
        stack.enter_context(serving.data(chosen))
        data = ("--data", str(chosen.data))
        subprocess.run([*command, "demo", *data], check=True, env=environment, stdout=subprocess.DEVNULL)
        board = Server("the board", (*command, "run", *data, "--port", "{port}"))
        server = stack.enter_context(serving.served(board))
        browser = stack.enter_context(chromium.opened(chosen.chromium))
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        page.goto(f"{server.address}?wall=1")
        page.wait_for_selector(STOP)
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        print(chromium.versions(browser) + HEAD)
        began, snapshots = time.monotonic(), 0
        shows = renderer(browser)
        print(line(server, shows, page, session, 0, 0), flush=True)
        while (passed := (time.monotonic() - began) / 60) < chosen.minutes:
            time.sleep(chosen.every * 60)
            subprocess.run([*command, "load", *data], check=True, env=environment, stdout=subprocess.DEVNULL)
            snapshots += 1
            assert page.locator(STOP).is_visible(), "the wall shows nothing"
            print(line(server, shows, page, session, passed + chosen.every, snapshots), flush=True)


if __name__ == "__main__":
    main()
