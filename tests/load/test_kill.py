"""A loader that dies or runs out of disk leaves the previous snapshot in use, and the next load works."""

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from sla_dash import load, places
from sla_dash.errors import BusyError, RecordsError
from sla_dash.load import snapshot
from sla_dash.records import store
from tests import ROOT, drawn
from tests.loading import LEADS, NOW, TOUCHES, loaded

LOADER = """
import sys
from pathlib import Path
from sla_dash import load, places
from tests import drawn
from tests.loading import NOW

def told(step, share):
    print(share, flush=True)

source, mapping, data = map(Path, sys.argv[1:])
print("started", flush=True)
load.records(source, mapping, data, drawn.agreements(), now=NOW, progress=told)
"""
LEAD = "id,created\nL1,2026-11-01\n"
MANY = "id,created\n" + "".join(f"L{number},2026-11-01\n" for number in range(60_000))
TOUCHED = "lead,when\n" + "".join(f"L{number},2026-11-02T10:00Z\n" for number in range(60_000))


def loader(folder: Path, limit: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    """Start a load of the folder's files in another process."""
    return subprocess.Popen(
        [sys.executable, "-c", LOADER, folder / "source", folder / "mapping.toml", folder / "data"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=limit,
    )


def leads_in_use(data: Path) -> int:
    with duckdb.connect(places.snapshots(data)[-1], read_only=True) as connection:
        [(count,)] = connection.execute("select count(*) from leads").fetchall()
    return int(count)


@pytest.fixture
def second_load(tmp_path: Path) -> Path:
    """Return a folder with one snapshot of one lead and the files of a second, larger load."""
    loaded(tmp_path, LEADS, leads=LEAD)
    (tmp_path / "source" / "leads.csv").write_text(MANY)
    (tmp_path / "source" / "touches.csv").write_text(TOUCHED)
    (tmp_path / "mapping.toml").write_text(LEADS + TOUCHES)
    return tmp_path


def test_killed_at_any_step_the_previous_snapshot_serves_and_the_next_load_works(second_load: Path) -> None:
    data = second_load / "data"
    with loader(second_load) as whole:
        steps = len(whole.communicate()[0].splitlines())
    assert whole.returncode == 0
    places.snapshots(data)[-1].unlink()
    assert leads_in_use(data) == 1
    for step in range(1, steps):
        with loader(second_load) as killed:
            assert killed.stdout is not None
            for _ in range(step):
                killed.stdout.readline()
            killed.send_signal(signal.SIGKILL)
            killed.communicate()
        assert killed.returncode == -signal.SIGKILL
        assert leads_in_use(data) == 1, f"killed at step {step}"
        assert len(places.snapshots(data)) == 1
    with loader(second_load) as last:
        last.communicate()
    assert last.returncode == 0
    assert leads_in_use(data) == 60_000
    assert not (data / ".loading").exists()


def test_killed_while_it_writes_the_previous_snapshot_serves(second_load: Path) -> None:
    """The kill comes once the growing file has passed a size, so that it falls within the writing."""
    data = second_load / "data"
    growing = data / ".loading" / "building.duckdb"
    for size in (1, 300_000, 600_000, 900_000, 1_200_000):
        with loader(second_load) as killed:
            while killed.poll() is None and not (growing.exists() and _size(growing) >= size):
                os.sched_yield()
            killed.send_signal(signal.SIGKILL)
            killed.communicate()
        for path in places.snapshots(data)[1:]:
            assert leads_in_use(data) == 60_000
            path.unlink()
        assert leads_in_use(data) == 1
    loaded(second_load, LEADS + TOUCHES)
    assert leads_in_use(data) == 60_000


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


@pytest.mark.parametrize("room", [1 << 12, 1 << 18, 1 << 20])
def test_on_a_full_disk_the_message_is_clear_and_the_previous_snapshot_serves(second_load: Path, room: int) -> None:
    data = second_load / "data"
    with loader(second_load, limit=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))) as full:
        _, said = full.communicate()
    assert full.returncode == 1
    assert "RecordsError: The records could not be loaded into" in said
    assert "The previous records stay in use. Make room on that disk" in said
    assert leads_in_use(data) == 1
    assert not (data / ".loading").exists()
    loaded(second_load, LEADS + TOUCHES)
    assert leads_in_use(data) == 60_000


def test_a_second_loader_is_refused_and_the_first_one_ends_well(tmp_path: Path) -> None:
    loaded(tmp_path, LEADS, leads=LEAD)
    data = tmp_path / "data"
    with snapshot.workplace(data) as work:
        (work / "kept").touch()
        with pytest.raises(RecordsError, match="Another load is writing to"):
            loaded(tmp_path, LEADS, leads=LEAD)
        assert (work / "kept").exists()
    assert loaded(tmp_path, LEADS, leads=LEAD).report.path.exists()


def test_preparing_again_waits_for_a_load_that_goes_on_but_not_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = loaded(tmp_path, LEADS, leads=LEAD).report.path
    data, held = tmp_path / "data", threading.Event()

    def goes_on() -> None:
        with snapshot.workplace(data):
            held.set()
            time.sleep(1)

    other = threading.Thread(target=goes_on)
    other.start()
    assert held.wait(10)
    assert load.again(data, drawn.agreements(), NOW) > first
    other.join()
    monkeypatch.setattr(load, "PATIENCE", 0.2)
    with snapshot.workplace(data), pytest.raises(BusyError):
        load.again(data, drawn.agreements(), NOW)


def test_a_failed_load_leaves_nothing_behind(tmp_path: Path) -> None:
    loaded(tmp_path, LEADS, leads=LEAD)
    with pytest.raises(RecordsError):
        loaded(tmp_path, LEADS, leads='id,created\n"L1,x\n')
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == [
        "loading.lock",
        "privacy.key",
        "records-20261119T080000Z.duckdb",
    ]


def test_a_snapshot_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = loaded(tmp_path, LEADS, leads=LEAD).report.path
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_killed_works_left_is_removed_but_not_what_is_at_work(tmp_path: Path) -> None:
    for name in (".loading", ".making", "mine"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "half").touch()
    with snapshot.workplace(tmp_path, "making") as busy:
        snapshot.tidy(tmp_path)
        assert busy.exists()
    snapshot.tidy(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"mine", "loading.lock", "making.lock"}


def test_what_is_not_a_snapshot_of_the_board_is_left_alone(tmp_path: Path) -> None:
    strange = ["records-zzz.duckdb", "records-20261119T080000Z.duckdb.bak", "records-2026.duckdb"]
    (tmp_path / "data").mkdir()
    for name in strange:
        (tmp_path / "data" / name).write_bytes(b"x")
    for _ in range(7):
        found = loaded(tmp_path, LEADS, leads=LEAD)
    assert store.newest(tmp_path / "data") == found.report.path
    assert all((tmp_path / "data" / name).read_bytes() == b"x" for name in strange)


def test_loads_in_one_second_do_not_collide_and_the_last_five_are_kept(tmp_path: Path) -> None:
    for _ in range(7):
        found = loaded(tmp_path, LEADS, leads=LEAD)
    names = [path.name for path in places.snapshots(tmp_path / "data")]
    assert names == [f"records-20261119T080000Z_{number:03}.duckdb" for number in range(3, 8)]
    assert sorted(path.name for path in (tmp_path / "data").glob("records-*")) == names
    assert found.report.path.name == names[-1]


def test_the_newest_load_sorts_last_even_when_the_clock_went_back(tmp_path: Path) -> None:
    loaded(tmp_path, LEADS, leads=LEAD)
    earlier = loaded(tmp_path, LEADS, now=NOW.replace(day=1, hour=23), leads=LEAD)
    assert places.snapshots(tmp_path / "data")[-1] == earlier.report.path
    later = loaded(tmp_path, LEADS, now=NOW.replace(minute=1), leads=LEAD)
    assert later.report.path.name == "records-20261119T080100Z.duckdb"
    assert places.snapshots(tmp_path / "data")[-1] == later.report.path


def test_a_reader_of_the_previous_snapshot_is_not_disturbed(tmp_path: Path) -> None:
    first = loaded(tmp_path, LEADS, leads=LEAD)
    with duckdb.connect(first.report.path, read_only=True) as reader:
        for _ in range(6):
            load.records(tmp_path / "source", tmp_path / "mapping.toml", tmp_path / "data", drawn.agreements(), now=NOW)
        assert not first.report.path.exists()
        assert reader.execute("select count(*) from leads").fetchall() == [(1,)]
