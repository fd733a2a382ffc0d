"""What is promised of every kind of lead, by both sides."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import prod
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sla_dash.agreement.fields import (
    DECIMALS,
    MOST_LEADS,
    As,
    Duration,
    Money,
    Monthly,
    MonthlyCount,
    Name,
    Price,
    Rate,
)
from sla_dash.agreement.times import Part

Recipient = Literal["owner", "lead", "manager"]
"""Who is told: the owner of the lead, who leads the owner's team, or the manager of sales."""
LATEST = 10
"""Times its promise, at which nobody needs to be told any more."""


class Alert(Part):
    """Who is told of a lead that nobody has contacted, once a part of the time promised for it has passed."""

    at: Annotated[Decimal, Field(gt=0, le=LATEST, decimal_places=DECIMALS), As.SHARE]
    """Part of the working time promised, at which it is told: 1 is all of it, more is late."""
    to: Annotated[tuple[Recipient, ...], Field(min_length=1)]
    """Who is told: the owner, who leads the owner's team, the manager; `sla-dash notify` sends it."""

    @model_validator(mode="after")
    def _once(self) -> Self:
        refuse_repeats("to", self.to)
        return self

    @property
    def share(self) -> Fraction:
        """The part of the time promised, exactly."""
        return Fraction(self.at)


class Milestone(Part):
    """So many attempts by so many exact 24-hour days after the clock started, cumulative."""

    day: Annotated[int, Field(gt=0, le=365)]
    """By the end of how many exact 24-hour days after the clock started."""
    attempts: Annotated[int, Field(gt=0, le=100)]
    """How many attempts by then, earlier ones among them."""


class Rates(Part):
    """Agreed conversion rates, each in (0, 1]."""

    mql_to_sql: Rate
    """Part of the leads handed over that sales accepts."""
    sql_to_opportunity: Rate
    """Part of the accepted leads that become an opportunity."""
    win: Rate
    """Part of the opportunities that are won."""

    @property
    def ladder(self) -> tuple[Fraction, ...]:
        """The rates from the deal upwards: win, SQL to opportunity, MQL to SQL."""
        return Fraction(self.win), Fraction(self.sql_to_opportunity), Fraction(self.mql_to_sql)


class LeadType(Part):
    """What is promised of one kind of lead, by both sides."""

    name: Name
    """As the records call it."""
    share: Rate | None = None
    """Part of the stream's quota that this type is to bring; those of a stream add up to all of it."""
    rates: Rates | None = None
    targets: MonthlyCount | None = None
    """Leads a month, given outright; otherwise they follow from quota, order value and rates, rounded up."""
    lead_value: Money | None = None
    """What a lead counts for in money; otherwise the quota over the leads that it needs."""
    average_order_value: Price | None = None
    """Of this type, where it differs from the stream's."""
    respond_within: Duration | None = None
    """Working time until the first contact, inclusive; nothing where sales promises nothing."""
    respond_share: Rate | None = None
    """Part of the leads for which that is promised."""

    @model_validator(mode="after")
    def _whole_promises(self) -> Self:
        if (self.respond_within is None) != (self.respond_share is None):
            raise ValueError("needs both respond_within and respond_share, or neither")
        if self.targets is None and (self.share is None or self.rates is None):
            raise ValueError("needs targets, or a share of the quota with rates")
        return self


class Stream(Part):
    """A revenue stream: its quota and the types of lead that are to bring it."""

    name: Name
    """As the records call it."""
    quota: Monthly | None = None
    """Revenue that the leads of a month are to bring in the end."""
    average_order_value: Price | None = None
    """What a deal brings; with the quota it says how many deals are needed."""
    margin: Rate | None = None
    """Part of the amount won that is left as margin; the Funnel then shows the margin won."""
    lead_types: Annotated[tuple[LeadType, ...], Field(alias="lead_type", min_length=1)]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        refuse_repeats("lead_type", [t.name for t in self.lead_types])
        shares = [t.share for t in self.lead_types if t.share is not None]
        if shares and sum(shares) != 1:
            raise ValueError(f"the shares of its lead types add up to {sum(shares)}, not to 1")
        for one in self.lead_types:
            if one.targets is None and (self.quota is None or (self.average_order_value is None)):
                raise ValueError(f"lead type {one.name!r} has no targets, so quota and average_order_value are needed")
            self._refuse_too_many(one)
        return self

    def _refuse_too_many(self, one: LeadType) -> None:
        if one.targets is None and one.share and one.rates and self.average_order_value:
            passed = prod(one.rates.ladder) * Fraction(one.average_order_value or self.average_order_value)
            leads = max(map(Fraction, (self.quota or {}).values()), default=Fraction(0)) * Fraction(one.share) / passed
            if leads > MOST_LEADS:
                raise ValueError(
                    f"lead type {one.name!r} would need {int(leads):.1e} leads a month, which is more than "
                    f"{MOST_LEADS:,}: look at quota, average_order_value, share and rates"
                )


def refuse_repeats(what: str, names: Iterable[str]) -> None:
    """Refuse names of which one stands there twice; for a validator of the model."""
    twice = sorted(name for name, n in Counter(names).items() if n > 1)
    if twice:
        raise ValueError(f"{what} {', '.join(map(repr, twice))} stands there twice")
