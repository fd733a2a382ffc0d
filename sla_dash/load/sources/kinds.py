"""What kind of source a file is, by its content alone: its name may say anything."""

import gzip
import re
import zipfile
import zlib
from pathlib import Path
from typing import Literal

from sla_dash.errors import RecordsError
from sla_dash.load.sources import layout

Kind = Literal["csv", "jsonl", "parquet", "workbook", "duckdb", "sqlite", "database", "sql"]
LOOK = 512
"""Bytes at the beginning of a file that say what it is."""
_ZIP, _OLD_OFFICE, _GZIP = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b"
_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"PAR1", "parquet"),
    (b"SQLite format 3\0", "sqlite"),
    (_OLD_OFFICE, "workbook"),
)
_DUCKDB = re.compile(rb".{8}DUCK.{4}\0{4}", re.DOTALL)
"""A file of DuckDB: a checksum, its mark, and a version in eight bytes, the least first."""
_WORKBOOKS = ("xl/workbook.xml", "xl/workbook.bin")
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_PAGE_STARTS = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<head", b"<body", b"<script")
_ARRAY = re.compile(rb"\[\s*(?:[\[{\]]|$)")
"""How a JSON array of rows begins; a column of a CSV file may be called [id]."""
_AS_RECORDS = "Save or export it as CSV (UTF-8), JSON lines, Parquet or an Excel workbook."


def kind_of(path: Path, name: str, beginning: bytes) -> tuple[Kind, bool]:
    """Return the kind of a file that begins so, and whether it lies in a gzip archive.

    Raises ``RecordsError`` for a file that cannot hold records, by what it is.
    """
    for magic, kind in _MAGIC:
        if beginning.startswith(magic):
            return kind, False
    if _DUCKDB.match(beginning):
        return "duckdb", False
    if beginning.startswith(_ZIP):
        _refuse_other_archive(path, name)
        return "workbook", False
    packed = beginning.startswith(_GZIP)
    text = (_unpacked(path) if packed else beginning).lstrip(layout.BOM + b" \t\r\n")
    if text.startswith(b"%PDF"):
        raise RecordsError(f"{name} is a PDF document, not records.", advice=_AS_RECORDS)
    if text.lower().startswith(_PAGE_STARTS):
        raise RecordsError(
            f"{name} is a web page or XML, not CSV.",
            advice="The export probably met a login page: download it again while signed in.",
        )
    if _ARRAY.match(text):
        raise RecordsError(
            f"{name} is one JSON array; rows are read from JSON lines, one object a line.",
            advice=f"Write it so, such as with: jq -c '.[]' {name} > {Path(name).stem}.jsonl",
        )
    return ("jsonl" if text.startswith(b"{") else "csv"), packed


def _unpacked(path: Path) -> bytes:
    """Return how a gzip archive begins; nothing where it is damaged, which its reader says."""
    try:
        with gzip.open(path, "rb") as file:
            return file.read(LOOK)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        return b""


def _refuse_other_archive(path: Path, name: str) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            inside = archive.namelist()
            if any(one in inside for one in _WORKBOOKS):
                return
            kind = archive.read("mimetype") if "mimetype" in inside else b""
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, zlib.error) as error:
        raise RecordsError(
            f"{name} is a damaged zip archive or Excel workbook.", advice="Copy or export it again."
        ) from error
    if kind.strip() != _OPEN_DOCUMENT:
        shown = ", ".join(inside[:5]) + (" …" if len(inside) > 5 else "")
        raise RecordsError(
            f"{name} is a zip archive, not records; it holds {shown or 'nothing'}.",
            advice="Unpack it, and map the files that it holds.",
        )
