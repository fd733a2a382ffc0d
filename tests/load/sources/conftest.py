"""A PostgreSQL for the tests that ask one."""

from collections.abc import Iterator

import pytest

from tests.journal import postgres


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    with postgres.running() as found:
        yield found
