"""The stand-up as five stops of finished words, marks and lengths: for a screen to lay out, a mail and a terminal."""

from sla_dash.output.meeting import html, markdown, text
from sla_dash.output.meeting.build import day
from sla_dash.output.meeting.model import (
    STOPS,
    Bar,
    Day,
    Number,
    Open,
    Part,
    Plain,
    Question,
    Row,
    Settling,
    Side,
    Stop,
    Table,
)

__all__ = [
    "STOPS",
    "Bar",
    "Day",
    "Number",
    "Open",
    "Part",
    "Plain",
    "Question",
    "Row",
    "Settling",
    "Side",
    "Stop",
    "Table",
    "day",
    "html",
    "markdown",
    "text",
]
