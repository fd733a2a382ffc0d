"""Sales' promise in words."""

from collections.abc import Sequence
from fractions import Fraction

from sla_dash import theme
from sla_dash.board import EVIDENCE_DAYS, Board
from sla_dash.records.queries.act import Owed
from sla_dash.rules.contact import InTime, State
from sla_dash.rules.hours import Hour
from sla_dash.rules.weeks import Week
from sla_dash.words import act
from sla_dash.words.phrase import Headline

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FEW_HOURS = 3
"""Hours that are named beside the map."""


def promise(total: InTime) -> str:
    """Say within which time what share of the leads was to be contacted."""
    if not total.started:
        return "contact in time; no clock has started yet"
    if total.promised_share is None:
        return "no time to contact for these leads"
    within = f"within {theme.duration(total.promise)}" if total.promise else "in time"
    return f"contact {within} for {theme.share(total.promised_share)} of leads"


def headlines(total: InTime, owed: Owed, next_standup: str) -> tuple[Headline, Headline]:
    """Say where sales' promise stands, and how many leads somebody must call."""
    mark = theme.contacted(total.standing, could_be_chance=total.could_be_chance)
    asked = f"In time, {promised(total)} promised" if total.promised_share else "In time"
    return Headline(asked, _in_time(total), mark), act.late(owed, next_standup)


def promised(row: InTime) -> str:
    """Write the share promised, so that it can be told from the share in time beside it."""
    return theme.share(row.promised_share, row.told.share if row.told else None)


def of_promised(row: InTime) -> str:
    """Say which share was contacted in time of which was promised, in one breath: "64 of 80 %"."""
    if row.told is None:
        return _in_time(row)
    return f"{_in_time(row).removesuffix(' %')} of {promised(row)}"


def in_time(row: InTime) -> str:
    """Say which share was contacted in time, with its interval and n; only counts while it is too early."""
    if not row.n:
        uncalled = theme.counted(row.never_contacted, "lead")
        return f"{uncalled} not contacted" if row.never_contacted else "nothing to judge"
    if row.told:
        return f"{_in_time(row)} in time ({theme.span(row.told.low, row.told.high)}, n {theme.count(row.n)})"
    if row.elapsed:
        return f"{_in_time(row)} in time of those whose time is up"
    return f"{theme.part(row.states[State.MET], row.n)} contacted, no time is up yet"


def share(row: InTime) -> str:
    """Write the share in time with its interval and n for a table; nothing while it is too early."""
    if row.told is None:
        return theme.ABSENT
    return f"{_in_time(row)} ({theme.span(row.told.low, row.told.high)}, n {theme.count(row.n)})"


def people(row: InTime) -> str:
    """Count the leads by where they stand."""
    states = row.states
    named = [
        (states[State.MET], "in time"),
        (states[State.BREACHED], "late"),
        (states[State.BREACHED_WAITING], "late and waiting"),
        (states[State.AT_RISK], "at risk"),
        (states[State.WAITING], "waiting"),
        (states[State.INVALID], "touched before their start"),
        (states[State.NO_PROMISE], "without a promise"),
        (states[State.NO_CALENDAR], "without a calendar"),
        (states[State.NEVER_ASSIGNED], "never assigned"),
        (states[State.KNOWN_BY_DAY], "known by the day"),
    ]
    return " · ".join(f"{n:,} {what}" for n, what in named if n) or "no leads"


def reached(row: InTime, *, wall_clock: bool = False) -> str:
    """Say what the contact curve shows, for those who do not see it."""
    if not row.started:
        return "No clock has started yet."
    half, most = theme.duration(row.median), theme.duration(row.p90)
    time = "elapsed" if wall_clock else "working"
    return (
        f"{in_time(row)}. Half were contacted by {half} of {time} time, nine in ten by {most}; "
        f"{row.never_contacted:,} never contacted so far."
    )


def time_is_up(row: InTime) -> str:
    """Count the leads contacted in time among those whose window is over."""
    if not row.elapsed:
        return theme.ABSENT
    share = f" ({theme.share(row.elapsed_share)})" if row.elapsed >= theme.ENOUGH_EVENTS else ""
    return f"{theme.part(row.elapsed_met, row.elapsed)}{share}"


def counted(row: InTime) -> list[str]:
    """Say what the share in time speaks of, and what the plain count beside it is."""
    return [
        f"{row.n:,} leads with a promise, {row.decided:,} of them decided: {people(row)}",
        f"the plain count beside it: {time_is_up(row)} of the leads whose promised time is up were contacted in it",
        "in time is Kaplan–Meier at the promise with its 95 % interval (log-log Greenwood); a lead that waits with "
        "time left counts neither for nor against anybody until its time is up; it is given once the time of ten leads "
        "is up and one has been watched for as long as its promise",
    ]


def by_week(weeks: Sequence[Week], promised: Fraction | None) -> str:
    """Say what the trend shows, for those who do not see it."""
    told = [f"week of {week.monday.day} {week.monday:%b} {in_week(week)}" for week in weeks if week.n]
    if not told:
        return "No lead has a promise in these weeks."
    line = f", {theme.share(promised)} promised" if promised else ""
    return f"Share in time by week of the clock's start{line}: {'; '.join(told)}."


def weeks_counted(weeks: Sequence[Week]) -> list[str]:
    """Say what each week speaks of."""
    return [f"week of {week.monday}: {_counts(week)}" for week in weeks]


def in_week(week: Week) -> str:
    """Say which share of a week was contacted in time, with its interval and counts; only those while there are few."""
    if week.share is None or week.decided < theme.ENOUGH_EVENTS:
        return _counts(week)
    return f"{theme.share(week.share.share)} ({theme.span(week.share.low, week.share.high)}), {_counts(week)}"


def ninety_days(board: Board) -> str:
    """Say which days the evidence is of."""
    if board.evidence[1] < board.as_of:
        return f"{EVIDENCE_DAYS} days to the end of {board.month:%B}"
    return f"last {EVIDENCE_DAYS} days"


def by_hour(hours: Sequence[Hour], promised: Fraction | None) -> str:
    """Say in which hours too few leads are contacted in time, the worst first."""
    enough = [hour for hour in hours if hour.enough]
    if not enough:
        return "No hour has ten leads whose time is up."
    worst = sorted(enough, key=lambda hour: (hour.share, hour.weekday, hour.hour))[:FEW_HOURS]
    told = [f"{when(hour)} {theme.share(hour.share)} (n {hour.leads:,})" for hour in worst]
    line = f" of {theme.share(promised)} promised" if promised else ""
    return f"Least often in time{line}: {' · '.join(told)}"


def when(hour: Hour) -> str:
    """Call a weekday and hour: Mon 09–10."""
    return f"{DAYS[hour.weekday]} {hour.hour:02}–{(hour.hour + 1) % 24:02}"


def hours_counted(hours: Sequence[Hour]) -> list[str]:
    """Say which leads the map speaks of."""
    leads, in_time = sum(hour.leads for hour in hours), sum(hour.in_time for hour in hours)
    few = sum(hour.leads for hour in hours if not hour.enough)
    return [
        f"{in_time:,} in time of {leads:,} leads of these days whose promised time is up",
        f"{few:,} of them came in hours with fewer than ten leads, which are left blank",
        "a share is marked ▼ when chance would put it so far below the promise less than once in a thousand times",
    ]


def _in_time(row: InTime) -> str:
    """Write the share in time, so that it can be told from the share promised beside it.

    While it is too early, count the leads in time among those whose time is up.
    """
    return theme.share(row.told.share, row.promised_share) if row.told else theme.part(row.elapsed_met, row.elapsed)


def _counts(week: Week) -> str:
    return f"{week.met:,} in time, {week.decided - week.met:,} late, {week.open:,} open"
