"""The board: one snapshot, one history of agreements and one instant, put together into answers."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sla_dash.agreement import Agreements, Profile
from sla_dash.board.act import Act
from sla_dash.board.alerts import Alerts
from sla_dash.board.answer import answer, answers, meanwhile
from sla_dash.board.clauses import Clauses
from sla_dash.board.contact import Contact
from sla_dash.board.delivery import Course, DayLine, Delivery, Measure
from sla_dash.board.delivery import Line as DeliveryLine
from sla_dash.board.distribution import Distribution
from sla_dash.board.followup import FollowUp
from sla_dash.board.frame import EVIDENCE_DAYS, NOBODY_YET, NONE, UNASSIGNED, Frame, Kind
from sla_dash.board.funnel import Funnel
from sla_dash.board.loop import Loop
from sla_dash.board.people import People
from sla_dash.board.plan import Plan
from sla_dash.board.promise import Evidence, Promise
from sla_dash.board.quality import Quality
from sla_dash.board.record import Habit, Record, Verdict
from sla_dash.board.remedy import Attempts, Remedy
from sla_dash.board.since import Move, Since
from sla_dash.board.steps import Steps
from sla_dash.board.whatif import WhatIf
from sla_dash.board.winning import Winning
from sla_dash.calendar import local_day, month_of
from sla_dash.errors import RecordsError
from sla_dash.load import canonical
from sla_dash.records import queries
from sla_dash.records.store import Snapshot

__all__ = [
    "EVIDENCE_DAYS",
    "NOBODY_YET",
    "NONE",
    "UNASSIGNED",
    "Attempts",
    "Board",
    "Course",
    "DayLine",
    "DeliveryLine",
    "Evidence",
    "Habit",
    "Kind",
    "Measure",
    "Move",
    "Verdict",
    "board",
    "meanwhile",
    "refuse_older",
    "stamped",
]


AGAIN = "Run `sla-dash load` without a folder: it prepares the newest records again."


@dataclass(frozen=True)
class Board(Frame):
    """Every answer as of one instant, one part a question."""

    delivery = answer(Delivery)
    """What marketing handed over."""
    quality = answer(Quality)
    """What marketing knew of the leads that it handed over."""
    contact = answer(Contact)
    """Whom sales contacted in time."""
    steps = answer(Steps)
    """Where the time goes between hand-off and the first conversation."""
    people = answer(People)
    """Who keeps the promise more or less often than chance explains."""
    distribution = answer(Distribution)
    """Whether leads are shared out as agreed."""
    promise = answer(Promise)
    """What could have been promised."""
    winning = answer(Winning)
    """Whether leads contacted in time are won more often."""
    act = answer(Act)
    """Who has to act before the next stand-up."""
    follow_up = answer(FollowUp)
    """How often sales followed up."""
    funnel = answer(Funnel)
    """What the leads came to, stage by stage."""
    clauses = answer(Clauses)
    """Where the clauses stand that no other page judges."""
    what_if = answer(WhatIf)
    """What other numbers would ask for."""

    @answer
    def record(self) -> Record:
        """What closed months say of delivery."""
        return Record(self, self.delivery)

    @answer
    def remedy(self) -> Remedy:
        """What to do about delivery."""
        return Remedy(self, self.delivery)

    @answer
    def loop(self) -> Loop:
        """What came back from the leads."""
        return Loop(self, self.funnel)

    @answer
    def plan(self) -> Plan:
        """What the months ahead must bring."""
        return Plan(self.what_if)

    @answer
    def alerts(self) -> Alerts:
        """What is to be told before it is late."""
        return Alerts(self, self.delivery, self.contact)

    @answer
    def before(self) -> "Board":
        """The board as the last stand-up saw it, on its own month."""
        at = self.last_standup
        return replace(self, as_of=at, month=month_of(local_day(at, self.agreements.governing(at).zone)))

    @answer
    def beside(self) -> "Board":
        """The same board once more, of which something can be asked while something is asked of this one."""
        return replace(self)

    @answer
    def since(self) -> Since:
        """What changed since the last stand-up."""
        return Since(self, self.delivery, self.contact, self.before.delivery, self.before.contact)

    @answer
    def present(self) -> "Board":
        """The board on the month of ``as_of``."""
        now = month_of(self.today)
        return self if self.month == now else replace(self, month=now)

    @answers
    def narrowed(self, stream: str | None, lead_type: str | None) -> "Board":
        """Return the board on the month of ``as_of``, as agreed, narrowed to other leads than those on screen."""
        asked = replace(self, month=month_of(self.today), stream=stream, lead_type=lead_type, profile=None)
        return self if asked == self else asked

    @answer
    def kinds(self) -> tuple[Kind, ...]:
        """Every stream and lead type that was promised or delivered lately, in the agreement's order."""
        whole = replace(self, stream=None, lead_type=None)
        return whole.kinds_of((row.stream, row.lead_type) for row in whole.delivery.by_day)


def board(
    snapshot: Snapshot,
    agreements: Agreements,
    as_of: datetime,
    month: date | None = None,
    stream: str | None = None,
    lead_type: str | None = None,
    profile: Profile | None = None,
) -> Board:
    """Put a board together; ``month`` None is the month of ``as_of``, ``profile`` None the agreed one.

    Raises ``RecordsError`` when the agreement, or the layout of the facts, changed after the records were prepared.
    """
    at = as_of.replace(second=0, microsecond=0)
    shown = month or month_of(local_day(at, agreements.governing(at).zone))
    found = Board(snapshot, agreements, at, shown, stream, lead_type, profile)
    refuse_older(snapshot)
    if not stamped(snapshot, agreements):
        raise RecordsError(
            "The agreement changed after the records were prepared, so working times may be wrong.", advice=AGAIN
        )
    return found


def refuse_older(snapshot: Snapshot) -> None:
    """Raise ``RecordsError`` where the facts of a snapshot were prepared in another layout than this version's."""
    if queries.records.load(snapshot).agreement.partition(":")[0] != canonical.stamp("").partition(":")[0]:
        raise RecordsError("These records were prepared by another version of the board.", advice=AGAIN)


def stamped(snapshot: Snapshot, agreements: Agreements) -> bool:
    """Tell whether the facts of a snapshot were prepared by this version of the board under these agreements."""
    return queries.records.load(snapshot).agreement == canonical.stamp(agreements.fingerprint)
