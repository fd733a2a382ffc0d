"""With login on: what only those get who have logged in, and when a session ends."""

import re
import time
from collections.abc import Iterator
from contextlib import suppress
from email.message import Message
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed

from sla_dash import words
from sla_dash.screen.viewer import REVOKED
from sla_dash.server import members as rules
from sla_dash.server import turns
from tests import members
from tests.members import cookie, drop, files, looking, made_on_demand, make, run, session, texts
from tests.served import asked, board, free


@pytest.fixture(scope="module")
def port(morning_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    at, data = free(), members.morning_for(tmp_path_factory.mktemp("people"), morning_data)
    with board(data, port=at, environment=members.environment(at)) as found:
        yield found


def said(body: bytes) -> list[str]:
    """Return the sentences of a page that needs nothing."""
    return re.findall(r"<(?:h1|p)>([^<]+)<", body.decode())


def test_nobody_sees_anything_before_they_have_logged_in(port: int) -> None:
    for query in ("", "month=2026-10"):
        with looking(port) as viewer:
            told = run(viewer, query=query)
            assert texts(told).endswith("Log in")
            assert len([one for one in told if one.WhichOneof("type") == "delta"]) == 3


def test_who_has_logged_in_sees_the_board_and_a_way_out(port: int) -> None:
    with looking(port, cookie(port, "anna")) as viewer:
        text = texts(run(viewer, "delivery"))
    assert "Log out" in text
    assert "Log in" not in text


FORGED = {
    "of another secret": {"secret": "another-secret-of-these-tests-and-more"},
    "of another board": {"origin": "http://localhost:1"},
    "of yesterday": {"hours_ago": 13},
    "of nobody": {"is_logged_in": False},
}


@pytest.mark.parametrize("wrong", FORGED.values(), ids=FORGED)
def test_a_cookie_that_does_not_count_is_nobodys(port: int, wrong: dict[str, object]) -> None:
    with looking(port, cookie(port, "anna", **wrong)) as viewer:  # type: ignore[arg-type]
        text = texts(run(viewer, "delivery"))
    assert words.login.ENDED in text.replace("\\", "")
    assert "Log out" not in text


def test_a_cookie_that_was_changed_is_nobodys(port: int) -> None:
    name, _, value = cookie(port, "anna").partition("=")
    for changed in ("", "x", value[:-1], f"e30{value}", value.replace(".", "..", 1), "chunks-9"):
        with looking(port, f"{name}={changed}") as viewer:
            assert "Log out" not in texts(run(viewer, "delivery"))


def test_a_login_that_counts_no_more_does_not_come_in_however_its_cookie_is_written(port: int) -> None:
    late = cookie(port, "anna", hours_ago=13)
    name, _, value = late.partition("=")
    for written in (
        ("a=1", late),
        ("a=1", late, "b=2"),
        (late, late),
        (f'a="x\\073 {late}"; {late}',),
        (f'a="x\\073 {late}"', late),
        (f'  {name} =  "{value}" ',),
        (f"{name}={value}x", f"; ;{late};"),
    ):
        with looking(port, *written) as viewer:
            text = texts(run(viewer, "delivery"))
        assert words.login.ENDED in text.replace("\\", "")
        assert "Log out" not in text


def test_who_has_left_does_not_come_in_however_the_cookie_is_written(port: int) -> None:
    left = cookie(port, "anna", nonce="left")
    assert asked(port, "/auth/logout", f"localhost:{port}", Cookie=left)[0] == 302
    for written in (("a=1", left), (f'a="x\\073 {left}"; {left}',)):
        with looking(port, *written) as viewer:
            assert "Log out" not in texts(run(viewer, "delivery"))


def test_somebody_is_who_the_last_of_their_cookies_says_to_the_server_and_on_the_page(port: int) -> None:
    anna, bob = cookie(port, "anna"), cookie(port, "bob")
    for written in (
        (f"{bob}; {anna}",),
        (bob, anna),
        (f'a="x\\073 {bob}"; {anna}',),
        (bob, "a=1; " + anna.replace("=", ' = "', 1) + '"'),
    ):
        with looking(port, *written) as viewer:
            told = run(viewer, "agreement")
            address, *_ = files(told)
            assert asked(port, address, f"localhost:{port}", Cookie=anna)[0] == 200
            assert asked(port, address, f"localhost:{port}", Cookie=bob)[0] == 404
            assert (
                (asked(port, make(viewer, session(told), made_on_demand(told)), f"localhost:{port}", Cookie=anna)[0])
                == 200
            )


def test_who_has_logged_in_and_is_named_nowhere_sees_whom_to_ask(port: int) -> None:
    told = (cookie(port, "eve"), "nobody has named you yet"), (cookie(port, "anna", email_verified=False), "verified")
    for stranger, said in told:
        with looking(port, stranger) as viewer:
            text = texts(run(viewer, "delivery"))
        assert said in text
        assert text.endswith("Log out")


def test_a_login_counts_for_twelve_hours(port: int) -> None:
    for hours, counts in ((11.99, True), (12.01, False)):
        with looking(port, cookie(port, "anna", hours_ago=hours)) as viewer:
            assert ("Log out" in texts(run(viewer))) is counts


def test_a_session_that_ends_while_somebody_looks_ends_with_the_next_question(port: int) -> None:
    with looking(port, cookie(port, "anna", hours_ago=12 - 5 / 3600)) as viewer:
        run(viewer)
        time.sleep(6)
        viewer.send(BackMsg(rerun_script=ClientState()).SerializeToString())
        last = b""
        with suppress(ConnectionClosed):
            while True:
                last = viewer.recv(timeout=20, decode=False)
        assert (last, viewer.close_code) == (rules.ANEW.SerializeToString(), rules.POLICY_VIOLATION)


def test_logging_out_ends_every_window_and_every_copy_of_the_cookie(port: int) -> None:
    anna, bob = cookie(port, "anna", nonce="1"), cookie(port, "bob")
    with looking(port, anna) as first, looking(port, anna) as second, looking(port, bob) as other:
        assert "Log out" in texts(run(second))
        run(first)
        run(other)
        status, headers, _ = asked(port, "/auth/logout", f"localhost:{port}", Cookie=anna)
        assert (status, headers["Location"]) == (302, "/")
        for viewer in (first, second):
            with pytest.raises(ConnectionClosed):
                run(viewer)
        run(other)
    with looking(port, anna) as copied:
        assert "Log out" not in texts(run(copied))
    with looking(port, cookie(port, "anna", nonce="2")) as again:
        assert "Log out" in texts(run(again))


def test_a_file_is_only_theirs_whose_session_holds_it(port: int) -> None:
    anna, bob, late = cookie(port, "anna"), cookie(port, "bob"), cookie(port, "anna", hours_ago=13)

    def got(address: str, who: str, method: str = "GET") -> int:
        return asked(port, address, f"localhost:{port}", method, **({"Cookie": who} if who else {}))[0]

    with looking(port, anna) as viewer, looking(port, bob) as other:
        run(other)
        address, *_ = files(run(viewer, "agreement"))
        assert got(address, anna) == 200
        for who in (bob, late, "", cookie(port, "anna", iss="http://elsewhere"), cookie(port, "anna", sub=None)):
            for method in ("GET", "HEAD", "OPTIONS"):
                assert got(address, who, method) == 404
        assert asked(port, address)[2] == asked(port, "/media/none.csv")[2] == rules.NOTHING.encode()
        assert got(address.replace("/media/", "/media/x/"), anna) == 404
    assert got(address, anna) == 404  # nobody looks at it now


def test_a_file_that_is_made_when_somebody_asks_is_made_for_them_alone(port: int) -> None:
    anna, bob = cookie(port, "anna"), cookie(port, "bob")
    with looking(port, anna) as viewer, looking(port, bob) as other, looking(port) as nobody:
        here, there, anywhere = run(viewer, "agreement"), run(other, "delivery"), run(nobody)
        offered = made_on_demand(here)
        assert make(other, session(there), offered) == make(nobody, session(anywhere), offered) == ""
        address = make(viewer, session(here), offered)
        assert [asked(port, address, f"localhost:{port}", Cookie=who)[0] for who in (anna, bob)] == [200, 404]
        assert make(other, session(there), made_on_demand(run(other, "agreement"))) == address  # the same document
        assert asked(port, address, f"localhost:{port}", Cookie=bob)[0] == 200


def test_a_screen_on_a_wall_needs_no_login_and_gets_no_file(port: int) -> None:
    with looking(port, cookie(port, "anna")) as viewer, looking(port) as wall:
        address, *_ = files(run(viewer, "agreement"))
        shown = run(wall, query=f"wall={members.WALL}")
        assert "Log in" not in texts(shown)
        assert b"Marketing" in staged(shown)
        assert asked(port, f"{address}?wall={members.WALL}")[0] == 404
    with looking(port) as wall:
        closed = staged(run(wall, query="wall=1"))
    assert (REVOKED.message.encode() in closed, b"Marketing" in closed) == (True, False)


def staged(told: list[ForwardMsg]) -> bytes:
    """Return what the components of a page hold."""
    return b"".join(one.delta.new_element.bidi_component.bytes for one in told if one.WhichOneof("type") == "delta")


def test_files_are_dropped_by_those_who_load_into_their_own_session_and_by_nobody_else(port: int) -> None:
    carol, *others = (cookie(port, name) for name in ("carol", "anna", "eve"))
    with looking(port, carol) as viewer:
        theirs = session(run(viewer))
        assert drop(port, theirs, "one", carol) == 204
        for who in (*others, "", cookie(port, "carol", hours_ago=13), cookie(port, "carol", sub="another")):
            assert [drop(port, theirs, "two", who), drop(port, theirs, "one", who, "DELETE")] == [404] * 2
        assert drop(port, theirs, "one", carol, "DELETE") == 204
    for who in (*others, ""):
        with looking(port, who) as viewer:
            own = session(run(viewer))
            assert [drop(port, own, "one", who), drop(port, own, "one", carol)] == [404] * 2


def test_nobody_drops_files_while_the_list_has_a_mistake(morning_data: Path, tmp_path: Path) -> None:
    at, data = free(), members.morning_for(tmp_path / "people", morning_data)
    carol, named = cookie(at, "carol"), data / "access.toml"
    with board(data, port=at, environment=members.environment(at)), looking(at, carol) as viewer:
        theirs = session(run(viewer))
        assert drop(at, theirs, "one", carol) == 204
        whole = named.read_text("utf-8")
        named.write_text(f"{whole}\nbroken", "utf-8")
        assert drop(at, theirs, "two", carol) == 404
        named.write_text(whole, "utf-8")
        assert drop(at, theirs, "two", carol) == 204
        named.unlink()
        assert drop(at, theirs, "three", carol) == 404


def test_what_everybody_needs_for_the_login_page_is_everybodys(port: int) -> None:
    for path in ("/", "/delivery", "/_stcore/health", "/_stcore/host-config", "/favicon.png"):
        assert asked(port, path)[0] == 200


def test_a_provider_that_is_away_is_said(port: int) -> None:
    status, headers, body = asked(port, f"/auth/login?provider={members.token()}")
    assert (status, headers["Retry-After"], said(body)) == (503, rules.SOON, list(rules.AWAY))
    assert headers["Content-Security-Policy"]


def test_a_login_that_the_provider_refused_or_nobody_finished_is_said(port: int) -> None:
    status, _, body = asked(port, "/oauth2callback?error=access_denied&error_description=<b>read+me</b>")
    assert (status, said(body), b"read" in body) == (403, list(rules.REFUSED), False)
    for state in ("a", "", "_", "%00"):
        status, _, body = asked(port, f"/oauth2callback?code=1&state={state}")
        assert (status, said(body)) == (400, list(rules.UNFINISHED))
    assert asked(port, "/oauth2callback")[0] == 302  # so the provider sends back who has logged out
    anna = cookie(port, "anna")
    assert asked(port, "/oauth2callback?code=1&state=a", Cookie=anna)[0] == 302  # the way back in a browser's history


def test_a_board_opens_under_the_name_that_people_log_in_under(morning_data: Path) -> None:
    at = free()
    named = {**members.environment(at), "SLA_DASH_LOGIN_ADDRESS": "https://board.example"}
    with board(morning_data, port=at, environment=named) as port:
        assert asked(port, "/", "board.example")[0] == 200
        assert asked(port, "/", "evil.example")[0] == 421
        _, headers, _ = asked(port, "/_stcore/health", "board.example")
        assert _secure(headers)


def _secure(headers: Message) -> bool:
    cookies = headers.get_all("Set-Cookie") or []
    return bool(cookies) and all("; Secure" in one for one in cookies) and "Strict-Transport-Security" in headers


def test_who_logs_in_too_often_waits_and_nobody_else(port: int) -> None:
    def log_in(address: str) -> tuple[int, Message, bytes]:
        return asked(port, "/auth/login", X_Forwarded_For=address)

    found = [log_in("203.0.113.7")[0] for _ in range(turns.MOST + 1)]
    assert found == [302] * turns.MOST + [429]
    _, headers, body = log_in("203.0.113.7")
    assert 0 < int(headers["Retry-After"]) <= turns.WHILE
    assert said(body) == list(rules.CROWD)
    assert log_in("203.0.113.8")[0] == 302
    assert asked(port, "/", X_Forwarded_For="203.0.113.7")[0] == 200
