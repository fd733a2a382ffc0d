"""What is told before it is late, in the words of a message: plain text, in which names from outside steer nothing."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sla_dash import theme
from sla_dash.board import UNASSIGNED, Board
from sla_dash.board.alerts import Stands
from sla_dash.load import address
from sla_dash.records.queries.alerts import Reached
from sla_dash.rules import contact, delivery
from sla_dash.words.phrase import NO_STREAM, NO_TYPE

RECORDS = "Stand-up board: look at the records"
"""The title of what is told to whoever runs the board."""
NO_LADDER = "The agreement has no [[alert]], so nobody is told about leads."
NO_DIGEST = "notify.toml names nobody under digest, so the stand-up is sent to nobody."
MOST = 10
"""Leads that a message lists; the others are counted."""


def leads(found: Sequence[Reached]) -> str:
    """Say in one line what the leads of a message are about."""
    late = sum(one.late for one in found)
    if len(found) == 1:
        (one,) = found
        return f"{_lead(one)}: {'late' if late else 'not contacted yet'}"
    of_them = f", {late:,} of them late" if late else ""
    return f"{theme.counted(len(found), 'lead')} not contacted yet{of_them}"


def listed(
    board: Board, found: Sequence[Reached], zone: ZoneInfo, *, owners: bool, untold: Collection[str] = ()
) -> Iterator[str]:
    """Yield the first leads, a line each, and how many more there are; times are told in ``zone``.

    With ``owners`` whose each is, and of those whose ids are ``untold`` that the owner was not told.
    """
    for one in found[:MOST]:
        parts = [_lead(one)]
        if who := [theme.posted(name, "") for name in (one.name, one.company) if name]:
            parts.append(", ".join(who))
        parts.append(_stands(board, one, zone))
        if owners:
            owner = f"owner {theme.posted(one.owner, UNASSIGNED)}" if one.owner else "nobody owns it"
            parts.append(f"{owner}, not told: no address is known" if one.lead_id in untold and one.owner else owner)
        if link := address.of(board.load.lead_url, one.lead_id):
            parts.append(link)
        yield f"- {' · '.join(parts)}"
    if len(found) > MOST:
        yield f"… and {len(found) - MOST:,} more: see Act now."


def standings(board: Board, found: Sequence[Stands]) -> str:
    """Say in one line which promises of a month stand elsewhere now."""
    month = f"{board.month:%B %Y}"
    if len(found) == 1:
        return f"{month}: {_called(found[0])} {_standing(found[0])}"
    bad = sum(not one.good for one in found)
    return f"{month}: {theme.counted(len(found), 'standing')} changed, {bad:,} for the worse"


def stands(board: Board, one: Stands) -> str:
    """Say where a number of the month stands now, and against what."""
    said = f"- {_called(one)}: {_standing(one)}"
    if one.number == "contact":
        line = next(line for line in board.contact.lines[:-1] if (line.stream, line.lead_type) == _of(one))
        share = theme.share(line.share.share if line.share else None, line.promised_share)
        due = theme.share(line.promised_share)
        return f"{said}, {share} of {theme.counted(line.n, 'lead')} in time where {due} is due"
    whole = _of(one) == (None, None)
    found = board.delivery.lines[-1:] if whole else board.delivery.lines[:-1]
    judged = next(line for line in found if whole or line.kind == _of(one)).judged(
        "value" if one.number == "value" else "leads"
    )
    write = theme.money if one.number == "value" else theme.count
    return f"{said}, {write(judged.delivered)} of {write(judged.expected)} due by now"


def foot(as_of: datetime, zone: ZoneInfo, reach: str) -> str:
    """Say as of when a message is, and from which records."""
    return f"As of {theme.day_and_time(as_of, zone)} in {zone.key}, {reach}: what was done since is not in them."


def skipped(entries: int) -> str:
    """Say that some of what was told is not known."""
    counted = theme.counted(entries, "entry", "entries")
    return f"{counted} about what was told cannot be understood, so it may be told again."


def nobody(leads: int) -> str:
    """Say that nobody can be told about some leads."""
    return f"Nobody can be told about {theme.counted(leads, 'lead')}: no address is known, and no manager's."


def _lead(one: Reached) -> str:
    """Name a lead by its type and its id, which can be copied where it is made of letters, digits, - and _."""
    number = one.lead_id if re.fullmatch(r"[\w-]+", one.lead_id) else theme.posted(one.lead_id, "")
    return f"{theme.posted(one.lead_type, NO_TYPE)} {number}"


def _of(one: Stands) -> tuple[str | None, str | None]:
    return one.stream, one.lead_type


def _standing(one: Stands) -> str:
    if one.number == "contact":
        mark = theme.contacted(contact.Standing(one.standing), could_be_chance=False)
    else:
        mark = theme.delivered(delivery.Standing(one.standing), could_be_chance=False)
    return mark.word.lower()


def _called(one: Stands) -> str:
    if one.number == "value":
        return "value of all leads"
    kind = f"{theme.posted(one.stream, NO_STREAM)} · {theme.posted(one.lead_type, NO_TYPE)}"
    who = "all leads" if _of(one) == (None, None) else kind
    return f"contact promise for {who}" if one.number == "contact" else who


def _stands(board: Board, one: Reached, zone: ZoneInfo) -> str:
    if one.late:
        return f"late by {theme.duration(-one.left)}, promised within {theme.duration(one.promise)}"
    if not one.left:
        return f"due now, promised within {theme.duration(one.promise)}"
    at = board.calendar_of(one.owner).deadline(board.as_of, one.left)
    due = f", due {theme.weekday_and_time(at, zone)}" if at else ""
    return f"{theme.duration(one.left)} left of {theme.duration(one.promise)}{due}"
