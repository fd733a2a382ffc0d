"""The pages before the board where login is on, and the way out."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sla_dash import words
from sla_dash.screen import viewer
from tests import roles
from tests.screens import APP, shown


@pytest.fixture
def on(own_morning: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A board to which people log in, and which one person a role may see."""
    monkeypatch.setattr(viewer, "login_is_on", lambda: True)
    roles.let_in(own_morning)


def opened(user: dict[str, object]) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.user = user
    app.run()
    assert not app.exception
    return app


def texts(app: AppTest) -> list[str]:
    return [shown(one.value) for one in [*app.markdown, *app.caption]]


@pytest.mark.usefixtures("on")
def test_before_the_login_there_is_one_button_and_nothing_else() -> None:
    app = opened({"is_logged_in": False})
    assert texts(app) == ["## SLA stand-up", words.login.ASKED]
    assert [one.label for one in app.button] == ["Log in"]
    assert len(app.main) == 3
    assert len(app.sidebar) == 0


@pytest.mark.usefixtures("on")
def test_who_has_logged_in_is_said_beside_the_way_out() -> None:
    app = opened(roles.claims("mona", name="Mona *Lisa*"))
    assert [shown(one.value) for one in app.sidebar.caption] == ["Logged in as Mona *Lisa*, mona@example.com: manager."]
    assert [one.label for one in app.sidebar.button] == ["Log out"]


@pytest.mark.usefixtures("on")
def test_whom_nobody_has_named_is_told_so_and_may_leave() -> None:
    told = (
        (roles.claims("eve"), words.login.UNNAMED),
        (roles.claims("mona", email_verified=False), words.login.UNVERIFIED),
    )
    for stranger, said in told:
        app = opened(stranger)
        assert said in texts(app)[1]
        assert [one.value for one in app.code] == (["eve@example.com"] if said is words.login.UNNAMED else [])
        assert [one.label for one in app.button] == ["Log out"]


@pytest.mark.usefixtures("at_morning")
def test_without_login_nobody_is_named_and_nothing_asks_for_one() -> None:
    app = opened({"is_logged_in": False})
    assert [one.label for one in app.button if "Log" in one.label] == []
    assert words.login.ASKED not in texts(app)
