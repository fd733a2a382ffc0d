"""Lead demand: how many leads a quota needs, and what each is worth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil
from typing import TypeVar

from sla_dash.agreement import LeadType, Stream, Terms

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Target:
    """What marketing promised of one type of lead in one month."""

    stream: str
    lead_type: str
    leads: int | None
    """None where the agreement sets nothing for the month."""
    lead_value: Fraction | None
    """Quota divided by leads needed, frozen in the agreement version; None without a quota or a value given."""

    @property
    def value(self) -> Fraction | None:
        """The value promised: leads times lead value."""
        return None if self.leads is None or self.lead_value is None else self.leads * self.lead_value


def ladder(quota: Fraction, average_order_value: Fraction, rates: Sequence[Fraction]) -> tuple[int, ...] | None:
    """Return deals, then what each rate asks of the stage before it, rounded up at every stage.

    ``rates`` run from the deal upwards (win, SQL to opportunity, MQL to SQL) and may be any number. None when the
    order value is 0. Raises ``ValueError`` naming a rate outside (0, 1].
    """
    for n, rate in enumerate(rates, 1):
        if not 0 < rate <= 1:
            raise ValueError(f"rate {n} is {rate}: a conversion rate lies in (0, 1]")
    if average_order_value == 0:
        return None
    steps = [ceil(quota / average_order_value)]
    for rate in rates:
        steps.append(ceil(steps[-1] / rate))
    return tuple(steps)


def targets(terms: Terms, month: date) -> tuple[Target, ...]:
    """Return the target of every stream and lead type for a month, in the agreement's order."""
    return tuple(_target(stream, lead_type, month) for stream in terms.streams for lead_type in stream.lead_types)


def _target(stream: Stream, lead_type: LeadType, month: date) -> Target:
    quota = _in_month(stream.quota, month)
    part = None if quota is None or lead_type.share is None else Fraction(quota) * Fraction(lead_type.share)
    leads = _in_month(lead_type.targets, month)
    order_value = lead_type.average_order_value or stream.average_order_value
    if leads is None and lead_type.targets is None and part is not None and lead_type.rates and order_value:
        steps = ladder(part, Fraction(order_value), lead_type.rates.ladder)
        leads = steps[-1] if steps else None
    value = None if lead_type.lead_value is None else Fraction(lead_type.lead_value)
    if value is None and part is not None and leads:
        value = part / leads
    return Target(stream.name, lead_type.name, leads, value)


def _in_month(amounts: Mapping[date | None, T] | None, month: date) -> T | None:
    return None if amounts is None else amounts.get(month, amounts.get(None))
