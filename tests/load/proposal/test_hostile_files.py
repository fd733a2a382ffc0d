"""Files that nobody meant to be looked at: every one is named with a reason, none stops the look."""

import time
import zipfile
from pathlib import Path

import pytest

from sla_dash.errors import MappingError, RecordsError
from sla_dash.load.proposal import looked, proposed
from sla_dash.load.proposal.looking import FILES


def reasons(folder: Path) -> dict[str, str]:
    return {one.name: one.why for one in looked(folder)}


def test_what_holds_no_records_is_named_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7\n\xff\xfe")
    (tmp_path / "login.csv").write_text("<!DOCTYPE html><html></html>")
    (tmp_path / "noise.csv").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "prose.csv").write_text("Dear all\nsee below\n")
    (tmp_path / "terms.toml").write_text("a = 1\n")
    (tmp_path / "list.json").write_text('{"a": [1,\n2]}\n')
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("leads.csv", "id,created\n")
    assert reasons(tmp_path) == {
        "all.zip": "it is a zip archive: unpack it",
        "empty.csv": "it is empty",
        "list.json": "it is JSON, but not one object a line",
        "login.csv": "it is a web page or XML",
        "noise.csv": "it is no text",
        "prose.csv": "no line of its beginning holds two names or more",
        "scan.pdf": "it is a PDF document",
        "terms.toml": "it is no export, by the end of its name",
    }


def test_damaged_files_are_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1" + b"\0" * 100)
    (tmp_path / "b.sqlite").write_bytes(b"SQLite format 3\0" + b"\xff" * 100)
    (tmp_path / "c.duckdb").write_bytes(b"\0" * 8 + b"DUCK" + b"\xff" * 100)
    (tmp_path / "d.xlsx").write_bytes(b"PK\x03\x04" + b"\xff" * 100)
    (tmp_path / "e.xls").write_bytes(b"\xd0\xcf\x11\xe0" + b"\xff" * 100)
    found = reasons(tmp_path)
    assert [why.partition(" (")[0] for why in found.values()] == [
        "it is a damaged Parquet file",
        "it is an SQLite file that cannot be read",
        "it is a DuckDB file that cannot be read",
        "it cannot be read",
        "it is a workbook that cannot be read",
    ]


def test_a_folder_with_nothing_in_it_has_no_leads(tmp_path: Path) -> None:
    assert looked(tmp_path) == ()
    with pytest.raises(MappingError, match="No file of the folder looks like leads"):
        proposed(())


def test_a_folder_of_too_many_files_is_refused(tmp_path: Path) -> None:
    for number in range(FILES + 1):
        (tmp_path / f"{number}.csv").touch()
    with pytest.raises(RecordsError, match="holds more than 1,000 files"):
        looked(tmp_path)


def test_five_thousand_columns_are_looked_at(tmp_path: Path) -> None:
    names = ",".join(f"column{number}" for number in range(5000))
    row = ",".join(["2026-11-02"] * 5000)
    (tmp_path / "wide.csv").write_text(f"id,{names}\n" + f"1,{row}\n" * 300)
    (found,) = looked(tmp_path)
    assert (len(found.columns), found.rows) == (5001, 78)
    assert all(column.dates for column in found.columns[1:])


def test_names_with_line_breaks_and_control_codes_are_kept_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_bytes(b'id,"Created\non",\x1b[31mred\n1,2026-11-02,x\n')
    (found,) = looked(tmp_path)
    assert found.header == ("id", "Created\non", "\x1b[31mred")


def test_a_file_without_a_row_has_columns_without_values(tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text("id,created,owner\n")
    (found,) = looked(tmp_path)
    assert [(one.name, one.empty, one.dates) for one in found.columns] == [
        ("id", 1.0, None),
        ("created", 1.0, None),
        ("owner", 1.0, None),
    ]


def test_two_columns_of_one_name_cannot_be_named(tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text("id,created,created\n1,2026-11-02,2026-11-03\n")
    (found,) = looked(tmp_path)
    assert found.column("id")
    assert found.column("created") is None


def test_of_a_huge_file_the_beginning_and_a_few_later_places_are_read(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    with path.open("wb") as file:
        file.write(b"id,created\n" + b"1,03/04/2026\n" * 400_000)
        for gigabyte in range(1, 5):
            file.seek(gigabyte << 28)
            file.write(b"\n" + b"2,25/03/2026\n" * 20_000)
    began = time.perf_counter()
    (found,) = looked(tmp_path)
    assert time.perf_counter() - began < 10
    assert (found.size > 1 << 30, found.whole, found.rows >= 2000) == (True, False, True)


def test_a_later_row_decides_what_the_beginning_leaves_open(tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text("id,created\n" + "1,03/04/2026\n" * 400_000 + "2,25/03/2026\n" * 400_000)
    (found,) = looked(tmp_path)
    created = found.column("created")
    assert created
    assert created.dates
    assert created.dates.readings[0].decided_by == ("25/03/2026",)


def test_a_value_that_is_too_long_ends_the_sample(tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text("id,note\n1,a\n2," + "x" * 200_000 + "\n3,b\n")
    (found,) = looked(tmp_path)
    assert found.rows == 1


def test_a_name_that_cannot_be_shown_is_said(tmp_path: Path) -> None:
    (tmp_path / "a\x1b.csv").write_text("id,created\n")
    assert list(reasons(tmp_path).values()) == ["it has a name that cannot be shown: rename it"]
