"""Exactly on the edge: which side an instant falls on that is neither before nor after."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from sla_dash.agreement import Milestone
from sla_dash.board import Board
from sla_dash.records import queries
from sla_dash.records.store import Snapshot
from sla_dash.rules import contact, delivery, followup
from sla_dash.rules.contact import State
from sla_dash.rules.followup import Kept
from tests import drawn
from tests.times import naive

SECOND = timedelta(seconds=1)
NINE = datetime(2026, 11, 3, 8, tzinfo=UTC)  # Tuesday 09:00 in Warsaw, when the working day begins
ONE_O_CLOCK = NINE + timedelta(hours=4)
ELSEWHERE = "lead_id | touched_at\n2 | 2026-11-01 00:00:00"
"""A touch of some other lead, so that sales is judged at all."""


def board(as_of: datetime, leads: str, month: date = date(2026, 11, 1)) -> Board:
    return Board(Snapshot(drawn.records(leads=leads, touches=ELSEWHERE)), drawn.agreements(), as_of, month)


def lead(start: datetime, **cells: datetime) -> str:
    """Draw one lead of the type form, with further instants by column."""
    at = {"qualified_at": start, **cells}
    written = " | ".join(str(instant.replace(tzinfo=None)) for instant in at.values())
    return f"lead_id | lead_type | {' | '.join(at)}\n1 | form | {written}"


def state_of(found: Board) -> State:
    (row,) = found.contact.times
    return row.state


def test_a_promise_used_up_to_the_second_is_at_risk_and_broken_a_second_later() -> None:
    used_up = board(ONE_O_CLOCK, lead(NINE))
    assert state_of(used_up) is State.AT_RISK
    assert (used_up.act.late(10)[1], used_up.act.due(10)[1]) == (0, 1)
    late = board(ONE_O_CLOCK + SECOND, lead(NINE))
    assert state_of(late) is State.BREACHED_WAITING
    assert late.act.owed[-1].breached_waiting == 1


def test_a_deadline_on_closing_time_falls_before_the_next_standup() -> None:
    start = ONE_O_CLOCK  # four hours are used up as the day closes, and not a second more by the next stand-up
    as_of = start + timedelta(minutes=5)
    found = board(as_of, lead(start))
    assert state_of(found) is State.AT_RISK
    assert found.act.owed[-1].due_before_next_standup == 1
    assert found.act.due(10)[1] == 1
    calendar = drawn.terms().calendar({})
    by_hand = contact.state(start, None, as_of, timedelta(hours=4), calendar, next_standup=found.next_standup)
    assert by_hand is State.AT_RISK
    later = board(as_of + SECOND, lead(start + SECOND))
    assert state_of(later) is State.WAITING
    assert later.act.due(10)[1] == 0


def test_a_quarter_of_the_promise_left_is_at_risk_and_a_second_more_is_not() -> None:
    start = ONE_O_CLOCK + timedelta(hours=3)
    calendar = drawn.terms().calendar({})
    three_hours_used = NINE + timedelta(days=1, hours=2)
    assert state_of(board(three_hours_used, lead(start))) is State.AT_RISK
    assert contact.state(start, None, three_hours_used, timedelta(hours=4), calendar) is State.AT_RISK
    assert contact.state(start, None, three_hours_used - SECOND, timedelta(hours=4), calendar) is State.WAITING


def judged(touched: datetime, as_of: datetime, **cells: datetime) -> Board:
    """Return a board of one lead that ann owns and somebody contacted."""
    drawing = lead(NINE, **cells).replace("lead_id", "owner | lead_id").replace("\n1", "\nann | 1")
    touches = f"lead_id | touched_at\n1 | {touched.replace(tzinfo=None)}"
    return Board(
        Snapshot(drawn.records(leads=drawing, touches=touches)),
        drawn.agreements(),
        as_of,
        date(NINE.year, NINE.month, 1),
    )


@pytest.mark.parametrize(("late_by", "in_time"), [(timedelta(), 1), (SECOND, 0)])
def test_a_contact_as_the_promise_ends_is_in_time_wherever_it_is_counted(late_by: timedelta, in_time: int) -> None:
    found = judged(ONE_O_CLOCK + late_by, NINE + timedelta(days=100))
    assert found.contact.lines[-1].states[State.MET] == in_time
    soon = judged(ONE_O_CLOCK + late_by, NINE + timedelta(days=3))
    assert sum(week.met for week in soon.contact.weeks) == in_time
    assert [hour.in_time for hour in soon.contact.hours] == [in_time]
    asked = soon.contact.rows(soon.evidence)
    names, (row,) = soon.snapshot.table(asked.query, **asked.parameters)
    assert row[names.index("state")] == ("met" if in_time else "breached")
    (ann,) = soon.people.judged.persons
    assert (ann.in_time, ann.n) == (in_time, 1)
    compared = found.winning.compared
    assert (compared.fast, compared.slow) == (in_time, 1 - in_time)


def test_a_waiting_lead_whose_promise_ends_now_is_neither_lost_nor_counted_twice() -> None:
    for as_of, decided in ((ONE_O_CLOCK, 0), (ONE_O_CLOCK + SECOND, 1)):
        found = board(as_of, lead(NINE))
        line = found.contact.lines[-1]
        assert (sum(line.states.values()), line.n, line.decided, line.elapsed) == (1, 1, decided, decided)
        week = found.contact.weeks[-1]
        assert (week.n, week.decided, week.open) == (1, decided, 1 - decided)
        assert sum(hour.leads for hour in found.contact.hours) == decided
        assert found.people.judged.unassigned.n == decided


def test_a_lead_closed_untouched_is_decided_before_its_time_is_up() -> None:
    closed = lead(NINE, closed_at=NINE + timedelta(minutes=30))
    found = board(NINE + timedelta(hours=1), closed)
    week = found.contact.weeks[-1]
    assert (week.n, week.decided, week.open) == (1, 1, 0)
    assert found.steps.lines()[-1].never == 1
    over = board(ONE_O_CLOCK + SECOND, closed)
    assert [one.people.judged.unassigned.late for one in (found, over)] == [0, 1]


def test_a_lead_contacted_in_time_counts_for_a_person_once_its_time_is_up() -> None:
    """Before that the slower ones of the same age are undecided, and the fast would stand for all of them."""
    for as_of, n in ((ONE_O_CLOCK, 0), (ONE_O_CLOCK + SECOND, 1)):
        assert judged(NINE + timedelta(hours=1), as_of).people.judged.n == n


@pytest.mark.parametrize(("after", "nobody_s"), [(timedelta(), 0), (SECOND, 1)])
def test_a_lead_assigned_after_its_promise_was_broken_counts_for_nobody(after: timedelta, nobody_s: int) -> None:
    found = judged(ONE_O_CLOCK + timedelta(hours=1), NINE + timedelta(days=3), assigned_at=ONE_O_CLOCK + after)
    assert found.people.judged.broken_before.n == nobody_s
    assert found.people.judged.n == 1 - nobody_s


def test_a_touch_at_the_instant_of_the_hand_off_is_a_contact_and_one_before_it_is_not() -> None:
    at, before = (judged(NINE - early, NINE + timedelta(days=3)) for early in (timedelta(), SECOND))
    for found, n in ((at, 1), (before, 0)):
        assert [sum(week.n for week in found.contact.weeks), len(found.contact.hours)] == [n, n]
        assert (found.people.judged.n, found.steps.lines()[-1].n) == (n, n)
    assert at.contact.lines[-1].states[State.MET] == 1
    assert before.contact.lines[-1].states[State.INVALID] == 1
    later = [judged(NINE - early, NINE + timedelta(days=100)).winning.compared.fast for early in (timedelta(), SECOND)]
    assert later == [1, 0]


def test_what_happens_now_has_happened_and_a_second_later_it_has_not() -> None:
    for as_of, n in ((NINE + timedelta(hours=1), 1), (NINE + timedelta(minutes=59), 0)):
        found = judged(NINE + timedelta(hours=1), as_of, assigned_at=NINE + timedelta(hours=1))
        assert sum(week.met for week in found.contact.weeks) == n
        assert [line.happened for line in found.steps.lines()] == [n, n, 0, n]


def test_a_lead_is_old_enough_a_second_after_ninety_days_and_has_ninety_days_to_be_won() -> None:
    given = timedelta(days=90)
    leads = lead(NINE)
    for won_at, won in ((NINE + given, 1), (NINE + given + SECOND, 0)):
        deals = f"deal_id | lead_id | opened_at | closed_at | stage\n1 | 1 | {naive(NINE)} | {naive(won_at)} | won"
        touches = f"lead_id | touched_at\n1 | {naive(NINE)}"
        snapshot = Snapshot(drawn.records(leads=leads, touches=touches, deals=deals))
        for as_of, n in ((NINE + given, 0), (NINE + given + SECOND, 1)):
            compared = Board(snapshot, drawn.agreements(), as_of, date(2027, 2, 1)).winning.compared
            assert (compared.fast, compared.fast_won) == (n, n * won)


def test_a_score_on_the_edge_of_a_third_belongs_to_the_lower_one() -> None:
    lines = "\n".join(f"a{n} | form | {n * 10} | {naive(NINE)}" for n in range(4))
    connection = drawn.records(
        leads=f"lead_id | lead_type | score | qualified_at\n{lines}\n9 | form | | {naive(NINE)}", touches=ELSEWHERE
    )
    here = Board(Snapshot(connection), drawn.agreements(), NINE + timedelta(days=91), date(2027, 2, 1))
    found = queries.winning.strata(here.snapshot, here.winning.span, here.as_of)
    assert [(row.third, sum(row.table), row.untouched) for row in found] == [
        (1, 2, 2),
        (2, 1, 1),
        (3, 1, 1),
        (None, 1, 1),
    ]


def test_a_week_begins_at_midnight_of_its_monday() -> None:
    monday = datetime(2026, 11, 8, 23, tzinfo=UTC)  # Monday 9 November 00:00 in Warsaw
    weeks = [board(NINE + timedelta(days=10), lead(at)).contact.weeks for at in (monday, monday - SECOND)]
    assert [[week.monday.day for week in found if week.n] for found in weeks] == [[9], [2]]
    assert [week.monday for week in weeks[0]][-1] == date(2026, 11, 9)


def test_the_last_ninety_days_end_now_or_with_the_month_on_screen() -> None:
    now = board(NINE, lead(NINE))
    assert now.evidence == (datetime(2026, 8, 4, 22, tzinfo=UTC), NINE)
    past = board(NINE, lead(NINE), date(2026, 9, 1))
    assert past.evidence == (datetime(2026, 7, 2, 22, tzinfo=UTC), datetime(2026, 9, 30, 22, tzinfo=UTC))
    assert past.contact.weeks_span[1] == past.evidence[1]
    assert past.contact.weeks[-1].monday == date(2026, 9, 28)


def test_the_first_instant_of_a_month_belongs_to_it_alone() -> None:
    first = datetime(2026, 10, 31, 23, tzinfo=UTC)  # midnight in Warsaw
    as_of = datetime(2026, 11, 5, 8, tzinfo=UTC)
    october, november = (board(as_of, lead(first), date(2026, month, 1)) for month in (10, 11))
    assert [b.delivery.lines[-1].so_far.counts.net for b in (october, november)] == [0, 1]
    assert [len(b.contact.times) for b in (october, november)] == [0, 1]


@pytest.mark.parametrize(
    ("stopped", "waited", "kept"),
    [
        (None, timedelta(), Kept.PENDING),
        (None, SECOND, Kept.MISSED),
        (-SECOND, SECOND, Kept.EXEMPT),
        (timedelta(), SECOND, Kept.MISSED),
    ],
)
def test_a_milestone_is_decided_after_its_due_instant(stopped: timedelta | None, waited: timedelta, kept: Kept) -> None:
    due = NINE + timedelta(days=14)
    cells = {} if stopped is None else {"closed_at": due + stopped}
    found = board(due + waited, lead(NINE, **cells))
    (row,) = (line for line in found.follow_up.lines if line.day == 14)
    assert {name: getattr(row, name) for name in Kept} == {name: int(name is kept) for name in Kept}
    stop = None if stopped is None else due + stopped
    assert followup.milestone(NINE, [], due + waited, stop, Milestone(day=14, attempts=3)) == (kept, 0)


@pytest.mark.parametrize(("share", "reach"), [(Fraction(1), 22), (Fraction(1, 16), 45)])
def test_the_noise_guard_ends_at_2_25_deviations_and_early_in_the_month_at_more(share: Fraction, reach: int) -> None:
    for deviation in (reach, -reach):
        assert delivery.within_noise(100 + deviation, 100, 100.0, share)
    for deviation in (reach + 1, -reach - 1):
        assert not delivery.within_noise(100 + deviation, 100, 100.0, share)


def test_the_share_speaks_of_those_who_still_wait_too() -> None:
    found = board(NINE + timedelta(hours=1), lead(NINE)).contact.lines[-1]
    assert (found.n, found.decided) == (1, 0)
