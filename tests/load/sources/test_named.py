"""Named sources and the SQL over them: what it gives, what it cannot reach, and what becomes of every row."""

from pathlib import Path

import duckdb
import pytest

from sla_dash.errors import MappingError, RecordsError
from tests.loading import LEAD, LEADS, Loaded, loaded

CALLS = """
Contacts,When,Status
L1;L2,2026-11-02T11:00:00Z,Done
L3,2026-11-02T12:00:00Z,Planned
L9,2026-11-02T13:00:00Z,Done
""".lstrip()
MAILS = "contact,sent\nL2,2026-11-03T09:00:00Z\nL1,soon\n"
SOURCES = """
[source.calls]
files = ["calls.csv"]
[source.mails]
files = ["mails.csv"]
"""
TOUCHES = """
[touches]
sql = '''
select unnest(string_split("Contacts", ';')) as lead, "When" as moment, 'call' as channel, _file, _line
from calls where "Status" = 'Done'
union all
select contact, sent, 'email', _file, _line from mails
'''
[touches.columns]
lead_id = "lead"
touched_at = "moment"
channel = "channel"
"""
CALLED = "select rows_in, rows_kept, rows_rejected, rows_left_out from files where file = 'calls.csv'"
THREE = "id,created\nL1,2026-11-01\nL2,2026-11-01\nL3,2026-11-01\n"


def asked(folder: Path, sql: str, **files: str) -> Loaded:
    """Load one lead, and touches by a select over whatever files there are."""
    sources = "".join(f'[source.{name}]\nfiles = ["{name}.csv"]\n' for name in files)
    columns = '[touches.columns]\nlead_id = "lead"\ntouched_at = "moment"\n'
    return loaded(
        folder,
        f"{LEADS}{sources}[touches]\nsql = '''{sql}'''\n{columns}",
        named={f"{name}.csv": rows for name, rows in {"leads": LEAD, **files}.items()},
    )


def refusal(folder: Path, sql: str, **files: str) -> str:
    with pytest.raises((MappingError, RecordsError)) as refused:
        asked(folder, sql, **files)
    return str(refused.value)


def test_touches_come_from_several_files_and_every_row_is_accounted_for(tmp_path: Path) -> None:
    found = loaded(tmp_path, LEADS + SOURCES + TOUCHES, leads=THREE, calls=CALLS, mails=MAILS)
    assert found.rows("select lead_id, channel from touches order by all") == [
        ("L1", "call"),
        ("L2", "call"),
        ("L2", "email"),
    ]
    assert found.rows("select table_name, file, rows_in, rows_kept, rows_rejected, rows_left_out from files") == [
        ("calls", "calls.csv", 3, 1, 1, 1),
        ("mails", "mails.csv", 2, 1, 1, 0),
        ("leads", "leads.csv", 3, 3, 0, 0),
    ]
    assert found.rows("from tables order by all") == [("leads", 3, 3, 0), ("touches", 5, 3, 2)]
    assert "  calls: calls.csv: 3 rows in = 1 kept + 1 rejected + 1 left out or looked up" in found.text
    assert "  touches: 5 rows of its SQL = 3 kept + 2 rejected" in found.text


def test_a_reject_of_a_select_names_the_file_and_the_line_it_comes_from(tmp_path: Path) -> None:
    found = loaded(tmp_path, LEADS + SOURCES + TOUCHES, leads=THREE, calls=CALLS, mails=MAILS)
    assert found.rejects == [
        ("calls.csv", 4, "lead_id", "L9", "no such lead in these records"),
        ("mails.csv", 3, "touched_at", "xxxx", "not a date such as 2026-11-19"),
    ]


def test_a_select_that_passes_nothing_on_is_counted_by_its_own_rows(tmp_path: Path) -> None:
    calls = "lead,moment\nL1,2026-11-02T11:00:00Z\nL9,2026-11-02T11:00:00Z\n"
    found = asked(tmp_path, "select lead, moment from calls", calls=calls)
    assert found.rejects == [("the SQL of touches", 2, "lead_id", "L9", "no such lead in these records")]
    assert found.rows(
        "select rows_in, rows_kept, rows_rejected, rows_left_out from files where file = 'calls.csv'"
    ) == [(2, 0, 0, 2)]


def test_rows_that_are_only_looked_up_are_said_to_be(tmp_path: Path) -> None:
    calls = "person,moment\np1,2026-11-02T11:00:00Z\n"
    sql = """
        select people.lead, calls.moment, calls._file, calls._line
        from calls
        join people on people.person = calls.person
        """
    found = asked(tmp_path, sql, calls=calls, people="person,lead\np1,L1\np2,L2\n")
    assert found.rows("select file, rows_kept, rows_left_out from files where table_name = 'people'") == [
        ("people.csv", 0, 2)
    ]


def test_broken_rows_of_a_source_are_rejected_under_its_name(tmp_path: Path) -> None:
    calls = "lead,moment\nL1\nL1,2026-11-02T11:00:00Z\n"
    found = asked(tmp_path, "from calls", calls=calls)
    assert found.rows("select table_name, file, line, reason from rejects") == [
        ("calls", "calls.csv", 2, "the row has 1 column, the header 2")
    ]
    assert found.rows(
        "select rows_in, rows_kept, rows_rejected, rows_left_out from files where file = 'calls.csv'"
    ) == [(2, 1, 1, 0)]


OUT_OF_REACH = [
    ("select 'L1' as lead, content as moment from read_text('{folder}/source/leads.csv')", "disabled by configuration"),
    ("from '{folder}/source/leads.csv'", "disabled by configuration"),
    ("select getenv('HOME') as lead, '' as moment", "does not exist"),
    ("select lead, moment from sources", "does not exist"),
    ("select 'L1' as lead, '' as moment; select 1", "touches.sql is no single select"),
    ("drop table calls", "touches.sql is no single select"),
    ("copy calls to '{folder}/out.csv'", "touches.sql is no single select"),
    ("attach '{folder}/x.duckdb'", "touches.sql is no single select"),
    ("set memory_limit = '1TB'", "touches.sql is no single select"),
    ("", "touches.sql is no single select"),
    ("select lead, momnt from calls", "touches.sql cannot be run: Binder Error"),
    ("select lead from calls", "the SQL of touches gives no column moment"),
]


@pytest.mark.parametrize(("sql", "said"), OUT_OF_REACH)
def test_a_select_reaches_nothing_but_the_sources(sql: str, said: str, tmp_path: Path) -> None:
    calls = "lead,moment\nL1,2026-11-02T11:00:00Z\n"
    assert said in refusal(tmp_path, sql.replace("{folder}", str(tmp_path)), calls=calls)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "mapping.toml", "source"]


def test_a_select_that_cannot_be_run_is_told_what_sources_there_are(tmp_path: Path) -> None:
    assert "It has these sources: calls (lead, moment" in refusal(tmp_path, "from call", calls="lead,moment\nL1,x\n")


def test_values_typed_by_a_select_are_read_as_they_are(tmp_path: Path) -> None:
    calls = "lead,moment\n1,2026-11-02 11:00\n"
    sql = "select 'L' || cast(lead as integer) as lead, cast(moment || '+01:00' as timestamptz) as moment from calls"
    assert asked(tmp_path, sql, calls=calls).rows("select lead_id, cast(touched_at as varchar) from touches") == [
        ("L1", "2026-11-02 10:00:00")
    ]


def test_a_key_that_repeats_names_the_file_and_line_of_the_first(tmp_path: Path) -> None:
    mapping = """
        [source.people]
        files = ["a.csv", "b.csv"]
        [leads]
        source = "people"
        [leads.columns]
        lead_id = "id"
        created_at = { column = "created", zone = "UTC" }
        """
    found = loaded(tmp_path, mapping, a="id,created\nL1,2026-11-01\n", b="created,id\n2026-11-01,L2\n2026-11-02,L1\n")
    assert found.rejects == [("b.csv", 3, "lead_id", "L1", "lead_id repeats line 2 of a.csv")]


def test_one_file_may_be_two_sources(tmp_path: Path) -> None:
    mapping = """
        [source.people]
        files = ["all.csv"]
        [source.again]
        files = ["all.csv"]
        [leads]
        sql = "select * from people where kind = 'lead'"
        [leads.columns]
        lead_id = "id"
        created_at = "at"
        [touches]
        sql = "select * from again where kind = 'call'"
        [touches.columns]
        lead_id = "id"
        touched_at = "at"
        """
    rows = "kind,id,at\nlead,L1,2026-11-01T10:00Z\ncall,L1,2026-11-01T11:00Z\nnote,L1,2026-11-01T12:00Z\n"
    found = loaded(tmp_path, mapping, all=rows)
    assert found.rows("select table_name, rows_in, rows_kept, rows_rejected, rows_left_out from files") == [
        ("people", 3, 2, 0, 1),
        ("again", 3, 2, 0, 1),
    ]


def test_two_queries_to_one_database_have_rows_of_their_own(tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "crm.duckdb") as file:
        file.execute("create table people as select 'L1' as id, '2026-11-01T10:00Z' as at")
        file.execute("create table calls as select unnest(['L1', 'L9']) as id, '2026-11-01T11:00Z' as at")
    mapping = """
        [source.people]
        files = ["crm.duckdb"]
        query = "select * from people"
        [source.calls]
        files = ["crm.duckdb"]
        query = "select * from calls"
        [leads]
        source = "people"
        [leads.columns]
        lead_id = "id"
        created_at = "at"
        [touches]
        sql = "select * from calls"
        [touches.columns]
        lead_id = "id"
        touched_at = "at"
        """
    found = loaded(tmp_path, mapping, named={"crm.duckdb": (tmp_path / "crm.duckdb").read_bytes()})
    assert found.rows("select file, rows_in, rows_kept, rows_rejected, rows_left_out from files") == [
        ("people in crm.duckdb", 1, 1, 0, 0),
        ("calls in crm.duckdb", 2, 1, 1, 0),
    ]
    assert found.rejects == [("calls in crm.duckdb", 2, "lead_id", "L9", "no such lead in these records")]


def test_a_source_may_have_the_name_of_a_word_of_sql(tmp_path: Path) -> None:
    mapping = """
        [source.order]
        files = ["leads.csv"]
        [leads]
        source = "order"
        [leads.columns]
        lead_id = "id"
        created_at = { column = "created", zone = "UTC" }
        """
    assert loaded(tmp_path, mapping, leads=LEAD).rows("select lead_id from leads") == [("L1",)]


@pytest.mark.parametrize("line", ["0", "7 * _line", "null", "'soon'", "-_line"])
def test_lines_that_a_select_makes_up_lose_no_row_of_the_account(line: str, tmp_path: Path) -> None:
    calls = "lead,moment\nL1,2026-11-02T11:00:00Z\nL9,2026-11-02T11:00:00Z\n"
    found = asked(tmp_path, f"select lead, moment, _file, {line} as _line from calls", calls=calls)
    assert found.rows(
        "select rows_in, rows_kept, rows_rejected, rows_left_out from files where file = 'calls.csv'"
    ) == [(2, 0, 0, 2)]
    assert found.rows("from tables where table_name = 'touches'") == [("touches", 2, 1, 1)]


def test_one_row_may_make_records_of_which_some_are_rejected(tmp_path: Path) -> None:
    sql = """select unnest(['L1', 'L9']) as lead, moment, _file, _line from calls"""
    found = asked(tmp_path, sql, calls="moment\n2026-11-02T11:00:00Z\n")
    assert found.rows(
        "select rows_in, rows_kept, rows_rejected, rows_left_out from files where file = 'calls.csv'"
    ) == [(1, 1, 0, 0)]
    assert found.rejects == [("calls.csv", 2, "lead_id", "L9", "no such lead in these records")]
