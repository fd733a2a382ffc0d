"""What to do about delivery, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sla_dash import theme
from sla_dash.board import Attempts, Board, DeliveryLine
from sla_dash.rules.capacity import Capacity
from sla_dash.rules.delivery import MonthToDate, Standing
from sla_dash.rules.remedy import Mix
from sla_dash.rules.signals import Alarm
from sla_dash.words import record
from sla_dash.words.phrase import UNREACHABLE, name, worth

WORTH_SAYING = Fraction(1, 100)
"""A mix that moves the value by less than this share of what was expected is not worth a sentence of cause."""
CLEARLY = 1.5
"""Times what raises an alarm from which one is no close call."""
MOST = 3
"""Sentences that are read at once."""


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to do or to know."""

    said: str
    grave: bool
    """Whether the promise is at stake unless somebody sees to it."""


def to_do(board: Board, lines: Sequence[DeliveryLine]) -> Iterator[str]:
    """Yield what both sides can do this month, a sentence each, the most general first."""
    return (one.said for one in _advice(board, lines))


def gravest(board: Board, lines: Sequence[DeliveryLine]) -> tuple[Sequence[str], Sequence[str], str]:
    """Return the few sentences that matter most, the others, and a title for these.

    What is urgent comes first, and of the urgent and of the others the most general.
    """
    ordered = sorted(_advice(board, lines), key=lambda one: not one.grave)
    said, rest = [one.said for one in ordered], ordered[MOST:]
    grave = sum(one.grave for one in rest)
    if board.withheld:
        return ["Load newer records: by these nothing can be judged."], said, "What to do if these were all records"
    title = f"{len(rest):,} more to know, {f'{grave:,} of them urgent' if grave else 'nothing urgent'}"
    return said[:MOST], said[MOST:], title


def _advice(board: Board, lines: Sequence[DeliveryLine]) -> Iterator[Advice]:
    *types, total = lines
    so_far, found = total.so_far, board.remedy.mix
    out = so_far.standing in (Standing.BELOW, Standing.ABOVE) and not so_far.could_be_chance
    lost = total.needed is not None and total.out_of_reach(total.needed.lower)
    yield Advice(needed(total, board), out or lost)
    if found:
        behind = so_far.value_standing is Standing.BELOW and not so_far.value_could_be_chance
        yield Advice(mix(found, so_far, board.month_terms.currency, over=board.month_is_over), behind)
    for line in types if len(types) > 1 else ():  # one alone is the total, of which it is said already
        if line.so_far.standing is Standing.BELOW and line.needed and line.needed.lower is not None:
            yield Advice(_short_of(line), not line.so_far.could_be_chance or line.out_of_reach(line.needed.lower))
    for habit in board.record.habits:
        if habit.missed_in_a_row and not habit.slack_left:
            yield Advice(record.missed(habit), grave=habit.beyond_slack)
    can = board.remedy.capacity
    unworkable = can.exceeded or can.will_be_exceeded or (can.reps is not None and can.per_rep is None)
    yield Advice(capacity(can, narrowed=any(board.only)), unworkable)
    owed = board.remedy.attempts
    if owed:
        yield Advice(attempts(owed), owed.usual_best is not None and owed.due > owed.usual_best)


def needed(line: DeliveryLine, board: Board) -> str:
    """Say what each working day left must bring and may bring at most; flagged where that is out of reach."""
    so_far, found = line.so_far, line.needed
    if found is None:
        return "No target is agreed for this month."
    if found.target is None or found.upper is None:
        gap = (so_far.target or 0) - so_far.counts.net
        return f"No working day is left: {abs(gap):,} {'short of' if gap > 0 else 'above'} the target."
    left = board.pace.left
    days = (
        f"Each of the {theme.strong(f'{left} working days')} left"
        if left > 1
        else f"The {theme.strong('one working day')} left"
    )
    reach = (
        f"{_each(line, found.target, ' leads to reach the target')}, {_each(line, found.lower, ' to reach the range')}"
    )
    return f"{days} must bring {reach}, and {theme.strong(f'at most {theme.at_most(found.upper)}')} to stay in it."


def _short_of(line: DeliveryLine) -> str:
    lower = line.needed.lower if line.needed else None
    chance = ", too close to call" if line.so_far.could_be_chance else ""
    said = f"{name(*line.kind, total=False)}{chance}: {theme.strong(theme.enough(lower))} a day to reach its range"
    if not line.out_of_reach(lower):
        return f"{said}."
    return f"{said}, {UNREACHABLE.coloured}: 19 of 20 past days brought {line.usual_best:,} or fewer."


def _each(line: DeliveryLine, each_day: Fraction | None, what: str) -> str:
    said = theme.strong(theme.enough(each_day)) + what
    return f"{said} ({UNREACHABLE.coloured})" if line.out_of_reach(each_day) else said


def mix(found: Mix, total: MonthToDate, currency: str | None, *, over: bool) -> str:
    """Say in one sentence why the value is ahead or behind, or ended so: how many leads came, and which."""
    expected = total.value_expected or Fraction(0)
    gap = found.volume + found.mix
    if not gap:
        return f"Value {'was' if over else 'is'} exactly what {'was promised' if over else 'is due'}."
    side = ("short" if over else "behind") if gap < 0 else ("above what was promised" if over else "ahead")
    unit = f" {currency}" if currency else ""
    whole, number, types = (one + unit for one in theme.moneys((abs(gap), found.volume, found.mix)))
    where = f"Value {'ended' if over else 'is'} {whole} {side}"
    volume = f"{_plus(number)} as {'fewer' if found.volume < 0 else 'more'} leads came than promised"
    if abs(found.mix) < expected * WORTH_SAYING:
        return f"{where}: {volume}."
    most = name(found.most.stream, found.most.lead_type, total=False)
    which = f"as {worth(found)} were among them, {most} above all"
    return f"{where}: {volume}, {theme.strong(_plus(types))} {which}."


def capacity(found: Capacity, *, narrowed: bool = False) -> str:
    """Say how many leads each rep has, against what sales agreed to work; of all streams and types."""
    if found.reps is None:
        return "No reps are loaded: what sales can work is not known."
    if found.per_rep is None:
        return f"{theme.Mark('▲', 'No rep is at work', theme.BAD).coloured}: {theme.counted(found.leads, 'lead')}."
    every = "all streams and types, " if narrowed else ""
    today = "" if found.lands_at is None else ", with today's"
    divided = f"{every}{found.leads:,} ÷ {theme.counted(found.reps, 'rep')}{today}"
    each = f"{theme.rate(found.per_rep)} leads per rep ({divided})"
    if found.ceiling is None:
        return f"{each}; the agreement sets no ceiling."
    if found.exceeded:
        return f"{theme.Mark('▲', 'More than sales can work', theme.BAD).coloured}: {each}, agreed {found.ceiling:,}."
    if found.will_be_exceeded:
        lands = theme.count((found.lands_at or 0) / found.reps)
        mark = theme.Mark("▲", f"Will end near {lands} per rep", theme.BAD)
        return f"{mark.coloured}, above the {found.ceiling:,} agreed; so far {each}."
    return f"{each}, of {found.ceiling:,} agreed."


def attempts(found: Attempts) -> str:
    """Say how many attempts fall due, against what the reps make on a good day."""
    of = "one for each first contact late or due, and what follow-ups missed or due are still short of"
    due = f"{theme.counted(found.due, 'attempt')} to make: {of}"
    if found.usual_best is None:
        return f"{due}."
    if found.due > found.usual_best:
        mark = theme.Mark("▲", due, theme.BAD)
        return f"{mark.coloured}: more than the {found.usual_best:,} that 19 of 20 past days did not exceed."
    return f"{due}; on 19 of 20 past days reps made {found.usual_best:,} or fewer."


def alarm(found: Alarm) -> str:
    """Say which daily counts have left what was expected of them, and since when."""
    mark = theme.delivered(Standing.ABOVE if found.above else Standing.BELOW, could_be_chance=False)
    way = "more" if found.above else "fewer"
    kind = name(found.stream, found.lead_type, total=False)
    said = f"{theme.coloured(f'{mark.glyph} {theme.strong(kind)}', mark.colour)}: {way} leads a day than promised"
    sure = "surely no" if found.strength >= CLEARLY else "only just more than"
    return f"{said} since {theme.day(found.since)}, {sure} chance."


def _plus(amount: str) -> str:
    return amount if amount.startswith("−") else f"+{amount}"
