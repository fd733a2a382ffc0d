"""JSON lines, plain or in a gzip archive: one object a line."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sla_dash.errors import RecordsError
from sla_dash.load.sources import layout, preflight
from sla_dash.load.sources.staged import BATCH, Batches, Job, Lines, Staged, ignored, keep_lines, reject

MAX_LINE = 1 << 24
"""Bytes of one line."""
MAX_BATCH = 1 << 25
"""Bytes of the lines that are handed on at once."""
MAX_KEYS = 2_000
"""Keys that all objects of a file have together; more are no names of columns but values."""
NO_OBJECT, TWICE = "not a JSON object", "a key of the object occurs twice"


class _Number(float):
    """A number with a point or an exponent, that knows how it was written."""

    text: str


class _TwiceError(ValueError):
    """An object in which a key occurs twice."""


@dataclass(slots=True)
class _Header:
    """The keys seen so far, and which of them may be staged."""

    job: Job
    places: dict[str, int] = field(default_factory=dict)
    candidates: frozenset[str] = frozenset()
    """Compared loosely; which of several headers counts is known when all are seen."""

    def staged(self, key: str) -> bool:
        """Tell whether a key may be wanted, and note it."""
        if key not in self.places:
            self.places[key] = len(self.places)
            if len(self.places) > MAX_KEYS:
                many = f"{self.job.found.name} has more than {MAX_KEYS:,} different keys"
                advice = "Some of them look like values: write what they belong to as a list of objects."
                raise RecordsError(f"{many}, such as {key[:100]}.", advice=advice, bare=(f"{many}.", advice))
        return not self.candidates or preflight.same(key) in self.candidates


def stage(job: Job) -> tuple[Staged, int]:
    """Stage JSON lines: keys of objects within objects joined by dots, lists as JSON, null as an empty value."""
    path = preflight.plain(job.found, job.written.encoding, job.work / f"plain-{job.source}.csv")
    wanted = job.wanted.columns.values()
    header = _Header(job, candidates=frozenset(preflight.same(one) for headers in wanted for one in headers))
    batches, lines, broken = Batches(job.connection), Lines(), 0
    for batch in _batches(path, job.found.name):
        sound: list[dict[str, str | None]] = []
        flawed: list[layout.Broken] = []
        for number, line in batch:
            row = _row(line)
            if isinstance(row, str):
                text = line[: layout.SHOWN].decode("utf-8", "replace").rstrip("\r\n").replace("\0", "␀")
                flawed.append(layout.Broken(number, 0, 0, text, row))
            else:
                lines.add(batches.rows + len(sound), number)
                sound.append(row)
        _add(batches, header, sound)
        broken += len(flawed)
        if flawed:
            reject(job, flawed)
    if broken and not batches.rows:
        raise RecordsError(
            f"{job.found.name} is no JSON lines: none of its {broken:,} lines is a JSON object.",
            advice=f"Write one object a line, such as with: jq -c '.[]' {job.found.name} > rows.jsonl",
        )
    keep_lines(job, lines.from_row, lines.shift)
    names = tuple(header.places)
    places = preflight.places(job.found, names, job.wanted)
    columns = {name: f"s{place}" for name, place in places.items()}
    batches.have(tuple(columns.values()))
    return Staged(job.found, batches.rows + broken, columns, True, ignored(names, places), {}), batches.rows


def _batches(path: Path, name: str) -> Iterator[list[tuple[int, bytes]]]:
    """Yield the lines that are not blank with their numbers, some at a time."""
    batch: list[tuple[int, bytes]] = []
    size = number = 0
    with path.open("rb") as file:
        while line := file.readline(MAX_LINE + 1):
            number += 1
            if len(line) > MAX_LINE:
                raise RecordsError(
                    f"{name} line {number} is longer than {MAX_LINE:,} bytes.", advice="Write one object a line."
                )
            line = line.removeprefix(layout.BOM if number == 1 else b"")
            if line.strip():
                batch.append((number, line))
                size += len(line)
            if len(batch) == BATCH or size > MAX_BATCH:
                yield batch
                batch, size = [], 0
    yield batch


def _add(batches: Batches, header: _Header, rows: list[dict[str, str | None]]) -> None:
    columns: dict[str, list[str | None] | None] = {}
    for place, row in enumerate(rows):
        for key, value in row.items():
            if key not in columns:
                columns[key] = [None] * len(rows) if header.staged(key) else None
            column = columns[key]
            if column is not None:
                column[place] = value
    if rows:
        batches.add({f"s{header.places[key]}": column for key, column in columns.items() if column}, len(rows))


def _row(line: bytes) -> dict[str, str | None] | str:
    """Return the values of a line by their keys, or why it is no row."""
    try:
        found = _READ(line.decode())
        if not isinstance(found, dict):
            return NO_OBJECT
        row: dict[str, str | None] = {}
        _flatten(found, "", row)
        row.update({key: _text(value) for key, value in found.items() if "." in key and not _has_parts(value)})
    except _TwiceError:
        return TWICE
    except (ValueError, RecursionError):
        return NO_OBJECT
    if b"\\ud" in line or b"\\uD" in line:
        return {_sound(key): value if value is None else _sound(value) for key, value in row.items()}
    return row


def _flatten(found: dict[str, Any], before: str, row: dict[str, str | None]) -> None:
    for key, value in found.items():
        if type(value) is str or value is None:
            row[before + key] = value
        elif _has_parts(value):
            _flatten(value, f"{before}{key}.", row)
        else:
            row[before + key] = _text(value)


def _has_parts(value: Any) -> bool:
    return isinstance(value, dict) and bool(value)


def _text(value: Any) -> str | None:
    match value:
        case None | str():
            return value
        case bool():
            return "true" if value else "false"
        case _Number():
            return value.text
        case int():
            return str(value)
        case _:
            return _WRITE(value)


def _number(text: str) -> _Number:
    number = _Number(text)
    number.text = text
    return number


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _TwiceError
    return found


_READ = json.JSONDecoder(parse_float=_number, parse_constant=str, object_pairs_hook=_object).decode
_WRITE = json.JSONEncoder(ensure_ascii=False).encode


def _sound(text: str) -> str:
    """Replace halves of characters, which JSON may hold and no text can."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
