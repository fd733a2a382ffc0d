"""What a meeting consists of: nothing in it has to be reckoned or said by whoever shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sla_dash.board import Measure
from sla_dash.theme import Mark

STOPS = ("Both promises", "Delivery", "Contact", "Who acts", "Decisions")
"""In the order of the meeting."""


@dataclass(frozen=True, slots=True)
class Number:
    """One large number, and what is said beside it."""

    value: str
    mark: Mark
    beside: str
    loud: bool = False
    """Whether its own colour repeats the mark."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: a name, a bar with what was promised and the range around it, and the numbers in words.

    Lengths are parts of the row, from 0 to 1.
    """

    name: str
    length: float | None
    """None where nothing was measured."""
    due: float | None
    """Where the promise stands; None where there is none."""
    band: tuple[float, float] | None
    mark: Mark
    said: str


Point = tuple[float, float]
"""In parts of a drawing, from 0 to 1: how far to the right, and how far down."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points, or the area within them."""

    kind: Literal["line", "dashed", "area", "fan"]
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """A text at a point, on the side where there is room: above it, unless it is to lie below."""

    at: Point
    text: str
    side: Literal["left", "right", "middle"] = "left"
    below: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """How it came to where it stands: strokes from the back to the front, labelled directly."""

    strokes: tuple[Stroke, ...]
    labels: tuple[Label, ...]
    axis: tuple[Label, ...]
    """Below the drawing."""
    alt: str
    """What it shows, for those who do not see it."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side's promise: a sentence, at most two numbers, a row a type, and what to know beside them."""

    sentence: str
    numbers: tuple[Number, ...] = ()
    bars: tuple[Bar, ...] = ()
    drawing: Drawing | None = None
    """None where there is nothing to draw."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; each cell a text, and whether it stands out."""

    cells: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Who has to act, by name."""

    sentence: str
    columns: tuple[str, ...] = ()
    """The first and the last hold texts, those between numbers."""
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Something to settle, to be answered with who does it and by when."""

    key: str
    """Tells it apart from the others of the day."""
    asked: str
    why: str


@dataclass(frozen=True, slots=True)
class Open:
    """A decision that is still to be done."""

    id: int
    mark: Mark
    what: str
    who: str
    since: str
    """What its number did; "" without one."""


@dataclass(frozen=True, slots=True)
class Settling:
    """What is to be settled, and what was settled before and is still to be done."""

    sentence: str
    open: tuple[Open, ...] = ()
    questions: tuple[Question, ...] = ()


Part = Side | Table | Settling
Shown = Measure | Literal["both"]


Layout = Literal["halves", "side", "table", "settling"]


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop: its parts from left to right by the measure that is shown, and how they were counted."""

    kind: Layout
    parts: Mapping[Shown, tuple[Part, ...]]
    """Under "both" where the measure changes nothing."""
    how: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plain:
    """Why this is no morning like the others; the stops are behind it."""

    sentence: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """The stops of one morning, under a line that says which."""

    head: str
    records: str
    stops: tuple[Stop, ...]
    plain: Plain | None = None
    warning: str = ""
    """Why nothing is judged; "" where the records are fresh."""
    measure: Measure = "leads"
    """Shown first: the one that is behind."""
