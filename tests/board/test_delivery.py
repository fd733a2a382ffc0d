"""Delivery over the months: versions of the agreement, the strip, the quarter, and months at the edge."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sla_dash.agreement import parse
from sla_dash.board import board as put_together
from sla_dash.calendar import days
from sla_dash.records.store import Snapshot
from sla_dash.rules.delivery import Standing
from tests import drawn
from tests.boards import NOVEMBER_12, board, leads, version


def quarter_of(day: date) -> int:
    return (day.month - 1) // 3


def test_each_month_is_judged_by_the_version_in_force_when_it_began() -> None:
    every = leads({date(2026, 10, 5): 100, date(2026, 9, 7): 100, date(2026, 8, 3): 100})
    found = board(every, NOVEMBER_12, version(1, "2026-09-01", 60), version(2, "2026-10-02", 200))
    targets = {one.month: one.judged.target for one in found.record.strip}
    assert targets[date(2026, 8, 1)] is None  # before the first version
    assert targets[date(2026, 9, 1)] == 60 + 40
    assert targets[date(2026, 10, 1)] == 60 + 40  # version 2 came a day after the month began
    assert targets[date(2026, 11, 1)] == 200 + 40
    form = found.record.habits[0]
    assert [one.judged.standing for one in form.verdicts[-3:]] == [
        Standing.NO_TARGET,
        Standing.ABOVE,
        Standing.ABOVE,
    ]


def test_a_closed_month_keeps_the_bare_band_whatever_the_noise() -> None:
    found = board(leads({date(2026, 10, 5): 125}), NOVEMBER_12, month=date(2026, 10, 1))
    total = found.delivery.lines[-1]
    assert (total.so_far.standing, total.so_far.could_be_chance) == (Standing.BELOW, False)
    assert total.forecast is None
    inside = board(leads({date(2026, 10, 5): 126}), NOVEMBER_12, month=date(2026, 10, 1))
    assert inside.delivery.lines[-1].so_far.standing is Standing.IN
    assert inside.record.strip[-1].over


def test_the_quarter_is_the_sum_of_its_months() -> None:
    every = leads({date(2026, 10, 5): 130, date(2026, 11, 3): 50})
    found = board(every, NOVEMBER_12)
    quarter = found.record.quarter("leads")
    share = Fraction(8, 21)
    assert quarter.target == 280
    assert quarter.expected == 140 + 140 * share
    assert quarter.delivered == 180
    assert quarter.standing is Standing.IN
    value = found.record.quarter("value")
    assert value.delivered == 180 * 128
    assert value.expected == (100 * 128 + 40 * 187) * (1 + share)
    october = board(every, NOVEMBER_12, month=date(2026, 10, 1)).record.quarter("leads")
    assert [october.delivered, october.expected, october.target] == [130, 140, 140]
    assert not october.could_be_chance


def test_slack_is_used_up_month_by_month_and_won_back_by_one_that_is_kept() -> None:
    september_kept = leads({date(2026, 9, 7): 100})
    habit = board(september_kept, NOVEMBER_12).record.habits[0]
    assert (habit.missed_in_a_row, habit.slack_left) == (1, 1)
    october_kept = leads({date(2026, 10, 5): 100})
    habit = board(october_kept, NOVEMBER_12).record.habits[0]
    assert (habit.missed_in_a_row, habit.slack_left) == (0, 2)


def test_daily_counts_far_from_what_is_promised_give_an_alarm_until_it_is_acknowledged() -> None:
    busy = leads({date(2026, 11, day): 15 for day in (2, 3, 4, 5, 6)})
    found = board(busy, NOVEMBER_12)
    standing, acknowledged = found.remedy.alarms(), found.remedy.alarms(((("SMB", "form"), date(2026, 11, 6)),))
    assert ("form", True, date(2026, 11, 2)) in [(one.lead_type, one.above, one.since) for one in standing]
    assert not [one for one in acknowledged if one.above]
    assert board(busy, NOVEMBER_12, month=date(2026, 10, 1)).remedy.alarms() == ()


def test_no_more_than_three_alarms_are_shown_and_the_strongest_come_first() -> None:
    names = ["a", "b", "c", "d"]
    types = "".join(f'\n[[stream.lead_type]]\nname = "{name}"\ntargets = 21\n' for name in names)
    terms = parse(drawn.AGREEMENT + types)
    every = ["lead_id | lead_type | qualified_at"]
    for strength, name in enumerate(names):
        for day in (2, 3, 4, 5, 6):
            every += [f"{name}{day}-{n} | {name} | 2026-11-0{day} 12:00:{n:02}" for n in range(6 + strength)]
    alarms = board("\n".join(every), NOVEMBER_12, terms).remedy.alarms()
    assert [one.lead_type for one in alarms] == ["d", "c", "b"]
    assert [one.strength for one in alarms] == sorted((one.strength for one in alarms), reverse=True)


def test_capacity_counts_all_leads_and_the_reps_still_at_work() -> None:
    reps = "rep | active_from | active_to\nann | |\nbob | | 2026-11-11\ncat | 2026-12-01 |\ndan | 2026-11-30 |"
    text = drawn.AGREEMENT.replace("follow_up =", "leads_per_rep = 20\nfollow_up =")
    every = leads({date(2026, 11, 3): 50, date(2026, 11, 12): 3})
    found = board(every, NOVEMBER_12, parse(text), reps=reps).remedy.capacity
    assert (found.leads, found.reps, found.ceiling) == (50, 2, 20)  # the three of noon are still to come
    assert found.exceeded
    assert board(every, NOVEMBER_12).remedy.capacity.reps is None


def test_a_zero_target_is_no_target() -> None:
    text = drawn.AGREEMENT.replace("targets = 100", "targets = 0").replace("targets = 40", "targets = 0")
    found = board(leads({date(2026, 11, 3): 5}), NOVEMBER_12, parse(text))
    total = found.delivery.lines[-1]
    assert total.so_far.standing is Standing.NO_TARGET
    assert (total.needed, total.forecast, total.value_forecast) == (None, None, None)
    assert found.record.quarter("leads").standing is Standing.NO_TARGET
    assert found.delivery.course(total).days[-1].expected is None


def test_a_month_of_holidays_is_due_only_once_it_is_over() -> None:
    closed = ", ".join(f"2026-11-{day:02} = []" for day in range(1, 31))
    text = drawn.AGREEMENT.replace("[[stream]]", f"[holidays]\noverrides = {{ {closed} }}\n[[stream]]", 1)
    terms = parse(text)
    found = board(leads({date(2026, 11, 3): 5}), NOVEMBER_12, terms)
    total = found.delivery.lines[-1]
    assert total.so_far.standing is Standing.NOTHING_DUE
    assert total.needed is not None
    assert total.needed.target is None  # no working day is left, and none was
    assert found.remedy.alarms() == ()
    over = board(leads({date(2026, 11, 3): 5}), datetime(2026, 12, 3, 8, tzinfo=UTC), terms, month=date(2026, 11, 1))
    assert over.delivery.lines[-1].so_far.standing is Standing.BELOW


def test_on_the_last_day_of_a_month_one_working_day_may_be_left() -> None:
    found = board(leads({date(2026, 12, 1): 9}), datetime(2026, 12, 31, 8, tzinfo=UTC))
    assert found.pace.left == 1
    needed = found.delivery.lines[-1].needed
    assert needed is not None
    assert needed.target == 131
    assert found.delivery.course(found.delivery.lines[-1]).days[-1].delivered is None


@pytest.mark.parametrize(("month", "hours"), [(date(2026, 3, 1), 743), (date(2026, 10, 1), 745)])
def test_a_month_in_which_the_clock_changes_begins_and_ends_at_local_midnight(month: date, hours: int) -> None:
    first, end = drawn.terms().month_edges(month)
    assert (end - first).total_seconds() == hours * 3600
    drawing = ["lead_id | lead_type | qualified_at"]
    edges = {"before": first - timedelta(seconds=1), "first": first, "last": end - timedelta(seconds=1), "after": end}
    drawing += [f"{name} | form | {at.replace(tzinfo=None)}" for name, at in edges.items()]
    as_of = end + timedelta(days=3)
    found = board("\n".join(drawing), as_of, version(1, "2026-01-01", 100), month=month)
    assert found.delivery.lines[-1].so_far.counts.net == 2
    course = found.delivery.course(found.delivery.lines[-1])
    assert [course.days[0].delivered, course.days[-1].delivered] == [1, 2]


@settings(max_examples=20)
@given(
    st.dictionaries(st.dates(date(2026, 9, 1), date(2026, 11, 30)), st.integers(1, 4), max_size=12),
    st.integers(0, 60),
)
def test_what_the_days_bring_adds_up_to_the_line_the_strip_and_the_quarter(by_day: dict[date, int], later: int) -> None:
    as_of = datetime(2026, 10, 2, 8, tzinfo=UTC) + timedelta(days=later)
    found = board(leads(by_day), as_of)
    total = found.delivery.lines[-1]
    course = found.delivery.course(total)
    done = [one.delivered for one in course.days if one.delivered is not None]
    assert (done[-1] if done else 0) == total.so_far.counts.net
    assert course.today == total.so_far.counts.today
    assert course.days[-1].expected == 140
    whole = [one.judged.delivered for one in found.record.strip]
    before = [n for day, n in by_day.items() if day < found.today]
    assert sum(whole) == sum(before)
    quarter = [n for day, n in by_day.items() if day < found.today and quarter_of(day) == quarter_of(found.month)]
    assert found.record.quarter("leads").delivered == sum(quarter)


def test_what_19_of_20_past_days_brought_is_in_reach_and_any_more_is_not() -> None:
    weekdays = [day for day in days(date(2026, 9, 1), date(2026, 11, 12)) if day.weekday() < 5]
    line = board(leads(dict.fromkeys(weekdays, 3)), NOVEMBER_12).delivery.lines[0]
    assert line.usual_best == 3
    assert not line.out_of_reach(Fraction(3))
    assert line.out_of_reach(Fraction(301, 100))
    assert not line.out_of_reach(None)


def test_days_before_the_records_begin_do_not_make_a_good_day_worse() -> None:
    weekdays = [day for day in days(date(2026, 9, 21), date(2026, 11, 12)) if day.weekday() < 5]
    line = board(leads(dict.fromkeys(weekdays[::4], 5)), NOVEMBER_12).delivery.lines[0]
    assert len(weekdays) > 30
    assert line.usual_best == 5


def test_closed_months_are_asked_what_they_had_brought_when_the_same_share_was_done() -> None:
    # October has 22 working days; by 8/21 of it, 8 8/21 of them were done, the ninth of them in part.
    october = {day: 21 for day in days(date(2026, 10, 1), date(2026, 11, 1)) if day.weekday() < 5}
    november = {day: 10 for day in days(date(2026, 11, 2), date(2026, 11, 12)) if day.weekday() < 5}
    found = board(leads(october | november), NOVEMBER_12)
    course = found.delivery.course(found.delivery.lines[-1])
    early = 21 * Fraction(8 * 22, 21)
    assert course.seasonal == 80 * Fraction(21 * 22) / early
    assert course.run_rate == 80 * Fraction(21, 8)


def test_more_months_missed_than_the_slack_leave_none_of_it() -> None:
    habit = board(leads({date(2026, 9, 7): 1}), datetime(2027, 1, 12, 8, tzinfo=UTC)).record.habits[0]
    assert (habit.missed_in_a_row, habit.slack_left, habit.beyond_slack) == (4, 0, True)


def test_as_many_months_missed_as_the_slack_are_still_within_it() -> None:
    habit = board(leads({date(2026, 9, 7): 1}), datetime(2026, 11, 12, 8, tzinfo=UTC)).record.habits[0]
    assert (habit.missed_in_a_row, habit.slack_left, habit.beyond_slack) == (2, 0, False)


def test_the_quarter_has_the_noise_of_its_own_length_and_none_once_it_is_over() -> None:
    # 8 of 21 working days: 53 1/3 are expected of November, 193 1/3 of the quarter's 280, and 160 came: 33 too few. The
    # noise of the month alone, 2.25 √53.3 ÷ ∜0.69 = 18, would call them a signal; over the quarter it is 34, of √193.3.
    october = {day: 6 for day in days(date(2026, 10, 1), date(2026, 11, 1)) if day.weekday() < 5}
    november = {date(2026, 11, day): 3 + day % 2 for day in (2, 3, 4, 5, 6, 9, 10, 11)}
    every = leads(october | november)
    assert sum([*october.values(), *november.values()]) == 160
    quarter = board(every, NOVEMBER_12).record.quarter("leads")
    assert (quarter.standing, quarter.could_be_chance) == (Standing.BELOW, True)
    over = board(every, datetime(2026, 12, 2, 8, tzinfo=UTC), month=date(2026, 11, 1)).record.quarter("leads")
    assert (over.standing, over.could_be_chance) == (Standing.BELOW, False)


def test_an_alarm_begins_anew_on_the_day_after_the_one_acknowledged() -> None:
    busy = leads({date(2026, 11, day): 60 for day in (4, 5)})
    found = board(busy, NOVEMBER_12)
    for seen, since in ((date(2026, 11, 4), date(2026, 11, 5)), (date(2026, 11, 3), date(2026, 11, 4))):
        alarms = found.remedy.alarms(((("SMB", "form"), seen),))
        assert [one.since for one in alarms if one.above] == [since]


def test_the_alarm_of_one_type_goes_on_when_that_of_another_is_acknowledged() -> None:
    found = board(leads({date(2026, 11, day): 60 for day in (4, 5)}), NOVEMBER_12)
    assert found.remedy.alarms(((("SMB", "outbound"), date(2026, 11, 11)),))[0] == found.remedy.alarms()[0]


def test_attempts_fall_due_up_to_the_next_standup_itself() -> None:
    standup = datetime(2026, 11, 13, 8, tzinfo=UTC)
    for start, due in ((standup - timedelta(days=14), 3), (standup - timedelta(days=14) + timedelta(seconds=1), 1)):
        connection = drawn.records(
            drawn.agreements(),
            NOVEMBER_12,
            leads=f"lead_id | lead_type | qualified_at\nL | form | {start.replace(tzinfo=None)}",
            touches="lead_id | touched_at\nX | 2026-11-01 10:00:00",
        )
        found = put_together(Snapshot(connection), drawn.agreements(), NOVEMBER_12).remedy.attempts
        assert found is not None
        assert found.due == due


def test_a_first_contact_due_exactly_at_the_next_standup_is_due_before_it() -> None:
    closing = datetime(2026, 11, 11, 12, tzinfo=UTC)  # four hours before closing time, the last open second before it
    as_of = closing + timedelta(hours=1)
    for start, due in ((closing, 1), (closing + timedelta(seconds=1), 0)):
        connection = drawn.records(
            drawn.agreements(),
            as_of,
            leads=f"lead_id | lead_type | qualified_at\nL | form | {start.replace(tzinfo=None)}",
            touches="lead_id | touched_at\nX | 2026-11-01 10:00:00",
        )
        found = put_together(Snapshot(connection), drawn.agreements(), as_of).remedy.attempts
        assert found is not None
        assert found.due == due
