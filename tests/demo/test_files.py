"""The files of the made-up company: nobody real, nothing after now, and a few rows planted to be refused."""

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import duckdb

from sla_dash import demo, load
from tests.company import (
    AGREEMENTS,
    DATA,
    INSTANTS,
    Company,
    instant,
    read,
    rows,
)

PLANTED = {
    ("leads", "created_at"),
    ("leads", "lead_id"),
    ("touches", "lead_id"),
    ("touches", "touched_at"),
    ("deals", None),
}


def test_nothing_happens_after_now_or_long_before(company: Company) -> None:
    columns = ("Create Date", "Assigned", "MQL Date", "SQL Date", "Rejected", "Closed")
    found = [at for row in company.leads for name in columns if (at := instant(row[name]))]
    found += [at for touches in company.human.values() for at in touches]
    assert max(found) <= company.now
    assert timedelta(days=13 * 30) < company.now - min(found) < timedelta(days=15 * 31)


def test_nobody_in_the_files_exists(company: Company) -> None:
    assert {row["Email"].partition("@")[2] for row in company.leads if row["Email"]} == {"example.com"}
    owners = {row["Owner"] for row in company.leads} - {""}
    assert owners == {f"rep {n:02}" for n in range(1, 11)} == {row["User"] for row in rows(company.folder / "reps.csv")}


def test_the_records_hold_what_real_ones_hold(company: Company) -> None:
    touches = rows(company.folder / "touches.csv")
    deals = rows(company.folder / "deals.csv", ";")
    by_lead = Counter(row["Lead"] for row in deals if row["Lead"])
    owner = {row["Lead ID"]: row["Owner"] for row in company.leads}
    early = [
        row["Lead ID"]
        for row in company.leads
        if (start := instant(row["MQL Date"])) and company.contact.get(row["Lead ID"], start) < start
    ]
    assert 20_000 < len(company.leads) < 30_000
    assert 80_000 < len(touches) < 140_000
    assert len(early) == 3
    assert by_lead.most_common(1)[0][1] >= 2
    assert {row["Stage"] for row in deals} >= {"Closed won", "Closed lost", "Negotiation"}
    assert any(row["By"] and owner.get(row["Lead"]) not in (row["By"], "", None) for row in touches)
    for column, empty in (("Owner", 0.005), ("Lead Type", 0.001), ("Email", 0.005), ("MQL Date", 0.02)):
        share = sum(not row[column] for row in company.leads) / len(company.leads)
        assert empty < share < 0.06, column


def test_equal_arguments_write_equal_files_and_another_seed_others(tmp_path: Path) -> None:
    now = datetime.fromisoformat(INSTANTS[0])
    written = []
    for name, seed in (("first", 1), ("again", 1), ("other", 2)):
        folder = tmp_path / name
        folder.mkdir()
        demo.write(folder, AGREEMENTS, now, seed=seed)
        written.append({file.name: file.read_bytes() for file in folder.iterdir()})
    assert written[0] == written[1]
    assert written[0]["leads.csv"] != written[2]["leads.csv"]


def test_loading_refuses_exactly_the_rows_that_were_planted(tmp_path: Path) -> None:
    now = datetime.fromisoformat(INSTANTS[1])
    files, data = tmp_path / "files", tmp_path / "data"
    files.mkdir()
    data.mkdir()
    demo.write(files, AGREEMENTS, now)
    report = load.records(files, DATA / "mappings" / "demo.toml", data, AGREEMENTS, now=now)
    with duckdb.connect(str(report.path), read_only=True) as snapshot:
        refused = snapshot.execute("select table_name, column_name from rejects").fetchall()
        counts = snapshot.execute("""
            select (select count(*) from leads), (select count(*) from touches), (select count(*) from deals)
        """).fetchone()
    assert len(refused) == len(PLANTED)
    assert set(refused) == PLANTED
    whole = read(files, now)
    assert counts is not None
    assert counts[0] == len(whole.leads)
    assert counts[1] == len(rows(files / "touches.csv")) - 2
    assert counts[2] == len(rows(files / "deals.csv", ";")) - 1
