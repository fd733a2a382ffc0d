"""What marketing handed over, as tables."""

from collections.abc import Sequence
from fractions import Fraction

from sla_dash import theme, words
from sla_dash.board import Course, DeliveryLine, Habit, Measure, Verdict
from sla_dash.records.queries.delivery import Rejection
from sla_dash.rules.delivery import Judged, Standing
from sla_dash.screen import sheet
from sla_dash.screen.sheet import Bar, Cell, Row, Table, Total
from sla_dash.statistics.forecast import Forecast

DUE_AT = Fraction(2, 3)
"""Where on a bar what is due stands, on every bar alike."""
WORST = (Standing.BELOW, Standing.ABOVE, Standing.IN, Standing.NOTHING_DUE, Standing.NO_TARGET)


def lines(
    found: Sequence[tuple[DeliveryLine, Course]],
    measure: Measure,
    tolerance: Fraction,
    currency: str | None,
    *,
    over: bool,
    withheld: bool,
) -> Table:
    """Lay out every type of lead against its range with its month, the worst first and the total last.

    What is still needed is always of leads, however the rest is measured. A month that is ``over`` lands nowhere;
    ``withheld`` takes the verdicts away.
    """
    *types, total = found
    ordered = [*sorted(types, key=lambda one: _gravity(one[1].judged)), total]
    return [_line(*one, measure, tolerance, currency, over=over, withheld=withheld) for one in ordered]


def _line(
    line: DeliveryLine,
    course: Course,
    measure: Measure,
    tolerance: Fraction,
    currency: str | None,
    *,
    over: bool,
    withheld: bool,
) -> Row:
    judged, so_far = course.judged, line.so_far
    mark = words.phrase.standing(judged, withheld=withheld)
    unit = f", {currency}" if measure == "value" and currency else ""
    row: dict[str, Cell] = {
        "Lead type": words.phrase.name(so_far.stream, so_far.lead_type, total=so_far.total),
        "State": mark,
        f"{'Delivered' if measure == 'leads' else 'Value'} of {'promised' if over else 'due'}{unit}": _bar(
            judged, measure, tolerance, mark.colour, told=measure == "leads" or so_far.value_delivered is not None
        ),
        "The month": _month(course, measure),
    }
    if not over:
        row |= {
            f"Will end near, of promised{unit}": _lands(course, measure),
            "Needed a day on average to end in range": _needed(line),
        }
    return Total(row) if so_far.total else row


def _gravity(judged: Judged) -> tuple[bool, int, Fraction]:
    """Order the worst first: out of range for sure, then what may be chance, each by how far it is from what is due."""
    off = abs(judged.delivered - judged.expected) / judged.expected if judged.expected else Fraction(0)
    sure = judged.standing.out_of_band and not judged.could_be_chance
    return not sure, WORST.index(judged.standing), -off


def _bar(judged: Judged, measure: Measure, tolerance: Fraction, colour: str, *, told: bool) -> Cell:
    due = judged.expected
    said = words.phrase.amount(judged.delivered, measure) if told else theme.ABSENT
    if not due:
        return Bar(said if due is None else f"{said} of 0", 0, colour)
    aim = float(DUE_AT)
    return Bar(
        f"{said} of {words.phrase.amount(due, measure)}",
        float(judged.delivered / due * DUE_AT),
        colour,
        aim,
        (aim * float(1 - tolerance), aim * float(1 + tolerance)),
    )


def _month(course: Course, measure: Measure) -> sheet.Course:
    """Draw the month day by day on the scale of its own highest number."""
    delivered, due = [day.delivered for day in course.days], [day.expected for day in course.days]
    most = max((value for value in (*delivered, *due) if value is not None), default=0) or 1
    heights, aims = (
        [None if one is None else float(one / Fraction(most)) for one in line] for line in (delivered, due)
    )
    return sheet.Course(words.delivery.course(course, measure), heights, aims)


def _lands(course: Course, measure: Measure) -> str:
    if course.forecast is None:
        return theme.ABSENT
    promised = words.phrase.amount(course.judged.target, measure)
    return f"{words.phrase.amount(course.forecast.mean, measure)} of {promised}"


def _needed(line: DeliveryLine) -> str:
    """Write what each working day left must bring, and may bring, to end in the range; flagged where out of reach."""
    found = line.needed
    if found is None or found.lower is None:
        return theme.ABSENT
    said = f"{theme.enough(found.lower)} to {theme.at_most(found.upper)}"
    return f"{said} {words.phrase.UNREACHABLE.glyph}" if line.out_of_reach(found.lower) else said


def numbers(found: Sequence[DeliveryLine], currency: str | None) -> Table:
    """Lay out every number of every type of lead, the total last."""
    return [_numbers(line, f", {currency}" if currency else "") for line in found]


def _numbers(line: DeliveryLine, unit: str) -> Row:
    so_far, landing, needed = line.so_far, line.forecast, line.needed
    row: dict[str, Cell] = {
        "Lead type": words.phrase.name(so_far.stream, so_far.lead_type, total=so_far.total),
        "Delivered": theme.count(so_far.counts.net),
        "Due": theme.count(so_far.expected),
        "Promised": theme.count(so_far.target),
        "Today": theme.count(so_far.counts.today),
        "Rejected": theme.count(so_far.counts.rejected),
        f"Value{unit}": theme.money(so_far.value_delivered),
        f"Value due{unit}": theme.money(so_far.value_expected),
        "Will end near (8 of 10 cases)": _around(landing),
        "Chance to end in range": theme.share(landing.in_band if landing else None),
        "A day to the range": theme.enough(needed.lower if needed else None),
        "To the promise": theme.enough(needed.target if needed else None),
        "At most": theme.at_most(needed.upper if needed else None),
    }
    return Total(row) if so_far.total else row


def _around(landing: Forecast | None) -> str:
    if landing is None:
        return theme.ABSENT
    return f"{theme.count(landing.mean)} ({theme.count(landing.low)}–{theme.count(landing.high)})"


def rejections(found: Sequence[Rejection]) -> Table:
    """Lay out why leads were rejected, all reasons last."""
    return [
        {
            "Reason": "all" if one.reason is None else words.phrase.reason(one.reason),
            "Leads": theme.count(one.leads),
            "Half within": theme.age(one.median),
            "Nine in ten within": theme.age(one.p90),
        }
        for one in found
    ]


def habits(found: Sequence[Habit]) -> Table:
    """Lay out what closed months brought of what was promised, one row a type of lead, all types last."""
    return [_habit(one) for one in found]


def _habit(found: Habit) -> Row:
    row: dict[str, Cell] = {
        "Lead type": words.phrase.name(found.stream, found.lead_type, total=found.total),
        "Months missed in a row": theme.count(found.missed_in_a_row),
        "Months it may still miss": theme.count(found.slack_left),
        **{words.record.month(one): _verdict(one) for one in found.verdicts},
    }
    return Total(row) if found.total else row


def _verdict(found: Verdict) -> str:
    judged = found.judged
    share = Fraction(judged.delivered) / judged.target if judged.target else None
    if not judged.standing.out_of_band:
        return theme.ratio(share)
    return f"{theme.ratio(share)} {theme.delivered(judged.standing, could_be_chance=False).glyph}"
