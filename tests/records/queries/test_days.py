"""Days without an hour in SQL against plain Python, on random records, also as of those very days."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from sla_dash import words
from sla_dash.board import Board
from sla_dash.calendar import DAY, local_day
from sla_dash.output import document
from sla_dash.records.queries.bind import within
from sla_dash.records.store import Asked
from sla_dash.rules import contact, followup
from sla_dash.rules.contact import State
from sla_dash.rules.followup import Kept
from sla_dash.screen import tables
from sla_dash.statistics import survival
from tests import drawn
from tests.called_leads import listed
from tests.day_leads import AS_OF, HELD, MIDNIGHT, ZONE, board, connection, leads, records
from tests.times import naive

EVERY = {"stream": None, "lead_type": None}


@pytest.fixture(params=AS_OF, ids=str)
def here(request: pytest.FixtureRequest) -> Board:
    return board(connection(), request.param)


def test_the_state_and_the_working_time_of_every_lead_are_those_of_the_plain_rule(here: Board) -> None:
    found = listed(here, here.contact.rows(here.evidence))
    expected = {lead.id: lead.state(here) for lead in leads() if here.evidence[0] <= lead.start < here.evidence[1]}
    assert {row["lead_id"]: row["state"] for row in found} == expected
    assert len(set(expected.values())) >= 7
    by_id = {lead.id: lead for lead in leads()}
    for row in found:
        lead = by_id[str(row["lead_id"])]
        first = lead.first(here.as_of)
        assert row["contacted_utc"] == (first and naive(first))
        assert (row["local_hour"] is None, row["elapsed_minutes"] is None) == (lead.until is not None,) * 2
        minutes, judged = row["working_minutes"], row["state"] in contact.PROMISED
        assert row["state"] != "known by the day" or minutes is None
        if judged:
            used = lead.calendar.working_time(lead.due_from, first or here.as_of)
            assert float(str(minutes)) * 60 == pytest.approx(used.total_seconds())


def test_minutes_speak_only_of_starts_with_an_hour_and_promises_of_all(here: Board) -> None:
    expected: Counter[tuple[State, bool, int | None]] = Counter()
    for lead in leads():
        state, first = lead.state(here), lead.first(here.as_of)
        if not state or not here.month_edges[0] <= lead.start < here.month_edges[1]:
            continue
        ended = not first and lead.closed and lead.closed <= here.as_of
        used = lead.calendar.working_time(lead.due_from, first or here.as_of)
        unknown = ended or state in (State.INVALID, State.KNOWN_BY_DAY)
        expected[state, lead.until is not None, None if unknown else survival.minutes(used, bool(first))] += 1
    found: Counter[tuple[State, bool, int | None]] = Counter()
    for row in here.contact.times:
        found[row.state, row.by_day, row.minutes] += row.leads
    assert found == expected
    hourly = [row for row in here.contact.times if not row.by_day]
    assert contact.in_minutes(here.contact.times) == contact.in_minutes(hourly)
    assert contact.in_promises(here.contact.times) != contact.in_promises(hourly)


def test_weeks_and_hours_count_what_can_be_judged(here: Board) -> None:
    weeks: Counter[date] = Counter()
    hours: Counter[tuple[int, int]] = Counter()
    for lead in leads():
        state, local = lead.state(here), lead.start.astimezone(ZONE)
        if state in contact.PROMISED and here.contact.weeks_span[0] <= lead.start < here.contact.weeks_span[1]:
            weeks[local.date() - timedelta(days=local.weekday())] += 1
        over = lead.promise and lead.calendar.working_time(lead.start, here.as_of) > lead.promise
        if state in contact.PROMISED and over and not lead.until:
            hours[local.weekday(), local.hour] += 1
    assert {week.monday: week.n for week in here.contact.weeks if week.n} == weeks
    assert {(hour.weekday, hour.hour): hour.leads for hour in here.contact.hours} == hours


def test_attempts_count_on_their_day() -> None:
    made = dict(connection().execute("select lead_id, coalesce(attempts, []) from facts").fetchall())
    assert made == {
        lead.id: [naive(at) for at in followup.attempts(lead.counted, lead.start, lead.stopped)] for lead in leads()
    }


def test_milestones_fall_due_from_the_end_of_the_day_of_the_start(here: Board) -> None:
    month: Counter[tuple[int | None, str]] = Counter()
    weekly: Counter[tuple[int | None, str]] = Counter()
    for lead in leads():
        for day, kept, due in lead.milestones(here) if lead.start <= here.as_of else ():
            if here.month_edges[0] <= due < here.month_edges[1]:
                month[day, kept] += 1
            if local_day(lead.start, ZONE) >= here.follow_up.weeks[0]:
                weekly[day, kept] += 1
    *lines, _ = here.follow_up.lines
    assert +Counter({(row.day, kept): getattr(row, kept) for row in lines for kept in Kept}) == month
    found: Counter[tuple[int | None, str]] = Counter()
    for row in here.follow_up.by_week:
        found.update({(row.count.day, kept): getattr(row.count, kept) for kept in Kept})
    assert +found == weekly
    rows = listed(
        here, Asked("followup_rows", {"as_of": naive(here.as_of), **EVERY, **here.follow_up.due_of_weeks.bound})
    )
    assert Counter((row["day"], row["kept"]) for row in rows) == weekly


def test_silence_begins_with_the_end_of_the_day_of_the_start(here: Board) -> None:
    expected: Counter[tuple[str, bool]] = Counter()
    for lead in leads():
        ended = lead.stopped and lead.stopped <= here.as_of
        if lead.start > here.as_of or ended or here.as_of > lead.due_from + here.longest:
            continue
        made = followup.attempts(lead.counted, lead.start, lead.stopped)
        early = here.as_of - lead.due_from <= followup.EARLY
        expected["running", early] += 1
        expected["silent", early] += followup.silent(lead.due_from, made, here.as_of)
    total = here.follow_up.watch[-1]
    found = {
        ("running", True): total.running_early,
        ("running", False): total.running_later,
        ("silent", True): total.silent_early,
        ("silent", False): total.silent_later,
    }
    assert +Counter(found) == +expected


def test_follow_up_runs_until_the_last_milestone_counted_from_the_end_of_the_day() -> None:
    here = board(connection(), datetime(2026, 12, 10, 9, tzinfo=UTC))
    rows = listed(here, Asked("followup_attempt_rows", {**EVERY, **within(here.follow_up.lately, here.as_of)}))
    until = {
        lead.id: naive(min(lead.stopped or here.as_of, lead.due_from + here.longest, here.as_of))
        for lead in leads()
        if lead.start >= here.follow_up.lately[0] and not (lead.stopped and lead.stopped < lead.start)
    }
    assert {row["lead_id"]: row["until_at"] for row in rows} == until


def test_what_lay_silent_was_last_touched_when_that_counts() -> None:
    start, day = MIDNIGHT - 20.5 * DAY, f"{naive(MIDNIGHT - 21 * DAY)} | {naive(MIDNIGHT - 20 * DAY)}"
    leads = f"lead_id | lead_type | qualified_at\n1 | form | {naive(start)}"
    touches = f"lead_id | touched_at | touched_until\n1 | {day}\n1 | {naive(MIDNIGHT + DAY)} |"
    found = board(drawn.records(HELD, leads=leads, touches=touches), MIDNIGHT)
    assert [one.touched_at for one in found.act.silent(1)[0]] == [start]


def test_a_lead_of_today_can_be_due_and_has_used_nothing_yet() -> None:
    friday = MIDNIGHT + DAY
    leads = "lead_id | lead_type | owner | qualified_at | qualified_until\n"
    leads += f"1 | outbound | cho | {naive(friday)} | {naive(friday + DAY)}"
    found = board(drawn.records(HELD, leads=leads, touches="lead_id | touched_at\n2 | 2026-11-01"), friday + DAY / 2)
    assert [(one.lead_id, one.used) for one in found.act.due(1)[0]] == [("1", timedelta())]


def test_only_leads_with_a_promise_to_be_judged_by_are_late_or_due(here: Board) -> None:
    for late, listing in ((True, here.act.late(900)), (False, here.act.due(900))):
        expected = {}
        for lead in leads():
            if lead.state(here) in (State.BREACHED_WAITING, State.AT_RISK, State.WAITING) and lead.promise:
                used = lead.calendar.working_time(lead.due_from, here.as_of)
                by_then = lead.calendar.working_time(lead.due_from, here.next_standup)
                if by_then >= lead.promise and (used > lead.promise) is late:
                    expected[lead.id] = used
        assert {one.lead_id: one.used for one in listing[0]} == expected
        assert expected or not late


def test_a_replay_of_the_very_day_equals_records_that_were_cut_at_it(here: Board) -> None:
    cut = board(records(until=here.as_of), here.as_of)
    assert here.contact.lines == cut.contact.lines
    assert here.contact.weeks == cut.contact.weeks
    assert here.follow_up.lines == cut.follow_up.lines
    assert here.follow_up.watch == cut.follow_up.watch
    assert here.steps.lines() == cut.steps.lines()
    assert here.act.desks == cut.act.desks
    assert here.act.silent(900) == cut.act.silent(900)


def test_a_call_of_today_is_one_from_the_start_of_the_clock_on() -> None:
    start = MIDNIGHT + timedelta(hours=10)
    leads = f"lead_id | lead_type | qualified_at\n1 | form | {naive(start)}"
    touches = f"lead_id | touched_at | touched_until\n1 | {naive(MIDNIGHT)} | {naive(MIDNIGHT + DAY)}"
    connection = drawn.records(HELD, leads=leads, touches=touches)
    before, at = board(connection, start - timedelta(minutes=1)), board(connection, start)
    assert before.contact.lines[-1].started == 0
    assert at.contact.lines[-1].states[State.MET] == 1


def test_a_promise_shorter_than_a_day_is_not_judged_where_only_the_day_is_known_and_that_is_counted() -> None:
    day = f"{naive(MIDNIGHT - DAY)} | {naive(MIDNIGHT)}"
    connection = drawn.records(
        HELD,
        leads=f"""
            lead_id | lead_type | owner | qualified_at | qualified_until
            1       | form      | ann   | {day}
            2       | form      | bob   | {day}
            3       |           | ann   | {day}
        """,
        touches=f"lead_id | touched_at\n1 | {naive(MIDNIGHT)}\n2 | {naive(MIDNIGHT)}",
    )
    found = board(connection, MIDNIGHT + DAY)
    total = found.contact.lines[-1]
    said = words.contact.people(total)  # bob works half days
    assert said == "1 in time · 1 without a promise · 1 whose hour is not known"
    assert (total.started, total.n, total.elapsed, total.never_contacted) == (3, 1, 0, 1)
    assert tables.contact.counts([total])[0]["Hour not known"] == "1"
    assert document.standup(found)["contact"][-1]["known_by_day"] == 1


@pytest.mark.parametrize(
    ("hours", "state"),
    [(-0.01, State.INVALID), (0, State.MET), (9, State.MET), (57, State.MET), (57.01, State.BREACHED)],
)
def test_a_promise_of_a_day_runs_from_the_end_of_the_day_that_is_known(hours: float, state: State) -> None:
    touched = MIDNIGHT - DAY + timedelta(hours=hours)  # on a Wednesday; eight hours are used up by Friday's opening
    day = f"{naive(MIDNIGHT - DAY)} | {naive(MIDNIGHT)}"
    leads = f"lead_id | lead_type | qualified_at | qualified_until\n1 | outbound | {day}"
    touches = f"lead_id | touched_at\n1 | {naive(touched)}"
    connection = drawn.records(HELD, leads=leads, touches=touches)
    found = board(connection, MIDNIGHT + 3 * DAY)
    assert found.contact.lines[-1].states[state] == 1
    assert found.steps.lines()[-1].n == 0
    assert not any(one.curve.n for one in found.promise.evidence)
    old = board(connection, MIDNIGHT + 150 * DAY)
    assert listed(old, old.winning.rows) == []
