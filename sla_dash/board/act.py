"""Who has to act before the next stand-up, so that no qualified lead is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sla_dash.board.answer import answer, answers
from sla_dash.board.frame import UNASSIGNED, Part
from sla_dash.calendar import Calendar
from sla_dash.records import queries
from sla_dash.records.queries.act import Behind, FollowUp, Listed, Owed, QueueCount, Queued, Silent, Waiting, Wanted
from sla_dash.records.queries.followup import Due
from sla_dash.rules import act
from sla_dash.rules.act import SILENT_AFTER, Age


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on the desk of one rep (None for what nobody owns), or of all."""

    owed: Owed
    follow_ups_short: int
    """Of the follow-ups missed, those that still lack attempts; the others were made up late."""
    follow_ups_due: int
    untouched: int
    """Leads of the hand-off queue; for nobody, those without an owner."""
    silent_leads: int
    silent_opportunities: int

    @property
    def rep(self) -> str | None:
        """Whose desk it is; None for what nobody owns, and for all."""
        return self.owed.rep

    @property
    def silent(self) -> int:
        """Open leads and opportunities in which nothing has happened for a week."""
        return self.silent_leads + self.silent_opportunities

    @property
    def total(self) -> bool:
        """Whether this is the line of all."""
        return self.owed.total


@dataclass(frozen=True)
class Act(Part):
    """The lists of who has to act; without touches there is only what nobody owns."""

    @answer
    def owed(self) -> tuple[Owed, ...]:
        """What each rep owes, the one who owes most first and the total last; nothing without touches."""
        frame = self.frame
        found = []
        if frame.load.has_touches:
            found = queries.act.owed_by_rep(frame.snapshot, frame.as_of, frame.clocks, self._due, frame.only)
        return (*found, queries.act.total_owed(found))

    @property
    def owners(self) -> list[str]:
        """Everybody to whom the lists can be narrowed, and what stands for nobody."""
        return [*queries.act.owners(self.frame.snapshot), UNASSIGNED]

    @answer
    def calendars(self) -> Mapping[str | None, Calendar]:
        """The working time of everybody who owns a lead, and under None the agreement's own."""
        return {owner: self.frame.calendar_of(owner) for owner in (None, *queries.act.owners(self.frame.snapshot))}

    @answer
    def desks(self) -> tuple[Desk, ...]:
        """Everything on each rep's desk, in the order of ``owed``, then who owes nothing of it, the total last."""
        frame = self.frame
        *known, total = self.owed
        follow_ups: Mapping[str | None, Behind] = {}
        silent: Mapping[str | None, tuple[int, int]] = {}
        if frame.load.has_touches:
            follow_ups = queries.act.follow_ups_by_rep(frame.snapshot, frame.as_of, self._due, frame.only)
            silent = queries.act.silent_by_rep(frame.snapshot, frame.as_of, self.quiet_since, frame.only)
        untouched: dict[str | None, int] = {}
        for row in self.queue:
            untouched[row.owner] = untouched.get(row.owner, 0) + row.leads
        named = {one.rep: one for one in known}
        others = sorted({*follow_ups, *untouched, *silent} - named.keys(), key=lambda rep: (rep is None, rep or ""))
        desks = [
            Desk(
                named.get(rep) or Owed(rep, 0, 0, 0),
                follow_ups.get(rep, Behind()).short,
                follow_ups.get(rep, Behind()).due,
                untouched.get(rep, 0),
                *silent.get(rep, (0, 0)),
            )
            for rep in (*named, *others)
        ]
        return (
            *desks,
            Desk(
                total,
                sum(desk.follow_ups_short for desk in desks),
                sum(desk.follow_ups_due for desk in desks),
                sum(desk.untouched for desk in desks),
                sum(desk.silent_leads for desk in desks),
                sum(desk.silent_opportunities for desk in desks),
            ),
        )

    def desk(self, owner: str | None) -> Desk:
        """Return what lies on one desk; ``owner`` None for all of them."""
        if owner is None:
            return self.desks[-1]
        found = (one for one in self.desks[:-1] if (one.owed.rep or UNASSIGNED) == owner)
        return next(found, Desk(Owed(owner, 0, 0, 0), 0, 0, 0, 0, 0))

    @answer
    def queue(self) -> list[QueueCount]:
        """The hand-off queue by owner and age."""
        frame = self.frame
        return queries.act.queue(frame.snapshot, frame.as_of, frame.only, touched=frame.load.has_touches)

    @answers
    def ages(self, owner: str | None) -> tuple[Mapping[Age, int], Mapping[Age, int]]:
        """Return the leads of the queue by age: those nobody owns, and those their owner has not contacted."""
        rows = [row for row in self.queue if owner in (None, row.owner or UNASSIGNED)]
        return (
            act.by_age((row.age, row.leads) for row in rows if row.owner is None),
            act.by_age((row.age, row.leads) for row in rows if row.owner is not None),
        )

    @answers
    def late(self, most: int, owner: str | None = None) -> Listed[Waiting]:
        """List the leads late and waiting, the hottest first, among equals the most overdue."""
        return self._waiting(most, owner, late=True)

    @answers
    def due(self, most: int, owner: str | None = None) -> Listed[Waiting]:
        """List the uncontacted leads due before the next stand-up, the hottest first, among equals the most urgent."""
        return self._waiting(most, owner, late=False)

    @answers
    def follow_ups_missed(self, most: int, owner: str | None = None) -> Listed[FollowUp]:
        """List the leads still to be followed up that missed a milestone due this month."""
        return self._follow_ups(most, owner, missed=True)

    @answers
    def follow_ups_due(self, most: int, owner: str | None = None) -> Listed[FollowUp]:
        """List the leads that lack an attempt for a milestone due before the next stand-up, and missed none."""
        return self._follow_ups(most, owner, missed=False)

    @answers
    def queued(self, most: int, owner: str | None = None) -> Listed[Queued]:
        """List the leads of the hand-off queue that are neither late nor due: unowned, hottest, oldest ones first."""
        frame, wanted = self.frame, self._wanted(most, owner)
        touched = frame.load.has_touches
        return queries.act.queued(frame.snapshot, frame.as_of, frame.clocks, wanted, touched=touched)

    def nobodys(self, owner: str | None = None) -> int:
        """Count the leads of the hand-off queue that nobody owns; none on the desk of a rep."""
        return sum(self.ages(owner)[0].values())

    @answers
    def unowned(self, most: int, owner: str | None = None) -> Listed[Queued]:
        """List the leads of ``nobodys``: the late ones, those due before the next stand-up, and the rest."""
        frame, touched = self.frame, self.frame.load.has_touches
        if owner not in (None, UNASSIGNED):
            return [], 0
        wanted = self._wanted(most, UNASSIGNED)
        return queries.act.queued(frame.snapshot, frame.as_of, frame.clocks, wanted, touched=touched, beyond=False)

    @answers
    def silent(self, most: int, owner: str | None = None) -> Listed[Silent]:
        """List the open leads and opportunities that nobody touched or changed for a week, the longest first."""
        frame = self.frame
        if not frame.load.has_touches:
            return [], 0
        return queries.act.silent(frame.snapshot, frame.as_of, self.quiet_since, self._wanted(most, owner))

    @property
    def quiet_since(self) -> datetime:
        """What nobody touched or changed after this instant is silent."""
        return self.frame.as_of - SILENT_AFTER

    @property
    def _due(self) -> Due:
        return self.frame.milestones_due(self.frame.month_edges[0], self.frame.next_standup)

    def _wanted(self, most: int, owner: str | None) -> Wanted:
        return Wanted(most, self.frame.only, owner)

    def _waiting(self, most: int, owner: str | None, *, late: bool) -> Listed[Waiting]:
        frame = self.frame
        if not frame.load.has_touches:
            return [], 0
        return queries.act.waiting(frame.snapshot, frame.as_of, frame.clocks, self._wanted(most, owner), late=late)

    def _follow_ups(self, most: int, owner: str | None, *, missed: bool) -> Listed[FollowUp]:
        frame = self.frame
        if not frame.load.has_touches:
            return [], 0
        return queries.act.follow_ups(frame.snapshot, frame.as_of, self._due, self._wanted(most, owner), missed=missed)
