"""What sales does with each lead: contact, follow-up, and deals."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sla_dash.calendar import DAY_SECONDS
from sla_dash.demo.handover import Leads
from sla_dash.demo.story import (
    CALLED_OFF_HOURS,
    CAUGHT_UP,
    CLOSED_UNTOUCHED,
    FRESH,
    GIVEN_UP,
    HELD,
    HELD_BY_SLACK,
    NET,
    NOT_NOW,
    RAW,
    REACHED_ANYWAY,
    REACHED_AT,
    REJECTED,
    REPS,
    SLACK,
    STRAY_DEALS,
    TEST,
    TWO_DEALS_IN,
)
from sla_dash.demo.world import NEVER, Flags, Floats, Ints, Texts, World


@dataclass
class Work:
    """What sales did with each lead."""

    contact: Ints
    attempts: Ints
    """One row a lead, one column an attempt."""
    reached: Ints
    replied: Flags
    """Reached because the lead wrote back, not by the attempt itself."""
    called_in: Flags
    """The first contact was a call by the lead that a person took."""
    accepted: Ints
    rejected: Ints
    closed: Ints
    disposition: Texts
    score: Ints
    opens: Flags
    """A deal is opened."""
    early: Ints
    """Which leads were called before their hand-off."""
    keeps: Ints
    """Milestones of follow-up that the owner keeps, up to the first that is missed."""


def worked_on(world: World, leads: Leads) -> Work:
    """Contact the leads, follow them up and sell to some."""
    rng, size, clauses = world.rng, len(leads.start), world.clauses
    version, clock = world.version(leads.start), world.clock(leads.start, leads.owner)

    def at_work(at: Ints, hours: float) -> Ints:
        later = 300 + rng.exponential(hours * 3_600, size).astype(np.int64)
        return world.when(world.worked(at, clock) + later, clock)

    contact, untouched = _contacted(world, leads, clock)
    score = rng.integers(5, 100, size)
    converts = np.array([story.converts for _, _, story in world.kinds])[leads.kind]
    chance = clauses.to_sql[version, leads.kind] * converts * (0.6 + 0.8 * score / 100)
    rejects = leads.fate == REJECTED
    sells = (rng.random(size) < chance) & ~rejects
    reaches = (sells | (rng.random(size) < REACHED_ANYWAY)) & ~rejects
    slack = np.isin(leads.owner, [n for n, (name, _, _) in enumerate(REPS) if name in SLACK])
    keeps = _kept(world, slack)
    attempts, last = _attempts(world, leads, contact, clock, keeps, reaches)
    reached, replied, called_in = _reached(world, attempts, last, reaches)
    accepted = np.where(sells, at_work(reached, 6), NEVER)
    rejected = np.where(rejects, np.minimum(at_work(contact, 5), np.maximum(contact, world.now - 30)), NEVER)
    opens = sells & (rng.random(size) < clauses.to_opportunity[version, leads.kind])

    closed = np.where(reaches, at_work(reached, 30), _given_up(world, leads, contact, keeps, slack))
    closed = np.where(sells, np.where(opens, NEVER, at_work(accepted, 60)), closed)
    closed = np.where(rejects, rejected, np.where(contact >= NEVER, NEVER, closed))
    closed = np.where(untouched, at_work(leads.start + 7 * DAY_SECONDS, 3), closed)
    disposition = np.where(reaches, rng.choice(NOT_NOW, size), "no answer")
    disposition = np.where(rejects, "disqualified", np.where(untouched, "closed without a call", disposition))
    attempts[attempts > closed[:, None]] = NEVER

    early = _called_early(world, leads, contact)
    return Work(
        contact,
        attempts,
        reached,
        replied,
        called_in,
        accepted,
        rejected,
        closed,
        disposition,
        score,
        opens,
        early,
        keeps,
    )


def _called_early(world: World, leads: Leads, contact: Ints) -> Ints:
    """Choose a few leads that were called before their hand-off."""
    recent = (leads.start > world.now - 12 * DAY_SECONDS) & (contact < world.now)
    return world.rng.permutation(np.flatnonzero((leads.fate == NET) & (leads.owner >= 0) & recent))[:3]


def _reached(world: World, attempts: Ints, last: Ints, reaches: Flags) -> tuple[Ints, Flags, Flags]:
    """Return when each lead was reached, which of them wrote back, and which had called in."""
    rng, size = world.rng, len(last)
    replied = reaches & (rng.random(size) < 0.4)
    called_in = reaches & ~replied & (last == 0) & (rng.random(size) < 0.05)
    reached = np.where(reaches, attempts[np.arange(size), last], NEVER)
    reached = np.where(replied, reached + 60 + rng.lognormal(7.8, 1.0, size).astype(np.int64), reached)
    return reached, replied, called_in


def _attempts(world: World, leads: Leads, contact: Ints, clock: Ints, keeps: Ints, reaches: Flags) -> tuple[Ints, Ints]:
    """Return the instants of the attempts, and which of them reaches the lead, if any does.

    A lead gets the attempts of so many milestones as its owner keeps and no more, and none after it is reached.
    """
    rng, size, steps = world.rng, len(leads.start), world.steps
    few = np.minimum(rng.integers(1, 3, size), max(1, steps[0][1] - 1))
    allowed = np.where(keeps > 0, np.array([0, *(attempts for _, attempts in steps)])[keeps], few)
    columns, since = [contact], (contact - leads.start) / DAY_SECONDS
    for day, attempts in steps:
        until, left = np.maximum(day - 2.5, since + 0.5), attempts - len(columns)
        for n in range(left):
            at = leads.start + (since + (until - since) * (n + rng.uniform(0.3, 0.9, size)) / left) * DAY_SECONDS
            worked = world.worked(at.astype(np.int64), clock) + rng.integers(0, 7_200, size)
            columns.append(world.when(worked, clock))
        since = np.full(size, float(day))
    made = np.stack(columns, axis=1)
    last = np.minimum(rng.choice(len(REACHED_AT), size, p=REACHED_AT), allowed - 1)
    stop = np.where(reaches, last + 1, allowed)
    made[(np.arange(made.shape[1]) >= stop[:, None]) | (contact >= NEVER)[:, None]] = NEVER
    return made, last


def _kept(world: World, slack: Flags) -> Ints:
    """Draw how many milestones each owner keeps, up to the first that is missed."""
    held = np.array([HELD[min(n, len(HELD) - 1)] for n in range(len(world.steps))])
    drawn = world.rng.random((len(slack), len(held))) < np.where(slack[:, None], HELD_BY_SLACK, held)
    kept: Ints = np.cumprod(drawn, axis=1).sum(axis=1)
    return kept


def _given_up(world: World, leads: Leads, contact: Ints, keeps: Ints, slack: Flags) -> Ints:
    """Return when each lead is closed unless it is reached: some before each milestone, the rest after the last.

    Who misses a milestone gives up soon after, but for those who are slack: they leave the lead open.
    """
    rng, size, due = world.rng, len(leads.start), np.array([0, *(day for day, _ in world.steps)])
    after = rng.uniform(due[-1] + 0.1, due[-1] + 6, size)
    missed = due[np.minimum(keeps + 1, len(due) - 1)] + rng.uniform(0.1, 2, size)
    after = np.where(slack, after, np.minimum(after, missed))
    for day, next_day in reversed(list(pairwise(due))):
        gives_up = rng.random(size) < GIVEN_UP
        after = np.where(gives_up, day + rng.uniform(0.1, 0.6, size) * (next_day - day), after)
    tried = contact + (rng.uniform(0.5, 2, size) * DAY_SECONDS).astype(np.int64)
    return np.maximum(leads.start + (after * DAY_SECONDS).astype(np.int64), tried)


def _contacted(world: World, leads: Leads, clock: Ints) -> tuple[Ints, Flags]:
    """Return when each lead was first contacted, and which were closed untouched instead."""
    rng, size = world.rng, len(leads.start)
    promise = world.clauses.promise[world.version(leads.start), leads.kind].astype(np.int64)
    before = world.worked(leads.start, clock)
    used = world.worked(np.full(size, world.now), clock) - before
    late = _late(world, leads, used > promise)
    delay = np.maximum(1, promise * np.clip(rng.beta(1.1, 4.5, size), 0.01, 0.96))
    missed_by = np.minimum(0.04 + rng.exponential(0.7, size), rng.random(size) * (used / promise - 1))
    delay = np.where(late, promise * (1 + missed_by) + 1, delay)
    contact = world.when(before + delay.astype(np.int64), clock)

    # the list of late leads looked different at the last stand-up
    last_seen = np.full(size, world.last_standup)
    worked_by, worked_now = world.worked(last_seen, clock), before + used
    was_late = late & (worked_by - before > promise) & (leads.start > last_seen - 6 * DAY_SECONDS)
    caught_up = rng.permutation(np.flatnonzero(was_late))[:CAUGHT_UP]
    since = worked_by + 1 + (rng.uniform(0.1, 0.9, size) * (worked_now - worked_by)).astype(np.int64)
    contact[caught_up] = world.when(since, clock)[caught_up]

    # some are called at night or on a Sunday
    at_once = (rng.random(size) < CALLED_OFF_HOURS) & (world.worked(leads.start + 60, clock) == before) & ~late
    contact = np.where(at_once, leads.start + rng.integers(120, 5_400, size), contact)

    # no more leads wait than the story says: all others were contacted before now
    waits = contact > world.now
    to_standup = world.worked(np.full(size, world.next_standup), clock) - before
    may_wait = waits & (leads.fate == NET) & (leads.owner >= 0) & (used < 0.7 * promise) & (to_standup < promise)
    fresh = rng.permutation(np.flatnonzero(may_wait & (leads.owed == 0)))[:FRESH]
    waits[fresh] = False
    contact = np.where(
        waits, leads.start + ((world.now - leads.start) * rng.uniform(0.2, 0.9, size)).astype(np.int64), contact
    )
    untouched = (
        late
        & (leads.fate != REJECTED)
        & (rng.random(size) < CLOSED_UNTOUCHED)
        & (leads.start < world.now - 14 * DAY_SECONDS)
    )
    return np.where((leads.owed > 0) | untouched | (leads.fate == RAW), NEVER, contact), untouched


def _late(world: World, leads: Leads, due: Flags) -> Flags:
    """Choose which leads whose time is up were late, by share in each month and type; the owed are among them."""
    late = np.zeros(len(leads.start), dtype=bool)
    edges = [world.terms.month_edges(month)[0].timestamp() for month in world.months]
    ago = len(edges) - np.searchsorted(edges, leads.start, "right")
    for back in range(len(edges)):
        for kind, (_, _, story) in enumerate(world.kinds):
            mine = (ago == back) & (leads.kind == kind) & ~np.isin(leads.fate, (TEST, RAW))
            in_time = story.in_time + (story.used_to_be - story.in_time) * min(1, back / 4)
            free = world.rng.permutation(np.flatnonzero(mine & due & (leads.owed == 0)))
            misses = round((1 - in_time) * mine.sum()) - np.sum(mine & (leads.owed > 1))
            late[free[: max(0, misses)]] = True
    return late


@dataclass
class Deals:
    """Deals, one entry each."""

    lead: Ints
    """-1 for a deal that came without one."""
    kind: Ints
    owner: Ints
    opened: Ints
    closed: Ints
    won: Flags
    amount: Floats
    """NaN where nobody wrote it down."""


def deals(world: World, leads: Leads, work: Work) -> Deals:
    """Open the deals of the leads that sales accepted, decide most of them, and close those leads with them."""
    rng = world.rng
    lead = np.flatnonzero(work.opens & (work.accepted <= world.now))
    lead = np.concatenate((lead, rng.choice(lead, len(lead) // TWO_DEALS_IN), rng.choice(lead, STRAY_DEALS)))
    size, clock = len(lead), world.clock(leads.start[lead], leads.owner[lead])
    kind, version = leads.kind[lead], world.version(leads.start[lead])

    def days_after(at: Ints, days: Floats) -> Ints:
        worked = world.worked(at + (days * DAY_SECONDS).astype(np.int64), clock)
        return world.when(worked + rng.integers(60, 10_000, size), clock)

    opened = days_after(work.accepted[lead], rng.exponential(4, size))
    median = np.array([story.deal_days for _, _, story in world.kinds])[kind]
    closed = days_after(opened, median * rng.lognormal(0, 0.7, size))
    won = rng.random(size) < world.clauses.win[version, kind] * (0.7 + 0.6 * work.score[lead] / 100)
    amount = world.clauses.order_value[version, kind] * rng.lognormal(-0.06, 0.35, size)
    amount[rng.random(size) < 0.03] = np.nan
    known = lead[:-STRAY_DEALS]
    work.closed[known] = closed[:-STRAY_DEALS]
    work.disposition[known] = np.where(won, "won", "lost")[:-STRAY_DEALS]
    lead[-STRAY_DEALS:] = -1
    return Deals(lead, kind, leads.owner[lead], opened, closed, won, amount)
