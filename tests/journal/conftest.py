"""Both places where a journal may be."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from sla_dash.journal import Journal
from tests.journal import postgres


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """A PostgreSQL server; the tests that want it skip where it is not installed."""
    with postgres.running() as found:
        yield found


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty journal may be."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'journal.sqlite'}"
    server: postgres.Server = request.getfixturevalue("server")
    server.empty()
    return server.url


@pytest.fixture
def journal(address: str) -> Iterator[Journal]:
    """An empty journal."""
    found = Journal(make_url(address))
    yield found
    found.close()
