"""Distribution of leads: whether each rep gets the part that was agreed, or more or fewer than chance explains."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from sla_dash.statistics import binomial, evenness

TAIL = Fraction(1, 1000)
"""Chance beyond which a rep's number is no chance, on each side."""


class Portion(StrEnum):
    """Where the leads of one rep lie among what chance makes of the part agreed."""

    MORE = "more"
    FEWER = "fewer"
    WITHIN = "within chance"


class Beside(StrEnum):
    """Why somebody who owns leads is not judged."""

    PART_OF_THE_TIME = "at work for a part of these days"
    NO_REP = "not among the reps"


@dataclass(frozen=True, slots=True)
class Rep:
    """Who leads are shared out to."""

    rep: str
    team: str | None = None
    active_from: date | None = None
    active_to: date | None = None
    """First and last day at work, both inclusive; None is without limit."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How many leads each rep is to get in relation to the others."""

    reps: Mapping[str, Fraction]
    """A rep's own weight wins over …"""
    teams: Mapping[str, Fraction]
    """… that of the team; 1 where neither is given."""

    def of(self, rep: Rep) -> Fraction:
        """Return the weight of a rep."""
        return self.reps.get(rep.rep) or self.teams.get(rep.team or "") or Fraction(1)


@dataclass(frozen=True, slots=True)
class Got:
    """The leads of one rep who was there throughout."""

    rep: str
    weight: Fraction
    leads: int
    expected: Fraction
    """Of the leads of all who are judged, by weight."""
    part: Fraction
    """The same as a share of them."""
    portion: Portion


@dataclass(frozen=True, slots=True)
class Other:
    """Leads of somebody who is not judged."""

    rep: str
    leads: int
    why: Beside


@dataclass(frozen=True, slots=True)
class Distribution:
    """Who got how many of the leads assigned in a span of days."""

    reps: tuple[Got, ...]
    """Everybody who was at work throughout, those without a lead too, by name."""
    others: tuple[Other, ...]
    """Who got leads and is not judged, by name."""
    unassigned: int
    """Leads handed over in these days that nobody owns."""
    p_value: float | None
    """Chance that leads shared out by these weights differ as much as they do; None without leads or of one rep."""

    @property
    def leads(self) -> int:
        """Leads of those who are judged."""
        return sum(one.leads for one in self.reps)

    @property
    def named(self) -> tuple[Got, ...]:
        """Who got more or fewer than chance explains."""
        return tuple(one for one in self.reps if one.portion is not Portion.WITHIN)


def portion(leads: int, of: int, part: Fraction) -> Portion:
    """Say whether chance puts under 0.1 % at so many leads or beyond, each being a rep's with the chance ``part``."""
    if binomial.seldom_so_many(leads, of, part, TAIL):
        return Portion.MORE
    return Portion.FEWER if binomial.seldom_so_few(leads, of, part, TAIL) else Portion.WITHIN


def judged(
    counts: Mapping[str | None, int], reps: Sequence[Rep], weights: Weights, first: date, last: date
) -> Distribution:
    """Hold the leads of each rep against the part agreed of all leads of those at work throughout.

    ``counts`` holds the leads assigned by owner, None for those that nobody owns; ``first`` and ``last`` are the days
    that they were assigned in, both inclusive. Where no reps are on record, everybody who got a lead or has a weight
    of their own is taken to have been at work throughout.
    """
    owners = sorted(owner for owner in counts if owner is not None)
    known = reps or [Rep(name) for name in sorted({*owners, *weights.reps})]
    there = {
        rep.rep: rep
        for rep in sorted(known, key=lambda rep: rep.rep)
        if (rep.active_from is None or rep.active_from <= first) and (rep.active_to is None or last <= rep.active_to)
    }
    on_record = {rep.rep for rep in known}
    found, due = [counts.get(rep, 0) for rep in there], [weights.of(rep) for rep in there.values()]
    leads, whole = sum(found), sum(due)
    return Distribution(
        tuple(
            Got(rep, weight, n, leads * weight / whole, weight / whole, portion(n, leads, weight / whole))
            for rep, n, weight in zip(there, found, due, strict=True)
        ),
        tuple(
            Other(rep, counts[rep], Beside.PART_OF_THE_TIME if rep in on_record else Beside.NO_REP)
            for rep in owners
            if rep not in there
        ),
        counts.get(None, 0),
        evenness.pearson(found, due),
    )
