"""A made-up company whose CRM files tell a story: seeded, and ending at the instant asked for.

Everything is arrays with one entry a lead; instants are whole seconds since 1970 (UTC). The future of each lead is
drawn as well, and what lies after the instant asked for is not written.
"""

import shutil
from datetime import datetime
from pathlib import Path

import numpy as np

from sla_dash import places
from sla_dash.agreement import Agreements
from sla_dash.demo import files, handover, talks, work
from sla_dash.demo.world import World
from sla_dash.errors import refusals
from sla_dash.load import snapshot

__all__ = ["MAPPING", "bring_terms", "write"]

MAPPING = places.DEMO / "mappings" / "demo.toml"
"""Reads what ``write`` writes."""


def bring_terms(data: Path) -> None:
    """Copy the company's agreement into a data folder that has no other.

    Each version is copied aside and renamed; one that a killed copy left out is brought the next time. Raises
    ``SlaDashError`` where the folder cannot be written.
    """
    terms = {file.name: file.read_bytes() for file in places.DEMO.glob("agreement*.toml")}
    present = {file.name: file.read_bytes() for file in data.glob("agreement*.toml")}
    if not present.items() < terms.items():
        return
    with refusals(f"{data} cannot be written"), snapshot.workplace(data) as aside:
        for name in sorted(terms.keys() - present.keys()):
            shutil.copy(places.DEMO / name, aside)
            (aside / name).rename(data / name)


def write(folder: Path, agreements: Agreements, now: datetime, *, seed: int = 1) -> None:
    """Write leads.csv, touches.csv, deals.csv and reps.csv into ``folder``, which must exist.

    Fourteen months that end at ``now``; equal arguments give equal files.
    """
    world = World(agreements, now, np.random.default_rng(seed))
    leads = handover.handed_over(world)
    done = work.worked_on(world, leads)
    deals = work.deals(world, leads, done)
    files.write(folder, world, leads, done, deals, talks.in_touch(world, leads, done, deals))
