"""Reading a snapshot: the newest one, nothing but it, and the same answer for every thread."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from sla_dash.errors import RecordsError
from sla_dash.records import store
from tests import drawn


def test_the_newest_snapshot_is_found_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="There are no records"):
        store.newest(tmp_path)
    for name in ("records-20261119T080000Z.duckdb", "records-20261120T080000Z.duckdb", "loading.duckdb"):
        (tmp_path / name).touch()
    assert store.newest(tmp_path).name == "records-20261120T080000Z.duckdb"


def test_a_file_that_is_no_database_is_said_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "records-x.duckdb"
    path.write_text("not a database at all", "utf-8")
    with pytest.raises(RecordsError, match=r"records-x\.duckdb cannot be opened"):
        store.open_file(path)


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
        snapshot.rows("outcomes", as_of=datetime(2026, 1, 1, 0, n % 60, n // 60))
    assert len(snapshot._answers) == store.ANSWERS_KEPT
