"""What closed months say, in words."""

from collections.abc import Sequence

from sla_dash import theme
from sla_dash.board import Board, Habit, Measure, Verdict
from sla_dash.rules.delivery import Judged
from sla_dash.words.phrase import Headline, amount, name


def verdict(found: Verdict, year: int) -> str:
    """Name a month with its verdict, for the strip; and its year where it is another than ``year``."""
    mark = theme.delivered(found.judged.standing, could_be_chance=found.judged.could_be_chance)
    named = f"{found.month:%b}" if found.month.year == year else f"{found.month:%b %y}"
    return f"{theme.coloured(mark.glyph, mark.colour)} {named}"


def quarter(found: Judged, board: Board, measure: Measure) -> Headline:
    """Say where the quarter stands."""
    what = f"Q{(board.month.month - 1) // 3 + 1} {'leads' if measure == 'leads' else 'value'}"
    due = f"{what}, {amount(found.expected, measure)} expected" if found.expected is not None else what
    mark = theme.delivered(found.standing, could_be_chance=found.could_be_chance)
    nothing = measure == "value" and found.target is None
    return Headline(due, theme.ABSENT if nothing else amount(found.delivered, measure), mark)


def habits(found: Sequence[Habit]) -> list[str]:
    """Say what has become a habit and where the slack is used up, a sentence each; empty where all is well."""
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
            missed = f"{who}: outside its range {theme.counted(one.missed_in_a_row, 'month')} in a row"
            if one.slack_left:
                said.append(f"{missed}; {one.slack_left} more until the slack is used up.")
            else:
                said.append(f"{missed}: the slack is used up.")
    return said


def _side(*, above: bool) -> theme.Colour:
    return theme.EXCESS if above else theme.BAD
