"""Pages in a real Chromium, and when what they show last changed."""

import argparse
import contextlib
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests.benchmarks.speed import serving

WATCH = Path(__file__).with_name("watch.js").read_text("utf-8")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SCREEN: ViewportSize = {"width": 1280, "height": 800}
QUIET, MOST = 500, 30_000
"""Milliseconds: how long nothing may change before a page counts as complete, and when it counts as broken."""
WRONG = "[data-testid=stException], [data-testid=stAlertContentError]"


@dataclass(frozen=True, slots=True)
class Seen:
    """What changed on a page, in milliseconds from the key press, the click or the start of the navigation.

    Kinds of change: ``words`` (``headlines`` apart), ``charts`` and ``tables``, together ``read``, and ``screenful`` as
    far as they are in the first screenful; ``hidden grids`` for screen readers inside a table's canvas; ``attributes``
    of anything else; ``anything`` in the whole document.
    """

    first: dict[str, float]
    last: dict[str, float]
    messages: list[tuple[str, int, float]]
    """Through web sockets: sent or received, bytes, when."""
    requests: list[tuple[int, float, float]]
    """By HTTP: bytes received, asked when, answered when."""


def options(about: str | None) -> argparse.ArgumentParser:
    """Return the options that all measurements in a browser share."""
    found = serving.options(about)
    installed = shutil.which("chromium") or shutil.which("chromium-browser")
    found.add_argument("--chromium", default=installed, help="the browser, the distribution's or else Playwright's own")
    return found


@contextlib.contextmanager
def opened(executable: str | None) -> Iterator[Browser]:
    """Run a Chromium that asks no other server."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def versions(browser: Browser) -> str:
    """Say what was measured with what."""
    return f"streamlit {version('streamlit')}, plotly {version('plotly')}, Chromium {browser.version}\n"


def profile(browser: Browser) -> BrowserContext:
    """Return a new profile with an empty cache, whose pages are watched."""
    context = browser.new_context(viewport=SCREEN)
    context.set_default_timeout(MOST)
    context.add_init_script(WATCH)
    return context


def settled(page: Page, *needed: str, quiet: int = QUIET) -> Seen:
    """Wait until kinds of change have happened and nothing changes any more.

    Ends the run with what is wrong where the page says so, or fails where it never comes to rest.
    """
    wait = "([needed, quiet, most]) => window.settled(needed, quiet, most)"
    found = page.wait_for_function(wait, arg=[list(needed), quiet, MOST], timeout=2 * MOST).json_value()
    wrong = page.locator(WRONG)
    if wrong.count():
        raise SystemExit(f"{page.url} says: {wrong.first.inner_text()}")
    return Seen(**found)


def complete(page: Page, says: str) -> Seen:
    """Wait until a page says all that it is known to say, but for its numbers, and nothing changes any more."""
    end = time.monotonic() + MOST / 1000
    settled(page)
    while alike(said := text(page)) != alike(says):
        if time.monotonic() > end:
            raise SystemExit(f"{page.url} should say\n{says}\nbut says\n{said}")
        settled(page)
    return settled(page)  # what changed up to now, which is more than the page had said when it was asked before


def alike(said: str) -> str:
    """Return what a page says without its numbers, among which may be a clock."""
    return re.sub(r"\d+", "0", said)


def text(page: Page) -> str:
    """Return what the page says now: its words, those in charts included, and how many canvases it has."""
    said: str = page.evaluate("() => window.says()")
    return said
