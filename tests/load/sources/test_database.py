"""Databases as sources, by their address in the environment."""

import sqlite3
import subprocess
import sys
import traceback
from pathlib import Path

import pytest
import sqlalchemy as sa

from sla_dash.errors import MappingError, RecordsError, SlaDashError
from sla_dash.load import mapping
from sla_dash.load.sources import database, preflight
from tests import staging
from tests.journal.postgres import Server

NAME = "CRM_DATABASE_URL"
SECRET = "s3cret/wörd"  # noqa: S105 - made up
CODED = "s3cret%2Fw%C3%B6rd"


def ask(folder: Path, query: str, **wanted: str) -> staging.Rows:
    written = mapping.Written(url=f"env:{NAME}", query=query)
    return staging.staged(preflight.database("calls", written), written, folder / "work", **wanted)


def refusal(folder: Path, query: str = "select 1 as one") -> SlaDashError:
    """Return why a query is refused; no trace of it may hold a password."""
    with pytest.raises(SlaDashError) as refused:
        ask(folder, query)
    trace = "".join(traceback.format_exception(refused.value))
    assert not any(secret in trace for secret in (SECRET, CODED, "s3cret"))
    assert refused.value.__context__ is None
    return refused.value


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    with sqlite3.connect(tmp_path / "crm.db") as connection:
        connection.execute("create table calls (id integer, at text, share real)")
        connection.executemany("insert into calls values (?, ?, ?)", [(1, "50% :x", 0.5), (2, None, 1001.0)])
    connection.close()
    monkeypatch.setenv(NAME, f"sqlite:///{tmp_path / 'crm.db'}")
    return tmp_path


def test_a_database_answers_a_query_row_by_row(small: Path) -> None:
    found = ask(small, "select * from calls where at is null or at like '50% :x' order by id")
    assert found.lines == {
        1: {"id": "1", "at": "50% :x", "share": "0.5"},
        2: {"id": "2", "at": None, "share": "1001"},
    }
    assert (found.staged.found.name, found.staged.found.size, found.staged.found.kind) == (f"env:{NAME}", 0, "database")


def test_a_database_is_only_read(small: Path) -> None:
    refused = refusal(small, "delete from calls")
    assert refused.message == f"calls.query cannot be put to env:{NAME}: attempt to write a readonly database."
    assert len(ask(small, "select * from calls").lines) == 2


def test_what_is_wanted_of_an_answer_must_be_there(small: Path) -> None:
    with pytest.raises(MappingError) as refused:
        ask(small, "select id, share from calls", lead="lead_id")
    assert refused.value.message == f"env:{NAME} has no column lead_id."
    assert refused.value.advice == "It has: id, share."


def test_a_variable_that_is_not_set_is_refused_before_anything_is_read() -> None:
    with pytest.raises(MappingError) as refused:
        preflight.database("calls", mapping.Written(url="env:NOT_SET", query="select 1"))
    assert refused.value.message == "calls.url: the variable NOT_SET of the environment is not set."
    assert refused.value.advice.startswith("Set it to the address of the database, such as NOT_SET=postgresql://")


ADDRESSES = [
    ("nonsense", f"env:{NAME} holds no address of a database.", "Write it as postgresql://"),
    (f"postgresql://u:{CODED}@host:port/x", f"env:{NAME} holds no address of a database.", "Write it as"),
    (f"mysql://u:{CODED}@host/x", f"env:{NAME}: no driver for mysql is installed.", "Run pip install pymysql"),
    (f"postgres://u:{CODED}@host/x", f"env:{NAME}: no driver for postgres is installed.", "postgresql+psycopg://"),
    (f"u:{CODED}+x://h", f"env:{NAME} holds no address of a database.", "Write it as"),
    ("sqlite:////nowhere/crm.db", f"env:{NAME}: there is no SQLite file /nowhere/crm.db.", "Put it there"),
    (
        f"postgresql+psycopg://u:{CODED}@127.0.0.1:1/x?password={CODED}",
        f"env:{NAME}: postgresql at 127.0.0.1:1 does not answer: connection failed: "
        'connection to server at "127.0.0.1", port 1 failed: Connection refused.',
        "Check the host, the port",
    ),
]


@pytest.mark.parametrize(("address", "words", "advice"), ADDRESSES)
def test_an_address_that_leads_nowhere_is_said_without_its_password(
    address: str, words: str, advice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NAME, address)
    refused = refusal(tmp_path)
    assert refused.message == words
    assert advice in refused.advice


def test_a_driver_that_is_missing_is_named_by_what_installs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.setenv(NAME, f"postgresql+psycopg://u:{CODED}@host/x")
    refused = refusal(tmp_path)
    assert refused.message == f"env:{NAME}: no driver for postgresql is installed."
    assert refused.advice.startswith("Run pip install 'sla-dash[postgres]'")


def test_values_of_postgresql_are_text(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, server.url)
    found = ask(
        tmp_path,
        """select timestamptz '2026-11-02 10:00+01' as at, timestamp '2026-11-02 10:00' as plain,
        date '2026-11-02' as day, 1234567890.10::numeric(12, 2) as amount, true as yes,
        '{"a": [1, null]}'::jsonb as more, array['a', 'b'] as tags, '\\x00ff'::bytea as bytes,
        '00000000-0000-0000-0000-000000000001'::uuid as id, 12::float8 as score, '50%' as note, null as nothing""",
    )
    row = found.lines[1]
    assert row.pop("at") in {"2026-11-02T09:00:00+00:00", "2026-11-02T10:00:00+01:00"}
    assert row == {
        "plain": "2026-11-02T10:00:00",
        "day": "2026-11-02",
        "amount": "1234567890.10",
        "yes": "true",
        "more": '{"a": [1, null]}',
        "tags": '["a", "b"]',
        "id": "00000000-0000-0000-0000-000000000001",
        "bytes": "00ff",
        "score": "12",
        "note": "50%",
        "nothing": None,
    }
    assert found.staged.dates == {"at": "TIMESTAMP", "plain": "TIMESTAMP", "day": "DATE"}


def test_an_answer_of_many_batches_keeps_its_order(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NAME, server.url)
    monkeypatch.setattr(database, "BATCH", 100)
    found = ask(tmp_path, "select n, 'x' || n as id from generate_series(1, 1050) n order by n", id="id")
    assert list(found.lines.items())[-1] == (1050, {"id": "x1050"})
    assert [row["id"] for row in found.lines.values()] == [f"x{number}" for number in range(1, 1051)]


QUERIES = [
    ("select * from nothing", f'calls.query cannot be put to env:{NAME}: relation "nothing" does not exist.'),
    (
        "select 1 / (n - 20000) from generate_series(1, 30000) n",
        f"calls.query cannot be put to env:{NAME}: division by zero.",
    ),
    ("create table t (a int)", f'calls.query cannot be put to env:{NAME}: syntax error at or near "create".'),
    (
        "select pg_terminate_backend(pg_backend_pid())",
        " broke off: ",
    ),
]


@pytest.mark.parametrize(("query", "words"), QUERIES)
def test_a_query_that_fails_is_said_in_one_sentence(
    query: str, words: str, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NAME, server.url)
    assert words in refusal(tmp_path, query).message


def test_nothing_is_written_even_by_a_function(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = sa.create_engine(server.url)
    with engine.begin() as connection:
        connection.exec_driver_sql("create sequence counted")
    engine.dispose()
    monkeypatch.setenv(NAME, server.url)
    refused = refusal(tmp_path, "select nextval('counted')")
    assert "cannot execute nextval() in a read-only transaction" in refused.message


def test_a_user_who_is_refused_is_told_so_without_the_password(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = sa.create_engine(server.url)
    with engine.begin() as connection:
        connection.exec_driver_sql("create role closed nologin")
    engine.dispose()
    monkeypatch.setenv(NAME, server.url.replace("postgres@", f"closed:{CODED}@"))
    refused = refusal(tmp_path)
    assert "refuses the user: " in refused.message
    assert 'role "closed" is not permitted to log in.' in refused.message
    assert refused.advice == f"Check the user and the password in {NAME}."
    monkeypatch.setenv(NAME, server.url.replace("/postgres?", "/none?"))
    assert "does not answer: " in refusal(tmp_path).message


def test_a_driver_that_repeats_the_address_is_not_repeated(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError(f"no: {small / 'crm.db'} sqlite:///{small / 'crm.db'}\nand more")

    monkeypatch.setattr(sqlite3.dbapi2, "connect", failing)
    monkeypatch.setenv(NAME, f"sqlite:///{small / 'crm.db'}")
    refused = refusal(small)
    assert isinstance(refused, RecordsError)
    assert refused.message == f"env:{NAME}: the database does not answer: no: {small / 'crm.db'} ***."


def test_nothing_of_sqlalchemy_is_imported_until_a_database_is_asked() -> None:
    looking = "import sys, sla_dash.load.sources.staging; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", looking], check=False).returncode == 0
