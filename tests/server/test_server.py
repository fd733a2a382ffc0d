"""Where the board listens."""

import socket
from collections.abc import Iterator

import pytest

from sla_dash import server
from sla_dash.errors import SlaDashError


@pytest.fixture
def taken() -> Iterator[int]:
    """A port at which somebody else listens."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def test_a_port_that_is_asked_for_is_taken_or_refused(taken: int) -> None:
    with pytest.raises(SlaDashError, match=f"cannot listen at 127.0.0.1:{taken}: Address already in use"):
        server.listen("127.0.0.1", taken)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with server.listen("127.0.0.1", port) as listening, socket.create_connection(("127.0.0.1", port)):
        assert listening.getsockname() == ("127.0.0.1", port)


def test_without_one_the_next_free_port_is_taken_up_to_the_last(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "PORT", taken)
    monkeypatch.setattr(server, "LAST_PORT", taken + 100)
    with server.listen("127.0.0.1", None) as listening:
        assert taken < listening.getsockname()[1] <= taken + 100
    monkeypatch.setattr(server, "LAST_PORT", taken)
    with pytest.raises(SlaDashError, match=str(taken)):
        server.listen("127.0.0.1", None)


def test_an_address_that_is_not_ours_is_refused_at_once() -> None:
    with pytest.raises(SlaDashError, match=rf"cannot listen at 203\.0\.113\.7:{server.PORT}: "):
        server.listen("203.0.113.7", None)


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70_000), ("x" * 300, 8501), ("nowhere.invalid", 8501)])
def test_a_place_that_there_is_not_is_said(host: str, port: int) -> None:
    with pytest.raises(SlaDashError, match="cannot listen at") as refused:
        server.listen(host, port)
    assert "--port" in refused.value.advice
