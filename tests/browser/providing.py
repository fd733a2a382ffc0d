"""A provider of OpenID Connect on this machine, for boards to log in at."""

import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.served import free

HERE = Path(__file__).parent / "provider"


def installed() -> Path:
    """Return the program; skip where there is no Node.js for it."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip(
            "Node.js and npm are not installed: `make browser` as root installs them, or your system's packages do"
        )
    if not (HERE / "node_modules" / "oidc-provider").is_dir():
        command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run(command, cwd=HERE, check=True, capture_output=True, timeout=300)
    return HERE / "provider.mjs"


@contextmanager
def provider(*boards: int, port: int | None = None) -> Iterator[str]:
    """Let people log in to the boards at these ports, and yield the address of the provider."""
    port = port or free()
    address = f"http://127.0.0.1:{port}"
    command = ["node", str(installed()), str(port), *(f"http://localhost:{board}" for board in boards)]
    program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with suppress(OSError), urllib.request.urlopen(f"{address}/.well-known/openid-configuration"):  # noqa: S310
                break
            assert program.poll() is None, "the provider did not start"
            time.sleep(0.1)
        yield address
    finally:
        program.terminate()
        program.wait(20)
