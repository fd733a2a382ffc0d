"""Lists of leads link to the CRM, in a real browser: to that lead and to nothing else, in a tab that knows nothing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests import hostile, informed
from tests.browser import serving


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving.board(informed.write(tmp_path_factory.mktemp("informed")), informed.ENVIRONMENT) as found:
        yield found


@pytest.fixture(scope="module")
def at_hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving.board(hostile.write(tmp_path_factory.mktemp("hostile")), hostile.ENVIRONMENT) as found:
        yield found


def test_a_lead_links_to_where_the_crm_shows_it(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{address}/act")
    link = page.get_by_role("link", name="L 99").first
    expect(link).to_be_visible()
    expect(link).to_have_attribute("href", "https://crm.example/leads/L%2099")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    page.close()


def test_a_hostile_id_is_text_and_leads_to_the_same_server(browser: Browser, at_hostile: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{at_hostile}/act")
    link = page.locator(".sheet a").first
    expect(link).to_be_visible()
    expect(link).to_contain_text("<h1>L")
    found = page.locator(".sheet a").evaluate_all("links => links.map(one => [one.href, one.rel, one.children.length])")
    assert len(found) > 10
    for href, rel, children in found:
        assert href.startswith(f"https://{hostile.ELSEWHERE}/leads/%3Ch1%3EL")
        assert (rel, children) == ("noopener noreferrer", 0)
    page.close()
