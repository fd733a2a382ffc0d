"""Loading a million leads takes at most four times what DuckDB alone takes for the same files, in under 4 GB.

Run by hand: ``pytest tests/benchmarks/test_load_speed.py -s``.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT
from tests.benchmarks import million

LEADS = 1_000_000
TIMES, MEMORY = 4, 4 << 30
TAIL = """
print(time.perf_counter() - start, memory.most())
"""
HEAD = """
import sys, time
from pathlib import Path
from tests.benchmarks import memory
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


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("million")
    million.write(path, LEADS)
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
