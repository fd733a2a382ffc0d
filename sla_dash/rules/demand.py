"""Lead demand: how many leads a quota needs, what each is worth, and how sure that is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor, prod, sqrt
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from sla_dash.agreement import Stream, Terms
from sla_dash.statistics import proportion

T = TypeVar("T")
Part = tuple[Fraction, Fraction, Sequence[Fraction]]
"""What one type is to bring of a quota, the order value of its deals, and its rates from the deal upwards: win, SQL to
opportunity, MQL to SQL, or any number of them."""
Ladder = tuple[Fraction | int, ...]
"""Deals, of which one type may bring a part, then whole numbers for each stage up to the leads."""
MOST_SUMMED = 1_000_000
"""Numbers of leads over which a chance is summed one by one."""
DRAWS, SEED = 10_000, 20_261_119
"""Draws of the rates behind an interval of leads needed; the seed is fixed so that a link shows the same numbers."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many passed, of how many, and which part of those who ever will can have passed by now."""

    passed: int
    of: int
    maturity: Fraction = Fraction(1)
    """In (0, 1]."""

    @property
    def rate(self) -> Fraction | None:
        """The rate in the end, at most 1; None of none."""
        return min(Fraction(1), self.passed / (self.of * self.maturity)) if self.of else None

    def interval(self, z: float = proportion.Z95) -> proportion.Interval | None:
        """Return the interval of the rate: Wilson's of what has passed over the maturity, at most 1; None of none."""
        around = proportion.wilson(self.passed, self.of, z)
        return around and (around[0] / float(self.maturity), min(1.0, around[1] / float(self.maturity)))


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


def nearest(value: Fraction) -> int:
    """Round to the nearest whole number, halves up."""
    return floor(value + Fraction(1, 2))


def ladders(parts: Sequence[Part], rounded: Callable[[Fraction], Fraction | int] = ceil) -> tuple[Ladder, ...] | None:
    """Return for every type of a stream its deals, then what each rate asks of the stage before it.

    Deals are rounded once for all types together, and each type's part of them stays exact; from there on every stage
    is rounded: up, unless told otherwise. None when an order value is 0. Raises ``ValueError`` naming a rate outside
    (0, 1].
    """
    for *_, rates in parts:
        _refuse_impossible(rates)
    if any(order == 0 for _, order, _ in parts):
        return None
    exact = sum((amount / order for amount, order, _ in parts), Fraction(0))
    up = rounded(exact) / exact if exact else Fraction(0)
    found = []
    for amount, order, rates in parts:
        steps: list[Fraction | int] = [amount / order * up]
        for rate in rates:
            steps.append(rounded(steps[-1] / rate))
        found.append(tuple(steps))
    return tuple(found)


def unit_value(average_order_value: Fraction, rates: Sequence[Fraction]) -> Fraction:
    """Return what one lead brings on average: the order value times every rate."""
    return average_order_value * prod(rates, start=Fraction(1))


def fill_gap(quota: Fraction, values: Mapping[str, Fraction], counts: Mapping[str, int], by: str) -> int:
    """Return how many leads of the type ``by`` bring what the others leave of the quota; 0 when they leave nothing."""
    rest = quota - sum((counts[name] * values[name] for name in counts), Fraction(0))
    return max(0, ceil(rest / values[by]))


def chance_to_reach(deals: int, rate: float, leads: int) -> float:
    """Return the chance that so many leads bring at least so many deals, each with the given rate in (0, 1]."""
    if leads < deals:
        return 0.0
    if deals <= 0:
        return 1.0
    first, step, reached = _leads_until(deals, rate)
    return 0.0 if leads < first else float(reached[min((leads - first) // step, len(reached) - 1)])


def leads_for_confidence(deals: int, rate: float, confidence: float) -> int:
    """Return the fewest leads that bring so many deals with at least the given confidence, in (0, 1).

    The negative binomial, summed exactly; over more than ``MOST_SUMMED`` numbers of leads to within a step of them.
    """
    if deals <= 0:
        return 0
    first, step, reached = _leads_until(deals, rate)
    return first + step * int(np.searchsorted(reached, confidence))


def leads_by_evidence(
    parts: Sequence[tuple[Fraction, Fraction, Sequence[Counted]]],
) -> tuple[int, int, int] | None:
    """Return the 5 %, 50 % and 95 % quantiles of the leads needed, as far as the counts behind each rate tell it.

    A part is the quota and the order value of a type, with the counts behind each of its rates; the types are drawn
    independently. Each rate is drawn from Beta(x + ½, n − x + ½), over the maturity of its counts, with a fixed seed.
    None without counts behind every rate.
    """
    if not parts or any(order == 0 or not all(one.of for one in counts) for _, order, counts in parts):
        return None
    drawn = _leads_per_deal(tuple(tuple(counts) for _, _, counts in parts))
    needed = sum(float(quota / order) * each for (quota, order, _), each in zip(parts, drawn, strict=True))
    low, middle, high = (ceil(value) for value in np.quantile(needed, (0.05, 0.5, 0.95)))
    return low, middle, high


@lru_cache(maxsize=64)  # a slider moves the quota many times and the evidence never
def _leads_per_deal(counts: tuple[tuple[Counted, ...], ...]) -> tuple[npt.NDArray[np.float64], ...]:
    """Draw for each type how many leads a deal takes, from the counts behind its rates."""
    rng = np.random.default_rng(SEED)

    def rate(one: Counted) -> npt.NDArray[np.float64]:
        passed = rng.beta(one.passed + 0.5, one.of - one.passed + 0.5, DRAWS)
        return np.minimum(1, passed / float(one.maturity))

    return tuple(1 / np.prod([rate(one) for one in of_type], axis=0) for of_type in counts)


def cum_round(parts: Sequence[Fraction]) -> tuple[int, ...]:
    """Round parts so that every sum from the first on is rounded to the nearest, and so their whole is."""
    whole, given, rounded = Fraction(0), 0, []
    for part in parts:
        whole += part
        rounded.append(nearest(whole) - given)
        given += rounded[-1]
    return tuple(rounded)


def new_needed(base: Fraction, target: Fraction, churn: Fraction, expansion: Fraction = Fraction(0)) -> Fraction:
    """Return the new revenue that lifts ``base`` to ``target`` when a share of it leaves and what stays expands."""
    return max(Fraction(0), target - base * (1 - churn) - expansion)


def targets(terms: Terms, month: date) -> tuple[Target, ...]:
    """Return the target of every stream and lead type for a month, in the agreement's order."""
    return tuple(target for stream in terms.streams for target in _targets(stream, month))


def quota(stream: Stream, month: date) -> Fraction | None:
    """Return what a stream is to bring in a month; None where the agreement sets nothing."""
    found = _in_month(stream.quota, month)
    return None if found is None else Fraction(found)


def order_value(terms: Terms, stream: str | None, lead_type: str | None) -> Fraction | None:
    """Return the average order value agreed for a type of lead: its own, else its stream's; None where neither is."""
    clause = terms.lead_type(stream, lead_type)
    of_stream = next((one.average_order_value for one in terms.streams if one.name == stream), None)
    found = (clause and clause.average_order_value) or of_stream
    return None if found is None else Fraction(found)


def margin(terms: Terms, stream: str | None) -> Fraction | None:
    """Return the part of a stream's amount won that is left as margin; None where the agreement does not say."""
    found = next((one.margin for one in terms.streams if one.name == stream), None)
    return None if found is None else Fraction(found)


def _targets(stream: Stream, month: date) -> Iterator[Target]:
    whole = quota(stream, month)
    parts: dict[str, Part] = {}
    for one in stream.lead_types:
        order = one.average_order_value or stream.average_order_value
        if one.targets is None and one.share and one.rates and order and whole is not None:
            parts[one.name] = whole * Fraction(one.share), Fraction(order), one.rates.ladder
    needed = dict(zip(parts, ladders(list(parts.values())) or (), strict=True))
    for one in stream.lead_types:
        leads = int(needed[one.name][-1]) if one.name in needed else _in_month(one.targets, month)
        value = None if one.lead_value is None else Fraction(one.lead_value)
        if value is None and whole is not None and one.share and leads:
            value = whole * Fraction(one.share) / leads
        yield Target(stream.name, one.name, leads, value)


def _in_month(amounts: Mapping[date | None, T] | None, month: date) -> T | None:
    return None if amounts is None else amounts.get(month, amounts.get(None))


def _refuse_impossible(rates: Sequence[Fraction]) -> None:
    for n, rate in enumerate(rates, 1):
        if not 0 < rate <= 1:
            raise ValueError(f"rate {n} is {rate}: a conversion rate lies in (0, 1]")


@lru_cache(maxsize=16)
def _leads_until(deals: int, rate: float) -> tuple[int, int, npt.NDArray[np.float64]]:
    """Return the first number of leads that matters, how far apart the next ones are, and the chances by each of them.

    They are the chances that the last deal has come by so many leads. By the ratio of neighbours, in logarithms and
    relative to the likeliest, so that nothing underflows that matters; where too many matter, by that in the middle of
    a step.
    """
    if rate >= 1:
        return deals, 1, np.ones(1)
    mean, spread = deals / rate, sqrt(deals * (1 - rate)) / rate
    first, last = max(deals, int(mean - 12 * spread)), int(mean + 12 * spread + 30 / rate)
    step = ceil((last - first) / MOST_SUMMED) or 1
    leads = np.arange(first, last, step) + (step - 1) / 2
    logs = np.concatenate(([0.0], np.cumsum(step * (np.log(leads / (leads - deals + 1.0)) + np.log1p(-rate)))))
    chances = np.exp(logs - logs.max())
    return first, step, np.cumsum(chances / chances.sum())
