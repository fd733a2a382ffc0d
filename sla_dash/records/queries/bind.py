"""How questions are put: spans of time, what they are narrowed to, and instants as the snapshot keeps them."""

from collections.abc import Mapping
from datetime import UTC, datetime

from sla_dash.load import facts
from sla_dash.records.store import Parameter, Snapshot

Span = tuple[datetime, datetime]


ROWS = 200_000
"""In one file that somebody asked for, at most."""
Only = tuple[str | None, str | None]
"""Names of the stream and the lead type that an answer is narrowed to, "(none)" among them; None for all."""


def naive(at: datetime) -> datetime:
    """Return an instant as the snapshot keeps it: naive, in UTC."""
    return at.astimezone(UTC).replace(tzinfo=None)


def aware(at: datetime) -> datetime:
    """Return an instant of the snapshot as the board keeps it: aware, in UTC."""
    return at.replace(tzinfo=UTC)


def narrowed(only: Only) -> Mapping[str, str | None]:
    """Return the parameters that narrow an answer to a stream and a lead type."""
    return {"stream": only[0], "lead_type": only[1]}


def moment(snapshot: Snapshot, as_of: datetime) -> Mapping[str, Parameter]:
    """Return the parameters of an instant, with whether what loading prepared of what is open holds as of then."""
    at, (since, until) = naive(as_of), snapshot.prepared
    return {"as_of": at, "prepared": (since is None or at >= since) and (until is None or at < until)}


def since_counted(snapshot: Snapshot, as_of: datetime) -> Mapping[str, datetime]:
    """Return the parameters of an instant, and up to when loading counted."""
    at = naive(as_of)
    return {"as_of": at, "counted_at": snapshot.prepared[0] or at}


def lately(as_of: datetime, since: datetime | None = None) -> Mapping[str, datetime]:
    """Return the parameters of an instant, and since when what was open then (or at an earlier instant) is recent."""
    return {"as_of": naive(as_of), "recent_at": naive(since or as_of) - facts.LONG}


def workable(snapshot: Snapshot, as_of: datetime) -> Mapping[str, Parameter]:
    """Return the parameters by which leads are found that somebody may have to take up at an instant."""
    return {**lately(as_of), **moment(snapshot, as_of)}


def held(snapshot: Snapshot, as_of: datetime, quiet_since: datetime) -> Mapping[str, Parameter]:
    """Return the parameters by which open records are found in which nothing has happened since an instant."""
    return {
        **moment(snapshot, as_of),
        "quiet_since": naive(quiet_since),
        "held_at": naive(as_of) - facts.LASTING,
    }


def within(span: Span, as_of: datetime) -> Mapping[str, datetime]:
    """Return the parameters of a span of time as it is known by now."""
    return {"starts_at": naive(span[0]), "ends_at": naive(span[1]), "as_of": naive(as_of)}
