"""What to do about delivery: alarms to look into, the mix to change, what sales can work."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from sla_dash.board.answer import answer, answers
from sla_dash.board.delivery import NOISE_DAYS, Delivery
from sla_dash.board.frame import Kind, Part
from sla_dash.calendar import DAY, days, month_of, next_month
from sla_dash.records import queries
from sla_dash.rules import delivery, remedy, signals
from sla_dash.rules.capacity import Capacity
from sla_dash.rules.remedy import Mix
from sla_dash.rules.signals import Alarm

ALARMS = 3
NEVER = date.min
Seen = tuple[tuple[Kind, date], ...]
"""The day, included, up to which the alarm of each stream and lead type is acknowledged."""


@dataclass(frozen=True, slots=True)
class Attempts:
    """Attempts that fall due against those that people make."""

    due: int
    """Missing from the promises that fall due before the next stand-up, or fell due this month."""
    usual_best: int | None
    """What 19 of 20 past working days did not exceed, all reps together; None under 30 of them."""


@dataclass(frozen=True)
class Remedy(Part):
    """What both sides can do about the month on screen."""

    delivery: Delivery

    @answers
    def alarms(self, acknowledged: Seen = ()) -> tuple[Alarm, ...]:
        """Return the three strongest alarms of daily counts that stand; none for a month that is over.

        The sums of a type of lead begin with the month, or on the day after the one up to which its alarm was
        ``acknowledged``.
        """
        frame = self.frame
        if frame.month_is_over:
            return ()
        every = days(frame.month, next_month(frame.month))
        shares = delivery.shares(frame.month, frame.weights(frame.month))
        each = {
            day: float(share - before)
            for day, share, before in zip(every, shares, [Fraction(0), *shares], strict=False)
        }
        seen, found = dict(acknowledged), []
        for line in self.delivery.lines[:-1]:
            if line.so_far.target:
                past = [day for day in every if seen.get(line.kind, NEVER) < day < frame.today]
                net = {row.day: row.net for row in self.delivery.by_day if row.kind == line.kind}
                counts, due = [net.get(day, 0) for day in past], [line.so_far.target * each[day] for day in past]
                found.append(signals.alarm(*line.kind, past, counts, due, line.so_far.overdispersion))
        return tuple(sorted((one for one in found if one), key=lambda one: -one.strength)[:ALARMS])

    @property
    def mix(self) -> Mix | None:
        """Why the value differs from what is expected by now; None while nothing is expected."""
        return remedy.mix([line.so_far for line in self.delivery.lines[:-1]])

    @answer
    def capacity(self) -> Capacity:
        """Leads of the month against the reps who work them, of every stream and type."""
        narrowed = self.frame.only != (None, None)
        whole = Delivery(replace(self.frame, stream=None, lead_type=None)) if narrowed else self.delivery
        line = whole.lines[-1]
        counts, lands = line.so_far.counts, line.forecast
        return self.frame.capacity(counts.net + counts.today, lands.mean if lands else None)

    @answer
    def attempts(self) -> Attempts | None:
        """Attempts due against attempts made, of the present and not of the month on screen; None without touches."""
        frame = self.frame
        if not frame.load.has_touches:
            return None
        made = queries.delivery.attempts_by_day(frame.snapshot, frame.today - NOISE_DAYS * DAY, frame.today)
        calendar = frame.calendar(month_of(frame.today))
        worked = [day for day in days(min(made, default=frame.today), frame.today) if calendar.is_working_day(day)]
        falls_due = frame.milestones_due(frame.now_terms.month_edges(month_of(frame.today))[0], frame.next_standup)
        due = queries.delivery.attempts_due(frame.snapshot, falls_due, frame.as_of, frame.clocks, frame.only)
        return Attempts(due, remedy.usual_best([made.get(day, 0) for day in worked]))
