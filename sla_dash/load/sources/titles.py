"""The lines above the header of a report: its title, its filters, blank lines."""

import csv
from pathlib import Path

from sla_dash.errors import MappingError
from sla_dash.load import mapping
from sla_dash.load.sources import layout, preflight
from sla_dash.load.sources.staged import Job

LOOKED = 200
"""Lines among which the header is looked for."""
SHOWN = 5
WIDTH = 80
"""Lines, and characters of each, that are shown where it is not found."""


def below(path: Path, job: Job, written: mapping.Written, column: str) -> tuple[Path, int]:
    """Return a plain file that begins with the header line, and how many lines stood above it.

    The header line is the first one of which a field is ``column``, whatever its case and the white space in it. Raises
    ``MappingError`` where none of the first lines is.
    """
    seen: list[str] = []
    with path.open("rb") as file:
        for number in range(LOOKED):
            start = file.tell()
            line = file.readline(layout.MAX_ROW)
            if not line:
                break
            text = line.removeprefix(layout.BOM if number == 0 else b"").decode("utf-8", "replace").strip("\r\n")
            if preflight.same(column) in map(preflight.same, _fields(text, written)):
                return (path if number == 0 else _from(path, start, job)), number
            if text.strip():
                seen.append(text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…")
    said = f"{job.found.name} has no header with the column {column} in its first {LOOKED} lines."
    advice = "Name a column of its header as header in the mapping."
    raise MappingError(
        said,
        advice=f"{advice} It begins: {' ⏎ '.join(seen[:SHOWN])}",
        bare=(said, advice),
    )


def _fields(text: str, written: mapping.Written) -> list[str]:
    if not written.quote:
        return text.split(written.delimiter)
    return next(csv.reader([text], delimiter=written.delimiter, quotechar=written.quote), [])


def _from(path: Path, start: int, job: Job) -> Path:
    target = job.work / f"below-{job.source}.csv"
    layout.without(path, [(0, start)], target)
    return target
