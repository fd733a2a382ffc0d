"""What ``sla-dash run`` is asked for, before the board opens."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from sla_dash import cli, demo, server
from sla_dash.cli import loading
from sla_dash.load import failed
from sla_dash.server import fresh
from tests import morning


@pytest.mark.parametrize(
    ("text", "seconds"), [("1s", 1), ("90s", 90), ("15m", 900), ("15min", 900), ("1h30m", 5400), ("168h", 604_800)]
)
def test_a_stretch_of_time_is_read(text: str, seconds: int) -> None:
    assert loading.stretch(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "0s", "15", "m", "1d", "1.5h", "-1m", "168h1s", "9999h", "30m1h", "999999999h"])
def test_what_is_none_is_refused(text: str) -> None:
    with pytest.raises(typer.BadParameter) as refused:
        loading.stretch(text)
    assert refused.value.message == (
        f"{text!r} is no stretch of time from a second to a week: write 90s, 15m or 1h30m."
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--every", "5m"], "--every needs --load: which mapping or folder is loaded?"),
        (["--load", "nowhere.toml"], "'nowhere.toml' does not exist"),
        (["--load", ".", "--every", "soon"], "'soon' is no stretch of time"),
    ],
)
def test_options_that_cannot_be_are_a_matter_of_usage(words: list[str], message: str) -> None:
    done = CliRunner().invoke(cli.app, ["run", *words], env={"COLUMNS": "200"})
    assert done.exit_code == 2
    assert message in done.stderr


def test_the_made_up_company_makes_room_before_anybody_looks_and_none_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[object] = []
    monkeypatch.setenv("SLA_DASH_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("SLA_DASH_JOURNAL", raising=False)
    monkeypatch.setattr(server, "serve", lambda *_: seen.append(demo.is_held(tmp_path / "data")))
    monkeypatch.setattr(fresh.Loads, "start", lambda self: seen.append(self))
    monkeypatch.setattr(fresh.Loads, "end", lambda self: seen.append(self))
    (tmp_path / "crm.toml").write_text(morning.MAPPING, "utf-8")
    (tmp_path / "data").mkdir()
    for file in demo.MAPPING.parent.parent.glob("agreement*.toml"):
        shutil.copy(file, tmp_path / "data")
    done = CliRunner().invoke(cli.app, ["run", "--load", str(tmp_path / "crm.toml")])
    assert done.exit_code == 0, done.output or done.exception
    assert f"The made-up company is kept in {tmp_path}/data/made-up-company." in done.stdout
    assert "building" not in done.stdout
    assert seen[1] is False
    assert seen[0] is seen[2]


def test_a_load_that_nobody_watches_keeps_why_it_fails_and_one_at_a_terminal_says_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    words = [
        "load",
        str(tmp_path / "export"),
        "--mapping",
        str(tmp_path / "crm.toml"),
        "--data",
        str(tmp_path / "data"),
    ]
    monkeypatch.setattr(loading, "terminal", lambda: True)
    assert CliRunner().invoke(cli.app, words).exit_code == 1
    assert failed.found(tmp_path / "data") is None
    monkeypatch.setattr(loading, "terminal", lambda: False)
    assert CliRunner().invoke(cli.app, words).exit_code == 1
    found = failed.found(tmp_path / "data")
    assert found
    assert found.message.startswith("The mapping crm.toml cannot be read: ")
