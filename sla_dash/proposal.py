"""A proposal: the draft of the next version of the agreement, as TOML that can be checked and signed."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from sla_dash import demand, proportion
from sla_dash.agreement import LeadType, Stream, Terms
from sla_dash.calendar import DAY_SECONDS, Interval, next_month
from sla_dash.demand import Counted
from sla_dash.whatif import STAGES, Choice, Scenario

FINE = 10_000
"""Parts of a quota that a share is written in."""
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def next_quarter(day: date) -> date:
    """Return the first day of the quarter after the one of a day."""
    return next_month(day.replace(day=1, month=3 * ((day.month + 2) // 3)))


def draft(terms: Terms, scenario: Scenario, evidence: Mapping[tuple[str, str], Counted], today: date) -> str:
    """Write the next version: a scenario's numbers in place of its stream's, and everything else as it stands.

    It is in force from the next quarter for a quarter, and nobody has signed it. Above each number that changes stands
    what it was, and what mature cohorts have shown of it. A type of lead without a share of the quota is left out.
    """
    begins = max(next_quarter(today), next_quarter(terms.valid_from))
    shares = _shares(scenario)
    lines = [
        f"# A draft: version {terms.version + 1}, proposed in place of version {terms.version}. Nobody has signed it.",
        "",
        *_head(terms, begins),
    ]
    for stream in terms.streams:
        changed = scenario if stream.name == scenario.stream else None
        lines += ["", "[[stream]]", f"name = {_text(stream.name)}", *_amounts(stream, changed)]
        choices = {choice.lead_type: choice for choice in changed.choices} if changed else {}
        for one in stream.lead_types:
            choice = choices.get(one.name)
            if choice and not shares[one.name]:
                lines += ["", f"# {one.name} is left out: it has no share of the quota any more"]
            else:
                lines += ["", *_lead_type(one, choice, shares, evidence)]
    return "\n".join([*lines, *_tail(terms), ""])


def _shares(scenario: Scenario) -> dict[str, Decimal]:
    """Write the shares of the quota so that they sum to exactly 1."""
    whole = sum((one.share for one in scenario.choices), Fraction(0)) or Fraction(1)
    parts = demand.cum_round([one.share / whole * FINE for one in scenario.choices])
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


def _amounts(stream: Stream, scenario: Scenario | None) -> Iterator[str]:
    quota, order = stream.quota, stream.average_order_value
    if scenario:
        proposed, value = _decimal(scenario.quota), _decimal(scenario.order_value)
        if quota is None or set(quota.values()) != {proposed}:
            yield f"# quota {_months(quota)} → {proposed}"
            quota = {None: proposed}
        if order != value:
            yield f"# average_order_value {order} → {value}"
            order = value
    if quota is not None:
        yield f"quota = {_months(quota)}"
    if order is not None:
        yield f"average_order_value = {order}"
    if stream.margin is not None:
        yield f"margin = {stream.margin}"


def _lead_type(
    one: LeadType, choice: Choice | None, shares: Mapping[str, Decimal], evidence: Mapping[tuple[str, str], Counted]
) -> Iterator[str]:
    share, within = one.share, one.respond_within
    rates = {stage: getattr(one.rates, stage) for stage in STAGES} if one.rates else {}
    yield "[[stream.lead_type]]"
    yield f"name = {_text(one.name)}"
    if choice:
        if share != shares[one.name]:
            yield f"# share {share} → {shares[one.name]}"
            share = shares[one.name]
        for stage, rate in zip(STAGES, choice.rates, strict=True):
            proposed = _decimal(rate)
            if rates[stage] != proposed:
                yield f"# {stage} {rates[stage]} → {proposed}: {_shown(evidence.get((one.name, stage)))}"
                rates[stage] = proposed
        if within != choice.respond_within:
            yield f"# respond_within {_duration(within)} → {_duration(choice.respond_within)}"
            within = choice.respond_within
    if share is not None:
        yield f"share = {share}"
    if rates:
        yield f"rates = {{ {', '.join(f'{stage} = {rates[stage]}' for stage in reversed(STAGES))} }}"
    if one.targets is not None:
        yield f"targets = {_months(one.targets)}"
    for key in ("lead_value", "average_order_value"):
        if getattr(one, key) is not None:
            yield f"{key} = {getattr(one, key)}"
    if within is not None:
        yield f"respond_within = {_duration(within)}"
        yield f"respond_share = {one.respond_share}"


def _shown(counted: Counted | None) -> str:
    around = proportion.wilson(*counted) if counted else None
    if counted is None or around is None:
        return "no mature cohort has shown it yet"
    x, n = counted
    return f"mature cohorts have shown {x} of {n} (95 % interval {around[0]:.3f} to {around[1]:.3f})"


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


def _decimal(value: Fraction) -> Decimal:
    found = Decimal(value.numerator) / Decimal(value.denominator)
    return Decimal(f"{found.normalize():f}")


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _text(name)


def _texts(values: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_text, values))}]"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
