"""The commands of the journal."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from sla_dash import cli
from sla_dash.errors import SlaDashError
from sla_dash.journal import Journal

NOON = datetime(2026, 11, 19, 12, tzinfo=UTC)


def ran(*arguments: str | Path) -> str:
    found = CliRunner().invoke(cli.app, [*map(str, arguments)], catch_exceptions=False)
    assert found.exit_code == 0
    return found.stdout


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with a journal of three entries."""
    journal = Journal.of(tmp_path)
    for n in range(3):
        journal.append("note", f"lead L{n}", {"text": "h\u00e9 \u2028"}, who="ann", at=NOON)
    journal.close()
    return tmp_path


def changed(data: Path) -> None:
    """Change an entry in spite of the database, as somebody with the file can."""
    engine = sa.create_engine(f"sqlite:///{data / 'journal.sqlite'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("drop trigger entries_stay_update")
        connection.exec_driver_sql("update entries set who = 'eve' where id = 2")
    engine.dispose()


def test_a_folder_without_a_journal_has_no_entries(tmp_path: Path) -> None:
    assert "0 entries" in ran("journal", "verify", "--data", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_whole_journal_is_said_and_copied_and_brought_back(data: Path, tmp_path: Path) -> None:
    assert "3 entries, every one as it was written." in ran("journal", "verify", "--data", data)
    exported = [json.loads(line) for line in ran("journal", "export", "--data", data).splitlines()]
    assert [one["subject"] for one in exported] == ["lead L0", "lead L1", "lead L2"]
    copy, other = tmp_path / "copy.jsonl", tmp_path / "other"
    ran("journal", "backup", copy, "--data", data)
    assert copy.stat().st_mode & 0o777 == 0o600
    other.mkdir()
    ran("journal", "restore", copy, "--data", other)
    assert Journal.of(other).entries() == Journal.of(data).entries()


def test_a_broken_chain_is_said_and_neither_copied_nor_repaired(data: Path, tmp_path: Path) -> None:
    changed(data)
    for command in (["verify"], ["backup", tmp_path / "copy.jsonl"]):
        with pytest.raises(SlaDashError, match="Entry 2 was changed after it was written"):
            ran("journal", *command, "--data", data)
    assert not (tmp_path / "copy.jsonl").exists()
    assert Journal.of(data).entries()[1].who == "eve"


def test_a_copy_that_is_none_or_was_changed_is_refused(data: Path, tmp_path: Path) -> None:
    copy, other = tmp_path / "copy.jsonl", tmp_path / "other"
    other.mkdir()
    for text in ("no json", "{}", '["x"]'):
        copy.write_text(text, "ascii")
        with pytest.raises(SlaDashError, match="is no copy of a journal"):
            ran("journal", "restore", copy, "--data", other)
    ran("journal", "backup", copy, "--data", data)
    copy.write_text(copy.read_text("ascii").replace("lead L1", "lead L9"), "ascii")
    with pytest.raises(SlaDashError, match="Entry 2 was changed"):
        ran("journal", "restore", copy, "--data", other)
    assert Journal.of(other).entries() == ()
