"""The morning's numbers as a document for machines and as text for a person."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

from sla_dash import demand, forecast, theme
from sla_dash.agreement import Agreements
from sla_dash.board import NONE, Board, DeliveryLine
from sla_dash.calendar import local_day, month_of
from sla_dash.contact import InTime, State
from sla_dash.followup import MilestoneCount
from sla_dash.queries import Owed

UNASSIGNED = "(unassigned)"
"""How leads that nobody owns are listed beside the reps."""
ABSENT = theme.ABSENT
Document = dict[str, Any]


def document(board: Board) -> Document:
    """Return the stand-up as plain values for JSON.

    Counts are integers, expectations and shares decimals, durations seconds of working time, instants ISO 8601 in
    UTC; what does not exist is None. Every list ends with its total.
    """
    return {
        "as_of": _instant(board.as_of),
        "month": f"{board.month:%Y-%m}",
        "working_days": {"done": board.pace.done, "total": board.pace.total},
        "agreement": {"version": board.now_terms.version, "signed": board.now_terms.signed},
        "records": {
            "loaded_at": _instant(board.load.loaded_at),
            "latest_at": _instant(board.load.latest_at),
            "rejected": board.load.rejected,
        },
        "delivery": [_delivery(line) for line in board.delivery()],
        "contact": [_contact(line) for line in board.contact()],
        "follow_up": [_follow_up(line) for line in board.follow_up()],
        "do_not_be_on_it": [_owed(line) for line in board.owed()],
    }


def lines(board: Board) -> Iterator[str]:
    """Yield the stand-up as text, a line at a time, in the order of the meeting."""
    yield " · ".join(header(board))
    delivered, reached = board.delivery(), board.contact()
    yield from ("", f"MARKETING promised {marketing_promise(delivered[-1], board)}")
    for line in delivered:
        so_far = line.so_far
        mark = theme.delivered(so_far.standing, could_be_chance=so_far.could_be_chance)
        yield (
            f"  {_name(so_far.stream, so_far.lead_type, total=so_far.total):32} {mark.text:30} "
            f"{theme.count(so_far.counts.net):>7} of {theme.count(so_far.expected)} expected, {landing(line)}"
        )
    total = delivered[-1].so_far
    value = theme.delivered(total.value_standing, could_be_chance=total.value_could_be_chance)
    yield (
        f"  {'value of all':32} {value.text:30} "
        f"{theme.money(total.value_delivered):>7} of {theme.money(total.value_expected)} expected"
    )
    yield from ("", f"SALES promised {sales_promise(reached[-1])}")
    for row in reached:
        mark = theme.contacted(row.standing, could_be_chance=row.could_be_chance)
        name = _name(row.stream, row.lead_type, total=row.total)
        promise = f"{theme.duration(row.promise)} for {theme.share(row.promised_share)}" if row.promise else ""
        yield f"  {name:32} {mark.text:30} {in_time(row)}" + (f", promised {promise}" if promise else "")
        yield f"  {'':32} {'':30} {people(row)}"
    yield from ("", "FOLLOW-UP due this month")
    for step in board.follow_up():
        name = "all" if step.total else f"{theme.counted(step.attempts or 0, 'attempt')} by day {step.day}"
        yield (
            f"  {name:32} {step.met:,} met · {step.missed:,} missed · {step.pending:,} pending · "
            f"{step.exempt:,} stopped before"
        )
    yield from ("", f"DO NOT BE ON IT before {theme.day_and_time(board.next_standup, board.now_terms.zone)}")
    for owed in board.owed():
        name = "all" if owed.total else owed.rep or UNASSIGNED
        yield (
            f"  {name:32} {owed.breached_waiting:,} late and waiting · {owed.due_before_next_standup:,} due · "
            f"{theme.counted(owed.follow_ups_missed, 'follow-up')} missed"
        )


def clauses(agreements: Agreements, as_of: datetime) -> Iterator[str]:
    """Yield what is promised in the month of an instant, a line at a time."""
    terms = agreements.governing(as_of)
    month = month_of(local_day(as_of, terms.zone))
    yield f"{terms.title}, version {terms.version}, in force from {terms.valid_from}, revised by {terms.next_revision}"
    for target in demand.targets(terms, month):
        clause = terms.lead_type(target.stream, target.lead_type)
        kept = "no target" if target.leads is None else f"{target.leads:,} leads in {month:%B %Y}"
        worth = (
            "" if target.lead_value is None else f" worth {float(target.lead_value):,.2f} {terms.currency or ''} each"
        )
        chance = ""
        if target.leads:
            on_plan = forecast.chance_in_band_on_plan(target.leads, Fraction(terms.tolerance))
            chance = f"; a month exactly on plan ends in its band {theme.share(on_plan)} of the time"
        yield f"  {target.stream} · {target.lead_type}: {kept}{worth.rstrip()}{chance}"
        if clause and clause.respond_within:
            share = theme.share(clause.respond_share and Fraction(clause.respond_share))
            yield f"    contact within {theme.duration(clause.respond_within)} of working time for {share}"
    for step in terms.follow_up:
        yield f"  follow-up: {step.attempts} attempts by day {step.day}"
    yield f"Hash of the text: {terms.text_hash} ({'signed' if terms.signed else 'not signed'})"


def header(board: Board) -> list[str]:
    """Say which morning this is, by which agreement and from which records."""
    terms, zone = board.now_terms, board.now_terms.zone
    left = (terms.next_revision - board.today).days
    revision = f"revision in {theme.counted(left, 'day')}" if left >= 0 else f"revision {-left} days overdue"
    latest = board.load.latest_at
    return [
        theme.day_and_time(board.as_of, zone),
        f"working day {board.pace.done} of {board.pace.total} done",
        f"agreement {terms.version}, {'signed' if terms.signed else 'not signed'}, {revision}",
        f"records to {theme.day_and_time(latest, zone) if latest else ABSENT}",
    ]


def marketing_promise(total: DeliveryLine, board: Board) -> str:
    """Say what was promised for the month: leads and their value."""
    if total.so_far.target is None:
        return f"nothing for {board.month:%B %Y}"
    worth = total.so_far.value_target
    value = f" worth {theme.money(worth, board.month_terms.currency)}" if worth else ""
    return f"{theme.counted(total.so_far.target, 'lead')}{value} in {board.month:%B}"


def sales_promise(total: InTime) -> str:
    """Say within which time what share of the leads was to be contacted."""
    if total.promised_share is None:
        return "no time to contact for these leads"
    within = f"{theme.duration(total.promise)} of working time" if total.promise else "the time agreed for each type"
    return f"contact within {within} for {theme.share(total.promised_share)}"


def in_time(row: InTime) -> str:
    """Say which share was contacted in time, with its interval and n; only counts while there are few."""
    if row.share is None:
        return f"{theme.counted(row.never_contacted, 'lead')} not contacted"
    if row.decided < theme.ENOUGH_EVENTS:
        return f"{row.states[State.MET]} of {row.decided} decided in time"
    interval = theme.span(row.share.low, row.share.high)
    return f"{theme.share(row.share.share)} in time ({interval}, n {theme.count(row.n)})"


def people(row: InTime) -> str:
    """Count the leads by where they stand."""
    states = row.states
    named = [
        (states[State.MET], "in time"),
        (states[State.BREACHED], "late"),
        (states[State.BREACHED_WAITING], "late and waiting"),
        (states[State.AT_RISK], "at risk"),
        (states[State.WAITING], "waiting"),
        (states[State.INVALID], "touched before their start"),
        (states[State.NO_PROMISE], "without a promise"),
        (states[State.NO_CALENDAR], "without a calendar"),
    ]
    return " · ".join(f"{n:,} {what}" for n, what in named if n) or "no leads"


def landing(line: DeliveryLine) -> str:
    """Say where the month will land and what each day must bring."""
    target, found = line.so_far.target, line.forecast
    if target is None:
        return "no target"
    if found is None:
        return f"target {theme.count(target)}"
    chance = f"{theme.share(found.in_band)} in band"
    return f"lands at {theme.count(found.mean)} ({found.low:,}–{found.high:,}) of {theme.count(target)}, {chance}"


def _name(stream: str | None, lead_type: str | None, *, total: bool) -> str:
    return "all" if total else f"{stream or NONE} · {lead_type or NONE}"


def _kind(stream: str | None, lead_type: str | None, *, total: bool) -> Document:
    if total:
        return {"stream": None, "lead_type": None, "total": True}
    return {"stream": stream or NONE, "lead_type": lead_type or NONE}


def _delivery(line: DeliveryLine) -> Document:
    so_far, landing = line.so_far, line.forecast
    return {
        **_kind(so_far.stream, so_far.lead_type, total=so_far.total),
        "target": so_far.target,
        "expected": _decimal(so_far.expected),
        "delivered": so_far.counts.net,
        "delivered_today": so_far.counts.today,
        "rejected": so_far.counts.rejected,
        "standing": str(so_far.standing),
        "could_be_chance": so_far.could_be_chance,
        "value_target": _decimal(so_far.value_target),
        "value_expected": _decimal(so_far.value_expected),
        "value_delivered": _decimal(so_far.value_delivered),
        "value_standing": str(so_far.value_standing),
        "forecast": landing
        and {"mean": landing.mean, "low": landing.low, "high": landing.high, "chance_in_band": landing.in_band},
        "needed_per_day": _decimal(so_far.needed and so_far.needed.target),
        "ceiling_per_day": _decimal(so_far.needed and so_far.needed.upper),
    }


def _contact(line: InTime) -> Document:
    return {
        **_kind(line.stream, line.lead_type, total=line.total),
        "promise_seconds": _seconds(line.promise),
        "promised_share": _decimal(line.promised_share),
        "standing": str(line.standing),
        "could_be_chance": line.could_be_chance,
        "met": line.states[State.MET],
        "breached": line.states[State.BREACHED],
        "breached_waiting": line.states[State.BREACHED_WAITING],
        "at_risk": line.states[State.AT_RISK],
        "waiting": line.states[State.WAITING],
        "invalid": line.states[State.INVALID],
        "share_in_time": line.share and line.share.share,
        "low": line.share and line.share.low,
        "high": line.share and line.share.high,
        "median_seconds": _seconds(line.median),
        "p90_seconds": _seconds(line.p90),
        "never_contacted": line.never_contacted,
    }


def _follow_up(line: MilestoneCount) -> Document:
    counts = {"met": line.met, "missed": line.missed, "exempt": line.exempt, "pending": line.pending}
    found: Document = {"day": line.day, "attempts": line.attempts, **counts}
    return found | {"total": True} if line.total else found


def _owed(line: Owed) -> Document:
    found: Document = {
        "rep": None if line.total else line.rep or UNASSIGNED,
        "breached_waiting": line.breached_waiting,
        "due_before_next_standup": line.due_before_next_standup,
        "follow_ups_missed": line.follow_ups_missed,
    }
    return found | {"total": True} if line.total else found


def _instant(at: datetime | None) -> str | None:
    return None if at is None else f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _decimal(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _seconds(value: timedelta | None) -> int | None:
    return None if value is None else round(value.total_seconds())
