"""Pipedrive, Zoho, Odoo and Dynamics: plans, cancelled meetings, merged leads, robots, touches of other records."""

from pathlib import Path

from tests.exported import loaded

ACTIVITIES, DEALS, LEADS = (f"{name}-2026-11-19.csv" for name in ("activities", "deals", "leads"))
INBOX = "55ebb4c0-536e-11ea-87d0-0000000000"
GUID = "00000000-0000-4000-8000-"
CALL, EMAIL = ("call", "outbound", None, False), ("email", "outbound", None, False)

ZOHO_LEADS = [
    '"Record Id","Lead Owner","Last Name","Lead Status","Created Time","Is Converted","Converted Date Time",'
    '"Converted Deal.id","Converted Contact.id","Modified Time"',
    '"L1","Bob Bran","A","Qualified","2026-11-10 09:00:00","true","2026-11-12 09:00:00","D1","C1",""',
    '"L2","Bob Bran","B","Junk Lead","2026-11-10 09:00:00","false","","","","2026-11-11 09:00:00"',
]
ZOHO_DEALS = [
    '"Record Id","Deal Owner","Stage","Closing Date","Created Time","Amount","Currency","Contact Name.id"',
    '"D1","Bob Bran","Closed Won","2026-11-16","2026-11-12 09:00:00","€1,234.50","EUR",""',
    '"D2","Bob Bran","Qualification","2026-11-16","2026-11-12 09:00:00","€1.00","EUR","C1"',
]


def activity(kind: str, lead: str = "", deal: str = "", person: str = "", done: str = "Done") -> str:
    on = '"2026-11-18","15:30:00","","2026-11-18 16:30:00"'
    return f'"x","{kind}","{done}",{on},"Bob Bran","{lead}","{deal}","{person}"'


def test_pipedrive_a_done_activity_is_of_the_lead_of_its_title_its_deal_or_its_person(tmp_path: Path) -> None:
    leads = [
        f'"{INBOX}{number}","{title}","Bob Bran","Web forms","","2026-11-{day} 09:00:00","","{person}"'
        for number, title, day, person in (
            (30, "Fair", "10", "A"),
            (31, "Fair", "11", "B"),
            (32, "Later", "12", "B"),
            (33, "Other", "19", "C"),
            (34, "Mine", "10", "C"),
        )
    ]
    deals = ['"9","Mine","Deleted","1","EUR","Bob Bran","2026-11-17 12:00:00","","","",""']
    rows = [
        activity("Call", "Fair", "", "A"),
        activity("Lunch", "Fair"),
        activity("Email", "", "", "B"),
        activity("Call", "", "Mine"),
        activity("WhatsApp", "", "", "C"),
        activity("Task", "Mine"),
        activity("Call", "Mine", done="To do"),
        activity("Call", "Nobody"),
    ]
    found = loaded("pipedrive", tmp_path, {LEADS: leads, DEALS: deals, ACTIVITIES: rows})
    assert found.touches(f"{INBOX}30") == [CALL]
    assert found.touches(f"{INBOX}31") == [("meeting", "outbound", None, False)]
    assert found.touches(f"{INBOX}32") == [EMAIL]
    assert found.touches(f"{INBOX}34") == [CALL, ("message", "outbound", None, False)]
    assert found.left_out(ACTIVITIES) == 2 + 3
    assert found.rows("select count(*) from deals where deal_id = '9'") == [(0,)]


def test_pipedrive_a_label_may_be_the_hand_off_and_an_archived_lead_without_a_deal_is_closed(tmp_path: Path) -> None:
    leads = [
        f'"{INBOX}{number}","T{number}","Bob Bran","","{labels}","2026-11-10 09:00:00","{archived}","P{number}"'
        for number, labels, archived in ((30, "Hot, MQL", "2026-11-12 09:00:00"), (31, "Warm", ""))
    ]
    answers = 'zone = "UTC"\nstreams = "S"\nhanded_over = ["mql"]\nrobots = ["Ann Adams"]\n'
    found = loaded("pipedrive", tmp_path, {LEADS: leads}, answers=answers)
    query = "select lead_id, disposition from leads where qualified_at is not null"
    assert found.rows(query) == [(f"{INBOX}30", "archived")]
    assert found.rows("select count(*) from leads where closed_at is not null and accepted_at is not null") == [(0,)]
    assert found.rows("select distinct rep from touches where is_automated") == [("Ann Adams",)]


def test_zoho_a_call_is_of_the_lead_or_of_what_the_lead_became_and_plans_are_none(tmp_path: Path) -> None:
    head = '"Call Owner.id","Call Owner","Call Type","Call Start Time","Call Status","Call Result","Who Id.id",'
    calls = [f'{head}"What Id.id"'] + [
        f'"U","{who}","{kind}","2026-11-18 {hour}:00:00","{status}","{result}","{contact}","{what}"'
        for hour, who, kind, status, result, contact, what in (
            ("09", "Bob Bran", "Outbound", "Completed", "Interested", "C1", ""),
            ("10", "Bob Bran", "Missed", "", "", "", "L1"),
            ("11", "Robot", "Outbound", "Completed", "Invalid number", "", "D1"),
            ("12", "Bob Bran", "Outbound", "Overdue", "", "", "L1"),
            ("13", "Bob Bran", "Outbound", "Cancelled", "", "", "L1"),
            ("14", "Bob Bran", "Outbound", "Completed", "", "C1", "D2"),
        )
    ]
    answers = 'zone = "UTC"\nstreams = "S"\nrobots = ["Robot"]\n'
    more = {"L.csv": ZOHO_LEADS, "D.csv": ZOHO_DEALS, "C.csv": calls}
    found = loaded("zoho", tmp_path, more, answers=answers, without="*_001.csv")
    assert found.touches("L1") == [
        ("call", "outbound", "connected", False),
        ("call", "inbound", "no_answer", False),
        ("call", "outbound", "wrong_number", True),
        CALL,
    ]
    query = "select lead_id, stage, cast(amount as varchar) from deals order by deal_id"
    assert found.rows(query) == [("L1", "won", "1234.50"), ("L1", "open", "1.00")]
    query = "select strftime(accepted_at, '%d'), strftime(rejected_at, '%d'), reject_reason from leads order by lead_id"
    assert found.rows(query) == [("12", None, None), (None, "11", "Junk Lead")]


def test_odoo_messages_and_meetings_are_touches_and_notes_mailings_and_other_documents_are_not(tmp_path: Path) -> None:
    found = loaded("odoo", tmp_path)
    assert found.touches("119") == [("email", "outbound", None, True)]
    assert found.touches("117") == [("email", "outbound", None, True), ("email", "inbound", None, False)]
    assert found.touches("116") == [("meeting", "outbound", None, False)]
    query = "select lead_id, disposition from leads where closed_at is not null"
    assert found.rows(query) == [("102", "Too expensive")]
    assert found.rows("select lead_id, stage from deals where deal_id = '130'") == [("130", "won")]


def test_odoo_done_activities_stand_in_for_messages_and_leads_for_conversions(tmp_path: Path) -> None:
    rows = [
        "ID,Created on,Stage,Salesperson",
        "1,2026-11-10 09:00:00,Qualified,Bob Bran",
        "2,2026-11-10 09:00:00,Odd,Bob Bran",
    ]
    done = [
        "Activity Type,Due Date,Done Date,Assigned to,Related Document Model,Related Document ID",
        "Call,2026-11-11,2026-11-12,Bob Bran,crm.lead,1",
        "To-Do,2026-11-11,2026-11-12,Bob Bran,crm.lead,1",
        "Call,2026-11-30,,Bob Bran,crm.lead,1",
    ]
    answers = 'zone = "UTC"\nstreams = "S"\nhanded_over = ["Qualified"]\nstages = { Odd = "won" }\n'
    found = loaded("odoo", tmp_path, {"r.csv": rows, "a.csv": done}, answers=answers, without="*[a-z].*.csv")
    assert found.touches("1") == [CALL]
    assert found.rows("select lead_id from leads where qualified_at = created_at") == [("1",)]
    assert found.rows("select stage from deals order by deal_id") == [("open",), ("won",)]


def test_dynamics_ids_are_the_same_in_any_case_and_in_braces_and_a_merged_lead_is_the_other(tmp_path: Path) -> None:
    found = loaded("dynamics", tmp_path)
    ids = {number: f"{GUID}1{number:011d}" for number in (1, 2, 3, 6, 7, 16, 17, 19, 20)}
    assert [found.touches(ids[number]) for number in (1, 2, 6, 7)] == [[CALL]] * 4
    assert found.touches(ids[3]) == [("call", "outbound", "voicemail", False)]
    assert found.touches(ids[16]) == [("meeting", "outbound", "connected", False)]
    assert found.touches(ids[17]) == [("email", "outbound", None, True), ("email", "inbound", None, False)]
    assert found.touches(ids[19]) == [("email", "outbound", None, True)]
    assert found.rows(f"select count(*) from leads where lead_id = '{ids[20]}'") == [(0,)]
    assert found.rows("select name from reps order by 1") == [("Ann Adams",), ("Bob Bran",)]


def test_dynamics_a_disqualified_lead_is_rejected_and_a_status_may_be_the_hand_off(tmp_path: Path) -> None:
    rows = [
        f"{{{GUID}1000000000{number}}},{state},{status},{name},,F,C,,8,Web,2026-11-10T09:00:00Z,2026-11-12T09:00:00Z,,,,"
        for number, state, status, name in (
            (30, "Disqualified", 5, "Cannot Contact"),
            (31, 0, 100, "MQL"),
            (32, "Open", 1, "New"),
        )
    ]
    answers = 'streams = "S"\nhanded_over = ["MQL"]\n'
    found = loaded("dynamics", tmp_path, {"lead.csv": rows}, answers=answers)
    query = f"""
        select right(lead_id, 2), qualified_at is not null, strftime(rejected_at, '%d'), reject_reason
        from leads where lead_id >= '{GUID}10000000003' order by 1
    """
    assert found.rows(query) == [
        ("30", False, "12", "Cannot Contact"),
        ("31", True, None, None),
        ("32", False, None, None),
    ]
    assert found.rows("select count(*) from leads where accepted_at is not null") == [(4,)]
