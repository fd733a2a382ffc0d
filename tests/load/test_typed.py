"""Values as they are read: amounts, translations, choices and zones."""

from pathlib import Path

import pytest

from tests.loading import DEALS, LEAD, LEADS, TOUCHES, loaded


def test_values_are_translated_constants_fill_and_unlisted_values_pass_unless_strict(tmp_path: Path) -> None:
    mapping = (
        LEADS
        + """
lead_type = { column = "kind", values = { web = "website form", "" = "unknown" } }
stream = { constant = "SMB" }
is_test = { column = "spam", values = { "x" = true, "" = false }, strict = true }
"""
    )
    found = loaded(
        tmp_path,
        mapping,
        leads="id,created,kind,spam\nL1,2026-11-01, web ,x\nL2,2026-11-01,,\nL3,2026-11-01,fair,\nL4,2026-11-01,,no\n",
    )
    assert found.rows("select lead_id, lead_type, stream, is_test from leads order by 1") == [
        ("L1", "website form", "SMB", True),
        ("L2", "unknown", "SMB", False),
        ("L3", "fair", "SMB", False),
    ]
    assert found.rejects == [("leads.csv", 5, "is_test", "no", "not among the values of the mapping")]


def test_white_space_around_values_is_trimmed_and_inside_kept(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        LEADS + 'owner = "rep"',
        leads='id,created,rep\n\u00a0L1\t, 2026-11-01 ,"\n Ann  B "\nL2,2026-11-01,  \n',
    )
    assert found.rows("select lead_id, owner from leads order by 1") == [("L1", "Ann  B"), ("L2", None)]


def test_words_and_yes_no_say_what_they_may_be(tmp_path: Path) -> None:
    mapping = LEADS + TOUCHES + 'direction = "way"\nis_automated = "auto"\nchannel = "via"'
    found = loaded(
        tmp_path,
        mapping,
        leads=LEAD,
        touches="lead,when,way,auto,via\nL1,2026-11-02T10:00Z,Outbound,Y,\nL1,2026-11-02T11:00Z,,,call\n"
        "L1,2026-11-02T10:00Z,sideways,n,\nL1,2026-11-02T10:00Z,inbound,maybe,\n",
    )
    assert found.rows("select channel, direction, is_automated from touches order by touched_at, direction desc") == [
        ("unknown", "outbound", True),
        ("unknown", "inbound", False),
        ("call", "outbound", False),
    ]
    assert [row[2:] for row in found.rejects] == [("is_automated", "maybe", "neither yes nor no")]
    assert "1 × touches: direction that nobody knows, such as sideways: it counts as inbound" in found.text


def test_reps_have_zones_that_exist_and_days_that_may_lie_far_ahead(tmp_path: Path) -> None:
    mapping = (
        LEADS
        + """
[reps]
files = ["reps.csv"]
[reps.columns]
rep = "rep"
timezone = "zone"
active_from = { column = "from", format = "%d.%m.%Y" }
active_to = "to"
"""
    )
    found = loaded(
        tmp_path,
        mapping,
        leads=LEAD,
        reps="rep,zone,from,to\nr1,Europe/Warsaw,03.04.2020,9999-12-31\nr2,Warsaw,,\nTotal,,,12\n".replace(",12", ",x"),
    )
    assert found.rows("select rep, timezone, cast(active_from as varchar), cast(active_to as varchar) from reps") == [
        ("r1", "Europe/Warsaw", "2020-04-03", "9999-12-31")
    ]
    assert [row[1:] for row in found.rejects] == [
        (3, "timezone", "Warsaw", "not a time zone such as Europe/Warsaw"),
        (4, "active_to", "x", "not a date such as 2026-11-19"),
    ]


def test_words_are_read_in_any_case_as_crms_write_them_and_others_are_counted(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        LEADS + TOUCHES + 'direction = "way"\nchannel = "via"\noutcome = "out"' + DEALS,
        leads=LEAD,
        touches="lead,when,way,via,out\nL1,2026-11-02T10:00Z,Incoming_Email,E-Mail,Connected\n"
        "L1,2026-11-02T11:00Z,OUT,Phone Call,Left Voicemail\nL1,2026-11-02T12:00Z,,Fax,Namaste\n"
        + "L1,2026-11-02T13:00Z,,fax,Hola\n"
        * 2,
        deals="deal,lead,opened,stage,amount\nD1,L1,2026-11-02T10:00Z,Closed Won,1\n"
        "D2,L1,2026-11-02T10:00Z,CLOSEDLOST,1\nD3,L1,2026-11-02T10:00Z,Warm,1\n",
    )
    assert found.rows("select direction, channel, outcome from touches order by touched_at limit 3") == [
        ("inbound", "email", "connected"),
        ("outbound", "call", "voicemail"),
        ("outbound", "Fax", "Namaste"),
    ]
    assert found.rows("select stage from deals order by deal_id") == [("won",), ("lost",), ("open",)]
    doubts = found.rows("select check_name, rows, example from quality where check_name like '%nobody knows'")
    assert doubts == [
        ("channel that nobody knows", 2, "fax"),
        ("channel that nobody knows", 1, "Fax"),
        ("outcome that nobody knows", 2, "Hola"),
        ("outcome that nobody knows", 1, "Namaste"),
        ("stage that nobody knows", 1, "Warm"),
    ]


def test_very_many_words_that_nobody_knows_are_told_by_their_commonest(tmp_path: Path) -> None:
    words = "".join(f"L1,2026-11-02T10:00Z,word {n}\n" for n in range(30)) + "L1,2026-11-02T10:00Z,word 7\n"
    found = loaded(tmp_path, LEADS + TOUCHES + 'outcome = "out"', leads=LEAD, touches="lead,when,out\n" + words)
    doubts = found.rows("select rows, example from quality where check_name = 'outcome that nobody knows'")
    assert len(doubts) == 11
    assert (doubts[0], doubts[-1]) == ((2, "word 7"), (20, "20 other words"))


@pytest.mark.parametrize("nothing", ["n/a", "NA", "None", "null", "-", "--", "Unknown", "?", "#N/A"])
def test_what_stands_for_nothing_is_no_name(tmp_path: Path, nothing: str) -> None:
    mapping = LEADS + 'email = "mail"\nowner = "rep"\nlead_type = { column = "kind", values = { "" = "web" } }'
    found = loaded(
        tmp_path,
        mapping,
        leads=f"id,created,mail,rep,kind\nL1,2026-11-01{f',{nothing}' * 3}\n{nothing},2026-11-01,,,\n",
    )
    assert found.rows("select lead_id, person, owner, lead_type from leads") == [("L1", None, None, "web")]
    assert found.rejects == [("leads.csv", 3, "lead_id", nothing, "empty, but every row needs it")]


def test_a_mapping_may_keep_what_stands_for_nothing_and_empty_more(tmp_path: Path) -> None:
    mapping = LEADS + 'lead_type = { column = "kind", values = { unknown = "walk-in", tbd = "" } }'
    found = loaded(tmp_path, mapping, leads="id,created,kind\n1,2026-11-01,unknown\n2,2026-11-01,tbd\n")
    assert found.rows("select lead_type from leads order by lead_id") == [("walk-in",), (None,)]


def test_texts_are_kept_to_two_hundred_characters_and_that_is_said(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        LEADS + 'owner = "rep"',
        leads=f"id,created,rep\n1,2026-11-01,{'ż' * 200}a\n2,2026-11-01,{'ż' * 199}\n",
    )
    assert found.rows("select owner from leads order by lead_id") == [("ż" * 199 + "…",), ("ż" * 199,)]
    assert "1 × leads: longer than 200 characters, such as 1: a name or a text is cut there" in found.text


def test_a_text_of_two_hundred_characters_is_kept_whole_however_many_bytes_it_has(tmp_path: Path) -> None:
    found = loaded(
        tmp_path, LEADS + 'owner = "rep"', leads=f"id,created,rep\n1,2026-11-01,{'ż' * 200}\n2,2026-11-01,{'z' * 200}\n"
    )
    assert found.rows("select owner from leads order by lead_id") == [("ż" * 200,), ("z" * 200,)]
    assert "longer than 200" not in found.text


@pytest.mark.parametrize(
    ("word", "way"),
    [
        ("EMAIL", "outbound"),
        ("INCOMING_EMAIL", "inbound"),
        ("FORWARDED_EMAIL", "inbound"),
        ("Missed", "inbound"),
        ("missed call", "inbound"),
        ("Made", "outbound"),
        ("Received", "inbound"),
        ("Outgoing", "outbound"),
    ],
)
def test_directions_are_known_as_the_big_systems_write_them(tmp_path: Path, word: str, way: str) -> None:
    touches = f"lead,when,way\nL1,2026-11-02T10:00Z,{word}\n"
    found = loaded(tmp_path, LEADS + TOUCHES + 'direction = "way"', leads=LEAD, touches=touches)
    assert found.rows("select direction from touches") == [(way,)]
    assert "nobody knows" not in found.text


def test_outcomes_and_stages_are_known_as_the_big_systems_write_them(tmp_path: Path) -> None:
    outcomes = {
        "f240bbac-87c9-4f6e-bf70-924b57d47db7": "connected",
        "73A0D17F-1163-4015-BDD5-EC830791DA20": "no_answer",
        "NO_SHOW": "no_answer",
        "vm-left": "voicemail",
        "Meeting booked": "connected",
        "Completed": "unknown",
        "Made": "unknown",
        "CANCELED": "cancelled",
    }
    stages = {"closedwon": "won", "WON": "won", "Out-Sold": "lost", "Proposal Made": "open", "In Progress": "open"}
    found = loaded(
        tmp_path,
        LEADS + TOUCHES + 'outcome = "out"' + DEALS,
        leads=LEAD,
        touches="lead,when,out\n" + "".join(f"L1,2026-11-02T10:0{n}Z,{word}\n" for n, word in enumerate(outcomes)),
        deals="deal,lead,opened,stage,amount\n"
        + "".join(f"{n},L1,2026-11-02T10:00Z,{word},1\n" for n, word in enumerate(stages)),
    )
    assert [one for (one,) in found.rows("select outcome from touches order by touched_at")] == [*outcomes.values()]
    assert [one for (one,) in found.rows("select stage from deals order by deal_id")] == [*stages.values()]
    assert "that nobody knows" not in found.text


def test_an_open_deal_may_be_planned_any_time_ahead_and_may_not_be_opened_there(tmp_path: Path) -> None:
    deals = "deal,lead,opened,closed,stage,amount\n"
    deals += "D1,L1,2026-11-02T10:00Z,2031-05-01T10:00Z,open,1\nD2,L1,2026-11-02T10:00Z,9999-12-31T00:00Z,open,1\n"
    deals += "D3,L1,2031-05-01T10:00Z,,open,1\n"
    found = loaded(tmp_path, LEADS + DEALS + 'closed_at = "closed"', leads=LEAD, deals=deals)
    assert found.rows("select deal_id, year(closed_at) from deals order by 1") == [("D1", 2031), ("D2", 9999)]
    assert [row[4] for row in found.rejects] == ["in 2031: outside 1990-01-01 to 2027-11-20"]
