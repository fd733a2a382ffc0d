"""The servers that are compared, each on a port of its own for as long as a measurement lasts."""

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests import ROOT

APPS = Path(__file__).with_name("apps")
AS_OF = "2026-11-19T09:00+01:00"
START_WITHIN = 180
"""Seconds; the board may have to build its demo first."""
STREAMLIT = (sys.executable, "-m", "streamlit", "run", "--server.port={port}")


@dataclass
class Server:
    """One way to do what the board does, and how its server is started."""

    name: str
    command: tuple[str, ...]
    """``{port}`` stands for the port."""
    environment: dict[str, str] = field(default_factory=dict)
    port: int = 0
    process: int = 0
    log: Path = Path(os.devnull)

    @property
    def address(self) -> str:
        """Where its pages are."""
        return f"http://127.0.0.1:{self.port}/"


def board(chosen: argparse.Namespace) -> Server:
    """Return the board on the demo's records, fixed in time."""
    options = ("--data", str(chosen.data), "--as-of", AS_OF, "--port", "{port}")
    return Server("the board", (sys.executable, "-m", "sla_dash", "run", *options))


def bare() -> Server:
    """Return a Streamlit page without charts: the least that a Streamlit page can take."""
    return Server("bare page", (*STREAMLIT, str(APPS / "bare.py")))


def charts(dash: str | None) -> list[Server]:
    """Return the pages with the same four charts and one slider; Dash only where its Python is known."""
    found = [
        Server("figure.place", (*STREAMLIT, str(APPS / "placed_server.py"))),
        Server("st.plotly_chart", (*STREAMLIT, str(APPS / "native.py"))),
    ]
    return [*found, Server("Dash", (dash, str(APPS / "in_dash.py"), "{port}"))] if dash else found


def timed(server: Server) -> Server:
    """Return a server of a Streamlit app that writes down in its log how long each run of the script took."""
    python, _, *module = server.command
    return replace(server, command=(python, str(APPS / "timed.py"), *module))


def options(about: str | None) -> argparse.ArgumentParser:
    """Return the options that all measurements share."""
    found = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("--data", type=Path, help="a data folder; without records in it, a demo is built there")
    return found


@contextlib.contextmanager
def data(chosen: argparse.Namespace) -> Iterator[None]:
    """Choose a folder that is gone afterwards where none was named."""
    with tempfile.TemporaryDirectory() as folder:
        chosen.data = chosen.data or Path(folder)
        yield


@contextlib.contextmanager
def served(server: Server) -> Iterator[Server]:
    """Run a server on a free port, until the end or until this process is told to end; what it prints is in its log."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("told to end"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        server.port = free.getsockname()[1]
    command = [part.format(port=server.port) for part in server.command]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **server.environment}
    with tempfile.NamedTemporaryFile(suffix=".log") as log:
        started = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        server.process, server.log = started.pid, Path(log.name)
        try:
            _wait(server, started)
            yield server
        finally:
            started.terminate()
            try:
                started.wait(10)
            except subprocess.TimeoutExpired:
                started.kill()


def _wait(server: Server, started: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + START_WITHIN
    while time.monotonic() < end and started.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(server.address, timeout=5):  # noqa: S310 - http
            return
        time.sleep(0.1)
    raise SystemExit(f"{server.name} did not start: {started.args!r}\n{server.log.read_text()[-2000:]}")
