"""The stand-up as a room drives it: by keys, with decisions, on a wall, and while the server is away."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sla_dash import journal, load
from sla_dash.journal import Journal
from tests import drawn, morning
from tests.browser import serving, staging

STOP = ".stop.seen:not(.plain)"


@pytest.fixture(scope="module")
def data(morning_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A morning in a folder in which something may be written; a wall shows each stop for five seconds."""
    folder = tmp_path_factory.mktemp("stage")
    for file in morning_data.iterdir():
        if file.is_file():
            shutil.copy(file, folder)
    text = drawn.AGREEMENT.replace('{ at = "09:00" }', '{ at = "09:00", seconds_on_wall = 5 }')
    (folder / "agreement.toml").write_text(text, "utf-8")
    load.again(folder, journal.read(folder).agreements, morning.NOW)
    return folder


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    with serving.board(data, morning.ENVIRONMENT) as found:
        yield found


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    found = browser.new_page(viewport={"width": 1280, "height": 800})
    found.goto(address)
    expect(found.locator(STOP)).to_be_visible()
    yield found
    found.close()


def sentence(page: Page) -> str:
    return page.locator(f"{STOP} .parts.seen h2").first.inner_text()


def test_every_key_does_what_it_says_and_asks_the_server_nothing(page: Page) -> None:
    sent: list[object] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    page.reload()
    expect(page.locator(STOP)).to_be_visible()
    page.wait_for_timeout(500)
    sent.clear()
    first = sentence(page)
    assert first.startswith("Marketing: ")
    for key, kind in (("ArrowRight", "side"), (" ", "side"), ("PageDown", "table"), ("5", "settling"), ("1", "halves")):
        page.keyboard.press(key)
        expect(page.locator(STOP)).to_have_class(re.compile(rf"\b{kind}\b"))
    page.keyboard.press("3")
    assert sentence(page).startswith("Sales: ")
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowLeft")
    assert sentence(page) == first
    number = page.locator(f"{STOP} .parts.seen .value").first
    leads = number.inner_text()
    page.keyboard.press("v")
    expect(number).not_to_have_text(leads)
    for key, shown in (("h", f"{STOP} .how"), ("?", ".keys")):
        page.keyboard.press(key)
        expect(page.locator(shown)).to_be_visible()
        page.keyboard.press(key)
        expect(page.locator(shown)).not_to_be_visible()
    page.keyboard.press("?")
    page.locator(".keys").get_by_role("button", name="H", exact=True).click()
    expect(page.locator(f"{STOP} .how")).to_be_visible()
    page.keyboard.press("h")
    page.keyboard.press("t")
    expect(page.locator(".clock")).to_have_text(re.compile(r"this stop [12]:\d\d · 1[45]:\d\d"))
    page.keyboard.press("t")
    expect(page.locator(".clock")).to_have_text("")
    paper = "getComputedStyle(document.querySelector('.stage')).backgroundColor"
    light = page.evaluate(paper)
    page.keyboard.press("d")
    assert page.evaluate(paper) != light
    page.keyboard.press("f")
    expect(page.locator(".stage.full")).to_have_count(1)
    assert page.locator(".stage").bounding_box() == {"x": 0, "y": 0, "width": 1280, "height": 800}
    assert sent == []


def test_keys_are_the_stages_but_where_somebody_types(page: Page) -> None:
    page.get_by_role("link", name="Stand-up").focus()
    page.keyboard.press("4")
    expect(page.locator(STOP)).to_have_class(re.compile(r"\btable\b"))
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("textbox", name="As of").focus()
    page.keyboard.press("2")
    expect(page.locator(STOP)).to_have_class(re.compile(r"\btable\b"))


def test_the_stand_up_before_is_a_key_away(page: Page) -> None:
    head = page.locator(".stage header .left")
    expect(head).to_contain_text("Thu 19 Nov")
    page.keyboard.press("y")
    expect(head).to_contain_text("Wed 18 Nov")
    page.keyboard.press("y")
    expect(head).to_contain_text("Thu 19 Nov")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_among_the_styles_of_the_page_it_reads_as_by_itself(browser: Browser, address: str, theme: str) -> None:
    page = browser.new_page(
        viewport={"width": 1920, "height": 1080}, color_scheme="dark" if theme == "dark" else "light"
    )
    page.goto(address)
    expect(page.locator(STOP)).to_be_visible()
    assert page.locator(".stage").get_attribute("data-theme") == theme
    page.keyboard.press("f")
    for key in ("1", "2", "3", "4", "5", "h"):
        page.keyboard.press(key)
        page.wait_for_timeout(50)
        assert staging.faults(page) == [], key
    page.close()


def decide(page: Page, what: str, who: str) -> None:
    page.keyboard.press("5")
    page.keyboard.press("+")
    for typed in (what, who, ""):
        page.keyboard.type(typed)
        page.keyboard.press("Enter")


def test_what_a_room_types_is_in_the_journal(page: Page, data: Path) -> None:
    decide(page, "Ring the trade fair leads <b>first</b>", "rep 03")
    expect(page.locator(".told")).to_have_text("Written down.")
    still = page.locator(f"{STOP} .decision")
    expect(still).to_contain_text("Ring the trade fair leads <b>first</b>")
    expect(page.get_by_placeholder("what to do")).to_have_value("")
    (decision,) = journal.fold(Journal.of(data).entries()).decisions
    assert (decision.what, decision.owner) == ("Ring the trade fair leads <b>first</b>", "rep 03")
    assert str(decision.due) == "2026-11-26"
    page.keyboard.press("x")
    page.keyboard.press("Enter")
    expect(still).to_have_count(0)
    (decision,) = journal.fold(Journal.of(data).entries()).decisions
    assert decision.closed


def test_what_cannot_be_written_is_said_and_stays(page: Page) -> None:
    decide(page, "Ask ann@example.com", "rep 03")
    expect(page.locator(".told")).to_contain_text("address")
    expect(page.get_by_placeholder("what to do")).to_have_value("Ask ann@example.com")


def test_a_wall_has_no_controls_goes_round_and_comes_back_when_the_server_does(browser: Browser, data: Path) -> None:
    port = serving.free()
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    with serving.board(data, morning.ENVIRONMENT, port) as address:
        page.goto(f"{address}/?wall=1")
        expect(page.locator(STOP)).to_be_visible()
        assert page.locator(".stage").bounding_box() == {"x": 0, "y": 0, "width": 1920, "height": 1080}
        expect(page.get_by_test_id("stSidebar")).to_have_count(0)
        expect(page.locator(".stage input")).to_have_count(0)
        expect(page.locator(f"{STOP}.side")).to_be_visible()  # 5 seconds a stop, by the agreement
    expect(page.locator(".stage .away")).to_be_visible()
    expect(page.locator(".stage .away")).to_contain_text("The board does not answer")
    expect(page.locator(STOP)).to_be_visible()
    with serving.board(data, "2026-11-20T09:00+01:00", port):
        expect(page.locator(".stage .away")).not_to_be_visible()
        expect(page.locator(".stage header .left")).to_contain_text("Fri 20 Nov", timeout=60_000)
    page.close()
