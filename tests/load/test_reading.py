"""Files as they come: encodings, delimiters, quotes, gzip, Parquet and odd names."""

import gzip
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow.parquet  # type: ignore[import-untyped]  # it brings no types
import pytest

from sla_dash.errors import MappingError, RecordsError
from tests.loading import LEAD, LEADS, loaded

ODD = "id;created;owner\nL1;2026-11-01;Zoë “Ω”\n"


@pytest.mark.parametrize(
    ("encoding", "written"),
    [(None, "utf-8"), (None, "utf-8-sig"), (None, "utf-16"), ("utf-16-le", "utf-16-le"), ("utf-8", "utf-8-sig")],
)
def test_encodings_are_named_or_marked(tmp_path: Path, encoding: str | None, written: str) -> None:
    mapping = LEADS.replace("[leads.columns]", 'delimiter = ";"\n[leads.columns]') + 'owner = "owner"'
    if encoding:
        mapping = mapping.replace("[leads.columns]", f'encoding = "{encoding}"\n[leads.columns]')
    found = loaded(tmp_path, mapping, leads=ODD.encode(written))
    assert found.rows("select owner from leads") == [("Zoë “Ω”",)]


def test_cp1252_is_read_when_named_and_refused_with_its_line_when_not(tmp_path: Path) -> None:
    leads = "id,created,owner\nL1,2026-11-01,Ann\nL2,2026-11-01,Zoë €\n".encode("cp1252")
    with pytest.raises(RecordsError, match=r"line 3 is not UTF-8 \(byte 0xEB, which is ë in cp1252\)"):
        loaded(tmp_path, LEADS, leads=leads)
    mapping = LEADS.replace("[leads.columns]", 'encoding = "cp1252"\n[leads.columns]') + 'owner = "owner"'
    assert loaded(tmp_path, mapping, leads=leads).rows("select max(owner) from leads") == [("Zoë €",)]


@pytest.mark.parametrize("mark", ["\t", ";", "|"])
def test_any_delimiter(tmp_path: Path, mark: str) -> None:
    mapping = LEADS.replace("[leads.columns]", f"delimiter = {mark!r}\n[leads.columns]")
    assert (
        loaded(tmp_path, mapping.replace("'\\t'", '"\\t"'), leads=LEAD.replace(",", mark)).report.files[0].rows_kept
        == 1
    )


def test_quotes_can_be_plain_text(tmp_path: Path) -> None:
    mapping = LEADS.replace("[leads.columns]", 'quote = ""\n[leads.columns]')
    assert loaded(tmp_path, mapping, leads='id,created\n"L1,2026-11-01\n').rows("select lead_id from leads") == [
        ('"L1',)
    ]


def test_gzip_is_read_whatever_its_name(tmp_path: Path) -> None:
    found = loaded(tmp_path, LEADS, leads=gzip.compress(b"id,created\nL1,2026-11-01\nL2,no\n"))
    assert found.report.files[0].rows_kept == 1
    assert found.rejects[0][:2] == ("leads.csv", 3)


def test_parquet_keeps_its_types_and_counts_rows_as_lines(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    path = str(source / "leads.parquet")
    duckdb.execute(
        """
        copy (
            from (values
                (1, timestamptz '2026-07-01 10:00:00+02', timestamp '2026-07-01 10:00:00', date '2026-07-01', 1.5),
                (null, timestamptz '2026-07-01 10:00:00+02', null, null, null)
            ) as t(id, created, qualified, accepted, score)
        ) to $path (format parquet)
        """,
        {"path": path},
    )
    mapping = """
[leads]
files = ["*.parquet"]
[leads.columns]
lead_id = "id"
created_at = "created"
qualified_at = { column = "qualified", zone = "Europe/Warsaw" }
accepted_at = { column = "accepted", zone = "Europe/Warsaw" }
score = "score"
"""
    found = loaded(tmp_path, mapping)
    assert found.rows("select lead_id, created_at, qualified_at, accepted_at, score from leads") == [
        ("1", datetime(2026, 7, 1, 8), datetime(2026, 7, 1, 8), datetime(2026, 6, 30, 22), 1.5)
    ]
    assert found.rejects == [("leads.parquet", 2, "lead_id", None, "empty, but every row needs it")]
    with pytest.raises(MappingError, match="qualified is a timestamp already"):
        loaded(tmp_path, mapping.replace('"qualified", zone', '"qualified", format = "%Y-%m-%d", zone'))


def test_files_of_one_table_may_have_their_columns_in_any_order(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        LEADS.replace('["leads.csv"]', '["b.csv", "*.csv"]'),
        a="created,x,id\n2026-11-02,,L2\n",
        b="id,created\nL1,2026-11-01\n",
    )
    assert [file.name for file in found.report.files] == ["b.csv", "a.csv"]
    assert found.rows("select lead_id from leads") == [("L1",), ("L2",)]


def test_odd_characters_in_file_and_folder_names_do_no_harm(tmp_path: Path) -> None:
    folder = tmp_path / "it's [odd] *"
    folder.mkdir()
    found = loaded(folder, LEADS.replace("leads.csv", "l [[]1] 'x'.csv"), named={"l [1] 'x'.csv": LEAD})
    assert found.report.files[0].name == "l [1] 'x'.csv"


def test_a_small_gzip_of_very_many_rows_is_loaded_in_bounded_memory(tmp_path: Path) -> None:
    bomb = gzip.compress(b"id,created\n" + b"L1,2026-11-01\n" * 400_000)
    found = loaded(tmp_path, LEADS.replace("leads.csv", "leads.csv.gz"), named={"leads.csv.gz": bomb})
    assert found.report.files[0].rows_in == 400_000
    assert found.report.files[0].rows_rejected == 399_999


def test_parquet_as_other_tools_write_it_is_treated_as_csv(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    at = "timestamp_ns '2026-11-02 10:00:00.123456999'"
    duckdb.execute(
        f"""
        copy (
            select 1001.0::double as id, {at} as created, 8.0e7::double as score, {{'a': 1, 'b': [1]}} as nested, 5 as x
        )
        to '{source}/leads.parquet' (format parquet)
        """
    )
    mapping = LEADS.replace("leads.csv", "leads.parquet").replace(', format = "%Y-%m-%d"', "") + 'score = "score"'
    found = loaded(tmp_path, mapping)
    assert found.rows("select * exclude (is_test) from (select lead_id, created_at, score, is_test from leads)") == [
        ("1001", datetime(2026, 11, 2, 10, 0, 0, 123456), 8e7)
    ]
    assert found.report.ignored == ("leads.parquet: nested.a, nested.b, x",)


def test_a_parquet_column_named_twice_is_refused_as_in_csv(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    columns = [pyarrow.array(["L1"]), pyarrow.array(["2026-11-01"]), pyarrow.array(["x"]), pyarrow.array(["L2"])]
    table = pyarrow.Table.from_arrays(columns, names=["id", "created", "ID", "id"])
    pyarrow.parquet.write_table(table, source / "leads.parquet")
    mapping = LEADS.replace("leads.csv", "leads.parquet")
    with pytest.raises(MappingError, match="has the column id twice"):
        loaded(tmp_path, mapping)
    assert loaded(tmp_path, mapping.replace('"id"', '"ID"')).rows("select lead_id from leads") == [("x",)]
