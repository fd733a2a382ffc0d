"""How people log in: by a provider of OpenID Connect, as secrets.toml or the environment says."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from streamlit import config
from streamlit.auth_util import is_authlib_installed
from streamlit.runtime.secrets import secrets_singleton

from sla_dash.errors import SlaDashError

PREFIX = "SLA_DASH_LOGIN_"
VARIABLES = {
    "ISSUER": ("server_metadata_url", "/.well-known/openid-configuration"),
    "CLIENT_ID": ("client_id", ""),
    "CLIENT_SECRET": ("client_secret", ""),
    "COOKIE_SECRET": ("cookie_secret", ""),
    "ADDRESS": ("redirect_uri", "/oauth2callback"),
}
"""What each variable sets of Streamlit's ``[auth]``, and what is written behind it there."""
FILE = "_FILE"
"""What the name of a variable ends in that names a file with the value, as systemd hands over credentials."""
RETURN = "/oauth2callback"
SHORTEST = 32
"""Letters of a cookie secret at least."""
PROMPT = "login"
"""What the provider is told to ask unless told otherwise; some refuse Streamlit's own default."""
ADVICE = "docs/login.md shows every setting. To let everybody in without login, start with --no-login."


@dataclass(frozen=True, slots=True)
class Login:
    """A login that is whole."""

    provider: str
    """The host that people log in at."""
    origin: str
    """Where people open the board: scheme, host and port."""
    settings: Mapping[str, Any]
    """Streamlit's ``[auth]``."""

    @property
    def https(self) -> bool:
        """Whether people open the board by HTTPS."""
        return self.origin.startswith("https:")

    @property
    def host(self) -> str:
        """The name under which people open the board."""
        return urlsplit(self.origin).hostname or ""


def decide(address: str, *, off: bool) -> Login | None:
    """Return how people log in at a board that listens at an IP address, and set Streamlit up for it.

    None lets everybody in: where nothing is configured and nobody but this machine reaches the board, or where it is
    ``off``, whatever is configured. Raises ``SlaDashError`` where others would be let in without anybody having said
    so, and where what is configured cannot work.
    """
    login = None if off else read()
    names = config.get_option("server.allowedHosts")
    if login:
        if names:  # with none, every name is taken
            config.set_option("server.allowedHosts", [*names, login.host], "login")
    elif not off and (others := [one for one in (address, *names) if not _here(one)]):
        raise SlaDashError(
            f"Whoever reaches {others[0]} would see all of the board: no login is configured.",
            advice=f"Configure one: {ADVICE}",
        )
    secrets_singleton.merge_programmatic_secrets({"auth": dict(login.settings) if login else {}})
    return login


def read() -> Login | None:
    """Return the login that secrets.toml and the environment configure; None where neither says anything of one.

    Raises ``SlaDashError`` where it is not whole or cannot be safe.
    """
    said: dict[str, Any] = {**_file(), **_environment()}
    if not said:
        return None
    wanted = [key for key, _ in VARIABLES.values()]
    if missing := [key for key in wanted if not (isinstance(said.get(key), str) and said[key])]:
        raise _wrong(f"Login is configured in part: {', '.join(missing)} {'are' if len(missing) > 1 else 'is'} missing")
    if len(said["cookie_secret"]) < SHORTEST:
        raise _wrong(f"The cookie_secret has {len(said['cookie_secret'])} letters: {SHORTEST} by chance are the least")
    provider, back = (_address(key, said[key]) for key in ("server_metadata_url", "redirect_uri"))
    if not said["redirect_uri"].endswith(RETURN):
        raise _wrong(f"The redirect_uri must end in {RETURN}, not {said['redirect_uri']!r}")
    if config.get_option("server.trustedUserHeaders"):
        raise _wrong("server.trustedUserHeaders lets a header say who somebody is, whoever logged in: take it out")
    if not is_authlib_installed():
        raise SlaDashError(
            "Login is configured, but what it needs is not installed.", advice='Run: pip install "sla-dash[login]"'
        )
    kwargs = {"prompt": PROMPT, **said.get("client_kwargs", {})}
    return Login(provider.rpartition("//")[2], back, {**said, "client_kwargs": kwargs})


def _file() -> dict[str, Any]:
    """Return ``[auth]`` of the files in which Streamlit looks for secrets."""
    if secrets_singleton.load_if_toml_exists():
        auth = secrets_singleton.to_dict().get("auth", {})
        return auth if isinstance(auth, dict) else {"auth": auth}
    if found := [path for path in config.get_option("secrets.files") if Path(path).exists()]:
        raise SlaDashError(
            f"{found[0]} cannot be read, so nobody knows whether people must log in.",
            advice="Correct it: it is TOML, with a section [auth].",
        )
    return {}


def _environment() -> dict[str, str]:
    found = {}
    for name, (key, rest) in VARIABLES.items():
        value = os.environ.get(PREFIX + name)
        if value is None and (path := os.environ.get(PREFIX + name + FILE)):
            try:
                value = Path(path).read_text("utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                raise _wrong(
                    f"{PREFIX}{name}{FILE} names a file that cannot be read: {getattr(error, 'strerror', error)}"
                ) from None
        if value is not None:
            found[key] = value.rstrip("/") + rest if rest else value
    return found


def _address(key: str, address: str) -> str:
    """Return scheme, host and port of an address that cannot be read on its way."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _wrong(f"The {key} {address!r} is no address: it begins with https://")
    if parts.scheme == "http" and not _here(parts.hostname):
        raise _wrong(f"The {key} {address!r} can be read on its way: use https://")
    return f"{parts.scheme}://{parts.netloc}"


def _here(name: str) -> bool:
    """Tell whether a host name or IP address can only be this machine."""
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return f".{name}".lower().rstrip(".").endswith(".localhost")


def _wrong(message: str) -> SlaDashError:
    return SlaDashError(f"{message}.", advice=ADVICE)
