"""Working time in the facts: SQL against the calendar, and whose calendar it is."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from sla_dash.agreement import parse
from sla_dash.calendar import MICROSECOND, Calendar
from sla_dash.errors import RecordsError
from tests import drawn, golden_fixture
from tests.golden_cases import DOCUMENT
from tests.times import NINE_TO_FIVE, ZONES, naive


@pytest.mark.parametrize("zone", ZONES)
def test_working_time_in_sql_equals_the_calendar_on_random_instants(zone: str) -> None:
    random = Random(zone)
    week = """
[working_week]
monday = ["08:30-12:00", "12:45-17:30"]
tuesday = ["00:00-24:00"]
wednesday = ["22:00-06:00"]
friday = ["09:00-10:00", "11:00-12:00", "13:00-14:00"]
sunday = ["00:30-05:00"]
[holidays]
country = "US"
overrides = { 2026-11-02 = ["01:00-02:00"] }
"""
    text = drawn.AGREEMENT.replace('"Europe/Warsaw"', f'"{zone}"').split("[working_week]")
    terms = parse(text[0] + week + "[[stream]]" + text[1].partition("[[stream]]")[2])
    start, end = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 11, 15, tzinfo=UTC)
    span = (end - start) // MICROSECOND
    pairs = [sorted(start + random.randrange(span) * MICROSECOND for _ in range(2)) for _ in range(150)]
    leads = "\n".join(f"{n} | {naive(a)} | {naive(b)}" for n, (a, b) in enumerate(pairs))
    touches = "\n".join(f"{n} | {naive(b)} | call | connected" for n, (_, b) in enumerate(pairs))
    connection = drawn.records(
        drawn.agreements(terms),
        leads=f"lead_id | qualified_at | assigned_at\n{leads}",
        touches=f"lead_id | touched_at | channel | outcome\n{touches}",
    )
    found = connection.execute("""
        select
            cast(lead_id as integer),
            worked_at_contact - worked_at_clock,
            worked_at_assigned - worked_at_qualified,
            worked_at_conversation - worked_at_clock,
            clock_in_hours,
            delivered_on,
            clock_on,
            clock_hour
        from facts
    """).fetchall()
    off = frozenset(row[0] for row in connection.execute("select day from holidays").fetchall())
    calendar = terms.calendar({("US", ""): off})
    assert off >= {date(2026, 7, 4), date(2026, 11, 11)}
    for n, *told in found:
        start, end = pairs[n]
        local = start.astimezone(terms.zone)
        worked = calendar.working_time(start, end) // MICROSECOND
        opened = calendar.working_time(start, start + MICROSECOND) == MICROSECOND
        assert told == [worked, worked, worked, opened, local.date(), local.date(), local.hour]
        assert worked <= (end - start) // MICROSECOND


def test_the_hour_of_a_lead_is_told_exactly_over_a_change_of_the_clock() -> None:
    """In Warsaw the hour from two to three is skipped on 29 March 2026 and passes twice on 25 October."""
    connection = drawn.records(
        leads="""
            lead_id | qualified_at
            1       | 2026-03-29 00:59:59
            2       | 2026-03-29 01:00:00
            3       | 2026-10-25 00:59:59
            4       | 2026-10-25 01:00:00
            5       | 2026-10-24 21:59:59
            6       | 2026-10-24 22:00:00
        """
    )
    found = connection.execute("select clock_hour, clock_on from facts order by lead_id").fetchall()
    march, saturday, sunday = date(2026, 3, 29), date(2026, 10, 24), date(2026, 10, 25)
    assert found == [(1, march), (3, march), (2, sunday), (2, sunday), (23, saturday), (0, sunday)]


def test_a_lead_that_nobody_was_given_yet_has_the_schedule_of_its_handoff() -> None:
    connection = drawn.records(
        drawn.agreements(drawn.terms().model_copy(update={"clock_start": "assigned_at"})),
        leads="lead_id | qualified_at\n1 | 2026-11-02 10:00:00",
    )
    found = connection.execute("select clock_at, version, schedule is not null, worked_at_qualified from facts")
    assert found.fetchone() == (None, None, True, 7200 * 10**6)


def test_a_rep_works_in_the_zone_of_the_record_and_the_week_of_the_team() -> None:
    text = drawn.AGREEMENT.replace(
        "[[stream]]",
        '[[schedule]]\nteam = "Americas"\ntimezone = "America/New_York"\nholidays = { country = "US" }\n\n[[stream]]',
        1,
    )
    held = drawn.agreements(parse(text))
    connection = drawn.records(
        held,
        leads="""
            lead_id | owner | qualified_at
            1       | ann   | 2026-11-11 15:00:00
            2       | cho   | 2026-11-10 15:00:00
            3       | eve   | 2026-11-10 15:00:00
            4       |       | 2026-11-10 15:00:00
        """,
        touches="""
            lead_id | touched_at
            1       | 2026-11-12 15:00:00
            2       | 2026-11-10 18:00:00
            3       | 2026-11-10 18:00:00
            4       | 2026-11-10 18:00:00
        """,
        reps="""
            rep | team     | timezone
            ann | Americas |
            cho | Americas | America/Los_Angeles
        """,
    )
    found = connection.execute("select worked_at_contact - worked_at_clock from facts order by lead_id").fetchall()
    assert [row[0] / 3600e6 for row in found] == [1, 1, 1, 1]
    week = (NINE_TO_FIVE,) * 5 + ((),) * 2
    expected = Calendar(ZoneInfo("America/New_York"), week, frozenset({date(2026, 11, 11)}))
    used = expected.working_time(datetime(2026, 11, 11, 15, tzinfo=UTC), datetime(2026, 11, 12, 15, tzinfo=UTC))
    assert used == timedelta(hours=1)


def test_an_unknown_zone_of_a_rep_is_refused_by_name() -> None:
    with pytest.raises(RecordsError, match="'Mars/Olympus'"):
        drawn.records(
            leads="lead_id | qualified_at | owner\n1 | 2026-11-02 09:00:00 | ann",
            reps="rep | timezone\nann | Mars/Olympus",
        )


def test_the_worked_fixture_gives_the_worked_minutes() -> None:
    fixture = DOCUMENT["fixture"]
    _, connection = golden_fixture.records()
    found = connection.execute("""
        select lead_id, counted, (worked_at_contact - worked_at_clock) / 60e6, contact_at < clock_at
        from facts
    """).fetchall()
    expected = fixture["expected"]
    assert sorted(int(row[0]) for row in found if row[1]) == expected["kept_lead_ids"]
    contacted = {row[0]: float(row[2]) for row in found if row[1] and row[2] is not None and not row[3]}
    assert contacted == {
        key: minutes
        for key, minutes in expected["business_minutes"].items()
        if expected["status"][key] in ("met", "breached")
    }
