"""The morning that several test files look at, and what holds for every test."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from sla_dash import clock, places
from tests import morning, services
from tests.services import Mailbox, Webhook

settings.register_profile("untimed", deadline=None)  # how long an example takes depends on what else the machine does
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """Take back what `sla-dash run` says to the process that serves, where a test is that process."""
    before = {name: os.environ.get(name) for name in (places.ENVIRONMENT, clock.ENVIRONMENT)}
    yield
    for name, value in before.items():
        os.environ.pop(name, None)
        if value is not None:
            os.environ[name] = value


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


@pytest.fixture
def own_morning(morning_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same in a folder of the test's own, in which something may be written."""
    for file in morning_data.iterdir():
        if file.is_file():
            shutil.copy(file, tmp_path)
    monkeypatch.setenv("SLA_DASH_DATA", str(tmp_path))
    monkeypatch.setenv("SLA_DASH_NOW", morning.ENVIRONMENT)
    return tmp_path


@pytest.fixture
def hook() -> Iterator[Webhook]:
    """A service that takes webhooks."""
    with services.webhook() as found:
        yield found


@pytest.fixture
def mails() -> Iterator[Mailbox]:
    """A service that takes mail."""
    with services.mailbox() as found:
        yield found
