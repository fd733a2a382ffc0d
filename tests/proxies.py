"""nginx and Caddy as docs/deploy sets them up, with other ports, names and certificates."""

import os
import shutil
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests import ROOT, morning, viewing
from tests.served import free

DEPLOY = ROOT / "docs" / "deploy"
NAME = "board.localhost"
"""What the board is called; browsers look for it on this machine."""
WRITTEN = "board.example.com"
"""What the documentation calls it."""
START = 20
"""Seconds that a proxy has to answer."""


@dataclass(frozen=True, slots=True)
class Proxied:
    """A proxy that answers for a board."""

    plain: int
    """Its port of HTTP."""
    port: int
    """Its port of HTTPS."""
    trust: ssl.SSLContext
    """What takes its certificate, and no other."""

    @property
    def address(self) -> str:
        return f"https://{NAME}:{self.port}"

    def asked(self, path: str, method: str = "GET", host: str = "", **options: Any) -> httpx.Response:
        """Ask by HTTPS, with options of httpx; a host is asked for in place of the board's own name."""
        headers = {"Host": host or f"{NAME}:{self.port}", **options.pop("headers", {})}
        address = f"https://127.0.0.1:{self.port}{path}"
        with httpx.Client(verify=self.trust, timeout=20, trust_env=False) as client:
            return client.request(method, address, headers=headers, extensions={"sni_hostname": NAME}, **options)


@contextmanager
def board(data: Path, folder: Path, megabytes: int) -> Iterator[int]:
    """Run the board of a morning behind a proxy: at a port of this machine, which is returned, under its own name.

    ``megabytes`` are what it takes of one file.
    """
    (folder / ".streamlit").mkdir()
    names = f'"localhost", "127.0.0.1", "{NAME}"'
    (folder / ".streamlit" / "config.toml").write_text(
        f"[server]\nallowedHosts = [{names}]\nmaxUploadSize = {megabytes}\n", "utf-8"
    )
    with viewing.served(data, "--as-of", morning.ENVIRONMENT, log=folder / "log", stands=folder) as found:
        yield found.port


def certificate(folder: Path) -> tuple[Path, Path]:
    """Write a certificate for the board's name, signed by nobody else, and its key."""
    key, called = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)]),
    )
    signed = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2100, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "board.pem", folder / "board.key"
    public.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return public, private


def program(name: str, package: str) -> str:
    """Find a program where the distribution puts it, or skip the test."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    return found or pytest.skip(f"{name} is not installed: apt-get install {package}")


@contextmanager
def nginx(board: int, folder: Path) -> Iterator[Proxied]:
    """Run nginx before the board at a port of this machine."""
    command = program("nginx", "nginx-light")
    public, private = certificate(folder)
    plain, port = free(), free()
    site = replaced(
        "nginx.conf",
        {
            "listen [::]:80;": "",
            "listen [::]:443 ssl http2;": "",
            "listen 80;": f"listen 127.0.0.1:{plain};",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{port} ssl http2;",
            "127.0.0.1:8501": f"127.0.0.1:{board}",
            "/etc/letsencrypt/live/board.example.com/fullchain.pem": str(public),
            "/etc/letsencrypt/live/board.example.com/privkey.pem": str(private),
        },
    )
    (folder / "site.conf").write_text(site)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"{'user root;' if os.geteuid() == 0 else ''} daemon off; pid {folder}/pid; error_log stderr; events {{}}"
    (folder / "whole.conf").write_text(f"{whole} http {{ access_log off; {temporary} include {folder}/site.conf; }}")
    with _running([command, "-e", "stderr", "-p", str(folder), "-c", str(folder / "whole.conf")], folder):
        yield _answering(Proxied(plain, port, ssl.create_default_context(cafile=str(public))), folder)


@contextmanager
def caddy(board: int, folder: Path) -> Iterator[Proxied]:
    """Run Caddy before the board at a port of this machine."""
    command = program("caddy", "caddy")
    public, private = certificate(folder)
    plain, port = free(), free()
    site = replaced(
        "Caddyfile",
        {
            "# tls /etc/ssl/board.example.com.pem /etc/ssl/board.example.com.key ": f"tls {public} {private} ",
            "127.0.0.1:8501": f"127.0.0.1:{board}",
        },
    )
    ours = f"{{\n admin off\n http_port {plain}\n https_port {port}\n default_bind 127.0.0.1\n}}\n"
    (folder / "Caddyfile").write_text(ours + site)
    with _running([command, "run", "--config", str(folder / "Caddyfile")], folder):
        yield _answering(Proxied(plain, port, ssl.create_default_context(cafile=str(public))), folder)


PROXIES: Mapping[str, Callable[[int, Path], AbstractContextManager[Proxied]]] = {"nginx": nginx, "caddy": caddy}


def replaced(name: str, parts: Mapping[str, str]) -> str:
    """Return a file of the documentation with parts of it replaced, each of which must be there."""
    text = (DEPLOY / name).read_text("utf-8")
    for part, other in parts.items():
        assert part in text, part
        text = text.replace(part, other)
    return text.replace(WRITTEN, NAME)


@contextmanager
def _running(command: list[str], folder: Path) -> Iterator[None]:
    homes = {name: str(folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env={**os.environ, **homes})
    try:
        yield
        assert process.poll() is None, (folder / "log").read_text()
    finally:
        process.terminate()
        process.wait(20)


def _answering(proxied: Proxied, folder: Path) -> Proxied:
    begun = time.monotonic()
    while time.monotonic() - begun < START:
        with suppress(httpx.TransportError):
            proxied.asked("/_stcore/health")
            return proxied
        time.sleep(0.1)
    raise AssertionError((folder / "log").read_text())
