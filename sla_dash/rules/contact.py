"""Contact latency, sales' promise: which leads were reached in time, and which still wait."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from sla_dash.calendar import Calendar
from sla_dash.statistics import survival

ENOUGH = 10
"""Leads that must have had their time before a share is put into words."""
AT_RISK_LEFT = Fraction(1, 4)
NEVER = float("inf")
"""When a lead closed untouched is contacted: it stays among those at risk to the end of the curve."""


class State(StrEnum):
    """Where one lead stands; every lead whose clock has started, or that waits for it, is in exactly one."""

    MET = "met"
    BREACHED = "breached"
    BREACHED_WAITING = "breached, still waiting"
    AT_RISK = "at risk"
    WAITING = "waiting"
    INVALID = "invalid"
    """Touched before its start."""
    NO_PROMISE = "no promise"
    """The agreement promises nothing for its type."""
    NO_CALENDAR = "no calendar"
    NEVER_ASSIGNED = "never assigned"
    """Handed over where the clock starts at assignment: none runs."""
    KNOWN_BY_DAY = "known by the day"
    """The hour of its start is not known, and its promise is shorter than a working day."""


class Standing(StrEnum):
    """Whether the promise is kept."""

    KEPT = "kept"
    NOT_KEPT = "not kept"
    TOO_EARLY = "too early"
    NO_PROMISE = "no promise"


@dataclass(frozen=True, slots=True)
class Timed:
    """Leads of one type with the same promise, state and whole minutes on the clock."""

    stream: str | None
    lead_type: str | None
    promise_seconds: int | None
    promised_share: Fraction | None
    state: State
    contacted: bool
    elapsed: bool
    """The window of the promise is over."""
    minutes: int | None
    """Working time until contact, rounded up, or until now, rounded down; None for a lead closed untouched."""
    leads: int
    by_day: bool = False
    """Of their start only the day is known: minutes are those since it ended, and too few to speak of time."""


@dataclass(frozen=True, slots=True)
class InTime:
    """One line of the contact table: a type of lead, or the total."""

    stream: str | None
    lead_type: str | None
    promise: timedelta | None
    """None where nothing was promised, or where the leads were promised different times."""
    promised_share: Fraction | None
    standing: Standing
    could_be_chance: bool
    """The interval of the share contains what was promised."""
    states: Mapping[State, int]
    """Leads in every state; they add up to the leads whose clock started, and those never assigned."""
    share: survival.Share | None
    """Share contacted within the promise, by Kaplan–Meier; None where no lead has been watched for as long."""
    median: timedelta | None
    p90: timedelta | None
    """Working time by which half, and nine in ten, were contacted; None when not reached."""
    never_contacted: int
    elapsed: int
    elapsed_met: int
    """The plain count beside the estimate: leads whose window is over, and those of them contacted in it."""
    total: bool = False

    @property
    def started(self) -> int:
        """Leads whose clock has started."""
        return sum(self.states.values()) - self.states[State.NEVER_ASSIGNED]

    @property
    def told(self) -> survival.Share | None:
        """The share where it can be put into words; None where nothing is promised and while it is too early."""
        return self.share if self.standing in (Standing.KEPT, Standing.NOT_KEPT) else None

    @property
    def decided(self) -> int:
        """Leads that met or missed their promise."""
        return sum(self.states[s] for s in DECIDED)

    @property
    def elapsed_share(self) -> Fraction | None:
        """Share contacted in time of the leads whose window is over; None without any."""
        return Fraction(self.elapsed_met, self.elapsed) if self.elapsed else None

    @property
    def n(self) -> int:
        """Leads that the share speaks of."""
        return sum(self.states[s] for s in PROMISED)


DECIDED = (State.MET, State.BREACHED, State.BREACHED_WAITING)
PROMISED = (*DECIDED, State.AT_RISK, State.WAITING)
JUDGED = (*PROMISED, State.NO_PROMISE)
"""States whose time until contact is known, promised or not."""


def counted_at(touch: datetime, until: datetime | None, start: datetime | None) -> datetime:
    """Return the instant at which a touch counts: the reference for the SQL.

    Of one that is known by its local day alone, ``touch`` is when that day begins and ``until`` when it ends, excluded:
    it counts at the first instant of the day that is not before the lead's clock ``start``.
    """
    return max(touch, start) if until and start and start < until else touch


def state(
    start: datetime | None,
    contact: datetime | None,
    now: datetime,
    promise: timedelta | None,
    calendar: Calendar,
    *,
    ended: datetime | None = None,
    next_standup: datetime | None = None,
    until: datetime | None = None,
) -> State | None:
    """Judge one lead as of ``now``; None when its clock has not started.

    The reference for the SQL that judges all of them. ``contact`` is the first human attempt, ``ended`` when the lead
    was closed or rejected. The promise is inclusive; what happened after ``now`` does not exist. If only the local day
    of its start is known, ``start`` is where the day begins and ``until`` where it ends, from which a promise of a
    working day or more runs.
    """
    contact = contact if contact and contact <= now else None
    ended = ended if ended and ended <= now else None
    if start is None or start > now:
        return None
    if contact and contact < start:
        return State.INVALID
    if promise is None:
        return State.NO_PROMISE
    if until and promise < calendar.working_day:
        return State.KNOWN_BY_DAY
    start = until or start
    if contact:
        return State.MET if calendar.working_time(start, contact) <= promise else State.BREACHED
    if ended:
        return State.BREACHED
    used = calendar.working_time(start, now)
    if used > promise:
        return State.BREACHED_WAITING
    if promise - used <= promise * AT_RISK_LEFT.numerator / AT_RISK_LEFT.denominator:
        return State.AT_RISK
    if next_standup and calendar.working_time(start, next_standup) >= promise:
        return State.AT_RISK
    return State.WAITING


def in_time(
    rows: Sequence[Timed],
    stream: str | None,
    lead_type: str | None,
    agreed: tuple[timedelta, Fraction] | None = None,
) -> InTime:
    """Judge one type of lead by its own promise; ``agreed`` is what is promised to leads that are still to come."""
    return _judge(rows, stream, lead_type, agreed, total=False)


def total(rows: Sequence[Timed]) -> InTime:
    """Judge all leads together, each by its own promise: the clock is read in units of the lead's promise.

    The promised share is the mean of the promised shares, weighted by the leads they were promised for.
    """
    return _judge(rows, None, None, None, total=True)


def promised_share(rows: Iterable[Timed]) -> Fraction | None:
    """Return the mean of the promised shares, weighted by the leads they were promised for; None without any."""
    promised = [row for row in rows if row.state in PROMISED]
    leads = sum(row.leads for row in promised)
    asked = sum(((row.promised_share or Fraction(0)) * row.leads for row in promised), Fraction(0))
    return asked / leads if leads else None


def spent(line: InTime, rows: Iterable[Timed]) -> InTime:
    """Return a line with the median and nine in ten of another clock's minutes, over the same leads."""
    curve = in_minutes(row for row in rows if row.state in JUDGED)
    return replace(line, median=_time(curve.quantile(0.5)), p90=_time(curve.quantile(0.9)))


def standing(share: survival.Share | None, promised: Fraction | None, elapsed: int) -> tuple[Standing, bool]:
    """Return whether the promised share is kept, and whether that could be chance.

    It is too early until ``elapsed`` windows, whatever became of their leads, are enough, and the curve reaches the
    promise: before that only those contacted soon are decided, and the others are not late.
    """
    if promised is None:
        return Standing.NO_PROMISE, False
    if share is None or elapsed < ENOUGH:
        return Standing.TOO_EARLY, False
    kept = share.share >= float(promised) - survival.NEARLY
    return Standing.KEPT if kept else Standing.NOT_KEPT, share.low <= float(promised) <= share.high


def in_promises(rows: Iterable[Timed]) -> survival.Curve:
    """Estimate the curve over time in units of each lead's own promise: 1 is the promise."""
    return _curve((row, Fraction((row.minutes or 0) * 60, row.promise_seconds or 1)) for row in rows)


def in_minutes(rows: Iterable[Timed]) -> survival.Curve:
    """Estimate the curve over minutes, of leads whose start is known by more than its day."""
    return _curve((row, row.minutes or 0) for row in rows if not row.by_day)


def _curve(timed: Iterable[tuple[Timed, survival.Time]]) -> survival.Curve:
    spent = ((NEVER if row.minutes is None else time, row.contacted, row.leads) for row, time in timed)
    return survival.curve(survival.tally(spent))


def _judge(
    rows: Sequence[Timed],
    stream: str | None,
    lead_type: str | None,
    agreed: tuple[timedelta, Fraction] | None,
    *,
    total: bool,
) -> InTime:
    states = dict.fromkeys(State, 0)
    for row in rows:
        states[row.state] += row.leads
    rows = [row for row in rows if row.state is not State.NEVER_ASSIGNED]
    promised = [row for row in rows if row.state in PROMISED]
    asked = agreed[1] if agreed and not rows else promised_share(rows)
    elapsed = [row for row in promised if row.elapsed]
    share = in_promises(promised).by(1)
    curve = in_minutes(row for row in rows if row.state in JUDGED)
    where, chance = standing(share, asked, sum(row.leads for row in elapsed))
    if total and not rows:
        where = Standing.TOO_EARLY
    promises = {timedelta(seconds=row.promise_seconds or 0) for row in promised}
    if agreed and not rows:
        promises = {agreed[0]}
    return InTime(
        stream=stream,
        lead_type=lead_type,
        promise=promises.pop() if len(promises) == 1 else None,
        promised_share=asked,
        standing=where,
        could_be_chance=chance,
        states=states,
        share=share,
        median=_time(curve.quantile(0.5)),
        p90=_time(curve.quantile(0.9)),
        never_contacted=sum(row.leads for row in rows if not row.contacted),
        elapsed=sum(row.leads for row in elapsed),
        elapsed_met=sum(row.leads for row in elapsed if row.state is State.MET),
        total=total,
    )


def _time(minutes: survival.Time | None) -> timedelta | None:
    return None if minutes is None else timedelta(minutes=float(minutes))
