"""What a load has done, in numbers and in words."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class File:
    """What came of one file; rows in are rows kept, rejected and left out."""

    table: str
    name: str
    rows_in: int
    rows_kept: int
    rows_rejected: int
    rows_left_out: int
    """By the SQL of the mapping, or only looked up by it."""

    def in_words(self) -> str:
        """Say what became of its rows."""
        left_out = f" + {self.rows_left_out:,} left out or looked up" if self.rows_left_out else ""
        return (
            f"{self.table}: {self.name}: {self.rows_in:,} rows in = {self.rows_kept:,} kept"
            f" + {self.rows_rejected:,} rejected{left_out}"
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of one table that SQL gives; rows in are rows kept and rows rejected."""

    table: str
    rows_in: int
    rows_kept: int
    rows_rejected: int

    def in_words(self) -> str:
        """Say what became of its rows."""
        became = f"{self.rows_kept:,} kept + {self.rows_rejected:,} rejected"
        return f"{self.table}: {self.rows_in:,} rows of its SQL = {became}"


@dataclass(frozen=True, slots=True)
class Rejects:
    """Rows rejected for one reason, with the first of them."""

    table: str
    column: str
    """Empty where the whole row is broken."""
    reason: str
    rows: int
    file: str
    line: int | None
    """None where nobody counts lines, as in a lake."""
    value: str

    def in_words(self) -> str:
        """Say how many rows were rejected, why, and where the first of them stands."""
        said = f": {self.value.strip()!r}" if self.value.strip() else ""
        return f"{self.bare()}{said}"

    def bare(self) -> str:
        """Say the same without what stands in that row."""
        what = f"{self.table}.{self.column}" if self.column else self.table
        where = f"first {self.file} line {self.line}" if self.line else f"in {self.file}"
        return f"{self.rows:,} × {what}: {self.reason}; {where}"


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
    asked: tuple[Asked, ...]
    granted: tuple[str, ...]
    """What nobody has said and the mapping rests on, in words."""
    rejects: tuple[Rejects, ...]
    missing: tuple[str, ...]
    """What was not mapped and what that disables, in words."""
    ignored: tuple[str, ...]
    """Source columns that the mapping does not use, by file, in words."""
    quality: tuple[Doubt, ...]
    forgotten: int = 0
    """Leads of people who asked to be forgotten, kept without what names them."""
    removed: tuple[str, ...] = ()
    """Files of older records that have gone, as no more are kept."""

    @property
    def unnamed(self) -> str:
        """Say how many leads came without a name because somebody asked for it."""
        leads = "1 lead" if self.forgotten == 1 else f"{self.forgotten:,} leads"
        return f"{leads} of people who asked to be forgotten came without name, company and e-mail."

    def lines(self) -> tuple[str, ...]:
        """Write the report as plain text, one element a line."""
        parts = [f"Records loaded into {self.path.name}."]
        parts += [f"  {file.in_words()}" for file in self.files]
        parts += [f"  {table.in_words()}" for table in self.asked]
        parts += _section("Taken for granted", list(self.granted))
        parts += _section("Rejected", [group.in_words() for group in self.rejects])
        parts += _section("Kept, but doubtful", [doubt.in_words() for doubt in self.quality])
        parts += _section("Missing", list(self.missing))
        parts += _section("Not used", list(self.ignored))
        parts += [self.unnamed] if self.forgotten else []
        parts += [f"Removed, as no more are kept: {', '.join(self.removed)}."] if self.removed else []
        return tuple(parts)


def _section(title: str, entries: list[str]) -> list[str]:
    return [f"{title}:", *(f"  {entry}" for entry in entries)] if entries else []
