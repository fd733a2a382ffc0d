"""A look at every file of a folder."""

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

from sla_dash.errors import RecordsError, unable
from sla_dash.load.proposal import tables, text
from sla_dash.load.proposal.seen import Kind, Place, Seen
from sla_dash.load.sources import preflight

DEEP = 3
"""Folders below the one that is looked at."""
FILES = 1000
"""Files at most; more are no export."""
_OWN = (".toml", ".py", ".sql", ".md", ".log")
_PAGES = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<head", b"<body", b"<script")
_WORKBOOKS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")


def looked(folder: Path, *, names_only: bool = False) -> tuple[Seen, ...]:
    """Look at the files of a folder, by name; with ``names_only`` at their headers alone, so that no column is told.

    Hidden files are left out, and those more than three folders below. However large a file is, only its beginning and
    a few places of the rest are read. A file with several tables, such as a workbook, gives each of them.

    Raises ``RecordsError`` where there is no such folder, where it cannot be read, or where it holds too many files.
    """
    if not folder.is_dir():
        raise RecordsError(f"There is no folder {folder}.", advice="Give the folder that holds the exported files.")
    found: list[Seen] = []
    for number, path in enumerate(_files(folder, DEEP)):
        if number == FILES:
            raise RecordsError(
                f"{folder} holds more than {FILES:,} files.", advice="Put the exported files in a folder of their own."
            )
        found += _look(path, path.relative_to(folder).as_posix(), names_only)
    return tuple(found)


def _files(folder: Path, deep: int) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise unable(f"{folder} cannot be read", error) from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_file():
            yield Path(entry.path)
        elif deep and entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path), deep - 1)


def _look(path: Path, name: str, names_only: bool) -> list[Seen]:
    if preflight.UNREADABLE.search(name):
        return [Seen(name, "unknown", 0, why="it has a name that cannot be shown: rename it")]
    try:
        place = Place(path, name, path.stat().st_size)
        kind, why = _kind(place)
        if why:
            return [Seen(name, kind, place.size, why=why)]
        if kind == "parquet":
            return tables.parquet(place, names_only=names_only)
        if kind == "duckdb":
            return tables.database(place, names_only=names_only)
        if kind == "sqlite":
            return tables.sqlite(place, names_only=names_only)
        if kind == "workbook":
            return tables.workbook(place, names_only=names_only)
        return [text.look(place, kind, names_only=names_only)]
    except (OSError, zipfile.BadZipFile) as error:
        return [Seen(name, "unknown", 0, why=f"it cannot be read ({getattr(error, 'strerror', None) or error})")]


def _kind(place: Place) -> tuple[Kind, str]:
    """Return what a file is by its first bytes, and why it cannot hold records, or nothing."""
    if place.path.suffix.lower() in _OWN:
        return "unknown", "it is no export, by the end of its name"
    if place.size == 0:
        return "unknown", "it is empty"
    with place.path.open("rb") as file:
        beginning = file.read(512)
    if beginning.startswith(b"PAR1"):
        return "parquet", ""
    if beginning.startswith(b"SQLite format 3\0"):
        return "sqlite", ""
    if beginning[8:12] == b"DUCK":
        return "duckdb", ""
    if beginning.startswith(b"\x1f\x8b"):
        return "gzip", ""
    if beginning.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(place.path) as archive:
            is_book = any(name in _WORKBOOKS for name in archive.namelist())
        return ("workbook", "") if is_book else ("unknown", "it is a zip archive: unpack it")
    if beginning.startswith(b"\xd0\xcf\x11\xe0"):
        return "workbook", ""
    if beginning.startswith(b"%PDF"):
        return "unknown", "it is a PDF document"
    if beginning.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGES):
        return "unknown", "it is a web page or XML"
    return "csv", ""
