"""Contact in time, week by week."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sla_dash.rules import contact
from sla_dash.rules.contact import State, Timed
from sla_dash.statistics import survival

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Week:
    """The leads with a promise whose clock started in one local week."""

    monday: date
    share: survival.Share | None
    """Share contacted within the promise, by Kaplan–Meier; None where no lead has been watched for as long."""
    n: int
    met: int
    decided: int
    open: int
    """Leads that wait with time left: the week's share may still move."""

    @property
    def settled(self) -> bool:
        """Whether enough is decided and nothing is open."""
        return self.decided >= contact.ENOUGH and not self.open


def one_by_one(rows: Iterable[tuple[date, Timed]], first: date, number: int) -> tuple[Week, ...]:
    """Judge so many weeks one by one from the Monday ``first`` on; those without leads are among them."""
    last = first + (number - 1) * WEEK
    by_week: dict[date, list[Timed]] = {first + n * WEEK: [] for n in range(number)}
    for monday, row in rows:
        by_week[min(max(monday, first), last)].append(row)  # a version of another zone may begin its days earlier
    return tuple(_week(monday, found) for monday, found in by_week.items())


def _week(monday: date, rows: Sequence[Timed]) -> Week:
    return Week(
        monday,
        contact.in_promises(rows).by(1),
        sum(row.leads for row in rows),
        sum(row.leads for row in rows if row.state is State.MET),
        sum(row.leads for row in rows if row.state in contact.DECIDED),
        sum(row.leads for row in rows if row.state not in contact.DECIDED),
    )
