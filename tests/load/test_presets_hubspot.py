"""HubSpot, exported by hand and landed by three tools: merged and deleted records, plans, robots, several contacts."""

from pathlib import Path

import pytest

from tests.exported import Loaded, loaded

CONTACTS = "hubspot-crm-exports-all-contacts-2026-11-19.csv"
CALLS, EMAILS, MEETINGS, DEALS = (
    f"hubspot-crm-exports-{name}-2026-11-19.csv" for name in ("calls", "emails", "meetings", "all-deals")
)
LANDED = ("hubspot-airbyte", "hubspot-dlt", "hubspot-fivetran")
"""Their exports hold the hard rows."""
CALL = ("call", "outbound", "no_answer", False)


def call(ids: str, hour: int, outcome: str = "Connected", status: str = "COMPLETED", rep: str = "Bob Bran") -> str:
    return f'"1","Call","2026-11-06 {hour}:00","{rep}","Outbound","{outcome}","","{status}","{ids}",""'


def meeting(outcome: str) -> str:
    return f'"1","Intro","2026-11-06 12:00","2026-11-06 12:30","{outcome}","Bob Bran","1019"'


def test_a_call_counts_for_each_of_its_contacts_once(tmp_path: Path) -> None:
    found = loaded("hubspot", tmp_path, {CALLS: [call("1019; 1018 ;;1019", 12)]})
    assert found.touches("1019") == found.touches("1018") == [("call", "outbound", "connected", False)]


def test_what_was_planned_or_cancelled_is_no_call_and_what_failed_to_reach_anybody_is_one(tmp_path: Path) -> None:
    statuses = ("SCHEDULED", "CANCELED", "QUEUED", "FAILED", "BUSY", "NO_ANSWER", "MISSED", "IN_PROGRESS", "")
    found = loaded("hubspot", tmp_path, {CALLS: [call("1019", 12, "", status) for status in statuses]})
    reached = ("call", "outbound", None, False)
    assert sorted(found.touches("1019"), key=str) == [*[CALL] * 3, reached, reached]
    assert found.left_out(CALLS) == 5


def test_who_did_not_show_up_was_tried_and_a_meeting_held_is_a_conversation(tmp_path: Path) -> None:
    outcomes = ("No show", "Scheduled", "Rescheduled", "Canceled", "Completed", "")
    found = loaded("hubspot", tmp_path, {MEETINGS: [meeting(outcome) for outcome in outcomes]})
    assert sorted(found.touches("1019"), key=str) == [
        ("meeting", "outbound", "connected", False),
        ("meeting", "outbound", "no_answer", False),
        ("meeting", "outbound", None, False),
    ]


def test_a_mail_by_itself_or_a_forwarded_one_is_no_contact(tmp_path: Path) -> None:
    kinds = [
        ("EMAIL", "SENT", "true"),
        ("FORWARDED_EMAIL", "SENT", ""),
        ("EMAIL", "DRAFT", ""),
        ("EMAIL", "FAILED", ""),
    ]
    rows = [f'"1","Hi","2026-11-06 12:00","Bob Bran","{way}","{status}","{by}","1019"' for way, status, by in kinds]
    found = loaded("hubspot", tmp_path, {EMAILS: rows})
    assert sorted(found.touches("1019")) == [("email", "inbound", None, False), ("email", "outbound", None, True)]


def test_what_a_robot_does_is_automated_however_its_name_is_written(tmp_path: Path) -> None:
    answers = 'zone = "Europe/Warsaw"\nstreams = "S"\nrobots = ["BOB bran"]\n'
    found = loaded("hubspot", tmp_path, {CALLS: [call("1019", 12)]}, answers=answers)
    assert found.touches("1019") == [("call", "outbound", "connected", True)]


def test_a_lead_is_handed_over_at_the_stage_that_is_named(tmp_path: Path) -> None:
    row = '"1030","F","L","p30@x.example","","Bob Bran","Organic Search","","","2026-11-03 10:00","",' + (
        '"2026-11-03 10:00","2026-11-04 10:00","2026-11-05 10:00",""'
    )
    answers = 'zone = "UTC"\nstreams = "S"\nhanded_over = ["Sales Qualified Lead"]\n'
    found = loaded("hubspot", tmp_path, {CONTACTS: [row]}, answers=answers)
    query = "select lead_id, strftime(qualified_at, '%d %H'), accepted_at from leads where qualified_at is not null"
    assert found.rows(query) == [("1030", "05 10", None)]


def test_a_merged_contact_leaves_its_calls_and_deals_to_the_one_that_stays(tmp_path: Path) -> None:
    row = '"1030","F","L","p30@x.example","","Bob Bran","","","","2026-11-03 10:00","","","","","1031; 1032"'
    deal = '"8010","D","Proposal","","Bob Bran","10","EUR","Sales","2026-11-06 12:00","1099;1032"'
    found = loaded("hubspot", tmp_path, {CONTACTS: [row], CALLS: [call("1031;1030", 12)], DEALS: [deal]})
    assert found.touches("1030") == [("call", "outbound", "connected", False)]
    assert found.rows("select lead_id from deals where deal_id = '8010'") == [("1030",)]


def test_a_deal_belongs_to_the_first_contact_that_was_handed_over(tmp_path: Path) -> None:
    rows = [
        f'"{number}","D","Proposal","","Bob Bran","10","EUR","Sales","2026-11-06 12:00","{ids}"'
        for number, ids in ((8010, "1021;1005;1006"), (8011, "1021"), (8012, "1099"))
    ]
    found = loaded("hubspot", tmp_path, {DEALS: rows})
    query = "select lead_id from deals where deal_id > '8009' order by deal_id"
    assert found.rows(query) == [("1005",), ("1021",), (None,)]


@pytest.fixture(scope="module", params=LANDED)
def landed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """Load what a tool has landed, with the hard rows that are in it."""
    return loaded(request.param, tmp_path_factory.mktemp("landed"))


def test_records_that_a_tool_marks_as_deleted_are_left_out_and_so_is_what_hangs_on_them(landed: Loaded) -> None:
    assert landed.rows("select count(*) from leads where lead_id in ('1020', '1022')") == [(0,)]
    assert landed.rows("select deal_id from deals order by 1") == [(f"800{number}",) for number in range(5)]
    assert landed.touches("1018") == []


def test_a_landed_call_reaches_the_contact_that_stays_every_contact_or_that_of_its_deal(landed: Loaded) -> None:
    assert landed.touches("1002") == [CALL]
    assert landed.touches("1001") == landed.touches("1021") == [CALL]
    assert landed.touches("1003") == [("call", "outbound", None, False)]


def test_a_landed_sequence_and_a_robot_are_automated_and_plans_are_none(landed: Loaded) -> None:
    assert landed.touches("1019") == [("email", "outbound", None, True)]
    assert landed.touches("1017") == [("email", "outbound", None, True), ("email", "inbound", None, False)]
    assert landed.touches("1016") == [("meeting", "outbound", "connected", False)]
    assert landed.rows("select rep, name from reps order by 1") == [("901", "Ann Adams"), ("902", "Bob Bran")]


def test_a_hand_off_that_no_property_holds_is_taken_from_the_history(landed: Loaded) -> None:
    query = "select strftime(qualified_at, '%d %H:%M') from leads where lead_id = '1005'"
    assert landed.rows(query) == [("06 09:00",)]


def test_a_landed_deal_is_what_its_stage_is_set_up_to_be_and_of_the_first_contact_handed_over(landed: Loaded) -> None:
    query = "select lead_id, stage from deals where deal_id in ('8001', '8002', '8004') order by deal_id"
    assert landed.rows(query) == [("1002", "lost"), ("1003", "open"), ("1004", "won")]
