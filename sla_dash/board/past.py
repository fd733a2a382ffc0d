"""The closed months before the one on screen: how they went on from the point that it has reached."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sla_dash.board.answer import answer
from sla_dash.board.frame import Kind, Part
from sla_dash.calendar import days, month_of, next_month
from sla_dash.records.queries.delivery import DayCount
from sla_dash.rules import delivery
from sla_dash.rules.delivery import Exact
from sla_dash.statistics.pace import Closed


@dataclass(frozen=True)
class Past(Part):
    """Closed months, oldest first, and what their days brought."""

    months: tuple[date, ...]
    rows: Sequence[DayCount]

    def went_on(
        self, kind: Kind | None, worth: Callable[[Kind], Exact] = lambda _: 1
    ) -> Iterator[tuple[Fraction, Fraction]]:
        """Yield what each month had brought when the same share of it was done, and what it brought in all.

        ``kind`` None is all leads together; what a lead of each kind is worth, one unless said otherwise.
        """
        kinds = [(worth(one), brought) for one, brought in self._brought.items() if kind in (None, one)]
        for month in self.months:
            early = sum(value * brought[month][0] for value, brought in kinds)
            yield Fraction(early), Fraction(sum(value * brought[month][1] for value, brought in kinds))

    def closed(self, kind: Kind | None) -> Iterator[Closed]:
        """Yield what each month says of the promise of one kind of lead, or of all together.

        The month in which the records begin is left out: they may begin in the middle of it.
        """
        begin = self.frame.first_month
        for month, (early, whole) in zip(self.months, self.went_on(kind), strict=True):
            if begin and month > begin:
                targets = self.frame.targets_of(month)
                target = sum(one.leads or 0 for one in targets if kind in (None, (one.stream, one.lead_type)))
                yield Closed(float(early), float(whole), target)

    @answer
    def _brought(self) -> Mapping[Kind, Mapping[date, tuple[Exact, int]]]:
        """What each kind of lead had brought in each month by then, and in all."""
        found: dict[Kind, dict[date, tuple[Exact, int]]] = defaultdict(lambda: defaultdict(lambda: (0, 0)))
        for row in self.rows:
            if row.day in self._by_then:
                early, whole = found[row.kind][month_of(row.day)]
                found[row.kind][month_of(row.day)] = early + row.net * self._by_then[row.day], whole + row.net
        return found

    @answer
    def _by_then(self) -> Mapping[date, Exact]:
        """How much of each day lies before the same share of its month was done as is done of the one on screen."""
        found: dict[date, Exact] = {}
        for month in self.months:
            every = days(month, next_month(month))
            weigh = self.frame.weights(month)
            found.update(zip(every, delivery.parts([weigh(day) for day in every], self.frame.pace.share), strict=True))
        return found
