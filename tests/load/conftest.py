"""What the tests of loading share."""

from collections.abc import Iterator

import pytest

from tests import sparked


@pytest.fixture(scope="session")
def spark() -> Iterator[sparked.Cluster]:
    """A Spark cluster; the tests that want it skip where it cannot run."""
    with sparked.running() as found:
        yield found
