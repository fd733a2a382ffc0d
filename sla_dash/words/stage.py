"""What the stage of the stand-up says of itself: its keys, its fields, and what it says when nobody answers."""

from datetime import date

from sla_dash import theme
from sla_dash.board import Board
from sla_dash.calendar import DAY, Calendar

KEYS = (
    ("→ ← PgDn PgUp", "the next stop, the one before", "ArrowRight"),
    ("1 2 3 4 5", "a stop: both promises, delivery, contact, who acts, decisions", "1"),
    ("V", "leads or their value", "v"),
    ("Y", "the stand-up before, or this one", "y"),
    ("H", "how it was counted", "h"),
    ("T", "the clock: begin, or put away", "t"),
    ("↓  +  X", "on decisions: answer, add one, done (Enter goes on, Esc goes back)", "5"),
    ("D", "dark or light", "d"),
    ("F", "the whole screen", "f"),
    ("?", "these keys", "?"),
    ("Esc", "leave", "Escape"),
)
"""Each as it is written, what it does, and the key that a click on it stands for."""
WORDS = {
    "name": "Stand-up",
    "hint": "? for what you can do",
    "stop": "this stop",
    "what": "what to do",
    "who": "who",
    "by": "by when",
    "send": "write down",
    "done": "done",
    "before": "From before",
}
WRITTEN = "Written down."
ROOM = "the stand-up"
"""Who writes where a room decides together."""
MORE = "+# more"
"""How many rows have no room; # is their number."""
DAYS_AHEAD = 15
"""Working days by which something can be done."""


def away(board: Board) -> str:
    """Say that the server does not answer, and of when the numbers are."""
    return f"The board does not answer. What you see is of {theme.day_and_time(board.as_of, board.now_terms.zone)}."


def ahead(today: date, calendar: Calendar) -> tuple[tuple[str, str], ...]:
    """Return the working days by which something can be done, as a machine and as people write them."""
    days = (today + n * DAY for n in range(DAYS_AHEAD * 3))
    working = [day for day in days if calendar.is_working_day(day)][:DAYS_AHEAD]
    return tuple((day.isoformat(), theme.day(day)) for day in working)
