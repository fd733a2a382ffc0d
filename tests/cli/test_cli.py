"""The command line: what it prints, and how it ends."""

import json
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sla_dash import cli, demo, journal, server
from tests import drawn, morning


def run(*words: str) -> Result:
    return CliRunner().invoke(cli.app, list(words))


def ended(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str]:
    """Run the whole program and return its exit code and what it said of errors."""
    monkeypatch.setattr("sys.argv", ["sla-dash", *words])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    code = caught.value.code
    return (code if isinstance(code, int) else 0), capsys.readouterr().err


def test_help_names_every_command() -> None:
    text = run("--help").output
    for command in ("run", "demo", "load", "standup", "check", "agreement"):
        assert re.search(rf"\b{command}\b", text)


def test_standup_prints_text_for_a_person_and_json_for_a_machine(morning_data: Path) -> None:
    options = ("--data", str(morning_data), "--as-of", morning.ENVIRONMENT)
    text = run("standup", *options).output
    assert "Marketing: on pace, but outbound is behind." in text
    assert "Leads, 87 due of 140" in text
    assert "78 % in time" in text
    assert re.search(r"\n  ann +6 +3 ", text)
    assert text == run("standup", "--format", "text", *options).output
    assert "**Marketing: on pace, but outbound is behind.**" in run("standup", "--format", "markdown", *options).output
    assert "<h2" in run("standup", "--format", "html", *options).output
    assert run("standup", "--json", *options).output == run("standup", "--format", "json", *options).output
    found = json.loads(run("standup", "--json", *options).output)
    assert found["delivery"][-1]["delivered"] == 90
    assert found["contact"][-1]["breached_waiting"] == 10


def test_an_instant_without_an_offset_ends_with_one_and_a_sentence(
    morning_data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, said = ended(capsys, monkeypatch, "standup", "--data", str(morning_data), "--as-of", "2026-11-19")
    assert code == 1
    assert "'2026-11-19' is not an instant with an offset." in said
    assert "Traceback" not in said


def test_usage_errors_end_with_two(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert ended(capsys, monkeypatch, "standup", "--as-off", "x")[0] == 2
    assert ended(capsys, monkeypatch, "load", "--mapping", "some.toml")[0] == 2
    assert ended(capsys, monkeypatch, "load", "a", "--mapping", "some.toml", "--preset", "zoho")[0] == 2


def test_no_records_and_no_agreement_are_said_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, said = ended(capsys, monkeypatch, "standup", "--data", str(tmp_path))
    assert (code, "sla-dash demo" in said) == (1, True)
    code, said = ended(capsys, monkeypatch, "agreement", "check", "--data", str(tmp_path))
    assert (code, "There is no agreement" in said) == (1, True)


def test_check_says_that_nothing_was_lost(morning_data: Path) -> None:
    text = run("check", "--data", str(morning_data)).output
    assert "Version 1, from 2026-09-01: sound, not signed." in text
    assert "174 rows in = 173 kept + 1 rejected" in text


def test_a_version_that_lasts_longer_than_a_quarter_is_warned_about_and_sound(
    morning_data: Path, tmp_path: Path
) -> None:
    (tmp_path / "agreement.toml").write_text(drawn.AGREEMENT.replace("2026-12-01", "2027-03-01"), "utf-8")
    warning = "Warning: version 1 is revised more than a quarter after 2026-09-01, on 2027-03-01."
    for command in ("check", "show"):
        assert warning in run("agreement", command, "--data", str(tmp_path)).output
    assert "Warning" not in run("agreement", "check", "--data", str(morning_data)).output


def test_agreement_show_prints_a_stream_s_margin_where_it_is_given(morning_data: Path, tmp_path: Path) -> None:
    assert "margin" not in run("agreement", "show", "--data", str(morning_data), "--as-of", morning.ENVIRONMENT).output
    text = drawn.AGREEMENT.replace('name = "SMB"', 'name = "SMB"\nmargin = 0.625')
    (tmp_path / "agreement.toml").write_text(text, "utf-8")
    shown = run("agreement", "show", "--data", str(tmp_path), "--as-of", morning.ENVIRONMENT).output
    assert "  SMB: a margin of 62.50 % of the amount won\n" in shown


def test_agreement_show_prints_targets_promises_and_the_hash(morning_data: Path) -> None:
    text = run("agreement", "show", "--data", str(morning_data), "--as-of", morning.ENVIRONMENT).output
    assert "SMB · form: 100 leads in November 2026 worth 128.00 each" in text
    assert "contact within 4 h of working time for 90 %" in text
    assert drawn.terms().text_hash in text


def test_load_prepares_the_newest_records_again_after_the_agreement_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = morning.write(tmp_path)
    terms = data / "agreement.toml"
    terms.write_text(terms.read_text("utf-8").replace('"4h"', '"24h"'), "utf-8")
    options = ("--data", str(data), "--as-of", morning.ENVIRONMENT)
    assert ended(capsys, monkeypatch, "standup", *options)[0] == 1
    assert "Prepared the newest records again" in run("load", *options).output
    found = json.loads(run("standup", "--json", *options).output)
    assert found["contact"][0]["promise_seconds"] == 86_400
    assert len(list(data.glob("records-*.duckdb"))) == 2


def test_demo_brings_its_own_agreement_to_an_empty_folder(tmp_path: Path) -> None:
    data = tmp_path / "board"
    result = run("demo", "--data", str(data), "--as-of", "2026-11-19T08:00Z")
    assert result.exit_code == 0
    assert "rows in" in result.output
    assert "rep 07" in run("standup", "--data", str(data), "--as-of", "2026-11-19T08:00Z").output


def test_a_port_that_is_taken_is_said_with_what_to_do(
    morning_data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, said = ended(capsys, monkeypatch, "run", "--data", str(morning_data), "--port", port)
    assert (code, f"cannot listen at 127.0.0.1:{port}" in said, "--port" in said) == (1, True, True)


@pytest.mark.usefixtures("at_morning")
def test_run_says_where_the_board_is_and_that_its_usual_port_was_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[int] = []
    monkeypatch.setattr(server, "serve", lambda listening, _people, _say: served.append(listening.getsockname()[1]))
    monkeypatch.setattr(server, "LAST_PORT", 65_535)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setattr(server, "PORT", port)
        text = run("run").output
    assert text == (
        f"Port {port} is taken, so the board takes the next free one.\n"
        f"The board is at http://localhost:{served[0]} (Ctrl-C stops it).\n"
    )
    monkeypatch.setattr(server, "PORT", served[0])
    assert run("run").output == f"The board is at http://localhost:{served[0]} (Ctrl-C stops it).\n"
    assert run("run", "--port", str(served[0] + 1)).output.startswith(
        f"The board is at http://localhost:{served[1] + 1}"
    )


def test_a_board_for_others_starts_with_login_or_because_somebody_says_so(
    morning_data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[object] = []
    monkeypatch.setattr(server, "serve", lambda _listening, people, _say: served.append(people))
    options = ("run", "--data", str(morning_data), "--host", "0.0.0.0")  # noqa: S104
    code, said = ended(capsys, monkeypatch, *options)
    assert (code, served) == (1, [])
    assert "Whoever reaches 0.0.0.0 would see all of the board: no login is configured.\n" in said
    code, said = ended(capsys, monkeypatch, *options, "--no-login")
    assert (code, served) == (0, [None])


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http"])
def test_a_port_that_cannot_be_one_is_a_usage_error(
    port: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, said = ended(capsys, monkeypatch, "run", "--port", port)
    assert (code, "--port" in said) == (2, True)


def test_a_full_disk_is_said_with_what_to_do_and_no_folder_but_the_data_is_needed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    options = ("--data", str(tmp_path), "--as-of", morning.ENVIRONMENT)
    with monkeypatch.context() as patched:
        patched.setattr(demo, "write", full)
        for words in ("demo", "run"):
            code, said = ended(capsys, patched, words, *options)
            assert (code, "made-up company cannot be written to" in said, "Make room on that disk" in said) == (
                1,
                True,
                True,
            )
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr("tempfile._candidate_tempdir_list", lambda: [str(tmp_path / "nowhere")])
    assert ended(capsys, monkeypatch, "demo", *options)[0] == 0


def test_what_nobody_foresaw_is_one_sentence_and_its_traceback_is_there_for_whoever_asks(
    morning_data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("\x1b[31m1/0\nmore")

    monkeypatch.setattr(journal, "read", broken)
    code, said = ended(capsys, monkeypatch, "standup", "--data", str(morning_data))
    assert (code, said.splitlines()) == (
        1,
        [
            "This ended in a way that nobody has foreseen: ZeroDivisionError:  [31m1/0",
            f"Run it again with {cli.TRACEBACK}=1 to see where, and report what that prints.",
        ],
    )
    monkeypatch.setenv(cli.TRACEBACK, "1")
    with pytest.raises(ZeroDivisionError):
        cli.main()


@pytest.mark.parametrize("as_of", ["0001-01-01T00:00Z", "9999-12-31T23:59-14:00"])
def test_an_instant_out_of_all_time_is_said(
    as_of: str, morning_data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, said = ended(capsys, monkeypatch, "standup", "--data", str(morning_data), "--as-of", as_of)
    assert (code, "is too far away" in said, "from 1970 to 2099" in said) == (1, True, True)


BEGUN = "from sla_dash.__main__ import main; print('begun', flush=True); main()"


@pytest.mark.parametrize("after", [0.1, 0.3, 0.6, 1.0, 2.0])
def test_ctrl_c_ends_it_without_a_traceback(after: float, morning_data: Path) -> None:
    command = [sys.executable, "-c", BEGUN, "run", "--data", str(morning_data), "--as-of", morning.ENVIRONMENT]
    started = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # a shell may have it ignored
    )
    assert started.stdout
    assert started.stdout.readline() == "begun\n"
    time.sleep(after)
    started.send_signal(signal.SIGINT)
    _, said = started.communicate(timeout=30)
    assert "Traceback" not in said
    assert started.returncode in (0, 130, -signal.SIGINT)
