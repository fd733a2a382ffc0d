"""Sales' promise in words."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from math import ceil

from sla_dash import theme
from sla_dash.board import EVIDENCE_DAYS, Board
from sla_dash.records.queries.act import Owed
from sla_dash.rules.contact import InTime, Standing, State
from sla_dash.theme import Mark
from sla_dash.words.phrase import LINE, TICKS, Headline, called

FEW_TYPES = 2
"""Types that a sentence names; more of them are counted."""


def promise(total: InTime) -> str:
    """Say within which time what share of the leads was to be contacted."""
    if not total.started:
        return "contact in time; no clock has started yet"
    if total.promised_share is None:
        return "no time to contact for these leads"
    within = f"within {theme.duration(total.promise)}" if total.promise else "in time"
    return f"contact {within} for {theme.share(total.promised_share)} of leads"


def verdict(lines: Sequence[InTime], board: Board) -> str:
    """Say whether sales keeps its promise, and which types wait too long beyond chance; the total is the last line."""
    *types, total = lines
    over, missed = board.month_is_over, [row.lead_type for row in missing(types)]
    then = f" in {board.month:%B %Y}" if over else ""
    if not board.load.has_touches:
        return "Whether sales calls in time is not measured"
    if total.standing is Standing.NO_PROMISE:
        return f"No time to contact was promised for these leads{then}"
    waits = "waited" if over else "waits" if len(missed) == 1 else "wait"
    why = f"{_named(missed)} {waits} too long" if missed and len(types) > 1 else ""
    if total.standing is Standing.TOO_EARLY:
        early = f"Too early to tell whether sales keeps its promise{then}"
        up = f"time is up for {theme.counted(total.elapsed, 'lead')}" if total.elapsed else "no lead's time is up yet"
        return f"{early}, but {why}" if why else f"{early}: {up}"
    if total.standing is Standing.KEPT:
        kept = f"Sales {'kept' if over else 'keeps'} its promise{then}"
        return f"{kept}, but {why}" if why else kept
    if total.could_be_chance:
        held = f"Whether sales {'kept' if over else 'keeps'} its promise{then} is too close to call"
    else:
        held = f"Sales {'missed' if over else 'misses'} its promise{then}"
    return f"{held}; {why}" if why else held


def missing(types: Iterable[InTime]) -> list[InTime]:
    """Return the types that miss their promise beyond chance, the one with most leads short of it first."""
    found = [row for row in types if row.standing is Standing.NOT_KEPT and not row.could_be_chance]
    return sorted(found, key=short_by, reverse=True)


def short_by(row: InTime) -> int:
    """Return how many more leads in time would have kept the promise; 0 where it is kept, or not to be told."""
    if row.told is None or row.promised_share is None:
        return 0
    return max(0, ceil((float(row.promised_share) - row.told.share) * row.n))


def headlines(total: InTime, owed: Owed, next_standup: str, closed: date | None = None) -> tuple[Headline, ...]:
    """Say where sales' promise stands, how many leads somebody must call, and how long half of them waited.

    A month that is over, ``closed``, has its own leads to be called, and no next stand-up.
    """
    mark = theme.contacted(total.standing, could_be_chance=total.could_be_chance)
    asked = f"In time, {promised(total)} promised" if total.promised_share else "In time"
    found = [Headline(asked, _in_time(total), mark), _late(total, owed, next_standup, closed)]
    if total.told and total.median is not None:
        most = f"nine in ten within {theme.duration(total.p90)}" if total.p90 else "nine in ten not reached yet"
        half = Headline("Half contacted within, working time", theme.duration(total.median), _quiet(most))
        found.append(half)
    return tuple(found)


def finding(lines: Sequence[InTime]) -> str:
    """Say what a row a type shows: how many miss their promise, and which by most; the total is the last line."""
    types = [row for row in lines[:-1] if row.promised_share is not None]
    told = [row for row in types if row.told]
    missed = missing(told)
    if not told:
        return "How each type of lead stands so far"
    if not missed:
        kept = all(row.standing is Standing.KEPT for row in told)
        return "Every type keeps its promise" if kept else "No type misses its promise by more than chance"
    of = f"{len(missed)} of {theme.counted(len(types), 'type')} {'misses' if len(missed) == 1 else 'miss'}"
    most = f", {called(missed[0].lead_type)} by most leads" if len(missed) > 1 else f": {called(missed[0].lead_type)}"
    return f"{of} the promise{most}"


def bars(lines: Sequence[InTime], board: Board) -> str:
    """Say what the table of types shows."""
    apart = "those rejected" if board.month_is_over else "today's and those rejected"
    drawn = f"{LINE} {TICKS} " if any(row.told for row in lines) else ""
    return f"{drawn}Leads: with {apart}, which Delivery leaves out."


def to_call(owed: Owed, next_standup: str) -> str:
    """Say how many leads are to be called, and by when."""
    late, due = owed.breached_waiting, owed.due_before_next_standup
    soon = f"{due:,} {'more ' if late else ''}before {next_standup}"
    if not late:
        return f"Call {soon}" if due else f"Nobody has to be called before {next_standup}"
    return f"Call {theme.counted(late, 'late lead')}{f', {soon}' if due else ''}"


def to_do(types: Sequence[InTime]) -> list[str]:
    """Say where to be faster: types that miss their promise beyond chance, where most leads are short of it first."""
    return [
        f"{'Then' if n else 'Be faster'} with {theme.strong(called(row.lead_type))}: "
        f"{of_promised(row)} in time, {theme.counted(short_by(row), 'lead')} short of its promise"
        for n, row in enumerate(missing(types)[:FEW_TYPES])
    ]


def promised(row: InTime) -> str:
    """Write the share promised, so that it can be told from the share in time beside it."""
    return theme.share(row.promised_share, row.told.share if row.told else None)


def asked(total: InTime, promised: Fraction | None, days: str) -> str:
    """Write the share that pictures are held against; of other leads than those of the month it says of which."""
    return theme.share(promised, total.told.share) if total.told else f"{theme.share(promised)} ({days})"


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
    """Write the share in time with its interval for a table; nothing while it is too early."""
    if row.told is None:
        return theme.ABSENT
    return f"{_in_time(row)} ({theme.span(row.told.low, row.told.high)})"


def people(row: InTime) -> str:
    """Count the leads by where they stand."""
    states = row.states
    named = [
        (states[State.MET], "in time"),
        (states[State.BREACHED], "late"),
        (states[State.BREACHED_WAITING], "late and waiting"),
        (states[State.AT_RISK], "at risk"),
        (states[State.WAITING], "waiting"),
        (states[State.INVALID], "contacted before their time began"),
        (states[State.NO_PROMISE], "without a promise"),
        (states[State.NO_CALENDAR], "without working hours"),
        (states[State.NEVER_ASSIGNED], "that nobody owns"),
        (states[State.KNOWN_BY_DAY], "whose hour is not known"),
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


def took(row: InTime) -> str:
    """Say by when half and nine in ten were contacted, as the title of what shows it."""
    if row.median is None or row.standing is Standing.TOO_EARLY:
        return "How long contact takes"
    most = f", nine in ten within {theme.duration(row.p90)}" if row.p90 else ""
    return f"Half were contacted within {theme.duration(row.median)}{most}"


def time_is_up(row: InTime) -> str:
    """Count the leads contacted in time among those whose window is over."""
    if not row.elapsed:
        return theme.ABSENT
    share = f" ({theme.share(row.elapsed_share)})" if row.elapsed >= theme.ENOUGH_EVENTS else ""
    return f"{theme.part(row.elapsed_met, row.elapsed)}{share}"


def counted(row: InTime) -> list[str]:
    """Say what the share in time speaks of, and what the plain count beside it is."""
    return [
        f"{row.n:,} leads with a promise, those of today and those that sales rejected among them, {row.decided:,} of "
        f"them decided: {people(row)}",
        *(
            [f"{promised(row)} promised: the mean of what each type was promised, weighted by leads"]
            if row.promised_share
            else []
        ),
        f"the plain count beside it: {time_is_up(row)} of the leads whose promised time is up were contacted in it",
        "a lead that waits with time left counts neither for nor against anybody until its time is up; the share is "
        "given once the time of ten leads is up and one has been watched for as long as its promise; it is "
        "Kaplan–Meier at the promise with its 95 % interval (log-log Greenwood)",
    ]


def ninety_days(board: Board) -> str:
    """Say which days the evidence is of."""
    if board.evidence[1] < board.as_of:
        return f"{EVIDENCE_DAYS} days to the end of {board.month:%B}"
    return f"last {EVIDENCE_DAYS} days"


def _in_time(row: InTime) -> str:
    """Write the share in time, so that it can be told from the share promised beside it.

    While it is too early, count the leads in time among those whose time is up.
    """
    return theme.share(row.told.share, row.promised_share) if row.told else theme.part(row.elapsed_met, row.elapsed)


def _late(total: InTime, owed: Owed, next_standup: str, closed: date | None) -> Headline:
    """Count the leads that somebody must call: of a month that is over its own, or else those of all months."""
    of_month = total.states[State.BREACHED_WAITING]
    if closed:
        return Headline(
            f"Still not called, of {closed:%B %Y}", theme.count(of_month), theme.to_do(of_month, "call now")
        )
    late, due = owed.breached_waiting, owed.due_before_next_standup
    other = "all" if not of_month else f"{late - of_month:,}"
    earlier = f", {other} from earlier months" if late > of_month else ""
    return Headline(f"Late and waiting{earlier}", theme.count(late), theme.owing(late, due, next_standup))


def _quiet(words: str) -> Mark:
    return Mark("·", words, theme.QUIET)


def _named(types: Sequence[str | None]) -> str:
    """Name a few types in one breath; more are counted."""
    if len(types) > FEW_TYPES:
        return f"{len(types)} types"
    return " and ".join(called(one) for one in types)
