"""Staying in touch: calls and e-mails once a lead is reached, and now and then to one that is not."""

from dataclasses import dataclass

import numpy as np

from sla_dash.calendar import DAY_SECONDS
from sla_dash.demo.handover import Leads
from sla_dash.demo.story import (
    AGAIN,
    AGAIN_AFTER_ONE,
    AGAIN_BY_SLACK,
    EMAIL,
    FORGOTTEN,
    FORGOTTEN_BY_SLACK,
    IN_TOUCH_EVERY,
    IN_TOUCH_FOR,
    PHONE,
    REPS,
    SENT,
    SILENT_SINCE,
    SLACK,
    TALKED,
)
from sla_dash.demo.work import Deals, Work
from sla_dash.demo.world import NEVER, Flags, Ints, World


@dataclass
class Talks:
    """Touches by people to leads that they know, one entry each."""

    lead: Ints
    at: Ints
    rep: Ints
    channel: Ints
    outcome: Ints
    inbound: Flags


def in_touch(world: World, leads: Leads, work: Work, deals: Deals) -> Talks:
    """Keep in touch with the leads that were reached until they are decided, and write again to some of the others."""
    rng, size = world.rng, len(leads.start)
    slack = np.isin(leads.owner, [n for n, (name, _, _) in enumerate(REPS) if name in SLACK])
    rep = np.where(leads.owner < 0, rng.integers(0, len(REPS), size), leads.owner)
    found = _known(world, leads, work, deals, slack), _again(world, leads, work, slack)
    lead, at = (np.concatenate(parts) for parts in zip(*found, strict=True))
    clock = world.clock(leads.start[lead], rep[lead])
    at = world.when(world.worked(at, clock) + rng.integers(60, 5_400, len(at)), clock)
    # As long as attempts are counted, a talk is one that the lead began: it would be taken for a milestone kept.
    answered = (at > work.reached[lead]) & (at <= leads.start[lead] + world.steps[-1][0] * DAY_SECONDS)
    called = (at > work.reached[lead]) & (rng.random(len(at)) < 0.5)
    outcome = np.where(called | answered, TALKED, SENT)
    return Talks(lead, at, rep[lead], np.where(called, PHONE, EMAIL), outcome, answered)


def _known(world: World, leads: Leads, work: Work, deals: Deals, slack: Flags) -> tuple[Ints, Ints]:
    """Touch each lead in talks every few days until it, or the last of its deals, is decided; a few are forgotten."""
    rng, size = world.rng, len(leads.start)
    ends = work.closed.copy()
    known = deals.lead >= 0
    np.maximum.at(ends, deals.lead[known], deals.closed[known])
    forgets = (ends > world.now) & (rng.random(size) < np.where(slack, FORGOTTEN_BY_SLACK, FORGOTTEN))
    since = rng.uniform(*SILENT_SINCE, size) * DAY_SECONDS
    ends = np.where(forgets, world.now - since.astype(np.int64), ends)
    begins = np.maximum(work.reached, world.now - IN_TOUCH_FOR * DAY_SECONDS)
    lead = np.flatnonzero((work.reached < world.now) & (ends > begins))
    most = int(IN_TOUCH_FOR / IN_TOUCH_EVERY[0])
    gaps = rng.uniform(*IN_TOUCH_EVERY, (len(lead), most)) * DAY_SECONDS
    at = begins[lead, None] + np.cumsum(gaps, axis=1).astype(np.int64)
    row, turn = np.nonzero(at < np.minimum(ends[lead], world.now)[:, None])
    return lead[row], at[row, turn]


def _again(world: World, leads: Leads, work: Work, slack: Flags) -> tuple[Ints, Ints]:
    """Write again to leads that are not reached, never so often that a missed milestone is met after all."""
    parts = []
    none = work.keeps == 0
    once = none & ((work.attempts < NEVER).sum(axis=1) == 1)
    whose = [(once, (AGAIN_AFTER_ONE,)), (slack & none, AGAIN_BY_SLACK)]
    whose += [(~slack & (work.keeps == kept), days) for kept, days in AGAIN.items()]
    for mine, days in whose:
        for day in days:
            after = world.rng.uniform(day - 0.7, day + 0.7, len(slack)) * DAY_SECONDS
            at = leads.start + after.astype(np.int64)
            open_then = (at < work.closed) & (at < work.reached) & (work.contact < at) & (at < world.now)
            parts.append((np.flatnonzero(mine & open_then), at[mine & open_then]))
    lead, at = (np.concatenate(found) for found in zip(*parts, strict=True))
    return lead, at
