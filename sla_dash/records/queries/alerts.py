"""Which leads that nobody has contacted have reached a step of their alerts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from sla_dash.calendar import MICROSECOND
from sla_dash.records.queries.bind import workable
from sla_dash.records.queries.contact import Clocks
from sla_dash.records.store import Snapshot
from sla_dash.rules.alerts import Step


@dataclass(frozen=True, slots=True)
class Reached:
    """A lead that nobody has contacted, and the latest step of its alerts that it has reached."""

    lead_id: str
    stream: str | None
    lead_type: str | None
    owner: str | None
    """None for nobody."""
    step: Step
    promise: timedelta
    used: timedelta
    """Working time since its clock started."""
    score: float | None
    name: str | None
    company: str | None

    @property
    def left(self) -> timedelta:
        """Working time until the promise is broken; negative after."""
        return self.promise - self.used

    @property
    def late(self) -> bool:
        """Whether the promise is broken; it is inclusive."""
        return self.used > self.promise

    @property
    def share(self) -> Fraction:
        """The part of the time promised at which the step falls."""
        return self.step.share


def reached(snapshot: Snapshot, as_of: datetime, now: Clocks, steps: Sequence[Step]) -> list[Reached]:
    """Find the leads that have reached a step by now, the hottest first, among equals the most overdue."""
    if not steps:
        return []
    ladder = sorted(steps, key=lambda step: step.share)
    found = snapshot.rows(
        "alerts_reached",
        **workable(snapshot, as_of),
        step_versions=tuple(step.version for step in ladder),
        step_streams=tuple(step.stream for step in ladder),
        step_types=tuple(step.lead_type for step in ladder),
        step_us=tuple(step.used // MICROSECOND for step in ladder),
        step_numbers=tuple(range(len(ladder))),
        **now.bound,
    )
    return [
        Reached(lead_id, stream, kind, owner, ladder[step], promise * MICROSECOND, used * MICROSECOND, *about)
        for lead_id, stream, kind, owner, step, promise, used, *about in found
    ]
