"""Reading a snapshot: the newest one, nothing but it, and the same answer for every thread."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from threading import Event

import duckdb
import pytest
from typer.testing import CliRunner

from sla_dash import cli, journal, load, places
from sla_dash.errors import DamagedError, RecordsError
from sla_dash.records import store
from tests import drawn, morning, screens

NEWER = "records-20261119T090000Z.duckdb"


def test_the_newest_snapshot_is_found_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="There are no records"):
        store.newest(tmp_path)
    for name in ("records-20261119T080000Z.duckdb", "records-20261120T080000Z.duckdb", "loading.duckdb"):
        (tmp_path / name).touch()
    assert store.newest(tmp_path).name == "records-20261120T080000Z.duckdb"


@pytest.fixture
def two(morning_data: Path, tmp_path: Path) -> Path:
    """A folder with the records of a morning twice, of which the newer file waits to be damaged."""
    older = places.snapshots(morning_data)[-1]
    for name in (older.name, NEWER):
        shutil.copy(older, tmp_path / name)
    shutil.copy(morning_data / "agreement.toml", tmp_path)
    return tmp_path


def damaged(path: Path, how: str) -> None:
    size = path.stat().st_size
    if how == "one byte":
        path.write_bytes(b"x")
    elif how == "cut in half":
        os.truncate(path, size // 2)
    elif how == "cut by a byte":
        os.truncate(path, size - 1)
    else:
        with path.open("r+b") as file:
            for at in range(3 * 4096 + 2000, size, 4096):  # whatever block a question reads
                file.seek(at)
                file.write(b"flip")


HOW = ["one byte", "cut in half", "cut by a byte", "flipped bytes"]


@pytest.mark.parametrize("how", HOW)
def test_records_that_cannot_be_read_whole_are_said_and_those_before_serve(two: Path, how: str) -> None:
    damaged(two / NEWER, how)
    with pytest.raises(DamagedError, match=f"{NEWER} is damaged"):
        store.open_file(store.newest(two)).read_whole()
    assert store.newest(two).name == "records-20261119T080000Z.duckdb"
    assert store.passed_over(two) == [NEWER]
    assert store.open_file(store.newest(two)).rows("soundness")[0][0] == 174
    shutil.copy(two / "records-20261119T080000Z.duckdb", two / NEWER)
    assert store.newest(two).name == NEWER  # another file now


@pytest.mark.parametrize("how", HOW)
def test_the_board_and_the_command_go_on_with_the_records_before(
    two: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged(two / NEWER, how)
    monkeypatch.setenv("SLA_DASH_DATA", str(two))
    monkeypatch.setenv("SLA_DASH_NOW", morning.ENVIRONMENT)
    ran = CliRunner().invoke(cli.app, ["standup"])
    assert ran.exit_code == 0
    assert f"{NEWER} is damaged" in ran.stderr
    assert "Ten leads to call now" in ran.stdout
    (two / NEWER).touch()  # so that nobody knows of it
    app = screens.page("standup")
    assert NEWER in app.warning[0].value
    assert "Leads, 87 due of 140" in screens.words(app)


@pytest.mark.parametrize("how", HOW)
def test_damaged_records_are_not_prepared_again(two: Path, how: str) -> None:
    damaged(two / NEWER, how)
    before = sorted(two.iterdir())
    with pytest.raises(RecordsError, match=f"{NEWER} is damaged") as told:
        load.again(two, journal.read(two).agreements, morning.NOW)
    assert "Remove it" in told.value.advice
    assert [one for one in sorted(two.iterdir()) if one.suffix != ".lock"] == before


def test_records_of_which_none_can_be_read_are_said(two: Path) -> None:
    for path in reversed(places.snapshots(two)):
        damaged(path, "one byte")
        with pytest.raises(DamagedError):
            store.open_file(store.newest(two))
    with pytest.raises(RecordsError, match="None of the 2 files of records in "):
        store.newest(two)


def test_records_that_may_not_be_opened_are_not_called_damaged(two: Path) -> None:
    store.newest(two).unlink()
    with pytest.raises(RecordsError, match="cannot be opened: database does not exist") as told:
        store.open_file(two / NEWER)
    assert not isinstance(told.value, DamagedError)


def test_an_open_snapshot_can_neither_be_written_nor_reach_another_file(morning_data: Path) -> None:
    path = store.newest(morning_data)
    with store.open_file(path)._connection.cursor() as cursor:
        with pytest.raises(duckdb.Error, match="read-only"):
            cursor.execute("drop table leads")
        with pytest.raises(duckdb.Error, match="disabled"):
            cursor.execute(f"select * from read_text('{morning_data / 'agreement.toml'}')")
        with pytest.raises(duckdb.Error, match="locked"):
            cursor.execute("set enable_external_access = true")


def test_a_snapshot_opened_twice_answers_twice(morning_data: Path) -> None:
    path = store.newest(morning_data)
    one, other = store.open_file(path), store.open_file(path)
    assert one.rows("load") == other.rows("load")
    one.close()
    assert other.rows("soundness")[0][0] == 174
    other.close()


def test_threads_that_share_a_snapshot_get_their_own_answers() -> None:
    snapshot = store.Snapshot(
        drawn.records(
            leads="lead_id | qualified_at\n" + "\n".join(f"{n} | 2026-11-{n:02} 09:00:00" for n in range(1, 29))
        )
    )

    def leads_until(day: int) -> int:
        ends = datetime(2026, 11, day + 1)
        found = snapshot.rows("leads_since", since=datetime(2026, 11, 1), as_of=ends, stream=None, lead_type=None)
        return int(found[0][0])

    days = [1 + n % 28 for n in range(400)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(leads_until, days)) == days


class Slow(store.Snapshot):
    """A snapshot whose first answer takes until it may be given."""

    def __init__(self) -> None:
        super().__init__(drawn.records())
        self.asked, self.begun, self.given = list[str](), Event(), Event()

    def table(self, query: str, **parameters: store.Parameter) -> tuple[list[str], list[store.Row]]:
        self.asked.append(query)
        self.begun.set()
        assert self.given.wait(5)
        if len(self.asked) == 1 and query == "reps":
            raise LookupError("gone")
        return super().table(query, **parameters)


def test_whoever_asks_the_same_at_once_waits_for_the_first() -> None:
    snapshot = Slow()
    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(snapshot.rows, "holidays")
        assert snapshot.begun.wait(5)
        others = [pool.submit(snapshot.rows, "holidays") for _ in range(3)]
        snapshot.given.set()
        assert all(one.result() is first.result() for one in others)
    assert snapshot.asked == ["holidays"]


def test_a_question_that_failed_is_asked_again_by_the_next() -> None:
    snapshot = Slow()
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(snapshot.rows, "reps")
        assert snapshot.begun.wait(5)
        second = pool.submit(snapshot.rows, "reps")
        snapshot.given.set()
        with pytest.raises(LookupError, match="gone"):
            first.result()
        assert second.result() == []
    assert snapshot.asked == ["reps", "reps"]


def test_what_was_asked_is_known_even_when_the_answer_was_kept() -> None:
    snapshot = store.Snapshot(drawn.records())
    snapshot.rows("holidays")
    with store.traced() as asked:
        snapshot.rows("holidays")
        snapshot.rows("holidays")
        snapshot.rows("reps")
    assert [one.query for one in asked] == ["holidays", "reps"]
    snapshot.rows("holidays")
    assert len(asked) == 2


def test_answers_are_kept_in_a_bounded_number() -> None:
    snapshot = store.Snapshot(drawn.records())
    for n in range(store.ANSWERS_KEPT + 20):
        snapshot.rows("days_to_win", as_of=datetime(2026, 1, 1, 0, n % 60, n // 60))
    assert len(snapshot._answers) == store.ANSWERS_KEPT
