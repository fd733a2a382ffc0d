"""What is known of each file before a row of it is read: its kind, its encoding, its header."""

import codecs
import glob
import gzip
import os
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from sla_dash.errors import MappingError, RecordsError, unable
from sla_dash.load import mapping
from sla_dash.load.sources import kinds, layout
from sla_dash.load.sources.kinds import Kind

MAX_TEXT = 8 << 30
"""Bytes of plain text that one file may unpack to; protects the disk from a small file that unpacks to a huge one."""
PIECE = 1 << 20

UNREADABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""In a file's name: control codes, and bytes that are no UTF-8."""
_UTF_16_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Found:
    """One file, or one database, that the rows of a table or of a named source lie in."""

    table: str
    path: Path
    """Of a database there is none."""
    name: str
    """Path below the folder, as people know it; of a database, the variable that holds its address. Where a named
    source puts a query to either, its name goes before: ``calls in crm.duckdb``."""
    size: int
    """Bytes; of a database 0, as nobody knows."""
    kind: Kind
    packed: bool = False
    """It is text that lies in a gzip archive."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The columns of a source that are read."""

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The headers each may have, by its name; every column of the file, by its header, where none is named."""
    optional: frozenset[str] = frozenset()
    """Those that a file need not have."""
    loosely: bool = False
    """Headers are the same whatever their case and the white space in them."""


def find(folder: Path, table: str, patterns: Iterable[str]) -> list[Found]:
    """Find the files of one table: patterns in their order, files of one pattern by name, each file once.

    Raises ``MappingError`` for a pattern without a file and ``RecordsError`` for a file that cannot hold records.
    """
    paths: dict[Path, None] = {}
    for pattern in patterns:
        matched = sorted(path for path in folder.glob(pattern) if path.is_file())
        if not matched:
            present = sorted(path.name for path in folder.iterdir() if path.is_file())[:10]
            raise MappingError(
                f"{table}.files: no file in {folder} matches {pattern}{mapping.closest(pattern, present)}.",
                advice=f"The folder holds {', '.join(present) or 'no file'}.",
            )
        paths.update(dict.fromkeys(matched))
    return [_found(table, path, path.relative_to(folder).as_posix()) for path in paths]


def _found(table: str, path: Path, name: str) -> Found:
    if UNREADABLE.search(name):
        raise RecordsError(
            f"A file of {table} has a name that cannot be shown: {name!r}.", advice="Rename it, then load again."
        )
    size = path.stat().st_size
    if size == 0:
        raise RecordsError(
            f"{name} is empty: not even a header.", advice="Export it again, or leave its pattern out of the mapping."
        )
    try:
        with path.open("rb") as file:
            beginning = file.read(512)
    except OSError as error:
        raise unable(f"{name} cannot be read", error) from error
    kind, packed = kinds.kind_of(path, name, beginning)
    return Found(table, path, name, size, kind, packed)


def database(table: str, written: mapping.Written) -> Found:
    """Return the database that a table or a named source lies in; nothing is asked of it yet.

    Raises ``MappingError`` where the variable that holds its address is not set.
    """
    name = written.url or ""
    variable = name.removeprefix("env:")
    if not os.environ.get(variable, "").strip():
        raise MappingError(
            f"{table}.url: the variable {variable} of the environment is not set.",
            advice=f"Set it to the address of the database, such as {variable}=postgresql://user:password@host/name.",
        )
    return Found(table, Path(), name, 0, "database")


def plain(found: Found, encoding: str | None, target: Path) -> Path:
    """Return a plain UTF-8 file of this text: the file itself where it is one, else a copy at ``target``.

    An encoding that is not given is UTF-8, or UTF-16 where the file begins with its mark.
    Raises ``RecordsError`` for a damaged archive, for bytes the encoding does not have, and over ``MAX_TEXT``.
    """
    with _opened(found) as file:
        beginning = _read(file, found)
        if encoding is None:
            encoding = "utf-16" if beginning.startswith(_UTF_16_BOMS) else "utf-8"
            if beginning[:200].count(0) > len(beginning[:200]) // 4 and encoding == "utf-8":
                raise RecordsError(
                    f"{found.name} holds NUL bytes: it looks like UTF-16 without its mark.",
                    advice='Write encoding = "utf-16-le" (or "utf-16-be") in the mapping.',
                )
        utf_8 = codecs.lookup(encoding).name == "utf-8"
        if utf_8 and not found.packed:
            _refuse_beyond(found, found.size)
            return found.path
        decoder = None if utf_8 else codecs.getincrementaldecoder(encoding)()
        with target.open("wb") as copy:
            written, line = 0, 1
            while beginning:
                text = beginning if decoder is None else _decoded(decoder, beginning, found, encoding, line)
                line += text.count(b"\n")
                written += copy.write(text)
                _refuse_beyond(found, written)
                beginning = _read(file, found)
            if decoder is not None:
                copy.write(_decoded(decoder, b"", found, encoding, line))
    return target


def _opened(found: Found) -> BinaryIO:
    if found.packed:
        return cast("BinaryIO", gzip.open(found.path, "rb"))
    return found.path.open("rb")


def _read(file: BinaryIO, found: Found) -> bytes:
    try:
        return file.read(PIECE)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise RecordsError(
            f"{found.name} is a damaged gzip file: {error}.", advice="Copy or export it again."
        ) from error


def _decoded(decoder: codecs.IncrementalDecoder, piece: bytes, found: Found, encoding: str, line: int) -> bytes:
    try:
        return decoder.decode(piece, final=not piece).encode().removeprefix(layout.BOM if line == 1 else b"")
    except UnicodeError as error:
        within = piece.count(b"\n", 0, error.start) if isinstance(error, UnicodeDecodeError) else 0
        raise RecordsError(
            f"{found.name} about line {line + within} is not {encoding}: {error}.",
            advice="Name the encoding the file was written in.",
        ) from error


def _refuse_beyond(found: Found, size: int) -> None:
    if size > MAX_TEXT:
        raise RecordsError(
            f"{found.name} ({found.size:,} bytes) holds more than {MAX_TEXT:,} bytes of text, the most one file may.",
            advice="If this is right, split it into several files and map them with a glob.",
        )


def places(
    found: Found, header: tuple[str, ...], wanted: Wanted, delimiter: str = ",", line: int | None = None
) -> dict[str, int]:
    """Return where in the header each wanted column stands, under its name; every one, each once, where none is named.

    ``line`` is that of the header; None where the columns are known without one.
    Raises ``MappingError`` that names each column the header does not have, or has twice.
    """
    if not wanted.columns:
        return _every(header)
    spelled = {name: _spelling(header, headers, wanted.loosely) for name, headers in wanted.columns.items()}
    missing = [
        wanted.columns[name][0] for name, place in spelled.items() if place is None and name not in wanted.optional
    ]
    where = found.name if line is None else f"{found.name} line {line}, the header,"
    if missing:
        others = [mark for mark in ",;\t|" if len(header) == 1 and mark != delimiter and mark in header[0]]
        if line is not None and others:
            raise MappingError(
                f"{found.name} line {line} is one column with the delimiter {delimiter!r}: {header[0][:100]!r}.",
                advice=f"It looks as if the file needs delimiter = {_toml(others[0])}.",
                bare=(f"{where} is one column.", f"It looks as if the file needs delimiter = {_toml(others[0])}."),
            )
        listed = "; ".join(f"no column {name}{mapping.closest(name, header)}" for name in missing)
        raise MappingError(
            f"{where} has {listed}".rstrip("?") + ("?" if listed.endswith("?") else "."),
            advice=f"{_what(header, line)}{', '.join(filter(None, header))[:500]}.",
            bare=(
                f"{where} has {'; '.join(f'no column {name}' for name in missing)}.",
                "Load by hand: that says which columns it has.",
            ),
        )
    twice = [spelling for spelling in spelled.values() if spelling is not None and header.count(spelling) > 1]
    if twice:
        raise MappingError(
            f"{where} has the column {twice[0]} twice.",
            advice="Rename one of the two in the file, so that the mapping can tell them apart.",
        )
    return {name: header.index(spelling) for name, spelling in spelled.items() if spelling is not None}


def _what(header: tuple[str, ...], line: int | None) -> str:
    """Introduce the columns that are there, and say what helps where they look like a title."""
    if line is not None and len(header) > 1 and len([name for name in header if name]) == 1:
        return 'If its columns are named further down, name one of them, such as header = "Record ID". Here are: '
    return "It has: " if line is None else "The header has: "


def _spelling(header: tuple[str, ...], headers: tuple[str, ...], loosely: bool) -> str | None:
    """Return how the header writes the first of these columns that it has."""
    for one in headers:
        if one in header:
            return one
        alike = [name for name in header if loosely and same(name) == same(one)]
        if alike:
            return alike[0]
    return None


def same(header: str) -> str:
    """Return a header as it is compared loosely."""
    return " ".join(header.casefold().split())


def _every(header: tuple[str, ...]) -> dict[str, int]:
    """Return every column that has a name, the second of one name as ``…_2``: SQL knows no difference of case."""
    found: dict[str, int] = {}
    taken = {"_file", "_line"}
    for place, header_name in enumerate(header):
        if header_name:
            name, number = header_name, 2
            while name.lower() in taken:
                name, number = f"{header_name}_{number}", number + 1
            found[name] = place
            taken.add(name.lower())
    return found


def _toml(mark: str) -> str:
    return '"\\t"' if mark == "\t" else f'"{mark}"'


def literal(path: Path) -> str:
    """Write a path so that DuckDB, which reads patterns, finds exactly this file."""
    return glob.escape(str(path))
