"""The minimum information that leads carry: column by column or in one list, and where nobody can tell."""

from pathlib import Path

import pytest

from sla_dash.agreement import Terms, parse
from sla_dash.errors import MappingError
from sla_dash.load import facts
from tests import drawn
from tests.loading import LEAD, LEADS, TOUCHES, loaded

FIELDS = '[leads.fields]\nneed = "Wants"\n"time frame" = "By when"\n'
CARRIED = "select lead_id, fields from leads order by 1"


def test_a_lead_carries_what_its_columns_hold_in_one_order(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        LEADS + FIELDS,
        leads="id,created,By when,Wants\n1,2026-11-01,May,a tool\n2,2026-11-01,,a tool\n3,2026-11-01, ,\n",
    )
    assert found.rows(CARRIED) == [("1", ["need", "time frame"]), ("2", ["need"]), ("3", [])]
    assert "leads.fields" not in found.text


@pytest.mark.parametrize("nothing", ["n/a", "NA", " none", "null", "-", "--", "Unknown", "?", "#N/A", " ", ""])
def test_what_stands_for_nothing_is_not_carried(tmp_path: Path, nothing: str) -> None:
    found = loaded(tmp_path, LEADS + FIELDS, leads=f"id,created,Wants,By when\n1,2026-11-01,{nothing},0\n")
    assert found.rows(CARRIED) == [("1", ["time frame"])]


def test_a_mapping_says_what_else_stands_for_nothing_and_what_does_not(tmp_path: Path) -> None:
    mapping = (
        LEADS + '[leads.fields]\nbudget = { column = "B", values = { no = "", tbd = "", "-" = "none, they say" } }\n'
    )
    found = loaded(
        tmp_path, mapping, leads="id,created,B\n1,2026-11-01,no\n2,2026-11-01,tbd\n3,2026-11-01,-\n4,2026-11-01,5 k\n"
    )
    assert found.rows(CARRIED) == [("1", []), ("2", []), ("3", ["budget"]), ("4", ["budget"])]


def test_what_holds_for_every_lead_needs_no_column(tmp_path: Path) -> None:
    mapping = LEADS + '[leads.fields]\nneed = { constant = "always asked" }\nbudget = { constant = "" }\n'
    assert loaded(tmp_path, mapping, leads=LEAD).rows(CARRIED) == [("L1", ["need"])]


def test_one_column_may_list_the_names_each_counting_once(tmp_path: Path) -> None:
    mapping = LEADS.replace("[leads.columns]", 'fields = { column = "Known", separator = ";" }\n[leads.columns]')
    found = loaded(
        tmp_path,
        mapping,
        leads="id,created,Known\n1,2026-11-01,need; budget ;need;;n/a\n2,2026-11-01,\n3,2026-11-01,unknown\n"
        "4,2026-11-01,budget\n",
    )
    assert found.rows(CARRIED) == [("1", ["budget", "need"]), ("2", []), ("3", []), ("4", ["budget"])]


def test_a_list_and_columns_of_their_own_come_together_and_names_are_translated(tmp_path: Path) -> None:
    listed = 'asked = { column = "Known", separator = " / ", values = { Bedarf = "need", x = "" } }\n'
    found = loaded(
        tmp_path,
        LEADS + FIELDS + listed,
        leads="id,created,Wants,By when,Known\n1,2026-11-01,,May,Bedarf / x / budget\n2,2026-11-01,a tool,,Bedarf\n",
    )
    assert found.rows(CARRIED) == [("1", ["budget", "need", "time frame"]), ("2", ["need"])]


def test_where_no_column_is_named_nobody_can_tell_and_that_is_said(tmp_path: Path) -> None:
    found = loaded(tmp_path, LEADS, leads=LEAD)
    assert found.rows(CARRIED) == [("L1", None)]
    assert "leads.fields: minimum information cannot be judged: nobody can tell what a lead carries" in found.text


def test_rows_in_are_still_rows_kept_and_rows_rejected_and_no_lead_is_rejected_for_what_it_lacks(
    tmp_path: Path,
) -> None:
    found = loaded(
        tmp_path,
        LEADS + FIELDS + TOUCHES,
        leads="id,created,Wants,By when\n1,2026-11-01,,\n1,2026-11-01,a tool,May\n,2026-11-01,a tool,\n2,soon,x,\n",
        touches="lead,when\n1,2026-11-02T10:00Z\n9,2026-11-02T10:00Z\n",
    )
    assert "leads.csv: 4 rows in = 1 kept + 3 rejected" in found.text
    assert found.rows(CARRIED) == [("1", [])]


def test_a_column_that_the_header_does_not_have_is_named_with_the_nearest_one(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="no column Wants; did you mean Want"):
        loaded(tmp_path, LEADS + FIELDS, leads="id,created,Want,By when\n1,2026-11-01,,\n")


def test_quotes_in_a_name_are_text(tmp_path: Path) -> None:
    mapping = LEADS + '[leads.fields]\n"it\'s; drop table leads" = "a\'b"\n'
    found = loaded(tmp_path, mapping, leads="id,created,a'b\n1,2026-11-01,'\n")
    assert found.rows(CARRIED) == [("1", ["it's; drop table leads"])]


def test_name_and_company_are_kept_as_text_and_cut_ones_are_doubted(tmp_path: Path) -> None:
    mapping = LEADS + 'name = "who"\ncompany = "where"\n'
    found = loaded(
        tmp_path, mapping, leads=f"id,created,who,where\n1,2026-11-01, Jo Ho ,{'ż' * 201}\n2,2026-11-01,,1001.0\n"
    )
    assert found.rows("select name, company from leads order by lead_id") == [
        ("Jo Ho", "ż" * 199 + "…"),
        (None, "1001.0"),
    ]
    assert "longer than 200 characters, such as 1" in found.text


def test_where_the_crm_shows_a_lead_is_kept_with_the_records(tmp_path: Path) -> None:
    crm = '[crm]\nlead_url = "https://crm.example/leads/{lead_id}"\n'
    kept = "select lead_url from load"
    assert loaded(tmp_path, crm + LEADS, leads=LEAD).rows(kept) == [("https://crm.example/leads/{lead_id}",)]
    assert loaded(tmp_path, LEADS, leads=LEAD).rows(kept) == [(None,)]


def asking(number: int, starts: str, more: str = "", requires: str = '"need", "budget"') -> Terms:
    text = drawn.AGREEMENT.replace("version = 1", f"version = {number}{more}").replace("2026-09-01", starts)
    asked = f"[qualified]\nrequires = [{requires}]\nshare = 0.8\n[[stream]]"
    return parse(text.replace("[[stream]]", asked, 1).replace("2026-12-01", "2026-12-31"))


def test_a_lead_lacks_what_the_version_in_force_at_its_very_hand_off_requires() -> None:
    """In Warsaw October begins at 22:00 of UTC, and 15 November ends at 23:00."""
    held = drawn.agreements(
        drawn.terms(), asking(2, "2026-10-01"), asking(3, "2026-11-01", "\nuntil = 2026-11-15", requires='"time frame"')
    )
    connection = drawn.records(
        held,
        leads="""
            lead_id | qualified_at        | fields
            1       | 2026-08-30 09:00:00 | need
            2       | 2026-09-30 21:59:59 | need
            3       | 2026-09-30 22:00:00 | need
            4       | 2026-10-31 22:59:59 | budget,need
            5       | 2026-10-31 23:00:00 | budget,need
            6       | 2026-10-31 23:00:00 |
            7       | 2026-11-15 22:59:59 | ,
            8       | 2026-11-15 23:00:00 | ,
        """,
    )
    found = connection.execute("select lead_id, required_version, missing from facts order by 1").fetchall()
    assert found == [
        ("1", None, None),
        ("2", None, None),
        ("3", 2, ["budget"]),
        ("4", 2, []),
        ("5", 3, ["time frame"]),
        ("6", 3, None),
        ("7", 3, ["time frame"]),
        ("8", None, None),
    ]


def test_what_is_required_and_never_carried_is_doubted_once_however_often_the_facts_are_prepared() -> None:
    held = drawn.agreements(asking(1, "2026-09-01"))
    connection = drawn.records(held, leads="lead_id | qualified_at | fields\n1 | 2026-11-02 09:00:00 | Budget,need\n")
    facts.prepare(connection, held, drawn.NOW)
    doubts = "select rows, example, meaning from quality where check_name = 'required and never carried'"
    assert connection.execute(doubts).fetchall() == [
        (1, "budget", "every lead lacks it: is it the name that the mapping gives it under fields?")
    ]
    unknown = drawn.records(held, leads="lead_id | qualified_at\n1 | 2026-11-02 09:00:00\n")
    assert unknown.execute(doubts).fetchall() == []
