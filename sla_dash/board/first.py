"""What the records show where nobody has promised anything: the questions of the board, asked for a first agreement."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from sla_dash import load
from sla_dash.agreement import Agreements
from sla_dash.board import Board, board, refuse_older, stamped
from sla_dash.board.frame import Kind
from sla_dash.board.funnel import back
from sla_dash.board.whatif import RATES
from sla_dash.calendar import DAY, local_day, month_of, next_month, utc
from sla_dash.errors import AgreementError
from sla_dash.records import queries, store
from sla_dash.records.queries.bind import Span
from sla_dash.records.queries.funnel import Deals
from sla_dash.rules import evidence, objective, provisional
from sla_dash.rules.evidence import Found, Months, OfStream, OfType, Shown, Won
from sla_dash.rules.funnel import Stage
from sla_dash.rules.provisional import Named, Place

MINUTE = timedelta(minutes=1)
STARTED_BY = {"qualified_at": "handed_over", "assigned_at": "assigned", "created_at": "leads"}
"""What of the leads of a kind counts those whose clock starts, by what starts it."""


@contextmanager
def prepared(
    data: Path, zone: str, now: datetime, *, progress: Callable[[str, float], None] = load.silent
) -> Iterator[Board]:
    """Lend a board of the newest records under terms that promise nothing, in a time zone.

    As of the last thing on record, so that an export of last year shows what was so then. Raises ``AgreementError``
    where no lead has a stream and a lead type by which it can be promised.
    """
    with closing(store.open_file(store.newest(data))) as snapshot:
        refuse_older(snapshot)
        named = queries.first.named(snapshot)
        _refuse_nameless(named)
        held = Agreements((provisional.provisional(named, zone),))
        loaded = queries.records.load(snapshot)
        at = loaded.latest_at.replace(second=0) + MINUTE if loaded.latest_at else now
        if stamped(snapshot, held) and month_of(at.date()) == month_of(loaded.loaded_at.date()):
            yield board(snapshot, held, at)
            return
    with load.under(data, held, at, progress=progress) as path, closing(store.open_file(path)) as aside:
        yield board(aside, held, at)


def found(held: Board, here: Place) -> Found:
    """Ask a board of ``prepared`` all that a first agreement is written from."""
    return _Asking(held).found(here)


def _refuse_nameless(named: Iterable[Named]) -> None:
    kinds = list(named)
    if not any(one.nameable for one in kinds):
        raise AgreementError(
            f"No lead of {sum(one.leads for one in kinds):,} has a stream and a lead type to be promised by.",
            advice="Map them to columns or, if there is but one, to a constant, as in "
            'stream = { constant = "Sales" }, and load again.',
        )


@dataclass(frozen=True)
class _Asking:
    board: Board

    def found(self, here: Place) -> Found:
        held, snapshot = self.board, self.board.snapshot
        named = queries.first.named(snapshot)
        handed = [self._day(one.last_handed_over_at) for one in named if one.last_handed_over_at]
        months = evidence.months(held.today, queries.records.first_day(snapshot), max(handed, default=None))
        start = held.now_terms.clock_start
        currency, priced = queries.first.currency(snapshot)
        streams = tuple(self._streams(named, months))
        due = held.milestones_due(*held.evidence)
        return Found(
            place=here,
            clock_start=start,
            first_on=min(self._day(one.first_at) for one in named),
            last_on=min(held.today, max(self._day(one.last_at) for one in named)),
            leads=sum(one.leads for one in named),
            with_clock=sum(getattr(one, STARTED_BY[start]) for one in named),
            unnamed=sum(one.leads for one in named if not one.nameable),
            months=months,
            won_since=self._won_since,
            ends_on=held.today,
            has_touches=held.load.has_touches,
            has_deals=bool(priced) or any(row.stage is Stage.OPPORTUNITY for row in held.funnel.steps.entries),
            currency=currency,
            priced=priced,
            tried=tuple(queries.first.tried(snapshot, due, held.as_of)) if held.load.has_touches else (),
            streams=streams,
        )

    def _streams(self, named: list[Named], over: Months) -> Iterator[OfStream]:
        """Yield what is on record of every stream that can be named, the one with the most leads first."""
        months, delivered = over.each, self._delivered(over)
        year, lately = (
            self._deals(self._span(self._won_since, self.board.today)),
            self._deals(self._span(months[0], months[-1])),
        )
        better = {(one.stream, one.lead_type): one for one in self.board.promise.better if one.n}
        kinds: dict[str, list[OfType]] = {}
        for one in sorted(named, key=lambda one: -one.leads):
            if one.nameable:
                kind = one.stream, one.lead_type
                kinds.setdefault(str(one.stream), []).append(
                    OfType(
                        str(one.stream),
                        str(one.lead_type),
                        one.leads,
                        tuple(delivered.get((kind, month), 0) for month in months),
                        self._rates.get(kind, {}),
                        _won(row for row in year if (row.stream, row.lead_type) == kind),
                        better.get(kind),
                    )
                )
        abroad = queries.funnel.abroad(
            self.board.snapshot, self._span(self._won_since, self.board.today), self.board.as_of
        )
        for stream, types in kinds.items():
            yield OfStream(
                stream,
                tuple(types),
                _together([one.rates for one in types]),
                _won(row for row in year if row.stream == stream),
                _won(row for row in lately if row.stream == stream),
                sum(row.won for row in abroad if row.stream == stream),
            )

    @property
    def _won_since(self) -> date:
        return back(month_of(self.board.today), evidence.YEAR + 1)[0]

    def _delivered(self, over: Months) -> dict[tuple[Kind, date], int]:
        """Count what was delivered in each month; in one that is not over on complete days, or else on the first."""
        first, last = over.each[0], over.each[-1]
        begun = queries.records.first_day(self.board.snapshot) or first
        end = next_month(last) if over.closed else max(self.board.today, begun + DAY)
        counts: dict[tuple[Kind, date], int] = {}
        for row in self.board.leads_by_day(first, end):
            place = row.kind, month_of(row.day)
            counts[place] = counts.get(place, 0) + row.net
        return counts

    def _deals(self, span: Span) -> list[Deals]:
        return queries.funnel.deals(self.board.snapshot, span, self.board.as_of)

    def _span(self, first: date, last: date) -> Span:
        """Return the instants at which the month of the first day begins and that of the last ends."""
        zone = self.board.now_terms.zone
        return utc(month_of(first), 0, zone), utc(next_month(last), 0, zone)

    @property
    def _rates(self) -> dict[Kind, dict[str, Shown]]:
        """What the newest mature cohorts of every kind have shown, by name of the rate."""
        rates: dict[Kind, dict[str, Shown]] = {}
        for one in self.board.funnel.evidence:
            if one.against_agreed:
                shown = Shown(one.against_agreed.after, tuple(sorted(one.months)))
                rates.setdefault((one.stream, one.lead_type), {})[RATES[one.stage]] = shown
        return rates

    def _day(self, at: datetime) -> date:
        return local_day(at, self.board.now_terms.zone)


def _won(rows: Iterable[Deals]) -> Won:
    return sum((Won(row.won_amount, row.won - row.won_unpriced) for row in rows), Won())


def _together(rates: Iterable[Mapping[str, Shown]]) -> dict[str, Shown]:
    """Add up what all types of a stream have shown of each rate."""
    every = list(rates)
    told: dict[str, Shown] = {}
    for name in RATES.values():
        shown = [one[name] for one in every if name in one]
        counted = objective.together([one.counted for one in shown])
        if counted:
            told[name] = Shown(counted, tuple(sorted({month for one in shown for month in one.months})))
    return told
