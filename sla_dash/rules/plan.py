"""The plan of the months ahead: which leads each month must bring so that the revenue comes when it is due."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import fsum

from sla_dash.calendar import next_month
from sla_dash.rules import demand

HORIZONS = (6, 12)
"""Months that a plan may look ahead."""
SHORT = Fraction(1, 10)
"""A month whose revenue falls short by more than this is named."""
MONTHS, MOST_DIGITS = 12, 4
MONTH_DAYS, STEPS = 365.25 / 12, 30
FINE = 1_000_000
"""Parts into which the distribution of delays is cut, so that its shares add up to exactly 1."""


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the plan."""

    month: date
    quota: Fraction
    in_pipe: Fraction
    """Revenue expected from leads delivered before the plan begins."""
    leads: int
    """To be delivered in the month."""
    expected: Fraction
    """Revenue expected from the leads of the plan, this month's and those before."""

    @property
    def revenue(self) -> Fraction:
        """All the revenue that is expected in the month."""
        return self.in_pipe + self.expected

    @property
    def short(self) -> bool:
        """Whether more than 10 % of the quota will be missing, because its leads would have had to come before."""
        return self.revenue < self.quota * (1 - SHORT)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is assumed of the months ahead."""

    horizon: int
    """One of ``HORIZONS``."""
    quota: Fraction
    """Revenue a month, before season and ramp; where ``base`` recurs, what each month is to add to it."""
    ramp_months: int = 0
    """Months that rise evenly before the first whole one."""
    season: Mapping[int, Fraction] = field(default_factory=dict)
    base: Fraction = Fraction(0)
    """Recurring revenue before the first month; 0 where revenue does not recur."""
    churn: Fraction = Fraction(0)
    """Share of it that leaves in a month."""

    def wanted(self, first: date, months: int) -> dict[date, Fraction]:
        """Return the new revenue of so many months from ``first`` on."""
        ramp = [Fraction(n, self.ramp_months + 1) for n in range(1, self.ramp_months + 1)]
        found = quotas(first, months, self.quota, self.season, ramp)
        return retained(self.base, found, self.churn) if self.base else found


@dataclass(frozen=True, slots=True)
class TypePlan:
    """The plan of one type of lead, or of all."""

    lead_type: str | None
    """None for all."""
    months: tuple[Month, ...]

    @property
    def leads(self) -> int:
        """Leads of the whole plan."""
        return sum(month.leads for month in self.months)

    @property
    def short(self) -> tuple[Month, ...]:
        """The months whose revenue will fall short."""
        return tuple(month for month in self.months if month.short)


def together(plans: Sequence[TypePlan]) -> TypePlan:
    """Add the plans of all types up, month by month."""
    months = []
    for same in zip(*(one.months for one in plans), strict=True):
        amounts = [(one.quota, one.in_pipe, one.expected) for one in same]
        quota, pipe, expected = (sum(column, Fraction(0)) for column in zip(*amounts, strict=True))
        months.append(Month(same[0].month, quota, pipe, sum(one.leads for one in same), expected))
    return TypePlan(None, tuple(months))


def season(text: str) -> dict[int, Fraction] | None:
    """Read twelve weights in per cent, January first; none are even, anything else, or only 0, is None."""
    parts = text.replace(",", " ").split()
    if not parts:
        return {}
    if len(parts) != MONTHS or not all(part.isdecimal() and len(part) <= MOST_DIGITS for part in parts):
        return None
    weights = {month: Fraction(int(part), 100) for month, part in enumerate(parts, 1)}
    return weights if any(weights.values()) else None


def spread(share_by: Callable[[float], float], months: int) -> tuple[Fraction, ...]:
    """Return in which month after the hand-off wins come, from the share of them that has come by so many days.

    Leads are taken to be handed over evenly through their month, which is month 0.
    """
    means = [
        fsum(share_by(MONTH_DAYS * (n + (step + 0.5) / STEPS)) for step in range(STEPS)) / STEPS for n in range(months)
    ]
    return delays([later - earlier for earlier, later in pairwise([0.0, *means])])


def quotas(
    first: date,
    months: int,
    monthly: Fraction,
    seasonality: Mapping[int, Fraction] | None = None,
    ramp: Sequence[Fraction] = (),
) -> dict[date, Fraction]:
    """Return the quota of so many months from ``first`` on.

    ``seasonality`` weighs the months of a year, 1 to 12, each 1 where it is not named; ``ramp`` holds the parts that
    the first months start with, and those after it are whole.
    """
    found: dict[date, Fraction] = {}
    month = first
    for n in range(months):
        season = (seasonality or {}).get(month.month, Fraction(1))
        found[month] = monthly * season * (ramp[n] if n < len(ramp) else Fraction(1))
        month = next_month(month)
    return found


def retained(
    base: Fraction, growth: Mapping[date, Fraction], churn: Fraction, expansion: Fraction = Fraction(0)
) -> dict[date, Fraction]:
    """Return the new revenue each month must bring so that recurring revenue grows as wanted although some leaves.

    ``base`` is the revenue before the first month, ``growth`` what each month adds to it net, ``churn`` the share that
    leaves in a month, ``expansion`` what the customers who stay add in one.
    """
    found: dict[date, Fraction] = {}
    for month, more in growth.items():
        found[month] = demand.new_needed(base, base + more, churn, expansion)
        base += more
    return found


def delays(by_month: Sequence[float]) -> tuple[Fraction, ...]:
    """Return shares of wins by months since the hand-off that sum to exactly 1, from any non-negative weights.

    All in the month of the hand-off where there is no weight.
    """
    whole = sum(by_month)
    if not whole:
        return (Fraction(1),)
    parts = demand.cum_round([Fraction(weight) * FINE / Fraction(whole) for weight in by_month])
    return tuple(Fraction(part, FINE) for part in parts)


def in_pipe(delivered: Sequence[int], delay: Sequence[Fraction], months: int) -> tuple[Fraction, ...]:
    """Return how many leads of the months before the plan have their time in each of its months.

    ``delivered`` counts them month by month, the last one just before the plan begins.
    """
    return tuple(
        sum(
            (n * delay[lag] for back, n in enumerate(reversed(delivered), 1) if (lag := month + back) < len(delay)),
            Fraction(0),
        )
        for month in range(months)
    )


def leads_ahead(
    quota: Mapping[date, Fraction],
    asked: Sequence[int],
    pipe: Sequence[Fraction],
    lead_value: Fraction,
    delay: Sequence[Fraction],
    horizon: int,
) -> tuple[Month, ...]:
    """Plan the leads of the first ``horizon`` months, each ahead of its revenue by the distribution of delays.

    ``quota`` reaches beyond the horizon by as many months as leads take, so that its last months are provided for;
    ``asked`` are the leads that each of its months takes, were they won at once, ``pipe`` those that have come before,
    and a lead brings ``lead_value`` on average. What is in the pipe is subtracted first. Of a month's leads the plan
    takes on no more than the part that can still come in time: the rest would have had to come before, and piling it
    onto the first months would only flood later ones. Months are rounded cumulatively, so that they sum to the rounded
    whole.
    """
    reach = [sum(delay[: n + 1], Fraction(0)) for n in range(len(asked))]
    needed = [
        max(Fraction(0), min(leads - come, leads * part)) for leads, come, part in zip(asked, pipe, reach, strict=True)
    ]
    ahead = [
        sum(
            (
                needed[n + lag] * share / reach[n + lag]
                for lag, share in enumerate(delay)
                if share and n + lag < len(needed)
            ),
            Fraction(0),
        )
        for n in range(horizon)
    ]
    leads = demand.cum_round(ahead)
    return tuple(
        Month(month, amount, pipe[n] * lead_value, leads[n], _brought(leads, n, lead_value, delay))
        for n, (month, amount) in enumerate(list(quota.items())[:horizon])
    )


def _brought(leads: Sequence[int], month: int, lead_value: Fraction, delay: Sequence[Fraction]) -> Fraction:
    """Convolve: what the leads of the plan bring in one of its months."""
    return lead_value * sum(
        (leads[month - lag] * share for lag, share in enumerate(delay) if lag <= month), Fraction(0)
    )
