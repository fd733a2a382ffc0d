"""What closed months say, in words."""

from collections.abc import Sequence

from sla_dash import theme
from sla_dash.board import Board, Habit, Measure, Verdict
from sla_dash.rules.delivery import Judged, Standing
from sla_dash.rules.signals import Alarm
from sla_dash.words.phrase import Headline, amount, name, standing

SEEN = ((Standing.IN, False), (Standing.ABOVE, False), (Standing.BELOW, False), (Standing.BELOW, True))
SIGNS = ", ".join(theme.delivered(one, could_be_chance=chance).text for one, chance in SEEN)
STRIP = f"{SIGNS}: the number of leads alone, not their value."
"""What the row of months shows."""
MOST = 3
"""Types of lead that a title names."""


def verdict(found: Verdict, first: Verdict) -> str:
    """Name a month with its verdict, for the strip; and its year where the strip or a year begins: it is one line."""
    mark = theme.delivered(found.judged.standing, could_be_chance=found.judged.could_be_chance)
    named = month(found) if found is first or found.month.month == 1 else f"{found.month:%b}"
    return f"{theme.coloured(mark.glyph, mark.colour)} {named}"


def month(found: Verdict) -> str:
    """Name a month and its year in little room, so that no day can be meant: Nov ’25."""
    return f"{found.month:%b ’%y}"


def quarter(found: Judged, board: Board, measure: Measure) -> Headline:
    """Say where the quarter stands, up to the end of the month on screen or of yesterday."""
    what = f"Q{(board.month.month - 1) // 3 + 1} {'leads' if measure == 'leads' else 'value'}"
    due, currency = what, board.month_terms.currency
    if found.expected is not None:
        due = f"{what}, {amount(found.expected, measure, currency)} due"
    mark = standing(found, withheld=board.withheld is not None)
    nothing = measure == "value" and found.target is None
    return Headline(due, theme.ABSENT if nothing else amount(found.delivered, measure, currency), mark)


def lasting(found: Sequence[Habit], alarms: Sequence[Alarm]) -> str:
    """Say in few words which types of lead do what is no chance, and which way: those alarmed, and with a habit."""
    alarmed = {name(one.stream, one.lead_type, total=False): one.above for one in alarms}
    habits = {
        name(one.stream, one.lead_type, total=one.total): one.persistent == "over" for one in found if one.persistent
    }
    named = [f"{kind} too {'high' if above else 'low'}" for kind, above in (alarmed | habits | alarmed).items()]
    if not named:
        return "Chance or lasting: nothing has become a habit"
    more = f" and {len(named) - MOST:,} more" if len(named) > MOST else ""
    return f"Lasting: {', '.join(named[:MOST])}{more}"


def habits(found: Sequence[Habit]) -> list[str]:
    """Say what has become a habit and where what is agreed for misses applies; empty where all is well."""
    said = []
    for one in found:
        who = name(one.stream, one.lead_type, total=one.total)
        if one.persistent:
            above = one.persistent == "over"
            mark = theme.Mark("▲" if above else "▼", f"{who}: persistently {one.persistent}", _side(above=above))
            last = ", ".join(
                f"{theme.count(v.judged.delivered)} of {theme.count(v.judged.target)}" for v in one.verdicts[-3:]
            )
            said.append(f"{mark.coloured} its target: {last} in the last three months.")
        if one.missed_in_a_row:
            said.append(missed(one))
    return said


def missed(one: Habit) -> str:
    """Say how many months in a row were missed up to which, and whether what is agreed for that applies."""
    who = name(one.stream, one.lead_type, total=one.total)
    latest = one.verdicts[-one.missed_in_a_row :]
    sides = {found.judged.standing for found in latest}
    where = "above" if sides == {Standing.ABOVE} else "below" if sides == {Standing.BELOW} else "outside"
    row = f"{who}: {where} its range {theme.counted(len(latest), 'month')} in a row, up to {month(latest[-1])}"
    if one.beyond_slack:
        return f"{row}: the agreed consequence applies."
    if one.slack_left:
        return f"{row}; {one.slack_left} more may be missed, the next brings the agreed consequence."
    return f"{row}; the next brings the agreed consequence."


def _side(*, above: bool) -> theme.Colour:
    return theme.EXCESS if above else theme.BAD
