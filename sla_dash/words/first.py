"""A first agreement: the text as TOML, with what the records show above every number, and what it is in a few lines."""

import json
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

from sla_dash import theme
from sla_dash.agreement import Terms
from sla_dash.agreement import Version as Proposed
from sla_dash.agreement.fields import LONGEST_CURRENCY, is_name
from sla_dash.calendar import local_day
from sla_dash.rules import demand, first, provisional
from sla_dash.rules import evidence as rules
from sla_dash.rules.evidence import Found
from sla_dash.rules.first import StreamDraft, TypeDraft
from sla_dash.rules.promise import KEPT
from sla_dash.rules.provisional import Named
from sla_dash.words import evidence
from sla_dash.words.phrase import called, name

WIDTH = 100
SIDES = ("Head of marketing", "Head of sales")
"""Who signs where nobody says who."""
TOLD = 12
"""Types that are told one by one on the screen."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a version says of itself."""

    number: int
    valid_from: date
    next_revision: date
    country: str | None = None
    """Whose public holidays are no working days; None for none."""


def text(found: Found, version: Version) -> str:
    """Write the agreement; equal arguments give equal texts."""
    rows = [*_head(found), *_version(found, version), *_follow_up(found), *_currency(found), *_hours(version)]
    for one in found.streams:
        stream = first.drafted(one, found.months)
        rows += _stream(found, stream)
        for of_type in stream.types:
            rows += _type(found, stream, of_type)
    return "\n".join(rows) + "\n"


def summary(found: Found) -> Iterator[str]:
    """Say in a few lines what the records show for a first agreement."""
    streams = [first.drafted(one, found.months) for one in found.streams]
    types = [one for stream in streams for one in stream.types]
    of = theme.counted(len(types), "type")
    yield f"{reach(found.leads, len(types), found.first_on, found.last_on)}."
    named = theme.months(found.months.each)
    leads = f"{theme.counted(sum(one.leads for one in types), 'lead')} a month"
    yield f"  targets: {leads}, as in {named}" + ("" if found.months.closed else ", which is not over")
    rated = sum(bool(one.rates) for one in types)
    yield f"  conversion rates: for {rated} of {of}" + ("" if found.has_deals else ", as no deals are loaded")
    quotas = [theme.money(Fraction(one.quota), found.currency) for one in streams if one.quota]
    yield f"  quota: {' and '.join(quotas)} a month" if quotas else "  quota: none, as too little is known of deals"
    promised = sum(one.promise is not None for one in types)
    untouched = "" if found.has_touches else ", as no touches are loaded"
    yield f"  time to contact: for {promised} of {of}{untouched}"
    steps = ", ".join(f"{one.step.attempts} by day {one.step.day}" for one in rules.cadence(found.tried))
    yield f"  follow-up: {steps or 'nothing'}{untouched}"
    if found.unnamed:
        yield f"  {evidence.unnamed(found)}"


def onward(file: Path, number: int, *, held: bool) -> Iterator[str]:
    """Say where the draft is and what to do with it; ``held`` where there is an agreement already."""
    used = f"agreement-{number}.toml" if held else "agreement.toml"
    yield f"{file.name} is written. Read it, and change what you do not want to promise:"
    yield f"  sla-dash agreement check {file}"
    yield f"Then rename it to {used} and run `sla-dash load`: the board goes by it, not signed, and you propose that"
    yield "file once you agree. Or propose it now: then it holds from the last signature on."
    yield f"  sla-dash agreement propose {file}"


def none_yet(named: Sequence[Named], zone: ZoneInfo) -> str:
    """Say what the records hold where there is no agreement."""
    leads, kinds = sum(one.leads for one in named), sum(one.nameable for one in named)
    first_on = local_day(min(one.first_at for one in named), zone)
    last_on = local_day(max(one.last_at for one in named), zone)
    return f"There is no agreement yet. These records hold {reach(leads, kinds, first_on, last_on)}."


def promises(terms: Terms, month: date) -> list[str]:
    """Say what a draft promises in a month: of every type both sides, at most so many; then the attempts."""
    told = []
    for target in demand.targets(terms, month):
        clause = terms.lead_type(target.stream, target.lead_type)
        contact = "no time to contact"
        if clause and clause.respond_within:
            share = theme.share(Fraction(clause.respond_share or 0))
            contact = f"contact within {theme.duration(clause.respond_within)} for {share}"
        leads = theme.counted(target.leads or 0, "lead")
        told.append(f"{name(target.stream, target.lead_type, total=False)}: {leads} a month; {contact}")
    more = [f"and {len(told) - TOLD:,} more types"] if len(told) > TOLD else []
    steps = ", ".join(f"{one.attempts} by day {one.day}" for one in terms.follow_up)
    return [*told[:TOLD], *more, f"attempts: {steps}" if steps else "no attempts"]


def waiting(version: Proposed) -> str:
    """Say that the first version waits for signatures."""
    missing = " and ".join(map(theme.strong, map(called, version.missing)))
    return f"Version {version.number} is proposed: it holds once {missing} have signed it."


def reach(leads: int, types: int, first_on: date, last_on: date) -> str:
    """Say how many leads of how many types there are, and from when to when."""
    span = f"from {theme.full_day(first_on)} to {theme.full_day(last_on)}"
    return f"{theme.counted(leads, 'lead')} of {theme.counted(types, 'type')}, {span}"


def _head(found: Found) -> Iterator[str]:
    held = reach(found.leads, len(found.types), found.first_on, found.last_on)
    yield from _note(f"A first agreement, written from the records alone: {held}.")
    yield from _note(
        "Nobody has agreed to any of it. Above every number stands what the records show of it, or that they show "
        "nothing. Change what you want to promise otherwise, then run `sla-dash agreement check`."
    )
    if found.unnamed:
        yield from _note(evidence.unnamed(found))


def _version(found: Found, version: Version) -> Iterator[str]:
    yield ""
    yield f"version = {version.number}"
    yield 'title = "Sales and marketing agreement"'
    back = "It looks back, so that you see at once how it would have been kept."
    yield from _note(back if version.number == 1 else "From the next quarter on.")
    yield f"valid_from = {version.valid_from}"
    yield from _note("The day on which you talk about it again: a quarter later at most.")
    yield f"next_revision = {version.next_revision}"
    yield from _note(evidence.ZONES[found.place.because])
    yield f"timezone = {_quoted(found.place.zone)}"
    yield from _note("The records do not say when you meet.")
    yield f"standup = {{ at = {_quoted(provisional.STANDUP)} }}"
    yield from _note(evidence.clock(found))
    if found.clock_start != "qualified_at":
        yield from _note("Without a hand-off no lead counts as delivered, and targets stay at 0: map qualified_at.")
    yield f"clock_start = {_quoted(found.clock_start)}"
    yield from _note("Who signs, one for each side.")
    yield f"signed_by = [{', '.join(map(_quoted, SIDES))}]"


def _follow_up(found: Found) -> Iterator[str]:
    kept = rules.cadence(found.tried)
    yield ""
    if kept:
        yield from _note(evidence.cadence())
        yield "follow_up = ["
        for one in kept:
            yield from _note(evidence.step(one), indent="    ")
            yield f"    {{ day = {one.step.day}, attempts = {one.step.attempts} }},"
        yield "]"
    else:
        usual = ", ".join(f"{{ day = {one.day}, attempts = {one.attempts} }}" for one in provisional.CADENCE)
        yield from _note(f"Nothing is promised about follow-up: {evidence.no_cadence(found)}. What is usual:")
        yield f"# follow_up = [{usual}]"


def _currency(found: Found) -> Iterator[str]:
    if found.currency and is_name(found.currency) and len(found.currency) <= LONGEST_CURRENCY:
        yield ""
        yield from _note(f"{theme.counted(found.priced, 'deal')} on record have an amount in it.")
        yield f"currency = {_quoted(found.currency)}"


def _hours(version: Version) -> Iterator[str]:
    yield ""
    yield from _note("The records do not say when you work. A day may be open up to three times, closed for lunch say.")
    yield "[working_week]"
    yield from (f"{day} = [{_quoted(provisional.HOURS)}]" for day in provisional.WORKING_DAYS)
    yield ""
    if version.country:
        yield from _note("The public holidays of the country that you asked for are no working days.")
        yield "[holidays]"
        yield f"country = {_quoted(version.country)}"
    else:
        yield from _note("Public holidays are working days until you name a country:")
        yield "# [holidays]"
        yield '# country = "PL"'


def _stream(found: Found, one: StreamDraft) -> Iterator[str]:
    yield ""
    yield "[[stream]]"
    yield f"name = {_quoted(one.of.name)}"
    if one.order_value is None:
        yield from _note(evidence.no_order_value(found, one))
        return
    if one.quota is None:
        yield from _note("No quota: by which rates leads become deals is not known.")
    else:
        yield from _note(evidence.quota(found, one))
        yield f"quota = {_number(one.quota)}"
    yield from _note(f"{evidence.won(found, one)}.")
    yield f"average_order_value = {_number(one.order_value)}"


def _type(found: Found, stream: StreamDraft, one: TypeDraft) -> Iterator[str]:
    yield ""
    yield "[[stream.lead_type]]"
    yield f"name = {_quoted(one.of.lead_type)}"
    if one.share:
        yield from _note(evidence.share(stream, one))
        yield f"share = {_number(one.share)}"
    yield from _note(evidence.leads(found, one))
    if one.targets is not None:
        yield f"targets = {_number(one.targets)}"
    if one.order_value is not None:
        yield from _note(evidence.order_value(one))
        yield f"average_order_value = {_number(one.order_value)}"
    if one.promise is not None and one.of.better is not None:
        yield from _note(evidence.window(one.of.better))
        yield f'respond_within = "{_duration(one.promise)}"'
        yield from _note(evidence.in_time(one.of.better))
        yield f"respond_share = {_number(Decimal(KEPT.numerator) / KEPT.denominator)}"
    else:
        yield from _note(evidence.no_promise(found, one))
    if not one.rates:
        yield from _note(evidence.no_rates(found))
        return
    yield "[stream.lead_type.rates]"
    for stage, rate in zip(provisional.STAGES, one.rates, strict=True):
        yield from _note(evidence.rate(stage, one, rate))
        yield f"{stage} = {_number(rate.value)}"


def _note(said: str, indent: str = "") -> list[str]:
    """Write a comment; whatever stands in it stays in it."""
    begin = f"{indent}# "
    return textwrap.wrap(
        theme.plain(said),
        WIDTH,
        initial_indent=begin,
        subsequent_indent=begin,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _number(value: Decimal | int) -> str:
    whole = value == int(value)
    return f"{int(value):_}" if whole else f"{value:f}".rstrip("0")


def _duration(value: timedelta) -> str:
    hours, minutes = divmod(value // timedelta(minutes=1), 60)
    return (f"{hours}h" if hours else "") + (f"{minutes}min" if minutes else "")
