"""The units of systemd in docs/deploy: sound, closed up, and doing what they say."""

import configparser
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sla_dash import places
from tests import morning, viewing
from tests.proxies import DEPLOY
from tests.served import free

SERVICES, TIMERS = sorted(DEPLOY.glob("*.service")), sorted(DEPLOY.glob("*.timer"))
PROGRAM, DATA, MAPPING, PORT = "/opt/sla-dash/bin/sla-dash", "/var/lib/sla-dash/data", "/srv/crm/crm.toml", "8501"
EXPOSED = 20
"""Tenths of what systemd calls exposure, of 100, that a unit may have."""
analyze = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")


def section(unit: Path, name: str = "Service") -> configparser.SectionProxy:
    read = configparser.ConfigParser(interpolation=None, strict=True)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read_string(unit.read_text("utf-8"))
    return read[name]


@pytest.fixture
def units(tmp_path: Path) -> list[str]:
    """The units, with a program that is there."""
    program = tmp_path / "sla-dash"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for unit in (*SERVICES, *TIMERS):
        (tmp_path / unit.name).write_text(unit.read_text("utf-8").replace(PROGRAM, str(program)), "utf-8")
    return [str(tmp_path / unit.name) for unit in (*SERVICES, *TIMERS)]


@analyze
def test_systemd_finds_nothing_wrong(units: list[str]) -> None:
    assert len(units) == 3
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@analyze
def test_a_service_is_closed_up(units: list[str]) -> None:
    for unit in units[: len(SERVICES)]:
        ask = ["systemd-analyze", "security", "--offline=true", "--no-pager", f"--threshold={EXPOSED}", unit]
        done = subprocess.run(ask, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_both_services_are_closed_up_alike() -> None:
    closed = [unit.read_text("utf-8").partition("UMask=")[2].partition("\n\n")[0] for unit in SERVICES]
    assert len(closed) == 2
    assert closed[0].strip() == closed[1].strip()
    assert "ProtectSystem=strict" in closed[0]


def test_the_service_serves_and_loads_as_it_says_and_ends_well(morning_data: Path, tmp_path: Path) -> None:
    shutil.copytree(morning_data / "export", tmp_path / "crm")
    (tmp_path / "crm" / "mapping.toml").rename(tmp_path / "crm" / "crm.toml")
    (tmp_path / "data").mkdir()
    shutil.copy(morning_data / "agreement.toml", tmp_path / "data")
    program, *words = shlex.split(section(DEPLOY / "sla-dash.service")["ExecStart"])
    assert program == PROGRAM
    port = free()
    ours = {DATA: str(tmp_path / "data"), MAPPING: str(tmp_path / "crm" / "crm.toml"), PORT: str(port)}
    assert set(ours) < set(words)
    command = [
        sys.executable,
        "-m",
        "sla_dash",
        *(ours.get(word, word) for word in words),
        "--as-of",
        morning.ENVIRONMENT,
    ]
    with viewing.running(command, port, tmp_path / "log", tmp_path) as board:
        viewing.within(60, lambda: places.snapshots(tmp_path / "data"))
        assert "174 rows in = 173 kept + 1 rejected" in viewing.page(board.port, "data")
    assert board.process.returncode == 0


def test_the_timer_tells_by_a_command_that_there_is() -> None:
    unit = DEPLOY / f"{TIMERS[0].stem}.service"
    program, *words = shlex.split(section(unit)["ExecStart"])
    assert program == PROGRAM
    command = [sys.executable, "-m", "sla_dash", *words, "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
