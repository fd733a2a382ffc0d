"""Working time over days of one to four open pieces: statements against the calendar, in every piece, gap and edge."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cache
from itertools import pairwise
from random import Random

import pytest

from sla_dash import sql
from sla_dash.agreement import Agreements, parse
from sla_dash.board import Board
from sla_dash.calendar import DAY, MICROSECOND, days, utc
from sla_dash.records import queries
from sla_dash.records.store import Asked, Row, Snapshot
from sla_dash.rules import alerts, contact, since
from sla_dash.rules.alerts import Step as Ladder
from sla_dash.rules.contact import State
from sla_dash.rules.steps import Step
from sla_dash.statistics import survival
from tests import drawn, happened
from tests.times import naive

MONDAY = date(2026, 11, 2)
WEEK = """
monday = ["09:00-15:00"]
tuesday = ["08:00-10:00", "11:00-15:00"]
wednesday = ["07:00-09:00", "10:00-12:00", "13:00-18:00"]
thursday = ["07:00-09:00", "10:00-12:00", "13:00-15:00"]
"""
ZONE = "America/Los_Angeles"  # where Wednesday ends on the Thursday of UTC, which so has a fourth piece
PROMISE = timedelta(hours=3)
TEXT = drawn.AGREEMENT.replace('"4h"', '"3h"').replace('at = "09:00"', 'at = "11:00"').replace("Europe/Warsaw", ZONE)
TERMS = parse(TEXT.split("monday =")[0] + WEEK + "[[stream]]" + TEXT.split("[[stream]]", 1)[1])
HELD = Agreements((TERMS,))
CALENDAR = TERMS.calendar({})
TOLD = {
    "act_queue_leads", "act_waiting", "act_waiting_by_rep", "alerts_reached", "contact_hours", "contact_rows",
    "contact_times", "contact_weeks", "people_decided", "since_by_rep", "steps_rows", "steps_spent", "winning_rows",
    "worked",
}  # fmt: skip
"""The statements that read working time and are asked here …"""
LIKE_THEM = {
    "act_queue",  # counts what act_queue_leads lists, and by the wall clock
    "attempts_due",  # counts what act_waiting lists
    "winning_strata",  # counts what winning_rows lists
}
"""… and those that count what one of them lists."""


QUARTER_LEFT = (
    utc(MONDAY + 2 * DAY, 7 * 3600 + 900, TERMS.zone),
    utc(MONDAY + 2 * DAY, 10 * 3600 + 1800, TERMS.zone),
)
"""From the one to the other a quarter of the promise is left, and some of it at the next stand-up still."""


@cache
def instants() -> list[datetime]:
    """Name every edge of a week with what is just before and after it, and the middle of every piece and gap."""
    edges = [
        utc(day, second, TERMS.zone)
        for day in days(MONDAY, MONDAY + 5 * DAY)
        for piece in CALENDAR.intervals(day)
        for second in piece
    ]
    middles = [one + (other - one) / 2 for one, other in pairwise(edges)]
    return sorted(middles + [edge + n * MICROSECOND for edge in edges for n in (-1, 0, 1)])


@dataclass(frozen=True)
class Lead:
    """A lead whose clock starts at one of these instants, and what happens to it at some others."""

    id: str
    start: datetime
    assigned: datetime
    first: datetime | None
    spoken: datetime | None

    def known(self, at: datetime | None, as_of: datetime) -> datetime | None:
        return at if at and at <= as_of else None

    def state(self, here: Board) -> State | None:
        return contact.state(self.start, self.first, here.as_of, PROMISE, CALENDAR, next_standup=here.next_standup)


@cache
def leads() -> list[Lead]:
    """Return a lead for every instant; some are touched when their time is used up, to the microsecond."""
    random, found = Random(3), []
    for number, start in enumerate(instants()):
        later = [at for at in instants() if at >= start]
        due = CALENDAR.deadline(start, PROMISE)
        assert due
        touched = sorted(random.choices(later, k=2))
        first = [touched[0], due, due + MICROSECOND, None][number % 4]
        spoken = touched[1] if first and touched[1] >= first else first
        assigned = due if number % 5 == 0 else random.choice(later)
        found.append(Lead(f"{number:03}", start, assigned, first, spoken))
    return [*found, Lead(f"{len(found):03}", *QUARTER_LEFT, None, None)]


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    rows, touches = ["lead_id | lead_type | owner | qualified_at | assigned_at"], ["lead_id | touched_at | outcome"]
    for lead in leads():
        rows.append(f"{lead.id} | form | ann | {naive(lead.start)} | {naive(lead.assigned)}")
        for at in {lead.first, lead.spoken} - {None}:
            assert at
            touches.append(f"{lead.id} | {naive(at)} | {'connected' if at == lead.spoken else 'no_answer'}")
    return Snapshot(drawn.records(HELD, leads="\n".join(rows), touches="\n".join(touches)))


def asked_at() -> list[datetime]:
    """Name instants to ask at: in pieces, gaps and edges, and when time is used up or a quarter of it is left."""
    due = [CALENDAR.deadline(lead.start, part) for lead in leads()[7::23] for part in (PROMISE, PROMISE * 3 / 4)]
    return [*instants()[4::13], *(at for at in due if at), QUARTER_LEFT[1]]


@pytest.fixture(params=asked_at(), ids=str)
def here(request: pytest.FixtureRequest, snapshot: Snapshot) -> Board:
    return Board(snapshot, HELD, request.param, MONDAY.replace(day=1))


def listed(here: Board, asked: Asked) -> dict[str, dict[str, object]]:
    names, rows = here.snapshot.table(asked.query, **asked.parameters)
    return {str(row[0]): dict(zip(names, row, strict=True)) for row in rows}


def rounded_up(spent: timedelta) -> timedelta:
    """Round to the minute, or above eight hours to the quarter."""
    unit = timedelta(minutes=1 if spent <= timedelta(hours=8) else 15)
    return -(-spent // unit) * unit


def test_every_statement_that_reads_working_time_is_known_here() -> None:
    assert {name for name in happened.asked() if "worked" in sql.statement(name)} == TOLD | LIKE_THEM


def test_days_have_one_to_four_pieces_between_two_midnights_of_utc() -> None:
    found = [len(row.pieces) for row in CALENDAR.utc_days(MONDAY, MONDAY + 4 * DAY)]
    assert found == [1, 2, 3, 4]


def test_what_the_clock_of_a_schedule_shows_is_the_calendars(snapshot: Snapshot) -> None:
    asked = tuple(naive(at) for at in instants())
    rows: list[Row] = snapshot.rows("worked", instants=asked)
    assert len(rows) == len(instants())
    first = rows[0][2]
    for _, instant, worked in rows:
        expected = CALENDAR.working_time(instants()[0], instant.replace(tzinfo=UTC))
        assert (worked - first) * MICROSECOND == expected, instant


def test_what_is_prepared_of_every_event_is_the_calendars(snapshot: Snapshot) -> None:
    """Ask long after all of it, when the rows show everything."""
    here = Board(snapshot, HELD, drawn.NOW, MONDAY.replace(day=1))
    rows = listed(here, here.contact.rows(here.month_edges))
    for id_, row in listed(here, here.steps.rows).items():
        lead = leads()[int(id_)]
        for name, at in (("assigned", lead.assigned), ("contact", lead.first), ("conversation", lead.spoken)):
            expected = at and CALENDAR.working_time(lead.start, at) / timedelta(minutes=1)
            assert row[f"working_minutes_to_{name}"] == pytest.approx(expected, abs=1e-9), (id_, name)
        if lead.first:
            assert rows[id_]["working_minutes"] == row["working_minutes_to_contact"]


def test_clocks_start_in_working_hours_from_opening_until_just_before_closing(snapshot: Snapshot) -> None:
    span = (naive(instants()[0] - DAY), naive(instants()[-1] + DAY))
    asked = {**happened.parameters(snapshot, drawn.NOW), "starts_at": span[0], "ends_at": span[1]}
    question = Asked("winning_rows", {key: asked[key] for key in happened.wanted("winning_rows")})
    found = listed(Board(snapshot, HELD, drawn.NOW, MONDAY.replace(day=1)), question)
    for lead in leads():
        opened = CALENDAR.working_time(lead.start, lead.start + MICROSECOND) == MICROSECOND
        assert found[lead.id]["came_in_working_hours"] is opened, lead.start
        assert found[lead.id]["in_time"] is bool(
            lead.first and CALENDAR.working_time(lead.start, lead.first) <= PROMISE
        )


def test_where_every_lead_stands_is_where_the_calendar_puts_it(here: Board) -> None:
    found = listed(here, here.contact.rows(here.month_edges))
    started = [lead for lead in leads() if lead.start <= here.as_of]
    assert {key: row["state"] for key, row in found.items()} == {lead.id: lead.state(here) for lead in started}
    for lead in started:
        until = lead.known(lead.first, here.as_of) or here.as_of
        spent = CALENDAR.working_time(lead.start, until) / timedelta(minutes=1)
        assert found[lead.id]["working_minutes"] == pytest.approx(spent, abs=1e-9)
        over = CALENDAR.working_time(lead.start, here.as_of) > PROMISE
        assert found[lead.id]["window_is_over"] is over


def test_who_waits_too_long_and_who_soon_will_is_the_calendars(here: Board) -> None:
    waiting = [one for one in leads() if one.start <= here.as_of and not one.known(one.first, here.as_of)]
    used = {one.id: CALENDAR.working_time(one.start, here.as_of) for one in waiting}
    late = {key: spent - PROMISE for key, spent in used.items() if spent > PROMISE}
    soon = {one.id for one in waiting if CALENDAR.working_time(one.start, here.next_standup) >= PROMISE} - late.keys()
    assert {one.lead_id: one.overdue for one in here.act.late(999)[0]} == late
    assert {one.lead_id: one.left for one in here.act.due(999)[0]} == {key: PROMISE - used[key] for key in soon}
    assert {one.lead_id for one in here.act.queued(999)[0]} >= {one.id for one in waiting} - late.keys() - soon
    assert (here.act.owed[-1].breached_waiting, here.act.owed[-1].due_before_next_standup) == (len(late), len(soon))


def test_which_step_of_the_alerts_a_lead_has_reached_is_the_calendars(here: Board) -> None:
    shares = Fraction(1, 2), Fraction(4, 5), Fraction(1)
    steps = [Ladder(1, "SMB", "form", share, alerts.used(PROMISE, share)) for share in reversed(shares)]
    steps += [Ladder(2, "SMB", "form", Fraction(1, 9), MICROSECOND), Ladder(1, "SMB", "other", shares[0], MICROSECOND)]
    waiting = [one for one in leads() if one.start <= here.as_of and not one.known(one.first, here.as_of)]
    expected = {one.id: alerts.reached(one.start, here.as_of, PROMISE, shares, CALENDAR) for one in waiting}
    found = queries.alerts.reached(here.snapshot, here.as_of, here.clocks, steps)
    assert {one.lead_id: one.share for one in found} == {key: share for key, share in expected.items() if share}
    assert [one.left for one in found] == sorted(one.left for one in found)
    assert queries.alerts.reached(here.snapshot, here.as_of, here.clocks, []) == []


def test_who_was_asked_and_who_came_onto_the_list_since_is_the_calendars(here: Board) -> None:
    then = here.before
    expected: Counter[str] = Counter()
    for one in leads():
        late, up = _late(one, then), _late(one, here)
        expected["joined"] += up and not late
        expected["left"] += late and not up
        waited = one.start <= then.as_of and not one.known(one.first, then.as_of) and not late
        if waited and CALENDAR.working_time(one.start, then.next_standup) >= PROMISE:
            first = one.known(one.first, here.as_of)
            in_time = bool(first and CALENDAR.working_time(one.start, first) <= PROMISE)
            expected.update({"asked": 1, "in_time": in_time, "late": up, "waiting": not first and not up})
    found = since.total(queries.since.turned(here.snapshot, then.as_of, here.as_of, then.clocks, here.clocks))
    assert {name: getattr(found, name) for name in expected} == expected


def _late(lead: Lead, here: Board) -> bool:
    waits = lead.start <= here.as_of and not lead.known(lead.first, here.as_of)
    return waits and CALENDAR.working_time(lead.start, here.as_of) > PROMISE


def test_whose_window_is_over_counts_in_its_hour_and_for_its_rep(here: Board) -> None:
    over = [
        lead for lead in leads() if lead.start <= here.as_of and CALENDAR.working_time(lead.start, here.as_of) > PROMISE
    ]
    in_time = Counter(lead.state(here) is State.MET for lead in over)
    assert sum(hour.leads for hour in here.contact.hours) == len(over)
    assert sum(hour.in_time for hour in here.contact.hours) == in_time[True]


def test_every_count_of_contact_is_the_calendars(here: Board) -> None:
    started = [lead for lead in leads() if lead.start <= here.as_of]
    expected: Counter[tuple[State | None, int]] = Counter()
    for lead in started:
        first = lead.known(lead.first, here.as_of)
        spent = CALENDAR.working_time(lead.start, first or here.as_of)
        expected[lead.state(here), survival.minutes(spent, bool(first))] += 1
    found: Counter[tuple[State | None, int]] = Counter()
    for timed in here.contact.times:
        assert timed.minutes is not None
        found[timed.state, timed.minutes] += timed.leads
    assert found == expected
    week = here.contact.weeks[-1]
    before = [lead for lead in started if lead.start < here.as_of]  # the weeks end before this instant
    assert (week.n, week.met) == (len(before), sum(lead.state(here) is State.MET for lead in before))


def test_every_count_of_a_step_is_the_calendars(here: Board) -> None:
    expected: Counter[tuple[Step, timedelta]] = Counter()
    for lead in leads():
        events = ((Step.ASSIGNED, lead.assigned), (Step.IN_ALL, lead.first))
        for step, at in events if lead.start <= here.as_of else ():
            if at and at <= here.as_of:
                expected[step, rounded_up(CALENDAR.working_time(lead.start, at))] += 1
    found: Counter[tuple[Step, timedelta]] = Counter()
    for row in queries.steps.spent(here.snapshot, here.month_edges, here.as_of, here.clocks):
        if row.happened and row.step in (Step.ASSIGNED, Step.IN_ALL) and row.minutes is not None:
            found[row.step, timedelta(minutes=row.minutes)] += row.leads
    assert found == expected


def test_who_is_credited_with_what_was_broken_before_it_was_assigned_is_the_calendars(here: Board) -> None:
    expected: Counter[bool] = Counter()
    for lead in leads():
        state = lead.state(here)
        if state and CALENDAR.working_time(lead.start, here.as_of) > PROMISE:
            routed = lead.known(lead.assigned, here.as_of)
            before = bool(routed and CALENDAR.working_time(lead.start, routed) > PROMISE)
            expected[state is not State.MET and before] += 1
    found: Counter[bool] = Counter()
    for row in queries.people.decided(here.snapshot, here.month_edges, here.as_of, here.clocks):
        found[row.broken_before] += row.in_time + row.late + row.late_and_waiting
    assert found == expected
