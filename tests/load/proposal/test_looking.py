"""A look at files: how they are written, where their header is, what their values can be."""

import gzip
import json
import sqlite3
from pathlib import Path

import duckdb
import pytest

from sla_dash.errors import RecordsError
from sla_dash.load.proposal import Column, Seen, looked

HEAD = "id,created,amount\n"


def seen(folder: Path, content: str | bytes, name: str = "leads.csv") -> Seen:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return next(one for one in looked(folder) if one.name == name)


def column(folder: Path, *values: str) -> Column:
    """Look at a column of these values; each stands in a row with an id."""
    rows = "".join(f'{number},"{value}"\n' for number, value in enumerate(values))
    found = seen(folder, f"id,what\n{rows}").column("what")
    assert found
    return found


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_mark_between_values_is_found(tmp_path: Path, delimiter: str) -> None:
    text = f"id{delimiter}created at{delimiter}who\n1{delimiter}2026-11-02{delimiter}a, b; c\n"
    found = seen(tmp_path, text.replace("a, b; c", "Ann"))
    assert (found.delimiter, found.header, found.rows, found.whole) == (delimiter, ("id", "created at", "who"), 1, True)


def test_lines_above_the_header_are_counted(tmp_path: Path) -> None:
    text = "MQLs this month\nFiltered by: owner, status\n\nid,created,who\n1,2026-11-02,Ann\n2,2026-11-03,Bob\n"
    found = seen(tmp_path, text)
    assert (found.above, found.header, found.rows) == (3, ("id", "created", "who"), 2)


def test_a_workbook_saved_as_text_has_its_titles_above_the_header(tmp_path: Path) -> None:
    text = "Lead report;;;\n;;;\nNr;Erstellt;Wer;Firma\n1;02.11.2026;Ann;C\n2;03.11.2026;Bob;D\n"
    found = seen(tmp_path, text)
    assert (found.above, found.header, found.delimiter) == (2, ("Nr", "Erstellt", "Wer", "Firma"), ";")


def test_a_file_whose_first_line_holds_values_has_no_header(tmp_path: Path) -> None:
    found = seen(tmp_path, "1,2026-11-02,ann@x.example\n2,2026-11-03,bob@x.example\n")
    assert found.why == "it has no header line: its first full line holds values, not names"


def test_letters_of_western_europe_leave_a_question(tmp_path: Path) -> None:
    found = seen(tmp_path, "id;Zuständig\n1;Müller\n2;Garçon\n".encode("cp1252"))
    assert (found.encoding, found.encodings, found.header) == ("cp1252", ("cp1252", "cp1250"), ("id", "Zuständig"))
    assert found.encoding_reason == "it is not UTF-8, and one of its words is Zuständig in both"


def test_letters_of_central_europe_are_told_by_the_signs_they_would_be(tmp_path: Path) -> None:
    found = seen(tmp_path, "id;Właściciel\n1;Łukasz Żak\n2;Wąs\n".encode("cp1250"))
    assert (found.encoding, found.encodings, found.header[1]) == ("cp1250", ("cp1250", "cp1252"), "Właściciel")
    assert found.encoding_reason == (
        "it is not UTF-8, and one of its words reads W³aœciciel in cp1252 and Właściciel in cp1250"
    )


def test_utf_16_is_known_by_its_mark_and_asked_for_without_it(tmp_path: Path) -> None:
    text = "id,created,owner\n1,2026-11-02,Łucja\n"
    marked = seen(tmp_path, text.encode("utf-16"))
    assert (marked.header, marked.encoding, marked.encodings) == (("id", "created", "owner"), None, ())
    bare = seen(tmp_path, text.encode("utf-16-le"))
    assert (bare.header, bare.encoding) == (("id", "created", "owner"), "utf-16-le")


def test_the_mark_of_utf_8_belongs_to_no_column(tmp_path: Path) -> None:
    assert seen(tmp_path, b"\xef\xbb\xbfid,created\n1,2026-11-02\n").header == ("id", "created")


def test_packed_text_is_looked_into(tmp_path: Path) -> None:
    found = seen(tmp_path, gzip.compress(b"id,created\n1,2026-11-02\n"), "leads.csv.gz")
    assert (found.kind, found.header, found.rows) == ("gzip", ("id", "created"), 1)
    broken = seen(tmp_path, gzip.compress(b"id,created\n1,2026-11-02\n")[:-9], "broken.gz")
    assert broken.why.startswith("it is a damaged gzip file")


def test_json_lines_have_the_names_of_all_their_objects(tmp_path: Path) -> None:
    lines = [{"id": 1, "who": {"name": "Ann"}}, {"id": 2, "tags": ["a"], "who": None}]
    found = seen(tmp_path, "\n".join(map(json.dumps, lines)), "leads.jsonl")
    assert (found.kind, found.header) == ("jsonl", ("id", "who.name", "tags", "who"))


def test_parquet_has_the_names_of_what_is_nested(tmp_path: Path) -> None:
    nested = "{'email': 'a@x.example', 'at': timestamptz '2026-11-02 10:00+01'} as properties"
    duckdb.execute(f"copy (select 7 as id, {nested}) to '{tmp_path / 'leads.parquet'}'")
    (found,) = looked(tmp_path)
    assert found.header == ("id", "properties.email", "properties.at")
    assert [one.examples for one in found.columns] == [("7",), ("a@x.example",), ("2026-11-02T09:00:00.000000Z",)]


def test_databases_in_a_file_give_each_of_their_tables(tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "crm.duckdb") as connection:
        connection.execute("create table leads as select 1 as id, date '2026-11-02' as \"created at\"")
        connection.execute("create table calls as select 1 as lead")
    with sqlite3.connect(tmp_path / "crm.sqlite") as lite:
        lite.execute("create table deals (id, stage)")
    lite.close()
    found = {one.label: (one.kind, one.query, one.header) for one in looked(tmp_path)}
    assert found == {
        'crm.duckdb ("calls")': ("duckdb", 'select * from "calls"', ("lead",)),
        'crm.duckdb ("leads")': ("duckdb", 'select * from "leads"', ("id", "created at")),
        'crm.sqlite ("deals")': ("sqlite", 'select * from "deals"', ("id", "stage")),
    }


def test_a_day_above_twelve_decides_which_comes_first(tmp_path: Path) -> None:
    dates = column(tmp_path, "03/04/2026", "25/03/2026").dates
    assert dates
    assert not dates.ambiguous
    (reading,) = dates.readings
    assert (reading.formats, reading.order, reading.decided_by) == (("%d/%m/%Y",), "day first", ("25/03/2026",))
    dates = column(tmp_path, "11/2/2026, 10:00 AM", "11/13/2026, 1:30 PM").dates
    assert dates
    assert dates.readings[0].formats == ("%m/%d/%Y, %I:%M %p",)


def test_nothing_decides_between_days_and_months_to_twelve(tmp_path: Path) -> None:
    dates = column(tmp_path, "03/04/2026 10:00", "05/06/2026 11:30").dates
    assert dates
    assert [(one.formats, one.order) for one in dates.readings] == [
        (("%d/%m/%Y %H:%M",), "day first"),
        (("%m/%d/%Y %H:%M",), "month first"),
    ]


def test_values_that_decide_against_each_other_decide_nothing(tmp_path: Path) -> None:
    few = [f"0{n}/0{n + 1}/2026" for n in range(1, 9)]
    dates = column(tmp_path, *few, *few, "25/03/2026", "03/25/2026").dates
    assert dates
    assert dates.ambiguous


@pytest.mark.parametrize(
    ("values", "formats", "zoned", "hours"),
    [
        (("2026-11-02", "2026-11-03 10:00"), (), False, True),
        (("2026-11-02T10:00:00Z", "2026-11-03T10:00:00+01:00"), (), True, True),
        (("02.11.2026", "13.11.2026"), ("%d.%m.%Y",), False, False),
        (("2026/11/02 10:00:00",), ("%Y/%m/%d %H:%M:%S",), False, True),
        (("2 Nov 2026", "13 Dec 2026"), ("%d %b %Y",), False, False),
        (("November 2, 2026",), ("%B %d, %Y",), False, False),
        (("13/11/2026 10:00 +0100",), ("%d/%m/%Y %H:%M %z",), True, True),
        (("1793610000000", "1793696400000"), ("epoch milliseconds",), True, True),
        (("1793610000", "1793696400"), ("epoch seconds",), True, True),
    ],
)
def test_the_ways_of_dates_are_known(
    tmp_path: Path, values: tuple[str, ...], formats: tuple[str, ...], zoned: bool, hours: bool
) -> None:
    dates = column(tmp_path, *values).dates
    assert dates
    assert (dates.readings[0].formats, dates.zoned, dates.hours) == (formats, zoned, hours)


def test_a_date_that_is_none_is_named_where_nearly_all_are(tmp_path: Path) -> None:
    values = [f"{day}.11.2026" for day in range(10, 29)]
    dates = column(tmp_path, *values, "soon").dates
    assert dates
    assert dates.readings[0].unread == ("soon",)
    assert column(tmp_path, "soon", "later", "2.11.2026").dates is None


def test_numbers_have_the_marks_that_read_them(tmp_path: Path) -> None:
    assert column(tmp_path, "12", "1234.56").marks[0] == ""
    assert column(tmp_path, "1.234,56", "12").marks[-1] == ","
    assert column(tmp_path, "1.234", "2.500").thousands
    assert not column(tmp_path, "1.234", "2.5").thousands
    assert column(tmp_path, "about 5k", "12").marks == ()


def test_yes_and_no_addresses_words_and_ids_are_told_apart(tmp_path: Path) -> None:
    assert column(tmp_path, "true", "0", "Yes").yes_no
    assert column(tmp_path, "a@x.example", "b@y.example").emails
    assert column(tmp_path, "New", "New", "Won", "").words == (("New", 2), ("Won", 1))
    assert column(tmp_path, "a", "b").unique
    half = column(tmp_path, "a", "")
    assert (half.unique, half.empty, half.distinct, half.examples) == (False, 0.5, 1, ("a",))


def test_hidden_files_and_those_far_below_are_not_looked_at(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b" / "c"
    (deep / "d").mkdir(parents=True)
    for folder in (tmp_path, deep, deep / "d"):
        (folder / "x.csv").write_text("id,created\n")
    (tmp_path / ".hidden.csv").write_text("id,created\n")
    assert [one.name for one in looked(tmp_path)] == ["a/b/c/x.csv", "x.csv"]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="There is no folder"):
        looked(tmp_path / "nowhere")
