"""However cookies are written, the board and what stands behind it read the same ones."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from starlette.requests import HTTPConnection
from starlette.types import Scope

from sla_dash.screen.login import ENDED
from sla_dash.server import cookies

NAMES = [
    "_streamlit_xsrf",
    "_streamlit_session",
    "_streamlit_user",
    "_streamlit_user_1",
    "_streamlit_user_tokens_2",
    "a",
]
PIECES = [
    *NAMES,
    "=",
    ";",
    '"',
    "\\073",
    "\\",
    " ",
    "\t",
    ",",
    "%3b",
    "eyJ.aG_-x",
    "2|00|ff|1",
    "\xe9",
    "\u0662".encode().decode("latin-1"),
]
HEADERS = st.lists(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), max_size=4)


def question(*headers: str) -> Scope:
    named = [(b"cookie", one.encode("latin-1")) for one in headers]
    return {"type": "websocket", "headers": [(b"host", b"localhost"), *named]}


@given(HEADERS)
@example(["a=1", "_streamlit_user=eyJ"])
@example(['_streamlit_xsrf=2; a="x\\073 _streamlit_user=eyJ"; _streamlit_user=eyJ'])
@example(["_streamlit_user=a", "_streamlit_user_1=b; _streamlit_user=c"])
def test_what_is_written_is_what_was_read_and_nothing_else(headers: list[str]) -> None:
    scope = question(*headers)
    for kept in (cookies.known(scope), cookies.without_login(scope)):
        passed = cookies.written(scope, kept)
        assert HTTPConnection(passed).cookies == kept
        assert [name for name, _ in passed["headers"]].count(b"cookie") <= 1
        assert cookies.known(passed) == {name: value for name, value in kept.items() if name != ENDED}
    assert not [name for name in kept if name.startswith("_streamlit_user")]


@pytest.mark.parametrize(
    ("headers", "kept"),
    [
        (["_streamlit_user=a"], {ENDED: "1"}),
        (['_streamlit_user="a b"'], {ENDED: "1"}),
        (["_streamlit_user_tokens_1=a"], {ENDED: "1"}),
        ([f"{ENDED}=1; a=b"], {}),
        (["_streamlit_xsrf=2|0|0|1", "_streamlit_user=a"], {"_streamlit_xsrf": "2|0|0|1", ENDED: "1"}),
        ([f'_streamlit_xsrf="2\\073 {ENDED}=1"'], {}),
    ],
)
def test_of_a_login_only_the_word_is_left_that_there_was_one(headers: list[str], kept: dict[str, str]) -> None:
    assert cookies.without_login(question(*headers)) == kept
