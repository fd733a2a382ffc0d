"""One walk through the board in a real browser, as the people at the stand-up would take it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests import morning
from tests.browser import serving

CONTENT = "document.querySelector('[data-testid=stMain]')"


@pytest.fixture(scope="module")
def address(morning_data: Path) -> Iterator[str]:
    """The board as `sla-dash run` serves it."""
    with serving.board(morning_data, morning.ENVIRONMENT) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that may neither fail in its console nor ask another server."""
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    wrong: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" and "_stcore" not in message.location.get("url", ""):
            wrong.append(message.text)

    page.on("console", heard)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: None if "//localhost" in request.url else wrong.append(request.url))
    yield page
    page.close()
    assert [one for one in wrong if not one.startswith(("data:", "blob:"))] == []


def test_a_morning_at_the_board(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_text("Marketing promised 140 leads worth 20 k")).to_be_visible()
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("90")
    expect(page.get_by_text("▼ Not kept")).to_be_visible()
    pacing = page.get_by_role("img", name=re.compile("^90 leads delivered and 3 more today"))
    expect(pacing).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("78 % in time"))).to_be_visible()

    page.get_by_role("button", name="How?").first.click()
    expect(page.get_by_text("Leads handed over to sales")).to_be_visible()
    expect(page.get_by_text("One row per stream, lead type and local day.").first).to_be_visible()
    page.keyboard.press("Escape")

    page.get_by_role("link", name="Contact").click()
    expect(page.get_by_text("In time, week by week")).to_be_visible()
    page.get_by_text("elapsed time", exact=True).click()
    expect(page).to_have_url(re.compile(r"/contact\?.*clock=elapsed"))
    expect(page.get_by_text("Where the time goes, in elapsed time")).to_be_visible()
    page.get_by_role("link", name="Act now").click()
    expect(page.get_by_text("10 leads late and waiting")).to_be_visible()
    page.get_by_role("combobox", name="Owner").click()
    page.get_by_role("option", name="bob").click()
    expect(page.get_by_text("4 leads late and waiting")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/act\?.*owner=bob"))
    page.reload()
    expect(page.get_by_text("4 leads late and waiting")).to_be_visible()
    page.get_by_role("link", name="Data").click()
    expect(page.get_by_text("174 rows in = 173 kept + 1 rejected")).to_be_visible()

    page.get_by_role("link", name="Delivery").click()
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("combobox", name="Lead type").click()
    page.get_by_role("option", name="outbound").click()
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("9")
    expect(page).to_have_url(re.compile(r"/delivery\?.*lead_type=outbound"))
    page.get_by_role("link", name="Stand-up").click()
    expect(page.get_by_text("Marketing promised 40 leads")).to_be_visible()
    expect(page).to_have_url(re.compile("lead_type=outbound"))


def test_a_link_shows_the_same_screen(page: Page, address: str) -> None:
    page.goto(f"{address}/delivery?as_of=2026-11-03T09:00%2B01:00&lead_type=form")
    expect(page.get_by_text("Tue 3 Nov 09:00")).to_be_visible()
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("7")
    expect(page.get_by_text("Marketing promised 100 leads")).to_be_visible()
    page.goto(f"{address}/act?owner=bob")
    expect(page.get_by_text("4 leads late and waiting")).to_be_visible()
    page.goto(f"{address}/act?owner=nobody")
    expect(page.get_by_text("10 leads late and waiting")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1280, 800)])
def test_the_standup_fits_its_screen_without_scrolling(page: Page, address: str, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    expect(page.locator(".js-plotly-plot[role=img]")).to_have_count(2)
    expect(page.get_by_text(re.compile(r"follow-ups?\smissed\sthis\smonth"))).to_be_in_viewport(ratio=1)
    assert page.evaluate(f"{CONTENT}.scrollHeight <= {CONTENT}.clientHeight")
    assert page.evaluate(f"{CONTENT}.scrollWidth <= {CONTENT}.clientWidth")


def test_a_mistake_in_the_url_is_a_sentence_and_never_a_traceback(page: Page, address: str) -> None:
    page.goto(f"{address}/?as_of=soon")
    expect(page.get_by_text("'soon' is not an instant with an offset.")).to_be_visible()
    expect(page.get_by_text("Traceback")).to_have_count(0)
    expect(page.get_by_test_id("stMetric")).to_have_count(0)


def test_a_manager_looks_at_value_at_a_closed_month_and_takes_the_rows_home(page: Page, address: str) -> None:
    page.goto(f"{address}/delivery")
    page.get_by_role("radio", name="value").click()
    expect(page).to_have_url(re.compile("measure=value"))
    expect(page.get_by_role("img", name=re.compile("^all: ● In band, 12 k of 13 k expected"))).to_be_visible()
    page.get_by_role("button", name="How?").first.click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="The rows as CSV").first.click()
    rows = Path(taken.value.path()).read_text("utf-8-sig").splitlines()
    assert rows[0].startswith("lead_id,stream,lead_type,owner,qualified_at_utc")
    assert len(rows) == 1 + 93
    page.keyboard.press("Escape")

    page.get_by_role("button", name=re.compile("Oct$")).or_(page.get_by_role("radio", name=re.compile("Oct$"))).click()
    expect(page.get_by_text("The month is over: 0 of 20 k.")).to_be_visible()
    expect(page).to_have_url(re.compile("month=2026-10"))
