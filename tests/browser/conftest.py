"""One Chromium for all browser tests: the distribution's where there is one, else Playwright's own."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from typer.testing import CliRunner

from sla_dash import cli
from tests.browser import serving

expect.set_options(timeout=30_000)  # a server that has just begun may share its machine
# Nothing here may reach for another server, not even Chromium itself.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
AS_OF = "2026-11-19T09:00+01:00"


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The board of a made-up company, for tests that only look."""
    data = tmp_path_factory.mktemp("company")
    made = CliRunner().invoke(cli.app, ["demo", "--data", str(data), "--as-of", AS_OF])
    assert made.exit_code == 0, made.output
    with serving.board(data, AS_OF) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser that every test opens pages of its own in."""
    installed = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=installed, args=ARGUMENTS)
        yield launched
        launched.close()
