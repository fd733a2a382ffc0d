"""A newcomer with nothing but an export: from a board without an agreement to one with promises to argue over."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sla_dash import clock, load
from tests import morning
from tests.browser import serving

TIMEOUT = 30_000


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """The morning's records, without an agreement."""
    data = morning.write(tmp_path / "data")
    (data / "agreement.toml").unlink()
    load.again(data, None, clock.instant(morning.ENVIRONMENT))
    return data


@pytest.fixture
def page(browser: Browser, bare: Path) -> Iterator[Page]:
    with serving.board(bare, morning.ENVIRONMENT) as address:
        found = browser.new_page(viewport={"width": 1280, "height": 800}, base_url=address, locale="en-GB")
        found.set_default_timeout(TIMEOUT)
        yield found
        found.close()


def test_a_newcomer_writes_reads_and_uses_a_first_agreement(page: Page, bare: Path) -> None:
    page.goto("/contact")
    expect(page.get_by_text("There is no agreement yet.")).to_be_visible()
    assert page.get_by_role("alert").count() == 0
    page.get_by_role("button", name="Write a first agreement from these records").click()
    expect(page.get_by_text("draft-1.toml is written.")).to_be_visible()
    expect(page.get_by_text("targets = 143")).to_be_visible()
    page.get_by_role("button", name="Use it (not signed)").click()
    expect(page.get_by_text("The board goes by it now, not signed.")).to_be_visible()
    page.get_by_role("link", name="Read and change the agreement").click()
    expect(page.get_by_text("Sales and marketing agreement, version 1")).to_be_visible()
    assert (bare / "agreement.toml").exists()
    assert not (bare / "draft-1.toml").exists()
    page.get_by_role("link", name="Stand-up").first.click()
    expect(page.get_by_role("region", name="Stand-up")).to_contain_text("due of 159")
