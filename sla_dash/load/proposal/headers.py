"""Which line of a file is its header, and which mark parts its fields."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from sla_dash.load.proposal import shapes
from sla_dash.load.proposal.seen import Written

DELIMITERS = (",", ";", "\t", "|")
WITHIN = 200
"""Lines in which the header must be found."""
COMPARED = 20
"""Rows after it that are compared with it."""
FILLED, WORDS = 0.6, 0.5
"""Shares of its fields that hold something, and that have a letter."""
LONGEST = 200
"""Characters of a name of a column."""
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}\b.*")
_NUMBER = re.compile(r"[+-]?[\d.,' ]+")

Row = Sequence[str]


def parsed(text: str, most: int) -> Written | str:
    """Return the header of a text and at most so many rows that have its fields; or why it has none, as a clause."""
    found: list[tuple[int, int, str, int]] = []
    why = "no line of its beginning holds two names or more"
    for delimiter in DELIMITERS:
        rows = [row for row, _ in islice(_rows(text, delimiter), WITHIN + COMPARED)]
        place = header(rows)
        if isinstance(place, str):
            why = place
        elif place is not None:
            agreeing = sum(len(row) == len(rows[place]) for row in _following(rows, place))
            found.append((agreeing, len(rows[place]), delimiter, place))
    if not found:
        return why
    _, fields, delimiter, place = max(found, key=lambda one: one[:2])
    reader = _rows(text, delimiter)
    lines = 0
    for _, line in islice(reader, place):
        lines = line
    names, _ = next(reader)
    sample = islice((tuple(row) for row, _ in reader if len(row) == fields), most)
    return Written(tuple(name.strip() for name in names), list(sample), lines, delimiter)


def header(rows: Sequence[Row]) -> int | str | None:
    """Return which of the rows is the header; None where none is, and why, where the first row holds values."""
    for place, row in enumerate(rows[:WITHIN]):
        filled = [field.strip() for field in row if field.strip()]
        if len(filled) < max(2, FILLED * len(row)):
            continue
        following = _following(rows, place)
        if following and len(following[0]) != len(row):
            continue
        values = sum(map(_is_value, filled))
        words = sum(any(letter.isalpha() for letter in field) for field in filled)
        if values * 5 > len(filled) or words < WORDS * len(filled):
            return "it has no header line: its first full line holds values, not names"
        return place
    return None


def line(text: str, delimiter: str) -> tuple[str, ...] | None:
    """Return the fields of one line, or None where it cannot be one by itself."""
    if text.count('"') % 2:
        return None
    try:
        return tuple(next(csv.reader([text], delimiter=delimiter), ()))
    except csv.Error:
        return None


def _following(rows: Sequence[Row], place: int) -> list[Row]:
    return [row for row in rows[place + 1 : place + 1 + COMPARED] if any(field.strip() for field in row)]


def _is_value(field: str) -> bool:
    return (
        len(field) > LONGEST
        or "@" in field
        or bool(_ISO.fullmatch(field))
        or bool(_NUMBER.fullmatch(field))
        or bool(shapes.formats(field))
    )


def _rows(text: str, delimiter: str) -> Iterator[tuple[list[str], int]]:
    """Yield the rows with the line that each ends in, up to one that cannot be read."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            yield row, reader.line_num
    except csv.Error:
        return
