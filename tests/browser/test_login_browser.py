"""Login in a real browser, at a real provider."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from sla_dash import words
from sla_dash.server import members as rules
from tests import members
from tests.browser import providing
from tests.served import board, free


@pytest.fixture(scope="module")
def at(morning_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a board to which people log in at a provider."""
    port, data = free(), members.morning_for(tmp_path_factory.mktemp("people"), morning_data)
    with (
        providing.provider(port) as issuer,
        board(data, port=port, environment=members.environment(port, issuer)),
    ):
        yield f"http://localhost:{port}"


@pytest.fixture
def window(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of somebody's own, in which nobody has logged in."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context
    context.close()


def log_in(page: Page, who: str) -> None:
    """Log in at the provider as a person does."""
    page.get_by_role("button", name="Log in").click()
    page.get_by_placeholder("Enter any login").fill(who)
    page.get_by_placeholder("and password").fill("any")
    page.get_by_role("button", name="Sign-in").click()
    page.get_by_role("button", name="Continue").click()


@contextmanager
def clean(page: Page) -> Iterator[None]:
    """Fail where the page breaks the board's own rules on where things come from."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    yield
    assert [one for one in said if "Content Security Policy" in one or "Refused" in one] == []


def board_is_shown(page: Page) -> None:
    expect(page.get_by_role("link", name="Delivery")).to_be_visible()


def login_is_asked(page: Page, sentence: str = words.login.ASKED) -> None:
    expect(page.get_by_text(sentence)).to_be_visible()
    expect(page.get_by_role("button", name="Log in")).to_be_visible()
    expect(page.get_by_role("link", name="Delivery")).to_have_count(0)


def signed(at: str, window: BrowserContext, **claims: object) -> None:
    """Give a browser the cookie of a login."""
    name, _, value = members.cookie(int(at.rpartition(":")[2]), "anna", **claims).partition("=")  # type: ignore[arg-type]
    window.add_cookies([{"name": name, "value": value, "url": at}])


def test_logging_in_shows_the_board_and_who_looks_and_logging_out_ends_it_in_every_window(
    at: str, window: BrowserContext
) -> None:
    page = window.new_page()
    with clean(page):
        page.goto(f"{at}/?month=2026-11")
        login_is_asked(page)
        log_in(page, "anna")
        board_is_shown(page)
        page.get_by_test_id("stExpandSidebarButton").click()
        expect(page.get_by_text("Logged in as Anna Kowalska")).to_be_visible()
        cookies = {one["name"]: one for one in window.cookies(at)}
        assert {name: (one["httpOnly"], one["sameSite"]) for name, one in cookies.items() if "streamlit" in name} == {
            "_streamlit_user": (True, "Lax"),
            "_streamlit_user_tokens": (True, "Lax"),
            "_streamlit_xsrf": (False, "Strict"),
        }
        other = window.new_page()
        other.goto(f"{at}/delivery")
        board_is_shown(other)
        page.get_by_role("button", name="Log out").click()
        page.get_by_role("button", name="Yes, sign me out").click()
        login_is_asked(page)
        other.get_by_role("link", name="Contact").click()
        login_is_asked(other)
        page.reload()
        login_is_asked(page)


def test_who_is_named_nowhere_sees_whom_to_ask_and_may_log_in_as_somebody_else(at: str, window: BrowserContext) -> None:
    page = window.new_page()
    page.goto(at)
    log_in(page, "eve")
    expect(page.get_by_text(words.login.UNVERIFIED)).to_be_visible()
    expect(page.get_by_role("link", name="Delivery")).to_have_count(0)
    page.get_by_role("button", name="Log out").click()
    page.get_by_role("button", name="Yes, sign me out").click()
    log_in(page, "bob")
    board_is_shown(page)


def test_who_gives_up_at_the_provider_is_told_so(at: str, window: BrowserContext) -> None:
    page = window.new_page()
    page.goto(at)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("link", name="Cancel").click()
    expect(page.get_by_role("heading", name=rules.REFUSED[0])).to_be_visible()
    page.get_by_role("link", name="To the board").click()
    login_is_asked(page)


def test_a_login_of_yesterday_or_of_another_secret_does_not_count(at: str, window: BrowserContext) -> None:
    for wrong in ({"hours_ago": 13}, {"secret": "another-secret-of-these-tests-and-more"}):
        signed(at, window, **wrong)
        page = window.new_page()
        page.goto(at)
        login_is_asked(page, words.login.ENDED)
        page.close()


def test_a_session_that_ends_while_somebody_looks_leads_to_the_login(at: str, window: BrowserContext) -> None:
    signed(at, window, hours_ago=12 - 20 / 3600)
    page = window.new_page()
    page.goto(f"{at}/delivery")
    board_is_shown(page)
    time.sleep(20)
    page.get_by_role("link", name="Contact").click()
    login_is_asked(page, words.login.ENDED)


def test_the_file_of_somebody_else_is_not_there(at: str, browser: Browser, window: BrowserContext) -> None:
    page = window.new_page()
    page.goto(f"{at}/agreement")
    log_in(page, "anna")
    page.goto(f"{at}/agreement")
    with page.expect_download() as taken:
        page.get_by_test_id("stDownloadButton").first.get_by_role("button").click()
    address = taken.value.url
    assert taken.value.path().stat().st_size > 100
    assert window.request.get(address).status == 200
    theirs = browser.new_context()
    other = theirs.new_page()
    other.goto(at)
    assert theirs.request.get(address).status == 404
    log_in(other, "bob")
    board_is_shown(other)
    answer = theirs.request.get(address)
    assert (answer.status, answer.text()) == (404, rules.NOTHING)
    theirs.close()


def test_a_provider_that_is_away_is_said_and_a_login_goes_on_when_it_is_back(
    morning_data: Path, tmp_path: Path, window: BrowserContext
) -> None:
    port, away = free(), free()
    named = members.environment(port, f"http://127.0.0.1:{away}")
    with board(members.morning_for(tmp_path, morning_data), port=port, environment=named):
        page = window.new_page()
        page.goto(f"http://localhost:{port}/")
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("heading", name=rules.AWAY[0])).to_be_visible()
        page.get_by_role("link", name="To the board").click()
        login_is_asked(page)
        with providing.provider(port, port=away):
            log_in(page, "anna")
            board_is_shown(page)


def test_a_link_shows_the_same_screen_to_who_had_to_log_in_first(at: str, window: BrowserContext) -> None:
    page = window.new_page()
    page.goto(f"{at}/delivery?month=2026-10")
    login_is_asked(page)
    log_in(page, "anna")
    expect(page.get_by_text("Leads ended at 0 of 140 promised")).to_be_visible()
    assert page.url == f"{at}/delivery?month=2026-10"
    assert "sla_dash_page" not in {one["name"] for one in window.cookies(at)}
