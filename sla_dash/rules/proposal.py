"""A proposal: the draft of the next version of the agreement, as TOML that can be checked and signed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from sla_dash.agreement import LeadType, Stream, Terms, parse
from sla_dash.agreement import draft as drafts
from sla_dash.agreement.draft import Place
from sla_dash.calendar import next_month
from sla_dash.errors import AgreementError
from sla_dash.rules import demand, revision
from sla_dash.rules.demand import Counted
from sla_dash.rules.plan import Month, TypePlan
from sla_dash.rules.whatif import STAGES, Choice, Scenario
from sla_dash.statistics import survival

FINE = 10_000
"""Parts of a quota that a share is written in."""
YEAR = 12
"""Months that the deals won speak of."""
DRAFT = "# Draft:"
"""How the remarks at the top of a draft begin."""


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


def draft(
    text: str, terms: Terms, scenario: Scenario, shown: Shown, today: date, planned: Sequence[TypePlan] = ()
) -> str:
    """Write a scenario's numbers into a text, and leave its order, its comments and all the rest as they stand.

    ``text`` is that of the version in force, ``terms``, or a draft of the next one. A new draft is in force from the
    next quarter for a quarter. Above each number that differs from the version in force stands what it is there, and
    what the records show of it. A type of lead without a share of the quota is left out. ``planned`` gives the
    stream's types and, last, all of them the targets and the quotas of the months from then on.
    """
    text = renewed(text, terms, today) if parse(text).version == terms.version else text
    held = parse(text)
    begins = (
        held.valid_from if held.version > terms.version else max(next_quarter(today), next_quarter(terms.valid_from))
    )
    changes = dict(_renewed(terms, begins)) if held.version == terms.version else {}
    n = next((n for n, one in enumerate(held.streams) if one.name == scenario.stream), None)
    if n is None:
        raise AgreementError(
            f"The draft has no stream {scenario.stream!r}.",
            advice="Name it there as in the version in force.",
        )
    stream = held.streams[n]
    agreed = next((one for one in terms.streams if one.name == scenario.stream), stream)
    months = {one.lead_type: [month for month in one.months if month.month >= held.valid_from] for one in planned}
    found = list(_amounts(("stream", n), agreed, stream, scenario, shown, months.get(None, [])))
    choices, shares = {one.lead_type: one for one in scenario.choices}, _shares(scenario)
    gone = [one.name for one in stream.lead_types if one.name in choices and not shares[one.name]]
    for m, one in enumerate(stream.lead_types):
        if one.name in choices and one.name not in gone:
            before = terms.lead_type(stream.name, one.name) or one
            place = "stream", n, "lead_type", m
            now = replace(choices[one.name], share=Fraction(shares[one.name]))
            found += _lead_type(place, before, one, now, shown, months.get(one.name, []))
    changes = {one.place: one.source for one in found if one.source}
    written = drafts.remarked(drafts.changed(text, changes), {one.place: one.remark for one in found})
    for m, one in reversed(list(enumerate(stream.lead_types))):
        if one.name in gone:
            written = drafts.without(written, ("stream", n, "lead_type", m))
    return _headed(written, terms, gone)


@dataclass(frozen=True, slots=True)
class _Value:
    """One number of a scenario."""

    place: Place
    source: str
    """As TOML writes it; "" where it stands there already."""
    remark: str
    """What it is in the version in force and what is on record; "" where it is the same there."""


def _value(place: Place, key: str, *, agreed: str, held: str, proposed: str, found: str) -> _Value:
    remark = f"{key} {agreed} → {proposed}: {found}" if proposed != agreed else ""
    return _Value((*place, key), proposed if proposed != held else "", remark)


def _renewed(terms: Terms, begins: date) -> Iterator[tuple[Place, str | None]]:
    """Yield what a new version says of itself: its number and its days; objectives go on from where they began."""
    yield ("version",), f"{terms.version + 1}"
    yield ("valid_from",), f"{begins}"
    yield ("next_revision",), f"{next_quarter(begins)}"
    yield ("until",), None
    for n, one in enumerate(terms.objectives):
        if one.by > begins:
            yield ("objective", n, "since"), f"{one.since or terms.valid_from}"


def renewed(text: str, terms: Terms, today: date) -> str:
    """Begin a draft of the next version: the text of the one in force with a number and days of its own."""
    begins = max(next_quarter(today), next_quarter(terms.valid_from))
    return _headed(drafts.changed(text, dict(_renewed(terms, begins))), terms, ())


def _headed(text: str, terms: Terms, gone: Sequence[str]) -> str:
    """Say at the top that this is a draft, and which types of lead it leaves out."""
    rows = text.split("\n")
    while rows and rows[0].startswith(DRAFT):
        del rows[0]
    said = [f"{DRAFT} version {terms.version + 1}, in place of version {terms.version}. Nobody has signed it."]
    said += [f"{DRAFT} {name} is left out: it has no share of the quota any more." for name in gone]
    return "\n".join([*said, *rows])


def _shares(scenario: Scenario) -> dict[str, Decimal]:
    """Write the shares of the quota so that they sum to exactly 1, those of types that stand as they are among them."""
    whole = sum((one.share for one in scenario.choices), Fraction(0)) or Fraction(1)
    parts = demand.cum_round([one.share / whole * (1 - scenario.rest) * FINE for one in scenario.choices])
    return {one.lead_type: Decimal(part) / FINE for one, part in zip(scenario.choices, parts, strict=True)}


def _amounts(
    place: Place, agreed: Stream, held: Stream, scenario: Scenario, shown: Shown, months: Sequence[Month]
) -> Iterator[_Value]:
    amount, deals = shown.whole
    brought = f" brought {_cents(amount / YEAR)} a month" if deals else ""
    yield _value(
        place,
        "quota",
        agreed=_months(_levelled(agreed.quota)),
        held=_months(_levelled(held.quota)),
        proposed=_months(_quota(scenario, months)),
        found=f"{_won(deals, shown)}{brought}",
    )
    averaged = f" averaged {_cents(amount / deals)}" if deals else ""
    yield _value(
        place,
        "average_order_value",
        agreed=_plain(agreed.average_order_value),
        held=_plain(held.average_order_value),
        proposed=f"{_decimal(scenario.order_value)}",
        found=f"{_won(deals, shown)}{averaged}",
    )


def _lead_type(
    place: Place, agreed: LeadType, held: LeadType, choice: Choice, shown: Shown, months: Sequence[Month]
) -> Iterator[_Value]:
    share = _plain(agreed.share), _plain(held.share), f"{_decimal(choice.share)}"
    yield _value(place, "share", **_three(share), found=_brought(agreed.name, shown))
    for stage, rate in zip(STAGES, choice.rates, strict=True):
        before = (_plain(getattr(one.rates, stage, None)) for one in (agreed, held))
        found = _cohorts(shown.rates.get((agreed.name, stage)))
        yield _value((*place, "rates"), stage, **_three((*before, f"{_decimal(rate)}")), found=found)
    within = tuple(_duration(one.respond_within) for one in (agreed, held, choice))
    if choice.respond_within:
        yield _value(place, "respond_within", **_three(within), found=_contacted(shown.in_time.get(agreed.name)))
    if months:
        targets: dict[date | None, int] = {month.month: month.leads for month in months}
        three = (_months(agreed.targets), _months(held.targets), _months(targets))
        yield _value(place, "targets", **_three(three), found=_ahead(months))


def _three(values: Sequence[str]) -> dict[str, str]:
    return dict(zip(("agreed", "held", "proposed"), values, strict=True))


def _levelled(amounts: Mapping[date | None, Decimal] | None) -> Mapping[date | None, Decimal] | None:
    """Return one amount for every month where all of them are the same."""
    if amounts and len(set(amounts.values())) == 1:
        return {None: next(iter(amounts.values()))}
    return amounts


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


def _months(amounts: Mapping[date | None, Decimal] | Mapping[date | None, int] | None) -> str:
    if amounts is None:
        return "none"
    if set(amounts) == {None}:
        return f"{_decimal(Fraction(amounts[None]))}"
    named = [f'"{month:%Y-%m}" = {_decimal(Fraction(amount))}' for month, amount in amounts.items() if month]
    return f"{{ {', '.join(named)} }}"


def _duration(value: timedelta | None) -> str:
    if value is None:
        return "none"
    hours, minutes = divmod(value // timedelta(minutes=1), 60)
    return '"' + (f"{hours}h" if hours else "") + (f"{minutes}min" if minutes else "") + '"'


def _plain(value: Decimal | None) -> str:
    return "none" if value is None else f"{_decimal(Fraction(value))}"


def _cents(value: Fraction) -> Decimal:
    return _decimal(Fraction(demand.nearest(value * 100), 100))


def _decimal(value: Fraction) -> Decimal:
    found = Decimal(value.numerator) / Decimal(value.denominator)
    return Decimal(f"{found.normalize():f}")
