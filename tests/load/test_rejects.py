"""Rows that are rejected, each with its line and reason, while its neighbours are kept."""

from pathlib import Path

import pytest

from sla_dash.errors import RecordsError
from tests.loading import DEALS, LEAD, LEADS, TOUCHES, loaded


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_lines_of_rejects_are_physical_lines_with_quoted_newlines_and_blank_lines(tmp_path: Path, newline: str) -> None:
    lines = ["id,created,note", 'L1,2026-11-01,"one', 'two"', "", "L2,bad,x", "L3,2026-11-01", "L4,worse,y", ""]
    found = loaded(tmp_path, LEADS, leads=newline.join(lines))
    assert [(line, value) for _, line, _, value, _ in found.rejects] == [
        (5, "xxx"),
        (6, "(not kept)"),
        (7, "xxxxx"),
    ]
    assert found.report.files[0].rows_in == 4


def test_a_footer_row_is_rejected_with_its_line(tmp_path: Path) -> None:
    mapping = LEADS.replace("[leads.columns]", 'delimiter = ";"\n[leads.columns]')
    short = loaded(tmp_path, mapping, leads="id;created;a\nL1;2026-11-01;x\nTotal;;;12\n")
    assert short.rejects == [("leads.csv", 3, None, "(not kept)", "the row has 4 columns, the header 3")]
    same = loaded(tmp_path, mapping, leads="id;created;a\nL1;2026-11-01;x\nTotal;;12\n")
    assert same.rejects == [("leads.csv", 3, "created_at", None, "empty, but every row needs it")]


def test_every_broken_row_is_rejected_and_its_neighbours_are_kept(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        LEADS,
        leads=b'id,created\nL1,2026-11-01\n"L"2,2026-11-01\nL3\nL4,"2026-11-01"\nL\x005,2026-11-01\n'
        b'L6,2026-11-01\nL7,2026-11-01,\n "L8",2026-11-01\nL\r9,2026-11-01\n5" L10,2026-11-01',
    )
    assert [row[0] for row in found.rows("select lead_id from leads order by 1")] == ['5" L10', "L1", "L4", "L6"]
    assert [(row[1], row[4]) for row in found.rejects] == [
        (3, "a quote inside a quoted value that is not doubled"),
        (4, "the row has 1 column, the header 2"),
        (6, "a character in the row that no text has (a zero byte)"),
        (8, "the row has 3 columns, the header 2"),
        (9, "a space before the opening quote"),
        (10, "a stray line break (a carriage return) in the row"),
    ]


def test_a_repeated_key_keeps_the_first_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        LEADS.replace("leads.csv", "l*.csv"),
        l1="id,created\nL1,bad\nL1,2026-11-01\nL2,2026-11-01\nL1,2026-11-03\n",
        l2="id,created\nL2,2026-11-05\nL3,2026-11-05\n",
    )
    assert found.rows("select lead_id, day(created_at) from leads order by 1") == [("L1", 1), ("L2", 1), ("L3", 5)]
    assert [(file, line, reason) for file, line, _, _, reason in found.rejects] == [
        ("l1.csv", 2, "not a date such as 2026-11-19"),
        ("l1.csv", 5, "lead_id repeats line 3"),
        ("l2.csv", 2, "lead_id repeats line 4 of l1.csv"),
    ]
    assert "2 × leads.lead_id: lead_id repeats an earlier line; first l1.csv line 5: 'L1'" in found.text


def test_a_touch_of_an_unknown_lead_is_rejected_and_an_early_one_kept_and_noted(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        LEADS + TOUCHES,
        leads="id,created\nL1,2026-11-01\nL2,bad\n",
        touches="lead,when\nL1,2026-10-31T10:00Z\nL1,2026-11-02T10:00Z\nL9,2026-11-02T10:00Z\nL2,2026-11-02T10:00Z\n",
    )
    assert found.rows("select count(*) from touches") == [(2,)]
    assert [row[1:] for row in found.rejects if row[0] == "touches.csv"] == [
        (4, "lead_id", "L9", "no such lead in these records"),
        (5, "lead_id", "L2", "no such lead in these records"),
    ]
    assert found.rows("select check_name, rows, example from quality where table_name = 'touches'") == [
        ("touched before created", 1, "L1")
    ]


def test_a_deal_of_an_unknown_lead_is_kept_and_noted(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        LEADS + DEALS,
        leads=LEAD,
        deals="deal,lead,opened,stage,amount\nD1,L9,2026-11-02T10:00Z,Won,12.50\nD2,,2026-11-02T10:00Z,open,\n",
    )
    assert found.rows("select deal_id, lead_id, stage, cast(amount as varchar) from deals order by 1") == [
        ("D1", "L9", "won", "12.50"),
        ("D2", None, "open", None),
    ]
    assert ("without a lead", 2) in [(doubt.check, doubt.rows) for doubt in found.report.quality]


def test_a_row_of_a_million_bytes_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="line 3 is longer than"):
        loaded(tmp_path, LEADS, leads=LEAD + "L2," + "x" * (2 << 20) + "\nL3,2026-11-01\n")


DOUBTS = {
    "touched before created",
    "qualified before created",
    "assigned before created",
    "opened before its lead",
    "closed before opened",
    "closed in the future",
    "created in the future",
    "touched in the future",
}


@pytest.mark.parametrize("early", [False, True])
def test_only_what_is_a_second_too_early_or_too_late_is_doubted_and_nothing_that_falls_together(
    tmp_path: Path, early: bool
) -> None:
    """A lead that was created, handed over, assigned and touched at once, whose deal closed as it opened, just now."""
    at = "2026-11-19T08:00:00Z"
    before, late = ("2026-11-19T07:59:59Z", "2026-11-19T08:00:01Z") if early else (at, at)
    mapping = LEADS.replace('{ column = "created", format = "%Y-%m-%d", zone = "UTC" }', '"created"')
    found = loaded(
        tmp_path,
        mapping
        + 'qualified_at = "handed"\nassigned_at = "given"\n'
        + TOUCHES
        + DEALS.replace('stage = "stage"', 'stage = "stage"\nclosed_at = "closed"'),
        leads=f"id,created,handed,given\nL1,{at},{before},{before}\nL2,{late},,\n",
        touches=f"lead,when\nL1,{before}\nL2,{late}\n",
        deals=f"deal,lead,opened,closed,stage,amount\nD1,L1,{before},{late},won,0\nD2,L2,{late},{at},won,0\n",
    )
    checks = {name for (name,) in found.rows("select check_name from quality where check_name not like '%agreement%'")}
    assert checks == (DOUBTS if early else set())
