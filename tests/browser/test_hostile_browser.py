"""Names that are written to be read as something else, in a real browser: no element appears and no request leaves."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from tests import hostile
from tests.browser import serving

PAGES = {
    "": "Marketing: ",
    "delivery": "What to do",
    "contact": "Every count by type",
    "act": "on each rep's desk",
    "decisions": "0 with a better number since",
    "followup": "Leads of the last 13 weeks",
    "funnel": "ended without a deal",
    "whatif": "need",
    "plan": "For the administrator",
    "data": "Hold these against your CRM",
    "agreement": "What marketing promises",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving.board(hostile.write(tmp_path_factory.mktemp("hostile")), hostile.ENVIRONMENT) as found:
        yield found


STILL = """return document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]")
    && !document.querySelector("[data-stale=true], [data-testid=stSkeleton]")"""
"""Nothing is on its way any more."""


@pytest.mark.parametrize("name", PAGES)
def test_a_name_brings_no_element_and_no_request(browser: Browser, address: str, name: str) -> None:
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/{name}?stream={quote(hostile.KINDS[0])}")
    expect(page.get_by_text(PAGES[name]).filter(visible=True).first).to_be_visible()
    expect(page.get_by_test_id("stAlert").first).to_contain_text("<img")
    page.get_by_test_id("stExpandSidebarButton").click()
    if name not in ("agreement", ""):  # which say it otherwise
        page.get_by_role("button", name="How counted?").first.click()
        expect(page.get_by_test_id("stPopoverBody").get_by_role("listitem").first).to_be_visible()
        page.keyboard.press("Escape")
    for folded in page.locator("#stMain details:not([open]) > summary").element_handles():
        folded.click()
    page.wait_for_function(f"() => {{ {STILL} }}")
    brought = page.locator(hostile.FORBIDDEN).evaluate_all("found => found.map(one => one.outerHTML.slice(0, 200))")
    assert brought == []
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    page.close()
