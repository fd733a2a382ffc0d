"""The statements: what each finds, what two of them share, and what none may read."""

import re
from pathlib import Path

import pytest

from sla_dash import sql
from sla_dash.records import store

SQL = Path(store.__file__).parent / "sql"
SOURCES = "".join(file.read_text("utf-8") for file in SQL.parent.parent.rglob("*.py"))


@pytest.mark.parametrize("part", sorted(file.stem for file in (SQL / "parts").glob("*.sql")))
def test_what_statements_have_in_common_is_written_once_under_its_name_and_shown_in_full(part: str) -> None:
    text = (SQL / "parts" / f"{part}.sql").read_text("utf-8")
    assert re.findall(r"^(?:with )?(\w+) as \($", text, re.MULTILINE)[-1] == part
    users = [file for file in SQL.rglob("*.sql") if f"-- include {part}\n" in file.read_text("utf-8")]
    assert len(users) > 1
    for file in users:
        whole = sql.statement(str(file.relative_to(SQL).with_suffix("")))
        assert "-- include" not in whole
        assert whole.count(f"{part} as (\n") == 1
        assert re.findall(r"^with ", whole, re.MULTILINE) == ["with "]


@pytest.mark.parametrize("name", sorted(file.stem for file in SQL.glob("*.sql")))
def test_every_statement_is_asked_by_somebody(name: str) -> None:
    assert f'"{name.removeprefix("load_")}"' in SOURCES or f'"{name}.sql"' in SOURCES


def test_every_statement_says_what_it_finds_and_its_grain() -> None:
    for file in SQL.glob("*.sql"):
        first, second = file.read_text("utf-8").splitlines()[:2]
        assert first.startswith("-- "), file
        assert second.startswith("-- "), file


def test_no_statement_reads_the_clock() -> None:
    clocks = re.compile(r"\bnow\s*\(|\bcurrent_|\btoday\s*\(|get_current", re.IGNORECASE)
    for file in SQL.rglob("*.sql"):
        assert not clocks.search(file.read_text("utf-8")), file


def test_every_duration_is_a_difference_of_microseconds() -> None:
    """Seconds as floats are exact to half a microsecond only, and ``date_diff`` counts boundaries."""
    inexact = re.compile(r"\bepoch(_ms|_ns)?\s*\(|\bdate_?(diff|sub)\s*\(|\bage\s*\(", re.IGNORECASE)
    for file in SQL.rglob("*.sql"):
        assert not inexact.search(file.read_text("utf-8")), file
