"""One walk through the board in a real browser, as the people at the stand-up would take it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests import harvest, morning
from tests.browser import serving

CONTENT = "document.querySelector('[data-testid=stMain]')"


@pytest.fixture(scope="module")
def address(morning_data: Path) -> Iterator[str]:
    """The board of a morning."""
    with serving.board(morning_data, morning.ENVIRONMENT) as found:
        yield found


@pytest.fixture(scope="module")
def harvested(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The board of a company whose leads became revenue."""
    with serving.board(harvest.write(tmp_path_factory.mktemp("harvest")), harvest.ENVIRONMENT) as found:
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
    stage = page.get_by_role("region", name="Stand-up")
    expect(stage.get_by_text("Marketing: on pace, but outbound is behind.").filter(visible=True).first).to_be_visible()
    expect(stage.get_by_text("90", exact=True).filter(visible=True).first).to_be_visible()
    expect(stage.get_by_role("img", name="Too low: 9 of 25").filter(visible=True).first).to_be_visible()

    page.get_by_role("link", name="Delivery").click()
    expect(page.get_by_text("Leads and their value are on pace")).to_be_visible()
    page.get_by_role("button", name="How counted?").first.click()
    expect(page.get_by_text("Leads handed over to sales")).to_be_visible()
    page.get_by_text("For whoever checks it: what was asked").first.click()
    expect(page.get_by_text("One row per stream, lead type and local day.").first).to_be_visible()
    page.keyboard.press("Escape")

    page.get_by_role("link", name="Contact").click()
    expect(page.get_by_text("Sales misses its promise; form waits too long")).to_be_visible()
    page.get_by_text("Half were contacted within").click()
    page.get_by_text("elapsed time", exact=True).click()
    expect(page).to_have_url(re.compile(r"/contact\?.*clock=elapsed"))
    expect(page.get_by_text("Where the time goes, in elapsed time")).to_be_visible()
    page.get_by_role("link", name="Act now").click()
    expect(page.get_by_text("10 leads late and waiting")).to_be_visible()
    page.get_by_role("combobox", name="Whose leads").click()
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
    expect(page.locator(".headlines .value").first).to_have_text("9")
    expect(page).to_have_url(re.compile(r"/delivery\?.*lead_type=outbound"))
    page.get_by_role("link", name="Stand-up").click()
    expect(stage.get_by_text("Leads, 25 due of 40").filter(visible=True).first).to_be_visible()
    expect(page).to_have_url(re.compile("lead_type=outbound"))


def test_a_link_shows_the_same_screen(page: Page, address: str) -> None:
    page.goto(f"{address}/delivery?as_of=2026-11-03T09:00%2B01:00&lead_type=form")
    expect(page.get_by_text("Tue 3 Nov 09:00")).to_be_visible()
    expect(page.locator(".headlines .value").first).to_have_text("7")
    expect(page.get_by_text(re.compile(r"of 100 promised; 29.% chance to end in range \(±10.%\)"))).to_be_visible()
    page.goto(f"{address}/act?owner=bob")
    expect(page.get_by_text("4 leads late and waiting")).to_be_visible()
    page.goto(f"{address}/act?owner=nobody")
    expect(page.get_by_text("10 leads late and waiting")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1280, 800)])
def test_the_standup_fits_its_screen_without_scrolling(page: Page, address: str, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    expect(page.locator(".stage")).to_be_in_viewport(ratio=1)
    assert page.evaluate(f"{CONTENT}.scrollHeight <= {CONTENT}.clientHeight")
    assert page.evaluate(f"{CONTENT}.scrollWidth <= {CONTENT}.clientWidth")


def test_a_mistake_in_the_url_is_a_sentence_and_never_a_traceback(page: Page, address: str) -> None:
    page.goto(f"{address}/?as_of=soon")
    expect(page.get_by_text("'soon' is not an instant with an offset.")).to_be_visible()
    expect(page.get_by_text("Traceback")).to_have_count(0)
    expect(page.locator(".stage")).to_have_count(0)


def test_a_manager_looks_at_value_at_a_closed_month_and_takes_the_rows_home(page: Page, address: str) -> None:
    page.goto(f"{address}/delivery")
    page.get_by_role("radio", name="value").click()
    expect(page).to_have_url(re.compile("measure=value"))
    expect(page.get_by_role("img", name=re.compile("^all: ● In range, 12 k of 13 k due")).first).to_be_visible()
    page.get_by_role("button", name="How counted?").first.click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="The rows as CSV").first.click()
    rows = Path(taken.value.path()).read_text("utf-8-sig").splitlines()
    assert rows[0].startswith("lead_id,stream,lead_type,owner,qualified_at_utc")
    assert len(rows) == 1 + 93
    page.keyboard.press("Escape")

    page.get_by_role("button", name=re.compile("Oct$")).or_(page.get_by_role("radio", name=re.compile("Oct$"))).click()
    expect(page.get_by_text("Value ended at 0 of 20 k promised")).to_be_visible()
    expect(page).to_have_url(re.compile("month=2026-10"))


def test_a_slider_is_moved_by_key_and_by_hand_and_the_address_follows(page: Page, harvested: str) -> None:
    page.goto(f"{harvested}/whatif")
    quota = page.get_by_role("slider", name="Quota a month")
    expect(page.get_by_text("100 k of SMB need 500 leads a month")).to_be_visible()
    quota.press("ArrowRight")
    expect(page.get_by_text("101 k of SMB need 510 leads a month")).to_be_visible()
    expect(page).to_have_url(re.compile(r"SMB\+quota=101000"))
    expect(page.locator(".headlines .value").first).to_have_text("510")
    box = quota.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 3, box["y"] + box["height"] / 2)
    page.mouse.down()
    for part in (0.4, 0.5, 0.6, 0.9, 1.0):
        page.mouse.move(box["x"] + box["width"] * part, box["y"] + box["height"] / 2)
    page.mouse.up()
    expect(page.get_by_text("200 k of SMB need 1,000 leads a month")).to_be_visible()
    assert quota.input_value() == "200000"
    page.reload()
    expect(page.get_by_text("200 k of SMB need 1,000 leads a month")).to_be_visible()
    expect(quota).to_have_value("200000")
    while (left := int(quota.input_value()) - 100_000) >= 50_000:
        quota.press("PageDown")
    for _ in range(abs(left) // 1_000):
        quota.press("ArrowLeft" if left > 0 else "ArrowRight")  # faster than any answer
    expect(page.get_by_text("100 k of SMB need 500 leads a month")).to_be_visible()
    expect(page).not_to_have_url(re.compile("quota"))
    page.get_by_role("link", name="Plan the months").click()
    expect(page.get_by_text("SMB needs 6,000 leads")).to_be_visible()


def test_a_number_is_typed_beside_its_slider_and_what_cannot_be_is_refused_and_stays(
    page: Page, harvested: str
) -> None:
    page.goto(f"{harvested}/whatif")
    quota, back = (
        page.get_by_role("textbox", name="Quota a month"),
        page.get_by_role("button", name="Back to the start"),
    )
    expect(quota).to_have_value("100,000")
    expect(back).to_be_disabled()
    for typed, shown in (("250 k", "250,000"), ("1,000,000", "1,000,000"), ("300.000", "300,000")):
        quota.fill(typed)
        quota.press("Enter")
        expect(quota).to_have_value(shown)
    expect(page.get_by_text("300 k of SMB need 1,500 leads a month")).to_be_visible()
    quota.fill("plenty")
    quota.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="Not taken: write a whole number from 0 to")).to_be_visible()
    expect(quota).to_have_attribute("aria-invalid", "true")
    win = page.get_by_role("textbox", name="Opportunity → Won")
    win.fill("12,25 %")
    win.press("Enter")
    expect(win).to_have_value("12.25 %")
    expect(quota).to_have_value("plenty")
    quota.press("Escape")
    expect(quota).to_have_value("300,000")
    page.get_by_role("button", name="Opportunity → Won: Back to 25.0 %").click()
    expect(win).to_have_value("25.0 %")
    back.click()
    expect(page.get_by_text("100 k of SMB need 500 leads a month")).to_be_visible()
    expect(page).not_to_have_url(re.compile("quota"))
    expect(back).to_be_disabled()
