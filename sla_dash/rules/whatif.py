"""What if: the leads that other numbers would ask for, held against the agreement that was signed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil

from sla_dash import exact
from sla_dash.agreement import Stream
from sla_dash.rules import demand
from sla_dash.rules.demand import Counted, Ladder, Part
from sla_dash.statistics import proportion

EVEN = 0.5
"""The confidence that leads needed on average have, more or less."""
STAGES = ("win", "sql_to_opportunity", "mql_to_sql")
"""Names of the rates in the agreement, from the deal upwards: the order of a ladder."""
NOTHING = Counted(0, 0)
"""What is known of a rate without evidence."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is assumed of one type of lead."""

    lead_type: str
    share: Fraction
    """Part of the stream's quota, of the sum of all shares."""
    rates: tuple[Fraction, ...]
    """In (0, 1], by ``STAGES``."""
    order_value: Fraction | None = None
    """Where it differs from the stream's."""
    respond_within: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """Numbers that a stream's agreement could have."""

    stream: str
    quota: Fraction
    order_value: Fraction
    confidence: Fraction
    """Of reaching the quota, in (0, 1)."""
    choices: tuple[Choice, ...]
    rest: Fraction = Fraction(0)
    """Part of the quota that types bring whose leads are given outright."""

    def part(self, choice: Choice) -> Fraction:
        """Return a type's quota; shares are read in relation to each other, nothing where all are 0."""
        whole = sum((one.share for one in self.choices), Fraction(0))
        return self.quota * (1 - self.rest) * choice.share / whole if whole else Fraction(0)


@dataclass(frozen=True, slots=True)
class Need:
    """What a scenario asks of one type of lead, or of all."""

    lead_type: str | None
    """None for all."""
    quota: Fraction
    ladder: Ladder
    """Deals, opportunities, SQLs and MQLs: deals rounded up for all types together, the others at every stage."""
    confident: int
    """Leads that bring the deals with the confidence asked for: of a type whole ones, of all types in their mix."""
    even: int
    """Leads that bring them in half of the months."""
    chance: float
    """Of bringing the deals with just the leads of the ladder."""
    by_evidence: tuple[int, int, int] | None
    """5, 50 and 95 % of the leads needed, as far as the rates are known; None without evidence."""

    @property
    def leads(self) -> int:
        """Leads to be delivered."""
        return int(self.ladder[-1])

    @property
    def lead_value(self) -> Fraction | None:
        """Quota over leads; None where none are needed."""
        return self.quota / self.leads if self.leads else None


@dataclass(frozen=True, slots=True)
class Bar:
    """What one rate of one type does to the leads of the stream, over its own 90 % interval."""

    lead_type: str
    stage: str
    rate: Fraction
    """Of the scenario."""
    low: float
    high: float
    """The interval of the rate on record, within (0, 1]."""
    fewest: int
    most: int
    """Leads of the ladder at the high end and at the low end of the rate."""
    base: int
    """Leads of the scenario."""

    @property
    def width(self) -> int:
        """Leads between its two ends."""
        return self.most - self.fewest


def agreed(stream: Stream, month: date, confidence: Fraction) -> Scenario | None:
    """Return what the agreement says of a stream; None without a quota for the month, an order value or rates."""
    quota = demand.quota(stream, month)
    choices = tuple(
        Choice(
            one.name,
            Fraction(one.share),
            one.rates.ladder,
            None if one.average_order_value is None else Fraction(one.average_order_value),
            one.respond_within,
        )
        for one in stream.lead_types
        if one.share is not None and one.rates is not None and one.targets is None
    )
    order = stream.average_order_value
    if not quota or order is None or not choices:
        return None
    given = sum(
        (Fraction(one.share) for one in stream.lead_types if one.share and one.targets is not None), Fraction(0)
    )
    return Scenario(stream.name, quota, Fraction(order), confidence, choices, given)


def found(scenario: Scenario, evidence: Mapping[tuple[str, str], Counted]) -> Scenario:
    """Return a scenario with the rates that mature cohorts have shown, by type and stage; others stay."""
    choices = []
    for choice in scenario.choices:
        rates = []
        for stage, rate in zip(STAGES, choice.rates, strict=True):
            shown = evidence.get((choice.lead_type, stage), NOTHING).rate
            rates.append(Fraction(demand.nearest(shown * 1000), 1000) if shown else rate)
        choices.append(replace(choice, rates=tuple(rates)))
    return replace(scenario, choices=tuple(choices))


class Basis(StrEnum):
    """Where the numbers come from by which leads become revenue."""

    SIGNED = "signed"
    FOUND = "found"
    """What mature cohorts have shown, as far as they have."""
    MOVED = "moved"


def basis(scenario: Scenario, signed: Scenario, evidence: Mapping[tuple[str, str], Counted]) -> Basis:
    """Tell where a scenario's order value, rates and shares come from; its quota and promises play no part."""
    if _converting(scenario) == _converting(signed):
        return Basis.SIGNED
    return Basis.FOUND if _converting(scenario) == _converting(found(signed, evidence)) else Basis.MOVED


def needs(scenario: Scenario, evidence: Mapping[tuple[str, str], Counted]) -> tuple[Need, ...]:
    """Return what a scenario asks of every type, and of all together the last."""
    found, mixed = [], Fraction(0)
    for choice, ladder in zip(scenario.choices, ladders(scenario), strict=True):
        rate = demand.unit_value(Fraction(1), choice.rates)
        mixed += ladder[0] / rate
        evident = [_evident(scenario, choice, evidence)]
        found.append(_need(choice.lead_type, scenario.part(choice), ladder, rate, scenario.confidence, evident))
    whole = tuple(map(sum, zip(*(one.ladder for one in found), strict=True)))
    quota = sum((one.quota for one in found), Fraction(0))
    every = [_evident(scenario, choice, evidence) for choice in scenario.choices]
    rate = whole[0] / mixed if mixed else Fraction(1)
    return (*found, _need(None, quota, whole, rate, scenario.confidence, every))


def ladders(scenario: Scenario) -> tuple[Ladder, ...]:
    """Return the deals, opportunities, SQLs and MQLs that a scenario asks of every type."""
    none = ((0,) * (len(STAGES) + 1),) * len(scenario.choices)
    return demand.ladders([_asked(scenario, choice) for choice in scenario.choices]) or none


def leads(scenario: Scenario) -> int:
    """Return the leads that a scenario asks for."""
    return sum(int(ladder[-1]) for ladder in ladders(scenario))


def tornado(scenario: Scenario, evidence: Mapping[tuple[str, str], Counted]) -> tuple[Bar, ...]:
    """Move every rate alone over its own interval: what it does to the leads of the stream, the widest first.

    None for a type without leads, and for a rate without an interval or that may be 0.
    """
    bars, base = [], leads(scenario)
    for choice, ladder in zip(scenario.choices, ladders(scenario), strict=True):
        for stage, rate in zip(STAGES, choice.rates, strict=True) if ladder[-1] else ():
            around = evidence.get((choice.lead_type, stage), NOTHING).interval(proportion.Z90)
            if around and around[0] > 0:
                most, fewest = (leads(_moved(scenario, choice, stage, Fraction(end))) for end in around)
                bars.append(Bar(choice.lead_type, stage, rate, *around, fewest, most, base))
    return tuple(sorted(bars, key=lambda bar: -bar.width))


def encode(name: str, scenario: Scenario) -> str:
    """Write a named scenario as text short enough for an address."""
    types = [
        [one.lead_type, *(str(_decimal(value)) for value in (one.share, *one.rates)), _minutes(one.respond_within)]
        for one in scenario.choices
    ]
    numbers = [str(_decimal(value)) for value in (scenario.quota, scenario.order_value, scenario.confidence)]
    rest = [str(_decimal(scenario.rest))] if scenario.rest else []
    return json.dumps([name, scenario.stream, *numbers, types, *rest], ensure_ascii=False, separators=(",", ":"))


def decode(text: str) -> tuple[str, Scenario] | None:
    """Read a named scenario from text that anybody may have written; None where it is none."""
    try:
        name, stream, quota, order, confidence, types, *rest = json.loads(text)
        choices = tuple(
            Choice(
                str(kind),
                _within(share, 0, 1),
                tuple(_within(rate, Fraction(1, 10_000), 1) for rate in rates),
                respond_within=timedelta(minutes=int(minutes)) if minutes else None,
            )
            for kind, share, *rates, minutes in types
        )
        limits = Fraction(1, 100), Fraction(99, 100)
        scenario = Scenario(
            str(stream),
            _within(quota, 0, 10**12),
            _within(order, 1, 10**12),
            _within(confidence, *limits),
            choices,
            *(_within(share, 0, 1) for share in rest),
        )
    except (ValueError, TypeError, ArithmeticError, RecursionError):
        return None
    sound = choices and all(len(one.rates) == len(STAGES) for one in choices)
    return (str(name), scenario) if sound else None


def _converting(scenario: Scenario) -> tuple[Fraction, list[tuple[Fraction, tuple[Fraction, ...], Fraction | None]]]:
    return scenario.order_value, [(one.share, one.rates, one.order_value) for one in scenario.choices]


def _need(
    lead_type: str | None,
    quota: Fraction,
    ladder: Ladder,
    rate: Fraction,
    confidence: Fraction,
    evident: Sequence[tuple[Fraction, Fraction, Sequence[Counted]]],
) -> Need:
    """Put a need together; ``rate`` is the part of its leads that become deals."""
    deals, leads, chance = ceil(ladder[0]), int(ladder[-1]), float(rate)
    return Need(
        lead_type,
        quota,
        ladder,
        demand.leads_for_confidence(deals, chance, float(confidence)),
        demand.leads_for_confidence(deals, chance, EVEN),
        demand.chance_to_reach(deals, chance, leads),
        demand.leads_by_evidence(evident),
    )


def _asked(scenario: Scenario, choice: Choice) -> Part:
    return scenario.part(choice), choice.order_value or scenario.order_value, choice.rates


def _evident(
    scenario: Scenario, choice: Choice, evidence: Mapping[tuple[str, str], Counted]
) -> tuple[Fraction, Fraction, list[Counted]]:
    quota, order, _ = _asked(scenario, choice)
    return quota, order, [evidence.get((choice.lead_type, stage), NOTHING) for stage in STAGES]


def _moved(scenario: Scenario, choice: Choice, stage: str, rate: Fraction) -> Scenario:
    """Return a scenario with another rate at one stage of one type."""
    rates = tuple(rate if name == stage else one for name, one in zip(STAGES, choice.rates, strict=True))
    moved = replace(choice, rates=rates)
    return replace(scenario, choices=tuple(moved if one is choice else one for one in scenario.choices))


def _within(value: object, low: Fraction | int, high: Fraction | int) -> Fraction:
    found = exact.read(str(value))
    if found is None or not low <= found <= high:
        raise ValueError(value)
    return found


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _minutes(value: timedelta | None) -> int | None:
    return None if value is None else value // timedelta(minutes=1)
