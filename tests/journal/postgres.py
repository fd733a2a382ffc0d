"""A PostgreSQL of the test's own, on loopback and in a temporary folder."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

USER = "postgres"
"""Whom the distribution lets run it: root may not."""


def _program(name: str) -> str | None:
    found = [*sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}")), *filter(None, [shutil.which(name)])]
    return str(found[0]) if found else None


class Server:
    """A cluster that can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        initdb, control = _program("initdb"), _program("pg_ctl")
        if not initdb or not control:
            pytest.skip("PostgreSQL is not installed")
        self._control, self._folder = control, folder / "cluster"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        if os.geteuid() == 0:
            shutil.chown(folder, USER)
        self._run(initdb, "-D", str(self._folder), "-A", "trust", "-U", USER)
        self.start()

    @property
    def url(self) -> str:
        """Its address, as SQLAlchemy reads it."""
        return f"postgresql+psycopg://{USER}@127.0.0.1:{self.port}/{USER}?connect_timeout=5"

    def empty(self) -> None:
        """Take everything out of it."""
        engine = sa.create_engine(self.url)
        with engine.begin() as connection:
            connection.exec_driver_sql("drop schema public cascade; create schema public")
        engine.dispose()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-p {self.port} -h 127.0.0.1 -k {self._folder}"
        log = str(self._folder / "log")
        self._run(self._control, "-D", str(self._folder), "-o", options, "-l", log, "-w", "start")

    def stop(self) -> None:
        """Stop it, whoever is connected."""
        self._run(self._control, "-D", str(self._folder), "-m", "immediate", "-w", "stop")

    def _run(self, *command: str) -> None:
        user = USER if os.geteuid() == 0 else None
        subprocess.run(command, check=True, user=user, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


@contextmanager
def running() -> Iterator[Server]:
    """Run a server for a while; skips where there is none to run."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder))
        try:
            yield server
        finally:
            server.stop()
