"""Contact latency: the state of one lead, the share of many, and the laws nobody can argue with."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash import words
from sla_dash.calendar import Calendar
from sla_dash.records.queries.act import Owed
from sla_dash.rules import contact, weeks
from sla_dash.rules.contact import Standing, State, Timed
from sla_dash.statistics import survival
from tests.golden_cases import assert_agrees, cases
from tests.times import NINE_TO_FIVE, golden_calendar, instant, instants

HOURS_4 = timedelta(hours=4)
WEEKDAYS = Calendar(ZoneInfo("Europe/Warsaw"), (NINE_TO_FIVE,) * 5 + ((),) * 2)
WORDS = {State.WAITING: "pending", State.AT_RISK: "at_risk", State.BREACHED_WAITING: "breached_open", None: "no_start"}


@cases("lead_status")
def test_the_state_of_a_lead_agrees_with_the_worked_cases(case: dict[str, Any]) -> None:
    inputs = case["inputs"]
    start, stop = (None if inputs[key] is None else instant(inputs[key]) for key in ("start", "contact"))
    found = contact.state(
        start, stop, instant(inputs["now"]), timedelta(seconds=inputs["sla"]), golden_calendar(inputs)
    )
    assert_agrees(WORDS.get(found, str(found)), case)


MONDAY = datetime(2026, 11, 2, 8, tzinfo=UTC)  # 09:00 in Warsaw


def test_a_waiting_lead_counts_against_us_once_its_time_is_up() -> None:
    at_the_deadline = MONDAY + HOURS_4
    assert contact.state(MONDAY, None, at_the_deadline, HOURS_4, WEEKDAYS) is State.AT_RISK
    later = at_the_deadline + timedelta(seconds=1)
    assert contact.state(MONDAY, None, later, HOURS_4, WEEKDAYS) is State.BREACHED_WAITING


def test_a_deadline_before_the_next_standup_is_a_risk_however_much_time_is_left() -> None:
    now = MONDAY + timedelta(minutes=5)
    assert contact.state(MONDAY, None, now, HOURS_4, WEEKDAYS) is State.WAITING
    tomorrow = MONDAY + timedelta(days=1)
    assert contact.state(MONDAY, None, now, HOURS_4, WEEKDAYS, next_standup=tomorrow) is State.AT_RISK


def test_a_lead_closed_untouched_is_a_breach_and_closing_it_early_does_not_help() -> None:
    closed = MONDAY + timedelta(minutes=1)
    assert contact.state(MONDAY, None, MONDAY + HOURS_4, HOURS_4, WEEKDAYS, ended=closed) is State.BREACHED
    not_yet = MONDAY + timedelta(seconds=30)
    assert contact.state(MONDAY, None, not_yet, HOURS_4, WEEKDAYS, ended=closed) is State.WAITING


def timed(state: State, leads: int, minutes: int | None, *, promise: int = 240, share: str = "0.9") -> Timed:
    contacted = state in (State.MET, State.INVALID) or (state is State.BREACHED and minutes is not None)
    elapsed = state in (State.MET, State.BREACHED, State.BREACHED_WAITING)
    return Timed("SMB", "form", promise * 60, Fraction(share), state, contacted, elapsed, minutes, leads)


def test_the_share_is_over_all_leads_not_over_the_contacted_ones() -> None:
    found = contact.in_time([timed(State.MET, 12, 30), timed(State.BREACHED_WAITING, 8, 500)], "SMB", "form")
    assert found.share is not None
    assert found.share.share == 0.6
    assert found.standing is Standing.NOT_KEPT
    assert not found.could_be_chance
    assert found.never_contacted == 8
    assert found.p90 is None


def test_a_promise_within_the_interval_could_be_chance() -> None:
    found = contact.in_time([timed(State.MET, 17, 30), timed(State.BREACHED, 3, 300)], "SMB", "form")
    assert (found.standing, found.could_be_chance) == (Standing.NOT_KEPT, True)


def test_it_is_too_early_until_ten_windows_are_over_but_not_when_ten_wait_too_long() -> None:
    assert contact.in_time([timed(State.MET, 9, 3)], "SMB", "form").standing is Standing.TOO_EARLY
    assert contact.in_time([timed(State.MET, 10, 3)], "SMB", "form").standing is Standing.KEPT
    late = contact.in_time([timed(State.BREACHED_WAITING, 10, 999)], "SMB", "form")
    assert (late.standing, late.could_be_chance) == (Standing.NOT_KEPT, False)


def test_those_contacted_soon_are_decided_first_and_say_nothing_of_the_others() -> None:
    soon = replace(timed(State.MET, 46, 30), elapsed=False)
    found = contact.in_time([soon, timed(State.WAITING, 60, 200)], "SMB", "form")
    assert (found.decided, found.elapsed, found.share, found.standing) == (46, 0, None, Standing.TOO_EARLY)
    assert words.contact.in_time(found) == "46 of 106 contacted, no time is up yet"
    assert words.contact.share(found) == "–"
    closed = contact.in_time([soon, replace(timed(State.BREACHED, 1, None), elapsed=False)], "SMB", "form")
    assert closed.share is not None
    assert (closed.standing, closed.told) == (Standing.TOO_EARLY, None)


def test_it_is_too_early_while_who_is_left_has_waited_for_less_than_the_promise() -> None:
    met = timed(State.MET, 30, 30)
    found = contact.in_time([met, timed(State.WAITING, 2, 239)], "SMB", "form")
    assert (found.share, found.standing) == (None, Standing.TOO_EARLY)
    assert words.contact.in_time(found) == "30 of 30 in time of those whose time is up"
    assert contact.in_time([met, timed(State.WAITING, 2, 240)], "SMB", "form").standing is Standing.KEPT


def test_no_morning_finds_a_promise_not_kept_while_all_that_is_decided_was_in_time() -> None:
    """A promise of three working days that is kept for every lead, on 300 mornings early in a month.

    A curve that goes on beyond its last observation finds it not kept on 77 of them.
    """
    random, found = Random(20261119), Counter[Standing]()
    for morning in range(300):
        now, rows = (2 + morning % 5) * 480, []
        for start in (random.randrange(now) for _ in range(now // 16)):
            took = random.randint(0, 1440)
            contacted, elapsed = start + took <= now, now - start > 1440
            minutes = took if contacted else now - start
            state = State.MET if contacted else State.WAITING
            rows.append(replace(timed(state, 1, minutes, promise=1440), contacted=contacted, elapsed=elapsed))
        found[contact.in_time(rows, "SMB", "form").standing] += 1
    assert set(found) == {Standing.KEPT, Standing.TOO_EARLY}


def test_leads_closed_untouched_stay_in_the_denominator_for_ever() -> None:
    found = contact.in_time([timed(State.MET, 10, 30), timed(State.BREACHED, 10, None)], "SMB", "form")
    assert found.share is not None
    assert found.share.share == 0.5
    assert found.p90 is None
    assert found.never_contacted == 10


def test_leads_touched_before_their_start_are_counted_apart() -> None:
    found = contact.in_time([timed(State.MET, 10, 30), timed(State.INVALID, 4, None)], "SMB", "form")
    assert found.share is not None
    assert (found.share.share, found.n, found.states[State.INVALID]) == (1.0, 10, 4)


def test_a_total_judges_each_lead_by_its_own_promise() -> None:
    rows = [timed(State.MET, 10, 200, promise=240), timed(State.BREACHED, 10, 50, promise=30, share="0.7")]
    found = contact.total(rows)
    assert found.share is not None
    assert found.share.share == 0.5
    assert found.promise is None
    assert found.promised_share == Fraction(8, 10)


def test_where_nothing_was_promised_nothing_is_judged() -> None:
    row = replace(timed(State.NO_PROMISE, 20, 30), promise_seconds=None, promised_share=None, contacted=True)
    found = contact.in_time([row], "SMB", None)
    assert (found.standing, found.share, found.promised_share) == (Standing.NO_PROMISE, None, None)
    assert found.median == timedelta(minutes=30)


def test_no_leads_at_all_is_a_state_and_not_a_division() -> None:
    found = contact.total([])
    assert (found.share, found.standing, found.median, found.n) == (None, Standing.TOO_EARLY, None, 0)


def test_a_type_without_leads_still_shows_its_promise_and_that_it_is_too_early() -> None:
    found = contact.in_time([], "SMB", "form", (HOURS_4, Fraction(9, 10)))
    assert (found.standing, found.promise, found.promised_share) == (Standing.TOO_EARLY, HOURS_4, Fraction(9, 10))
    assert contact.in_time([], "SMB", None).standing is Standing.NO_PROMISE


maybe = st.none() | instants


@given(instants, maybe, maybe, instants, st.integers(1, 600))
def test_every_lead_is_in_exactly_one_state_and_closing_it_untouched_never_helps(
    start: datetime, touched: datetime | None, ended: datetime | None, now: datetime, minutes: int
) -> None:
    promise = timedelta(minutes=minutes)
    left_open = contact.state(start, touched, now, promise, WEEKDAYS)
    closed = contact.state(start, touched, now, promise, WEEKDAYS, ended=ended)
    if left_open is not closed:
        assert left_open in (State.WAITING, State.AT_RISK, State.BREACHED_WAITING)
        assert closed is State.BREACHED
    assert (left_open is None) == (start > now)


@given(st.lists(st.integers(0, 600), min_size=1, max_size=40), st.data())
def test_contacting_a_lead_earlier_never_lowers_the_share(durations: list[int], data: st.DataObject) -> None:
    rows = [timed(State.MET if d <= 240 else State.BREACHED, 1, d) for d in durations]
    which = data.draw(st.integers(0, len(rows) - 1))
    sooner = data.draw(st.integers(0, durations[which]))
    improved = list(rows)
    improved[which] = timed(State.MET if sooner <= 240 else State.BREACHED, 1, sooner)
    before, after = contact.total(rows).share, contact.total(improved).share
    assert before is not None
    assert after is not None
    assert after.share >= before.share - survival.NEARLY


@given(st.lists(st.integers(0, 600), min_size=1, max_size=30), st.lists(st.integers(0, 240), min_size=1, max_size=10))
def test_closing_waiting_leads_untouched_never_raises_the_share(durations: list[int], waited: list[int]) -> None:
    rows = [timed(State.MET if d <= 240 else State.BREACHED, 1, d) for d in durations]
    waiting = contact.total([*rows, *(timed(State.WAITING, 1, minutes) for minutes in waited)])
    closed = contact.total([*rows, timed(State.BREACHED, len(waited), None)])
    assert waiting.n == closed.n == len(durations) + len(waited)
    assert closed.decided == closed.n
    assert closed.share is not None
    if waiting.share:
        assert closed.share.share <= waiting.share.share + survival.NEARLY


MONDAYS = [date(2026, 11, 2) + n * weeks.WEEK for n in range(3)]


def test_a_week_is_settled_when_ten_are_decided_and_nobody_waits() -> None:
    nine, ten = timed(State.MET, 9, 30), timed(State.BREACHED, 1, 300)
    waits = timed(State.WAITING, 1, 30)
    rows = [(MONDAYS[0], nine), (MONDAYS[1], nine), (MONDAYS[1], ten), (MONDAYS[2], nine), (MONDAYS[2], ten)]
    found = weeks.one_by_one([*rows, (MONDAYS[2], waits)], MONDAYS[0], 3)
    assert [(week.n, week.decided, week.open, week.settled) for week in found] == [
        (9, 9, 0, False),
        (10, 10, 0, True),
        (11, 10, 1, False),
    ]
    assert found[1].share is not None
    assert found[1].share.share == pytest.approx(0.9)


def test_weeks_without_leads_are_shown_and_none_is_lost_at_the_ends() -> None:
    one = timed(State.MET, 1, 30)
    before, after = MONDAYS[0] - weeks.WEEK, MONDAYS[2] + weeks.WEEK
    found = weeks.one_by_one([(before, one), (after, one)], MONDAYS[0], 3)
    assert [(week.monday, week.n, week.share is None) for week in found] == [
        (MONDAYS[0], 1, False),
        (MONDAYS[1], 0, True),
        (MONDAYS[2], 1, False),
    ]


def test_a_touch_known_by_its_day_counts_as_soon_on_it_as_the_lead_was_there() -> None:
    ends = MONDAY + timedelta(hours=15)
    day = ends - timedelta(days=1), ends
    assert contact.counted_at(*day, MONDAY) == MONDAY
    assert [contact.counted_at(*day, start) for start in (None, day[0] - HOURS_4, ends)] == [day[0]] * 3
    assert contact.counted_at(ends - HOURS_4, None, ends - timedelta(hours=1)) == ends - HOURS_4


@pytest.mark.parametrize(
    ("promised", "touched", "state"),
    [
        (timedelta(hours=8, seconds=-1), 0, State.KNOWN_BY_DAY),
        (timedelta(hours=8), 0, State.MET),
        (timedelta(hours=8), 24 + 17, State.MET),
        (timedelta(hours=8), 24 + 33, State.MET),
        (timedelta(hours=8), 24 + 34, State.BREACHED),
        (None, 0, State.NO_PROMISE),
        (HOURS_4, -1, State.INVALID),
    ],
)
def test_a_start_known_by_its_day_is_judged_by_promises_of_days_from_the_end_of_it(
    promised: timedelta | None, touched: int, state: State
) -> None:
    midnight = MONDAY - timedelta(hours=9)
    at, until = midnight + timedelta(hours=touched), midnight + timedelta(days=1)
    assert contact.state(midnight, at, max(at, until), promised, WEEKDAYS, until=until) is state


def test_a_share_that_is_nearly_the_one_promised_is_told_from_it() -> None:
    found = [timed(State.MET, 869, 10, share="0.87"), timed(State.BREACHED, 131, 300, share="0.87")]
    row = contact.in_time(found, "SMB", "form")
    headline, *_ = words.contact.headlines(row, Owed("ann", 0, 0, 0), "Fri 09:00")
    assert (headline.label, headline.value) == ("In time, 87.0 % promised", "86.9 %")
    assert words.contact.in_time(row).startswith("86.9 % in time (85–89 %, n 1,000)")
    assert words.contact.share(row).startswith("86.9 % (")
    assert words.contact.promised(row) == "87.0 %"
    assert words.contact.of_promised(row) == "86.9 of 87.0 %"


def test_few_leads_are_counted_beside_the_share_promised_as_it_was_signed() -> None:
    row = contact.in_time([timed(State.MET, 8, 10), timed(State.BREACHED, 1, 300)], "SMB", "form")
    headline, *_ = words.contact.headlines(row, Owed("ann", 0, 0, 0), "Fri 09:00")
    assert (headline.label, headline.value) == ("In time, 90 % promised", "8 of 9")


def test_a_promise_used_up_at_closing_time_is_kept_until_the_next_opening_and_no_longer() -> None:
    start, opening = MONDAY + HOURS_4, MONDAY + timedelta(days=1)  # from 13:00 to closing time are four hours
    late = opening + timedelta(microseconds=1)
    assert contact.state(start, opening, late, HOURS_4, WEEKDAYS) is State.MET
    assert contact.state(start, late, late, HOURS_4, WEEKDAYS) is State.BREACHED
