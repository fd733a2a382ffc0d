"""A Spark of the tests' own on loopback: a master, two workers and a Connect server, from the server's wheel."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import ROOT
from tests.served import free

HOME = Path(os.environ.get("SPARK_HOME", ROOT / ".venv" / "spark" / "pyspark"))
"""Where `make test` puts the server."""
WORKERS = 2
START = 120
"""Seconds that each part has to answer."""
MASTER, WORKER = "org.apache.spark.deploy.master.Master", "org.apache.spark.deploy.worker.Worker"
SERVER = "org.apache.spark.sql.connect.service.SparkConnectServer"
BRIEF = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""What Java is told that lives for minutes: it compiles fast, and not well."""
FEW: Mapping[str, str] = {"spark.sql.shuffle.partitions": "4"}
"""How little data is split, so that no time goes with empty parts."""
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
    "spark.connect.grpc.binding.address": "127.0.0.1",
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster that answers."""

    url: str
    """Where a client finds it, ``sc://…``."""
    workers: tuple[subprocess.Popen[bytes], ...]
    """The workers' processes; each leads a group of its own, in which its executors are."""

    def kill(self, worker: int) -> None:
        """Kill a worker with its executors, as a lost machine would be."""
        _end(self.workers[worker])


@contextmanager
def running(memory: str = "1g", java: str = BRIEF, settings: Mapping[str, str] = FEW) -> Iterator[Cluster]:
    """Run a cluster for a while, ``memory`` for each worker and the server; skips where Java or Spark is missing."""
    if not shutil.which("java"):
        pytest.skip("Java is not installed: apt-get install openjdk-17-jre-headless")
    if not (HOME / "bin" / "spark-class").exists():
        pytest.skip(f"there is no Spark in {HOME}: make test puts it there")
    started: list[subprocess.Popen[bytes]] = []
    with tempfile.TemporaryDirectory(prefix="spark-", ignore_cleanup_errors=True) as folder:
        try:
            yield _started(Path(folder), started, memory, java, settings)
        finally:
            for process in reversed(started):
                _end(process)


def _started(
    folder: Path, started: list[subprocess.Popen[bytes]], memory: str, java: str, settings: Mapping[str, str]
) -> Cluster:
    """Start the parts and note each in ``started``; return once all answer."""
    master, connect = free(), free()
    address, at = f"spark://127.0.0.1:{master}", ("--host", "127.0.0.1", "--webui-port", "0")
    limits = ("--cores", "1", "--memory", memory, "--work-dir", str(folder))
    whole = {**SETTINGS, **settings, "spark.connect.grpc.binding.port": str(connect)}
    said = [part for key, value in whole.items() for part in ("--conf", f"{key}={value}")]
    given = ("--master", address, "--driver-memory", memory, "--executor-memory", memory)
    submitted = (*given, *said, "--class", SERVER, "spark-internal")

    def start(command: str, *arguments: str, daemon: str = "256m") -> tuple[subprocess.Popen[bytes], Path]:
        log = folder / f"log-{len(started)}"
        started.append(_process(folder, log, daemon, java, command, *arguments))
        return started[-1], log

    _await(*start("spark-class", MASTER, *at, "--port", str(master)), "elected leader")
    workers = [start("spark-class", WORKER, *at, *limits, address) for _ in range(WORKERS)]
    server = start("spark-submit", *submitted, daemon=memory)
    for worker in workers:
        _await(*worker, "Successfully registered")
    _await(*server, "Spark Connect server started")
    return Cluster(f"sc://127.0.0.1:{connect}", tuple(process for process, _ in workers))


def _process(folder: Path, log: Path, memory: str, java: str, command: str, *arguments: str) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "JAVA_TOOL_OPTIONS": f"-Djava.io.tmpdir={folder} {java}",
        "SPARK_DAEMON_MEMORY": memory,
        "SPARK_HOME": str(HOME),
        "SPARK_LOCAL_DIRS": str(folder),
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    with log.open("w") as told:
        return subprocess.Popen(
            [str(HOME / "bin" / command), *arguments],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _await(process: subprocess.Popen[bytes], log: Path, words: str) -> None:
    """Wait until the log of a part says that it answers."""
    until = time.monotonic() + START
    while words not in (told := log.read_text(errors="replace")):
        assert process.poll() is None, told
        assert time.monotonic() < until, told
        time.sleep(0.1)


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
