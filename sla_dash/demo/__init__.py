"""A made-up company whose CRM files tell a story: seeded, and ending at the instant asked for.

Everything is arrays with one entry a lead; instants are whole seconds since 1970 (UTC). The future of each lead is
drawn as well, and what lies after the instant asked for is not written.
"""

from datetime import datetime
from pathlib import Path

import numpy as np

from sla_dash.agreement import Agreements
from sla_dash.demo import files, handover, talks, work
from sla_dash.demo.world import World

__all__ = ["write"]


def write(folder: Path, agreements: Agreements, now: datetime, *, seed: int = 1) -> None:
    """Write leads.csv, touches.csv, deals.csv and reps.csv into ``folder``, which must exist.

    Fourteen months that end at ``now``; equal arguments give equal files. data/mappings/demo.toml reads them.
    """
    world = World(agreements, now, np.random.default_rng(seed))
    leads = handover.handed_over(world)
    done = work.worked_on(world, leads)
    deals = work.deals(world, leads, done)
    files.write(folder, world, leads, done, deals, talks.in_touch(world, leads, done, deals))
