"""Ids as spreadsheets and systems change them: floats, rounded ones, and the two spellings of Salesforce."""

from pathlib import Path

import pytest

from tests.loading import DEALS, LEADS, TOUCHES, loaded

SHORT, LONG = "00Q5g00000AbCdE", "00Q5g00000AbCdEFGH"
PERSON, PERSON_LONG = "0055g00000AbCdE", "0055g00000AbCdEAA1"


def test_whole_numbers_that_passed_through_a_float_are_one_id(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        LEADS + 'lead_type = "kind"\nowner = "rep"' + TOUCHES + DEALS,
        leads="id,created,kind,rep\n1001,2026-11-01,Web 2.0,7.0\n1002.0,2026-11-01,2.50,7\n1001.00,2026-11-01,,7\n",
        touches="lead,when\n1001.0,2026-11-02T10:00Z\n1002,2026-11-02T10:00Z\n",
        deals="deal,lead,opened,stage,amount\n5.0,1002.00,2026-11-02T10:00Z,won,1\n",
    )
    assert found.rows("select lead_id, lead_type, owner from leads order by 1") == [
        ("1001", "Web 2.0", "7"),
        ("1002", "2.50", "7"),
    ]
    assert found.rows("select count(*) from touches") == [(2,)]
    assert found.rows("select deal_id, lead_id from deals") == [("5", "1002")]
    assert [row[4] for row in found.rejects] == ["lead_id repeats line 2"]


@pytest.mark.parametrize("text", ["1.05E+11", "1,05E+11", "1e+11"])
def test_an_id_that_a_spreadsheet_has_rounded_is_named_as_such(tmp_path: Path, text: str) -> None:
    found = loaded(
        tmp_path,
        LEADS.replace("[leads.columns]", 'delimiter = ";"\n[leads.columns]')
        + 'owner = "rep"'
        + DEALS.replace("[deals.columns]", 'delimiter = ";"\n[deals.columns]'),
        leads=f"id;created;rep\n{text};2026-11-01;\nL2;2026-11-01;{text}\n12E5;2026-11-01;a+1\n",
        deals=f"deal;lead;opened;stage;amount\nD1;{text};2026-11-02T10:00Z;won;1\n",
    )
    assert found.rows("select lead_id, owner from leads order by 1") == [("12E5", "a+1"), ("L2", None)]
    assert [row[1:] for row in found.rejects] == [
        (2, "lead_id", text, "a spreadsheet has rounded this id: export it again as text")
    ]
    doubts = found.rows("select table_name, rows, example from quality where check_name = 'rounded id' order by 1")
    assert doubts == [("deals", 1, f"D1: {text}"), ("leads", 1, f"L2: {text}")]


@pytest.mark.parametrize(("first", "second"), [(SHORT, LONG), (LONG, SHORT)])
def test_both_spellings_of_an_id_of_salesforce_are_one_and_the_leads_spelling_is_kept(
    tmp_path: Path, first: str, second: str
) -> None:
    found = loaded(
        tmp_path,
        LEADS + 'owner = "rep"' + TOUCHES + 'rep = "user"' + DEALS + 'owner = "owner"\n[reps]\nfiles = ["reps.csv"]\n'
        '[reps.columns]\nrep = "rep"\n',
        leads=f"id,created,rep\n{first},2026-11-01,{PERSON}\n{second},2026-11-01,\n",
        touches=f"lead,when,user\n{first},2026-11-02T10:00Z,{PERSON_LONG}\n{second},2026-11-02T11:00Z,{PERSON}\n",
        deals=f"deal,lead,opened,stage,amount,owner\nD1,{second},2026-11-02T10:00Z,won,1,{PERSON_LONG}\n",
        reps=f"rep\n{PERSON_LONG}\n",
    )
    assert found.rows("select lead_id, owner from leads") == [(first, PERSON)]
    assert [row[3:] for row in found.rejects] == [(first, "lead_id repeats line 2")]
    assert found.rows("select lead_id, rep from touches") == [(first, PERSON)] * 2
    assert found.rows("select lead_id, owner from deals") == [(first, PERSON)]
    assert found.rows("select rep from reps") == [(PERSON,)]


def test_ids_that_only_begin_alike_are_never_merged(tmp_path: Path) -> None:
    ids = ["001234567890123", "001234567890123456", "00Q5g00000AbCdEFGH", "00Q5g00000AbCdEFGJ", "00Q5g00000AbCdE"]
    found = loaded(
        tmp_path,
        LEADS + TOUCHES,
        leads="id,created\n" + "".join(f"{one},2026-11-01\n" for one in ids),
        touches="lead,when\n" + "".join(f"{one},2026-11-02T10:00Z\n" for one in ids),
    )
    assert found.rejects == []
    assert found.rows("select count(distinct lead_id) from leads join touches using (lead_id)") == [(5,)]
