"""Loading as a whole: what is kept, what is rejected and what is said."""

import dataclasses
import gzip
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from sla_dash import load
from sla_dash.errors import MappingError, RecordsError
from tests import drawn
from tests.loading import DEALS, LEADS, NOW, TOUCHES, Loaded, loaded

LEAD = "id,created\nL1,2026-11-01\n"


def test_leads_alone_are_enough_and_what_is_missing_is_said_once(tmp_path: Path) -> None:
    found = loaded(tmp_path, LEADS, leads=LEAD)
    assert found.rows("select lead_id, created_at, is_test from leads") == [("L1", datetime(2026, 11, 1), False)]
    assert found.rows("select count(*) from touches") == [(0,)]
    assert "touches: contact and follow-up cannot be judged" in found.report.missing
    assert any(line.startswith("leads.qualified_at: no lead counts as delivered") for line in found.report.missing)
    assert len(set(found.report.missing)) == len(found.report.missing)


def test_rows_in_are_rows_kept_and_rows_rejected_and_both_are_stored_and_printed(tmp_path: Path) -> None:
    found = loaded(tmp_path, LEADS, leads="id,created\nL1,2026-11-01\nL2,yesterday\n,2026-11-01\nL3,2026-11-02\n")
    assert found.rows("from files") == [("leads", "leads.csv", 64, 4, 2, 2)]
    assert found.rejects == [
        ("leads.csv", 3, "created_at", "yesterday", "not a date of the format %Y-%m-%d"),
        ("leads.csv", 4, "lead_id", None, "empty, but every row needs it"),
    ]
    assert "leads: leads.csv: 4 rows in = 2 kept + 2 rejected" in found.text
    assert "1 × leads.created_at: not a date of the format %Y-%m-%d; first leads.csv line 3: 'yesterday'" in found.text


def test_the_one_row_about_the_load_says_when_how_and_up_to_when(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        LEADS + TOUCHES,
        leads="id,created\nL1,2026-11-01\nL2,2026-12-24\n",
        touches="lead,when\nL1,2026-11-02T10:00Z\n",
    )
    [(loaded_at, mapping, latest_at, agreement)] = found.rows("from load")
    assert (loaded_at, mapping, latest_at) == (datetime(2026, 11, 19, 8), "mapping.toml", datetime(2026, 11, 2, 10))
    assert len(agreement) == 64


def test_the_facts_are_prepared_with_the_load(tmp_path: Path) -> None:
    found = loaded(tmp_path, LEADS, leads=LEAD)
    assert found.rows("select lead_id from facts") == [("L1",)]


def test_a_snapshot_can_be_read_by_older_clients(tmp_path: Path) -> None:
    found = loaded(tmp_path, LEADS, leads=LEAD)
    assert "v1.5" in str(found.rows("select tags from duckdb_databases() where not internal"))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_lines_of_rejects_are_physical_lines_with_quoted_newlines_and_blank_lines(tmp_path: Path, newline: str) -> None:
    lines = ["id,created,note", 'L1,2026-11-01,"one', 'two"', "", "L2,bad,x", "L3,2026-11-01", "L4,worse,y", ""]
    found = loaded(tmp_path, LEADS, leads=newline.join(lines))
    assert [(line, value) for _, line, _, value, _ in found.rejects] == [
        (5, "bad"),
        (6, "L3,2026-11-01"),
        (7, "worse"),
    ]
    assert found.report.files[0].rows_in == 4


def test_a_footer_row_is_rejected_with_its_line(tmp_path: Path) -> None:
    mapping = LEADS.replace("[leads.columns]", 'delimiter = ";"\n[leads.columns]')
    short = loaded(tmp_path, mapping, leads="id;created;a\nL1;2026-11-01;x\nTotal;;;12\n")
    assert short.rejects == [("leads.csv", 3, None, "Total;;;12", "4 fields where the header has 3")]
    same = loaded(tmp_path, mapping, leads="id;created;a\nL1;2026-11-01;x\nTotal;;12\n")
    assert same.rejects == [("leads.csv", 3, "created_at", None, "empty, but every row needs it")]


def test_every_broken_row_is_rejected_and_its_neighbours_are_kept(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        LEADS,
        leads=b'id,created\nL1,2026-11-01\n"L"2,2026-11-01\nL3\nL4,"2026-11-01"\nL\x005,2026-11-01\n'
        b'L6,2026-11-01\nL7,2026-11-01,\n "L8",2026-11-01\nL\r9,2026-11-01\n5" L10,2026-11-01',
    )
    assert [row[0] for row in found.rows("select lead_id from leads order by 1")] == ['5" L10', "L1", "L4", "L6"]
    assert [(row[1], row[4]) for row in found.rejects] == [
        (3, "a quote inside a quoted value that is not doubled"),
        (4, "1 field where the header has 2"),
        (6, "a NUL byte in the row"),
        (8, "3 fields where the header has 2"),
        (9, "a space before the opening quote"),
        (10, "a carriage return in the row"),
    ]


def test_a_repeated_key_keeps_the_first_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        LEADS.replace("leads.csv", "l*.csv"),
        l1="id,created\nL1,bad\nL1,2026-11-01\nL2,2026-11-01\nL1,2026-11-03\n",
        l2="id,created\nL2,2026-11-05\nL3,2026-11-05\n",
    )
    assert found.rows("select lead_id, day(created_at) from leads order by 1") == [("L1", 1), ("L2", 1), ("L3", 5)]
    assert [(file, line, reason) for file, line, _, _, reason in found.rejects] == [
        ("l1.csv", 2, "not a date of the format %Y-%m-%d"),
        ("l1.csv", 5, "lead_id repeats line 3"),
        ("l2.csv", 2, "lead_id repeats line 4 of l1.csv"),
    ]
    assert "2 × leads.lead_id: lead_id repeats an earlier line; first l1.csv line 5: 'L1'" in found.text


def test_a_touch_of_an_unknown_lead_is_rejected_and_an_early_one_kept_and_noted(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        LEADS + TOUCHES,
        leads="id,created\nL1,2026-11-01\nL2,bad\n",
        touches="lead,when\nL1,2026-10-31T10:00Z\nL1,2026-11-02T10:00Z\nL9,2026-11-02T10:00Z\nL2,2026-11-02T10:00Z\n",
    )
    assert found.rows("select count(*) from touches") == [(2,)]
    assert [row[1:] for row in found.rejects if row[0] == "touches.csv"] == [
        (4, "lead_id", "L9", "no such lead in these records"),
        (5, "lead_id", "L2", "no such lead in these records"),
    ]
    assert found.rows("select check_name, rows, example from quality where table_name = 'touches'") == [
        ("touched before created", 1, "L1")
    ]


def test_a_deal_of_an_unknown_lead_is_kept_and_noted(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        LEADS + DEALS,
        leads=LEAD,
        deals="deal,lead,opened,stage,amount\nD1,L9,2026-11-02T10:00Z,Won,12.50\nD2,,2026-11-02T10:00Z,open,\n",
    )
    assert found.rows("select deal_id, lead_id, stage, cast(amount as varchar) from deals order by 1") == [
        ("D1", "L9", "won", "12.50"),
        ("D2", None, "open", None),
    ]
    assert ("deal of no lead", 2) in [(doubt.check, doubt.rows) for doubt in found.report.quality]


def test_instants_far_from_the_present_are_rejected_with_their_year(tmp_path: Path) -> None:
    mapping = LEADS.replace("%Y", "%y")
    found = loaded(tmp_path, mapping, leads="id,created\nL1,26-11-01\nL2,60-11-01\nL3,89-12-31\nL4,27-11-20\n")
    assert [(row[1], row[4]) for row in found.rejects] == [
        (3, "in 2060: outside 1990-01-01 to 2027-11-20"),
        (4, "in 1989: outside 1990-01-01 to 2027-11-20"),
    ]
    assert "2 × leads.created_at: outside 1990-01-01 to 2027-11-20" in found.text


def test_a_four_digit_year_is_not_read_from_two_digits(tmp_path: Path) -> None:
    found = loaded(tmp_path, LEADS, leads="id,created\nL1,2026-11-01\nL2,03-04-26\n")
    assert [row[1:] for row in found.rejects] == [
        (3, "created_at", "03-04-26", "in 3: outside 1990-01-01 to 2027-11-20")
    ]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("03/04/2026", "03/04/2026 (leads.csv line 3) could be 3 April 2026 or 4 March 2026: give the column a format"),
        ("03-04-26", "could be 3 April 2026 or 4 March 2026 or 26 April 2003"),
        ("31.12.2026", "could be 31 December 2026: give the column a format"),
        ("Nov 3 2026", "is not ISO 8601, year first: give the column a format"),
        ("1761955200", "is not ISO 8601, year first: give the column a format"),
    ],
)
def test_a_date_that_needs_a_format_is_refused_with_every_reading(tmp_path: Path, value: str, words: str) -> None:
    mapping = LEADS.replace('format = "%Y-%m-%d", ', "")
    with pytest.raises(MappingError) as refused:
        loaded(tmp_path, mapping, leads=f"id,created\nL1,2026-11-01\nL2,{value}\n")
    assert words in refused.value.message


def test_without_a_format_words_are_rejected_and_iso_dates_kept(tmp_path: Path) -> None:
    mapping = LEADS.replace('format = "%Y-%m-%d", zone = "UTC"', 'zone = "Europe/Warsaw"')
    found = loaded(
        tmp_path,
        mapping,
        leads="id,created\nL1,2026-07-01\nL2,2026-07-01T10:00\nL3,2026-07-01 10:00:00.25+05:30\nL4,2026-07-01T10:00Z\n"
        "L5,2026-07-01 10:00:00 UTC\nL6,n/a\nL7,2026-02-30\nL8,2026-07-01 10:00:00 -0330\n",
    )
    assert found.rows("select lead_id, created_at from leads order by 1") == [
        ("L1", datetime(2026, 6, 30, 22)),
        ("L2", datetime(2026, 7, 1, 8)),
        ("L3", datetime(2026, 7, 1, 4, 30, 0, 250000)),
        ("L4", datetime(2026, 7, 1, 10)),
        ("L5", datetime(2026, 7, 1, 10)),
        ("L8", datetime(2026, 7, 1, 13, 30)),
    ]
    assert [row[1:] for row in found.rejects] == [
        (7, "created_at", "n/a", "not a date of ISO 8601"),
        (8, "created_at", "2026-02-30", "not a date of ISO 8601"),
    ]


def test_a_local_time_without_a_zone_is_refused(tmp_path: Path) -> None:
    mapping = LEADS + TOUCHES
    with pytest.raises(MappingError, match=r"2026-11-02 10:00 \(touches.csv line 3\) has no offset") as refused:
        loaded(tmp_path, mapping, leads=LEAD, touches="lead,when\nL1,2026-11-02T10:00Z\nL1,2026-11-02 10:00\n")
    assert 'touched_at = { column = "when", zone = "Europe/Warsaw" }' in refused.value.advice


def test_an_offset_in_a_format_is_applied(tmp_path: Path) -> None:
    mapping = LEADS.replace('"%Y-%m-%d", zone = "UTC"', '"%d/%m/%Y %H:%M%z"')
    found = loaded(tmp_path, mapping, leads="id,created\nL1,01/07/2026 10:00+02:00\nL2,01/07/2026 10:00Z\n")
    assert found.rows("select created_at from leads order by lead_id") == [
        (datetime(2026, 7, 1, 8),),
        (datetime(2026, 7, 1, 10),),
    ]


AMOUNTS = [
    (None, "1234.50", "1234.50"),
    (None, "-3", "-3.00"),
    (None, "12.5000", "12.50"),
    (None, "1,234.50", "not a plain number (decimal in the mapping allows a comma and thousands)"),
    (None, "12.505", "more than two decimals"),
    (None, "1e3", "not a plain number (decimal in the mapping allows a comma and thousands)"),
    (None, "99999999999999999", "more than sixteen digits before the decimal mark"),
    (",", "1.234,56", "1234.56"),
    (",", "1 234,5", "1234.50"),
    (",", "1\u202f234\u00a0567", "1234567.00"),
    (",", "12.50", "not a number with the decimal mark ,"),
    (",", "1.234.56", "not a number with the decimal mark ,"),
    (".", "1,234,567.8", "1234567.80"),
    (".", "1'234", "1234.00"),
    (".", "€ 5", "not a number with the decimal mark ."),
]


@pytest.mark.parametrize(("decimal", "text", "read"), AMOUNTS)
def test_amounts_are_read_by_their_decimal_mark_or_rejected(
    tmp_path: Path, decimal: str | None, text: str, read: str
) -> None:
    mapping = DEALS if decimal is None else DEALS.replace("[deals.columns]", f'decimal = "{decimal}"\n[deals.columns]')
    found = loaded(
        tmp_path,
        LEADS + mapping.replace("[deals.columns]", 'delimiter = ";"\n[deals.columns]'),
        leads=LEAD,
        deals=f"deal;lead;opened;stage;amount\nD1;L1;2026-11-02T10:00Z;won;{text}\nD2;L1;2026-11-02T10:00Z;open;\n",
    )
    kept = [amount for (amount,) in found.rows("select cast(amount as varchar) from deals where deal_id = 'D1'")]
    assert kept + [row[4] for row in found.rejects] == [read]


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


def test_choices_and_yes_no_say_what_they_may_be(tmp_path: Path) -> None:
    mapping = LEADS + TOUCHES + 'direction = "way"\nis_automated = "auto"\nchannel = "via"'
    found = loaded(
        tmp_path,
        mapping,
        leads=LEAD,
        touches="lead,when,way,auto,via\nL1,2026-11-02T10:00Z,Outbound,Y,\nL1,2026-11-02T11:00Z,,,call\n"
        "L1,2026-11-02T10:00Z,sideways,n,\nL1,2026-11-02T10:00Z,inbound,maybe,\n",
    )
    assert found.rows("select channel, direction, is_automated from touches order by touched_at") == [
        ("unknown", "outbound", True),
        ("call", "outbound", False),
    ]
    assert [row[2:] for row in found.rejects] == [
        ("direction", "sideways", "none of outbound, inbound"),
        ("is_automated", "maybe", "neither yes nor no"),
    ]


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
        (4, "active_to", "x", "not a date of ISO 8601"),
    ]


def test_columns_that_are_not_mapped_are_listed_once(tmp_path: Path) -> None:
    found = loaded(tmp_path, LEADS, leads="id,created,a,b\nL1,2026-11-01,,\n")
    assert found.report.ignored == ("leads.csv: a, b",)


def test_one_source_column_may_fill_two_canonical_ones(tmp_path: Path) -> None:
    mapping = LEADS + 'qualified_at = { column = "created", format = "%Y-%m-%d", zone = "UTC" }'
    assert loaded(tmp_path, mapping, leads=LEAD).rows("select created_at = qualified_at from leads") == [(True,)]


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


def test_no_lead_at_all_does_not_replace_the_records_in_use(tmp_path: Path) -> None:
    first = loaded(tmp_path, LEADS, leads=LEAD)
    with pytest.raises(RecordsError, match=r"No lead could be loaded(.|\n)*not a date of the format"):
        loaded(tmp_path, LEADS, leads="id,created\nL1,no\n")
    with pytest.raises(RecordsError, match="No lead could be loaded"):
        loaded(tmp_path, LEADS, leads="id,created\n")
    assert list((tmp_path / "data").glob("*.duckdb")) == [first.report.path]


def test_a_row_of_a_million_bytes_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="line 3 is longer than"):
        loaded(tmp_path, LEADS, leads=LEAD + "L2," + "x" * (2 << 20) + "\nL3,2026-11-01\n")


def test_a_small_gzip_of_very_many_rows_is_loaded_in_bounded_memory(tmp_path: Path) -> None:
    bomb = gzip.compress(b"id,created\n" + b"L1,2026-11-01\n" * 400_000)
    found = loaded(tmp_path, LEADS.replace("leads.csv", "leads.csv.gz"), named={"leads.csv.gz": bomb})
    assert found.report.files[0].rows_in == 400_000
    assert found.report.files[0].rows_rejected == 399_999


def test_progress_rises_from_nothing_to_all(tmp_path: Path) -> None:
    loaded(tmp_path, LEADS, leads=LEAD)
    told: list[float] = []
    load.records(
        tmp_path / "source",
        tmp_path / "mapping.toml",
        tmp_path / "data",
        drawn.agreements(),
        now=NOW,
        progress=lambda _, share: told.append(share),
    )
    assert told == sorted(told)
    assert told[-1] == 1


def test_the_present_is_an_argument(tmp_path: Path) -> None:
    found = loaded(
        tmp_path, LEADS, now=datetime(2025, 11, 1, tzinfo=UTC), leads="id,created\nL1,2025-11-01\nL2,2026-11-03\n"
    )
    assert [row[1] for row in found.rejects] == [3]


def test_records_can_be_prepared_again_under_another_agreement(tmp_path: Path) -> None:
    first = loaded(tmp_path, LEADS, leads=LEAD)
    held = drawn.agreements(drawn.terms(title='"Another"'))
    path = load.again(tmp_path / "data", held, NOW)
    assert path != first.report.path
    second = Loaded(dataclasses.replace(first.report, path=path))
    assert second.rows("select agreement from load") == [(held.fingerprint,)]
    assert second.rows("select lead_id from facts") == [("L1",)]
    assert second.rows("from files") == first.rows("from files")


def test_without_records_there_is_nothing_to_prepare_again(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="There are no records"):
        load.again(tmp_path / "data", drawn.agreements(), NOW)


def test_a_table_of_which_nothing_can_be_read_is_refused_and_the_records_in_use_stay(tmp_path: Path) -> None:
    mapping = LEADS + DEALS.replace("[deals.columns]", 'delimiter = ";"\n[deals.columns]')
    good = "deal;lead;opened;stage;amount\nD1;L1;2026-11-02T10:00Z;won;12.50\n"
    loaded(tmp_path, mapping, leads=LEAD, deals=good)
    before = list(tmp_path.rglob("records-*.duckdb"))
    with pytest.raises(RecordsError, match="No deal could be loaded; the previous records stay in use") as refused:
        loaded(tmp_path, mapping, leads=LEAD, deals=good.replace("12.50", "12,50"))
    assert "1 × deals.amount" in refused.value.message
    assert list(tmp_path.rglob("records-*.duckdb")) == before != []


def test_a_type_that_the_agreement_does_not_name_is_said(tmp_path: Path) -> None:
    mapping = LEADS + 'lead_type = "kind"\nstream = { constant = "SMB" }\n'
    leads = "id,created,kind\nL1,2026-11-02,From\nL2,2026-11-02,form\nL3,2026-11-02,From\n"
    found = loaded(tmp_path, mapping, leads=leads)
    strange = [one for one in found.report.quality if one.check == "not in the agreement"]
    assert [(one.rows, one.example) for one in strange] == [(2, "SMB · From")]
    assert "the agreement names SMB · form, SMB · outbound" in strange[0].meaning
