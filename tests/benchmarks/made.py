"""Records made up for the benchmarks: as many leads as wanted, their touches and deals, and an agreement about them."""

import time
from datetime import UTC, datetime
from pathlib import Path

from sla_dash.agreement import Agreements, parse
from sla_dash.load import canonical, facts, landing, snapshot
from tests import drawn

NOW = datetime(2026, 11, 19, 8, tzinfo=UTC)
LEADS_EACH_DEAL, REPS = 25, 200

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
    with snapshot.building(path.parent) as (connection, made):
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
