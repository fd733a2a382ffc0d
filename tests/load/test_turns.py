"""At the very instant at which a day turns, or a version of the agreement comes into force."""

from datetime import UTC, date, datetime
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from sla_dash.agreement import Agreements
from sla_dash.calendar import DAY, MICROSECOND, local_day, utc
from sla_dash.records import queries
from sla_dash.records.store import Snapshot
from sla_dash.rules.funnel import Stage
from tests import drawn
from tests.times import naive

WARSAW = ZoneInfo("Europe/Warsaw")
FIRST = drawn.terms()
SECOND = drawn.terms(version="2", valid_from="2026-10-01", timezone='"UTC"').model_copy(
    update={"clock_start": "assigned_at"}
)
HELD = Agreements((FIRST, SECOND))


def around(*instants: datetime) -> list[datetime]:
    return [at + n * MICROSECOND for at in instants for n in (-1, 0, 1)]


def test_a_version_governs_from_its_very_first_instant_until_the_next_ones() -> None:
    pairs = list(product(around(FIRST.starts_at, SECOND.starts_at), repeat=2))
    drawing = ["lead_id | created_at | qualified_at | assigned_at"]
    drawing += [f"{n:02} | 2026-08-01 | {naive(a)} | {naive(b)}" for n, (a, b) in enumerate(pairs)]
    found = drawn.records(HELD, leads="\n".join(drawing)).execute(
        "select lead_id, clock_at, version, delivered_on from facts order by lead_id"
    )
    expected = []
    for n, (handed, assigned) in enumerate(pairs):
        by = SECOND if handed >= SECOND.starts_at else FIRST
        clock = assigned if by is SECOND else handed
        version = next((terms.version for terms in (SECOND, FIRST) if clock >= terms.starts_at), None)
        expected.append((f"{n:02}", naive(clock), version, local_day(handed, by.zone)))
    assert found.fetchall() == expected


@pytest.mark.parametrize("midnight", [date(2026, 10, 25), date(2026, 10, 26), date(2026, 11, 3)])
def test_every_day_turns_at_its_very_midnight(midnight: date) -> None:
    """In Warsaw the clock goes back on 25 October 2026."""
    instants = around(utc(midnight, 0, WARSAW), datetime.combine(midnight, datetime.min.time(), UTC))
    days = [local_day(at, WARSAW) for at in instants]
    leads, touches = ["lead_id | qualified_at"], ["lead_id | touched_at"]
    deals = ["deal_id | lead_id | opened_at | closed_at | stage"]
    for n, at in enumerate(instants):
        leads += [f"{n} | {naive(at)}", f"{n} won | {naive(at - 9 * DAY)}", f"{n} tried | {naive(at - 40 * DAY)}"]
        deals.append(f"{n} | {n} won | {naive(at - 8 * DAY)} | {naive(at)} | won")
        touches.append(f"{n} tried | {naive(at)}")
    connection = drawn.records(leads="\n".join(leads), touches="\n".join(touches), deals="\n".join(deals))
    found = connection.execute("select delivered_on, clock_on from facts where length(lead_id) = 1 order by lead_id")
    assert found.fetchall() == [(day, day) for day in days]
    found = connection.execute("select won_on from facts where won_on is not null order by lead_id")
    assert found.fetchall() == [(day,) for day in days]
    snapshot = Snapshot(connection)
    tried = queries.delivery.attempts_by_day(snapshot, min(days), max(days) + DAY)
    assert tried == {day: days.count(day) for day in set(days)}
    steps = queries.funnel.steps(snapshot, min(days) - 100 * DAY, drawn.NOW, 1).entries
    entered = {row.day: row.entered for row in steps if row.stage is Stage.WON}
    assert entered == tried


def test_a_stage_is_entered_on_the_day_of_the_version_that_asks() -> None:
    late = "lead_id | created_at | qualified_at\nL1 | 2026-11-02 23:30 | 2026-11-02 23:30"
    snapshot = Snapshot(drawn.records(HELD, leads=late))
    for version, day in ((FIRST.version, date(2026, 11, 3)), (SECOND.version, date(2026, 11, 2))):
        found = queries.funnel.steps(snapshot, date(2026, 1, 1), drawn.NOW, version).entries
        assert {row.day for row in found} == {day}
