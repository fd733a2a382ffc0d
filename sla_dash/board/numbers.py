"""The numbers that can be decided about: what each is now, of the leads chosen and of the present month."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from sla_dash.board import Board
from sla_dash.board.whatif import RATES
from sla_dash.rules import contact, delivery, funnel
from sla_dash.rules.funnel import Ripeness, Stage
from sla_dash.rules.measures import Good, Measured
from sla_dash.statistics import counts, proportion

ENOUGH = contact.ENOUGH
"""Leads of which a share must speak before it is held against itself."""
FUNNEL_SPAN = "quarter"
"""Whose leads the rates of the funnel are of: those that entered in the three months up to this one."""


class Unit(StrEnum):
    """What a number counts."""

    SHARE = "share"
    COUNT = "count"
    LEADS_A_DAY = "leads a working day"
    MONEY_A_DAY = "money a working day"


@dataclass(frozen=True, slots=True)
class Number:
    """A number that can be decided about."""

    key: str
    """Never changes: entries of the journal bear it."""
    page: str
    """The script of the page that shows it."""
    unit: Unit
    good: Good
    read: Callable[[Board], Measured | None]
    """What it is on a board; None while it is too early, and where there is nothing to tell it of."""


def now(board: Board, key: str, stream: str | None, lead_type: str | None) -> Measured | None:
    """Return a number of the present month, narrowed as asked; None where it cannot be told, or is none of these."""
    number = NUMBERS.get(key)
    return number.read(board.narrowed(stream, lead_type)) if number else None


def _leads(board: Board) -> Measured | None:
    """Read net leads handed over per working day of the month so far, complete days only."""
    so_far, pace = board.delivery.lines[-1].so_far, board.pace
    if not pace.done:
        return None
    around = counts.interval(so_far.counts.net, so_far.overdispersion)
    aim = Fraction(so_far.target, pace.total) if so_far.target else None
    return _a_day(so_far.counts.net, around, pace.done, aim)


def _value(board: Board) -> Measured | None:
    """Read their value per working day; it varies as that expected by now does."""
    *types, total = (line.so_far for line in board.delivery.lines)
    pace = board.pace
    if not pace.done or total.value_delivered is None or not total.value_expected or not total.value_target:
        return None
    dispersion = delivery.value_variance(types) / float(total.value_expected)
    around = counts.interval(total.value_delivered, dispersion)
    return _a_day(total.value_delivered, around, pace.done, total.value_target / pace.total)


def _a_day(whole: int | Fraction, around: proportion.Interval, days: int, aim: Fraction | None) -> Measured:
    low, high = around
    return Measured(Fraction(whole) / days, low / days, high / days, days, aim)


def _rejected(board: Board) -> Measured | None:
    """Read the share of the leads handed over this month that sales rejected."""
    return _share(*board.delivery.rejected)


def _informed(board: Board) -> Measured | None:
    """Read the share of the leads handed over this month that carries all that was promised."""
    line = board.quality.lines[-1]
    return _share(line.complete, line.of)


def _in_time(board: Board) -> Measured | None:
    """Read the share contacted in time, where it can be put into words."""
    line = board.contact.lines[-1]
    return Measured(line.told.share, line.told.low, line.told.high, line.n) if line.told else None


def _waiting(board: Board) -> Measured | None:
    """Read the leads late and waiting now, of all months."""
    return _count(board.act.owed[-1].breached_waiting) if board.load.has_touches else None


def _queue(board: Board) -> Measured | None:
    """Read the leads in the hand-off queue now."""
    return _count(sum(sum(line.values()) for line in board.act.ages(None)))


def _met(board: Board) -> Measured | None:
    """Read the share of the milestones due this month that were met, of those decided."""
    line = board.follow_up.lines[-1]
    return _share(line.kept, line.decided)


def _silent(board: Board) -> Measured | None:
    """Read the share of the running follow-ups in which nobody has tried for too long."""
    whole = board.follow_up.running[-1]
    return _share(whole.silent, whole.running)


def _rate(stage: Stage) -> Callable[[Board], Measured | None]:
    """Read where the rate of a stage will end, of the leads that entered it in three months up to this one.

    The interval is Wilson's of what has passed by now, moved by what is still to come.
    """

    def read(board: Board) -> Measured | None:
        lines = board.funnel.lines(FUNNEL_SPAN)
        cohort = next(line.cohort for line in lines if line.total and line.stage is stage)
        share, around = cohort.share, cohort.interval
        if share is None or around is None or cohort.passed < ENOUGH or cohort.ripeness is Ripeness.TOO_EARLY:
            return None
        more = 0.0 if cohort.estimate is None else cohort.estimate - float(share)
        return Measured(float(share) + more, around[0] + more, around[1] + more, cohort.entered)

    return read


def _share(some: int, of: int) -> Measured | None:
    around = proportion.wilson(some, of)
    return Measured(Fraction(some, of), *around, of) if around and of >= ENOUGH else None


def _count(found: int) -> Measured:
    """Return a count at one instant, which varies as Poisson's counts do."""
    return Measured(found, *counts.interval(found))


NUMBERS: Mapping[str, Number] = {
    one.key: one
    for one in (
        Number("delivery.leads", "delivery", Unit.LEADS_A_DAY, Good.NEAR, _leads),
        Number("delivery.value", "delivery", Unit.MONEY_A_DAY, Good.NEAR, _value),
        Number("delivery.rejected", "delivery", Unit.SHARE, Good.FALL, _rejected),
        Number("quality.share", "delivery", Unit.SHARE, Good.RISE, _informed),
        Number("contact.share", "contact", Unit.SHARE, Good.RISE, _in_time),
        Number("contact.waiting", "act", Unit.COUNT, Good.FALL, _waiting),
        Number("act.queue", "act", Unit.COUNT, Good.FALL, _queue),
        Number("followup.rate", "followup", Unit.SHARE, Good.RISE, _met),
        Number("followup.silent", "followup", Unit.SHARE, Good.FALL, _silent),
        *(Number(f"funnel.{RATES[stage]}", "funnel", Unit.SHARE, Good.RISE, _rate(stage)) for stage in funnel.AGREED),
    )
}
"""The register, in the order in which it is offered."""
