"""The stand-up as five stops of finished words, marks and lengths: for a screen to lay out, a mail and a terminal."""

from sla_dash.output.meeting import html, markdown, text
from sla_dash.output.meeting.build import day
from sla_dash.output.meeting.model import (
    STOPS,
    Bar,
    Day,
    Drawing,
    Label,
    Number,
    Open,
    Part,
    Plain,
    Question,
    Row,
    Settling,
    Side,
    Stop,
    Stroke,
    Table,
)

__all__ = [
    "STOPS",
    "Bar",
    "Day",
    "Drawing",
    "Label",
    "Number",
    "Open",
    "Part",
    "Plain",
    "Question",
    "Row",
    "Settling",
    "Side",
    "Stop",
    "Stroke",
    "Table",
    "day",
    "html",
    "markdown",
    "text",
]
