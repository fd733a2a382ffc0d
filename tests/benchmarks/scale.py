"""What preparing the facts and opening every page costs as the records grow.

``python -m tests.benchmarks.scale --leads 10_000_000`` makes up leads over five years and four touches each, prepares
the facts, opens every page in a process that has asked nothing yet, now and at a past morning, and times what it asked,
none answered from memory, the pages taking turns; what a page asks side by side is asked side by side. Then parts of
pages take turns with plain scans of the same file. Ratios within the run count.
"""

import argparse
import multiprocessing
import os
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from statistics import quantiles
from unittest import mock

import duckdb

from sla_dash import clock, places, sql
from sla_dash.board import Board, board
from sla_dash.board.answer import MEANWHILE
from sla_dash.records import store
from sla_dash.records.store import Asked, Parameter, Row, Snapshot
from tests import screens
from tests.benchmarks.made import NOW, agreements, build

MORNING = datetime(2026, 3, 12, 8, tzinfo=UTC)
"""What is replayed."""
SNAPSHOT = f"records-{NOW:%Y%m%dT%H%M%SZ}.duckdb"
AT_MOST = {NOW: 250, MORNING: 2_000}
"""Milliseconds that the questions of a page are to take together."""
ROUNDS = 5
ALL = "all four, each question once"
COLUMN_SCAN, TOUCHES_SCAN = "one 8-byte column of the touches", "three columns of the touches"

SCANS = {
    "one 8-byte column of the leads": "select sum(epoch_us(created_at)) from leads",
    COLUMN_SCAN: "select sum(epoch_us(touched_at)) from touches",
    TOUCHES_SCAN: "select min(touched_at), count(rep), count(case when is_automated then 1 end) from touches",
}
WORKED = """
select sum(
    s.worked_before
    + greatest(0, least(us, s.to_1) - s.from_1)
    + greatest(0, least(us, s.to_2) - s.from_2)
    + greatest(0, least(us, s.to_3) - s.from_3)
    + greatest(0, least(us, s.to_4) - s.from_4)
)
from (
    select schedule, cast(clock_at as date) as day, epoch_us(clock_at) % 86400000000 as us
    from facts
) as f
inner join worktime as s on s.schedule = f.schedule and s.utc_day = f.day
"""


MEASURED: dict[str, Callable[[Board], object]] = {
    "month to date": lambda b: b.delivery.lines,
    "90 days of latency": lambda b: b.contact.evidence,
    "heat map": lambda b: b.contact.hours,
    "cohorts": lambda b: (b.funnel.points, b.funnel.lines("quarter")),
}


@dataclass(frozen=True)
class Opening:
    """What is asked when a page is opened, in its order."""

    first: Sequence[Asked | str]
    then: Sequence[Asked | str] = ()
    meanwhile: Sequence[Asked | str] = ()
    """By another thread, while the one of the page asks what comes ``then``."""


PAGES = ("standup", "act", "contact", "followup", "delivery", "funnel", "whatif", "plan", "agreement", "data")


def main() -> None:
    """Build, time, print."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--leads", type=int, default=10_000_000)
    arguments.add_argument("--touches", type=int, default=4, help="of each lead")
    arguments.add_argument("--months", type=float, default=60, help="how far back the leads reach")
    arguments.add_argument("--folder", type=Path, help="where to keep the snapshot between runs")
    chosen = arguments.parse_args()
    folder = (chosen.folder or Path(tempfile.mkdtemp())) / f"{chosen.leads}-{chosen.touches}-{chosen.months:g}"
    path = folder / SNAPSHOT
    if not path.exists():
        took = build(path, chosen.leads, chosen.touches, chosen.months)
        print(f"facts of {chosen.leads:,} leads prepared in {took:.1f} s")
    size = path.stat().st_size / 1e9
    print(f"{size:.2f} GB, DuckDB {duckdb.__version__}, {ROUNDS} rounds, median milliseconds (quartiles)")
    connection = duckdb.connect(path, read_only=True, config=dict(store.SETTINGS))
    connection.execute("set enable_progress_bar = false")  # before the board locks the settings
    snapshot = store.open_file(path)
    pages: dict[str, Opening] = {}
    for at, most in AT_MOST.items():
        pages |= {f"{page} ({at:%d %b}, ≤ {most:,})": asked_on(page, folder, at) for page in PAGES}
    parts = {name: Opening([statement]) for name, statement in SCANS.items()}
    parts["working seconds of every lead"] = Opening([WORKED])
    parts |= {name: Opening(asked_by(part, snapshot)) for name, part in MEASURED.items()}
    parts[ALL] = Opening(asked_by(lambda b: [part(b) for part in MEASURED.values()], snapshot))
    turns(connection, pages)
    spent = turns(connection, parts)
    for name, scan in (("working seconds of every lead", TOUCHES_SCAN), (ALL, COLUMN_SCAN)):
        ratios = [one / other for one, other in zip(spent[name], spent[scan], strict=True)]
        low, middle, high = quantiles(ratios, n=4)
        print(f"{name} ÷ {scan}: {middle:.2f} ({low:.2f}–{high:.2f})")


def turns(connection: duckdb.DuckDBPyConnection, tasks: Mapping[str, Opening]) -> Mapping[str, Sequence[float]]:
    """Let all take turns, so that what else the machine does is shared fairly; print and return the seconds of each."""
    spent = {name: [0.0] * ROUNDS for name in tasks}
    for n in range(ROUNDS):
        for name, opening in tasks.items():
            spent[name][n] = seconds(connection, opening)
    for name, rounds in spent.items():
        low, middle, high = quantiles(rounds, n=4)
        print(f"{name:36}{middle * 1000:10.1f}  ({low * 1000:.1f}–{high * 1000:.1f})", flush=True)
    return spent


def asked_by(question: Callable[[Board], object], snapshot: Snapshot) -> Sequence[Asked]:
    """Return what one part of a page asks of the snapshot."""
    fresh = board(snapshot, agreements(), NOW)
    with store.traced() as asked:
        question(fresh)
    return asked


def asked_on(page: str, data: Path, at: datetime = NOW) -> Opening:
    """Return what a page asks of records of which nobody has asked anything, when somebody opens it."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as processes:
        return processes.submit(_opened, page, data, at).result()


def _opened(page: str, data: Path, at: datetime) -> Opening:
    os.environ |= {places.ENVIRONMENT: str(data), clock.ENVIRONMENT: NOW.isoformat()}
    asked: list[Asked] = []
    beside: list[bool] = []
    answer = Snapshot.rows

    def noted(snapshot: Snapshot, query: str, **parameters: Parameter) -> list[Row]:
        if (question := Asked(query, parameters)) not in asked:
            asked.append(question)
            beside.append(threading.current_thread().name.startswith(MEANWHILE))
        return answer(snapshot, query, **parameters)

    with mock.patch.object(Snapshot, "rows", noted):
        screens.opened(page, **({} if at == NOW else {"as_of": at.isoformat()}))
    begun = beside.index(True) if True in beside else len(asked)
    rest = [*zip(asked[begun:], beside[begun:], strict=True)]
    return Opening(asked[:begun], [one for one, aside in rest if not aside], [one for one, aside in rest if aside])


def seconds(connection: duckdb.DuckDBPyConnection, opening: Opening) -> float:
    """Time what is asked, the rows fetched."""
    start = time.perf_counter()
    ask(connection, opening.first)
    with ThreadPoolExecutor(1) as threads, connection.cursor() as cursor:
        aside = threads.submit(ask, cursor, opening.meanwhile)
        ask(connection, opening.then)
        aside.result()
    return time.perf_counter() - start


def ask(connection: duckdb.DuckDBPyConnection, questions: Sequence[Asked | str]) -> None:
    """Put questions one after the other."""
    for one in questions:
        if isinstance(one, Asked):
            held = {name: list(value) if isinstance(value, tuple) else value for name, value in one.parameters.items()}
            connection.execute(parsed(sql.statement(one.query)), held).fetchall()
        else:
            connection.execute(parsed(one)).fetchall()


@cache
def parsed(text: str) -> duckdb.Statement:
    """Read a statement once and never again, as the board does."""
    (statement,) = duckdb.extract_statements(text)
    return statement


if __name__ == "__main__":
    main()
