"""How the month and the weeks came to where they stand, as strokes and labels in parts of a drawing."""

from collections.abc import Iterator, Sequence

from sla_dash import theme
from sla_dash.board import Board, Course, Measure
from sla_dash.output.meeting.model import Drawing, Label, Point, Stroke
from sla_dash.rules.weeks import Week
from sla_dash.words import contact, delivery
from sla_dash.words.phrase import amount
from sla_dash.words.weeks import said

HEAD = 1.08
"""Of the highest value: how much room a drawing has above the axis."""
APART = 0.2
"""Two labels this near to each other would lie on each other."""
BELOW = 0.08
"""How far the axis of a share begins below the least of them."""


def month(board: Board, measure: Measure) -> Drawing | None:
    """Draw what was delivered against the cone of what is expected, and the fan to where the month lands."""
    total = board.delivery.lines[-1]
    course, tolerance = board.delivery.course(total, measure), float(board.delivery.tolerance)
    target, lands = course.judged.target, course.forecast
    done = [line for line in course.days if line.delivered is not None]
    if not target or not done or board.withheld:
        return None
    most = max(float(target) * (1 + tolerance), float(done[-1].delivered or 0), lands.high if lands else 0) * HEAD
    width = len(course.days)

    def at(day: int, value: float) -> Point:
        return day / width, 1 - value / most

    expected = [(line.day.day, float(line.expected or 0)) for line in course.days]
    lower, upper = (
        [at(0, 0), *(at(day, value * edge) for day, value in expected)] for edge in (1 - tolerance, 1 + tolerance)
    )
    came = (at(0, 0), *(at(line.day.day, float(line.delivered or 0)) for line in done))
    strokes = [Stroke("area", (*lower, *reversed(upper)))]
    if lands and len(done) < width:
        strokes.append(Stroke("fan", (came[-1], at(width, lands.low), at(width, lands.high))))
    strokes += [Stroke("dashed", (at(0, 0), *(at(*one) for one in expected))), Stroke("line", came)]
    labels = tuple(_told(course, came[-1], most, measure))
    return Drawing(tuple(strokes), labels, _days(course, len(done)), delivery.course(course, measure))


def _told(course: Course, tip: Point, most: float, measure: Measure) -> Iterator[Label]:
    """Label the promise, what came, and where it lands where that does not lie on the promise."""
    target, lands = float(course.judged.target or 0), course.forecast
    yield Label((1.0, 1 - target / most), f"{amount(course.judged.target, measure)} promised", "left")
    yield Label(tip, amount(course.judged.delivered, measure), "left")
    if lands and abs(lands.mean - target) / most > APART and abs(1 - lands.mean / most - tip[1]) > APART:
        yield Label((1.0, 1 - lands.mean / most), f"ends near {amount(lands.mean, measure)}", "left")


def _days(course: Course, done: int) -> tuple[Label, ...]:
    first, last, until = course.days[0].day, course.days[-1].day, course.days[done - 1].day
    ends = (Label((0.0, 1.0), theme.day(first), "right"), Label((1.0, 1.0), theme.day(last), "left"))
    x = done / len(course.days)
    return (*ends, Label((x, 1.0), theme.day(until), "middle")) if APART < x < 1 - APART else ends


def weeks(board: Board) -> Drawing | None:
    """Draw the share in time week by week against the share that is promised."""
    total = board.contact.lines[-1]
    promised = total.promised_share
    found = list(_settled(board.contact.weeks))
    if promised is None or len(found) < 2 or board.withheld:
        return None
    shares = [share for _, share in found]
    low = max(0.0, min(*shares, float(promised)) - BELOW)
    high = min(1.0, max(*shares, float(promised)) + BELOW)
    last = len(board.contact.weeks) - 1

    def at(week: int, share: float) -> Point:
        return week / last, (high - share) / (high - low)

    came = tuple(at(*one) for one in found)
    asked = at(last, float(promised))
    strokes = (Stroke("dashed", (at(0, float(promised)), asked)), Stroke("line", came))
    labels = (
        Label((0.0, asked[1]), f"{contact.promised(total)} promised", "right", below=shares[0] > promised),
        Label(came[-1], theme.share(shares[-1], promised), "left", below=shares[-1] < promised),
    )
    alt = said(board.contact.weeks, promised, contact.promised(total))
    return Drawing(strokes, labels, _mondays(board.contact.weeks, over=board.month_is_over), alt)


def _settled(weeks: Sequence[Week]) -> Iterator[tuple[int, float]]:
    """Yield the share of each week of which enough is decided, with its place among the weeks."""
    for n, week in enumerate(weeks):
        if week.share is not None and week.decided >= theme.ENOUGH_EVENTS:
            yield n, float(week.share.share)


def _mondays(weeks: Sequence[Week], *, over: bool) -> tuple[Label, ...]:
    first, last = (f"week of {theme.day(week.monday)}" for week in (weeks[0], weeks[-1]))
    last = last if over else "this week"
    return Label((0.0, 1.0), first, "right"), Label((1.0, 1.0), last, "left")
