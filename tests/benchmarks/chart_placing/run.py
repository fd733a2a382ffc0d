"""Measure how charts are placed: a slider step and a first load, in a real Chromium, beside a bare page and Dash.

    python tests/benchmarks/chart_placing/run.py

Dash is no dependency of the board; give it an environment of its own and name its Python:

    python -m venv /tmp/dash && /tmp/dash/bin/pip install dash numpy waitress
    python tests/benchmarks/chart_placing/run.py --dash /tmp/dash/bin/python

All pages hold the same four charts and one slider. In each round every page gets one turn, in an order that is drawn
anew, so that whatever else the machine does meets all of them. A step lasts from the key press until the first frame in
which all four charts show the new value; a load lasts from the start of the navigation until the first frame with all
four charts (on the bare page: with its one line of text). `first` is a new browser profile with an empty cache, `again`
the same profile's second visit, `slow first` an empty cache on a 20 Mbit/s line with 20 ms of latency.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

APPS = Path(__file__).parents[1] / "speed" / "apps"
ROOT = APPS.parents[3]
START, LAST = 40, 100
CHARTS = 4
SLIDER = "input[type=range], [role=slider]"
LINE = {"offline": False, "latency": 20, "downloadThroughput": 2_500_000, "uploadThroughput": 2_500_000}
WATCH = """
window.shown = (words, count) => new Promise((done) => {
  const look = () => {
    const selector = words === "ready" ? "[data-testid=stText]" : ".annotation-text";
    const found = [...document.querySelectorAll(selector)].filter((node) => node.textContent === words);
    if (found.length < count) requestAnimationFrame(look);
    else requestAnimationFrame(() => setTimeout(() => done(performance.now())));
  };
  look();
});
addEventListener("keydown", () => { window.pressed = performance.now(); }, true);
"""


@dataclass
class Subject:
    """One way to place charts, its server's address and its measurements in milliseconds."""

    name: str
    command: list[str]
    port: int = 0
    times: dict[str, list[float]] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """What the page says when it is complete, without the number of the step."""
        return "ready" if self.name == "bare page" else "step"

    def note(self, measure: str, milliseconds: float) -> None:
        """Keep one measurement."""
        self.times.setdefault(measure, []).append(milliseconds)


def subjects(dash: str | None) -> list[Subject]:
    """Name the pages to compare, Dash only where its Python is known."""
    streamlit = [sys.executable, "-m", "streamlit", "run", "--server.headless=true", "--runner.postScriptGC=false"]
    found = [
        Subject("bare page", [*streamlit, "--server.port={port}", str(APPS / "bare.py")]),
        Subject("st.plotly_chart", [*streamlit, "--server.port={port}", str(APPS / "native.py")]),
        Subject("figure.place", [*streamlit, "--server.port={port}", str(APPS / "placed_server.py")]),
    ]
    if dash:
        found.append(Subject("Dash", [dash, str(APPS / "in_dash.py"), "{port}"]))
    return found


@contextlib.contextmanager
def served(subject: Subject) -> Iterator[None]:
    """Run a subject's server on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        subject.port = free.getsockname()[1]
    command = [part.format(port=subject.port) for part in subject.command]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{subject.port}/"):
                break
            time.sleep(0.1)
        else:
            raise SystemExit(f"{subject.name} did not start: {' '.join(command)}")
        yield
    finally:
        server.terminate()
        server.wait()


def load(context: BrowserContext, subject: Subject, *, slow: bool = False) -> tuple[Page, float]:
    """Open a subject's page and say how long it took to be complete."""
    page = context.new_page()
    page.add_init_script(WATCH)
    if slow:
        context.new_cdp_session(page).send("Network.emulateNetworkConditions", LINE)
    page.goto(f"http://127.0.0.1:{subject.port}/", wait_until="commit")
    words, count = ("ready", 1) if subject.words == "ready" else (f"step {START}", CHARTS)
    return page, page.evaluate("([words, count]) => window.shown(words, count)", [words, count])


def measure_loads(browser: Browser, subject: Subject) -> None:
    """Take one first, one second and one slow load."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    for measure in ("first", "again"):
        page, milliseconds = load(context, subject)
        subject.note(measure, milliseconds)
        page.close()
    context.close()
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    subject.note("slow first", load(context, subject, slow=True)[1])
    context.close()


def measure_step(page: Page, subject: Subject, step: int) -> None:
    """Press the slider's key once."""
    page.bring_to_front()
    page.locator(SLIDER).first.focus()
    waiting = f"window.outcome = window.shown('step {step}', {CHARTS}).then((at) => at - window.pressed); 0"
    page.evaluate(waiting)
    page.keyboard.press("ArrowRight")
    subject.note("step", page.evaluate("() => window.outcome"))


def table(found: list[Subject], measure: str) -> str:
    """Write one measure as a Markdown table with ratios to the bare page and to Dash."""
    present = {subject.name: subject.times[measure] for subject in found if measure in subject.times}
    bases = [name for name in ("bare page", "Dash") if name in present]
    head = ["", "n", "median ms", "quartiles ms", *(f"× {name}" for name in bases)]
    lines = [f"**{measure}**", "", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    for name, times in present.items():
        low, middle, high = statistics.quantiles(times, n=4)
        ratios = [f"{middle / statistics.median(present[base]):.2f}" for base in bases]
        lines.append(f"| {' | '.join([name, str(len(times)), f'{middle:.0f}', f'{low:.0f}–{high:.0f}', *ratios])} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure all pages in turn and print the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--dash", metavar="PYTHON", help="a Python that has dash, numpy and waitress")
    options.add_argument("--loads", type=int, default=15, help="rounds of loads")
    options.add_argument("--steps", type=int, default=40, help="slider steps (at most 60)")
    options.add_argument("--chromium", default="/usr/bin/chromium")
    chosen = options.parse_args()
    order = random.Random(1)
    found = subjects(chosen.dash)
    with contextlib.ExitStack() as stack:
        for subject in found:
            stack.enter_context(served(subject))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chosen.chromium, args=["--no-sandbox", "--disable-gpu"])
        stack.callback(browser.close)
        for subject in found:  # each server imports and compiles what it needs once, before anything is measured
            context = browser.new_context()
            load(context, subject)
            context.close()
        for turn in range(chosen.loads):
            for subject in order.sample(found, len(found)):
                measure_loads(browser, subject)
            sys.stderr.write(f"\rloads {turn + 1}/{chosen.loads}")
        charted = [subject for subject in found if subject.words == "step"]
        pages = {subject.name: load(browser.new_context(), subject)[0] for subject in charted}
        for step in range(START + 1, min(START + chosen.steps, LAST) + 1):
            for subject in order.sample(charted, len(charted)):
                measure_step(pages[subject.name], subject, step)
            sys.stderr.write(f"\rsteps {step - START}/{chosen.steps}")
        chromium = browser.version
    versions = f"streamlit {version('streamlit')}, plotly {version('plotly')}, Chromium {chromium}"
    tables = [table(found, measure) for measure in ("step", "first", "again", "slow first")]
    sys.stdout.write("\n".join([f"\n{versions}\n", *tables]))


if __name__ == "__main__":
    main()
