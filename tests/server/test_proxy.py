"""The board behind nginx and behind Caddy, as docs/deploy sets them up."""

import asyncio
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import httpx
import pytest

from sla_dash.server import guard
from tests import proxies, viewing
from tests.proxies import NAME, Proxied

MEGABYTE = 2**20
TOKEN = "2|00000000|00000000000000000000000000000000|0"  # noqa: S105 - what a page sends back of its own


@pytest.fixture(scope="module")
def board(morning_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with proxies.board(morning_data, tmp_path_factory.mktemp("stands"), 2) as port:
        yield port


@pytest.fixture(scope="module", params=proxies.PROXIES)
def proxied(request: pytest.FixtureRequest, board: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    """A proxy before the board."""
    with proxies.PROXIES[request.param](board, tmp_path_factory.mktemp("proxy")) as found:
        yield found


@pytest.mark.parametrize("path", ["/", "/whatif", "/nothing", "/_stcore/health", "/_stcore/host-config", "/media/none"])
def test_every_answer_has_the_headers_of_the_board_once(proxied: Proxied, path: str) -> None:
    headers = proxied.asked(path).headers
    for name, value in {**guard.HEADERS, "Strict-Transport-Security": guard.BY_HTTPS_ALONE}.items():
        assert headers.get_list(name) == [value]
    assert headers.get("Server", "nginx") == "nginx"
    assert "Via" not in headers


def test_everything_asked_by_http_is_sent_on_to_https(proxied: Proxied) -> None:
    found = httpx.get(f"http://127.0.0.1:{proxied.plain}/whatif?month=2026-10", headers={"Host": NAME}, trust_env=False)
    assert found.status_code in (301, 308)
    assert found.headers["Location"].replace(f":{proxied.port}", "") == f"https://{NAME}/whatif?month=2026-10"


def test_a_viewer_is_sent_the_page_through_a_web_socket(proxied: Proxied) -> None:
    async def looked() -> str:
        async with (
            asyncio.timeout(30),
            viewing.viewer(f"wss://{NAME}:{proxied.port}", proxied.port, proxied.trust) as one,
        ):
            return await viewing.seen(one, "data")

    assert "174 rows in = 173 kept + 1 rejected" in asyncio.run(looked())


def test_somebody_elses_name_or_page_is_refused(proxied: Proxied) -> None:
    assert proxied.asked("/", host="evil.example").text in (guard.STRANGE, "")  # of the board, and of Caddy
    for method in ("PUT", "DELETE"):
        found = proxied.asked("/_stcore/upload_file/a/b", method, headers={"Origin": "https://evil.example"})
        assert (found.status_code, found.text) == (403, guard.FOREIGN)


def test_a_file_of_more_than_a_megabyte_is_taken_and_one_that_is_too_large_is_refused(proxied: Proxied) -> None:
    async def dropped() -> list[int]:
        async with (
            asyncio.timeout(30),
            viewing.viewer(f"wss://{NAME}:{proxied.port}", proxied.port, proxied.trust) as one,
        ):
            path = f"/_stcore/upload_file/{await viewing.session(one)}/file"
            headers = {"Cookie": f"_streamlit_xsrf={TOKEN}", "X-Xsrftoken": TOKEN}
            put = partial(proxied.asked, path, "PUT", headers=headers)
            sizes = MEGABYTE * 3 // 2, 4 * MEGABYTE
            return [(await asyncio.to_thread(put, files={"a": bytes(size)})).status_code for size in sizes]

    taken, refused = asyncio.run(dropped())
    assert taken == 204
    assert refused in (413, 502)  # nginx may still be writing when the board has answered and reads no more


def test_scripts_come_compressed_and_answers_for_one_person_do_not(proxied: Proxied) -> None:
    page = proxied.asked("/").text
    (script,) = set(re.findall(r"static/js/index\.[\w-]+\.js", page))
    asks = {"Accept-Encoding": "gzip"}
    assert proxied.asked(f"/{script}", headers=asks).headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in proxied.asked("/_stcore/host-config", headers=asks).headers
