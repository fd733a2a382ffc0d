"""A proposal: the draft of the next version of the agreement, as TOML that can be checked and signed."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from sla_dash.agreement import LeadType, Stream, Terms
from sla_dash.calendar import DAY_SECONDS, Interval, next_month
from sla_dash.rules import demand, revision
from sla_dash.rules.demand import Counted
from sla_dash.rules.plan import Month, TypePlan
from sla_dash.rules.whatif import STAGES, Choice, Scenario
from sla_dash.statistics import survival

FINE = 10_000
"""Parts of a quota that a share is written in."""
YEAR = 12
"""Months that the deals won speak of."""
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def next_quarter(day: date) -> date:
    """Return the first day of the quarter after the one of a day."""
    return next_month(day.replace(day=1, month=3 * ((day.month + 2) // 3)))


@dataclass(frozen=True, slots=True)
class Shown:
    """What the records show of the numbers that a proposal may change."""

    rates: Mapping[tuple[str, str], Counted] = field(default_factory=dict)
    """What mature cohorts have shown, by lead type and name of the rate."""
    won: Mapping[str, tuple[Fraction, int]] = field(default_factory=dict)
    """Amount won and deals won with an amount in the last twelve complete months, by lead type."""
    in_time: Mapping[str, survival.Share] = field(default_factory=dict)
    """Contacted within the time proposed, of the leads of the month on screen, by lead type."""
    abroad: int = 0
    """Deals won in those months with an amount in another currency, which is in none of these."""

    @property
    def whole(self) -> tuple[Fraction, int]:
        """What all types of the stream have won."""
        return sum((amount for amount, _ in self.won.values()), Fraction(0)), sum(n for _, n in self.won.values())


def draft(terms: Terms, scenario: Scenario, shown: Shown, today: date, planned: Sequence[TypePlan] = ()) -> str:
    """Write the next version: a scenario's numbers in place of its stream's, and everything else as it stands.

    It is in force from the next quarter for a quarter, and nobody has signed it. Above each number that changes stands
    what it was, and what the records show of it. A type of lead without a share of the quota is left out. ``planned``
    gives the stream's types and, last, all of them the targets and the quotas of the months from then on.
    """
    begins = max(next_quarter(today), next_quarter(terms.valid_from))
    shares = _shares(scenario)
    months = {one.lead_type: [month for month in one.months if month.month >= begins] for one in planned}
    lines = [
        f"# A draft: version {terms.version + 1}, proposed in place of version {terms.version}. Nobody has signed it.",
        "",
        *_head(terms, begins),
    ]
    for stream in terms.streams:
        changed = scenario if stream.name == scenario.stream else None
        named = ["", "[[stream]]", f"name = {_text(stream.name)}"]
        lines += [*named, *_amounts(stream, changed, shown, months.get(None, []))]
        choices = {choice.lead_type: choice for choice in changed.choices} if changed else {}
        for one in stream.lead_types:
            choice = choices.get(one.name)
            if choice and not shares[one.name]:
                lines += ["", f"# {one.name} is left out: it has no share of the quota any more"]
            else:
                lines += ["", *_lead_type(one, choice, shares, shown, months.get(one.name, []) if choice else [])]
    return "\n".join([*lines, *_tail(terms), ""])


def _shares(scenario: Scenario) -> dict[str, Decimal]:
    """Write the shares of the quota so that they sum to exactly 1, those of types that stand as they are among them."""
    whole = sum((one.share for one in scenario.choices), Fraction(0)) or Fraction(1)
    parts = demand.cum_round([one.share / whole * (1 - scenario.rest) * FINE for one in scenario.choices])
    return {one.lead_type: Decimal(part) / FINE for one, part in zip(scenario.choices, parts, strict=True)}


def _head(terms: Terms, begins: date) -> Iterator[str]:
    yield f"version = {terms.version + 1}"
    yield f"title = {_text(terms.title)}"
    yield f"valid_from = {begins}"
    yield f"next_revision = {next_quarter(begins)}"
    yield f"timezone = {_text(terms.timezone)}"
    yield f"standup = {{ at = {_text(f'{terms.standup.at:%H:%M}')}, minutes = {terms.standup.minutes} }}"
    yield f"clock_start = {_text(terms.clock_start)}"
    yield f"profile = {_text(terms.profile)}"
    yield f"tolerance = {terms.tolerance}"
    yield f"slack_cycles = {terms.slack_cycles}"
    steps = ", ".join(f"{{ day = {one.day}, attempts = {one.attempts} }}" for one in terms.follow_up)
    yield f"follow_up = [{steps}]"
    if terms.leads_per_rep is not None:
        yield f"leads_per_rep = {terms.leads_per_rep}"
    if terms.currency is not None:
        yield f"currency = {_text(terms.currency)}"
    yield f"consequence = {_text(terms.consequence)}"
    yield f"exceptions = {_texts(terms.exceptions)}"
    yield from ("", "[working_week]")
    yield from _week(terms.working_week.intervals)
    yield from ("", "[holidays]")
    yield from _off(terms.holidays.country, terms.holidays.subdivision, terms.holidays.overrides)
    for one in terms.schedules:
        yield from ("", "[[schedule]]")
        for key in ("team", "rep", "timezone"):
            if getattr(one, key) is not None:
                yield f"{key} = {_text(getattr(one, key))}"
        if one.working_week:
            yield f"working_week = {{ {', '.join(_week(one.working_week.intervals))} }}"
        if one.holidays:
            off = _off(one.holidays.country, one.holidays.subdivision, one.holidays.overrides)
            yield f"holidays = {{ {', '.join(off)} }}"


def _amounts(stream: Stream, scenario: Scenario | None, shown: Shown, months: Sequence[Month]) -> Iterator[str]:
    quota, order = stream.quota, stream.average_order_value
    if scenario:
        amount, deals = shown.whole
        proposed, value = _quota(scenario, months), _decimal(scenario.order_value)
        if quota is None or set(quota.values()) != set(proposed.values()):
            brought = f" brought {_cents(amount / YEAR)} a month" if deals else ""
            yield f"# quota {_months(quota)} → {_months(proposed)}: {_won(deals, shown)}{brought}"
            quota = proposed
        if order != value:
            averaged = f" averaged {_cents(amount / deals)}" if deals else ""
            yield f"# average_order_value {order} → {value}: {_won(deals, shown)}{averaged}"
            order = value
    if quota is not None:
        yield f"quota = {_months(quota)}"
    if order is not None:
        yield f"average_order_value = {order}"
    if stream.margin is not None:
        yield f"margin = {stream.margin}"


def _lead_type(
    one: LeadType, choice: Choice | None, shares: Mapping[str, Decimal], shown: Shown, months: Sequence[Month]
) -> Iterator[str]:
    share, within, targets = one.share, one.respond_within, one.targets
    rates = {stage: getattr(one.rates, stage) for stage in STAGES} if one.rates else {}
    yield "[[stream.lead_type]]"
    yield f"name = {_text(one.name)}"
    if choice:
        if share != shares[one.name]:
            yield f"# share {share} → {shares[one.name]}: {_brought(one.name, shown)}"
            share = shares[one.name]
        for stage, rate in zip(STAGES, choice.rates, strict=True):
            proposed = _decimal(rate)
            if rates[stage] != proposed:
                yield f"# {stage} {rates[stage]} → {proposed}: {_cohorts(shown.rates.get((one.name, stage)))}"
                rates[stage] = proposed
        if within != choice.respond_within:
            kept = _contacted(shown.in_time.get(one.name))
            yield f"# respond_within {_duration(within)} → {_duration(choice.respond_within)}: {kept}"
            within = choice.respond_within
        if months:
            targets = {month.month: month.leads for month in months}
            yield f"# targets {_months(one.targets)} → {_months(targets)}: {_ahead(months)}"
    if share is not None:
        yield f"share = {share}"
    if rates:
        yield f"rates = {{ {', '.join(f'{stage} = {rates[stage]}' for stage in reversed(STAGES))} }}"
    if targets is not None:
        yield f"targets = {_months(targets)}"
    for key in ("lead_value", "average_order_value"):
        if getattr(one, key) is not None:
            yield f"{key} = {getattr(one, key)}"
    if within is not None:
        yield f"respond_within = {_duration(within)}"
        yield f"respond_share = {one.respond_share}"


def _quota(scenario: Scenario, months: Sequence[Month]) -> dict[date | None, Decimal]:
    """Return the quota by month where the months of a plan differ, else one for every month."""
    planned: dict[date | None, Decimal] = {one.month: _cents(one.quota / (1 - scenario.rest)) for one in months}
    if len(set(planned.values())) > 1:
        return planned
    return {None: next(iter(planned.values()), _decimal(scenario.quota))}


def _brought(lead_type: str, shown: Shown) -> str:
    (whole, all_deals), (amount, deals) = shown.whole, shown.won.get(lead_type, (Fraction(0), 0))
    part = f", {float(amount / whole):.3f} of the amount" if deals >= revision.ENOUGH and whole else ""
    return f"{deals} of {_won(all_deals, shown)}{part}" if all_deals else _won(0, shown)


def _won(deals: int, shown: Shown) -> str:
    """Name the deals that speak of an amount, and how many do not, as theirs is in another currency."""
    named = f"{deals} deals won" if deals else "no deal was won"
    apart = f" (apart from {shown.abroad} in other currencies)" if shown.abroad else ""
    return f"{named} with an amount in twelve months{apart}"


def _contacted(share: survival.Share | None) -> str:
    if share is None:
        return "it is too early in the month to say how many leads were contacted so soon"
    return f"{share.share:.3f} of the month's leads were contacted so soon ({share.low:.3f} to {share.high:.3f})"


def _ahead(months: Sequence[Month]) -> str:
    quota, pipe = sum(month.quota for month in months), sum(month.in_pipe for month in months)
    return (
        f"{sum(month.leads for month in months)} leads, as early as leads have taken to be won, for revenue of "
        f"{_cents(Fraction(quota))}, of which {_cents(Fraction(pipe))} is in the pipe"
    )


def _cohorts(counted: Counted | None) -> str:
    around = counted.interval() if counted else None
    if counted is None or around is None:
        return "no mature cohort has shown it yet"
    grown = "" if counted.maturity == 1 else f" at a maturity of {float(counted.maturity):.3f}"
    return (
        f"mature cohorts have shown {counted.passed} of {counted.of}{grown} (95 % interval {around[0]:.3f} to "
        f"{around[1]:.3f})"
    )


def _tail(terms: Terms) -> Iterator[str]:
    if terms.definitions:
        yield from ("", "[definitions]")
        yield from (f"{_key(key)} = {_text(value)}" for key, value in terms.definitions.items())
    for role in terms.roles:
        yield from ("", "[[role]]", f"name = {_text(role.name)}", f"owns = {_text(role.owns)}")
        yield from (f"should = {_texts(role.should)}", f"should_not = {_texts(role.should_not)}")


def _week(week: tuple[tuple[Interval, ...], ...]) -> Iterator[str]:
    return (f"{day} = {_open(intervals)}" for day, intervals in zip(WEEK, week, strict=True) if intervals)


def _off(country: str | None, subdivision: str | None, overrides: Mapping[date, tuple[Interval, ...]]) -> Iterator[str]:
    if country is not None:
        yield f"country = {_text(country)}"
    if subdivision is not None:
        yield f"subdivision = {_text(subdivision)}"
    if overrides:
        yield f"overrides = {{ {', '.join(f'{day} = {_open(hours)}' for day, hours in overrides.items())} }}"


def _open(intervals: tuple[Interval, ...]) -> str:
    return f"[{', '.join(_text(f'{_clock(start)}-{_clock(end)}') for start, end in intervals)}]"


def _clock(second: int) -> str:
    wrapped = second if second <= DAY_SECONDS else second - DAY_SECONDS
    return f"{wrapped // 3600:02}:{wrapped // 60 % 60:02}"


def _months(amounts: Mapping[date | None, Decimal] | Mapping[date | None, int] | None) -> str:
    if amounts is None:
        return "none"
    if set(amounts) == {None}:
        return str(amounts[None])
    named = [f'"{month:%Y-%m}" = {amount}' for month, amount in amounts.items()]
    return f"{{ {', '.join(named)} }}"


def _duration(value: timedelta | None) -> str:
    if value is None:
        return "none"
    hours, minutes = divmod(value // timedelta(minutes=1), 60)
    return _text((f"{hours}h" if hours else "") + (f"{minutes}min" if minutes else ""))


def _cents(value: Fraction) -> Decimal:
    return _decimal(Fraction(demand.nearest(value * 100), 100))


def _decimal(value: Fraction) -> Decimal:
    found = Decimal(value.numerator) / Decimal(value.denominator)
    return Decimal(f"{found.normalize():f}")


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _text(name)


def _texts(values: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_text, values))}]"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
