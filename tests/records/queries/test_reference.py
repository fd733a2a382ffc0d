"""The questions in SQL against plain Python, on random records."""

from collections import Counter
from datetime import date, datetime, timedelta

import duckdb
import pytest

from sla_dash.board import Board
from sla_dash.calendar import next_month
from sla_dash.records import queries
from sla_dash.records.store import Snapshot
from sla_dash.rules import contact, followup
from sla_dash.rules.contact import State
from sla_dash.statistics import survival
from tests import drawn
from tests.random_leads import AS_OF, Lead, drawn_leads, records


@pytest.fixture(scope="module")
def leads() -> list[Lead]:
    return drawn_leads()


@pytest.fixture(scope="module")
def connection(leads: list[Lead]) -> duckdb.DuckDBPyConnection:
    return records(leads)


@pytest.fixture(params=AS_OF, ids=str)
def here(request: pytest.FixtureRequest, connection: duckdb.DuckDBPyConnection) -> Board:
    found: datetime = request.param
    return Board(
        Snapshot(connection), drawn.agreements(), found, found.astimezone(drawn.terms().zone).date().replace(day=1)
    )


def in_month(here: Board, at: datetime) -> bool:
    starts_at, ends_at = drawn.terms().month_edges(here.month)
    return starts_at <= at < ends_at


def test_leads_by_day_equal_plain_counting(here: Board, leads: list[Lead]) -> None:
    zone = drawn.terms().zone
    expected = Counter(
        (lead.kind, lead.start.astimezone(zone).date(), bool(lead.rejected and lead.rejected <= here.as_of))
        for lead in leads
        if in_month(here, lead.start) and lead.start <= here.as_of
    )
    found: Counter[tuple[str | None, date, bool]] = Counter()
    for row in queries.delivery.leads_by_day(here.snapshot, here.month, next_month(here.month), here.as_of):
        found[row.lead_type, row.day, True] += row.rejected
        found[row.lead_type, row.day, False] += row.net
    assert +found == expected


def test_contact_states_equal_the_state_of_each_lead(here: Board, leads: list[Lead]) -> None:
    calendar = drawn.terms().calendar({})
    expected: Counter[tuple[str | None, State]] = Counter()
    for lead in leads:
        promise = timedelta(hours=4) if lead.kind else None
        first = lead.touches[0] if lead.touches else None
        found = contact.state(
            lead.start, first, here.as_of, promise, calendar, ended=lead.ended, next_standup=here.next_standup
        )
        if found and in_month(here, lead.start):
            expected[lead.kind, found] += 1
    counted: Counter[tuple[str | None, State]] = Counter()
    for row in here.contact.times:
        counted[row.lead_type, row.state] += row.leads
    assert counted == expected
    assert len({state for _, state in expected}) >= 6


def test_minutes_on_the_clock_equal_the_calendar(here: Board, leads: list[Lead]) -> None:
    calendar = drawn.terms().calendar({})
    expected: Counter[int] = Counter()
    for lead in leads:
        touched = [at for at in lead.touches if at <= here.as_of]
        if (
            lead.kind
            and in_month(here, lead.start)
            and lead.start <= here.as_of
            and not (touched and touched[0] < lead.start)
        ):
            ended = lead.ended and lead.ended <= here.as_of
            if touched:
                expected[survival.minutes(calendar.working_time(lead.start, touched[0]), happened=True)] += 1
            elif not ended:
                expected[survival.minutes(calendar.working_time(lead.start, here.as_of), happened=False)] += 1
    found: Counter[int] = Counter()
    for row in here.contact.times:
        if row.lead_type and row.minutes is not None:
            found[row.minutes] += row.leads
    assert found == expected


def test_milestones_equal_the_milestones_of_each_lead(here: Board, leads: list[Lead]) -> None:
    expected: Counter[tuple[int, str]] = Counter()
    missed: Counter[str | None] = Counter()
    for lead in leads:
        made = followup.attempts(lead.touches, lead.start, lead.stopped)
        behind = False
        for step in drawn.terms().follow_up:
            due = lead.start + timedelta(days=step.day)
            if lead.start > here.as_of or not in_month(here, due):
                continue
            kept, _ = followup.milestone(lead.start, made, here.as_of, lead.stopped, step)
            expected[step.day, kept] += 1
            still = not (lead.stopped and lead.stopped <= here.as_of)
            behind |= still and kept is followup.Kept.MISSED
        missed[lead.owner] += behind
    *rows, total = here.follow_up.lines
    found = {(row.day, kept): getattr(row, kept) for row in rows for kept in followup.Kept}
    assert {key: n for key, n in found.items() if n} == expected
    assert total.met == sum(row.met for row in rows)
    assert {one.rep: one.follow_ups_missed for one in here.act.owed[:-1] if one.follow_ups_missed} == +missed


def test_a_replay_of_an_instant_equals_records_that_were_cut_at_it(
    leads: list[Lead], connection: duckdb.DuckDBPyConnection
) -> None:
    at, month = AS_OF[0], date(2026, 11, 1)
    full = Board(Snapshot(connection), drawn.agreements(), at, month)
    cut = Board(Snapshot(records(leads, until=at)), drawn.agreements(), at, month)
    assert full.delivery.lines == cut.delivery.lines
    assert [full.delivery.course(line) for line in full.delivery.lines] == [
        cut.delivery.course(line) for line in cut.delivery.lines
    ]
    assert full.remedy.attempts == cut.remedy.attempts
    assert full.delivery.rejections == cut.delivery.rejections
    assert full.delivery.left_out == cut.delivery.left_out
    assert full.contact.lines == cut.contact.lines
    assert full.follow_up.lines == cut.follow_up.lines
    assert full.act.desks == cut.act.desks
    for name in ("late", "due", "follow_ups_missed", "follow_ups_due", "queued", "silent"):
        assert getattr(full.act, name)(500) == getattr(cut.act, name)(500), name


def test_what_loading_counted_equals_counting_again_once_the_records_have_ended(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    snapshot = Snapshot(connection)
    first, end = date(2026, 10, 1), date(2026, 12, 1)
    prepared = queries.delivery.leads_by_day(snapshot, first, end, None)
    assert prepared == queries.delivery.leads_by_day(snapshot, first, end, drawn.NOW)
    assert sum(row.rejected for row in prepared) > 0
    part = queries.delivery.leads_by_day(snapshot, date(2026, 10, 5), date(2026, 10, 6), None)
    assert part == [row for row in prepared if row.day == date(2026, 10, 5)]


def test_leads_since_an_instant_equal_plain_counting(here: Board, leads: list[Lead]) -> None:
    since = here.as_of - timedelta(days=3)
    expected = sum(since <= one.start <= here.as_of for one in leads)
    assert queries.delivery.leads_since(here.snapshot, since, here.as_of) == expected > 0
