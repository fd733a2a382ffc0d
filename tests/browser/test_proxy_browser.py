"""The board behind a proxy in a real browser: it comes alive, and takes what is dropped."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests import morning, proxies
from tests.proxies import Proxied

ROWS = 30_000


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    data = morning.write(tmp_path_factory.mktemp("data"))
    with proxies.board(data, tmp_path_factory.mktemp("stands"), 200) as port:
        yield port


@pytest.fixture(params=proxies.PROXIES)
def proxied(request: pytest.FixtureRequest, board: int, tmp_path: Path) -> Iterator[Proxied]:
    with proxies.PROXIES[request.param](board, tmp_path) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that takes a certificate which nobody else has signed, and fails in nothing."""
    wrong: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error":
            wrong.append(message.text)

    with browser.new_context(ignore_https_errors=True) as context:
        found = context.new_page()
        found.on("console", heard)
        found.on("pageerror", lambda error: wrong.append(str(error)))
        yield found
    assert wrong == []


def test_the_page_comes_alive_and_takes_a_file_of_more_than_a_megabyte(
    page: Page, proxied: Proxied, tmp_path: Path
) -> None:
    page.goto(proxied.address)
    stage = page.get_by_role("region", name="Stand-up")
    expect(stage.get_by_text("Marketing: on pace, but outbound is behind.").filter(visible=True).first).to_be_visible()
    page.get_by_role("link", name="Load records", exact=True).click()
    rows = "".join(f"L{n},form,SMB,ann,2026-11-03 09:00:00\n" for n in range(ROWS))
    dropped = tmp_path / "leads.csv"
    dropped.write_text(f"lead_id,lead_type,stream,owner,qualified_at\n{rows}", "utf-8")
    assert dropped.stat().st_size > 2**20
    page.locator("input[type=file]").set_input_files(str(dropped))
    expect(page.get_by_role("table", name="Files that were dropped")).to_contain_text("leads.csv")
    page.get_by_role("button", name="Start over").click()
    expect(page.get_by_role("table", name="Files that were dropped")).to_have_count(0)
