"""When contact time is lost: the hours of the week in which too few leads are contacted in time."""

from dataclasses import dataclass
from fractions import Fraction

from sla_dash.statistics import limits

LEADS_AT_LEAST = 10
"""Leads of an hour before their share is put into words."""


@dataclass(frozen=True, slots=True)
class Hour:
    """Leads whose clock started in one local hour of a weekday, their window over."""

    weekday: int
    """0 is Monday."""
    hour: int
    leads: int
    in_time: int

    @property
    def share(self) -> Fraction:
        """Share of them contacted in time."""
        return Fraction(self.in_time, self.leads)

    @property
    def enough(self) -> bool:
        """Whether there are enough of them for a share."""
        return self.leads >= LEADS_AT_LEAST

    def short_of(self, promised: Fraction | None) -> bool:
        """Say whether chance would put the share so far below what was promised less than once in a thousand times."""
        if promised is None or not self.enough:
            return False
        return self.in_time / self.leads < limits.low(self.leads, float(promised), limits.TAIL998)
