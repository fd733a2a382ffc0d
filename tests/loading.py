"""A folder of files and a mapping, loaded for a test."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb

from sla_dash import load
from tests import drawn

NOW = datetime(2026, 11, 19, 8, tzinfo=UTC)

LEAD = "id,created\nL1,2026-11-01\n"

LEADS = """
[leads]
files = ["leads.csv"]
[leads.columns]
lead_id = "id"
created_at = { column = "created", format = "%Y-%m-%d", zone = "UTC" }
"""
TOUCHES = """
[touches]
files = ["touches.csv"]
[touches.columns]
lead_id = "lead"
touched_at = "when"
"""
DEALS = """
[deals]
files = ["deals.csv"]
[deals.columns]
deal_id = "deal"
lead_id = "lead"
opened_at = "opened"
stage = "stage"
amount = "amount"
"""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A report and the snapshot it speaks of."""

    report: load.Report

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(self.report.path, read_only=True) as connection:
            return connection.execute(query).fetchall()

    @property
    def rejects(self) -> list[tuple[Any, ...]]:
        return self.rows("select file, line, column_name, value, reason from rejects order by file, line")

    @property
    def text(self) -> str:
        return "\n".join(self.report.lines())


def loaded(
    folder: Path,
    mapping: str,
    now: datetime = NOW,
    named: Mapping[str, str | bytes] = MappingProxyType({}),
    **files: str | bytes,
) -> Loaded:
    """Write files (``leads="…"`` becomes leads.csv) and a mapping into a folder, and load them."""
    source = folder / "source"
    source.mkdir(exist_ok=True)
    for name, content in {**named, **{f"{table}.csv": content for table, content in files.items()}}.items():
        (source / name).write_bytes(content.encode() if isinstance(content, str) else content)
    written = folder / "mapping.toml"
    written.write_text(mapping, "utf-8")
    report = load.records(source, written, folder / "data", drawn.agreements(), now=now)
    return Loaded(report)
