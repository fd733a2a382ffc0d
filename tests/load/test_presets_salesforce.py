"""Salesforce by its objects and by its reports: merged and converted leads, what hangs on them, status histories."""

import re
from pathlib import Path

import pytest

from sla_dash.errors import MappingError
from tests.exported import EXPORTS, Loaded, loaded

PERSON, OTHER, ROBOT = "005AA00000001AAA", "005AA00000000AAA", "005AA00000099AAA"


def lead(number: int) -> str:
    return f"00QAA00000000{number:02}AAA"


def task(who: str, what: str = "", **fields: str) -> str:
    told = {"Subject": "x", "Status": "Completed", "Type": "Call", "CallType": "", "Owner": PERSON, **fields}
    subtype, deleted, identity = fields.get("TaskSubtype", "Task"), fields.get("IsDeleted", "0"), fields.get("Id", "1")
    return (
        f'"{identity}","{deleted}","{who}","{what}","{told["Subject"]}","2026-11-18","{told["Status"]}","{told["Type"]}",'
        f'"{subtype}","{told["CallType"]}","{told["Owner"]}","2026-11-18T15:30:00.000Z","2026-11-18T15:30:00.000Z"'
    )


def event(who: str, outcome: str = "") -> str:
    at = "2026-11-18T15:30:00.000Z"
    return f'"1","0","{who}","","Meeting","{at}","{at}","30","{PERSON}","{at}","{outcome}"'


def own(found: Loaded, number: int) -> list[tuple[object, ...]]:
    """Return the touches of a lead on 18 November, when the rows of these tests are."""
    return found.rows(
        f"""
        select channel, direction, outcome, is_automated from touches
        where lead_id = '{lead(number)}' and touched_at >= '2026-11-18' order by all
        """
    )


def test_a_touch_hangs_on_a_lead_what_it_was_merged_into_its_contact_its_opportunity_or_its_account(
    tmp_path: Path,
) -> None:
    row = (
        f'"{lead(30)}","0","","L30","C","","Web","Qualified","{PERSON}","1","2026-11-17","003A","006B",'
        '"2026-11-03T08:00:00.000Z","",""'
    )
    role = '"00K9","006C","003AA0000000002AAA","","0"'
    rows = [
        task(lead(20)),
        task("003A"),
        task("", "006B"),
        task("", "006C"),
        task("003A", "006B"),
        task("003X", "001X"),
    ]
    more = {"Lead.csv": [row], "Task.csv": rows, "OpportunityContactRole.csv": [role]}
    found = loaded("salesforce", tmp_path, more)
    call = ("call", "outbound", None, False)
    assert own(found, 1) == [call]
    assert own(found, 30) == [call] * 3
    assert own(found, 2) == [call]
    assert found.left_out("Task.csv") == 2


def test_a_mere_to_do_a_plan_and_a_talk_among_colleagues_are_no_touch(tmp_path: Path) -> None:
    rows = [
        task(lead(18), Type="", Subject="Prepare offer"),
        task(lead(18), Type="Prep"),
        task(lead(18), Status="In Progress"),
        task(lead(18), IsDeleted="1"),
        task(lead(18), CallType="Internal"),
        task(lead(18), Type="", Subject="Call back"),
        task(lead(18), Type="", TaskSubtype="Email"),
        task(lead(18), Type="", TaskSubtype="ListEmail"),
        task(lead(18), Owner=ROBOT),
    ]
    found = loaded("salesforce", tmp_path, {"Task.csv": rows})
    assert own(found, 18) == [
        ("call", "outbound", None, False),
        ("call", "outbound", None, True),
        ("email", "outbound", None, False),
        ("email", "outbound", None, True),
    ]
    assert found.rows("select rep from reps order by 1") == [(OTHER,), (PERSON,)]


def test_a_mail_came_in_where_its_message_says_so_and_nobody_who_stayed_away_was_met(tmp_path: Path) -> None:
    mails = ['"Id","ActivityId","Incoming"', '"02s1","00T7","1"', '"02s2","00T8","0"']
    rows = [task(lead(18), Type="Email", Id="00T7"), task(lead(18), Type="Email", Id="00T8")]
    events = [event(lead(18), outcome) for outcome in ("No Show", "Cancelled", "Scheduled", "Held", "")]
    found = loaded("salesforce", tmp_path, {"Task.csv": rows, "Event.csv": events, "EmailMessage.csv": mails})
    assert own(found, 18) == [
        ("email", "inbound", None, False),
        ("email", "outbound", None, False),
        ("meeting", "outbound", "connected", False),
        ("meeting", "outbound", "no_answer", False),
        ("meeting", "outbound", None, False),
    ]


def test_a_lead_is_handed_over_when_it_first_is_created_with_or_converted_at_the_latest(tmp_path: Path) -> None:
    at = "2026-11-03T08:00:00.000Z"
    rows = [
        f'"{lead(number)}","0","","L","C","","Web","{status}","{PERSON}","{converted}","{day}","","","{at}","{at}",""'
        for number, status, converted, day in (
            (30, "qualified ", 0, ""),
            (31, "Closed - Converted", 1, "2026-11-05"),
            (32, "Unqualified", 0, ""),
            (33, "New", 0, ""),
        )
    ]
    moves = [("Qualified", "New", "04"), ("New", "Qualified", "05"), ("Qualified", "Unqualified", "06")]
    history = [
        f'"{number}","0","{lead(32)}","{PERSON}","2026-11-{day}T09:00:00.000Z","Status","{before}","{after}"'
        for number, (before, after, day) in enumerate(moves)
    ]
    found = loaded("salesforce", tmp_path, {"Lead.csv": rows, "LeadHistory.csv": history})
    query = """
        select strftime(qualified_at, '%d %H'), strftime(rejected_at, '%d %H'), reject_reason
        from leads where lead_id >= '00QAA0000000030' order by lead_id
    """
    assert found.rows(query) == [
        ("03 08", None, None),
        ("04 23", None, None),
        ("03 08", "06 09", "Unqualified"),
        (None, None, None),
    ]


def test_an_opportunity_is_won_by_its_flags_and_belongs_to_the_primary_contact_first(tmp_path: Path) -> None:
    deals = [
        f'"006{name}","{gone}","D","{stage}","10","EUR","2026-11-16","{closed}","{won}","{PERSON}","2026-11-05T11:00:00.000Z"'
        for name, gone, stage, closed, won in (
            ("X", 0, "Signed", 1, 1),
            ("Y", 0, "Gone", 1, 0),
            ("Z", 1, "Signed", 1, 1),
        )
    ]
    roles = [f'"00K{number}","006X","003AA000000000{number}AAA","","{int(number == 3)}"' for number in (2, 3)]
    found = loaded("salesforce", tmp_path, {"Opportunity.csv": deals, "OpportunityContactRole.csv": roles})
    query = "select deal_id, lead_id, stage from deals where length(deal_id) = 4 order by 1"
    assert found.rows(query) == [("006X", lead(3), "won"), ("006Y", None, "lost")]


def test_a_report_tells_by_itself_whether_the_day_or_the_month_comes_first(tmp_path: Path) -> None:
    written = (EXPORTS / "salesforce-report" / "report1763540000001.csv").read_text("utf-8")
    rows = re.sub(r'"11/(\d+)/2026', r'"\1.11.2026', written).splitlines()
    found = loaded("salesforce-report", tmp_path, {"report9.csv": rows}, without="report1*.csv")
    query = "select strftime(created_at, '%m-%d %H:%M') from leads where lead_id = '00QAA0000000018'"
    assert found.rows(query) == [("11-18 14:55",)]


def test_a_report_that_cannot_tell_the_day_from_the_month_is_refused(tmp_path: Path) -> None:
    header = '"Lead ID","Lead Status","Lead Owner","Create Date"'
    rows = [header, '"00QAA0000000001","Qualified","Bob Bran","11/2/2026, 10:00 AM"']
    with pytest.raises(MappingError, match="11/2/2026, 10:00 AM"):
        loaded("salesforce-report", tmp_path, {"report9.csv": rows}, without="report1*.csv")
