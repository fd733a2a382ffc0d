"""The Load page in a real browser: files dropped, tried and loaded, and a first agreement from them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests import ROOT
from tests.browser import serving

EXPORT = sorted((ROOT / "tests" / "field" / "exports" / "hubspot").glob("*.csv"))
NOW = "2026-11-19T09:00:00+01:00"
HOSTILE = "<img src=x onerror=alert(1)> **bold** [a](javascript:1).csv"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def page(browser: Browser, data: Path) -> Iterator[Page]:
    data.mkdir()
    with serving.board(data, NOW) as address:
        found = browser.new_page(viewport={"width": 1280, "height": 800})
        found.goto(f"{address}/load")
        expect(found.get_by_text("Drop what your CRM exports")).to_be_visible()
        yield found
        found.close()


def drop(page: Page, *files: Path) -> None:
    page.locator("input[type=file]").set_input_files([str(file) for file in files])


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_an_export_becomes_records_and_a_first_agreement_without_a_line_of_toml(page: Page, data: Path) -> None:
    assert len(EXPORT) == 5
    drop(page, *EXPORT)
    expect(page.get_by_text("These are records of HubSpot")).to_be_visible()
    assert violations(page) == []
    press(page, "Try it")
    expect(page.get_by_text("The morning would say")).to_be_visible()
    expect(page.get_by_text("These records hold 20 leads of 1 type").first).to_be_visible()
    assert violations(page) == []
    press(page, "Load these records")
    expect(page.get_by_text("Loaded: 43 rows kept, 0 rejected.")).to_be_visible()
    assert list(data.glob(".dropped-*")) == []
    assert (data / "mapping.toml").exists()
    page.get_by_role("link", name="To the stand-up, or to a first agreement").click()
    expect(page.get_by_role("button", name="Write a first agreement from these records")).to_be_visible()


def test_what_is_no_export_is_said_and_the_page_goes_on(page: Page, data: Path, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7\n")
    drop(page, tmp_path / "report.pdf")
    expect(page.get_by_text("No file of the folder looks like leads.")).to_be_visible()
    expect(page.get_by_text("it is a PDF document")).to_be_visible()
    press(page, "Start over")
    expect(page.get_by_text("report.pdf")).to_have_count(0)
    assert list(data.glob(".dropped-*")) == []
    drop(page, *EXPORT)
    expect(page.get_by_text("These are records of HubSpot")).to_be_visible()


def test_the_name_of_a_file_brings_no_element(page: Page, tmp_path: Path) -> None:
    (tmp_path / HOSTILE.replace("/", "")).write_text("id,created\n1,2026-11-01\n", "utf-8")
    drop(page, tmp_path / HOSTILE.replace("/", ""))
    expect(page.get_by_role("button", name="Try it", exact=True)).to_be_visible()
    assert page.locator("[data-testid=stMain] :is(img, a[href^=javascript], strong:text('bold'))").count() == 0


def violations(page: Page) -> list[str]:
    """Return what axe finds against the WCAG, up to AA, of one theme."""
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found.response["violations"]]
