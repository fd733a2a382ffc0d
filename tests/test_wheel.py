"""What a person installs who has no checkout: the wheel alone, in an environment and in a folder of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import sysconfig
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

import sla_dash
from tests import ROOT, morning

NOWHERE = {"PYTHONPATH", "SLA_DASH_DATA", "SLA_DASH_NOW"}
"""What would lead the program back to the checkout, or to other records."""


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built of the source distribution as whoever has nothing else builds it."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", folder], cwd=ROOT, check=True)
    (source,) = folder.glob("*.tar.gz")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", folder, source], check=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`sla-dash` as pip installs it into an empty environment, which borrows what the wheel needs from this one."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True)
    (packages,) = folder.glob("lib/*/site-packages")
    # A line of a .pth file adds a folder, but not what the .pth files in there add: not the checkout.
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python")]
    subprocess.run([*pip, "install", "--quiet", "--no-index", "--no-deps", wheel], check=True)
    return folder / "bin" / "sla-dash"


def environment(folder: Path) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in NOWHERE} | {"HOME": str(folder)}


@contextmanager
def serving(program: Path, folder: Path, *options: str | Path) -> Iterator[int]:
    """Run the board as of the morning, lend its port, and end it by Ctrl-C, which it must take well."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen(
        [program, "run", "--port", str(port), "--as-of", morning.ENVIRONMENT, *options],
        cwd=folder,
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as board:
        try:
            assert board.stdout
            said = []
            for line in board.stdout:
                said.append(line)
                if f"The board is at http://localhost:{port}" in line:
                    break
            else:
                pytest.fail("".join(said))
            yield port
        finally:
            board.send_signal(signal.SIGINT)
            rest = board.communicate()[0]
    assert board.returncode == 0
    assert "Traceback" not in rest


def visit(port: int, host: str = "localhost") -> list[ForwardMsg]:
    """What a browser that knows the board by this name is sent until its first page stands."""
    at = socket.create_connection(("127.0.0.1", port))
    with connect(f"ws://{host}:{port}/_stcore/stream", sock=at, open_timeout=None, max_size=None) as stream:
        asked = BackMsg()
        asked.rerun_script.SetInParent()
        stream.send(asked.SerializeToString())
        sent: list[ForwardMsg] = []
        while not sent or sent[-1].WhichOneof("type") != "script_finished":
            answer = stream.recv()
            assert isinstance(answer, bytes)
            sent.append(ForwardMsg.FromString(answer))
        return sent


def test_the_wheel_holds_the_package_and_what_the_board_comes_with_and_nothing_else(wheel: Path) -> None:
    package = {str(file.relative_to(ROOT)): file for file in (ROOT / "sla_dash").rglob("*.*")}
    package = {name: file for name, file in package.items() if "__pycache__" not in name}
    terms = (ROOT / "data").glob("agreement*.toml")
    top = [ROOT / "app.py", ROOT / ".streamlit" / "config.toml", *terms, ROOT / "data" / "mappings" / "demo.toml"]
    expected = package | {f"sla_dash/shipped/{file.relative_to(ROOT)}": file for file in top}
    with zipfile.ZipFile(wheel) as held:
        found = {name: held.read(name) for name in held.namelist() if ".dist-info/" not in name}
    assert found == {name: file.read_bytes() for name, file in expected.items()}


def test_the_first_run_in_an_empty_folder_shows_the_made_up_company_there(program: Path, tmp_path: Path) -> None:
    with serving(program, tmp_path) as port:
        address = f"http://localhost:{port}"
        assert urllib.request.urlopen(f"{address}/_stcore/health").read() == b"ok"  # noqa: S310 - our own server
        library = re.search(rb'"\./([^"]*plotly[^"]*)"', urllib.request.urlopen(address).read())
        assert library
        assert urllib.request.urlopen(f"{address}/{library[1].decode()}").status == 200  # noqa: S310
        sent = visit(port)
    (session,) = (one.new_session for one in sent if one.HasField("new_session"))
    assert session.custom_theme.light.primary_color == "#0b5fa5"
    assert session.config.gather_usage_stats is False
    elements = [one.delta.new_element for one in sent if one.HasField("delta")]
    assert any(b"Marketing: " in one.bidi_component.bytes for one in elements)
    assert not [one for one in elements if one.HasField("exception") or one.HasField("alert")]
    made = sorted(file.name for file in (tmp_path / "data").iterdir())
    assert made == [
        "agreement-1.toml",
        "agreement.toml",
        "journal.sqlite",
        "loading.lock",
        "making.lock",
        "privacy.key",
        "records-20261119T080000Z.duckdb",
    ]


def test_a_configuration_in_the_folder_has_the_last_word(program: Path, tmp_path: Path, morning_data: Path) -> None:
    (tmp_path / ".streamlit").mkdir()
    own = '[server]\nallowedHosts = ["board.example.com"]\n[theme.light]\nprimaryColor = "#123456"\n'
    (tmp_path / ".streamlit" / "config.toml").write_text(own, "utf-8")
    with serving(program, tmp_path, "--data", morning_data, "--no-login") as port:
        sent = visit(port, "board.example.com")
        with pytest.raises(InvalidStatus, match="421"):
            visit(port)
    (session,) = (one.new_session for one in sent if one.HasField("new_session"))
    assert session.custom_theme.light.primary_color == "#123456"
    assert session.custom_theme.dark.primary_color == "#8cc4f3"
    assert not (tmp_path / "data").exists()


def test_the_program_says_its_version(program: Path, tmp_path: Path) -> None:
    said = subprocess.run([program, "--version"], cwd=tmp_path, env=environment(tmp_path), capture_output=True)
    assert said.stdout.decode().strip() == sla_dash.__version__
