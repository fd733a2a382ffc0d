"""An export of ``tests/field/exports``, changed where a test wants it, loaded with its answers and looked at."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb

from sla_dash import journal, load, words
from sla_dash.agreement import Agreements
from sla_dash.board import board
from sla_dash.records import store
from tests import ROOT

EXPORTS = ROOT / "tests" / "field" / "exports"
NAMES = tuple(sorted(folder.name for folder in EXPORTS.iterdir()))
NOTHING: Mapping[str, Sequence[str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of an export, the snapshot it is in, and as of when under which terms it is looked at."""

    report: load.Report
    held: Agreements
    as_of: datetime

    def seen(self) -> tuple[str, int, int, list[tuple[str, int]]]:
        """Say where the leads stand, how many were delivered, what was won and what apart from that abroad."""
        found = board(store.open_file(self.report.path), self.held, self.as_of)
        quarter = found.loop.deals("quarter")[-1]
        return (
            words.contact.people(found.contact.lines[-1]),
            int(found.record.quarter("leads").delivered),
            int(quarter.closed.won_amount),
            [(row.currency, int(row.won_amount)) for row in quarter.abroad],
        )

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Ask the snapshot, unless it has been looked at before: it is opened in another way then."""
        with duckdb.connect(self.report.path, read_only=True) as connection:
            return connection.execute(query).fetchall()

    def touches(self, lead: str) -> list[tuple[Any, ...]]:
        """Touches of a lead by their time: channel, direction, outcome and whether nobody made them."""
        return self.rows(
            f"""
            select channel, direction, outcome, is_automated from touches
            where lead_id = '{lead}' order by touched_at, channel
            """
        )

    def left_out(self, file: str) -> int:
        """Rows of a file that no select has passed on."""
        return next(one.rows_left_out for one in self.report.files if one.name == file)


def loaded(
    name: str, work: Path, more: Mapping[str, Sequence[str]] = NOTHING, *, answers: str = "", without: str = ""
) -> Loaded:
    """Load an export with ``more`` rows by file, ``answers`` of its own, and ``without`` the files of a pattern."""
    folder = work / name
    shutil.copytree(EXPORTS / name, folder)
    for file, rows in more.items():
        with (folder / file).open("a", encoding="utf-8") as written:
            written.writelines(f"{row}\n" for row in rows)
    for unwanted in folder.glob(without) if without else ():
        unwanted.unlink()
    told = folder / "answers.toml"
    if answers:
        told.write_text(f'preset = "{preset(name)}"\n{answers}', "utf-8")
    as_of, held = datetime.fromisoformat((folder / "as_of").read_text("utf-8").strip()), journal.read(folder).agreements
    report = load.records(folder, told, work / "data", held, now=as_of)
    return Loaded(report, held, as_of)


def preset(name: str) -> str:
    """Return the preset that an export is of."""
    first, _, _ = (EXPORTS / name / "answers.toml").read_text("utf-8").partition("\n")
    return first.partition('"')[2].rstrip('"')
