"""The columns of named sources: their names in SQL, what may be missing, and the lists that answers are."""

from pathlib import Path

import pytest

from sla_dash.errors import MappingError
from tests.loading import LEAD, LEADS, loaded

COLUMNS = """
[source.calls]
files = ["calls*.csv"]
[source.calls.columns]
lead = ["Contact ID", "Record ID"]
moment = "When"
[source.calls.optional_columns]
person = "Called by"
"""
TOUCHES = """
[touches]
sql = "select lead, moment, person, person in (from robots) as robot, _file, _line from calls"
[touches.columns]
lead_id = "lead"
touched_at = "moment"
rep = "person"
is_automated = "robot"
"""


def test_columns_have_the_names_that_the_sql_uses_whatever_their_headers(tmp_path: Path) -> None:
    mapping = f'robots = ["bot"]\n{LEADS}{COLUMNS}{TOUCHES}'
    named = {
        "calls-1.csv": "CONTACT  ID,When,Called by\nL1,2026-11-02T11:00Z,ann\nL1,2026-11-02T12:00Z,bot\n",
        "calls-2.csv": "Record ID,when\nL1,2026-11-02T13:00Z\n",
    }
    found = loaded(tmp_path, mapping, named=named, leads=LEAD)
    assert found.rows("select rep, is_automated from touches order by touched_at") == [
        ("ann", False),
        ("bot", True),
        (None, False),
    ]
    assert "  calls-2.csv: no column Called by" in found.text


def test_a_column_that_must_be_there_is_asked_for_by_its_first_header(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=r"calls\.csv line 1, the header, has no column Contact ID"):
        loaded(tmp_path, LEADS + COLUMNS + TOUCHES, leads=LEAD, calls="id,when\nL1,x\n")


def test_a_source_that_may_be_missing_has_no_row(tmp_path: Path) -> None:
    mapping = LEADS + COLUMNS.replace("[source.calls]", "[source.calls]\noptional = true", 1) + TOUCHES
    found = loaded(tmp_path, mapping, leads=LEAD)
    assert found.rows("from touches") == []
    assert "  calls: no file has its columns, so nothing is known of it" in found.text


def test_a_source_that_must_be_there_is_missed(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=r"calls.files: no file in .* matches calls\*\.csv"):
        loaded(tmp_path, LEADS + COLUMNS + TOUCHES, leads=LEAD)


def test_columns_that_sql_cannot_tell_apart_get_a_number(tmp_path: Path) -> None:
    sources = '[source.calls]\nfiles = ["calls.csv"]\n'
    touches = """
        [touches]
        sql = 'select "Lead" as lead, "lead_2" as moment, "_file_2" as person from calls'
        [touches.columns]
        lead_id = "lead"
        touched_at = "moment"
        rep = "person"
        """
    calls = "Lead,lead,_file,\nL1,2026-11-02T11:00Z,ann,x\n"
    assert loaded(tmp_path, LEADS + sources + touches, leads=LEAD, calls=calls).rows("select rep from touches") == [
        ("ann",)
    ]


def test_the_hand_off_comes_from_a_history_of_statuses(tmp_path: Path) -> None:
    mapping = """
        handed_over = ["Qualified", "Working"]
        zone = "Europe/Warsaw"
        [source.people]
        files = ["people.csv"]
        [source.history]
        files = ["history.csv"]
        [leads]
        sql = '''
        select id, created, (
            select min(moment) from history where history.id = people.id and status in (from handed_over)
        ) as handed, _file, _line
        from people
        '''
        [leads.columns]
        lead_id = "id"
        created_at = "created"
        qualified_at = "handed"
        """
    people = "id,created\nL1,2026-11-02 10:00\nL2,2026-11-02 10:00\n"
    history = "id,status,moment\nL1,New,2026-11-02 10:00\nL1,Working,2026-11-03 10:00\nL1,Qualified,2026-11-04 10:00\n"
    found = loaded(tmp_path, mapping, people=people, history=history)
    assert found.rows("select lead_id, cast(qualified_at as varchar) from leads order by 1") == [
        ("L1", "2026-11-03 09:00:00"),
        ("L2", None),
    ]
