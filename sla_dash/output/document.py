"""The morning's numbers as a document for machines."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

from sla_dash import words
from sla_dash.access import WHOLE
from sla_dash.board import NONE, UNASSIGNED, Board, DeliveryLine, Move, decisions
from sla_dash.journal import Decided
from sla_dash.output import meeting
from sla_dash.output.decisions import document
from sla_dash.records.queries.act import Owed
from sla_dash.rules.contact import InTime, State
from sla_dash.rules.followup import MilestoneCount
from sla_dash.rules.quality import Informed
from sla_dash.rules.since import Turned

Document = dict[str, Any]


NOTHING = Decided()


def standup(board: Board, decided: Decided = NOTHING) -> Document:
    """Return the stand-up as plain values for JSON.

    Counts are integers, expectations and shares decimals, durations seconds of working time, instants ISO 8601 in
    UTC; what does not exist is None. Every list ends with its total, but for that of the open decisions. The meeting is
    what a stage shows: finished sentences and marks, lengths of bars as parts of their row.
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
            "stale_since": _instant(board.stale),
        },
        "delivery": [_delivery(line) for line in board.delivery.lines],
        "contact": [_contact(line) for line in board.contact.lines],
        "follow_up": [_follow_up(line) for line in board.follow_up.lines],
        "do_not_be_on_it": [_owed(line) for line in board.act.owed],
        "quality": [_quality(line) for line in board.quality.lines],
        "distribution": _distribution(board),
        "decisions": [document(board, one) for one in decisions.followed(board, decided) if one.open],
        "since": _since(board, decided),
        "meeting": asdict(meeting.day(board, decided, WHOLE)),
    }


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
        "needed_per_day": _decimal(line.needed.target if line.needed else None),
        "ceiling_per_day": _decimal(line.needed.upper if line.needed else None),
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
        "no_promise": line.states[State.NO_PROMISE],
        "no_calendar": line.states[State.NO_CALENDAR],
        "never_assigned": line.states[State.NEVER_ASSIGNED],
        "known_by_day": line.states[State.KNOWN_BY_DAY],
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


def _quality(line: Informed) -> Document:
    low, high = line.interval or (None, None)
    return {
        **_kind(line.stream, line.lead_type, total=line.total),
        "complete": line.complete,
        "of": line.of,
        "share_complete": _decimal(line.share),
        "low": low,
        "high": high,
        "promised_share": _decimal(line.promised),
        "standing": str(line.standing),
        "could_be_chance": line.could_be_chance,
        "missing": {one.field: {"leads": one.leads, "of": one.of} for one in line.missing},
        "no_promise": line.no_promise,
        "not_known": line.not_known,
    }


def _distribution(board: Board) -> Document:
    found, (starts_at, ends_at) = board.distribution.judged, board.evidence
    reps = [
        {
            "rep": one.rep,
            "weight": _decimal(one.weight),
            "leads": one.leads,
            "expected": _decimal(one.expected),
            "standing": str(one.portion),
        }
        for one in found.reps
    ]
    total = {"rep": None, "weight": None, "leads": found.leads, "expected": float(found.leads), "standing": None}
    return {
        "from": _instant(starts_at),
        "until": _instant(ends_at),
        "reps": [*reps, total | {"total": True}],
        "not_judged": {one.rep: one.leads for one in found.others},
        "unassigned": found.unassigned,
        "p_value": found.p_value,
    }


def _since(board: Board, decided: Decided) -> Document:
    found = board.since
    turns = found.turns(decided)
    return {
        "at": _instant(found.at),
        "leads": found.leads,
        "new_month": found.new_month,
        "moved": [_moved(move) for move in found.moves],
        "late_list": [_turned(one) for one in found.turned],
        "decisions": {
            "due_today": [one.id for one in turns.due],
            "became_overdue": [one.id for one in turns.overdue],
            "done": [one.id for one in turns.done],
        },
        "said": list(words.since.sentences(board, decided, WHOLE)),
    }


def _moved(move: Move) -> Document:
    return {
        "promise": move.promise,
        **_kind(move.stream, move.lead_type, total=move.total),
        "was": str(move.was.standing),
        "could_be_chance_then": move.was.could_be_chance,
        "standing": str(move.now.standing),
        "could_be_chance": move.now.could_be_chance,
        "why": str(move.why),
    }


def _turned(line: Turned) -> Document:
    found: Document = {
        "rep": None if line.total else line.rep or UNASSIGNED,
        "joined": line.joined,
        "left": line.left,
        "due_then": line.asked,
        "in_time": line.in_time,
        "late_now": line.late,
        "still_due": line.waiting,
    }
    return found | {"total": True} if line.total else found


def _instant(at: datetime | None) -> str | None:
    return None if at is None else f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _decimal(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _seconds(value: timedelta | None) -> int | None:
    return None if value is None else round(value.total_seconds())
