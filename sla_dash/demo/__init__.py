"""A made-up company whose CRM files tell a story: seeded, and ending at the instant asked for.

Everything is arrays with one entry a lead; instants are whole seconds since 1970 (UTC). The future of each lead is
drawn as well, and what lies after the instant asked for is not written.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from sla_dash import journal, places
from sla_dash.agreement import Agreements
from sla_dash.calendar import utc
from sla_dash.demo import files, handover, talks, work
from sla_dash.demo.world import World
from sla_dash.errors import RecordsError, SlaDashError, refusals
from sla_dash.journal import Journal, agreeing
from sla_dash.journal.store import ENVIRONMENT as JOURNAL
from sla_dash.load import snapshot
from sla_dash.records import queries, store

__all__ = ["MAPPING", "aside", "bring_terms", "is_held", "sign_terms", "write"]

MAPPING = places.DEMO / "mappings" / "demo.toml"
"""Reads what ``write`` writes."""
ASIDE = "made-up-company"
"""Folder in which the company is kept once real records take its place."""
_HELD = re.compile(r"agreement.*\.toml|draft.*\.toml|journal\.sqlite.*|records-.*\.duckdb|mapping\.toml")
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


@contextmanager
def aside(data: Path) -> Iterator[Path | None]:
    """Put the made-up company aside where a data folder holds it, terms, journal and all, while its place is taken.

    Yields where it lies then, None where there was none. Where the block fails, the company is put back. Raises
    ``SlaDashError`` where its journal is not in the folder, as it would be taken for that of the new records.
    """
    if not is_held(data):
        yield None
        return
    if os.environ.get(JOURNAL):
        raise RecordsError(
            f"{data} holds the made-up company, and its journal is in the database that {JOURNAL} names.",
            advice="Choose another folder with --data, and another database for its journal.",
        )
    place, number = data / ASIDE, 2
    while place.exists():
        place, number = data / f"{ASIDE}-{number}", number + 1
    moved: list[Path] = []
    try:
        with refusals("The made-up company cannot be put aside"), snapshot.workplace(data):
            place.mkdir()
            for path in [path for path in data.iterdir() if path.is_file() and _HELD.fullmatch(path.name)]:
                path.rename(place / path.name)
                moved.append(path)
        yield place
    except BaseException:
        for path in moved:
            (place / path.name).rename(path)
        if place.exists():
            place.rmdir()
        raise


def is_held(data: Path) -> bool:
    """Tell whether a data folder holds the made-up company, by terms that nobody has changed, and nothing else."""
    terms = {file.name: file.read_bytes() for file in places.DEMO.glob("agreement*.toml")}
    present = {file.name: file.read_bytes() for file in data.glob("agreement*.toml")}
    if not present or not present.items() <= terms.items():
        return False
    try:
        with closing(store.open_file(store.newest(data))) as records:
            return queries.records.load(records).mapping == MAPPING.name
    except SlaDashError:
        return not places.snapshots(data)


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
