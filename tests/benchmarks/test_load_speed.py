"""Loading a million leads takes at most four times what DuckDB alone takes for the same files, in under 4 GB.

Run by hand: ``pytest tests/benchmarks/test_load_speed.py -s``.
"""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests import ROOT

LEADS, TOUCHES_EACH, DEALS = 1_000_000, 4, 60_000
TIMES, MEMORY = 4, 4 << 30
TAIL = """
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""
HEAD = """
import resource, sys, time
from pathlib import Path
folder = Path(sys.argv[1])
"""
LOAD = (
    HEAD
    + """
from datetime import UTC, datetime
from sla_dash import load
from tests import drawn
start = time.perf_counter()
now = datetime(2026, 11, 19, tzinfo=UTC)
load.records(folder, folder / "mapping.toml", folder / "data", drawn.agreements(), now=now)
"""
    + TAIL
)
ALONE = (
    HEAD
    + """
import duckdb
(folder / "alone.duckdb").unlink(missing_ok=True)
start = time.perf_counter()
connection = duckdb.connect(folder / "alone.duckdb")
connection.execute("set enable_progress_bar = false")
for table, types, format in (
    ("leads", "lead_id varchar, lead_type varchar, stream varchar, owner varchar, email varchar, score double,"
     " created_at timestamp, assigned_at timestamp, qualified_at timestamp, accepted_at timestamp, is_test varchar",
     "%Y-%m-%d %H:%M:%S"),
    ("touches", "lead_id varchar, touched_at timestamp, rep varchar, channel varchar, direction varchar,"
     " is_automated boolean, outcome varchar", "%d/%m/%Y %H:%M:%S"),
    ("deals", "deal_id varchar, lead_id varchar, stream varchar, owner varchar, opened_at timestamp,"
     " closed_at timestamp, stage varchar, amount decimal(18, 2), currency varchar", "%Y-%m-%d %H:%M:%S"),
    ("reps", "rep varchar, name varchar", "%Y-%m-%d"),
):
    columns = dict(column.split() if "(" not in column else column.split(maxsplit=1)
                   for column in types.replace("(18, 2)", "(18;2)").split(", "))
    columns = {name: type_.replace(";", ",") for name, type_ in columns.items()}
    connection.execute(
        f"create table {table} as select * from read_csv($path, header = true, auto_detect = false, delim = ',',"
        f" columns = {columns}, timestampformat = $format)",
        {"path": str(folder / f"{table}.csv"), "format": format},
    )
connection.execute("checkpoint")
connection.close()
"""
    + TAIL
)
MAPPING = """
[leads]
files = ["leads.csv"]
[leads.columns]
lead_id = "lead_id"
lead_type = "lead_type"
stream = "stream"
owner = "owner"
email = "email"
score = "score"
created_at = { column = "created_at", format = "%Y-%m-%d %H:%M:%S", zone = "Europe/Warsaw" }
assigned_at = { column = "assigned_at", format = "%Y-%m-%d %H:%M:%S", zone = "Europe/Warsaw" }
qualified_at = { column = "qualified_at", zone = "Europe/Warsaw" }
accepted_at = { column = "accepted_at", zone = "Europe/Warsaw" }
is_test = { column = "is_test", values = { yes = true, no = false } }
[touches]
files = ["touches.csv"]
[touches.columns]
lead_id = "lead_id"
touched_at = { column = "touched_at", format = "%d/%m/%Y %H:%M:%S", zone = "Europe/Warsaw" }
rep = "rep"
channel = "channel"
direction = "direction"
is_automated = "is_automated"
outcome = "outcome"
[deals]
files = ["deals.csv"]
[deals.columns]
deal_id = "deal_id"
lead_id = "lead_id"
stream = "stream"
owner = "owner"
opened_at = { column = "opened_at", zone = "Europe/Warsaw" }
closed_at = { column = "closed_at", zone = "Europe/Warsaw" }
stage = "stage"
amount = "amount"
currency = "currency"
[reps]
files = ["reps.csv"]
[reps.columns]
rep = "rep"
name = "name"
"""
FILES = {
    "leads": """
        select
            'L' || lpad(i::varchar, 8, '0') as lead_id,
            ['website form', 'demo request', 'content', 'event'][1 + (i * 7) % 4] as lead_type,
            ['SMB', 'Mid', 'Enterprise'][1 + i % 3] as stream,
            'rep' || (i % 40) as owner,
            'person' || i || '@example.com' as email,
            i % 100 as score,
            strftime(start_at + to_seconds(i * 77), '%Y-%m-%d %H:%M:%S') as created_at,
            strftime(start_at + to_seconds(i * 77 + 600), '%Y-%m-%d %H:%M:%S') as assigned_at,
            strftime(start_at + to_seconds(i * 77 + 700), '%Y-%m-%d %H:%M:%S') as qualified_at,
            case
                when i % 3 = 0 then strftime(start_at + to_seconds(i * 77 + 7000), '%Y-%m-%d %H:%M:%S')
            end as accepted_at,
            case when i % 50 = 0 then 'yes' else 'no' end as is_test
        from range({leads}) as r(i), start
    """,
    "touches": """
        select
            'L' || lpad((i // {each})::varchar, 8, '0') as lead_id,
            strftime(
                start_at + to_seconds((i // {each}) * 77 + 3600 * (i % {each}) + 900), '%d/%m/%Y %H:%M:%S'
            ) as touched_at,
            'rep' || (i % 40) as rep,
            ['call', 'email', 'meeting'][1 + i % 3] as channel,
            ['outbound', 'outbound', 'inbound'][1 + i % 3] as direction,
            i % 9 = 0 as is_automated,
            ['no_answer', 'connected', 'left message'][1 + i % 3] as outcome
        from range({leads} * {each}) as r(i), start
    """,
    "deals": """
        select
            'D' || lpad(i::varchar, 8, '0') as deal_id,
            'L' || lpad((i * 16)::varchar, 8, '0') as lead_id,
            ['SMB', 'Mid', 'Enterprise'][1 + i % 3] as stream,
            'rep' || (i % 40) as owner,
            strftime(start_at + to_seconds(i * 1232 + 86400), '%Y-%m-%d %H:%M:%S') as opened_at,
            strftime(start_at + to_seconds(i * 1232 + 86400 * 20), '%Y-%m-%d %H:%M:%S') as closed_at,
            ['won', 'lost'][1 + i % 2] as stage,
            (i % 5000) || '.50' as amount,
            'EUR' as currency
        from range({deals}) as r(i), start
    """,
    "reps": "select 'rep' || i as rep, 'Rep ' || i as name from range(40) as r(i)",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("million")
    (path / "mapping.toml").write_text(MAPPING)
    for table, query in FILES.items():
        chosen = query.format(leads=LEADS, each=TOUCHES_EACH, deals=DEALS)
        duckdb.execute(
            f"copy (with start as (select timestamp '2024-01-01' as start_at) {chosen}) to $path (header)",
            {"path": str(path / f"{table}.csv")},
        )
    return path


def measured(script: str, folder: Path) -> tuple[float, int]:
    """Return the seconds and the most bytes of memory of a script in its own process."""
    done = subprocess.run([sys.executable, "-c", script, folder], cwd=ROOT, capture_output=True, text=True, check=True)
    seconds, memory = done.stdout.split()
    return float(seconds), int(memory)


def test_a_million_leads_load_in_at_most_four_times_what_duckdb_alone_takes(folder: Path) -> None:
    runs = [(measured(ALONE, folder), measured(LOAD, folder)) for _ in range(3)]
    alone = min(run[0][0] for run in runs)
    loading = min(run[1][0] for run in runs)
    memory = max(run[1][1] for run in runs)
    print(f"\nDuckDB alone {alone:.1f} s, loading {loading:.1f} s, {loading / alone:.2f} times, {memory >> 20:,} MB")
    assert loading <= TIMES * alone
    assert memory < MEMORY
