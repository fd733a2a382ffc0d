"""What a load has done, in numbers and in words."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class File:
    """What came of one file; rows in are rows kept and rows rejected."""

    table: str
    name: str
    rows_in: int
    rows_kept: int
    rows_rejected: int


@dataclass(frozen=True, slots=True)
class Rejects:
    """Rows rejected for one reason, with the first of them."""

    table: str
    column: str
    """Empty where the whole row is broken."""
    reason: str
    rows: int
    file: str
    line: int
    value: str

    def in_words(self) -> str:
        """Say how many rows were rejected, why, and where the first of them stands."""
        what = f"{self.table}.{self.column}" if self.column else self.table
        return f"{self.rows:,} × {what}: {self.reason}; first {self.file} line {self.line}: {self.value.strip()!r}"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Rows that are kept although something about them is doubtful."""

    check: str
    table: str
    rows: int
    example: str
    meaning: str

    def in_words(self) -> str:
        """Say how many rows are doubtful, with one of them, and what it means for the numbers."""
        return f"{self.rows:,} × {self.table}: {self.check}, such as {self.example}: {self.meaning}"


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one load."""

    path: Path
    """The snapshot that was written."""
    files: tuple[File, ...]
    rejects: tuple[Rejects, ...]
    missing: tuple[str, ...]
    """What was not mapped and what that disables, in words."""
    ignored: tuple[str, ...]
    """Source columns that the mapping does not use, by file, in words."""
    quality: tuple[Doubt, ...]

    def lines(self) -> tuple[str, ...]:
        """Write the report as plain text, one element a line."""
        parts = [f"Records loaded into {self.path.name}."]
        parts += [
            f"  {file.table}: {file.name}: {file.rows_in:,} rows in = {file.rows_kept:,} kept"
            f" + {file.rows_rejected:,} rejected"
            for file in self.files
        ]
        parts += _section("Rejected", [group.in_words() for group in self.rejects])
        parts += _section("Kept, but doubtful", [doubt.in_words() for doubt in self.quality])
        parts += _section("Missing", list(self.missing))
        parts += _section("Not used", list(self.ignored))
        return tuple(parts)


def _section(title: str, entries: list[str]) -> list[str]:
    return [f"{title}:", *(f"  {entry}" for entry in entries)] if entries else []
