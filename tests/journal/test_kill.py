"""Killed at any moment of writing: every entry that was acknowledged is there, and the chain is whole."""

import os
import random
import resource
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from sla_dash.journal import Journal, JournalError, faults
from tests import ROOT

NOON = datetime(2026, 11, 19, 12, tzinfo=UTC)
KILLS, AT_ONCE = 200, 4
NURSERY = """
import os, sys
from datetime import datetime, UTC
from sqlalchemy.engine import make_url
from sla_dash.journal import Journal

acknowledged = os.open(sys.argv[2], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
for _ in sys.stdin:
    writer = os.fork()
    while writer == 0:
        journal = Journal(make_url(sys.argv[1]))
        while True:
            entry = journal.append("note", "s", {"text": "x" * 300}, who="ann", at=datetime.now(UTC))
            os.write(acknowledged, f"{entry.id} {entry.hash}\\n".encode())
    print(writer, flush=True)
"""
"""Has imported everything, and begets a writer for every line that it reads."""


def test_no_acknowledged_entry_is_lost(tmp_path: Path) -> None:
    address, acknowledged = f"sqlite:///{tmp_path / 'journal.sqlite'}", tmp_path / "acknowledged"
    order = random.Random(1)
    Journal(make_url(address)).append("note", "s", {}, who="ann", at=NOON)  # so that the tables are there
    nursery = subprocess.Popen(
        [sys.executable, "-c", NURSERY, address, acknowledged],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with nursery:
        assert nursery.stdin
        assert nursery.stdout
        writers: list[int] = []
        for _ in range(KILLS + AT_ONCE):
            nursery.stdin.write("one more\n")
            nursery.stdin.flush()
            writers.append(int(nursery.stdout.readline()))
            time.sleep(order.uniform(0, 0.08))
            if len(writers) > AT_ONCE:
                os.kill(writers.pop(order.randrange(AT_ONCE)), signal.SIGKILL)
        for writer in writers:
            os.kill(writer, signal.SIGKILL)
    entries = Journal(make_url(address)).entries()
    assert faults(entries) == []
    found = {f"{one.id} {one.hash}" for one in entries}
    lines = acknowledged.read_text("ascii").splitlines()
    assert len(lines) > KILLS
    assert set(lines) <= found


def test_a_full_disk_is_a_sentence_and_loses_nothing(tmp_path: Path) -> None:
    journal = Journal.of(tmp_path)
    journal.append("note", "s", {"n": 0}, who="ann", at=NOON)
    written: list[int] = []

    def fill() -> None:
        for _ in range(200):
            entry = journal.append("note", "s", {"text": "x" * 5_000}, who="ann", at=NOON)
            written.append(entry.id)

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
        with pytest.raises(JournalError, match=r"The journal journal\.sqlite cannot be written: "):
            fill()
        assert [one.id for one in journal.entries()] == [1, *written]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert len(written) > 2
    journal.append("note", "s", {"n": 1}, who="ann", at=NOON)
    assert faults(journal.entries()) == []
    assert len(journal.entries()) == len(written) + 2
