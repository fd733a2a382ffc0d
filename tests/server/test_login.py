"""How people log in: what is configured whole, what is refused, and who is let in without."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton

from sla_dash.errors import SlaDashError
from sla_dash.server import login, proxies

SECRET = "thirty-two letters, every one of them by chance"  # noqa: S105
WHOLE = {
    "ISSUER": "https://login.example/realms/ours/",
    "CLIENT_ID": "board",
    "CLIENT_SECRET": "secret",
    "COOKIE_SECRET": SECRET,
    "ADDRESS": "https://board.example",
}


@pytest.fixture(autouse=True)
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where Streamlit looks for secrets, with nothing there and nothing in the environment."""
    path = tmp_path / "secrets.toml"
    for name in login.VARIABLES:
        monkeypatch.delenv(f"{login.PREFIX}{name}", raising=False)
    before = {name: config.get_option(name) for name in ("secrets.files", "server.allowedHosts")}
    config.set_option("secrets.files", [str(path)])
    config.set_option("server.allowedHosts", ["localhost", "127.0.0.1"])
    monkeypatch.setattr(secrets_singleton, "_secrets", None)
    monkeypatch.setattr(secrets_singleton, "_programmatic_secrets", None)
    yield path
    for name, value in before.items():
        config.set_option(name, value)


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A login that the environment configures whole."""
    for name, value in WHOLE.items():
        monkeypatch.setenv(f"{login.PREFIX}{name}", value)
    return monkeypatch


def refused() -> str:
    with pytest.raises(SlaDashError) as error:
        login.read()
    assert error.value.advice == login.ADVICE
    return error.value.message


def test_where_nothing_is_said_of_it_nobody_logs_in() -> None:
    assert login.read() is None


@pytest.mark.usefixtures("whole")
def test_the_environment_configures_it_alone() -> None:
    found = login.read()
    assert found is not None
    assert (found.provider, found.origin, found.host, found.https) == (
        "login.example", "https://board.example", "board.example", True,
    )  # fmt: skip
    assert found.settings == {
        "server_metadata_url": "https://login.example/realms/ours/.well-known/openid-configuration",
        "client_id": "board",
        "client_secret": "secret",
        "cookie_secret": SECRET,
        "redirect_uri": "https://board.example/oauth2callback",
        "client_kwargs": {"prompt": "login"},
    }


def test_streamlits_own_file_configures_it_and_the_environment_has_the_last_word(
    secrets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets.write_text(
        f"""
        [auth]
        server_metadata_url = "https://login.example/.well-known/openid-configuration"
        client_id = "board"
        client_secret = "secret"
        cookie_secret = "{SECRET}"
        redirect_uri = "http://localhost:8501/oauth2callback"
        client_kwargs = {{ prompt = "select_account", scope = "openid email" }}
        """
    )
    found = login.read()
    assert found is not None
    assert (found.origin, found.settings["client_kwargs"]["prompt"]) == ("http://localhost:8501", "select_account")
    monkeypatch.setenv("SLA_DASH_LOGIN_ADDRESS", "https://board.example/sla")
    found = login.read()
    assert found is not None
    assert (found.origin, found.settings["redirect_uri"]) == (
        "https://board.example", "https://board.example/sla/oauth2callback",
    )  # fmt: skip


def test_a_secret_may_lie_in_a_file_that_the_environment_names(whole: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "client_secret"
    file.write_text("from a file\n")
    whole.delenv("SLA_DASH_LOGIN_CLIENT_SECRET")
    whole.setenv("SLA_DASH_LOGIN_CLIENT_SECRET_FILE", str(file))
    found = login.read()
    assert found is not None
    assert found.settings["client_secret"] == "from a file"  # noqa: S105
    file.unlink()
    assert refused() == (
        "SLA_DASH_LOGIN_CLIENT_SECRET_FILE names a file that cannot be read: No such file or directory."
    )


def test_what_is_missing_is_named(whole: pytest.MonkeyPatch) -> None:
    whole.delenv("SLA_DASH_LOGIN_CLIENT_SECRET")
    assert refused() == "Login is configured in part: client_secret is missing."
    whole.setenv("SLA_DASH_LOGIN_COOKIE_SECRET", "")
    assert refused() == "Login is configured in part: client_secret, cookie_secret are missing."


WRONG = {
    ("COOKIE_SECRET", "short"): "The cookie_secret has 5 letters: 32 by chance are the least.",
    ("COOKIE_SECRET", "x" * 31): "The cookie_secret has 31 letters: 32 by chance are the least.",
    ("ADDRESS", "board.example"): (
        "The redirect_uri 'board.example/oauth2callback' is no address: it begins with https://."
    ),
    ("ADDRESS", "https://board.example:port"): (
        "The redirect_uri 'https://board.example:port/oauth2callback' is no address: it begins with https://."
    ),
    ("ADDRESS", "http://board.example"): (
        "The redirect_uri 'http://board.example/oauth2callback' can be read on its way: use https://."
    ),
    ("ISSUER", "http://evillocalhost"): (
        "The server_metadata_url 'http://evillocalhost/.well-known/openid-configuration' can be read on its way: "
        "use https://."
    ),
}


@pytest.mark.parametrize(("name", "value", "message"), [(*one, message) for one, message in WRONG.items()])
def test_what_cannot_be_safe_is_refused(name: str, value: str, message: str, whole: pytest.MonkeyPatch) -> None:
    whole.setenv(f"{login.PREFIX}{name}", value)
    assert refused() == message


@pytest.mark.parametrize("address", ["http://localhost:8501", "http://127.0.0.1", "http://[::1]:8501"])
def test_on_this_machine_nobody_reads_what_goes_by(address: str, whole: pytest.MonkeyPatch) -> None:
    whole.setenv("SLA_DASH_LOGIN_ADDRESS", address)
    found = login.read()
    assert found is not None
    assert (found.origin, found.https) == (address, False)


def test_a_return_elsewhere_is_refused(secrets: Path, whole: pytest.MonkeyPatch) -> None:
    whole.delenv("SLA_DASH_LOGIN_ADDRESS")
    secrets.write_text('[auth]\nredirect_uri = "https://board.example/"')
    assert refused() == "The redirect_uri must end in /oauth2callback, not 'https://board.example/'."


@pytest.mark.usefixtures("whole")
def test_a_header_that_says_who_somebody_is_is_refused() -> None:
    before = config.get_option("server.trustedUserHeaders")
    config.set_option("server.trustedUserHeaders", {"X-User": "email"})
    try:
        assert refused() == (
            "server.trustedUserHeaders lets a header say who somebody is, whoever logged in: take it out."
        )
    finally:
        config.set_option("server.trustedUserHeaders", before)


def test_a_file_that_nobody_can_read_is_not_taken_for_no_login(secrets: Path) -> None:
    secrets.write_text("[auth\n")
    with pytest.raises(SlaDashError) as error:
        login.decide("127.0.0.1", off=False)
    assert error.value.message == f"{secrets} cannot be read, so nobody knows whether people must log in."


@pytest.mark.usefixtures("whole")
def test_what_login_needs_and_is_not_there_is_said(whole: pytest.MonkeyPatch) -> None:
    whole.setattr(login, "is_authlib_installed", lambda: False)
    with pytest.raises(SlaDashError) as error:
        login.read()
    assert str(error.value) == (
        'Login is configured, but what it needs is not installed.\nRun: pip install "sla-dash[login]"'
    )


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.7", "2001:db8::7", "board.example"])  # noqa: S104
def test_others_are_let_in_without_login_only_where_somebody_says_so(address: str) -> None:
    with pytest.raises(SlaDashError) as error:
        login.decide(address, off=False)
    assert error.value.message == f"Whoever reaches {address} would see all of the board: no login is configured."
    assert "--no-login" in error.value.advice
    assert login.decide(address, off=True) is None


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.1", "::1"])
def test_this_machine_needs_no_login(address: str) -> None:
    assert login.decide(address, off=False) is None


@pytest.mark.parametrize("name", ["board.example", "*", "*.example"])
def test_a_board_with_a_name_of_its_own_is_for_others(name: str) -> None:
    config.set_option("server.allowedHosts", ["localhost", name])
    with pytest.raises(SlaDashError, match="no login is configured"):
        login.decide("127.0.0.1", off=False)


@pytest.mark.usefixtures("whole")
def test_with_login_the_board_opens_under_its_name_and_without_nobody_logs_in() -> None:
    assert login.decide("0.0.0.0", off=False) is not None  # noqa: S104
    assert config.get_option("server.allowedHosts") == ["localhost", "127.0.0.1", "board.example"]
    assert secrets_singleton["auth"]["client_id"] == "board"
    assert login.decide("0.0.0.0", off=True) is None  # noqa: S104
    assert dict(secrets_singleton["auth"]) == {}


def test_proxies_are_named_by_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SLA_DASH_PROXY", raising=False)
    assert proxies() == ["127.0.0.1/32", "::1/128"]
    monkeypatch.setenv("SLA_DASH_PROXY", "10.0.0.5, 192.168.0.0/24")
    assert proxies() == ["10.0.0.5/32", "192.168.0.0/24"]
    monkeypatch.setenv("SLA_DASH_PROXY", "")
    assert proxies() == []
    for named in ("*", "proxy.example", "10.0.0.5/8"):
        monkeypatch.setenv("SLA_DASH_PROXY", named)
        with pytest.raises(SlaDashError) as error:
            proxies()
        assert error.value.message == (
            f"SLA_DASH_PROXY must name the proxy by its IP address or network, not {named!r}."
        )
