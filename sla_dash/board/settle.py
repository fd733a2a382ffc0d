"""What to settle today: questions for the stand-up, made of what the board has found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sla_dash.board import Attempts, Board, DeliveryLine
from sla_dash.board.frame import NONE, UNASSIGNED
from sla_dash.board.frame import Kind as LeadKind
from sla_dash.board.funnel import Evidence
from sla_dash.board.whatif import RATES
from sla_dash.journal import Decided
from sla_dash.journal.decisions import State
from sla_dash.records.queries.followup import Running
from sla_dash.rules import hours, revision, settle
from sla_dash.rules.act import Age
from sla_dash.rules.capacity import Capacity
from sla_dash.rules.contact import InTime, Standing
from sla_dash.rules.delivery import MonthToDate
from sla_dash.rules.delivery import Standing as Placed
from sla_dash.rules.hours import Block
from sla_dash.rules.remedy import Mix
from sla_dash.rules.settle import Gravity, Kind
from sla_dash.rules.signals import Alarm


@dataclass(frozen=True, slots=True)
class Behind:
    """A value that is behind, and how much of that the mix of leads made."""

    mix: Mix
    so_far: MonthToDate

    @property
    def gap(self) -> Fraction:
        """What is missing of the value expected by now."""
        return (self.so_far.value_expected or Fraction(0)) - (self.so_far.value_delivered or Fraction(0))


@dataclass(frozen=True, slots=True)
class Silence:
    """How many of the running follow-ups are silent, and who has most of them."""

    whole: Running
    most: Running | None
    """None where nobody has more than the others together have."""

    @property
    def silent(self) -> int:
        """Follow-ups that are silent."""
        return self.whole.silent

    @property
    def running(self) -> int:
        """Follow-ups that run."""
        return self.whole.running

    @property
    def of_most(self) -> int:
        """Silent ones of who has most; 0 where nobody does."""
        return self.most.silent if self.most else 0


Shown = DeliveryLine | InTime | Block | Mapping[Age, int] | Capacity | Attempts | Silence | Behind | Alarm | Evidence
"""What a proposal rests on: the answer of the board that shows it."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question for both sides, and what it rests on."""

    kind: Kind
    gravity: Gravity
    number: str | None
    """The key in ``numbers.NUMBERS`` of what a decision would be about; None where none of them is it."""
    stream: str | None
    lead_type: str | None
    """What that number is narrowed to; None for all."""
    evidence: Shown

    @property
    def key(self) -> str:
        """Return what tells it apart from the others of a day."""
        return " ".join(map(str, (self.kind, self.stream, self.lead_type)))


Proposals = list[Proposal]


def proposals(board: Board, decided: Decided) -> tuple[Proposal, ...]:
    """Return at most three questions to settle today, the gravest first (see ``Gravity``); none where none is.

    Left out is what an open decision about the same number of the same leads answers already. Nothing is proposed from
    stale records, nothing about contact and follow-up without touches, and of a month that is over only what is about
    the present.
    """
    if board.stale:
        return ()
    found = list[Proposals]()
    for find, present in FINDERS:
        if present or not board.month_is_over:
            open_ones = [one for one in find(board, decided) if not _is_open(one, decided)]
            found += [open_ones] if open_ones else []
        if len(found) == settle.MOST:
            break
    return settle.chosen(found)


def _is_open(one: Proposal, decided: Decided) -> bool:
    """Tell whether a decision about the same number of the same leads is open."""
    own = (one.number, one.stream, one.lead_type)
    still = (decision.about for decision in decided.decisions if decision.state is State.OPEN)
    return any((about.key, about.stream, about.lead_type) == own for about in still if about)


def _out_of_reach(board: Board, _: Decided) -> Proposals:
    """Find types behind that no usual day can bring back into the range, those most behind first; or else all leads."""
    *types, total = board.delivery.lines
    lost = sorted((line for line in types if _is_lost(line)), key=lambda line: -_missing(line))
    return [
        Proposal(Kind.OUT_OF_REACH, Gravity.LOST, "delivery.leads", *_narrowed(board, line.kind), line)
        for line in lost or ([total] if _is_lost(total) else [])
    ]


def _is_lost(line: DeliveryLine) -> bool:
    so_far, needed = line.so_far, line.needed
    if so_far.standing is not Placed.BELOW or so_far.could_be_chance or needed is None:
        return False
    return needed.lower is None or line.out_of_reach(needed.lower)


def _missing(line: DeliveryLine) -> Fraction:
    """Return what a type is behind, in value where its leads have one."""
    so_far = line.so_far
    worth = so_far.value_expected / so_far.expected if so_far.value_expected and so_far.expected else Fraction(1)
    return ((so_far.expected or 0) - so_far.counts.net) * worth


def _missed(board: Board, _: Decided) -> Proposals:
    """Find types whose contact promise is missed by more than chance, the worst first, with the hours to blame."""
    *types, total = board.contact.lines
    missed = [line for line in types if _is_missed(line)] or ([total] if _is_missed(total) else [])
    missed.sort(key=lambda line: -_short(line))
    return [_to_blame(board, line, Gravity.LOST) or _promise(board, line) for line in missed]


def _promise(board: Board, line: InTime) -> Proposal:
    kind = _narrowed(board, (line.stream, line.lead_type))
    return Proposal(Kind.PROMISE, Gravity.LOST, "contact.share", *kind, line)


def _is_missed(line: InTime) -> bool:
    return line.standing is Standing.NOT_KEPT and not line.could_be_chance


def _short(line: InTime) -> float:
    """Return by how much a share falls short of what was promised, in leads."""
    return (float(line.promised_share or 0) - (line.share.share if line.share else 0)) * line.n


def _hours(board: Board, _: Decided) -> Proposals:
    """Find hours in which a promise that is not missed in all is kept too seldom, those with most late leads first."""
    lines = [line for line in board.contact.lines[:-1] if line.promise and not _is_missed(line)]
    found = [one for line in lines if (one := _to_blame(board, line, Gravity.HABIT))]
    return sorted(found, key=lambda one: -_lost_in(one.evidence))


def _to_blame(board: Board, line: InTime, gravity: Gravity) -> Proposal | None:
    kind = _narrowed(board, (line.stream, line.lead_type))
    weeks = max(1, len(board.contact.lines) - 1)
    block = hours.worst(board.narrowed(*kind).contact.hours, line.promised_share, weeks)
    return Proposal(Kind.HOURS, gravity, "contact.share", *kind, block) if block else None


def _lost_in(shown: Shown) -> Fraction:
    return shown.leads * shown.share_elsewhere - shown.in_time if isinstance(shown, Block) else Fraction(0)


def _unowned(board: Board, _: Decided) -> Proposals:
    """Find leads that nobody owned for a day or more; none where the records name no owner at all."""
    ages, _untouched = board.act.ages(None)
    old = sum(n for age, n in ages.items() if age is not Age.UNDER_A_DAY)
    if not old or board.act.owners == [UNASSIGNED]:
        return []
    return [Proposal(Kind.UNOWNED, Gravity.WAITING, "act.queue", *board.only, ages)]


def _capacity(board: Board, _: Decided) -> Proposals:
    found = board.remedy.capacity
    if not (found.exceeded or found.will_be_exceeded):
        return []
    return [Proposal(Kind.CAPACITY, Gravity.WAITING, "delivery.leads", None, None, found)]


def _attempts(board: Board, _: Decided) -> Proposals:
    found = board.remedy.attempts
    if found is None or found.usual_best is None or found.due <= found.usual_best:
        return []
    return [Proposal(Kind.ATTEMPTS, Gravity.WAITING, "followup.rate", *board.only, found)]


def _silent(board: Board, _: Decided) -> Proposals:
    *reps, whole = board.follow_up.running
    if not settle.too_silent(whole.silent, whole.running):
        return []
    most = reps[0] if reps and 2 * reps[0].silent > whole.silent else None
    return [Proposal(Kind.SILENT, Gravity.WAITING, "followup.silent", *board.only, Silence(whole, most))]


def _mix(board: Board, _: Decided) -> Proposals:
    so_far, mix = board.delivery.lines[-1].so_far, board.remedy.mix
    leads_behind = so_far.standing is Placed.BELOW and not so_far.could_be_chance
    behind = so_far.value_standing is Placed.BELOW and not so_far.value_could_be_chance
    if mix is None or not behind or leads_behind or mix.mix >= 0:
        return []
    return [Proposal(Kind.MIX, Gravity.SLIPPING, "delivery.value", *board.only, Behind(mix, so_far))]


def _alarms(board: Board, decided: Decided) -> Proposals:
    """Find alarms that nobody acknowledged, the strongest first, but of types that are lost already."""
    lost = {(one.stream, one.lead_type) for one in _out_of_reach(board, decided)}
    found = [(_narrowed(board, (one.stream, one.lead_type)), one) for one in board.remedy.alarms(decided.seen)]
    return [
        Proposal(Kind.ALARM, Gravity.SLIPPING, "delivery.leads", *kind, one) for kind, one in found if kind not in lost
    ]


def _rates(board: Board, _: Decided) -> Proposals:
    """Find agreed rates that have really changed, those first that move the leads needed most."""
    real = [one for one in board.funnel.evidence if one.verdict is revision.Verdict.REVISE]
    real.sort(key=_moves, reverse=True)
    return [
        Proposal(
            Kind.RATE,
            Gravity.HABIT,
            f"funnel.{RATES[one.stage]}",
            *_narrowed(board, (one.stream, one.lead_type)),
            one,
        )
        for one in real
    ]


def _moves(one: Evidence) -> Fraction:
    """Return by which part the leads needed change; a rate that fell to nothing changes them most."""
    demand = one.against_agreed.demand if one.against_agreed else Fraction(0)
    return Fraction(10**9) if demand is None else abs(demand)


def _narrowed(board: Board, kind: LeadKind) -> LeadKind:
    """Return the names that a number of a kind is narrowed to; those on screen for all."""
    return board.only if kind == (None, None) else (kind[0] or NONE, kind[1] or NONE)


FINDERS: tuple[tuple[Callable[[Board, Decided], Proposals], bool], ...] = (
    (_out_of_reach, False),
    (_missed, False),
    (_unowned, True),
    (_capacity, False),
    (_attempts, True),
    (_silent, True),
    (_mix, False),
    (_alarms, False),
    (_hours, False),
    (_rates, True),
)
"""What is looked for, the gravest first, and whether it is of the present whatever month is on screen."""
