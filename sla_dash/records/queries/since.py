"""What became, since the last stand-up, of the leads that were late or due then, and which have become late."""

from collections.abc import Mapping
from datetime import datetime

from sla_dash.records.queries.bind import Only, lately, naive, narrowed
from sla_dash.records.queries.contact import Clocks
from sla_dash.records.store import Parameter, Snapshot
from sla_dash.rules.since import Turned


def turned(
    snapshot: Snapshot, before_at: datetime, as_of: datetime, before: Clocks, now: Clocks, only: Only = (None, None)
) -> list[Turned]:
    """Count by rep the leads that came onto and left the list of late ones, and what became of those due then.

    What left or was due counts for who owned it at ``before_at``, what joined for who owns it now. By name, those that
    nobody owned last.
    """
    found: dict[str | None, list[int]] = {}
    bound = {**compared(before_at, before), **now.bound, **narrowed(only)}
    for then, owner, joined, *rest in snapshot.rows("since_by_rep", **lately(as_of, before_at), **bound):
        for rep, counts in ((owner, (joined, 0, 0, 0, 0, 0)), (then, (0, *rest))):
            so_far = found.setdefault(rep, [0] * len(counts))
            found[rep] = [a + b for a, b in zip(so_far, counts, strict=True)]
    named = sorted(found.items(), key=lambda one: (one[0] is None, one[0] or ""))
    return [_turned(rep, *counts) for rep, counts in named if any(counts)]


def compared(before_at: datetime, before: Clocks) -> Mapping[str, Parameter]:
    """Return the parameters of the earlier instant, and of what every schedule's clock showed then."""
    return {
        "before_at": naive(before_at),
        "schedules_before": before.schedules,
        "worked_before": before.worked_now,
        "worked_before_next": before.worked_next,
    }


def _turned(rep: str | None, joined: int, left: int, asked: int, in_time: int, late: int, waiting: int) -> Turned:
    return Turned(rep, joined, left, asked, in_time, late, waiting)
