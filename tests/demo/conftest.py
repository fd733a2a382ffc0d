"""The made-up company, written at several instants."""

from datetime import datetime

import pytest

from sla_dash import demo
from tests.company import AGREEMENTS, INSTANTS, Company, read


@pytest.fixture(scope="session", params=INSTANTS)
def company(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Company:
    now, folder = datetime.fromisoformat(request.param), tmp_path_factory.mktemp("demo")
    demo.write(folder, AGREEMENTS, now)
    return read(folder, now)
