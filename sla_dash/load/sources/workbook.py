"""Sheets of workbooks: written as CSV, so that a row of the sheet is a line, and read as such."""

import contextlib
import csv
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import python_calamine as calamine

from sla_dash.errors import MappingError, RecordsError
from sla_dash.load import mapping
from sla_dash.load.sources import preflight, text, values
from sla_dash.load.sources.staged import Job, Staged

MAX_CELLS = 20_000_000
"""Cells that a sheet may span, from its first row and column to its last; each takes memory, even if it is empty."""
MAX_UNPACKED = 2 << 30
"""Bytes that a workbook may unpack to."""
PIECE = 1 << 20
_CELL = re.compile(rb' r="([A-Z]{1,3})\d')
_ROW = re.compile(rb'<row(?: [^>]*?)? r="(\d+)"')
_AS_CSV = "Save the sheet as CSV (UTF-8)."


@dataclass(frozen=True, slots=True)
class _Copy:
    """A sheet as it was written to a file of text."""

    above: int
    """Empty rows above the first one."""
    dates: dict[int, str]
    """Type of the columns that hold nothing but dates below the first row, by their place."""


def stage(job: Job) -> tuple[Staged, int]:
    """Stage the named sheet of a workbook, or the only one that has rows."""
    found = job.found
    with _opened(found) as book:
        sheet = _sheet(book, job)
        path = job.work / f"sheet-{job.source}.csv"
        copy = _write(sheet, path, job)
    written = mapping.Written(header=job.written.header)
    staged, sound = text.stage_plain(job, path, written, copy.above)
    places = {name: int(place.removeprefix("s")) for name, place in staged.columns.items()}
    dates = {name: copy.dates[place] for name, place in places.items() if place in copy.dates}
    return replace(staged, dates=dates), sound


@contextlib.contextmanager
def _opened(found: preflight.Found) -> Iterator[Any]:
    try:
        _refuse_bomb(found)
        with calamine.load_workbook(str(found.path)) as book:
            yield book
    except calamine.PasswordError as error:
        raise RecordsError(
            f"{found.name} is protected by a password.", advice="Save it without one, or save the sheet as CSV (UTF-8)."
        ) from error
    except (calamine.CalamineError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        said = str(error).partition("\n")[0].rstrip(".")
        damaged = f"{found.name} is no workbook that can be read"
        raise RecordsError(f"{damaged}: {said}.", advice=_AS_CSV, bare=(f"{damaged}.", _AS_CSV)) from error


def _sheet(book: Any, job: Job) -> Any:
    name, names = job.written.sheet, list(book.sheet_names)
    if name is not None:
        if name not in names:
            raise MappingError(
                f"{job.found.name} has no sheet {name}{mapping.closest(name, names)}"
                + ("" if mapping.closest(name, names) else "."),
                advice=f"It has: {', '.join(names)}.",
            )
        return book.get_sheet_by_name(name)
    sheets = [sheet for sheet in map(book.get_sheet_by_name, names) if sheet.end is not None]
    if not sheets:
        raise RecordsError(f"{job.found.name} is empty: no sheet holds a row.", advice="Export it again.")
    if len(sheets) > 1:
        listed = ", ".join(sheet.name for sheet in sheets)
        raise MappingError(
            f"{job.found.name} has several sheets with rows: {listed}.",
            advice=f'Name the one that is meant, such as sheet = "{sheets[0].name}".',
        )
    return sheets[0]


def _write(sheet: Any, path: Path, job: Job) -> _Copy:
    """Write the rows of a sheet, the first one that holds something first of all."""
    above = sheet.start[0]
    types: list[set[type]] = [set() for _ in range(sheet.end[1] + 1)]
    first = True
    for row in sheet.iter_rows():
        for seen, value in zip(types, row, strict=True):
            if value != "" and not first:
                seen.add(type(value))
        first = first and not any(value != "" for value in row)
    hours = [datetime in seen for seen in types]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        blank = False
        for number, row in enumerate(sheet.iter_rows()):
            if number < above:
                continue
            held = [value for value in row if value != ""]
            lone = blank and len(held) == 1 and len(row) > 2
            if not held:
                file.write("\n")
            else:
                out.writerow([_text(value, hour) for value, hour in zip(held if lone else row, hours, strict=False)])
            blank = not held or lone
    if path.stat().st_size > preflight.MAX_TEXT:
        raise RecordsError(f"{job.found.name} holds more text than one file may.", advice="Split it into several.")
    dates = ((place, values.day_or_instant(seen)) for place, seen in enumerate(types))
    return _Copy(above, {place: type_ for place, type_ in dates if type_ is not None})


def _text(value: Any, hours: bool) -> str:
    match value:
        case str():
            return " ".join(value.splitlines()) if len(value.splitlines()) > 1 else value.strip("\r\n")
        case datetime():
            moment = value + timedelta(microseconds=500)
            exact = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
            return exact.isoformat(timespec="milliseconds" if exact.microsecond else "seconds")
        case date():
            return f"{value.isoformat()}T00:00:00" if hours else value.isoformat()
        case timedelta():
            return str(value)
        case _:
            return values.written(value) or ""


def _refuse_bomb(found: preflight.Found) -> None:
    """Refuse a workbook that unpacks to more than memory should hold, and sheets that span too much of it."""
    if not zipfile.is_zipfile(found.path):
        return
    unpacked = 0
    with zipfile.ZipFile(found.path) as archive:
        for member in archive.infolist():
            rows, columns, kept = 0, set[bytes](), b""
            with archive.open(member) as file:
                while piece := file.read(PIECE):
                    unpacked += len(piece)
                    _refuse_beyond(found, unpacked, 0)
                    if member.filename.startswith("xl/worksheets/"):
                        columns.update(_CELL.findall(kept + piece))
                        for match in _ROW.finditer(kept + piece):
                            rows = max(rows, int(match[1]))
                        kept = piece[-100:]
            _refuse_beyond(found, unpacked, rows * max(map(_number, columns), default=0))


def _refuse_beyond(found: preflight.Found, unpacked: int, cells: int) -> None:
    if unpacked > MAX_UNPACKED:
        raise RecordsError(
            f"{found.name} ({found.size:,} bytes) unpacks to more than {MAX_UNPACKED:,} bytes.", advice=_AS_CSV
        )
    if cells > MAX_CELLS:
        raise RecordsError(
            f"{found.name} has a sheet that spans {cells:,} cells; {MAX_CELLS:,} are read at most.",
            advice=f"Delete what stands far away from its rows, if anything does. {_AS_CSV}",
        )


def _number(letters: bytes) -> int:
    """Return the number of a column from its letters, from 1 on."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
