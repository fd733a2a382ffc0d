"""A look at a text: its encoding, and a sample of its rows, however large it is."""

import codecs
import gzip
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, BinaryIO, cast

from sla_dash.load.proposal import headers, values
from sla_dash.load.proposal.seen import Kind, Place, Seen, Written

BEGINNING = 4 << 20
"""Bytes of the beginning that are read …"""
PIECES, PIECE = 16, 64 << 10
"""… and of how many later pieces, of so many bytes each."""
ROWS = 2000
CELLS = 1_000_000
"""Rows of the beginning that are looked at, and cells of all that is."""
NAMES_ONLY = 25
"""Rows that are read where only the header is wanted."""
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_FOREIGN = re.compile(rb"[A-Za-z]{0,20}[\x80-\xff][A-Za-z\x80-\xff]{0,20}")
_BEYOND_CP1252 = "¹³¿Ÿœ¶£¥¯¦"
"""Signs and rare letters that stand within words only where a text of cp1250 is read as cp1252."""


@dataclass(frozen=True, slots=True)
class _Encoding:
    codec: str
    named: str | None = None
    """What a mapping must say; None where it need not."""
    choices: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    text: str
    """The beginning."""
    encoding: _Encoding
    whole: bool
    """The beginning is all of it."""
    pieces: list[bytes]
    """Lines of later places."""


def look(place: Place, kind: Kind, *, names_only: bool) -> Seen:
    """Look at a text; raises ``OSError`` where it cannot be read at all."""
    try:
        with cast("BinaryIO", gzip.open(place.path, "rb") if kind == "gzip" else place.path.open("rb")) as file:
            beginning = file.read(BEGINNING)
            whole = len(beginning) < BEGINNING
            pieces = [] if whole or names_only or kind == "gzip" else list(_pieces(file, place.size))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        return Seen(place.name, kind, place.size, why=f"it is a damaged gzip file ({error})")
    if not whole:
        beginning = beginning[: beginning.rfind(b"\n") + 1] or beginning
    encoding = _encoding(b"\n".join([beginning, *pieces]))
    if encoding is None:
        return Seen(place.name, "unknown", place.size, why="it is no text")
    text = beginning.decode(encoding.codec, "replace").removeprefix("\ufeff")
    if text.lstrip().startswith("{"):
        return _of_lines(place, text, whole, names_only)
    return _of_fields(place, kind, _Read(text, encoding, whole, pieces), names_only)


def _of_fields(place: Place, kind: Kind, read: _Read, names_only: bool) -> Seen:
    most = NAMES_ONLY if names_only else ROWS
    found = headers.parsed(read.text, most)
    if isinstance(found, str):
        return Seen(place.name, kind, place.size, why=found)
    most = max(NAMES_ONLY, min(most, CELLS // len(found.header)))
    rows = found.rows[:most]
    whole = read.whole and len(rows) < most
    rows += list(_later(read.pieces, read.encoding.codec, found, most))
    return Seen(
        name=place.name,
        kind=kind,
        size=place.size,
        delimiter=found.delimiter,
        encoding=read.encoding.named,
        encodings=read.encoding.choices,
        encoding_reason=read.encoding.reason,
        above=found.above,
        header=found.header,
        columns=() if names_only else values.columns(found.header, rows),
        rows=len(rows),
        whole=whole,
    )


def _pieces(file: BinaryIO, size: int) -> Iterator[bytes]:
    """Yield whole lines of places spread over what follows the beginning."""
    for number in range(1, PIECES + 1):
        file.seek(BEGINNING + (size - BEGINNING) * number // (PIECES + 1))
        piece = file.read(PIECE)
        start, end = piece.find(b"\n") + 1, piece.rfind(b"\n")
        if 0 < start < end:
            yield piece[start:end]


def _later(pieces: list[bytes], codec: str, found: Written, most: int) -> Iterator[tuple[str, ...]]:
    if codec.startswith("utf-16"):
        return
    each = max(1, most // PIECES)
    for piece in pieces:
        lines = [headers.line(text, found.delimiter) for text in piece.decode(codec, "replace").splitlines()]
        good = [row for row in lines if row is not None and len(row) == len(found.header)]
        yield from good[:each]


def _encoding(data: bytes) -> _Encoding | None:
    """Return how a text is written; None where it is none."""
    if data.startswith(UTF_16):
        return _Encoding("utf-16")
    sample = data[:4096]
    if sample.count(0) > len(sample) // 4:
        little = sample[1::2].count(0) >= sample[::2].count(0)
        codec, other = ("utf-16-le", "utf-16-be") if little else ("utf-16-be", "utf-16-le")
        readable = sample[: len(sample) // 2 * 2].decode(codec, "replace")
        if sum(letter.isprintable() or letter.isspace() for letter in readable) < 0.95 * len(readable):
            return None
        return _Encoding(codec, codec, (codec, other), "every other byte is empty, as in UTF-16 without its mark")
    if sum(sample.count(code) for code in (*range(9), *range(14, 27), 28, 29, 30)) > len(sample) // 50:
        return None
    try:
        data.decode()
    except UnicodeDecodeError as error:
        if error.end == len(data) and error.reason == "unexpected end of data":
            return _Encoding("utf-8")
        return _single_byte(data)
    return _Encoding("utf-8")


def _single_byte(data: bytes) -> _Encoding:
    """Tell the two encodings of Windows in Europe apart; in most letters they agree, so it remains a question."""
    words = [(word.decode("cp1252", "replace"), word.decode("cp1250", "replace")) for word in _FOREIGN.findall(data)]
    western, central = next((word for word in words if word[0] != word[1]), words[0])
    text = data.decode("cp1252", "replace")
    odd = sum(letter in _BEYOND_CP1252 or letter == "\ufffd" for before, letter in pairwise(text) if before.isalpha())
    likely = ("cp1250", "cp1252") if odd else ("cp1252", "cp1250")
    reads = f"reads {western} in cp1252 and {central} in cp1250" if western != central else f"is {western} in both"
    reason = f"it is not UTF-8, and one of its words {reads}"
    return _Encoding(likely[0], likely[0], likely, reason)


def _of_lines(place: Place, text: str, whole: bool, names_only: bool) -> Seen:
    """Look at JSON, one object a line; nested keys are joined by dots."""
    records: list[dict[str, str]] = []
    unread = 0
    for line in text.splitlines():
        if len(records) >= (NAMES_ONLY if names_only else ROWS):
            whole = False
            break
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            unread += bool(line.strip())
            continue
        if isinstance(found, dict):
            records.append(dict(_leaves(found)))
    names = tuple(dict.fromkeys(name for record in records for name in record))
    if not names or unread > len(records):
        return Seen(place.name, "jsonl", place.size, why="it is JSON, but not one object a line")
    rows = [tuple(record.get(name, "") for name in names) for record in records[: max(1, CELLS // len(names))]]
    columns = () if names_only else values.columns(names, rows)
    return Seen(place.name, "jsonl", place.size, header=names, columns=columns, rows=len(rows), whole=whole)


def _leaves(record: dict[str, Any], above: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    for key, value in record.items():
        name = f"{above}{key}"
        if isinstance(value, dict) and depth < 20:
            yield from _leaves(value, f"{name}.", depth + 1)
        elif value is None:
            yield name, ""
        else:
            yield name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
