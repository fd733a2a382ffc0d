"""The contact curve: drawn as far as it is known and no further."""

from datetime import timedelta
from fractions import Fraction

from sla_dash.rules import contact
from sla_dash.rules.contact import State, Timed
from sla_dash.screen.charts import contact as charts
from tests.screens import traces


def timed(state: State, leads: int, minutes: int | None, *, contacted: bool = False) -> Timed:
    return Timed("SMB", "form", 14_400, Fraction(9, 10), state, contacted, False, minutes, leads)


def ends(rows: list[Timed]) -> tuple[list[float], list[float]]:
    """Return where the curve ends by working time, in promises, and by the clock on the wall, in hours."""
    line = contact.in_time(rows, "SMB", "form", (timedelta(hours=4), Fraction(9, 10)))
    figures = charts.reached(rows, line), charts.reached_on_the_wall(rows, line)
    found = [list(traces(figure)["Contacted"].x)[-1:] for figure in figures]
    assert "Promised" in traces(figures[0])
    return found[0], found[1]


def test_the_curve_ends_with_the_lead_that_has_waited_longest_unless_all_who_were_left_were_contacted() -> None:
    met = timed(State.MET, 3, 24, contacted=True)
    assert ends([met, timed(State.WAITING, 20, 120)]) == ([0.5], [2.0])
    assert ends([met, timed(State.WAITING, 20, 12)]) == ([3.0], [24.0])
    assert ends([met, timed(State.BREACHED, 1, None)]) == ([3.0], [94.0])


def test_where_no_clock_has_started_no_line_is_drawn() -> None:
    assert ends([]) == ([], [])
