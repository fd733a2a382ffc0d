"""Dates and instants: read by their format and zone, and never guessed."""

from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from sla_dash.errors import MappingError
from tests.loading import DEALS, LEAD, LEADS, TOUCHES, loaded


def test_instants_far_from_the_present_are_rejected_with_their_year(tmp_path: Path) -> None:
    mapping = LEADS.replace("%Y", "%y")
    found = loaded(tmp_path, mapping, leads="id,created\nL1,26-11-01\nL2,60-11-01\nL3,89-12-31\nL4,27-11-20\n")
    assert [(row[1], row[4]) for row in found.rejects] == [
        (3, "in 2060: outside 1990-01-01 to 2027-11-20"),
        (4, "in 1989: outside 1990-01-01 to 2027-11-20"),
    ]
    assert "2 × leads.created_at: outside 1990-01-01 to 2027-11-20" in found.text


def test_a_four_digit_year_is_not_read_from_two_digits(tmp_path: Path) -> None:
    found = loaded(tmp_path, LEADS, leads="id,created\nL1,2026-11-01\nL2,03-04-26\n")
    assert [row[1:] for row in found.rejects] == [
        (3, "created_at", "03-04-26", "in 3: outside 1990-01-01 to 2027-11-20")
    ]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("03/04/2026", "03/04/2026 (leads.csv line 3) could be 3 April 2026 or 4 March 2026: give the column a format"),
        ("03-04-26", "could be 3 April 2026 or 4 March 2026 or 26 April 2003"),
        ("31.12.2026", "could be 31 December 2026: give the column a format"),
        ("Nov 3 2026", "is not ISO 8601, year first: give the column a format"),
    ],
)
def test_a_date_that_needs_a_format_is_refused_with_every_reading(tmp_path: Path, value: str, words: str) -> None:
    mapping = LEADS.replace('format = "%Y-%m-%d", ', "")
    with pytest.raises(MappingError) as refused:
        loaded(tmp_path, mapping, leads=f"id,created\nL1,2026-11-01\nL2,{value}\n")
    assert words in refused.value.message


def test_without_a_format_words_are_rejected_and_iso_dates_kept(tmp_path: Path) -> None:
    mapping = LEADS.replace('format = "%Y-%m-%d", zone = "UTC"', 'zone = "Europe/Warsaw"')
    found = loaded(
        tmp_path,
        mapping,
        leads="id,created\nL1,2026-07-01\nL2,2026-07-01T10:00\nL3,2026-07-01 10:00:00.25+05:30\nL4,2026-07-01T10:00Z\n"
        "L5,2026-07-01 10:00:00 UTC\nL6,n/a\nL7,2026-02-30\nL8,2026-07-01 10:00:00 -0330\n",
    )
    assert found.rows("select lead_id, created_at from leads order by 1") == [
        ("L1", datetime(2026, 6, 30, 22)),
        ("L2", datetime(2026, 7, 1, 8)),
        ("L3", datetime(2026, 7, 1, 4, 30, 0, 250000)),
        ("L4", datetime(2026, 7, 1, 10)),
        ("L5", datetime(2026, 7, 1, 10)),
        ("L8", datetime(2026, 7, 1, 13, 30)),
    ]
    assert [row[1:] for row in found.rejects] == [
        (7, "created_at", "n/a", "not a date such as 2026-11-19"),
        (8, "created_at", "2026-02-30", "not a date such as 2026-11-19"),
    ]


def test_an_instant_written_without_an_hour_keeps_the_end_of_its_local_day_row_by_row(tmp_path: Path) -> None:
    mapping = LEADS.replace('format = "%Y-%m-%d", zone = "UTC"', 'zone = "Europe/Warsaw"')
    mapping += """
qualified_at = { column = "handed", format = "%d.%m.%Y", zone = "Europe/Warsaw" }
assigned_at = { column = "given", format = "%d.%m.%Y%z" }
"""
    found = loaded(
        tmp_path,
        mapping + TOUCHES.replace('"when"', '{ column = "when", format = "%d.%m.%Y %I %p", zone = "UTC" }'),
        leads="id,created,handed,given\nL1,2026-10-25,28.03.2026,02.11.2026-05:00\nL2,2026-10-25 00:00,,\n"
        "L3,2026-11-01T00:00Z,,\n",
        touches="lead,when\nL1,02.11.2026 12 AM\n",
    )
    assert found.rows("select created_until, qualified_until, assigned_until from leads order by lead_id") == [
        (datetime(2026, 10, 25, 23), datetime(2026, 3, 28, 23), datetime(2026, 11, 3, 5)),
        (None, None, None),
        (None, None, None),
    ]
    assert found.rows("select qualified_at, assigned_at from leads where lead_id = 'L1'") == [
        (datetime(2026, 3, 27, 23), datetime(2026, 11, 2, 5))
    ]
    assert found.rows("select touched_until from touches") == [(None,)]


def test_a_date_of_parquet_is_known_by_its_day_and_a_timestamp_is_not(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    duckdb.execute(
        "copy (select 'L1' as id, date '2026-10-24' as created, timestamp '2026-10-24' as handed) to $path",
        {"path": str(source / "leads.parquet")},
    )
    mapping = LEADS.replace('format = "%Y-%m-%d", zone = "UTC"', 'zone = "Europe/Warsaw"')
    mapping = mapping.replace("leads.csv", "leads.parquet")
    found = loaded(tmp_path, mapping + 'qualified_at = { column = "handed", zone = "Europe/Warsaw" }')
    midnight, next_midnight = datetime(2026, 10, 23, 22), datetime(2026, 10, 24, 22)
    assert found.rows("select created_at, created_until, qualified_at, qualified_until from leads") == [
        (midnight, next_midnight, midnight, None)
    ]


def test_what_is_known_by_its_day_is_early_only_if_the_whole_day_is(tmp_path: Path) -> None:
    mapping = LEADS.replace('format = "%Y-%m-%d", zone = "UTC"', 'zone = "UTC"')
    mapping += 'qualified_at = { column = "handed", zone = "UTC" }'
    found = loaded(
        tmp_path,
        mapping + TOUCHES.replace('"when"', '{ column = "when", zone = "UTC" }'),
        leads="id,created,handed\nL1,2026-11-02T00:00,2026-11-01\nL2,2026-11-01T23:59,2026-11-01\n",
        touches="lead,when\nL1,2026-11-01\nL2,2026-11-01\n",
    )
    assert found.rows("select check_name, example from quality where check_name like '%before created' order by 1") == [
        ("qualified before created", "L1"),
        ("touched before created", "L1"),
    ]


def test_a_local_time_without_a_zone_is_refused(tmp_path: Path) -> None:
    mapping = LEADS + TOUCHES
    with pytest.raises(MappingError, match=r"2026-11-02 10:00 \(touches.csv line 3\) has no offset") as refused:
        loaded(tmp_path, mapping, leads=LEAD, touches="lead,when\nL1,2026-11-02T10:00Z\nL1,2026-11-02 10:00\n")
    assert 'touched_at = { column = "when", zone = "Europe/Warsaw" }' in refused.value.advice


def test_an_offset_in_a_format_is_applied(tmp_path: Path) -> None:
    mapping = LEADS.replace('"%Y-%m-%d", zone = "UTC"', '"%d/%m/%Y %H:%M%z"')
    found = loaded(tmp_path, mapping, leads="id,created\nL1,01/07/2026 10:00+02:00\nL2,01/07/2026 10:00Z\n")
    assert found.rows("select created_at from leads order by lead_id") == [
        (datetime(2026, 7, 1, 8),),
        (datetime(2026, 7, 1, 10),),
    ]


def test_a_touch_on_the_leads_own_local_day_is_not_before_it_whatever_zone_it_is_written_in(tmp_path: Path) -> None:
    mapping = LEADS.replace('format = "%Y-%m-%d", zone = "UTC"', 'zone = "America/New_York"')
    found = loaded(
        tmp_path,
        mapping + TOUCHES.replace('"when"', '{ column = "when", zone = "Europe/Warsaw" }'),
        leads="id,created\nL1,2026-11-01T20:00\nL2,2026-11-02T01:00\n",
        touches="lead,when\nL1,2026-11-01\nL2,2026-11-01\n",
    )
    assert found.rows("select lead_id, touched_at, touched_until from touches where lead_id = 'L1'") == [
        ("L1", datetime(2026, 10, 31, 23), datetime(2026, 11, 2, 5))
    ]
    assert found.rows("select example from quality where check_name = 'touched before created'") == [("L2",)]


def test_a_deal_known_by_its_day_is_early_only_if_the_whole_day_is(tmp_path: Path) -> None:
    mapping = LEADS.replace('format = "%Y-%m-%d", zone = "UTC"', 'zone = "Europe/Warsaw"')
    deals = DEALS.replace('"opened"', '{ column = "opened", zone = "Europe/Warsaw" }')
    rows = (
        *("D1,L1,2026-11-02,,open", "D2,L1,2026-11-01,,open", "D3,L1,2026-11-02T09:00,,open"),
        *(
            "D4,L1,2026-11-03T15:00,2026-11-03,won",
            "D5,L1,2026-11-03T15:00,2026-11-02,won",
            "D6,L1,2026-11-03,2026-11-03,won",
        ),
    )
    found = loaded(
        tmp_path,
        mapping + deals + 'closed_at = { column = "closed", zone = "Europe/Warsaw" }',
        leads="id,created\nL1,2026-11-02T10:00\n",
        deals="deal,lead,opened,closed,stage,amount\n" + "".join(f"{row},1\n" for row in rows),
    )
    doubts = "select check_name, rows, example from quality where check_name like '%before%' order by 1"
    assert found.rows(doubts) == [("closed before opened", 1, "D5"), ("opened before its lead", 2, "D2")]
