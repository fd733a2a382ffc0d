"""What a look at a file found: how it is written, its columns, and what their values can be."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Kind = Literal["csv", "gzip", "jsonl", "parquet", "workbook", "duckdb", "sqlite", "unknown"]
Order = Literal["day first", "month first"]
Mark = Literal["", ".", ","]
SHOWN = 60
"""Characters of a text from a file that a sentence shows."""
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way in which the values of a column are dates."""

    formats: tuple[str, ...]
    """What a mapping must say; none where every value is ISO 8601, year first."""
    order: Order | None
    """Which of day and month comes first, where the values could be read either way by their shape."""
    decided_by: tuple[str, ...]
    """Values that the other order cannot read; none where nothing decides."""
    unread: tuple[str, ...]
    """Values that no format reads: their rows would be rejected."""


@dataclass(frozen=True, slots=True)
class Dates:
    """The values of a column are dates, in one way or, where nothing decides, in two."""

    readings: tuple[Reading, ...]
    zoned: bool
    """Every value carries its own offset from UTC."""
    hours: bool
    """Some value says more than the day."""

    @property
    def ambiguous(self) -> bool:
        """Whether nothing decides between day first and month first."""
        return len(self.readings) > 1


@dataclass(frozen=True, slots=True)
class Column:
    """One column, as far as the sample of its rows shows it."""

    name: str
    twice: bool
    """Another column of the file has the same name, so that a mapping cannot name either."""
    examples: tuple[str, ...] = ()
    """Up to eight different values, the first ones."""
    empty: float = 1.0
    """Share of the rows without a value, 0 to 1."""
    distinct: int = 0
    unique: bool = False
    """Every row has a value, and no two have the same."""
    words: tuple[tuple[str, int], ...] = ()
    """The values with the number of rows that hold each, the commonest first; none where there are many."""
    dates: Dates | None = None
    marks: tuple[Mark, ...] = ()
    """Decimal marks with which every value is a number; the empty one reads plain 1234.56."""
    thousands: bool = False
    """Every mark in these numbers could part thousands as well as decimals, as in 1.234."""
    yes_no: bool = False
    emails: bool = False
    zones: bool = False
    values: frozenset[str] = field(default=frozenset(), repr=False)
    """Every different value of the sample."""

    @property
    def numbers(self) -> bool:
        """Whether the values are numbers, with one decimal mark or another."""
        return bool(self.marks)


@dataclass(frozen=True, slots=True)
class Seen:
    """One table of a file: the file itself, a sheet of a workbook, a table of a database."""

    name: str
    """Path below the folder, with slashes."""
    kind: Kind
    size: int
    """Bytes."""
    why: str = ""
    """Why it cannot hold records, as a clause; empty where it can."""
    delimiter: str = ","
    encoding: str | None = None
    """The likeliest one of a text that is not UTF-8; None where it is, or where it begins with the mark of UTF-16."""
    encodings: tuple[str, ...] = ()
    """The ones it can have, the likeliest first; none where it is known."""
    encoding_reason: str = ""
    above: int = 0
    """Lines above the header line."""
    header: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    """As the header has them, but for those without a name."""
    rows: int = 0
    """Rows of the sample."""
    whole: bool = True
    """The sample is all of the file."""
    sheet: str | None = None
    query: str | None = None

    @property
    def label(self) -> str:
        """The file, and which of its sheets or tables."""
        within = self.sheet or (self.query or "").removeprefix("select * from ")
        return f"{self.name} ({shown(within)})" if within else self.name

    @property
    def title(self) -> str:
        """What says which rows these are: the name of the sheet or the table, or that of the file without its end."""
        within = self.sheet or (self.query or "").removeprefix("select * from ").rpartition(".")[2].strip('"')
        return within or self.name.rpartition("/")[2].partition(".")[0]

    def column(self, name: str) -> Column | None:
        """Return the column of this name that a mapping can name, or None."""
        return next((column for column in self.columns if column.name == name and not column.twice), None)


def shown(text: str, length: int = SHOWN) -> str:
    """Return a text from outside on one line, without what steers a terminal, cut where it is long."""
    line = _CONTROL.sub(" ", text).strip()
    return line if len(line) <= length else f"{line[: length - 1]}…"


@dataclass(frozen=True, slots=True)
class Written:
    """How the text of a file is written, and the rows of its sample."""

    header: tuple[str, ...]
    rows: list[tuple[str, ...]]
    above: int = 0
    delimiter: str = ","


@dataclass(frozen=True, slots=True)
class Place:
    """A file that is to be looked at."""

    path: Path
    name: str
    size: int
