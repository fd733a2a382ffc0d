"""Arrivals: each month brings what the story says of its target, and a little that does not count."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from sla_dash.calendar import days, local_day, next_month, utc
from sla_dash.demo.story import (
    DAY_OFF,
    EXTRAS,
    HOURS,
    NET,
    OVERDISPERSION,
    OWED,
    REPS,
    UNASSIGNED,
    USUAL_LEADS,
    WEEKDAYS,
)
from sla_dash.demo.world import Floats, Ints, World
from sla_dash.rules import delivery, demand

UP_TO_HOUR = np.concatenate(([0.0], np.cumsum(HOURS) / np.sum(HOURS)))
HOUR_EDGES = np.linspace(0, 1, len(HOURS) + 1)


@dataclass
class Leads:
    """Leads handed over, one entry each."""

    start: Ints
    kind: Ints
    fate: Ints
    owner: Ints
    owed: Floats
    """Part of the promise used up by now, of those placed to wait; 0 for all others."""


def handed_over(world: World) -> Leads:
    """Hand over leads so that each month, and this one until midnight, brings what the story says, net."""
    owed = _placed(world)
    parts = [owed]
    for month in world.months:
        parts += [_of_kind(world, owed, month, kind) for kind in range(len(world.kinds))]
    leads = Leads(
        np.concatenate([part.start for part in parts]),
        np.concatenate([part.kind for part in parts]),
        np.concatenate([part.fate for part in parts]),
        np.concatenate([part.owner for part in parts]),
        np.concatenate([part.owed for part in parts]),
    )
    leads.owner = np.where(leads.owed > 0, leads.owner, _routed(world, leads.start))
    return leads


def _routed(world: World, start: Ints) -> Ints:
    """Draw an owner for each lead, twice as likely one who is at work; a few get nobody, which is -1."""
    clocks = [world.clock(start, np.full(len(start), rep)) for rep in range(len(REPS))]
    at_work = [world.worked(start + 60, clock) > world.worked(start, clock) for clock in clocks]
    likely = np.cumsum(1 + np.array(at_work, dtype=np.int64), axis=0)
    owner = (likely <= world.rng.random(len(start)) * likely[-1]).sum(axis=0)
    return np.where(world.rng.random(len(start)) < UNASSIGNED, -1, owner)


def _placed(world: World) -> Leads:
    """Start the leads that are owed so early that, by now, their owner worked for just the part asked."""
    names = [name for _, name, _ in world.kinds]
    owed = [
        (owner, names.index(name), part)
        for owner, (rep, _, _) in enumerate(REPS)
        for name, parts in OWED.get(rep, ())
        for part in parts
        if name in names
    ]
    owner, kind = (np.array([row[n] for row in owed], dtype=np.int64) for n in (0, 1))
    part = np.array([row[2] for row in owed])
    start = np.full(len(owed), world.now)
    for _ in range(2):  # once more, because an earlier version may govern where the first try landed
        clock = world.clock(start, owner)
        spent = (part * world.clauses.promise[world.version(start), kind]).astype(np.int64)
        start = world.when(world.worked(np.full(len(owed), world.now), clock) - spent, clock)
    return Leads(start, kind, np.full(len(owed), NET), owner, part)


def _of_kind(world: World, owed: Leads, month: date, kind: int) -> Leads:
    """Hand over one type in one month: a whole that is told, spread over its days, less the owed ones among them."""
    stream, name, story = world.kinds[kind]
    terms = world.agreements.for_month(month) or world.agreements.versions[0]
    promised = {(t.stream, t.lead_type): t.leads for t in demand.targets(terms, month)}
    ago = len(world.months) - 1 - world.months.index(month)
    usual = world.rng.normal(1, 0.03)
    told = (story.pace, *story.closed)
    target = (promised.get((stream, name)) or USUAL_LEADS) * (told[ago] if ago < len(told) else usual)
    calendar, today = terms.calendar(world.days_off), local_day(world.at, terms.zone)
    every = days(month, next_month(month))
    done = sum(day < today for day in every)
    weights = np.array([WEEKDAYS[d.weekday()] if calendar.is_working_day(d) else DAY_OFF for d in every])
    weigh = (lambda _: 1) if terms.profile == "calendar day" else calendar.is_working_day
    share = (
        float(delivery.pace(month, today, weigh, calendar.is_working_day).share) or weights[:done].sum() / weights.sum()
    )
    midnights = np.array([int(utc(day, 0, terms.zone).timestamp()) for day in [*every, next_month(month)]])

    def already(first: int, end: int) -> int:
        return int(np.sum((owed.kind == kind) & (owed.start >= midnights[first]) & (owed.start < midnights[end])))

    counts = {NET: _spread(world, max(0, round(target * share) - already(0, done)), weights[:done])}
    counts |= {fate: _spread(world, round(target * share * part), weights[:done]) for fate, part in EXTRAS.items()}
    up_to = np.ones(done)
    if not ago:
        passed = (world.now - midnights[done]) / (midnights[done + 1] - midnights[done])
        up_to = np.append(up_to, np.interp(passed, HOUR_EDGES, UP_TO_HOUR))
        due = round(target * weights[done] / weights.sum() * up_to[-1]) - already(done, done + 1)
        counts = {fate: np.append(n, max(0, due) if fate == NET else 0) for fate, n in counts.items()}
    fate = np.repeat(list(counts), [n.sum() for n in counts.values()])
    day = np.concatenate([np.repeat(np.arange(len(n)), n) for n in counts.values()])
    hour = np.interp(world.rng.random(len(day)) * up_to[day], UP_TO_HOUR, HOUR_EDGES)
    start = midnights[day] + (hour * (midnights[day + 1] - midnights[day])).astype(np.int64)
    return Leads(start, np.full(len(day), kind), fate, np.full(len(day), -1), np.zeros(len(day)))


def _spread(world: World, n: int, weights: Floats) -> Ints:
    """Split a whole over days, each day varying more than by chance alone."""
    if not n or not len(weights):
        return np.zeros(len(weights), dtype=np.int64)
    drawn = world.rng.gamma(n * weights / weights.sum() / (OVERDISPERSION - 1)) + 1e-9
    return world.rng.multinomial(n, drawn / drawn.sum())
