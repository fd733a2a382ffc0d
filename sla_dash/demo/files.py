"""The four files, as the made-up company's CRM exports them, with a few rows that cannot be read."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from sla_dash.calendar import DAY_SECONDS
from sla_dash.demo import known
from sla_dash.demo.handover import Leads
from sla_dash.demo.story import (
    CHANNELS,
    DUPLICATE,
    EARLY,
    EMAIL,
    MEETING,
    NAMELESS,
    NET,
    NO_ANSWER,
    PHONE,
    RAW,
    REASONS,
    REPS,
    RESULTS,
    SENT,
    SOCIAL,
    TALKED,
    TEST,
    VOICEMAIL,
)
from sla_dash.demo.talks import Talks
from sla_dash.demo.work import Deals, Work
from sla_dash.demo.world import NEVER, Flags, Ints, Texts, World

NAMES = np.array([name for name, _, _ in REPS])


def write(folder: Path, world: World, leads: Leads, work: Work, deals: Deals, talks: Talks) -> None:
    """Write leads.csv, touches.csv, deals.csv and reps.csv."""
    ids = _write_leads(folder / "leads.csv", world, leads, work)
    _write_touches(folder / "touches.csv", world, leads, work, talks, ids)
    _write_deals(folder / "deals.csv", world, deals, ids)
    _write(folder / "reps.csv", ("User", "Team", "Time Zone", "Start Date"), [(*rep, world.months[0]) for rep in REPS])


def _write_leads(file: Path, world: World, leads: Leads, work: Work) -> Texts:
    """Write leads in the order of their creation and return the id of each."""
    rng, size = world.rng, len(leads.start)
    created = leads.start - np.minimum(rng.lognormal(7.3, 2.0, size), 20 * DAY_SECONDS).astype(np.int64) - 5
    created[work.early] -= 2 * EARLY
    order = np.argsort(created, kind="stable")
    number = np.argsort(order) + 1
    ids = np.char.mod("L-%06d", number)
    original = _originals(world, leads)
    is_test = (leads.fate == TEST) | ((leads.fate == DUPLICATE) & (original == np.arange(size)))
    email = np.char.mod("lead-%06d@example.com", number[original])
    email = np.where(leads.fate == DUPLICATE, np.char.capitalize(email), email)
    email = np.where(is_test, np.char.mod("test-%06d@example.com", number), email)
    repeated = np.isin(np.arange(size), original[leads.fate == DUPLICATE])
    unknown = (leads.fate == NET) & (rng.random(size) < 0.01) & ~repeated
    routed = np.minimum(rng.lognormal(5.5, 1.1, size), 0.8 * np.maximum(0, work.contact - leads.start))
    named = leads.fate != NAMELESS
    columns = {
        "Lead ID": ids,
        "Create Date": world.local(created),
        "Lead Type": np.where(named, np.array([name for _, name, _ in world.kinds])[leads.kind], ""),
        "Business Line": np.where(named, np.array([stream for stream, _, _ in world.kinds])[leads.kind], ""),
        "Owner": _names(leads.owner),
        "Email": np.where(unknown, "", email),
        "Score": np.where(rng.random(size) < 0.03, "", work.score.astype(str)),
        **known.of_leads(world, leads),
        "Landing Page": np.char.mod("/offer-%d", rng.integers(1, 9, size)),
        "Assigned": world.local(np.where(leads.owner < 0, NEVER, leads.start + routed.astype(np.int64))),
        "MQL Date": world.local(np.where(leads.fate == RAW, NEVER, leads.start)),
        "SQL Date": world.local(work.accepted),
        "Rejected": world.local(work.rejected),
        "Rejection Reason": np.where(work.rejected <= world.now, rng.choice(REASONS, size), ""),
        "Closed": world.local(work.closed),
        "Lead Status": np.where(work.closed <= world.now, work.disposition, "open"),
        "Test": np.where(is_test, "Yes", "No"),
    }
    rows = list(zip(*(column[order].tolist() for column in columns.values()), strict=True))
    third = len(rows) // 3
    unreadable = ("L-900001", f"{world.at.year}-02-30 10:00:00", *rows[third][2:])
    _write(file, tuple(columns), [*rows[:third], unreadable, *rows[third:], rows[third]])
    return ids


def _originals(world: World, leads: Leads) -> Ints:
    """Return for each lead the one it repeats: one of its type that counts, up to 20 days before; itself if none."""
    original = np.arange(len(leads.start))
    for kind in range(len(world.kinds)):
        counted = np.flatnonzero((leads.fate == NET) & (leads.kind == kind))
        counted = counted[np.argsort(leads.start[counted])]
        again = np.flatnonzero((leads.fate == DUPLICATE) & (leads.kind == kind))
        first = np.searchsorted(leads.start[counted], leads.start[again] - 20 * DAY_SECONDS)
        end = np.searchsorted(leads.start[counted], leads.start[again] - 3_600)
        drawn = first + (world.rng.random(len(again)) * (end - first)).astype(np.int64)
        original[again] = np.where(end > first, counted[np.minimum(drawn, len(counted) - 1)], again)
    return original


def _touches(world: World, leads: Leads, work: Work, talks: Talks) -> tuple[Ints, ...]:
    """Return lead, instant, rep, channel, outcome, inbound and automated of every touch."""
    rng, size = world.rng, len(leads.start)
    crew = len(REPS)
    blocks: list[tuple[Ints, ...]] = []

    def add(
        lead: Ints,
        at: Ints,
        rep: Ints | int,
        channel: Ints | int,
        outcome: Ints | int,
        inbound: Flags | bool = False,
        automated: bool = False,
    ) -> None:
        given = (lead, at, rep, channel, outcome, inbound, automated)
        blocks.append(tuple(np.broadcast_to(np.asarray(one, dtype=np.int64), lead.shape) for one in given))

    mailed = np.flatnonzero(rng.random(size) < 0.92)
    for after in (0, 3 * DAY_SECONDS):  # at once, and a reminder
        add(mailed, leads.start[mailed] + after + rng.integers(5, 55, len(mailed)), -1, EMAIL, SENT, automated=True)

    lead, turn = np.nonzero(work.attempts <= world.now)
    at = work.attempts[lead, turn]
    rep = np.where(
        (leads.owner[lead] < 0) | (rng.random(len(lead)) < 0.04), rng.integers(0, crew, len(lead)), leads.owner[lead]
    )
    talked = at == work.reached[lead]
    called_in = talked & work.called_in[lead]
    channel = np.where(talked, PHONE, rng.choice((PHONE, EMAIL, SOCIAL), len(lead), p=(0.62, 0.31, 0.07)))
    unheard = np.where(channel == PHONE, rng.choice((NO_ANSWER, VOICEMAIL), len(lead), p=(0.7, 0.3)), SENT)
    add(lead, at, rep, channel, np.where(talked, TALKED, unheard), inbound=called_in)
    again = (channel == PHONE) & ~talked & (rng.random(len(lead)) < 0.14)
    for minutes in (2, 6):
        dial = at[again] + minutes * 60 + rng.integers(0, 150, again.sum())
        add(lead[again], dial, rep[again], PHONE, NO_ANSWER)
        again &= rng.random(len(lead)) < 0.5

    wrote = np.flatnonzero(work.replied)
    add(wrote, work.reached[wrote], leads.owner[wrote], EMAIL, TALKED, inbound=True)
    met = np.flatnonzero(work.accepted <= world.now)
    add(met, work.accepted[met] - 60, leads.owner[met], MEETING, TALKED)
    add(talks.lead, talks.at, talks.rep, talks.channel, talks.outcome, inbound=talks.inbound)
    add(work.early, leads.start[work.early] - EARLY, leads.owner[work.early], PHONE, NO_ANSWER)
    return tuple(np.concatenate(parts) for parts in zip(*blocks, strict=True))


def _write_touches(file: Path, world: World, leads: Leads, work: Work, talks: Talks, ids: Texts) -> None:
    lead, at, rep, channel, outcome, inbound, automated = _touches(world, leads, work, talks)
    order = np.argsort(at, kind="stable")[: int(np.sum(at <= world.now))]
    lead, at, rep = lead[order], at[order], rep[order]
    columns = {
        "Lead": ids[lead],
        "When": world.local(at, offset=True),
        "By": _names(rep),
        "Channel": np.array(CHANNELS)[channel[order]],
        "Direction": np.where(inbound[order], "Incoming", "Outgoing"),
        "Automated": np.where(automated[order], "Yes", "No"),
        "Result": np.array(RESULTS)[outcome[order]],
    }
    rows = list(zip(*(column.tolist() for column in columns.values()), strict=True))
    third = len(rows) // 3
    lead_id, when, *rest = rows[third]
    unknown, next_century = ("L-999999", when, *rest), (lead_id, f"{world.at.year + 100}{when[4:]}", *rest)
    _write(file, tuple(columns), [*rows[:third], unknown, next_century, *rows[third:]])


def _write_deals(file: Path, world: World, deals: Deals, ids: Texts) -> None:
    order = np.argsort(deals.opened, kind="stable")[: int(np.sum(deals.opened <= world.now))]
    stage = np.where(deals.closed > world.now, "Negotiation", np.where(deals.won, "Closed won", "Closed lost"))
    amount = np.char.replace(np.char.mod("%.2f", deals.amount), ".", ",")
    columns = {
        "Deal": np.char.mod("D-%05d", np.argsort(np.argsort(deals.opened, kind="stable")) + 1),
        "Lead": np.where(deals.lead < 0, "", ids[deals.lead]),
        "Business Line": np.array([stream for stream, _, _ in world.kinds])[deals.kind],
        "Owner": _names(deals.owner),
        "Opened": world.local(deals.opened, day_first=True),
        "Decided": world.local(deals.closed, day_first=True),
        "Stage": stage,
        "Amount": np.where(np.isnan(deals.amount), "", amount),
        "Currency": np.full(len(stage), world.terms.currency or "EUR"),
    }
    rows = list(zip(*(column[order].tolist() for column in columns.values()), strict=True))
    _write(file, tuple(columns), [*rows, ("Total", "", "", "", f"{len(rows)} deals")], delimiter=";")


def _names(owner: Ints) -> Texts:
    return np.where(owner < 0, "", NAMES[owner])


def _write(file: Path, header: Sequence[str], rows: Iterable[Sequence[object]], delimiter: str = ",") -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, delimiter=delimiter)
        writer.writerow(header)
        writer.writerows(rows)
