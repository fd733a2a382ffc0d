"""``sla-dash forget``: who is taken out of which files, and what that does not reach."""

import gzip
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sla_dash import cli, places
from sla_dash.cli import privacy
from tests.loading import LEADS, NOW, loaded

MAPPING = LEADS + 'email = "mail"\nname = "name"\n'
LEAD = "id,created,mail,name\nL1,2026-11-01,ann@x.example,Ann\nL2,2026-11-01,Ann@x.example,Ann\nL3,2026-11-01,,Bob\n"
LATER = "Later loads bring this person's leads without a name: forgotten.txt keeps the hash of the address for that.\n"
NOT_TOUCHED = """  the exports that were loaded last, wherever they lie: leads.csv
  the CRM itself, and copies of the data folder in backups and on other machines
  the journal, which names leads by their id alone
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with two files of records, one of which names Ann."""
    loaded(tmp_path, MAPPING, leads=LEAD)
    loaded(tmp_path, MAPPING, now=NOW + timedelta(days=1), leads=LEAD.replace("ann@", "eve@").replace("Ann@", "eve@"))
    monkeypatch.setenv(places.ENVIRONMENT, str(tmp_path / "data"))
    return tmp_path / "data"


def said(*words: str, typed: str | None = None, code: int = 0) -> str:
    done = CliRunner().invoke(cli.app, ["forget", *words], input=typed)
    assert done.exit_code == code, done.output or done.exception
    return done.stdout


def test_it_says_what_was_removed_and_what_was_not_touched(data: Path) -> None:
    assert said("--email", "ANN@x.example", "--data", str(data)) == (
        "Removed from 1 of 2 files of records: name, company and the hash of the e-mail.\n"
        "  records-20261119T080000Z.duckdb: 2 leads, written anew as records-20261119T080000Z_002.duckdb\n"
        "The leads stay without a name, so every number stays as it was.\n"
        f"{LATER}Not touched:\n{NOT_TOUCHED}"
    )


@pytest.mark.usefixtures("data")
def test_it_says_where_nothing_was_removed() -> None:
    nothing = (
        f"Nothing was removed: no lead in 2 files of records has this address.\n{LATER}Not touched:\n{NOT_TOUCHED}"
    )
    assert said("--email", "zoe@x.example") == nothing
    assert "Removed from 1 of 2 files" in said("--email", "ann@x.example")
    assert said("--email", "ann@x.example") == nothing


def test_the_address_is_asked_for_where_a_shell_would_keep_it(data: Path) -> None:
    found = said(typed="ann@x.example\n")
    assert found.startswith("E-mail address: ")
    assert "Removed from 1 of 2 files of records" in found
    assert "ann@x.example" not in (data / "forgotten.txt").read_text()
    assert (data / "forgotten.txt").stat().st_mode & 0o777 == 0o600


def packed(path: Path, text: str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("leads.csv", text)


def zipped(path: Path, text: str) -> None:
    with gzip.open(path, "wt") as file:
        file.write(text)


def kept(path: Path, text: str) -> None:
    with sqlite3.connect(path) as file:
        file.execute("create table leads (mail text)")
        file.execute("insert into leads values (?)", [text])


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("old/leads.csv", Path.write_text),
        ("leads.xlsx", packed),
        ("leads.csv.gz", zipped),
        ("crm.sqlite", kept),
        (".dropped-1/files.jsonl", Path.write_text),
    ],
)
def test_other_files_of_the_data_folder_that_hold_the_address_are_named(
    data: Path, name: str, write: Callable[[Path, str], object]
) -> None:
    for place, text in (("", "x" * (privacy.PIECE - 5) + "ANN@x.example"), ("not-", "an@x.example" * 9)):
        path = (data / name).with_name(place + Path(name).name)
        path.parent.mkdir(exist_ok=True)
        write(path, text)
    found = said("--email", "ann@x.example").partition("Not touched:\n")[2]
    assert found == f"  {name} in the data folder holds the address: remove it there\n{NOT_TOUCHED}"


def test_what_is_damaged_is_not_taken_for_looked_through(data: Path, capfd: pytest.CaptureFixture[str]) -> None:
    newest = places.snapshots(data)[-1]
    newest.write_bytes(b"no records" * 1000)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("sys.argv", ["sla-dash", "forget", "--email", "ann@x.example"])
        with pytest.raises(SystemExit) as caught:
            cli.main()
    assert caught.value.code == 1
    out, err = capfd.readouterr()
    assert "records-20261119T080000Z.duckdb: 2 leads, written anew" in out
    assert err.lstrip() == (
        "Not looked through, as they are damaged: records-20261120T080000Z.duckdb.\n"
        "Remove them: nobody can read them.\n"
    )
