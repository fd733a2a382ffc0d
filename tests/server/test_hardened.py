"""Questions that no browser asks: each is refused in words, and none is told what is inside."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from sla_dash.screen.figure import bundle
from sla_dash.server import guard
from tests.served import asked, board, spoken

INSIDE = re.compile(rb"Traceback|site-packages|\.py\b|/tmp/|/home/|/root/|/usr/|uvicorn|[Ss]tarlette/|File \"", re.A)
"""What an answer must not tell."""
UPLOAD = "/_stcore/upload_file/none/none"
TOKEN = "2|00000000|00000000000000000000000000000000|0"  # noqa: S105 - what a page sends back of its own
MEGABYTE = b"x" * 2**20


@pytest.fixture(scope="module")
def port(morning_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("started")
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "config.toml").write_text("[server]\nmaxUploadSize = 1\n")
    with board(morning_data, folder=folder) as found:
        yield found


def question(line: str, *headers: str, body: bytes = b"") -> bytes:
    ending = () if any(one.startswith("Connection") for one in headers) else ("Connection: close",)
    return "\r\n".join([f"{line} HTTP/1.1", "Host: localhost", *ending, *headers, "", ""]).encode("latin-1") + body


MALFORMED = {
    "escapes that end too soon": question("GET /%"),
    "escapes of no letter": question("GET /%ff%fe%00"),
    "a path out of the folder": question("GET /../../../../etc/passwd"),
    "the same in escapes": question("GET /%2e%2e/%2e%2e/etc/passwd"),
    "a folder of Windows": question("GET /C:%5Cwindows%5Cwin.ini"),
    "another server's path": question("GET //evil.example/"),
    "a name as long as a book": question("GET /" + "a" * 60_000),
    "headers without end": question("GET /", "X-Long: " + "a" * 100_000),
    "a thousand headers": question("GET /", *(f"X-{n}: {'a' * 100}" for n in range(1000))),
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": question("GET /", "Host: evil.example"),
    "an old dialect": b"GET / HTTP/0.9\r\n\r\n",
    "a dialect to come": b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
    "no words at all": b"\x00\x01\x02\x03\r\n\r\n",
    "a handshake of TLS": bytes.fromhex("16030100a5010000a10303") + b"\x00" * 40 + b"\r\n\r\n",
    "a line feed in a header": question("GET /", "X: a\nY: b\r\n\tz"),
    "a cookie of nothing": question("GET /", "Cookie: =;;;=\x00;_streamlit_user=a.b.c;_streamlit_session=%%%"),
    "a range of nothing": question("GET /media/none", "Range: bytes=9-1,-"),
    "a length that is none": question(f"PUT {UPLOAD}", "Content-Length: minus one"),
    "two lengths": question(f"PUT {UPLOAD}", "Content-Length: 1", "Content-Length: 2", body=b"x"),
    "length and parts": question(f"PUT {UPLOAD}", "Content-Length: 9", "Transfer-Encoding: chunked", body=b"0\r\n\r\n"),
    "parts of no size": question(f"PUT {UPLOAD}", "Transfer-Encoding: chunked", body=b"zz\r\nx\r\n"),
    "a form without end": question(f"PUT {UPLOAD}", "Content-Type: multipart/form-data; boundary=a", body=b"--a\r\n"),
    "a web socket without a key": question("GET /_stcore/stream", "Connection: Upgrade", "Upgrade: websocket"),
    "a web socket elsewhere": question(
        "GET /none", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Key: MDEyMzQ1Njc4OTAxMjM0NQ==",
        "Sec-WebSocket-Version: 13",
    ),
    "a component out of its folder": question("GET /component/none/../../../etc/passwd"),
    "another component": question("GET /_stcore/bidi-components/none/../x"),
    "a token of nobody": question("GET /auth/login?provider=a.b.c"),
    "an end of nobody": question("GET /oauth2callback?state=a&code=b"),
    "an error of nobody": question("GET /oauth2callback?error=%0d%0aX:%20y&state=_state_a_b_c"),
    "a program's door": question("POST /_stcore/agent/interact", "Content-Length: 0"),
}  # fmt: skip


@pytest.mark.parametrize("words", MALFORMED.values(), ids=MALFORMED)
def test_what_no_browser_asks_is_answered_without_a_word_about_what_is_inside(port: int, words: bytes) -> None:
    said = spoken(port, words)
    head, _, body = said.partition(b"\r\n\r\n")
    assert re.match(rb"HTTP/1\.1 (200|30[1-8]|4\d\d) ", head), said[:500]
    assert not INSIDE.search(head)
    if not re.search(rb"(?i)content-type: text/html", head):  # Streamlit's page is what everybody gets
        assert not INSIDE.search(body)
    for name, value in guard.HEADERS.items():
        assert head.lower().count(f"\r\n{name}: {value}".lower().encode()) == 1, head
    assert asked(port, "/_stcore/health")[0] == 200


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "POST", "PATCH", "PROPFIND", "get", "X" * 500])
def test_what_a_board_does_not_do_is_refused(port: int, method: str) -> None:
    said = spoken(port, question(f"{method} /", "Connection: close"))
    assert said.split()[1] == b"405"
    assert said.endswith(guard.UNKNOWN.encode())


def test_what_another_site_asks_for_is_refused(port: int) -> None:
    for method in guard.CHANGING:
        for origin in ("http://evil.example", "null", "http://localhost:1", "http://localhost.evil.example"):
            assert asked(port, UPLOAD, f"localhost:{port}", method, Origin=origin)[::2] == (403, guard.FOREIGN.encode())
        assert asked(port, UPLOAD, "localhost", method, Sec_Fetch_Site="cross-site")[0] == 403
        assert (
            asked(port, UPLOAD, f"localhost:{port}", method, Origin=f"http://localhost:{port}")[2]
            != guard.FOREIGN.encode()
        )
    assert asked(port, "/auth/logout", Sec_Fetch_Site="cross-site")[::2] == (403, guard.FOREIGN.encode())
    assert asked(port, "/", Sec_Fetch_Site="cross-site")[0] == 200  # a link in a mail


@pytest.mark.parametrize("origin", ["http://evil.example", "http://localhost:1", "http://127.0.0.1", "null"])
def test_no_page_of_another_site_opens_a_session(port: int, origin: str) -> None:
    address = f"ws://localhost:{port}/_stcore/stream"
    with connect(address, origin=Origin(f"http://localhost:{port}")) as ours:
        assert ours.response is not None
        assert {name: ours.response.headers[name] for name in guard.HEADERS} == guard.HEADERS
    with pytest.raises(InvalidStatus) as refused:
        connect(address, origin=Origin(origin))
    answer = refused.value.response
    assert (answer.status_code, answer.body) == (403, guard.FOREIGN.encode())
    assert {name: answer.headers[name] for name in guard.HEADERS} == guard.HEADERS


@pytest.mark.parametrize("declared", ["chunked", "too much", "too little"])
def test_a_file_too_large_is_refused_while_it_comes_whatever_length_it_names(port: int, declared: str) -> None:
    with connect(f"ws://localhost:{port}/_stcore/stream", origin=Origin(f"http://localhost:{port}")) as viewer:
        path = f"/_stcore/upload_file/{session(viewer)}/one"
        allowed = f"Cookie: _streamlit_xsrf={TOKEN}", f"X-Xsrftoken: {TOKEN}"
        form = "Content-Type: multipart/form-data; boundary=a"
        begin = b'--a\r\nContent-Disposition: form-data; name="a"; filename="a.csv"\r\n\r\n'
        if declared == "chunked":
            length = "Transfer-Encoding: chunked"
            pieces = [b"%x\r\n%s\r\n" % (len(one), one) for one in (begin, *[MEGABYTE] * 3)]
        else:
            length = f"Content-Length: {50 * 2**20 if declared == 'too much' else 10}"
            pieces = [begin, *[MEGABYTE] * 3]
        said = spoken(port, question(f"PUT {path}", *allowed, form, length), *pieces)
        assert said.split()[1] == (b"400" if declared == "too little" else b"413")
        end = b"--a--\r\n"
        small = [begin, b"a,b\r\n", end]
        length = f"Content-Length: {sum(map(len, small))}"
        said = spoken(port, question(f"PUT {path}", *allowed, form, length), *small)
        assert said.startswith(b"HTTP/1.1 204 "), said
        said = spoken(port, question(f"PUT {path}", form, length), *small)
        assert said.startswith(b"HTTP/1.1 403 "), said


def session(viewer: ClientConnection) -> str:
    """Begin to look at the board as a browser does, and return what the session is called."""
    request = BackMsg()
    request.rerun_script.query_string = ""
    viewer.send(request.SerializeToString())
    while True:
        told = ForwardMsg.FromString(viewer.recv(timeout=20, decode=False))
        if told.WhichOneof("type") == "new_session":
            return str(told.new_session.initialize.session_id)


def test_cookies_are_kept_close_and_https_is_kept_to_behind_a_proxy(port: int) -> None:
    _, headers, _ = asked(port, "/_stcore/health")
    (cookie,) = headers.get_all("Set-Cookie") or []
    assert cookie.endswith("; Path=/; SameSite=Strict")
    assert headers["Strict-Transport-Security"] is None
    _, headers, _ = asked(port, "/_stcore/health", X_Forwarded_Proto="https")
    (cookie,) = headers.get_all("Set-Cookie") or []
    assert cookie.endswith("; Path=/; SameSite=Strict; Secure")
    assert headers["Strict-Transport-Security"] == guard.BY_HTTPS_ALONE


def test_what_goes_wrong_inside_is_not_told() -> None:
    async def fail(_: Request) -> Response:
        raise RuntimeError(__file__)

    async def said() -> httpx.Response:
        app = guard.Guard(Starlette(routes=[Route("/", fail)], middleware=bundle.middleware()))
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.get("/")

    answer = asyncio.run(said())
    assert (answer.status_code, answer.text) == (500, "Internal Server Error")
