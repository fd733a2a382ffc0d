"""Contact in SQL against plain Python, on random records."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from sla_dash import words
from sla_dash.board import Board
from sla_dash.calendar import MICROSECOND
from sla_dash.records.store import Snapshot
from sla_dash.rules import contact
from sla_dash.rules.contact import State, Timed
from sla_dash.statistics import survival
from tests import drawn
from tests.called_leads import (
    AS_OF,
    CALENDAR,
    HELD,
    PROMISE,
    START,
    ZONE,
    board,
    connection,
    leads,
    listed,
    records,
    within,
)
from tests.times import naive


@pytest.fixture(params=AS_OF, ids=str)
def here(request: pytest.FixtureRequest) -> Board:
    return board(connection(), request.param)


def test_minutes_on_the_wall_are_all_minutes_and_states_stay_those_of_working_time(here: Board) -> None:
    expected: Counter[tuple[State, int | None]] = Counter()
    for lead in leads():
        if not within(here.month_edges, lead) or lead.start > here.as_of:
            continue
        state, minutes = lead.state(here), None
        first, closed = lead.known(lead.first, here.as_of), lead.known(lead.closed, here.as_of)
        assert state
        if state is not State.INVALID and (first or not closed):
            spent = (first or here.as_of) - lead.start
            minutes = survival.minutes(spent, bool(first))
        expected[state, minutes] += 1
    found: Counter[tuple[State, int | None]] = Counter()
    for row in here.contact.wall_times:
        found[row.state, row.minutes] += row.leads
    assert found == expected
    for on_the_wall, working in zip(here.contact.wall_lines, here.contact.lines, strict=True):
        assert (on_the_wall.share, on_the_wall.states) == (working.share, working.states)
        assert on_the_wall.median is None or (working.median and on_the_wall.median >= working.median)


def test_weeks_equal_the_curve_of_the_leads_of_each_week(here: Board) -> None:
    by_week: dict[date, list[Timed]] = {week.monday: [] for week in here.contact.weeks}
    for lead in leads():
        if lead.promise and lead.valid(here.as_of) and lead.start < here.as_of:
            day = lead.start.astimezone(ZONE).date()
            by_week[day - timedelta(days=day.weekday())].append(lead.timed(here))
    assert len(by_week) == 13
    assert sum(bool(rows) for rows in by_week.values()) > 3
    for week in here.contact.weeks:
        rows = by_week[week.monday]
        line = contact.total(rows)
        assert (week.n, week.met, week.decided) == (line.n, line.states[State.MET], line.decided)
        assert week.open == line.states[State.WAITING] + line.states[State.AT_RISK]
        assert (week.share is None) == (line.share is None)
        if week.share and line.share:
            found = (week.share.share, week.share.low, week.share.high)
            assert found == pytest.approx((line.share.share, line.share.low, line.share.high))
    assert any(week.open for week in here.contact.weeks)
    assert any(week.n and not week.open for week in here.contact.weeks)


def test_hours_equal_plain_counting_of_leads_whose_window_is_over(here: Board) -> None:
    expected: Counter[tuple[int, int, bool]] = Counter()
    for lead in leads():
        if lead.promise and lead.valid(here.as_of) and lead.used(here.as_of) > lead.promise:
            local = lead.start.astimezone(ZONE)
            expected[local.weekday(), local.hour, lead.state(here) is State.MET] += 1
    found: Counter[tuple[int, int, bool]] = Counter()
    for hour in here.contact.hours:
        found[hour.weekday, hour.hour, True] += hour.in_time
        found[hour.weekday, hour.hour, False] += hour.leads - hour.in_time
    assert +found == expected


def test_the_rows_behind_contact_list_every_lead_once_with_its_state(here: Board) -> None:
    found = listed(here, here.contact.rows(here.evidence))
    expected = {lead.id: lead.state(here) for lead in leads() if within(here.evidence, lead)}
    assert {row["lead_id"]: row["state"] for row in found} == expected
    assert len(found) == len(expected)
    assert len(set(expected.values())) >= 6
    by_id = {lead.id: lead for lead in leads()}
    for row in found:
        lead = by_id[str(row["lead_id"])]
        first = lead.known(lead.first, here.as_of)
        assert row["contacted_utc"] == (first and first.replace(tzinfo=None))
        assert row["local_hour"] == lead.start.astimezone(ZONE).hour
        if row["state"] != "invalid":
            assert float(str(row["working_minutes"])) * 60 == pytest.approx(
                lead.used(first or here.as_of).total_seconds()
            )
            assert float(str(row["working_minutes"])) <= float(str(row["elapsed_minutes"])) + 1e-6


def test_giving_a_lead_to_somebody_else_changes_nothing_of_its_latency(here: Board) -> None:
    random = Random(3)
    moved = [
        replace(lead, owner=random.choice(["ann", "bob", "cho", None]), assigned=here.as_of - timedelta(minutes=1))
        for lead in leads()
    ]
    there = board(records(moved), here.as_of)
    assert there.contact.lines == here.contact.lines
    assert there.contact.wall_lines == here.contact.wall_lines
    assert there.contact.weeks == here.contact.weeks
    assert there.contact.hours == here.contact.hours
    assert there.promise.better == here.promise.better


def test_closing_every_waiting_lead_helps_nobody(here: Board) -> None:
    closed = [replace(lead, closed=lead.closed or here.as_of - timedelta(minutes=1)) for lead in leads()]
    there = board(records(closed), here.as_of)
    for before, after in zip(here.contact.lines, there.contact.lines, strict=True):
        assert sum(before.states.values()) == sum(after.states.values())
        if before.share and after.share:
            assert after.share.share <= before.share.share + survival.NEARLY
    persons = {person.rep: person for person in there.people.judged.persons}
    for person in here.people.judged.persons:
        assert persons[person.rep].in_time == person.in_time
        assert persons[person.rep].n >= person.n


def test_a_contact_within_two_seconds_of_its_due_instant_is_judged_as_the_calendar_does() -> None:
    random = Random(4)
    drawing, touches = ["lead_id | lead_type | qualified_at"], ["lead_id | touched_at"]
    expected: dict[str, State | None] = {}
    for n in range(400):
        start = START + timedelta(seconds=random.uniform(0, 30 * 86_400))
        due = CALENDAR.deadline(start, PROMISE["form"])
        assert due
        off = random.choice([timedelta(), MICROSECOND, -MICROSECOND, timedelta(seconds=random.uniform(-2, 2))])
        drawing.append(f"{n} | form | {naive(start)}")
        touches.append(f"{n} | {naive(due + off)}")
        expected[str(n)] = contact.state(start, due + off, AS_OF[0], PROMISE["form"], CALENDAR)
    here = board(drawn.records(HELD, leads="\n".join(drawing), touches="\n".join(touches)), AS_OF[0])
    rows = listed(here, here.contact.rows((START, AS_OF[0])))
    assert {row["lead_id"]: row["state"] for row in rows} == expected
    met = sum(state is State.MET for state in expected.values())
    assert 100 < met < 300
    assert sum(hour.in_time for hour in here.contact.hours) == met


def test_leads_that_nobody_was_assigned_are_counted_apart_where_assignment_starts_the_clock() -> None:
    held = drawn.agreements(drawn.terms().model_copy(update={"clock_start": "assigned_at"}))
    connection = drawn.records(
        held,
        leads="""
            lead_id | lead_type | qualified_at        | assigned_at         | closed_at
            1       | form      | 2026-11-12 09:00:00 | 2026-11-12 09:30:00 |
            2       | form      | 2026-11-12 09:00:00 |                     |
            3       | form      | 2026-11-12 09:00:00 | 2026-11-20 09:00:00 | 2026-11-13 09:00:00
            4       | form      | 2026-10-12 09:00:00 |                     |
        """,
        touches="lead_id | touched_at\n1 | 2026-11-12 10:00:00\n2 | 2026-11-12 10:00:00",
    )
    here = Board(Snapshot(connection), held, drawn.NOW, date(2026, 11, 1))
    *_, total = here.contact.lines
    assert (total.n, total.states[State.MET], total.states[State.NEVER_ASSIGNED]) == (1, 1, 2)
    assert (total.elapsed_met, total.elapsed, total.never_contacted) == (1, 1, 0)
    assert words.contact.people(total) == "1 in time · 2 that nobody owns"
    assert {row["lead_id"]: row["state"] for row in listed(here, here.contact.rows(here.month_edges))} == {
        "1": "met",
        "2": "never assigned",
        "3": "never assigned",
    }
    assert sum(week.n for week in here.contact.weeks) == 1
