"""A person taken out of every file of records that is kept: no number changes, and no byte of the name stays."""

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sla_dash import load, places
from sla_dash.board import board
from sla_dash.errors import RecordsError
from sla_dash.journal import Decided
from sla_dash.load import forgetting, person
from sla_dash.load.forgetting import Outcome, Rewritten
from sla_dash.output import document
from sla_dash.records import store
from tests import ROOT, drawn
from tests.loading import DEALS, LEADS, NOW, TOUCHES, Loaded, loaded

MAPPING = (
    LEADS.replace("[leads.columns]", '[leads.fields]\nmail = "mail"\n[leads.columns]')
    + 'stream = { constant = "SMB" }\nlead_type = { constant = "form" }\nemail = "mail"\nname = "name"\n'
    'company = "firm"\nqualified_at = { column = "created", format = "%Y-%m-%d", zone = "UTC" }\n' + TOUCHES + DEALS
)
FILES: Mapping[str, str] = {
    "leads": "id,created,mail,name,firm\n"
    "L1,2026-11-02,ann@x.example,Anneliese Wunderlich,Zephyrworks\n"
    "L2,2026-11-03,ANN@x.example ,Anneliese Wunderlich,\n"
    "L3,2026-11-04,bob@x.example,Bob Bran,Zephyrworks\n"
    "L4,2026-11-05,,Nobody,\n"
    "L5,2026-11-06,bob@x.example,Bob Bran,\n",
    "touches": "lead,when\nL1,2026-11-03T10:00Z\nL3,2026-11-04T11:00Z\n",
    "deals": "deal,lead,opened,stage,amount\nD1,L1,2026-11-04T10:00Z,won,12.50\n",
}
FORGETTER = """
import sys
from pathlib import Path
from sla_dash.load import forgetting
forgetting.forget(Path(sys.argv[1]), "ann@x.example", lambda step, share: None)
"""
KILLED = """
import os, signal, sys
from pathlib import Path
from sla_dash.load import forgetting, snapshot

def fatal(holder, name, after):
    whole = getattr(holder, name)
    def deadly(*given):
        found = whole(*given) if after else None
        os.kill(os.getpid(), signal.SIGKILL)
        return found
    setattr(holder, name, deadly)

fatal(*{"changed": (snapshot, "copied", False), "copied": (snapshot, "settle", False),
    "placed": (snapshot, "settle", True), "named": (Path, "rename", True)}[sys.argv[2]])
forgetting.forget(Path(sys.argv[1]), "ann@x.example", lambda step, share: None)
"""
"""Dies at the first step of a name."""
UNNAMED = "2 leads of people who asked to be forgotten came without name, company and e-mail."


def silent(step: str, share: float) -> None:
    """Show no progress."""


def brought(folder: Path, files: Mapping[str, str] = FILES, now: datetime = NOW) -> Loaded:
    return loaded(folder, MAPPING, now, {f"{name}.csv": text for name, text in files.items()})


def forget(data: Path, mail: str = "ann@x.example") -> Outcome:
    return forgetting.forget(data, mail, silent)


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(path, read_only=True) as connection:
        return connection.execute(query).fetchall()


def everything(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of a snapshot, sorted, without what names a person, and without how many are named."""
    with duckdb.connect(path, read_only=True) as connection:
        tables = connection.execute("select table_name from duckdb_tables() order by 1").fetchall()
        found = {name: unnamed(connection.execute(f"from {name}")) for (name,) in tables}
        return {**found, "carried": [row for row in found["carried"] if row[0] != "name"]}


def unnamed(asked: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    kept = [place for place, column in enumerate(asked.description) if column[0] not in ("name", "company", "person")]
    return sorted((tuple(row[place] for place in kept) for row in asked.fetchall()), key=str)


def standup(path: Path) -> str:
    snapshot = store.open_file(path)
    try:
        return json.dumps(document.standup(board(snapshot, drawn.agreements(), NOW), Decided()))
    finally:
        snapshot.close()


def newest(data: Path) -> Path:
    return places.snapshots(data)[-1]


def test_a_person_goes_from_every_file_and_no_row_and_no_number_changes(tmp_path: Path) -> None:
    for day in range(3):
        brought(tmp_path, now=NOW + timedelta(days=day))
    data = tmp_path / "data"
    before = [everything(path) for path in places.snapshots(data)]
    said = standup(newest(data))
    assert rows(newest(data), "select lead_id, left_out from facts where left_out is not null order by 1") == [
        ("L2", "same e-mail"),
        ("L5", "same e-mail"),
    ]
    names = [f"records-202611{day}T080000Z" for day in (19, 20, 21)]
    assert forget(data, " Ann@X.example ") == Outcome(
        tuple(Rewritten(f"{name}.duckdb", f"{name}_002.duckdb", 2) for name in names), 3, ()
    )
    assert [path.name for path in places.snapshots(data)] == [f"{name}_002.duckdb" for name in names]
    assert [everything(path) for path in places.snapshots(data)] == before
    assert standup(newest(data)) == said
    for path in places.snapshots(data):
        assert rows(path, "select lead_id, name, company from leads order by 1") == [
            ("L1", None, None),
            ("L2", None, None),
            ("L3", "Bob Bran", "Zephyrworks"),
            ("L4", "Nobody", None),
            ("L5", "Bob Bran", None),
        ]
        assert rows(path, "select count(*) from facts where name like 'Ann%'") == [(0,)]
        assert rows(path, "select rows from carried where part = 'name'") == [(3,)]
        assert path.stat().st_mode & 0o777 == 0o600


def test_no_byte_of_the_name_and_of_the_hash_stays_in_a_file(tmp_path: Path) -> None:
    path = brought(tmp_path).report.path
    hashed = person.hashed("ann@x.example", person.key(path.parent))
    # how DuckDB writes a UUID: the halves from the last byte to the first, and the first bit flipped
    flipped = (hashed.int ^ 1 << 127).to_bytes(16, "little")
    assert b"Wunderlich" in path.read_bytes()
    assert flipped in path.read_bytes()
    forget(path.parent)
    found = newest(path.parent).read_bytes()
    assert b"Wunderlich" not in found
    assert flipped not in found
    assert b"Bob Bran" in found
    assert hashed not in [one for (one,) in rows(newest(path.parent), "select person from leads")]


def test_the_leads_of_one_who_is_forgotten_stay_those_of_one_person(tmp_path: Path) -> None:
    brought(tmp_path)
    forget(tmp_path / "data")
    by_person = "select list(lead_id order by lead_id) from leads group by person order by 1"
    assert rows(newest(tmp_path / "data"), by_person) == [(["L1", "L2"],), (["L3", "L5"],), (["L4"],)]
    prepared = load.again(tmp_path / "data", drawn.agreements(), NOW)
    assert rows(prepared, "select lead_id from facts where left_out = 'same e-mail' order by 1") == [("L2",), ("L5",)]


def test_later_loads_bring_the_leads_without_a_name_and_the_same_numbers(tmp_path: Path) -> None:
    first = brought(tmp_path).report
    wanted, said = everything(first.path), standup(first.path)
    forget(tmp_path / "data")
    second = brought(tmp_path)
    assert everything(second.report.path) == wanted
    assert standup(second.report.path) == said
    assert second.rows("select lead_id from leads where name is null order by 1") == [("L1",), ("L2",)]
    assert second.report.forgotten == 2
    assert UNNAMED in second.report.lines()
    assert b"Wunderlich" not in second.report.path.read_bytes()
    other = brought(tmp_path, {**FILES, "leads": FILES["leads"].replace("ann@", "eve@").replace("ANN@", "eve@")})
    assert other.report.forgotten == 0
    assert UNNAMED not in other.report.lines()


def test_a_person_known_by_an_address_as_the_id_gets_another_id_in_every_table(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        LEADS + 'name = "name"\n' + TOUCHES + DEALS,
        leads="id,created,name\nann@x.example,2026-11-01,Ann\nL2,2026-11-01,Bob\n",
        touches="lead,when\nann@x.example,2026-11-02T10:00Z\n",
        deals="deal,lead,opened,stage,amount\nD1,ann@x.example,2026-11-02T10:00Z,won,1\n",
    )
    hashed = str(person.hashed("ann@x.example", person.key(tmp_path / "data")))
    assert hashed in str(everything(found.report.path))
    assert [one.leads for one in forget(tmp_path / "data").rewritten] == [1]
    path = newest(tmp_path / "data")
    assert hashed not in str(everything(path))
    ids = {
        rows(path, f"select lead_id from {table} where lead_id <> 'L2'")[0] for table in ("leads", "touches", "deals")
    }
    assert len(ids) == 1
    assert rows(path, "select name from leads order by name") == [("Bob",), (None,)]


def test_records_put_aside_are_looked_through_too(tmp_path: Path) -> None:
    path = brought(tmp_path).report.path
    aside = path.parent / "made-up-company"
    aside.mkdir()
    shutil.copy(path, aside)
    assert [(one.was, one.leads) for one in forget(path.parent).rewritten] == [
        (f"made-up-company/{path.name}", 2),
        (path.name, 2),
    ]
    assert b"Wunderlich" not in newest(aside).read_bytes()


def test_nobody_by_that_address_changes_nothing_and_is_kept_in_mind(tmp_path: Path) -> None:
    path = brought(tmp_path).report.path
    before = path.read_bytes()
    assert forget(path.parent, "eve@x.example") == Outcome((), 1, ())
    assert path.read_bytes() == before
    files = {**FILES, "leads": FILES["leads"].replace("bob@", "eve@")}
    assert brought(tmp_path, files).report.forgotten == 2


def test_files_of_one_second_keep_their_order_when_one_is_written_anew(tmp_path: Path) -> None:
    nobody = {**FILES, "leads": "id,created,mail,name,firm\nL1,2026-11-02,,,\nL3,2026-11-02,,,\n"}
    for files in (FILES, nobody, FILES, nobody):
        brought(tmp_path, files)
    data = tmp_path / "data"
    assert [len(rows(path, "from leads")) for path in places.snapshots(data)] == [5, 2, 5, 2]
    first = "records-20261119T080000Z"
    assert forget(data).rewritten == (
        Rewritten(f"{first}.duckdb", f"{first}_005.duckdb", 2),
        Rewritten(f"{first}_003.duckdb", f"{first}_007.duckdb", 2),
    )
    assert [path.name for path in places.snapshots(data)] == [f"{first}_00{n}.duckdb" for n in (5, 6, 7, 8)]
    assert [len(rows(path, "from leads")) for path in places.snapshots(data)] == [5, 2, 5, 2]


def test_who_has_the_records_open_finds_the_new_file_by_its_name(tmp_path: Path) -> None:
    path = brought(tmp_path).report.path
    held = store.open_file(store.newest(path.parent))
    with subprocess.Popen([sys.executable, "-c", FORGETTER, str(path.parent)], cwd=ROOT) as other:
        assert other.wait() == 0
    assert held.table("lead", lead_id="L1")[1] == [(True,)]
    assert store.newest(path.parent).name == "records-20261119T080000Z_002.duckdb"
    anew = store.open_file(store.newest(path.parent))
    assert anew.table("lead", lead_id="L1")[1] == [(True,)]
    held.close()
    anew.close()


@pytest.mark.parametrize("step", ["changed", "copied", "placed", "named"])
def test_killed_at_any_step_every_file_is_as_it_was_or_without_the_person(tmp_path: Path, step: str) -> None:
    for day in range(2):
        brought(tmp_path, now=NOW + timedelta(days=day))
    data = tmp_path / "data"
    whole = everything(newest(data))
    with subprocess.Popen([sys.executable, "-c", KILLED, str(data), step], cwd=ROOT) as killed:
        assert killed.wait() == -signal.SIGKILL
    left = [len(rows(path, "from leads where name like 'Ann%'")) for path in places.snapshots(data)]
    assert left == ([2, 2] if step in ("changed", "copied") else [2, 0])
    assert len(forget(data).rewritten) == sum(map(bool, left))
    assert everything(newest(data)) == whole
    assert [b"Wunderlich" in path.read_bytes() for path in places.snapshots(data)] == [False, False]
    assert not (data / ".loading").exists()


def test_another_key_than_that_of_the_list_is_refused_as_who_is_on_it_would_come_back(tmp_path: Path) -> None:
    brought(tmp_path)
    data = tmp_path / "data"
    forget(data)
    (data / "privacy.key").unlink()
    with pytest.raises(RecordsError) as refused:
        brought(tmp_path)
    assert str(refused.value) == (
        f"{data / 'forgotten.txt'} was written with another key, so 1 of those who asked to be forgotten would come "
        "back.\n"
        "Put back the privacy.key of that time; or remove forgotten.txt, and forget each of them again."
    )
    (data / "forgotten.txt").unlink()
    assert brought(tmp_path).report.forgotten == 0


@pytest.mark.parametrize("mail", ["", "ann", "@x.example", "ann@", "ann b@x.example"])
def test_what_is_no_address_is_refused(tmp_path: Path, mail: str) -> None:
    with pytest.raises(RecordsError) as refused:
        forget(tmp_path, mail)
    assert str(refused.value) == "That is no e-mail address.\nGive one like anna@example.com."
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_named_and_the_others_are_written_anew(tmp_path: Path) -> None:
    brought(tmp_path)
    path = brought(tmp_path, now=NOW + timedelta(days=1)).report.path
    path.write_bytes(b"no records" * 1000)
    found = forget(path.parent)
    assert found.damaged == (path.name,)
    assert [one.leads for one in found.rewritten] == [2]
