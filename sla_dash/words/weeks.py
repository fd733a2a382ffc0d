"""Contact in time week by week, in words."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import takewhile

from sla_dash import theme
from sla_dash.rules.weeks import Week
from sla_dash.statistics.survival import NEARLY
from sla_dash.words.phrase import WHISKERS

DOTS = f"Hollow: not settled yet. {WHISKERS}"
"""What the trend shows."""


def finding(weeks: Sequence[Week], promised: Fraction | None) -> str:
    """Say for how many of the latest settled weeks the promise was missed, or kept."""
    line = float(promised or 0)
    told = [(week.share.share + NEARLY < line, week.share.high < line) for week in weeks if week.share and week.settled]
    if promised is None or not told:
        return "In time, week by week"
    run = [sure for below, sure in takewhile(lambda one: one[0] is told[-1][0], reversed(told))]
    if not told[-1][0]:
        many = "in every week that is settled" if len(run) == len(told) else _for(len(run))
        return f"The promise was kept {many}"
    chance = "" if any(run) else ", too close to call" if len(run) == 1 else "; each alone too close to call"
    return f"Below the promise {_for(len(run))}{chance}"


def said(weeks: Sequence[Week], promised: Fraction | None, asked: str) -> str:
    """Say what the trend shows, for those who do not see it; ``asked`` is how the promised share is written."""
    told = [f"week of {week.monday.day} {week.monday:%b} {in_week(week, promised)}" for week in weeks if week.n]
    if not told:
        return "No lead has a promise in these weeks."
    line = f", {asked} promised" if promised else ""
    return f"Share in time by week of the hand-off{line}: {'; '.join(told)}."


def in_week(week: Week, promised: Fraction | None) -> str:
    """Say which share of a week was contacted in time, with its interval and counts; only those while there are few."""
    if week.share is None or week.decided < theme.ENOUGH_EVENTS:
        return counts(week)
    told = theme.share(week.share.share, promised)
    close = promised is not None and theme.share(promised, week.share.share) != theme.share(promised)
    beside = f" of {theme.share(promised, week.share.share)} promised" if close else ""
    return f"{told}{beside} ({theme.span(week.share.low, week.share.high)}), {counts(week)}"


def counts(week: Week) -> str:
    """Count the leads of a week by what became of them."""
    return f"{week.met:,} in time, {week.decided - week.met:,} late, {week.open:,} open"


def counted(weeks: Sequence[Week]) -> list[str]:
    """Say what each week speaks of."""
    return [
        "a week is settled once ten of its leads are decided and none waits with time left; until then it is hollow",
        "whiskers are the 95 % interval of the week's share",
        *(f"week of {week.monday}: {counts(week)}" for week in weeks),
    ]


def _for(weeks: int) -> str:
    return "in the last settled week" if weeks == 1 else f"for {weeks} weeks"
