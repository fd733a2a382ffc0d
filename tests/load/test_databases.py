"""A CRM in PostgreSQL, as Fivetran lands it there: the same snapshot as from files of the same rows."""

import csv
import logging
import re
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
import sqlalchemy as sa

from sla_dash import journal, load
from sla_dash.errors import SlaDashError
from sla_dash.load import person
from tests import ROOT
from tests.journal import postgres

EXPORT = ROOT / "tests" / "field" / "exports" / "hubspot-fivetran"
NAME, SECRET = "CRM_DATABASE_URL", "s3cret"
NOW = datetime.fromisoformat((EXPORT / "as_of").read_text("utf-8").strip())
ANSWERS = (EXPORT / "answers.toml").read_text("utf-8")
QUERIES = {
    "contact": "select * from hubspot.contact",
    "contact_history": "select * from hubspot.contact_property_history",
    "engagement": "select * from hubspot.engagement",
    "call": "select * from hubspot.engagement_call",
    "email": "select * from hubspot.engagement_email",
    "meeting": "select * from hubspot.engagement_meeting",
    "engagement_contact": "select * from hubspot.engagement_contact",
    "engagement_deal": "select * from hubspot.engagement_deal",
    "deal": "select * from hubspot.deal",
    "deal_contact": "select * from hubspot.deal_contact",
    "merged_deal": "select * from hubspot.merged_deal",
    "pipeline": "select pipeline_id, label, stage_id, closed_won from hubspot.deal_pipeline_stage "
    "union all select pipeline_id, label, null, null from hubspot.deal_pipeline",
    "owner": "select * from hubspot.owner",
}
SOURCES = "".join(
    f'[source.{name}]\nurl = "env:{NAME}"\nquery = "{query}"\noptional = false\n' for name, query in QUERIES.items()
)
TABLES = ("leads", "touches", "deals", "reps", "facts")
TYPES = (
    (r"_fivetran_deleted|is_deleted|active|closed_won|property_hs_is_\w+", "boolean"),
    (r"_fivetran_synced|timestamp|property_createdate|property_closedate|property_hs_timestamp|\w+_date|\w+_time",
     "timestamptz"),
    (r"property_amount", "numeric"),
    (r"id|(contact|engagement|deal|merged_deal|owner|portal|property_hubspot_owner)_id|display_order", "bigint"),
)  # fmt: skip


def fill(connection: sa.Connection, path: Path) -> None:
    """Make a table of a file, typed as Fivetran types it, with a column of JSON beside."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    types = [next((type_ for names, type_ in TYPES if re.fullmatch(names, name)), "text") for name in header]
    typed = ", ".join(f'"{name}" {type_}' for name, type_ in zip(header, types, strict=True))
    connection.exec_driver_sql(
        f"""create table hubspot.{path.stem} ({typed}, extra jsonb default '{{"a": [1, null]}}')"""
    )
    named, marks = ", ".join(f'"{name}"' for name in header), ", ".join(f"%s::{type_}" for type_ in types)
    for row in rows:
        connection.exec_driver_sql(
            f"insert into hubspot.{path.stem} ({named}) values ({marks})", tuple(value or None for value in row)
        )


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    """Yield a server that holds the export, and a user who needs a password to read it."""
    with postgres.running() as found:
        engine = sa.create_engine(found.url)
        with engine.begin() as connection:
            connection.exec_driver_sql("set time zone 'UTC'")
            connection.exec_driver_sql("create schema hubspot")
            for path in EXPORT.glob("*.csv"):
                fill(connection, path)
            connection.exec_driver_sql(f"create role reader login password '{SECRET}'")
            connection.exec_driver_sql("grant usage on schema hubspot to reader")
            connection.exec_driver_sql("grant select on all tables in schema hubspot to reader")
            connection.exec_driver_sql("alter role reader set timezone = 'America/New_York'")
            (rules,) = connection.exec_driver_sql("show hba_file").one()
        Path(rules).write_text("host all reader all scram-sha-256\nhost all all all trust\n", "utf-8")
        with engine.begin() as connection:
            connection.exec_driver_sql("select pg_reload_conf()")
        engine.dispose()
        yield found


@pytest.fixture
def address(server: postgres.Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """Set the variable of the environment to the address of the database, with the password of its reader."""
    found = server.url.replace("postgres@", f"reader:{SECRET}@")
    monkeypatch.setenv(NAME, found)
    return found


def loaded(folder: Path, work: Path, sources: str = "") -> load.Report:
    """Load a folder with the answers of the export, and sources besides."""
    work.mkdir(exist_ok=True)
    folder.mkdir(exist_ok=True)
    written = work / "mapping.toml"
    written.write_text(ANSWERS + sources, "utf-8")
    return load.records(folder, written, work / "data", journal.read(EXPORT).agreements, now=NOW)


def rows(report: load.Report, table: str) -> list[str]:
    with duckdb.connect(report.path, read_only=True) as connection:
        return sorted(map(repr, connection.execute(f"select * from {table}").fetchall()))


def refusal(work: Path, sources: str = SOURCES) -> str:
    """Return why nothing is loaded: one sentence, in no trace of which the password stands."""
    with pytest.raises(SlaDashError) as refused:
        loaded(work / "empty", work, sources)
    assert SECRET not in "".join(traceback.format_exception(refused.value)) + str(refused.value.advice)
    assert "\n" not in refused.value.message
    assert list((work / "data").glob("*.duckdb")) == []
    return refused.value.message


@pytest.mark.usefixtures("address")
def test_a_database_gives_the_same_records_as_files_of_its_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(person.ENVIRONMENT, "ab" * person.BYTES)
    files = loaded(EXPORT, tmp_path / "files")
    database = loaded(tmp_path / "empty", tmp_path / "database", SOURCES)
    assert [len(rows(files, table)) > 1 for table in TABLES] == [True] * len(TABLES)
    for table in TABLES:
        assert rows(database, table) == rows(files, table), table
    assert database.rejects == files.rejects == ()


@pytest.mark.usefixtures("address")
def test_every_row_of_every_query_is_accounted_for_by_its_source(tmp_path: Path) -> None:
    files = loaded(EXPORT, tmp_path / "files")
    database = loaded(tmp_path / "empty", tmp_path / "database", SOURCES)
    counts = ("rows_in", "rows_kept", "rows_rejected", "rows_left_out")
    expected = {
        source: tuple(sum(getattr(file, count) for file in files.files if file.table == source) for count in counts)
        for source in QUERIES
    }
    assert {file.table: tuple(getattr(file, count) for count in counts) for file in database.files} == expected
    assert {file.name for file in database.files} == {f"{source} in env:{NAME}" for source in QUERIES}


@pytest.mark.usefixtures("address")
def test_a_password_is_in_nothing_that_a_load_says_or_keeps(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        report = loaded(tmp_path / "empty", tmp_path, SOURCES)
    said = "\n".join([*report.lines(), caplog.text, *capfd.readouterr()])
    assert f"contact in env:{NAME}: " in said
    assert SECRET not in said
    with duckdb.connect(report.path, read_only=True) as connection:
        tables = [name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()]
    assert not [table for table in tables if SECRET in str(rows(report, table))]
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]


def test_a_wrong_password_is_said_in_one_sentence(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NAME, address.replace(SECRET, f"{SECRET}-no"))
    said = refusal(tmp_path)
    assert re.match(rf"env:{NAME}: postgresql at 127\.0\.0\.1:\d+ refuses the user: ", said)
    assert said.endswith('password authentication failed for user "reader".')


@pytest.mark.usefixtures("address")
def test_a_stopped_server_is_said_in_one_sentence(server: postgres.Server, tmp_path: Path) -> None:
    server.stop()
    try:
        said = refusal(tmp_path)
    finally:
        server.start()
    assert re.match(rf"env:{NAME}: postgresql at 127\.0\.0\.1:\d+ does not answer: .* Connection refused", said)


@pytest.mark.usefixtures("address")
def test_a_missing_table_is_said_with_the_source_that_asks_for_it(tmp_path: Path) -> None:
    said = refusal(tmp_path, SOURCES.replace("hubspot.engagement_call", "hubspot.engagement_calls"))
    assert said == f'call.query cannot be put to env:{NAME}: relation "hubspot.engagement_calls" does not exist.'


@pytest.mark.usefixtures("address")
def test_a_missing_column_is_said_with_the_source_that_needs_it(tmp_path: Path) -> None:
    said = refusal(tmp_path, SOURCES.replace("select * from hubspot.owner", "select owner_id from hubspot.owner"))
    assert said == f"owner in env:{NAME} has no column first_name; no column last_name."


def test_a_variable_that_is_not_set_is_said_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAME, raising=False)
    assert refusal(tmp_path) == f"contact.url: the variable {NAME} of the environment is not set."


@pytest.mark.usefixtures("address")
def test_a_table_that_a_database_does_not_have_is_left_unsaid_where_it_may_be_missing(tmp_path: Path) -> None:
    without = SOURCES.partition("[source.merged_deal]")[0]
    report = loaded(tmp_path / "empty", tmp_path, without)
    assert "merged_deal: no file has its columns, so nothing is known of it" in report.missing
    assert len(rows(report, "deals")) > 1
