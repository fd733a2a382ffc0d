"""Where the numbers come from, in words."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sla_dash import words
from sla_dash.load.failed import Failed
from tests.boards import board, leads

MONDAY = datetime(2026, 11, 9, 8, tzinfo=UTC)


def test_records_that_are_too_old_to_judge_by_are_said_to_be_with_what_to_do() -> None:
    fresh = board(leads({date(2026, 11, 6): 1}), MONDAY)
    assert words.records.stale(fresh) == ""
    assert words.records.header(fresh)[-1] == "records to Fri 6 Nov 13:00, 2 days old"
    old = board(leads({date(2026, 11, 5): 1}), MONDAY)
    assert words.records.stale(old) == "The records end Thu 5 Nov 13:00: too old to judge by. Load newer ones."
    assert words.records.header(old)[-1] == "records to Thu 5 Nov 13:00, 3 days old, too old to judge by"


def test_where_there_are_none_it_is_said_as_of_when() -> None:
    empty = board("lead_id\n", MONDAY)
    later = replace(empty, as_of=MONDAY + timedelta(days=3))
    assert words.records.stale(empty) == ""
    assert words.records.stale(later).startswith("There are no records, as of Mon 9 Nov 09:00: too old to judge by.")


def test_a_load_that_failed_on_another_day_says_which_and_what_is_long_is_cut() -> None:
    long = Failed(MONDAY, MONDAY, f"leads.csv {'lacks a column and ' * 20}", "Add them.")
    said = words.records.failed(long, None, MONDAY + timedelta(days=1), ZoneInfo("Europe/Warsaw"))
    assert said.startswith("The last load failed Mon 9 Nov 09:00: leads.csv lacks a column and lacks")
    assert said.endswith(" lacks a column …")
    assert len(said) < words.records.BRIEF + 50
