"""The pages before the board where login is on, and the way out."""

from collections.abc import Mapping

import pytest
from streamlit.runtime.secrets import AttrDict
from streamlit.testing.v1 import AppTest

from sla_dash.screen import login
from tests.screens import APP, shown

ANNA = {"is_logged_in": True, "sub": "1", "email": "anna@example.com", "name": "Anna *Kowalska*"}


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Login, as the server sets Streamlit up for it."""
    monkeypatch.setattr(login, "get_secrets_auth_section", lambda: AttrDict({"client_id": "board"}))


def opened(user: Mapping[str, object], query: Mapping[str, str] | None = None) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.user = {"is_logged_in": False, **user}
    for key, value in (query or {}).items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def texts(app: AppTest) -> list[str]:
    return [shown(one.value) for one in [*app.markdown, *app.caption]]


@pytest.mark.usefixtures("at_morning", "on")
@pytest.mark.parametrize("query", [{}, {"month": "2026-10"}, {"wall": "1"}])
def test_before_the_login_there_is_one_button_and_nothing_else(query: dict[str, str]) -> None:
    app = opened({}, query)
    assert texts(app) == ["# SLA stand-up", "Log in to see the board."]
    assert [one.label for one in app.button] == ["Log in"]
    assert len(app.main) == 3
    assert len(app.sidebar) == 0


@pytest.mark.usefixtures("at_morning", "on")
def test_who_has_logged_in_is_said_beside_the_way_out() -> None:
    app = opened(ANNA)
    assert [shown(one.value) for one in app.sidebar.caption] == ["Logged in as Anna *Kowalska*"]
    assert [one.label for one in app.sidebar.button] == ["Log out"]
    nameless = opened({"is_logged_in": True, "sub": "1", "email": "anna@example.com"})
    assert [shown(one.value) for one in nameless.sidebar.caption] == ["Logged in as anna@example.com"]


@pytest.mark.usefixtures("at_morning")
def test_without_login_nobody_is_named_and_nothing_asks_for_one() -> None:
    app = opened({})
    assert [one.label for one in app.button if "Log" in one.label] == []
    assert "Log in to see the board." not in texts(app)
