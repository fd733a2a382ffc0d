"""The morning that several test files look at."""

from pathlib import Path

import pytest

from tests import morning


@pytest.fixture(scope="session")
def morning_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the morning worked out by hand."""
    return morning.write(tmp_path_factory.mktemp("morning"))


@pytest.fixture
def at_morning(morning_data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, as the board finds it."""
    monkeypatch.setenv("SLA_DASH_DATA", str(morning_data))
    monkeypatch.setenv("SLA_DASH_NOW", morning.ENVIRONMENT)
    return morning_data
