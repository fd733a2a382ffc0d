"""The same records from files with DuckDB and from a lake with Spark: equal, and what each costs.

    python -m tests.benchmarks.lake --leads 1_000_000 --rounds 3

Makes up leads with four touches each as CSV and as tables of Parquet, starts a cluster as the tests do (a master, two
workers of a core each and a Connect server), and loads both in turn, each in a process of its own. Prints the time and
the most memory of the board's machine, holds the snapshots against each other row by row, and fails where they differ.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import duckdb

from sla_dash.load.canonical import TABLES
from tests import ROOT, lakes, sparked
from tests.benchmarks import million
from tests.benchmarks.speed.measures import markdown

LOAD = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from sla_dash import load
from sla_dash.load import lake
from tests import drawn
from tests.benchmarks import memory
folder, url = Path(sys.argv[1]), sys.argv[2]
given, now = (folder / "mapping.toml", folder / "data", drawn.agreements()), datetime(2026, 11, 19, tzinfo=UTC)
start = time.perf_counter()
lake.records(url, *given, now=now) if url else load.records(folder, *given, now=now)
print(time.perf_counter() - start, memory.most() >> 20)
"""
DUCKDB, SPARK = "DuckDB, from files", "Spark, from a lake"
SMALL_PARTS = {"spark.sql.files.maxPartitionBytes": "16m", "spark.sql.shuffle.partitions": "48"}
"""What a worker of one core and little memory holds at a time."""
OPTIONS = {
    "leads": "types = {'is_test': 'varchar'}",
    "touches": "timestampformat = '%d/%m/%Y %H:%M:%S'",
    "deals": "types = {'amount': 'decimal(18, 2)'}",
}
"""How the types are told that a lake has and a file has not, where they do not show."""


def measured(folder: Path, url: str) -> tuple[float, int]:
    """Return the seconds and the most megabytes of one load in its own process."""
    command = [sys.executable, "-c", LOAD, str(folder), url]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    seconds, memory = done.stdout.split()
    return float(seconds), int(memory)


def land(url: str, files: Path, folder: Path) -> None:
    """Make typed tables of a lake of the files, and the mapping of those."""
    (folder / "mapping.toml").write_text(lakes.mapping(million.MAPPING), "utf-8")
    with lakes.session(url) as session:
        for table in TABLES:
            path = files / f"{table.name}.csv"
            lakes.told(session, path, folder, OPTIONS.get(table.name, "header = true"))


def main() -> None:
    """Measure, and print the table."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--leads", type=int, default=1_000_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--memory", default="1g", help="of each worker, and of the Connect server")
    chosen = options.parse_args()
    duckdb.execute("set enable_progress_bar = false")
    with tempfile.TemporaryDirectory(prefix="lake-") as temporary:
        folders = {DUCKDB: Path(temporary, "files"), SPARK: Path(temporary, "lake")}
        for folder in folders.values():
            lakes.keyed(folder / "data")
        million.write(folders[DUCKDB], chosen.leads)
        began = time.perf_counter()
        with sparked.running(chosen.memory, "", SMALL_PARTS) as cluster:
            print(f"The cluster answered after {time.perf_counter() - began:.0f} s.", flush=True)
            land(cluster.url, folders[DUCKDB], folders[SPARK])
            found = [
                {name: measured(folder, cluster.url if name == SPARK else "") for name, folder in folders.items()}
                for _ in range(chosen.rounds)
            ]
        rows = []
        for name in folders:
            times = [one[name][0] for one in found]
            spread = f"{min(times):.0f}–{max(times):.0f}"
            most = max(one[name][1] for one in found)
            rows.append([name, f"{len(times)}", f"{median(times):.0f}", spread, f"{most:,}"])
        print(markdown([f"{chosen.leads:,} leads", "n", "median s", "least–most s", "memory here, MB"], rows))
        one, other = (max(folder.glob("data/records-*.duckdb")) for folder in folders.values())
        if different := lakes.differences(one, other):
            sys.exit(f"Not equal: {len(different):,} rows, such as {different[0]}")
        print(f"Equal, {one.stat().st_size >> 20:,} and, without touches, {other.stat().st_size >> 20:,} MB.")


if __name__ == "__main__":
    main()
