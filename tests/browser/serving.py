"""The board as `sla-dash run` serves it to a browser."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def free() -> int:
    """Return a port that is free."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def board(data: Path, as_of: str, port: int | None = None) -> Iterator[str]:
    """Serve a data folder as of an instant, and yield the address; ``port`` None is any that is free."""
    port = port or free()
    command = [sys.executable, "-m", "sla_dash", "run", "--data", str(data), "--port", str(port), "--as-of", as_of]
    server = subprocess.Popen(command, env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    try:
        for _ in range(600):
            with suppress(OSError), urllib.request.urlopen(f"{address}/_stcore/health"):  # noqa: S310 - our own server
                break
            assert server.poll() is None, "the board did not start"
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(20)
