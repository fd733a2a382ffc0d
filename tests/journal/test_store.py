"""The journal in SQLite and in PostgreSQL: everybody's entries, each once, in one chain."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from sla_dash.journal import Journal, JournalError, StaleError, faults, until
from tests import ROOT
from tests.journal.postgres import Server

NOON = datetime(2026, 11, 19, 12, tzinfo=UTC)


def test_there_is_nothing_until_somebody_writes(journal: Journal) -> None:
    assert journal.entries() == ()


def test_what_was_written_is_there_in_its_order_and_as_of_any_instant(journal: Journal) -> None:
    written = [
        journal.append(
            "note", f"lead L{n}", {"text": "héllo \N{SNOWMAN}", "n": n}, who="ann", at=NOON + n * timedelta(hours=1)
        )
        for n in range(5)
    ]
    assert list(journal.entries()) == written
    assert [one.id for one in written] == [1, 2, 3, 4, 5]
    assert faults(written) == []
    for n in range(5):
        assert until(written, NOON + n * timedelta(hours=1)) == written[: n + 1]
        assert until(written, NOON + n * timedelta(hours=1) - timedelta(microseconds=1)) == written[:n]


def test_what_others_write_is_read_on_and_nothing_else_is_read_anew(journal: Journal, address: str) -> None:
    first = journal.append("note", "lead L1", {}, who="ann", at=NOON)
    known = journal.entries()
    assert journal.entries() is known
    other = Journal(make_url(address))
    second = other.append("note", "lead L2", {}, who="bob", at=NOON)
    assert journal.entries() == (first, second)
    other.close()


def test_who_writes_second_about_the_same_is_told_what_the_first_wrote(journal: Journal) -> None:
    one = journal.append("decision", "decision 1", {"what": "call"}, who="ann", at=NOON, seen=0)
    other = journal.append("note", "lead L7", {}, who="cy", at=NOON, seen=0)
    with pytest.raises(StaleError, match="ann wrote about this meanwhile") as told:
        journal.append("progress", "decision 1", {"done": True}, who="bob", at=NOON, seen=0)
    assert told.value.since == (one,)
    journal.append("progress", "decision 1", {"done": True}, who="bob", at=NOON, seen=one.id)
    assert [entry.id for entry in journal.entries()] == [one.id, other.id, 3]


def test_many_who_write_at_once_make_one_chain(journal: Journal, address: str) -> None:
    def write(n: int) -> int:
        return journal.append("note", f"subject {n % 3}", {"n": n}, who="ann", at=NOON).id

    code = (
        "import sys; from datetime import *; from sqlalchemy.engine import make_url\n"
        "from sla_dash.journal import Journal\n"
        "j = Journal(make_url(sys.argv[1]))\n"
        "for n in range(20): j.append('note', 'elsewhere', {'n': n}, who='bob', at=datetime.now(UTC))"
    )
    journal.append("note", "first", {}, who="ann", at=NOON)
    others = [subprocess.Popen([sys.executable, "-c", code, address], cwd=ROOT) for _ in range(2)]
    with ThreadPoolExecutor(4) as pool:
        ids = list(pool.map(write, range(40)))
    assert [other.wait(60) for other in others] == [0, 0]
    entries = journal.entries()
    assert len(entries) == 1 + 40 + 40
    assert len({*ids}) == 40
    assert faults(entries) == []


@pytest.mark.parametrize("change", ["update entries set who = 'eve'", "delete from entries"])
def test_the_database_itself_lets_nothing_be_changed(journal: Journal, address: str, change: str) -> None:
    journal.append("note", "s", {}, who="ann", at=NOON)
    engine = sa.create_engine(address)
    with pytest.raises(sa.exc.DBAPIError, match="an entry stays as it was written"), engine.begin() as connection:
        connection.exec_driver_sql(change)
    engine.dispose()


def test_a_copy_is_restored_into_an_empty_journal_only(journal: Journal, tmp_path: Path) -> None:
    written = [journal.append("note", "s", {"n": n}, who="ann", at=NOON) for n in range(3)]
    other = Journal(make_url(f"sqlite:///{tmp_path / 'other.sqlite'}"))
    other.restore(written)
    assert list(other.entries()) == written
    with pytest.raises(JournalError, match="There are entries in this journal already"):
        other.restore(written)
    other.close()


def test_a_journal_of_a_newer_board_is_left_alone(journal: Journal, address: str) -> None:
    journal.append("note", "s", {}, who="ann", at=NOON)
    engine = sa.create_engine(address)
    with engine.begin() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '9999'")
    engine.dispose()
    with pytest.raises(JournalError, match="written by a newer version"):
        journal.entries()
    with pytest.raises(JournalError, match="written by a newer version"):
        journal.append("note", "s", {}, who="ann", at=NOON)


def test_a_file_that_is_no_journal_is_said(tmp_path: Path) -> None:
    (tmp_path / "journal.sqlite").write_bytes(b"not a database" * 500)
    journal = Journal.of(tmp_path)
    with pytest.raises(JournalError, match=r"The journal journal\.sqlite cannot be read: file is not a database"):
        journal.entries()


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    journal = Journal.of(tmp_path)
    journal.append("note", "s", {}, who="ann", at=NOON)
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
    journal.close()


@pytest.mark.parametrize("named", ["postgresql+nothing://x", "what", "oracle://x"])
def test_an_address_that_is_none_is_said(named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_DASH_JOURNAL", named)
    with pytest.raises(JournalError, match="does not name a database that can be used"):
        Journal.of(tmp_path)


def test_a_database_that_goes_away_and_comes_back(server: Server) -> None:
    server.empty()
    journal = Journal(make_url(server.url))
    journal.append("note", "s", {"n": 1}, who="ann", at=NOON)
    server.stop()
    for ask in (journal.entries, lambda: journal.append("note", "s", {"n": 2}, who="ann", at=NOON)):
        with pytest.raises(JournalError, match=r"cannot be (read|written)"):
            ask()
    server.start()
    journal.append("note", "s", {"n": 3}, who="ann", at=NOON)
    assert [one.body["n"] for one in journal.entries()] == [1, 3]
    journal.close()


def test_a_folder_that_cannot_be_written_can_still_be_read(tmp_path: Path) -> None:
    journal = Journal.of(tmp_path)
    journal.append("note", "s", {"n": 1}, who="ann", at=NOON)
    journal.close()
    code = (
        "import os, sys, sqlite3, sqlalchemy.dialects.sqlite.pysqlite, alembic.command\n"
        "from pathlib import Path; from datetime import *; from sla_dash.journal import *\n"
        "os.getuid() or (os.setgid(65534), os.setuid(65534))\n"
        "j = Journal.of(Path(sys.argv[1])); print(len(j.entries()))\n"
        "try: j.append('note', 's', {}, who='ann', at=datetime.now(UTC))\n"
        "except JournalError as error: print(error.message)"
    )
    for path in (tmp_path / "journal.sqlite", tmp_path):
        path.chmod(0o555 if path.is_dir() else 0o444)
    for parent in tmp_path.parents[:3] if os.geteuid() == 0 else ():  # what pytest keeps to itself, for nobody to read
        parent.chmod(parent.stat().st_mode | 0o055)
    ran = subprocess.run([sys.executable, "-c", code, tmp_path], cwd=ROOT, capture_output=True, text=True, check=False)
    tmp_path.chmod(0o755)
    assert ran.stdout.splitlines() == [
        "1",
        "The journal journal.sqlite cannot be written: attempt to write a readonly database.",
    ], ran.stderr
