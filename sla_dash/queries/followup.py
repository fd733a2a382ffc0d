"""How often sales followed up."""

from datetime import datetime

from sla_dash.followup import MilestoneCount
from sla_dash.queries.bind import Only, Span, naive, narrowed
from sla_dash.store import Snapshot


def milestones(snapshot: Snapshot, span: Span, as_of: datetime, only: Only = (None, None)) -> list[MilestoneCount]:
    """Count the follow-up milestones that fall due in a span by what became of them."""
    starts_at, ends_at = map(naive, span)
    found = snapshot.rows(
        "follow_up_milestones", starts_at=starts_at, ends_at=ends_at, as_of=naive(as_of), **narrowed(only)
    )
    return [MilestoneCount(*row) for row in found]
