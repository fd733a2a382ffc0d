"""What changed since the last stand-up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sla_dash.board.answer import answer
from sla_dash.board.contact import Contact
from sla_dash.board.delivery import Delivery, Measure
from sla_dash.board.frame import Frame, Kind, Part
from sla_dash.calendar import local_day, month_of
from sla_dash.journal import Decided
from sla_dash.journal.decisions import Decision, State
from sla_dash.records import queries
from sla_dash.rules import since
from sla_dash.rules.contact import InTime
from sla_dash.rules.delivery import Judged
from sla_dash.rules.since import Stood, Turned, Why

Promise = Literal["leads", "value", "contact"]


@dataclass(frozen=True, slots=True)
class Move:
    """A standing that is another than it was at the last stand-up."""

    promise: Promise
    """Leads or value are marketing's, contact is sales'."""
    stream: str | None
    lead_type: str | None
    total: bool
    was: Stood
    now: Stood
    why: Why

    @property
    def worse(self) -> bool:
        """Whether it moved for the worse."""
        return since.worse(self.was, self.now)


@dataclass(frozen=True, slots=True)
class Turns:
    """Decisions that took a turn since the last stand-up, each kind in the order in which they were made."""

    due: tuple[Decision, ...]
    """Open ones whose last day is today."""
    overdue: tuple[Decision, ...]
    """Open ones that were in time at the last stand-up and are not any more."""
    done: tuple[Decision, ...]


@dataclass(frozen=True)
class Since(Part):
    """What the morning brought that the last stand-up did not know."""

    delivery: Delivery
    contact: Contact
    delivery_then: Delivery
    contact_then: Contact

    @property
    def then(self) -> Frame:
        """What the last stand-up saw, on its own month."""
        return self.delivery_then.frame

    @property
    def at(self) -> datetime:
        """When the last stand-up was."""
        return self.then.as_of

    @property
    def new_month(self) -> bool:
        """Whether a month began since: standings begin anew and are not compared."""
        return self.then.month != month_of(self.frame.today)

    @property
    def compared(self) -> bool:
        """Whether standings are compared: the month on screen is that of both mornings."""
        return not self.new_month and self.frame.month == self.then.month

    @answer
    def leads(self) -> int:
        """Leads handed over since."""
        frame = self.frame
        return queries.delivery.leads_since(frame.snapshot, self.at, frame.as_of, frame.only)

    @answer
    def moves(self) -> tuple[Move, ...]:
        """The standings that moved: marketing's leads and value, then sales', the total of each first.

        Of a type of lead the value stands where its leads do, and is not told apart. None in a new month.
        """
        if not self.compared:
            return ()
        return (*self._delivered("leads"), *self._delivered("value"), *self._contacted())

    @answer
    def turned(self) -> tuple[Turned, ...]:
        """Who came onto and left the list of late leads, and who kept off it, by rep and the total last.

        Only the total without touches.
        """
        frame, then, found = self.frame, self.then, list[Turned]()
        if frame.load.has_touches:
            asked = frame.snapshot, then.as_of, frame.as_of, then.clocks, frame.clocks, frame.only
            found = queries.since.turned(*asked)
        return (*found, since.total(found))

    def turns(self, decided: Decided) -> Turns:
        """Return the decisions that came due, became overdue or were done since."""
        frame = self.frame
        before, today = local_day(self.at, frame.now_terms.zone), frame.today
        still = [one for one in decided.decisions if one.state is State.OPEN]
        ended = [(one, one.closed) for one in decided.decisions if one.state is State.DONE]
        return Turns(
            tuple(one for one in still if one.due == today),
            tuple(one for one in still if before <= one.due < today),
            tuple(one for one, by in ended if by and self.at < by.at <= frame.as_of),
        )

    def _delivered(self, measure: Measure) -> Iterator[Move]:
        before = {(line.kind, line.so_far.total): line for line in self.delivery_then.lines}
        *types, total = self.delivery.lines
        another = self.frame.month_terms.version != self.then.month_terms.version
        for line in (total, *types) if measure == "leads" else (total,):
            if then := before.get((line.kind, line.so_far.total)):
                was, now = then.judged(measure), line.judged(measure)
                because = since.why(another_version=another, another_target=was.target != now.target)
                yield from _moved(measure, line.kind, was, now, because, total=line.so_far.total)

    def _contacted(self) -> Iterator[Move]:
        before = {(line.stream, line.lead_type, line.total): line for line in self.contact_then.lines}
        *types, total = self.contact.lines
        pairs = [(before.get((line.stream, line.lead_type, line.total)), line) for line in (total, *types)]
        anew = any(_promised(then) != _promised(line) for then, line in pairs if then and not line.total)
        for then, line in pairs:
            if then:
                another = anew if line.total else _promised(then) != _promised(line)
                because = since.why(another_version=another, another_target=False)
                yield from _moved("contact", (line.stream, line.lead_type), then, line, because, total=line.total)


def _moved(
    promise: Promise, kind: Kind, then: Judged | InTime, now: Judged | InTime, because: Why, *, total: bool
) -> Iterator[Move]:
    before, after = (since.stood(one.standing, could_be_chance=one.could_be_chance) for one in (then, now))
    if before != after:
        yield Move(promise, *kind, total, before, after, because)


def _promised(line: InTime) -> object:
    """Return what the leads of one type are judged by: it changes when some fall under another version."""
    return line.promise, line.promised_share
