"""What the pages behind the Stand-up say at once: one screenful answers, and two more hold the evidence."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from sla_dash.journal import Journal, deciding
from sla_dash.journal.decisions import SHORT
from tests import morning
from tests.browser import serving
from tests.screens import PAGES

WIDTH, HEIGHT = 1280, 800
MOST_NUMBERS, MOST_SCREENFULS = 4, 3
READABLE = 12
"""Pixels that letters have at least."""
OTHERS = ("standup", "load")
"""The stage answers in its own way, and Load records asks."""
TALLEST = ("act?month=2026-10", "act?month=2026-10&list=follow-up")
"""States of pages that have more to say at once than they usually do."""
STANDS = """() => document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]")
    && !document.querySelector("[data-stale=true], [data-testid=stSkeleton]")
    && document.querySelector(".st-key-answer [data-testid=stBidiComponentRegular]")
    && [...document.querySelectorAll("[data-testid=stBidiComponentRegular]")]
        .every((node) => node.children.length > 1)
    && [...document.querySelectorAll(".js-plotly-plot")].every((node) => node.role === "img")"""
SMALLEST = """() => {
    const walker = document.createTreeWalker(document.querySelector("#stMain"), NodeFilter.SHOW_TEXT);
    const sizes = [];
    while (walker.nextNode()) {
        const { parentElement: node, data } = walker.currentNode;
        if (data.trim() && node.checkVisibility()) sizes.push([parseFloat(getComputedStyle(node).fontSize), data]);
    }
    return sizes.filter(([size]) => size < READABLE).map(([size, data]) => `${size} px: ${data}`);
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture
def busy(morning_data: Path, tmp_path: Path) -> Iterator[str]:
    """A board with open decisions as long as they can be written."""
    shutil.copytree(morning_data, tmp_path, dirs_exist_ok=True)
    now = datetime.fromisoformat(morning.ENVIRONMENT)
    for n in range(6):
        what, due = ("Call back at once " * SHORT)[:SHORT], now.date() + timedelta(days=n - 3)
        at = now - timedelta(days=7, minutes=n)
        deciding.decide(Journal.of(tmp_path), what, f"head of team {n}", due, about=None, who="ann", at=at)
    with serving.board(tmp_path, morning.ENVIRONMENT) as found:
        yield found


def ends(page: Page) -> float:
    """Return how far down the answer reaches."""
    box = page.locator(".st-key-answer").bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def opened(page: Page, place: str, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(place)
    page.wait_for_function(STANDS)


@pytest.mark.parametrize("name", [*(name for name in PAGES if name not in OTHERS), *TALLEST])
def test_one_screenful_answers_and_two_more_hold_the_evidence(page: Page, company: str, name: str) -> None:
    opened(page, f"{company}/{name}", WIDTH, HEIGHT)
    answer = page.locator(".st-key-answer")
    assert ends(page) <= HEIGHT
    assert 1 <= answer.locator(".headlines > div").count() <= MOST_NUMBERS
    if name != "decisions":  # they are told below, each where it can be updated
        assert answer.locator(".js-plotly-plot, .sheet").count() >= 1
    assert answer.locator("h5").first.inner_text()
    tall = page.locator("#stMain").evaluate("node => node.scrollHeight")
    assert tall <= MOST_SCREENFULS * HEIGHT


def test_one_screenful_answers_however_long_decisions_are(page: Page, busy: str) -> None:
    opened(page, f"{busy}/decisions", WIDTH, HEIGHT)
    assert ends(page) <= HEIGHT
    update = page.get_by_role("button", name="Update").first.bounding_box()
    assert update is not None
    assert update["y"] + update["height"] <= HEIGHT


@pytest.mark.parametrize("name", ["whatif", "plan"])
def test_one_screenful_answers_with_every_number_moved(page: Page, company: str, name: str) -> None:
    types = {"website form", "demo request", "content download"}
    rates = {"share": "40", "win": "21", "sql_to_opportunity": "70", "mql_to_sql": "29", "promise": "3"}
    moved = {f"SMB {kind} {one}": to for kind in types for one, to in rates.items()}
    moved |= {"SMB quota": "390000", "SMB sure": "95", "SMB order": "1700"}
    moved |= {"plan SMB ramp": "6", "plan SMB churn": "5", "plan SMB base": "900000"}
    moved |= {"plan SMB season": "100 100 110 100 100 90 70 70 110 110 120 120"}
    opened(page, f"{company}/{name}?{urlencode(moved)}", WIDTH, HEIGHT)
    assert ends(page) <= HEIGHT


@pytest.mark.parametrize("name", [name for name in PAGES if name not in OTHERS])
def test_on_a_phone_nothing_stands_beside_the_screen_and_all_can_be_read(page: Page, company: str, name: str) -> None:
    opened(page, f"{company}/{name}", 390, 844)
    beside = page.locator("#stMain").evaluate("node => node.scrollWidth - node.clientWidth")
    assert beside <= 0
    assert page.evaluate(SMALLEST.replace("READABLE", str(READABLE))) == []


def test_the_stand_up_answers_to_its_own_name_too(page: Page, company: str) -> None:
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.goto(f"{company}/standup")
    expect(page.locator(".stage")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_fold_stays_open_when_its_title_changes(page: Page, company: str) -> None:
    opened(page, f"{company}/funnel", WIDTH, HEIGHT)
    page.get_by_text("handed over in Sep–Nov 2026").click()
    within = page.get_by_text("How far the leads of each month came")
    expect(within).to_be_visible()
    page.get_by_role("radio", name="year").click()
    expect(page.get_by_text("handed over in Dec 2025–Nov 2026")).to_be_visible()
    page.wait_for_function(STANDS)
    expect(within).to_be_visible()


def test_a_long_table_unfolds_and_takes_one_stop_of_tab(page: Page, company: str) -> None:
    opened(page, f"{company}/act", WIDTH, HEIGHT)
    table = page.locator(".sheet:has(button)").first
    rows = table.locator("tbody tr:visible")
    few = rows.count()
    assert table.locator("[tabindex='0']").count() == 1
    table.get_by_role("button").click()
    expect(rows).not_to_have_count(few)
    assert table.locator("[tabindex='0']").count() <= 1
