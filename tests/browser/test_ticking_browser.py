"""Two people tick off what is done on the same list in two real browsers, some of it at once."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sla_dash.journal import Journal
from tests import morning
from tests.browser import serving


@pytest.fixture(scope="module")
def data(morning_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A morning in a folder in which something may be written."""
    data = tmp_path_factory.mktemp("ticking")
    for file in morning_data.iterdir():
        if file.is_file():
            shutil.copy(file, data)
    return data


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    with serving.board(data, morning.ENVIRONMENT) as found:
        yield found


def named(browser: Browser, address: str, who: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto(f"{address}/act?list=late")
    expect(page.locator(".sheet tbody tr").first).to_be_visible()
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_attached()
    page.get_by_role("textbox", name="Your name").fill(who)
    page.keyboard.press("Enter")
    expect(page.get_by_role("checkbox").first).to_be_visible()
    return page


def at_once(page: Page, boxes: int) -> None:
    page.evaluate(f"[...document.querySelectorAll('.sheet input')].slice(0, {boxes}).forEach(box => box.click())")


def test_what_two_people_tick_at_once_is_all_there_and_comes_last(browser: Browser, address: str, data: Path) -> None:
    first, second = (named(browser, address, who) for who in ("Ann", "Bob"))
    at_once(first, 3)
    at_once(second, 4)
    for page in (first, second):
        expect(page.get_by_text(re.compile(r"Late 10, [34] done"))).to_be_visible()
    first.reload()
    expect(first.get_by_text("Late 10, 4 done")).to_be_visible()
    expect(first.locator(".sheet tbody tr").last).to_contain_text("(name typed, no login), 09:00")
    done = [one for one in Journal.of(data).entries() if one.kind == "done"]
    assert len({one.subject for one in done}) == 4
    assert all(one.body["on"] for one in done)
