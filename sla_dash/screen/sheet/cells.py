"""What a cell of a table may be: text, a link, a state, a length against its aim, a course, or a tick."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sla_dash import theme
from sla_dash.load import address
from sla_dash.theme import Mark

LONGEST = 200
"""Characters of a cell that are shown."""


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads elsewhere."""

    text: str
    address: str
    """Of the web; where it is not, the cell is shown as its text alone."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A length beside its number, against what it is held against; all places from 0 to 1 of the cell's width."""

    text: str
    """The number, in words; a screen reader says this alone."""
    length: float
    """Drawn no longer than the cell."""
    colour: str
    """A colour name of the theme."""
    aim: float | None = None
    """Where the line stands that must be reached; None without one."""
    span: tuple[float, float] | None = None
    """The range around the aim in which all is well."""
    sure: tuple[float, float] | None = None
    """The interval that the number has."""


@dataclass(frozen=True, slots=True)
class Course:
    """How a number went, as a small line from left to right; all places from 0 to 1 of the cell's height."""

    text: str
    """What it shows, in words, for a screen reader and under the pointer."""
    heights: Sequence[float | None]
    """The number at each of its places, which are evenly spread; None where there is none."""
    aims: Sequence[float | None] = ()
    """What was due at each of the places."""
    colour: str = "blue"


@dataclass(frozen=True, slots=True)
class Tick:
    """A box that somebody may tick; what that does is told to ``place``."""

    key: str
    """By which the box is told apart."""
    text: str
    """What a screen reader calls it."""
    on: bool
    says: str = ""
    """Stands beside it: by whom and when it was ticked."""


Cell: TypeAlias = str | Link | Mark | Bar | Course | Tick


class Total(dict[str, Cell]):
    """A row that sums those above it: set apart, and shown however few rows are."""


Row: TypeAlias = Mapping[str, Cell]
Table: TypeAlias = Sequence[Row]
"""Rows of cells by the names of their columns, the same in every row and in their order."""


def text(cell: Cell) -> str:
    """Return what a cell says."""
    return cell if isinstance(cell, str) else cell.text


def sent(cell: Cell) -> str | dict[str, Any]:
    """Write a cell as the browser reads it: its text alone, or with what is drawn."""
    said = theme.plain(text(cell))[:LONGEST]
    if isinstance(cell, Mark):
        return {"text": said, "mark": cell.colour}
    if isinstance(cell, Link):
        return {"text": said, "link": cell.address} if address.is_safe(cell.address) else said
    if isinstance(cell, Bar):
        drawn = {"length": cell.length, "aim": cell.aim, "span": cell.span, "sure": cell.sure}
        return {"text": said, "bar": {name: _within(value) for name, value in drawn.items()}, "colour": cell.colour}
    if isinstance(cell, Course):
        heights, aims = (list(map(_within, line)) for line in (cell.heights, cell.aims))
        return {"text": said, "course": [heights, aims], "colour": cell.colour}
    if isinstance(cell, Tick):
        return {"text": said, "tick": cell.key, "on": cell.on, "says": theme.plain(cell.says)}
    return said


def _within(place: Any) -> Any:
    if isinstance(place, tuple):
        return [_within(one) for one in place]
    return None if place is None else round(min(max(float(place), 0.0), 1.0), 4)
