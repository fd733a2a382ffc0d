"""How often sales followed up, how regularly, and with what result."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sla_dash.agreement import Milestone
from sla_dash.board.answer import answer
from sla_dash.board.frame import BY_DAY, Part
from sla_dash.calendar import DAY, utc
from sla_dash.records import queries
from sla_dash.records.queries.act import Behind
from sla_dash.records.queries.bind import Span
from sla_dash.records.queries.followup import AttemptCount, Due, RepCount, Running, Watch, WeekCount
from sla_dash.rules import followup
from sla_dash.rules.followup import Gap, MilestoneCount

WEEKS = 13
MOST_ATTEMPTS = 7
"""Attempts told one by one where the agreement asks for fewer."""


@dataclass(frozen=True, slots=True)
class RepLine:
    """How one rep follows up; ``rep`` None for leads that nobody owns, and for all together."""

    rep: str | None
    count: MilestoneCount
    """Milestones that fall due in the month on screen."""
    still_open: int
    """Leads that missed a milestone since that month began and are still to be followed up, as Act now lists them."""
    short: int
    """Of these, the ones that still lack attempts; the others were made up late."""
    watch: Watch
    """Of the last thirteen weeks."""

    @property
    def total(self) -> bool:
        """Whether this is the line of all."""
        return self.count.total


@dataclass(frozen=True)
class FollowUp(Part):
    """The milestones of follow-up; nothing without touches."""

    @property
    def cadence(self) -> tuple[Milestone, ...]:
        """What the month's version promises."""
        return self.frame.month_terms.follow_up

    @property
    def due(self) -> Due:
        """The month on screen, in which milestones fall due."""
        return self.frame.milestones_due(*self.frame.month_edges)

    @answer
    def lines(self) -> tuple[MilestoneCount, ...]:
        """The milestones that fall due this month, the total last; none without touches."""
        held: dict[tuple[int | None, int | None], list[MilestoneCount]] = {}
        for one in self._counts:
            held.setdefault((one.count.day, one.count.attempts), []).append(one.count)
        lines = (
            replace(followup.total(counts), day=day, attempts=attempts, total=False)
            for (day, attempts), counts in held.items()
        )
        return (*lines, followup.total([one.count for one in self._counts]))

    @answer
    def by_rep(self) -> tuple[RepCount, ...]:
        """The same by who owns the lead, the one who missed most first and the total last."""
        held: dict[str | None, list[MilestoneCount]] = {}
        for one in self._counts:
            held.setdefault(one.rep, []).append(one.count)
        found = [RepCount(rep, replace(followup.total(counts), total=False)) for rep, counts in held.items()]
        found.sort(key=lambda one: (-one.count.missed, -one.count.decided, one.rep is None, one.rep or ""))
        return (*found, RepCount(None, followup.total([one.count for one in found])))

    @answer
    def reps(self) -> tuple[RepLine, ...]:
        """The same with what can still be put right, who has most of it first and the total last."""
        frame = self.frame
        behind: Mapping[str | None, Behind] = {}
        if frame.load.has_touches:
            due = frame.milestones_due(frame.month_edges[0], frame.next_standup)
            behind = queries.act.follow_ups_by_rep(frame.snapshot, frame.as_of, due, frame.only)
        counts = {one.rep: one for one in self.by_rep[:-1]}
        watched = {one.rep: one for one in self.watch[:-1]}
        found = [
            RepLine(
                rep,
                counts[rep].count if rep in counts else MilestoneCount(None, None, 0, 0, 0, 0),
                behind.get(rep, Behind()).missed,
                behind.get(rep, Behind()).short,
                watched[rep] if rep in watched else Watch(rep, 0, 0, 0, 0, 0, 0),
            )
            for rep in {**counts, **watched, **behind}
        ]
        found.sort(key=lambda one: (-one.still_open, -one.count.missed, one.rep is None, one.rep or ""))
        still_open, short = sum(one.still_open for one in found), sum(one.short for one in found)
        return (*found, RepLine(None, self.by_rep[-1].count, still_open, short, self.watch[-1]))

    @property
    def weeks(self) -> tuple[date, ...]:
        """The Mondays of the last thirteen weeks, this one among them."""
        monday = self.frame.today - timedelta(days=self.frame.today.weekday())
        return tuple(monday - n * 7 * DAY for n in reversed(range(WEEKS)))

    @answer
    def by_week(self) -> tuple[WeekCount, ...]:
        """The milestones of the leads whose clock started in each of the last weeks, whenever they fall due."""
        frame = self.frame
        if not frame.load.has_touches:
            return ()
        return tuple(queries.followup.by_week(frame.snapshot, self.lately[0], frame.as_of, frame.only))

    @property
    def of_weeks(self) -> MilestoneCount:
        """All milestones of the leads of the last weeks."""
        return followup.total([row.count for row in self.by_week])

    @answer
    def attempts(self) -> tuple[AttemptCount, ...]:
        """How many attempts were made to the leads of ``over``, until they were reached or given up."""
        frame = self.frame
        if not frame.load.has_touches:
            return ()
        return tuple(queries.followup.attempts(frame.snapshot, self.over, frame.as_of, self.most_attempts, frame.only))

    @property
    def most_attempts(self) -> int:
        """As many attempts as the cadence asks for; more are told together."""
        return self.cadence[-1].attempts if self.cadence else MOST_ATTEMPTS

    @answer
    def gaps(self) -> tuple[Gap, ...]:
        """How long sales let pass from one attempt to the next, place by place and over all, lately."""
        frame = self.frame
        if not frame.load.has_touches:
            return ()
        most = max(1, self.most_attempts - 1)
        found = queries.followup.gaps(frame.snapshot, self.lately, frame.as_of, most, frame.only)
        places: Mapping[int, list[tuple[int, bool, int]]] = {n: [] for n in range(1, most + 1)}
        for row in found:
            places[row.ordinal].append((row.hours, row.ended, row.gaps))
        every = [row for rows in places.values() for row in rows]
        return (*(followup.gap(n, rows) for n, rows in places.items() if rows), followup.gap(None, every))

    @answer
    def watch(self) -> tuple[Watch, ...]:
        """Who lets follow-ups fall silent, and who tries too often, the most silent first and the total last."""
        frame, found = self.frame, []
        if frame.load.has_touches:
            found = queries.followup.watch(frame.snapshot, self.lately, frame.as_of, frame.only)
        found.sort(key=lambda one: (-one.silent, -one.over_contacted, one.rep or ""))
        return (*found, queries.followup.total_watch(found))

    @answer
    def running(self) -> tuple[Running, ...]:
        """Whose follow-ups still run and in how many of them nobody tries, the most silent first and the total last."""
        frame, found, end = self.frame, [], self.lately[1]
        if frame.load.has_touches:
            span = end - frame.longest - BY_DAY, end
            found = queries.followup.running(frame.snapshot, span, frame.as_of, frame.only)
        found.sort(key=lambda one: (-one.silent, one.rep or ""))
        return (*found, queries.followup.total_running(found))

    @property
    def lately(self) -> Span:
        """When the clocks of the last thirteen weeks started."""
        return utc(self.weeks[0], 0, self.frame.now_terms.zone), self.frame.as_of + timedelta(seconds=1)

    @property
    def due_of_weeks(self) -> Due:
        """When the milestones of the leads of the last thirteen weeks fall due."""
        starts_at, ends_at = self.lately
        return Due(starts_at, ends_at + self.frame.longest + BY_DAY, starts_at)

    @property
    def over(self) -> Span:
        """Thirteen weeks of clock starts whose last milestone is past: of these leads nobody is followed up any more.

        Younger leads would be there only if they were reached or ended early, and would make attempts look fewer.
        """
        ends_at = self.frame.as_of - self.frame.longest
        return ends_at - timedelta(weeks=WEEKS), ends_at

    @answer
    def _counts(self) -> list[RepCount]:
        """What became of each milestone that falls due this month, rep by rep; nothing without touches."""
        frame = self.frame
        if not frame.load.has_touches:
            return []
        return queries.followup.by_rep(frame.snapshot, self.due, frame.as_of, frame.only)
