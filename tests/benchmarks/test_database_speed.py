"""Loading leads and touches from PostgreSQL, through SQLAlchemy and psycopg, takes at most 1 GB of memory.

Run by hand, with as many leads as wanted: ``SLA_DASH_LEADS=1250000 pytest tests/benchmarks/test_database_speed.py -s``.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests import ROOT
from tests.journal import postgres

LEADS, TOUCHES_EACH = int(os.environ.get("SLA_DASH_LEADS", "50000")), 4
MEMORY = 1 << 30
TABLES = """
create schema crm;
create table crm.contact as
select
    i as id, 'person' || i || '@example.com' as email, 'form' as kind, 'SMB' as stream, 'rep' || (i % 40) as owner,
    timestamptz '2024-01-01 00:00+00' + make_interval(secs => i * 70.0) as created_at
from generate_series(1, {leads}) i;
create table crm.call as
select
    i as id, 1 + (i - 1) / {each} as contact_id, 'rep' || (i % 40) as owner, i % 9 = 0 as automated,
    (array['no_answer', 'connected', 'left message'])[1 + i % 3] as outcome,
    timestamptz '2024-01-01 00:00+00' + make_interval(secs => (1 + (i - 1) / {each}) * 70.0 + 3600 * (i % {each}))
        as called_at
from generate_series(1, {leads} * {each}) i;
"""
MAPPING = """
[source.contact]
url = "env:CRM_DATABASE_URL"
query = "select * from crm.contact"
[source.call]
url = "env:CRM_DATABASE_URL"
query = "select * from crm.call"
[leads]
source = "contact"
[leads.columns]
lead_id = "id"
email = "email"
lead_type = "kind"
stream = "stream"
owner = "owner"
created_at = "created_at"
[touches]
sql = "select *, 'call' as channel from call"
[touches.columns]
lead_id = "contact_id"
touched_at = "called_at"
rep = "owner"
channel = "channel"
is_automated = "automated"
outcome = "outcome"
"""
LOAD = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from sla_dash import load
from tests import drawn
from tests.benchmarks import memory
start, folder = time.perf_counter(), Path(sys.argv[1])
def said(step, share):
    used = memory.most() >> 20
    print(f"{time.perf_counter() - start:7.1f} s {share:4.0%} {used:6,} MB so far, {step}", file=sys.stderr)
now = datetime(2026, 11, 19, tzinfo=UTC)
report = load.records(folder, folder / "mapping.toml", folder / "data", drawn.agreements(), now=now, progress=said)
rows = sum(file.rows_in for file in report.files)
print(rows, time.perf_counter() - start, memory.most())
"""


@pytest.fixture
def address() -> Iterator[str]:
    """Yield the address of a PostgreSQL that holds the leads and their touches."""
    with postgres.running() as server:
        engine = sa.create_engine(server.url)
        with engine.begin() as connection:
            connection.execution_options(no_parameters=True).exec_driver_sql(
                TABLES.format(leads=LEADS, each=TOUCHES_EACH)
            )
        engine.dispose()
        yield server.url


def test_a_database_loads_in_at_most_a_gigabyte(address: str, tmp_path: Path) -> None:
    (tmp_path / "mapping.toml").write_text(MAPPING, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", LOAD, tmp_path],
        cwd=ROOT,
        env={**os.environ, "CRM_DATABASE_URL": address},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    rows, seconds, memory = map(float, done.stdout.split())
    print(f"\n{rows:,.0f} rows in {seconds:.1f} s, {rows / seconds:,.0f} a second, {int(memory) >> 20:,} MB at most")
    assert rows == LEADS * (1 + TOUCHES_EACH)
    assert memory <= MEMORY
