"""Two people decide about the same number in two real browsers, and tick what was decided."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import morning
from tests.browser import serving


@pytest.fixture(scope="module")
def address(morning_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The board of a morning in a folder in which something may be written."""
    data = tmp_path_factory.mktemp("deciding")
    for file in morning_data.iterdir():
        if file.is_file():
            shutil.copy(file, data)
    with serving.board(data, morning.ENVIRONMENT) as found:
        yield found


def types(page: Page, address: str, what: str, name: str) -> None:
    page.goto(f"{address}/contact")
    page.get_by_role("button", name="Add a decision").first.click()
    page.get_by_role("textbox", name="What to do").fill(what)
    page.get_by_role("textbox", name="Who does it").fill("rep 03")
    page.get_by_role("textbox", name="Your name").fill(name)


def test_the_second_of_two_is_told_and_keeps_what_was_typed_and_both_decisions_are_ticked(
    browser: Browser, address: str
) -> None:
    first, second = (browser.new_context(viewport={"width": 1280, "height": 800}).new_page() for _ in range(2))
    types(first, address, "Hand the phone over", "head of sales")
    types(second, address, "Ring at once", "rep 02")
    first.get_by_role("button", name="Write down").click()
    expect(first.get_by_role("button", name="1 decision open")).to_be_visible()
    expect(first.get_by_role("textbox", name="What to do")).to_have_count(0)

    second.get_by_role("button", name="Write down").click()
    expect(second.get_by_test_id("stAlert")).to_contain_text("Meanwhile somebody wrote: Hand the phone over")
    expect(second.get_by_test_id("stAlert")).to_be_in_viewport()
    expect(second.get_by_role("textbox", name="What to do")).to_have_value("Ring at once")
    expect(second.get_by_role("textbox", name="Who does it")).to_have_value("rep 03")
    second.get_by_role("button", name="Write down").click()
    expect(second.get_by_role("button", name="2 decisions open")).to_be_visible()
    second.get_by_role("button", name="2 decisions open").click()
    expect(second.get_by_role("textbox", name="What to do")).to_have_value("")
    expect(second.get_by_role("textbox", name="Your name")).to_have_value("rep 02")
    second.keyboard.press("Escape")

    second.get_by_role("link", name="Decisions").click()
    expect(second.get_by_text("2 decisions are open")).to_be_visible()
    second.get_by_role("button", name="Update").first.click()
    second.get_by_role("button", name="Done", exact=True).click()
    expect(second.get_by_text("1 decision is open; 1 is done")).to_be_visible()
    second.get_by_text("1 done, 0 with a better number since").click()
    expect(second.get_by_text(re.compile("● Done 19 Nov 2026"))).to_be_visible()
    second.get_by_role("textbox", name="Search").fill("ring")
    second.keyboard.press("Enter")
    expect(second).to_have_url(re.compile("search=ring"))
    expect(second.get_by_text("Hand the phone over")).to_have_count(0)
    with second.expect_download() as taken:
        second.get_by_role("button", name="CSV").click()
    assert len(Path(taken.value.path()).read_text("utf-8-sig").splitlines()) == 2
    first.context.close()
    second.context.close()
