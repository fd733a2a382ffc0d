"""The board as `sla-dash run` serves it, and questions put to it."""

import os
import resource
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from email.message import Message
from pathlib import Path
from select import select

from tests import ROOT, morning


def free() -> int:
    """Return a port that is free."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def board(
    data: Path,
    *,
    port: int | None = None,
    as_of: str = morning.ENVIRONMENT,
    files: int | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path = ROOT,
) -> Iterator[int]:
    """Run the board as of an instant, with so many open files at most, and return its port.

    It is started in ``folder``, whose configuration it goes by.
    """
    port = port or free()
    command = [sys.executable, "-m", "sla_dash", "run", "--data", str(data), "--port", str(port)]
    limit = (lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))) if files else None
    server = subprocess.Popen(
        [*command, "--as-of", as_of],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=limit,
    )
    try:
        for _ in range(600):
            with suppress(OSError):
                asked(port, "/_stcore/health")
                break
            assert server.poll() is None, "the board did not start"
            time.sleep(0.1)
        yield port
        assert server.poll() is None
    finally:
        server.terminate()
        server.wait(20)


def asked(
    port: int, path: str, host: str = "localhost", method: str = "GET", **headers: str
) -> tuple[int, Message, bytes]:
    """Ask the board; a header's name is written with _ for -. Nothing is followed elsewhere."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    address = f"http://127.0.0.1:{port}{path}"
    request = urllib.request.Request(address, headers={"Host": host, **named}, method=method)
    opener = urllib.request.build_opener(_Stay)
    try:
        with opener.open(request, timeout=20) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Take an answer that leads elsewhere as the answer."""


def spoken(port: int, *words: bytes) -> bytes:
    """Send bytes, whatever they are, and return all that comes back until the board ends it or is silent."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as caller:
        said = b""
        with suppress(OSError):
            for word in words:
                caller.sendall(word)
                if select([caller], [], [], 0.01)[0]:
                    break
        caller.settimeout(3)
        with suppress(OSError):
            while part := caller.recv(65_536):
                said += part
        return said
