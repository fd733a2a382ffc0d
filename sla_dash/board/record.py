"""What closed months say: the strip of verdicts, the quarter, and what has become a habit."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from sla_dash.board.answer import answer, answers
from sla_dash.board.delivery import Delivery, Measure
from sla_dash.board.frame import Kind, Part
from sla_dash.calendar import month_of, previous_month
from sla_dash.rules import delivery, signals
from sla_dash.rules.delivery import Judged, Standing

QUARTER = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """One month of the strip."""

    month: date
    over: bool
    judged: Judged


@dataclass(frozen=True, slots=True)
class Habit:
    """What the closed months say of one type of lead, or of all."""

    stream: str | None
    lead_type: str | None
    total: bool
    verdicts: tuple[Verdict, ...]
    """Closed months, oldest first."""
    persistent: Literal["over", "under"] | None
    """What the last three closed months were for good."""
    missed_in_a_row: int
    """The latest closed months outside the range, on either side."""
    slack_left: int
    """Months that may still be missed in a row; after them the next one brings the consequence of the agreement."""
    beyond_slack: bool
    """Whether more months in a row were missed than may be: the consequence of the agreement applies."""


@dataclass(frozen=True)
class Record(Part):
    """The closed months before the one on screen, each by the version of the agreement in force when it began."""

    delivery: Delivery

    @answer
    def strip(self) -> tuple[Verdict, ...]:
        """The verdicts of the twelve closed months and of the month on screen, all types together, oldest first."""
        judged = self.delivery.lines[-1].judged("leads")
        now = Verdict(self.frame.month, self.frame.month_is_over, judged)
        return (*(self._verdict(month, None) for month in self.delivery.months_before), now)

    @answer
    def habits(self) -> tuple[Habit, ...]:
        """What became a habit, for every type with a target, and for all together last."""
        kinds = [line.kind for line in self.delivery.lines[:-1] if line.so_far.target]
        return tuple(self._habit(kind) for kind in (*kinds, None))

    @answers
    def quarter(self, measure: Measure) -> Judged:
        """Judge the quarter of the month on screen, up to the end of that month or of yesterday.

        Closed months count with their whole targets; the noise is that of the month on screen, over all that is due.
        """
        frame, line = self.frame, self.delivery.lines[-1]
        now = line.judged(measure)
        months = [frame.month]
        while (months[0].month - 1) % QUARTER:
            months.insert(0, previous_month(months[0]))
        closed = [self._verdict(month, None, measure).judged for month in months[:-1]]
        whole = [one for one in (*closed, now) if one.target is not None]
        expected = sum((one.expected or Fraction(0) for one in whole), Fraction(0)) if whole else None
        delivered = sum(one.delivered for one in (*closed, now))
        standing = delivery.standing(delivered, expected, self.delivery.tolerance)
        target = sum(one.target or 0 for one in whole) or None
        chance = False
        if standing.out_of_band and not frame.month_is_over and expected and now.expected and target:
            variance = line.so_far.overdispersion * float(now.expected)
            if measure == "value":
                variance = delivery.value_variance([one.so_far for one in self.delivery.lines[:-1]])
            variance *= float(expected / now.expected)
            chance = delivery.within_noise(delivered, expected, variance, expected / target)
        return Judged(delivered, expected, target, standing, chance)

    @answer
    def _net(self) -> Counter[tuple[date, Kind]]:
        found: Counter[tuple[date, Kind]] = Counter()
        for row in self.delivery.history:
            found[month_of(row.day), row.kind] += row.net
        return found

    def _verdict(self, month: date, kind: Kind | None, measure: Measure = "leads") -> Verdict:
        """Judge a closed month for one kind of lead, or for all."""
        first = self.frame.first_month
        targets = () if first and month < first else self.frame.targets_of(month)
        net = {one: n for (held, one), n in self._net.items() if held == month and kind in (None, one)}
        due = [target for target in targets if kind in (None, (target.stream, target.lead_type))]
        tolerance = Fraction(self.frame.terms_of(month).tolerance)
        if measure == "leads":
            target = sum(one.leads or 0 for one in due)
            return Verdict(month, True, delivery.closed(sum(net.values()), target, tolerance))
        worth: dict[Kind, Fraction] = {(one.stream, one.lead_type): one.lead_value or Fraction(0) for one in due}
        value = sum((n * worth.get(one, Fraction(0)) for one, n in net.items()), Fraction(0))
        promised = sum((one.value or Fraction(0) for one in due), Fraction(0))
        return Verdict(month, True, delivery.closed(value, promised, tolerance))

    def _habit(self, kind: Kind | None) -> Habit:
        verdicts = tuple(self._verdict(month, kind) for month in self.delivery.months_before)
        standings: list[Standing] = [one.judged.standing for one in verdicts]
        actual = [int(one.judged.delivered) for one in verdicts]
        target = [int(one.judged.target or 0) for one in verdicts]
        terms = self.frame.month_terms
        tolerance = Fraction(terms.tolerance)
        over, under = (signals.persistent(actual, target, tolerance, over=side) for side in (True, False))
        missed = signals.missed_in_a_row(standings)
        return Habit(
            *(kind or (None, None)),
            total=kind is None,
            verdicts=verdicts,
            persistent="over" if over else "under" if under else None,
            missed_in_a_row=missed,
            slack_left=max(0, terms.slack_cycles - missed),
            beyond_slack=missed > terms.slack_cycles,
        )
