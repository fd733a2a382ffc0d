"""What preparing the facts and opening every page costs as the records grow.

``python -m tests.benchmarks.scale --leads 10_000_000`` makes up leads over five years and four touches each, prepares
the facts, opens every page in a process that has asked nothing yet, now and at a past morning, and times what it asked,
none answered from memory, against plain scans of the same file, all taking turns. Ratios within the run count.
"""

import argparse
import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from unittest import mock

import duckdb

from sla_dash import clock, places, sql
from sla_dash.agreement import Agreements, parse
from sla_dash.board import Board, board
from sla_dash.load import canonical, facts, landing
from sla_dash.load import snapshot as snapshots
from sla_dash.records import store
from sla_dash.records.store import Asked, Parameter, Row, Snapshot
from tests import drawn, screens

NOW = datetime(2026, 11, 19, 8, tzinfo=UTC)
MORNING = datetime(2026, 3, 12, 8, tzinfo=UTC)
"""What is replayed."""
SNAPSHOT = f"records-{NOW:%Y%m%dT%H%M%SZ}.duckdb"
AT_MOST = {NOW: 250, MORNING: 2_000}
"""Milliseconds that the questions of a page are to take together."""
LEADS_EACH_DEAL, REPS = 25, 200
ROUNDS = 5
ALL = "all four, each question once"
COLUMN_SCAN, TOUCHES_SCAN = "one 8-byte column of the touches", "three columns of the touches"

DRAW = "create temp macro draw(n, what, below) as cast(hash(n, what) % below as bigint)"
LEADS = """
insert into leads
select
    'L' || n,
    (['form', 'outbound', 'form', null])[1 + draw(n, 0, 4)],
    'SMB',
    'rep' || draw(n, 1, $reps),
    cast(md5(case when draw(n, 2, 50) = 0 then 'p' || draw(n, 3, 1000000) else 'u' || n end) as uuid),
    null,
    null,
    draw(n, 4, 100),
    handed - to_seconds(3600 * (draw(n, 5, 48))),
    handed + to_seconds(draw(n, 6, 7200)),
    handed,
    case when draw(n, 7, 3) = 0 then handed + to_seconds(draw(n, 8, 864000)) end,
    case when draw(n, 9, 20) = 0 then handed + to_seconds(draw(n, 10, 400000)) end,
    case when draw(n, 9, 20) = 0 then (['no budget', 'student', 'competitor'])[1 + draw(n, 11, 3)] end,
    case when draw(n, 12, 20) > 0 then handed + to_seconds(draw(n, 13, 4000000)) end,
    null,
    draw(n, 14, 200) = 0,
    case when draw(n, 15, 4) = 0 then ['need'] else ['budget', 'need', 'time frame'] end,
    null,
    null,
    null
from (
    select
        n,
        $now - to_seconds(($span * (1 - (n + 0.5) / $leads))::bigint) as handed
    from range($leads) as numbers (n)
)
"""
TOUCHES = """
insert into touches
select
    'L' || n,
    handed + to_seconds((power(draw(n * 8 + t, 20, 1000) / 1000.0, 3) * 3000000 + 60 * t)::bigint),
    'rep' || draw(n * 8 + t, 21, $reps),
    'call',
    case when draw(n * 8 + t, 22, 8) = 0 then 'inbound' else 'outbound' end,
    draw(n * 8 + t, 23, 5) = 0,
    case when draw(n * 8 + t, 24, 6) = 0 then 'connected' else 'no_answer' end,
    null
from (
    select
        n,
        $now - to_seconds(($span * (1 - (n + 0.5) / $leads))::bigint) as handed
    from range($leads) as numbers (n)
)
cross join range($each) as touches (t)
where handed + to_seconds((power(draw(n * 8 + t, 20, 1000) / 1000.0, 3) * 3000000 + 60 * t)::bigint) <= $now
"""
DEALS = """
insert into deals
select
    'D' || n,
    'L' || n * $each,
    'SMB',
    'rep' || draw(n, 30, $reps),
    opened,
    case when stage = 'open' then null else least($now, opened + to_seconds(draw(n, 32, 7000000))) end,
    stage,
    500 + draw(n, 33, 9000),
    'EUR'
from (
    select
        n,
        least($now, $now - to_seconds(($span * (1 - (n * $each + 0.5) / $leads))::bigint)
            + to_seconds(draw(n, 31, 2000000))) as opened,
        (['won', 'lost', 'lost', 'open'])[1 + draw(n, 34, 4)] as stage
    from range($leads // $each) as numbers (n)
)
"""
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


def agreed() -> str:
    """The agreement of the tests, in force for as long as the records reach, with rates for the sliders."""
    text = drawn.AGREEMENT.replace("2026-09-01", "2021-01-01").replace("2026-12-01", "2021-04-01")
    text = text.replace("[[stream]]", '[qualified]\nrequires = ["need", "budget"]\nshare = 0.8\n[[stream]]', 1)
    text = text.replace('name = "SMB"', 'name = "SMB"\nquota = 200_000\naverage_order_value = 2_000')
    rates = "share = 0.5\nrates = { mql_to_sql = 0.34, sql_to_opportunity = 0.82, win = 0.23 }"
    return text.replace("targets = 100", rates).replace("targets = 40", rates)


def agreements() -> Agreements:
    """The same, read."""
    return drawn.agreements(parse(agreed()))


def build(path: Path, leads: int, touches: int, months: float) -> float:
    """Write a snapshot of so many leads and its agreement; return the seconds that preparing the facts took."""
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / "agreement.toml").write_text(agreed(), "utf-8")
    with snapshots.building(path.parent) as (connection, made):
        connection.execute("set threads = 2; set preserve_insertion_order = false; set memory_limit = '8GB'")
        connection.execute(DRAW)
        landing.run(connection, "tables")
        known = {
            "leads": leads,
            "reps": REPS,
            "now": NOW.replace(tzinfo=None),
            "span": int(months * 365.25 / 12 * 86_400),
        }
        connection.execute(LEADS, known)
        connection.execute(TOUCHES, known | {"each": touches})
        connection.execute(DEALS, known | {"each": LEADS_EACH_DEAL})
        connection.execute("insert into reps (rep) select 'rep' || n from range($reps) as numbers (n)", {"reps": REPS})
        connection.execute("checkpoint")
        start = time.perf_counter()
        facts.prepare(connection, agreements(), NOW)
        connection.execute("checkpoint")
        took = time.perf_counter() - start
        landing.run(
            connection,
            "latest",
            now=NOW.replace(tzinfo=None),
            mapping="scale",
            agreement=canonical.stamp(agreements().fingerprint),
            lead_url=None,
        )
    made.rename(path)
    return took


MEASURED: dict[str, Callable[[Board], object]] = {
    "month to date": lambda b: b.delivery.lines,
    "90 days of latency": lambda b: b.contact.evidence,
    "heat map": lambda b: b.contact.hours,
    "cohorts": lambda b: (b.funnel.points, b.funnel.lines("quarter")),
}
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
    tasks: dict[str, list[Asked | str]] = {name: [statement] for name, statement in SCANS.items()}
    tasks["working seconds of every lead"] = [WORKED]
    tasks |= {name: [*asked_by(part, snapshot)] for name, part in MEASURED.items()}
    tasks[ALL] = [*asked_by(lambda b: [part(b) for part in MEASURED.values()], snapshot)]
    for at, most in AT_MOST.items():
        tasks |= {f"{page} ({at:%d %b}, ≤ {most:,})": [*asked_on(page, folder, at)] for page in PAGES}
    spent = {name: [0.0] * ROUNDS for name in tasks}
    for n in range(ROUNDS):  # all take turns, so that what else the machine does is shared fairly
        for name, questions in tasks.items():
            spent[name][n] = sum(seconds(connection, one) for one in questions)
    for name, rounds in spent.items():
        low, middle, high = quantiles(rounds, n=4)
        print(f"{name:36}{middle * 1000:10.1f}  ({low * 1000:.1f}–{high * 1000:.1f})")
    for name, scan in (("working seconds of every lead", TOUCHES_SCAN), (ALL, COLUMN_SCAN)):
        ratios = [one / other for one, other in zip(spent[name], spent[scan], strict=True)]
        low, middle, high = quantiles(ratios, n=4)
        print(f"{name} ÷ {scan}: {middle:.2f} ({low:.2f}–{high:.2f})")


def asked_by(question: Callable[[Board], object], snapshot: Snapshot) -> list[Asked]:
    """Return what one part of a page asks of the snapshot."""
    fresh = board(snapshot, agreements(), NOW)
    with store.traced() as asked:
        question(fresh)
    return asked


def asked_on(page: str, data: Path, at: datetime = NOW) -> list[Asked]:
    """Return what a page asks of records of which nobody has asked anything, when somebody opens it."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as processes:
        return processes.submit(_opened, page, data, at).result()


def _opened(page: str, data: Path, at: datetime) -> list[Asked]:
    os.environ |= {places.ENVIRONMENT: str(data), clock.ENVIRONMENT: NOW.isoformat()}
    asked: list[Asked] = []
    answer = Snapshot.rows

    def noted(snapshot: Snapshot, query: str, **parameters: Parameter) -> list[Row]:
        if (question := Asked(query, parameters)) not in asked:
            asked.append(question)
        return answer(snapshot, query, **parameters)

    with mock.patch.object(Snapshot, "rows", noted):
        screens.opened(page, **({} if at == NOW else {"as_of": at.isoformat()}))
    return asked


def seconds(connection: duckdb.DuckDBPyConnection, question: Asked | str) -> float:
    """Time one statement, its rows fetched; its text is read before, as a board reads it once and never again."""
    text, parameters = question if isinstance(question, str) else sql.statement(question.query), None
    (statement,) = connection.extract_statements(text)
    if isinstance(question, Asked):
        held = question.parameters.items()
        parameters = {name: list(value) if isinstance(value, tuple) else value for name, value in held}
    start = time.perf_counter()
    connection.execute(statement, parameters).fetchall()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
