"""What preparing the facts and asking every page's questions costs as the records grow.

``python tests/benchmarks/scale.py --leads 10_000_000`` makes up leads over five years and four touches each, prepares
the facts, opens the snapshot as the board does, and times every question of every page, as of now and as of a past
morning, none answered from memory, against plain scans of the same file, all taking turns. Ratios within the run count.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

import duckdb

from sla_dash import sql
from sla_dash.access import WHOLE
from sla_dash.agreement import Agreements, parse
from sla_dash.board import Board, board
from sla_dash.journal import Decided
from sla_dash.load import canonical, facts, landing
from sla_dash.output import meeting
from sla_dash.records import store
from sla_dash.records.store import Asked, Snapshot
from tests import drawn

NOW = datetime(2026, 11, 19, 8, tzinfo=UTC)
MORNING = datetime(2026, 3, 12, 8, tzinfo=UTC)
"""What is replayed."""
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


def agreements() -> Agreements:
    """The agreement of the tests, in force for as long as the records reach."""
    text = drawn.AGREEMENT.replace("2026-09-01", "2021-01-01").replace("2026-12-01", "2021-04-01")
    asked = '[qualified]\nrequires = ["need", "budget"]\nshare = 0.8\n[[stream]]'
    return drawn.agreements(parse(text.replace("[[stream]]", asked, 1)))


def build(path: Path, leads: int, touches: int, months: float) -> float:
    """Write a snapshot of so many leads, and return the seconds that preparing its facts took."""
    with duckdb.connect(path) as connection:
        connection.execute("set TimeZone = 'UTC'; set threads = 2; set preserve_insertion_order = false")
        connection.execute("set enable_progress_bar = false")
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
    return took


MEASURED: dict[str, Callable[[Board], object]] = {
    "month to date": lambda b: b.delivery.lines,
    "90 days of latency": lambda b: b.contact.evidence,
    "heat map": lambda b: b.contact.hours,
    "cohorts": lambda b: (b.funnel.points, b.funnel.lines("quarter")),
}
PAGES: dict[str, Callable[[Board], object]] = {
    "Stand-up": lambda b: meeting.day(b, Decided(), WHOLE),
    "Delivery": lambda b: (
        (b.delivery.lines, b.record.strip, b.delivery.course(b.delivery.lines[-1])),
        (b.remedy.capacity, b.remedy.attempts, b.delivery.rejections, b.delivery.left_out, b.quality.lines),
    ),
    "Contact": lambda b: (
        (b.contact.lines, b.contact.wall_times, b.contact.weeks, b.contact.hours, b.steps.lines()),
        (b.people.judged, b.promise.better, b.winning.compared, b.distribution.judged),
    ),
    "Act now": lambda b: (
        (b.act.desks, b.act.late(200), b.act.due(200), b.act.follow_ups_missed(200), b.act.follow_ups_due(200)),
        (b.act.queued(200), b.act.silent(200), b.act.owners),
    ),
    "Follow-up": lambda b: (
        (b.follow_up.lines, b.follow_up.by_rep, b.follow_up.by_week),
        (b.follow_up.attempts, b.follow_up.gaps, b.follow_up.watch),
    ),
    "Funnel": lambda b: (
        (b.funnel.points, b.funnel.lines("quarter"), b.funnel.evidence, b.funnel.endings("quarter", 100)),
        (b.loop.months, b.loop.deals("quarter")),
    ),
    "What-if": lambda b: (b.what_if.proofs, [b.what_if.capacity(one, 1) for one in b.what_if.streams]),
}


def main() -> None:
    """Build, time, print."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--leads", type=int, default=10_000_000)
    arguments.add_argument("--touches", type=int, default=4, help="of each lead")
    arguments.add_argument("--months", type=float, default=60, help="how far back the leads reach")
    arguments.add_argument("--folder", type=Path, help="where to keep the snapshot between runs")
    chosen = arguments.parse_args()
    folder = chosen.folder or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"records-{chosen.leads}-{chosen.touches}-{chosen.months:g}.duckdb"
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
        tasks |= {f"{name} ({at:%d %b}, ≤ {most:,})": [*asked_by(part, snapshot, at)] for name, part in PAGES.items()}
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


def asked_by(question: Callable[[Board], object], snapshot: Snapshot, at: datetime = NOW) -> list[Asked]:
    """Return what one part of a page asks of the snapshot as of an instant."""
    fresh = board(snapshot, agreements(), at)
    with store.traced() as asked:
        question(fresh)
    return asked


def seconds(connection: duckdb.DuckDBPyConnection, question: Asked | str) -> float:
    """Time one statement, its rows fetched."""
    statement, parameters = question if isinstance(question, str) else sql.statement(question.query), None
    if isinstance(question, Asked):
        held = question.parameters.items()
        parameters = {name: list(value) if isinstance(value, tuple) else value for name, value in held}
    start = time.perf_counter()
    connection.execute(statement, parameters).fetchall()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
