"""Loads while the board serves: one after the other, in a process of its own that ends with the board."""

import asyncio
import itertools
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from sla_dash import clock, places
from sla_dash.load import failed, snapshot
from sla_dash.output import telling
from sla_dash.server import fresh
from tests import morning, services, viewing
from tests.viewing import within

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
BEAT = "import sys; open(sys.argv[1], 'a').write('x')"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder without records."""
    monkeypatch.delenv(clock.ENVIRONMENT, raising=False)
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


@pytest.fixture
def told() -> list[str]:
    """What whoever runs the board is told."""
    return []


@pytest.fixture
def started() -> Iterator[list[fresh.Loads]]:
    """Loads that end with the test."""
    running: list[fresh.Loads] = []
    yield running
    for one in running:
        one.end()


def loads(
    command: Sequence[str], data: Path, told: list[str], started: list[fresh.Loads], every: timedelta = DAY
) -> fresh.Loads:
    """Begin to run a command in place of a load."""
    one = fresh.Loads(command, data.parent / "crm.toml", every, data, told.append)
    one.start()
    started.append(one)
    return one


def kept(data: Path) -> failed.Failed:
    within(20, lambda: failed.found(data))
    found = failed.found(data)
    assert found
    return found


def alive(pid: int) -> bool:
    """Tell whether a process runs; one that has ended and that nobody has asked about does not."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def test_a_mapping_is_loaded_from_its_folder_and_a_folder_as_what_it_is_recognised_as(tmp_path: Path) -> None:
    mapping = tmp_path / "crm.toml"
    mapping.touch()
    begin = [sys.executable, "-P", "-m", "sla_dash", "load", str(tmp_path)]
    assert fresh.command(mapping, Path("d")) == [*begin, "--mapping", str(mapping), "--data", "d"]
    assert fresh.command(tmp_path, Path("d")) == [*begin, "--data", "d"]


def test_loads_begin_one_stretch_apart_and_a_long_one_leaves_the_beats_out_that_it_misses(
    data: Path, told: list[str], started: list[fresh.Loads]
) -> None:
    beats = data / "beats"
    loads(["sh", "-c", f"date +%s.%N >> {beats}; sleep 1.2"], data, told, started, SECOND)
    within(30, lambda: beats.exists() and len(beats.read_text().splitlines()) >= 4)
    at = [float(line) for line in beats.read_text().splitlines()]
    apart = [second - first for first, second in itertools.pairwise(at)]
    assert all(abs(one - round(one)) < 0.4 and one > 1.5 for one in apart), apart
    assert re.fullmatch(r"Loaded crm\.toml; again at \d\d:\d\d:\d\d\.", told[0])


def test_records_that_are_new_enough_wait_for_their_time(
    own_morning: Path, told: list[str], started: list[fresh.Loads], monkeypatch: pytest.MonkeyPatch
) -> None:
    beats = own_morning / "beats"
    beat = [sys.executable, "-c", BEAT, str(beats)]
    monkeypatch.setenv(clock.ENVIRONMENT, (morning.NOW + timedelta(minutes=14)).isoformat())
    loads(beat, own_morning, told, started, fresh.EVERY)
    monkeypatch.setenv(clock.ENVIRONMENT, (morning.NOW - DAY).isoformat())  # a clock that went back
    loads(beat, own_morning, told, started, fresh.EVERY)
    time.sleep(2)
    assert not beats.exists()
    monkeypatch.setenv(clock.ENVIRONMENT, (morning.NOW + timedelta(minutes=15)).isoformat())
    loads(beat, own_morning, told, started, fresh.EVERY)
    within(20, beats.exists)


def test_a_load_that_hangs_is_ended_and_said(
    data: Path, told: list[str], started: list[fresh.Loads], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fresh, "LEAST", SECOND)
    monkeypatch.setattr(fresh, "TIMES", 1)
    pid = data / "pid"
    loads(["sh", "-c", f"trap '' TERM; echo $$ > {pid}; sleep 60"], data, told, started, 2 * SECOND)
    found = kept(data)
    assert found.message == "The load of crm.toml went on for 0 min and was ended."
    assert found.advice.startswith("See whether its files and databases answer")
    assert not alive(int(pid.read_text()))
    within(5, lambda: any(line.startswith("Could not load crm.toml; again at ") for line in told))
    assert kept(data).again_at


def test_a_load_that_ends_without_a_word_or_cannot_begin_is_said(
    data: Path, told: list[str], started: list[fresh.Loads]
) -> None:
    loads(["sh", "-c", "echo Out of memory >&2; kill -9 $$"], data, told, started)
    assert kept(data).message == "The load of crm.toml ended without a word (signal 9)."
    assert told[0] == "Out of memory"
    failed.clear(data)
    loads([str(data / "nowhere")], data, told, started)
    assert kept(data).message == "The load cannot be started: No such file or directory (nowhere)."


def test_whoever_runs_the_board_is_told_once_of_each_reason_until_a_load_goes_well(
    data: Path, told: list[str], started: list[fresh.Loads]
) -> None:
    script = data / "script"
    script.write_text("exit 9")
    with services.webhook() as hook:
        (data / "notify.toml").write_text(f'admin = "{hook.address()}"', "utf-8")
        loads(["sh", str(script)], data, told, started, SECOND)
        within(30, lambda: sum(line.startswith("Could not load") for line in told) >= 3)
        (first,) = hook.told
        assert re.fullmatch(
            r"Stand-up board: look at the records\nThe last load failed at \d\d:\d\d: The load of crm\.toml ended "
            r"without a word \(exit code 9\)\. Perhaps memory ran out: see the log of the board and of its machine\.",
            first,
        )
        script.write_text("exit 7")
        within(30, lambda: len(hook.told) == 2)
        failed.clear(data)
        within(30, lambda: len(hook.told) == 3)
        hook.status = 500
        script.write_text("exit 5")
        within(30, lambda: any("They are told at the next try." in line for line in told))
        hook.status = 200
        before = len(hook.told)
        within(30, lambda: len(hook.told) > before)
        assert "(exit code 5)" in hook.told[-1]
        time.sleep(2)
        assert len(hook.told) == before + 1


def test_what_nobody_foresaw_is_logged_and_the_next_load_begins_all_the_same(
    data: Path,
    told: list[str],
    started: list[fresh.Loads],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("/srv/secret")

    monkeypatch.setattr(telling, "tell_admin", broken)
    loads(["sh", "-c", "exit 9"], data, told, started, SECOND)
    within(30, lambda: sum(line.startswith("Could not load") for line in told) >= 2)
    assert "/srv/secret" in caplog.text


def test_a_load_that_goes_on_ends_with_the_board(data: Path, told: list[str], started: list[fresh.Loads]) -> None:
    pid = data / "pid"
    one = loads(["sh", "-c", f"echo $$ > {pid}; exec sleep 60"], data, told, started)
    within(20, lambda: pid.exists() and pid.read_text())
    within(20, lambda: os.getpriority(os.PRIO_PROCESS, int(pid.read_text())) == fresh.NICE)
    begun = time.monotonic()
    one.end()
    assert time.monotonic() - begun < fresh.GRACE
    assert not alive(int(pid.read_text()))
    assert failed.found(data) is None
    assert told == []


def test_a_load_by_hand_that_goes_on_is_waited_for_and_is_no_failure(
    own_morning: Path, told: list[str], started: list[fresh.Loads]
) -> None:
    mapping = own_morning / "mapping.toml"
    mapping.write_text(morning.MAPPING, "utf-8")
    before = places.snapshots(own_morning)
    for file in before:
        file.rename(file.with_suffix(".aside"))
    with snapshot.workplace(own_morning):
        loads(fresh.command(mapping, own_morning), own_morning, told, started)
        within(30, lambda: len(told) == 3)
    assert told[0].startswith("Another load is writing to ")
    assert told[1] == "Wait until it has ended, then load again."
    assert told[2].startswith("Could not load crm.toml; again at ")
    assert failed.found(own_morning) is None


def test_a_served_board_takes_new_records_says_a_load_that_fails_and_forgets_it(
    morning_data: Path, tmp_path: Path
) -> None:
    shutil.copytree(morning_data / "export", tmp_path / "export")
    mapping, leads = tmp_path / "export" / "mapping.toml", tmp_path / "export" / "leads.csv"
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(morning_data / "agreement.toml", data)
    options = ("--as-of", morning.ENVIRONMENT, "--load", mapping, "--every", "2s")
    with viewing.served(data, *options, log=tmp_path / "log") as board:

        def says(text: str) -> bool:
            return text in viewing.page(board.port, "data")

        within(60, lambda: places.snapshots(data))
        assert says("174 rows in = 173 kept + 1 rejected")
        whole = leads.read_text("utf-8")
        leads.write_text(f"{whole}L94,form,SMB,ann,2026-11-19 07:31:00\n", "utf-8")
        within(60, lambda: says("175 rows in = 174 kept + 1 rejected"))
        leads.write_text("", "utf-8")
        failing = "The last load failed at 09:00: leads.csv is empty: not even a header. You see the records loaded"
        within(60, lambda: says(f"{failing} at 09:00."))
        assert says("175 rows in = 174 kept + 1 rejected")
        leads.write_text(whole, "utf-8")
        within(60, lambda: says("174 rows in = 173 kept + 1 rejected"))
        assert not says("The last load failed")
        log = board.log.read_text("utf-8")
    assert "\nleads.csv is empty: not even a header.\n" in log
    assert re.search(r"^Could not load mapping\.toml; again at [\d:]+\.$", log, re.MULTILINE)
    assert "Traceback" not in log
    assert "made-up" not in log


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_board_ends_well_and_at_once_with_viewers_and_a_load_that_goes_on(
    how: signal.Signals, own_morning: Path
) -> None:
    hanging = own_morning / "crm.toml"
    os.mkfifo(hanging)
    with viewing.served(own_morning, "--load", hanging, "--every", "1s", log=own_morning / "log") as board:
        asyncio.run(watched_to_the_end(board, how))
    assert board.process.returncode == 0
    assert "Traceback" not in board.log.read_text("utf-8")
    assert failed.found(own_morning) is None


async def watched_to_the_end(board: viewing.Served, how: signal.Signals) -> None:
    """Look at a board while it is told to end."""
    async with asyncio.timeout(60), viewing.viewer(f"ws://localhost:{board.port}", board.port) as connection:
        assert "174 rows in" in await viewing.seen(connection, "data")
        while not (found := children(board.process.pid)):  # the load may not have begun yet
            await asyncio.sleep(0.1)
        (child,) = found
        begun = time.monotonic()
        board.process.send_signal(how)
        while board.process.poll() is None:
            await asyncio.sleep(0.05)
        assert time.monotonic() - begun < 5
        assert not alive(child)


def children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    said = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in said.stdout.split()]
