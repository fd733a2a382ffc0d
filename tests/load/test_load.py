"""Loading as a whole: what is kept, what is rejected and what is said."""

import dataclasses
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sla_dash import load
from sla_dash.errors import MappingError, RecordsError
from sla_dash.load import canonical, facts
from tests import drawn
from tests.loading import DEALS, LEAD, LEADS, NOW, TOUCHES, Loaded, loaded


def test_leads_alone_are_enough_and_what_is_missing_is_said_once(tmp_path: Path) -> None:
    found = loaded(tmp_path, LEADS, leads=LEAD)
    assert found.rows("select lead_id, created_at, is_test from leads") == [("L1", datetime(2026, 11, 1), False)]
    assert found.rows("select count(*) from touches") == [(0,)]
    assert "touches: contact and follow-up cannot be judged" in found.report.missing
    assert any(line.startswith("leads.qualified_at: no lead counts as delivered") for line in found.report.missing)
    assert len(set(found.report.missing)) == len(found.report.missing)


def test_rows_in_are_rows_kept_and_rows_rejected_and_both_are_stored_and_printed(tmp_path: Path) -> None:
    found = loaded(tmp_path, LEADS, leads="id,created\nL1,2026-11-01\nL2,yesterday\n,2026-11-01\nL3,2026-11-02\n")
    assert found.rows("from files") == [("leads", "leads.csv", 64, 4, 2, 2, 0)]
    assert found.rejects == [
        ("leads.csv", 3, "created_at", "yesterday", "not a date such as 2026-11-19"),
        ("leads.csv", 4, "lead_id", None, "empty, but every row needs it"),
    ]
    assert "leads: leads.csv: 4 rows in = 2 kept + 2 rejected" in found.text
    assert "1 × leads.created_at: not a date such as 2026-11-19; first leads.csv line 3: 'yesterday'" in found.text


def test_the_one_row_about_the_load_says_when_how_and_up_to_when(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        LEADS + TOUCHES,
        leads="id,created\nL1,2026-11-01\nL2,2026-12-24\n",
        touches="lead,when\nL1,2026-11-02T10:00Z\n",
    )
    [(loaded_at, mapping, latest_at, agreement, lead_url)] = found.rows("from load")
    assert (loaded_at, mapping, latest_at) == (datetime(2026, 11, 19, 8), "mapping.toml", datetime(2026, 11, 2, 10))
    assert len(agreement) == 67
    assert lead_url is None


def test_what_lies_in_a_lake_is_not_looked_for_in_a_folder(tmp_path: Path) -> None:
    for origin in ('table = "crm.leads"', 'query = "select * from crm.leads"'):
        with pytest.raises(MappingError, match=r"The leads of this mapping lie in a lake.") as raised:
            loaded(tmp_path, LEADS.replace('files = ["leads.csv"]', origin), leads=LEAD)
        assert "--spark sc://HOST:15002" in raised.value.advice


def test_the_facts_are_prepared_with_the_load(tmp_path: Path) -> None:
    found = loaded(tmp_path, LEADS, leads=LEAD)
    assert found.rows("select lead_id from facts") == [("L1",)]


def test_no_transaction_spans_a_load_as_it_would_not_find_all_that_it_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def prepare(connection: duckdb.DuckDBPyConnection, *given: Any) -> None:
        connection.execute("begin; rollback")  # which another transaction would not allow
        asked.append(given)
        original(connection, *given)

    original = facts.prepare
    monkeypatch.setattr(facts, "prepare", prepare)
    loaded(tmp_path, LEADS, leads=LEAD)
    load.again(tmp_path / "data", drawn.agreements(), NOW)
    assert len(asked) == 2


def test_a_snapshot_can_be_read_by_older_clients(tmp_path: Path) -> None:
    found = loaded(tmp_path, LEADS, leads=LEAD)
    assert "v1.5" in str(found.rows("select tags from duckdb_databases() where not internal"))


def test_columns_that_are_not_mapped_are_listed_once(tmp_path: Path) -> None:
    found = loaded(tmp_path, LEADS, leads="id,created,a,b\nL1,2026-11-01,,\n")
    assert found.report.ignored == ("leads.csv: a, b",)


def test_one_source_column_may_fill_two_canonical_ones(tmp_path: Path) -> None:
    mapping = LEADS + 'qualified_at = { column = "created", format = "%Y-%m-%d", zone = "UTC" }'
    assert loaded(tmp_path, mapping, leads=LEAD).rows("select created_at = qualified_at from leads") == [(True,)]


def test_no_lead_at_all_does_not_replace_the_records_in_use(tmp_path: Path) -> None:
    first = loaded(tmp_path, LEADS, leads=LEAD)
    with pytest.raises(RecordsError, match=r"No lead could be loaded(.|\n)*not a date such as"):
        loaded(tmp_path, LEADS, leads="id,created\nL1,no\n")
    with pytest.raises(RecordsError, match="No lead could be loaded"):
        loaded(tmp_path, LEADS, leads="id,created\n")
    assert list((tmp_path / "data").glob("*.duckdb")) == [first.report.path]


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
    assert second.rows("select agreement from load") == [(canonical.stamp(held.fingerprint),)]
    assert second.rows("select lead_id from facts") == [("L1",)]
    assert second.rows("from files") == first.rows("from files")


def test_records_of_an_older_version_that_lack_a_column_are_to_be_loaded_again_from_their_files(tmp_path: Path) -> None:
    first = loaded(tmp_path, LEADS, leads=LEAD)
    with duckdb.connect(first.report.path) as connection:
        connection.execute("alter table touches drop column touched_until")
    with pytest.raises(RecordsError, match="were loaded by an older version of the board") as refused:
        load.again(tmp_path / "data", drawn.agreements(), NOW)
    assert refused.value.advice == "Load them again from their files."


def test_without_records_there_is_nothing_to_prepare_again(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="There are no records"):
        load.again(tmp_path / "data", drawn.agreements(), NOW)


def test_a_table_of_which_nothing_can_be_read_is_refused_and_the_records_in_use_stay(tmp_path: Path) -> None:
    mapping = LEADS + DEALS.replace("[deals.columns]", 'delimiter = ";"\n[deals.columns]')
    good = "deal;lead;opened;stage;amount\nD1;L1;2026-11-02T10:00Z;won;12.50\n"
    loaded(tmp_path, mapping, leads=LEAD, deals=good)
    before = list(tmp_path.rglob("records-*.duckdb"))
    with pytest.raises(RecordsError, match="No deal could be loaded; the previous records stay in use") as refused:
        loaded(tmp_path, mapping, leads=LEAD, deals=good.replace("2026-11-02T10:00Z", "soon"))
    assert "1 × deals.opened_at" in refused.value.message
    assert list(tmp_path.rglob("records-*.duckdb")) == before != []


def test_a_type_that_the_agreement_does_not_name_is_said(tmp_path: Path) -> None:
    mapping = LEADS + 'lead_type = "kind"\nstream = { constant = "SMB" }\n'
    leads = "id,created,kind\nL1,2026-11-02,From\nL2,2026-11-02,form\nL3,2026-11-02,From\n"
    found = loaded(tmp_path, mapping, leads=leads)
    strange = [one for one in found.report.quality if one.check == "not in the agreement"]
    assert [(one.rows, one.example) for one in strange] == [(2, "SMB · From (2)")]
    assert strange[0].meaning.startswith("these leads count for no target and have no promise; the agreement names SMB")


def test_very_many_types_that_the_agreement_does_not_name_are_one_line(tmp_path: Path) -> None:
    mapping = LEADS + 'lead_type = "kind"\nstream = { constant = "SMB" }\n'
    leads = "id,created,kind\n" + "".join(f"L{n},2026-11-02,kind {min(n, 25)}\n" for n in range(30))
    found = loaded(tmp_path, mapping, leads=leads)
    strange = [one for one in found.report.quality if one.check == "not in the agreement"]
    assert [(one.rows, one.example) for one in strange] == [
        (30, "SMB · kind 25 (5), SMB · kind 0 (1), SMB · kind 1 (1) and 23 more")
    ]
    assert strange[0].meaning.startswith("26 kinds of leads: they count for no target and have no promise; ")


def test_more_kinds_of_leads_than_a_board_holds_are_refused(tmp_path: Path) -> None:
    leads = "id,created,kind\n" + "".join(f"{n},2026-11-01,type {n}\n" for n in range(201))
    with pytest.raises(RecordsError, match=r"201 kinds of leads, such as .* · type 0; a board holds at most 200"):
        loaded(tmp_path, LEADS + 'lead_type = "kind"', leads=leads)


def test_names_that_repeat_implausibly_often_are_doubted_with_their_count(tmp_path: Path) -> None:
    leads = "".join(
        f"{n},2026-11-01,{'none@x.example' if n < 12 else n},{'queue' if n % 2 else n % 5}\n" for n in range(100)
    )
    found = loaded(
        tmp_path,
        LEADS + 'email = "mail"\nowner = "rep"' + TOUCHES + DEALS,
        leads="id,created,mail,rep\n" + leads + "100,2026-11-01,,queue\n",
        touches="lead,when\n" + "1,2026-11-02T10:00Z\n" * 500 + "2,2026-11-02T10:00Z\n" * 499,
        deals="deal,lead,opened,stage,amount\n" + "".join(f"{n},1,2026-11-02T10:00Z,open,1\n" for n in range(10)),
    )
    doubts = found.rows("select check_name, rows, example from quality where example like '%times)' order by 1")
    assert doubts == [
        ("e-mail that repeats", 12, "the one of lead 0 (12 times)"),
        ("lead touched very often", 500, "1 (500 times)"),
        ("lead with very many deals", 10, "1 (10 times)"),
        ("owner of most leads", 51, "queue (51 times)"),
    ]


def test_a_deal_may_be_planned_any_time_ahead_and_one_that_is_decided_is_closed(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        LEADS + DEALS + 'closed_at = "closed"',
        leads=LEAD,
        deals="deal,lead,opened,stage,amount,closed\nD1,L1,2026-11-02T10:00Z,open,1,2099-01-01T00:00Z\n"
        "D2,L1,2026-11-03T10:00Z,lost,1,2099-01-01T00:00Z\nD3,L1,2026-11-04T10:00Z,won,1,2026-11-19T07:59:59Z\n"
        "D4,L1,2026-11-04T10:00Z,won,1,2026-11-19T08:00:01Z\nD5,L1,2029-11-04T10:00Z,open,1,\n",
    )
    records_end = datetime(2026, 11, 19, 7, 59, 59)
    assert found.rows("select deal_id, closed_at from deals order by 1") == [
        ("D1", datetime(2099, 1, 1)),
        *((deal, records_end) for deal in ("D2", "D3", "D4")),
    ]
    assert [row[1:4] for row in found.rejects] == [(6, "opened_at", "2029-11-04T10:00Z")]
    assert found.rows("select latest_at from load") == [(records_end,)]
    doubts = found.rows("select check_name, rows from quality where table_name = 'deals' and check_name like '%clos%'")
    assert doubts == [("closed in the future", 1), ("closed in the future", 1), ("open with a closing date", 1)]
