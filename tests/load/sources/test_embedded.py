"""Files of DuckDB and of SQLite as sources."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from sla_dash.errors import MappingError, RecordsError
from sla_dash.load import mapping
from tests import staging
from tests.loading import LEADS, loaded


@pytest.fixture
def crm(tmp_path: Path) -> Path:
    with duckdb.connect(tmp_path / "crm.duckdb") as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute(
            """create table leads as select 'L' || range as id, timestamptz '2026-11-01 10:00+01' as created,
            {'mail': 'a@x', 'tags': ['a']} as more, 1001.0::double as number from range(2)"""
        )
        connection.execute("create view calls as select 1 as one")
    return tmp_path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    with sqlite3.connect(tmp_path / "crm.db") as connection:
        connection.execute("create table leads (id, created, note)")
        connection.executemany("insert into leads values (?, ?, ?)", [(1, "2026-11-01", None), (2.5, b"\0\xff", "")])
    connection.close()
    return tmp_path


def asking(query: str) -> mapping.Written:
    return mapping.Written(query=query)


def test_a_duckdb_file_answers_a_query_and_stays_as_it_was(crm: Path) -> None:
    before = (crm / "crm.duckdb").read_bytes()
    found = staging.present(crm, "crm.duckdb", asking("select * from leads order by id desc; -- the newest"))
    assert found.lines[1] == {
        "id": "L1",
        "created": "2026-11-01T09:00:00.000000Z",
        "more.mail": "a@x",
        "more.tags": '["a"]',
        "number": "1001",
    }
    assert [row["id"] for row in found.lines.values()] == ["L1", "L0"]
    assert found.staged.dates == {"created": "TIMESTAMP WITH TIME ZONE"}
    assert (crm / "crm.duckdb").read_bytes() == before
    assert not (crm / "crm.duckdb.wal").exists()


def test_an_sqlite_file_answers_a_query_and_stays_as_it_was(small: Path) -> None:
    before = (small / "crm.db").read_bytes()
    found = staging.present(small, "crm.db", asking("select * from leads"), id="id", when="created", note="note")
    assert found.lines == {
        1: {"id": "1", "when": "2026-11-01", "note": None},
        2: {"id": "2.5", "when": "00ff", "note": ""},
    }
    assert (small / "crm.db").read_bytes() == before


def test_without_a_query_the_tables_are_listed(crm: Path, small: Path) -> None:
    with pytest.raises(MappingError) as refused:
        staging.present(crm, "crm.duckdb")
    assert refused.value.message == "leads: crm.duckdb is a database, and no query says what is asked of it."
    assert refused.value.advice == 'Give query = "select * from calls". Its tables are: calls, leads.'
    with pytest.raises(MappingError) as other:
        staging.present(small, "crm.db")
    assert other.value.advice == 'Give query = "select * from leads". Its tables are: leads.'


WRONG = [
    ("crm.duckdb", "select * from lead", "Catalog Error: Table with name lead does not exist!"),
    ("crm.duckdb", "select * from read_csv('/etc/passwd')", "Permission Error: Cannot access file"),
    ("crm.duckdb", "drop table leads", "leads.query is no single select."),
    ("crm.duckdb", "select 1; select 2", "leads.query is no single select."),
    ("crm.db", "select * from lead", "leads.query cannot be put to crm.db: no such table: lead."),
    ("crm.db", "delete from leads", "leads.query cannot be put to crm.db: attempt to write a readonly database."),
    ("crm.db", "attach 'other.db' as other", "leads.query cannot be put to crm.db: not authorized."),
    (
        "crm.db",
        "select 1; select 2",
        "leads.query cannot be put to crm.db: You can only execute one statement at a time.",
    ),
]


@pytest.mark.parametrize(("name", "query", "words"), WRONG)
def test_a_query_that_does_not_fit_is_refused(name: str, query: str, words: str, crm: Path, small: Path) -> None:
    with pytest.raises(MappingError) as refused:
        staging.present(crm, name, asking(query))
    assert words in refused.value.message
    assert sorted(path.name for path in small.iterdir() if path.is_file()) == ["crm.db", "crm.duckdb"]


def test_a_duckdb_file_in_use_is_refused(crm: Path) -> None:
    holding = f"import duckdb\nconnection = duckdb.connect({str(crm / 'crm.duckdb')!r})\nprint(1, flush=True)\ninput()"
    with subprocess.Popen([sys.executable, "-c", holding], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(RecordsError) as refused:
            staging.present(crm, "crm.duckdb", asking("select 1"))
        other.communicate(b"\n")
    assert refused.value.message == "crm.duckdb is in use: another program has it open to write."


def test_an_sqlite_file_in_use_is_refused(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sla_dash.load.sources.embedded.PATIENCE", 0.1)
    other = sqlite3.connect(small / "crm.db")
    other.execute("begin exclusive")
    with pytest.raises(RecordsError, match=r"crm.db is in use: another program writes to it\."):
        staging.present(small, "crm.db", asking("select * from leads"))
    other.close()


def test_an_sqlite_file_with_a_log_is_read_and_gets_no_file_beside_it(small: Path) -> None:
    other = sqlite3.connect(small / "crm.db")
    other.execute("pragma journal_mode = wal")
    other.execute("insert into leads (id) values (3)")
    other.commit()
    assert len(staging.present(small, "crm.db", asking("select id from leads")).lines) == 3
    other.close()
    (small / "crm.db").chmod(0o400)
    assert len(staging.present(small, "crm.db", asking("select id from leads")).lines) == 3
    assert [path.name for path in small.iterdir() if path.is_file()] == ["crm.db"]


def test_a_damaged_duckdb_file_is_refused(crm: Path) -> None:
    (crm / "cut.duckdb").write_bytes((crm / "crm.duckdb").read_bytes()[:100])
    with pytest.raises(RecordsError, match=r'cut.duckdb is a damaged DuckDB file: .*"cut.duckdb"'):
        staging.present(crm, "cut.duckdb", asking("select 1"))


def test_an_encrypted_duckdb_file_is_refused(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("set force_mbedtls_unsafe = 'true'")
        connection.execute(f"attach '{tmp_path / 'locked.duckdb'}' as locked (encryption_key 'key')")
        connection.execute("create table locked.t as select 1")
    with pytest.raises(RecordsError, match=r"locked.duckdb is an encrypted DuckDB file\."):
        staging.present(tmp_path, "locked.duckdb", asking("select 1"))


def test_a_damaged_sqlite_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cut.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 2000)
    with pytest.raises(RecordsError, match=r"cut.db is a damaged or encrypted SQLite file\."):
        staging.present(tmp_path, "cut.db", asking("select 1"))


def test_the_answer_of_a_file_is_loaded(crm: Path, tmp_path: Path) -> None:
    written = LEADS.replace(
        "[leads.columns]", "query = \"select id, '2026-11-01' as created from leads\"\n[leads.columns]"
    )
    found = loaded(tmp_path, written, leads=(crm / "crm.duckdb").read_bytes())
    assert found.rows("select lead_id from leads order by 1") == [("L0",), ("L1",)]
