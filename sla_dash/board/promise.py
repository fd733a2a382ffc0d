"""What could have been promised, on the evidence of the last 90 days."""

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from sla_dash.board.answer import answer
from sla_dash.board.contact import Contact
from sla_dash.board.frame import Part
from sla_dash.rules import contact, promise
from sla_dash.rules.promise import Better
from sla_dash.statistics import survival


@dataclass(frozen=True, slots=True)
class Evidence:
    """How soon leads of one type were contacted."""

    stream: str | None
    lead_type: str | None
    agreed: tuple[timedelta, Fraction] | None
    """What they are promised in the month on screen, and for which share."""
    curve: survival.Curve
    """Over working minutes."""


@dataclass(frozen=True)
class Promise(Part):
    """A better promise for each type."""

    @answer
    def evidence(self) -> tuple[Evidence, ...]:
        """The curve of every type; one without leads has an empty one."""
        held = Contact(self.frame)
        timed = [row for row in held.evidence if row.state in contact.JUDGED]
        return tuple(
            Evidence(
                *kind,
                held.agreed(kind),
                contact.in_minutes(row for row in timed if (row.stream, row.lead_type) == kind),
            )
            for kind in self.frame.kinds_of((row.stream, row.lead_type) for row in timed)
        )

    @answer
    def better(self) -> tuple[Better, ...]:
        """The smallest round time that was kept for the share worth promising, type by type."""
        return tuple(
            promise.better(one.stream, one.lead_type, one.agreed and one.agreed[0], one.curve) for one in self.evidence
        )
