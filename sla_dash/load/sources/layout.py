"""Where the rows of a CSV file lie: their lines, and the rows whose structure is broken.

The whole file is looked at once, a block at a time, as arrays of byte positions; no row is visited by Python
unless it is broken. DuckDB then reads a file in which every row has the fields its header promises.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from sla_dash.errors import RecordsError
from sla_dash.load.sources import separators
from sla_dash.load.sources.separators import Flags, Positions, Rows

BLOCK = 1 << 20
MAX_ROW = 1 << 20
SHOWN = 200
"""Bytes of a broken row that are kept with its reject."""
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that cannot be read as fields."""

    line: int
    start: int
    end: int
    text: str
    reason: str
    short: bool = False
    """It has fewer fields than the header, and nothing else is wrong."""
    after_blank: bool = False
    """A blank line stands above it."""


@dataclass(frozen=True, slots=True)
class Block:
    """What one stretch of the file holds; row numbers count the sound rows of the file from 0."""

    sound: int
    shift_rows: Positions
    """Row numbers at which the distance between row number and line changes …"""
    shifts: Positions
    """… and that distance from there on."""
    last_sound: int
    """Line of the last sound row; 0 where there is none."""
    broken: tuple[Broken, ...]
    blank: tuple[tuple[int, int], ...]
    """Byte spans of lines without a byte in them, where the reader would take one for a row."""
    padded: bool
    """Some value may begin or end with white space; where none does, none need be trimmed."""


class Scan:
    """Walk over one plain UTF-8 file; the header is known at once, the rows while ``blocks`` is consumed.

    ``line`` is the line of the source that the file begins with.
    """

    def __init__(self, file: BinaryIO, name: str, delimiter: str, quote: str, line: int = 1) -> None:
        self.file = file
        self.name = name
        self.delimiter = ord(delimiter)
        self.quote = ord(quote) if quote else None
        self.line = line
        self.after_blank = False
        self.offset = 0
        self.row = 0
        self.shift: int | None = None
        self.buffer = file.read(BLOCK)
        if self.buffer.startswith(BOM):
            self.buffer = self.buffer[len(BOM) :]
            self.offset = len(BOM)
        self.header = self._header()

    def blocks(self) -> Iterator[Block]:
        """Yield the file block by block, each ending where a row ends.

        Raises ``RecordsError`` where the file cannot be cut into rows without losing some.
        """
        at_end = False
        while not at_end:
            more = self.file.read(BLOCK)
            at_end = not more
            data = self.buffer + more
            if at_end and data and not data.endswith(b"\n"):
                data += b"\n"
            rows = separators.rows(data, self.delimiter, self.quote)
            done = int(rows.ends[-1]) + 1 if len(rows.ends) else 0
            if done:
                self._refuse_other_encoding(data[:done])
                yield self._block(data, rows)
                self.line += int(np.searchsorted(rows.newlines, done))
            self.buffer = data[done:]
            self.offset += done
            if self.buffer and (at_end or len(self.buffer) > MAX_ROW):
                self._refuse_unfinished(None if rows.open_at is None else rows.open_at - done)

    def _header(self) -> tuple[str, ...]:
        if not self.buffer.strip():
            raise RecordsError(
                f"{self.name} is empty: it has no header line.", advice="Export it again; a header is needed."
            )
        if not self.buffer.endswith(b"\n") and len(self.buffer) < BLOCK:
            self.buffer += b"\n"
        rows = separators.rows(self.buffer, self.delimiter, self.quote)
        if not len(rows.ends):
            self._refuse_unfinished(rows.open_at)
        first = self.buffer[: int(rows.ends[0])]
        self._refuse_other_encoding(first)
        if any((positions <= len(first)).any() for positions, _ in rows.oddities):
            raise RecordsError(
                f"{self.name} line {self.line}: the header is not readable: {first[:SHOWN].decode()!r}.",
                advice=(advice := "Check the quotes in the header, and delimiter and quote in the mapping."),
                bare=(f"{self.name} line {self.line}: the header is not readable.", advice),
            )
        header = self._names(first.decode().removesuffix("\r"))
        if not any(header):
            raise RecordsError(
                f"{self.name} line {self.line} is blank: the first line must be the header.",
                advice="Remove the lines above the header, or name one of its columns in the mapping, such as "
                'header = "Record ID".',
            )
        taken = len(first) + 1
        self.line += self.buffer.count(b"\n", 0, taken)
        self.buffer = self.buffer[taken:]
        self.offset += taken
        return header

    def _names(self, text: str) -> tuple[str, ...]:
        quote = chr(self.quote) if self.quote is not None else None
        if quote is None:
            return tuple(name.strip() for name in text.split(chr(self.delimiter)))
        reader = csv.reader([text], delimiter=chr(self.delimiter), quotechar=quote)
        return tuple(name.strip() for name in next(reader, []))

    def _block(self, data: bytes, rows: Rows) -> Block:
        lengths = rows.ends - rows.starts
        if (lengths > MAX_ROW).any():
            self.line += int(np.searchsorted(rows.newlines, rows.starts[np.argmax(lengths > MAX_ROW)]))
            self._refuse_unfinished(None)
        first_bytes = np.frombuffer(data, np.uint8)[rows.starts]
        blank = (lengths == 0) | ((lengths == 1) & (first_bytes == separators.RETURN))
        wrong = (rows.fields != len(self.header)) & ~blank
        reasons: dict[int, str] = {}
        for positions, reason in rows.oddities:
            hit = np.searchsorted(rows.ends, positions)
            hit = hit[hit < len(rows.ends)]
            wrong[hit] = True
            reasons.update(dict.fromkeys(hit.tolist(), reason))
        lines = self.line + np.searchsorted(rows.newlines, rows.starts)
        below_blank = np.concatenate([[self.after_blank], blank[:-1]])
        self.after_blank = bool(blank[-1])
        broken = tuple(
            self._broken(data, rows, int(index), int(lines[index]), reasons.get(int(index)), bool(below_blank[index]))
            for index in np.flatnonzero(wrong)
        )
        sound_lines = lines[~wrong & ~blank]
        shifts = sound_lines - np.arange(self.row, self.row + len(sound_lines))
        changes = np.flatnonzero(np.diff(shifts, prepend=-1 if self.shift is None else self.shift))
        block = Block(
            sound=len(sound_lines),
            shift_rows=changes + self.row,
            shifts=shifts[changes],
            last_sound=int(sound_lines[-1]) if len(sound_lines) else 0,
            broken=broken,
            blank=self._spans(rows, blank) if len(self.header) == 1 else (),
            padded=rows.padded,
        )
        if len(shifts):
            self.shift = int(shifts[-1])
        self.row += len(sound_lines)
        return block

    def _spans(self, rows: Rows, chosen: Flags) -> tuple[tuple[int, int], ...]:
        starts, ends = rows.starts[chosen] + self.offset, rows.ends[chosen] + 1 + self.offset
        return tuple(zip(starts.tolist(), ends.tolist(), strict=True))

    def _broken(self, data: bytes, rows: Rows, index: int, line: int, reason: str | None, after_blank: bool) -> Broken:
        start, end, fields = int(rows.starts[index]), int(rows.ends[index]), int(rows.fields[index])
        spanned = data.count(b"\n", start, end)
        if spanned and (reason is not None or self._swallows_rows(data[start:end])):
            self._refuse_swallowing(line, line + spanned)
        short = reason is None and fields < len(self.header)
        if reason is None:
            reason = f"the row has {fields} column{'s' * (fields != 1)}, the header {len(self.header)}"
        text = data[start : min(end, start + SHOWN)].decode("utf-8", "ignore").rstrip("\r").replace("\0", "␀")
        return Broken(line, start + self.offset, end + 1 + self.offset, text, reason, short, after_blank)

    def _swallows_rows(self, row: bytes) -> bool:
        """Say whether a later line of a broken row would be a sound row by itself."""
        mark, wanted = bytes([self.delimiter]), len(self.header) - 1
        return any(line.count(mark) == wanted for line in row.split(b"\n")[1:])

    def _refuse_swallowing(self, line: int, last: int) -> None:
        raise RecordsError(
            f"{self.name} line {line}: a quote opens in this line and does not close where its value ends; "
            f"it would swallow everything to line {last}.",
            advice='Close the quote, or write quote = "" in the mapping if the file uses quotes as plain text.',
        )

    def _refuse_unfinished(self, open_at: int | None) -> None:
        """Refuse the row at the beginning of the buffer, which never ends or is too long."""
        if open_at is not None:
            line = self.line + self.buffer.count(b"\n", 0, open_at)
            self._refuse_swallowing(line, self.line + self.buffer.count(b"\n") - self.buffer.endswith(b"\n"))
        raise RecordsError(
            f"{self.name} line {self.line} is longer than {MAX_ROW:,} bytes.",
            advice="Every row must end with a line feed; check that the file is a CSV export.",
        )

    def _refuse_other_encoding(self, data: bytes) -> None:
        if data.isascii():
            return
        try:
            data.decode()
        except UnicodeDecodeError as error:
            line = self.line + data.count(b"\n", 0, error.start)
            byte = data[error.start]
            raise RecordsError(
                f"{self.name} line {line} is not UTF-8 (byte 0x{byte:02X}{_in_cp1252(byte)}).",
                advice='Name the encoding of the file in the mapping, such as encoding = "cp1252".',
            ) from error


def _in_cp1252(byte: int) -> str:
    try:
        return f", which is {bytes([byte]).decode('cp1252')} in cp1252"
    except UnicodeDecodeError:
        return ""


def without(path: Path, spans: list[tuple[int, int]], target: Path) -> None:
    """Copy a file but for the byte spans given in rising order."""
    with path.open("rb") as source, target.open("wb") as copy:
        position = 0
        for start, end in spans:
            _copy(source, copy, start - position)
            source.seek(end)
            position = end
        _copy(source, copy, None)


def _copy(source: BinaryIO, copy: BinaryIO, length: int | None) -> None:
    while length is None or length > 0:
        piece = source.read(BLOCK if length is None else min(BLOCK, length))
        if not piece:
            return
        copy.write(piece)
        if length is not None:
            length -= len(piece)
