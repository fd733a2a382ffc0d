"""A made-up company whose CRM files tell a story: seeded, and ending at the instant asked for.

Everything is arrays with one entry a lead; instants are whole seconds since 1970 (UTC). The future of each lead is
drawn as well, and what lies after the instant asked for is not written.
"""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from sla_dash import journal, places
from sla_dash.agreement import Agreements
from sla_dash.calendar import utc
from sla_dash.demo import files, handover, talks, work
from sla_dash.demo.world import World
from sla_dash.errors import refusals
from sla_dash.journal import Journal, agreeing
from sla_dash.load import snapshot

__all__ = ["MAPPING", "bring_terms", "sign_terms", "write"]

MAPPING = places.DEMO / "mappings" / "demo.toml"
"""Reads what ``write`` writes."""
NOTICE = timedelta(days=3)
"""How long before its first day a version is proposed …"""
TEN, LATER = 10 * 3600, timedelta(minutes=5)
"""… at what second of the day, and how long each side takes to sign it."""


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


def sign_terms(data: Path, now: datetime) -> None:
    """Let both sides of the company propose and sign its agreement, each version days before it holds.

    Nothing is written where a journal has entries, or of a day that has not come.
    """
    written = Journal.of(data)
    if written.entries():
        return
    for version in journal.read(data).versions:
        terms, proposed_at = version.written, utc(version.written.valid_from - NOTICE, TEN, version.written.zone)
        if proposed_at > now:
            continue
        known = journal.history((), written.entries())
        agreeing.propose(written, known, version.text, who=terms.signers[0], at=proposed_at)
        for n, role in enumerate(terms.signers, 1):
            standing = journal.history((), written.entries()).versions[-1]
            agreeing.sign(written, standing, role, who=role, at=proposed_at + n * LATER)


def write(folder: Path, agreements: Agreements, now: datetime, *, seed: int = 1) -> None:
    """Write leads.csv, touches.csv, deals.csv and reps.csv into ``folder``, which must exist.

    Fourteen months that end at ``now``; equal arguments give equal files.
    """
    world = World(agreements, now, np.random.default_rng(seed))
    leads = handover.handed_over(world)
    done = work.worked_on(world, leads)
    deals = work.deals(world, leads, done)
    files.write(folder, world, leads, done, deals, talks.in_touch(world, leads, done, deals))
