"""Where somebody comes back to who had to log in: to a page of the board, and nowhere else."""

import pytest
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import Message

from sla_dash.server import returning

ORIGIN = "https://board.example.com"


def led(referer: str) -> str:
    """Go to log in from a page, come back with the cookies of that, and return where one is led to."""
    went: Message = {"type": "http.response.start", "headers": []}
    returning.remember(went, referer, ORIGIN, "/")
    brought = cookie_parser(Headers(scope=went).get("set-cookie", ""))
    back: Message = {"type": "http.response.start", "headers": [(b"location", b"/")]}
    returning.lead(back, brought, "/")
    return Headers(scope=back)["location"]


@pytest.mark.parametrize("page", ["/", "/act?stream=SMB&lead_type=form", "/delivery?as_of=2026-11-19T09%3A00"])
def test_one_comes_back_to_the_page_from_which_one_went(page: str) -> None:
    assert led(f"{ORIGIN}{page}") == page


@pytest.mark.parametrize(
    "referer",
    [
        "",
        "https://evil.example.com/act",
        f"{ORIGIN}.evil.example.com/act",
        f"{ORIGIN}//evil.example.com/",
        f"{ORIGIN}/\\evil.example.com/",
        f"{ORIGIN}/a\r\nset-cookie: b=c",
        f"{ORIGIN}/{'a' * 2000}",
    ],
)
def test_what_is_no_page_of_the_board_leads_to_its_first(referer: str) -> None:
    assert led(referer) == "/"


@pytest.mark.parametrize("value", ["!", "Ly9ldmlsLmV4YW1wbGUuY29t", "aHR0cHM6Ly9ldmlsLmV4YW1wbGUuY29t", "/w=="])
def test_a_cookie_that_somebody_else_wrote_leads_nowhere(value: str) -> None:
    back: Message = {"type": "http.response.start", "headers": [(b"location", b"/")]}
    returning.lead(back, {returning.COOKIE: value}, "/")
    assert Headers(scope=back)["location"] == "/"
