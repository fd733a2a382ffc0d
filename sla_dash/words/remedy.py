"""What to do about delivery, in words."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from sla_dash import theme
from sla_dash.board import Attempts, Board, DeliveryLine
from sla_dash.rules.capacity import Capacity
from sla_dash.rules.delivery import MonthToDate, Standing
from sla_dash.rules.remedy import Mix
from sla_dash.rules.signals import Alarm
from sla_dash.words.phrase import name

WORTH_SAYING = Fraction(1, 100)
"""A mix that moves the value by less than this share of what was expected is not worth a sentence of cause."""
UNREACHABLE = theme.Mark("✕", "out of reach", theme.BAD)


def to_do(board: Board, lines: Sequence[DeliveryLine]) -> Iterator[str]:
    """Yield what both sides can do this month, a sentence each, the most general first."""
    total = lines[-1]
    yield needed(total, board)
    for line in lines[:-1]:
        if line.so_far.standing is Standing.BELOW and line.needed and line.needed.lower is not None:
            yield _short_of(line)
    found = board.remedy.mix
    if found:
        yield mix(found, total.so_far, board.month_terms.currency)
    yield capacity(board.remedy.capacity, narrowed=any(board.only))
    owed = board.remedy.attempts
    if owed:
        yield attempts(owed)


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
    reach = f"{_each(line, found.target)} to reach the target, {_each(line, found.lower)} to reach the range"
    return f"{days} must bring {reach}, and {theme.strong(f'at most {theme.rate(found.upper)}')} to stay in it."


def _short_of(line: DeliveryLine) -> str:
    found, so_far = line.needed, line.so_far
    lower = found.lower if found else None
    chance = ", may be chance" if so_far.could_be_chance else ""
    best = f" (19 of 20 past days brought {line.usual_best:,} or fewer)" if line.out_of_reach(lower) else ""
    return f"{name(*line.kind, total=False)}{chance}: {_each(line, lower)} a day to reach its range{best}."


def _each(line: DeliveryLine, each_day: Fraction | None) -> str:
    said = theme.strong(theme.rate(each_day))
    return f"{said} {UNREACHABLE.coloured}" if line.out_of_reach(each_day) else said


def mix(found: Mix, total: MonthToDate, currency: str | None) -> str:
    """Say in one sentence why the value is ahead or behind: how many leads came, and which."""
    expected = total.value_expected or Fraction(0)
    gap = found.volume + found.mix
    where = f"Value is {theme.money(abs(gap), currency)} {'behind' if gap < 0 else 'ahead'}"
    if not gap:
        return "Value is exactly what is expected."
    volume = f"{_signed(found.volume)} by the number of leads"
    if abs(found.mix) < expected * WORTH_SAYING:
        return f"{where}: {volume}, hardly any by their mix."
    kind = "cheaper" if found.mix < 0 else "dearer"
    return f"{where}: {volume}, {theme.strong(f'{_signed(found.mix)} by their mix')} – {kind} leads than promised came."


def capacity(found: Capacity, *, narrowed: bool = False) -> str:
    """Say how many leads each rep has, against what sales agreed to work; of all streams and types."""
    if found.reps is None:
        return "No reps are loaded: what sales can work is not known."
    if found.per_rep is None:
        return f"{theme.Mark('▲', 'No rep is at work', theme.BAD).coloured}: {theme.counted(found.leads, 'lead')}."
    every = "all streams and types, " if narrowed else ""
    each = f"{theme.rate(found.per_rep)} leads per rep ({every}{found.leads:,} ÷ {theme.counted(found.reps, 'rep')})"
    if found.ceiling is None:
        return f"{each}; the agreement sets no ceiling."
    if found.exceeded:
        return f"{theme.Mark('▲', 'More than sales can work', theme.BAD).coloured}: {each}, agreed {found.ceiling:,}."
    if found.will_be_exceeded:
        lands = theme.count((found.lands_at or 0) / found.reps)
        mark = theme.Mark("▲", f"Lands at {lands} per rep", theme.BAD)
        return f"{mark.coloured}, above the {found.ceiling:,} agreed; so far {each}."
    return f"{each}, of {found.ceiling:,} agreed."


def attempts(found: Attempts) -> str:
    """Say how many attempts fall due, against what the reps make on a good day."""
    due = f"{theme.counted(found.due, 'attempt')} fall due before the next stand-up or fell due this month"
    if found.usual_best is None:
        return f"{due}."
    if found.due > found.usual_best:
        mark = theme.Mark("▲", f"{due[0].upper()}{due[1:]}", theme.BAD)
        return f"{mark.coloured}: more than the {found.usual_best:,} that 19 of 20 past days did not exceed."
    return f"{due}; on 19 of 20 past days reps made {found.usual_best:,} or fewer."


def alarm(found: Alarm) -> str:
    """Say which daily counts have left what was expected of them, and since when."""
    mark = theme.delivered(Standing.ABOVE if found.above else Standing.BELOW, could_be_chance=False)
    way = "more" if found.above else "fewer"
    kind = name(found.stream, found.lead_type, total=False)
    said = f"{theme.coloured(f'{mark.glyph} {theme.strong(kind)}', mark.colour)}: {way} leads a day than promised"
    return f"{said} since {theme.day(found.since)} ({found.strength:.1f} × the limit of the alarm)."


def _signed(value: Fraction) -> str:
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{theme.money(abs(value))}"
