"""What became of the leads stage by stage, and which of the agreed rates has changed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from sla_dash.agreement import Terms
from sla_dash.board.answer import answer, answers
from sla_dash.board.frame import Kind, Part
from sla_dash.calendar import days, month_of, next_month, previous_month, utc
from sla_dash.records import queries
from sla_dash.records.queries.bind import Span, naive, narrowed
from sla_dash.records.queries.funnel import Ending, Steps
from sla_dash.records.store import Parameter
from sla_dash.rules import demand, funnel, revision
from sla_dash.rules.funnel import Conversion, Entries, Incidence, Passages, Stage
from sla_dash.rules.revision import Change, Verdict
from sla_dash.statistics.proportion import Interval

SPANS = {"month": 1, "quarter": 3, "year": 12}
"""Months of entry that make one cohort."""
SHOWN = 13
"""Months of the picture."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the funnel table: a type of lead at one stage, or all types."""

    stream: str | None
    lead_type: str | None
    stage: Stage
    cohort: Conversion
    entered_next: int
    """Entries into the next stage in the same months, whoever they were: the in-month reading."""
    agreed: Fraction | None
    """By the version of the month on screen; None where it gives no rate."""
    total: bool = False


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """One cohort of one stage in the picture."""

    month: date
    stage: Stage
    cohort: Conversion
    agreed: Fraction | None
    """Agreed for the leads of that month, weighted by them."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One agreed rate beside what mature cohorts have shown."""

    stream: str | None
    lead_type: str | None
    stage: Stage
    agreed: Fraction
    months: tuple[date, ...]
    """The newest mature ones, a quarter at most, newest first; none yet where empty."""
    against_agreed: Change | None
    against_before: Change | None
    """Against the quarter before; None where that is not mature or not on record."""
    verdict: Verdict
    interval: Interval | None = None
    """Of the rate found, as wide as the verdict asks for; None of none."""


@dataclass(frozen=True)
class Funnel(Part):
    """What became of the leads."""

    @answer
    def steps(self) -> Steps:
        """What the leads of two years came to, as loading counted it; a past morning is counted again."""
        frame = self.frame
        if frame.is_latest:
            found = queries.funnel.prepared(frame.snapshot)
        else:
            found = queries.funnel.steps(frame.snapshot, self.since, frame.as_of, frame.now_terms.version)
        if frame.only == (None, None):
            return found
        return Steps(
            tuple(row for row in found.passages if frame.on_screen((row.stream, row.lead_type))),
            tuple(row for row in found.entries if frame.on_screen((row.stream, row.lead_type))),
        )

    @answer
    def since(self) -> date:
        """The local day from which on leads are counted."""
        return funnel.evidence_from(self.frame.as_of, self.frame.now_terms)

    def months(self, span: str) -> tuple[date, ...]:
        """Return the months of a cohort of ``SPANS``, the month on screen the last."""
        return back(self.frame.month, SPANS[span])

    def span(self, span: str) -> Span:
        """Return the instants at which these months start and end."""
        zone = self.frame.now_terms.zone
        first, *_, last = self.months(span) * 2
        return utc(first, 0, zone), utc(next_month(last), 0, zone)

    def rows(self, span: str) -> dict[str, Parameter]:
        """Return the parameters of the queries that list the leads and the deals of these months."""
        starts_at, ends_at = self.span(span)
        shown = {"starts_at": naive(starts_at), "ends_at": naive(ends_at), "as_of": naive(self.frame.as_of)}
        return {**shown, **narrowed(self.frame.only)}

    @answers
    def lines(self, span: str) -> tuple[Line, ...]:
        """Say for every type and stage what became of the leads that entered it in these months, all types last.

        A type that the agreement does not name is left out of a stage that none of its leads entered.
        """
        months, kinds = set(self.months(span)), self._kinds
        lines = []
        for kind in kinds:
            for stage in funnel.STEPS:
                cohort = funnel.together([self._cohort(kind, stage, month) for month in months])
                agreed = _rate(self.frame.month_terms, kind, stage)
                if cohort.entered or agreed is not None:
                    lines.append(Line(*kind, stage, cohort, self._entered({kind}, stage.next, months), agreed))
        for stage in funnel.STEPS:
            cohort = funnel.together([line.cohort for line in lines if line.stage is stage])
            entered = self._entered(set(kinds), stage.next, months)
            agreed = _weighted((line.cohort.entered, line.agreed) for line in lines if line.stage is stage)
            lines.append(Line(None, None, stage, cohort, entered, agreed, total=True))
        return tuple(lines)

    @answer
    def points(self) -> tuple[MonthPoint, ...]:
        """Every stage and month of the picture, all types on screen together, oldest first."""
        found = []
        for stage in funnel.STEPS:
            for month in back(self.frame.month, SHOWN):
                cohorts = [(kind, self._cohort(kind, stage, month)) for kind in self._kinds]
                agreed = _weighted((one.entered, self._agreed(kind, stage, month)) for kind, one in cohorts)
                whole = funnel.together([one for _, one in cohorts])
                found.append(MonthPoint(month, stage, whole, agreed))
        return tuple(found)

    @answer
    def evidence(self) -> tuple[Evidence, ...]:
        """Hold every agreed rate against its newest mature cohorts; all are weighed together."""
        found: list[Evidence] = []
        for kind in self._kinds:
            for stage in funnel.AGREED:
                agreed = _rate(self.frame.now_terms, kind, stage)
                if agreed is not None:
                    found.append(self._held_against(kind, stage, agreed))
        changes = [one.against_agreed for one in found]
        judged = zip(found, revision.verdicts(changes), revision.intervals(changes), strict=True)
        return tuple(replace(one, verdict=verdict, interval=interval) for one, verdict, interval in judged)

    @answers
    def endings(self, span: str, most: int) -> tuple[list[Ending], int, int]:
        """List why the leads handed over in these months ended without a deal; count all reasons and all leads."""
        frame = self.frame
        return queries.funnel.endings(frame.snapshot, self.span(span), frame.as_of, most, frame.only)

    def incidence(self, kind: Kind, stage: Stage, goal: Stage) -> Incidence:
        """Return how the leads of a type come from a stage to a goal; as all types do, where few of its own have."""
        own = self._incidence((kind,), stage, goal)
        return own if own.events >= revision.ENOUGH else self._incidence(self._kinds, stage, goal)

    def _incidence(self, kinds: tuple[Kind, ...], stage: Stage, goal: Stage) -> Incidence:
        key = kinds, stage, goal
        if key not in self._incidences:
            steps = [(kind, stage, goal) for kind in kinds]
            self._incidences[key] = funnel.passing(
                [row for step in steps for row in self._passages.get(step, ())],
                [day for step in steps for day in self._entries.get(step, ())],
                self.frame.today,
            )
        return self._incidences[key]

    @answer
    def _kinds(self) -> tuple[Kind, ...]:
        """Types with an entry in the window or with a target; those the agreement names first."""
        return self.frame.kinds_of((row.stream, row.lead_type) for row in self.steps.entries)

    @answer
    def _incidences(self) -> dict[tuple[tuple[Kind, ...], Stage, Stage], Incidence]:
        """The curves that were asked for so far."""
        return {}

    @answer
    def _passages(self) -> dict[tuple[Kind, Stage, Stage], list[Passages]]:
        found: dict[tuple[Kind, Stage, Stage], list[Passages]] = defaultdict(list)
        for row in self.steps.passages:
            found[(row.stream, row.lead_type), row.stage, row.goal].append(row)
        return found

    @answer
    def _entries(self) -> dict[tuple[Kind, Stage, Stage], list[Entries]]:
        found: dict[tuple[Kind, Stage, Stage], list[Entries]] = defaultdict(list)
        for row in self.steps.entries:
            found[(row.stream, row.lead_type), row.stage, row.goal].append(row)
        return found

    def entries(self, kind: Kind, stage: Stage, goal: Stage, month: date) -> list[Entries]:
        """Return the days of a month on which leads of a type entered a stage."""
        return self._cohorts.get((kind, stage, goal, month), [])

    @answer
    def _cohorts(self) -> dict[tuple[Kind, Stage, Stage, date], list[Entries]]:
        found: dict[tuple[Kind, Stage, Stage, date], list[Entries]] = defaultdict(list)
        for row in self.steps.entries:
            found[(row.stream, row.lead_type), row.stage, row.goal, month_of(row.day)].append(row)
        return found

    def _cohort(self, kind: Kind, stage: Stage, month: date) -> Conversion:
        """Describe the leads of a month, what is still to come filled by the rate learnt of the months up to now."""
        one, agreed = self._so_far(kind, stage, month), self._agreed(kind, stage, month)
        if agreed is None:
            return one
        lately = back(month_of(self.frame.today), funnel.LEARNT_FROM)
        of = 12 * (month.year - lately[0].year) + month.month - lately[0].month
        learnt = funnel.prior([self._so_far(kind, stage, each) for each in lately], of, agreed)
        return funnel.conversion(one.passed, one.entered, one.lost, one.maturity, learnt)

    @answers
    def _so_far(self, kind: Kind, stage: Stage, month: date) -> Conversion:
        """Describe the leads of a month by what has become of them."""
        step = kind, stage, stage.next, month
        found = self.entries(*step)
        return funnel.so_far(found, self.maturity(*step) if found else None)

    def maturity(self, kind: Kind, stage: Stage, goal: Stage, month: date) -> float | None:
        """Return which part of all that will come to a goal is to be expected by now of the leads of a month.

        Given when they entered; as if one had on every day, where none has. None where nobody has ever come.
        """
        ages: dict[int, int] = defaultdict(int)
        even = [Entries(*kind, stage, goal, day, 1, 0, 0) for day in days(month, next_month(month))]
        for day in self.entries(kind, stage, goal, month) or even:
            ages[day.age(self.frame.today)] += day.entered
        return self.incidence(kind, stage, goal).maturity(ages)

    def _entered(self, kinds: set[Kind], stage: Stage, months: set[date]) -> int:
        steps = ((kind, stage, stage.next, month) for kind in kinds for month in months)
        return sum(day.entered for step in steps for day in self.entries(*step))

    def _agreed(self, kind: Kind, stage: Stage, month: date) -> Fraction | None:
        """Return the rate agreed for the leads of a month; before the first version, by that one."""
        return _rate(self.frame.agreements.for_month(month) or self.frame.agreements.versions[0], kind, stage)

    def _held_against(self, kind: Kind, stage: Stage, agreed: Fraction) -> Evidence:
        mature: list[tuple[date, Conversion]] = []
        for month in reversed(back(previous_month(month_of(self.frame.today)), 12 * funnel.EVIDENCE_YEARS)):
            cohort = self._so_far(kind, stage, month)
            if cohort.entered and cohort.ripeness is funnel.Ripeness.MATURE:
                mature.append((month, cohort))
        newest, before = mature[: revision.QUARTER], mature[revision.QUARTER : 2 * revision.QUARTER]
        after = _counted(newest)
        return Evidence(
            *kind,
            stage,
            agreed,
            tuple(month for month, _ in newest),
            revision.change(agreed, after) if newest else None,
            revision.change(_counted(before), after) if len(before) == revision.QUARTER else None,
            Verdict.TOO_EARLY,
        )


def back(last: date, months: int) -> tuple[date, ...]:
    """Return so many months up to ``last``, which is among them, oldest first."""
    found = [last]
    while len(found) < months:
        found.insert(0, previous_month(found[0]))
    return tuple(found)


def _rate(terms: Terms, kind: Kind, stage: Stage) -> Fraction | None:
    """Return the agreed rate of coming from a stage to the next."""
    clause = terms.lead_type(*kind)
    if clause is None or clause.rates is None or stage not in funnel.AGREED:
        return None
    win, to_opportunity, to_sql = clause.rates.ladder
    return {Stage.MQL: to_sql, Stage.SQL: to_opportunity, Stage.OPPORTUNITY: win}[stage]


def _weighted(rates: Iterable[tuple[int, Fraction | None]]) -> Fraction | None:
    """Return the mean of the rates agreed, weighted by the leads they were agreed for; None where there is none."""
    known = [(n, rate) for n, rate in rates if n and rate is not None]
    return sum((n * rate for n, rate in known), Fraction(0)) / sum(n for n, _ in known) if known else None


def _counted(cohorts: Sequence[tuple[date, Conversion]]) -> demand.Counted:
    whole = funnel.together([one for _, one in cohorts])
    return demand.Counted(whole.passed, whole.entered, Fraction(min(1.0, whole.maturity or 1.0)))
