"""Marketing's promise in words."""

from collections.abc import Sequence
from fractions import Fraction

from sla_dash import theme
from sla_dash.board import Board, Course, DeliveryLine, Measure
from sla_dash.records.queries.delivery import LeftOut, Rejection
from sla_dash.rules import delivery
from sla_dash.rules.delivery import Judged, Standing
from sla_dash.words.phrase import UNREACHABLE, Headline, amount, name, standing


def verdict(board: Board) -> str:
    """Say in one sentence whether marketing keeps its promise, in leads and in their value."""
    total, when = board.delivery.lines[-1], f"{board.month:%B %Y}"
    leads, value = total.judged("leads"), total.judged("value")
    if leads.standing is Standing.NO_TARGET:
        came = f"{theme.counted(total.so_far.counts.net, 'lead')} came" if leads.delivered else "no lead came"
        return f"Nothing is promised for {when}, and {came}"
    if leads.standing is Standing.NOTHING_DUE:
        return f"{when} has just begun: nothing is due yet of {theme.counted(int(leads.target or 0), 'lead')} promised"
    over, currency = board.month_is_over, board.month_terms.currency
    said = _both(leads, value, currency, over=over) if value.expected else _one(leads, "leads", None, over=over)
    return f"{when}: {said[0].lower()}{said[1:]}" if over else said


def _both(leads: Judged, value: Judged, currency: str | None, *, over: bool) -> str:
    if (leads.standing, leads.could_be_chance) != (value.standing, value.could_be_chance):
        link = ", and" if value.standing.out_of_band == leads.standing.out_of_band else ", but"
        first, second = _one(leads, "leads", None, over=over), _one(value, "value", currency, over=over)
        return f"{first}{link} {second}"
    side = _side(leads, over=over)
    if leads.standing is Standing.IN:
        return f"Leads and their value {'' if over else 'are '}{side}"
    count, worth = _gap(leads, "leads", None), _gap(value, "value", currency)
    return f"Leads {'ended' if over else 'are'} {count} and their value {worth} {side}"


def _one(judged: Judged, measure: Measure, currency: str | None, *, over: bool) -> str:
    who, verb = ("Leads", "are") if measure == "leads" else ("their value", "is")
    if judged.standing is Standing.IN:
        return f"{who} {_side(judged, over=over)}" if over else f"{who} {verb} {_side(judged, over=over)}"
    return f"{who} {'ended' if over else verb} {_gap(judged, measure, currency)} {_side(judged, over=over)}"


def _gap(judged: Judged, measure: Measure, currency: str | None) -> str:
    return amount(abs(Fraction(judged.delivered) - (judged.expected or 0)), measure, currency)


def _side(judged: Judged, *, over: bool) -> str:
    if judged.standing is Standing.IN:
        return "came as promised" if over else "on pace"
    below = judged.standing is Standing.BELOW
    if judged.could_be_chance:
        return f"{'behind' if below else 'ahead'}, too close to call"
    if below:
        return "short" if over else "behind"
    return "above what was promised" if over else "ahead, more than the range"


def headlines(board: Board) -> tuple[Headline, Headline]:
    """Say where marketing's promise stands, in leads and in value."""
    total, currency = board.delivery.lines[-1], board.month_terms.currency
    so_far, leads, value = total.so_far, total.judged("leads"), total.judged("value")
    over, withheld = board.month_is_over, board.withheld is not None
    count, worth = theme.count(so_far.counts.net), theme.money(so_far.value_delivered, currency)
    return (
        Headline(held(leads, "leads", None, over=over), count, standing(leads, withheld=withheld)),
        Headline(held(value, "value", currency, over=over), worth, standing(value, withheld=withheld)),
    )


def held(judged: Judged, measure: Measure, currency: str | None, *, over: bool) -> str:
    """Name leads or their value, with what is due by now of what was promised for the month."""
    what = measure.capitalize()
    if judged.target is None:
        return what
    promised = amount(judged.target, measure, currency)
    return f"{what}, {promised} promised" if over else f"{what}, {amount(judged.expected, measure)} due of {promised}"


def course(found: Course, measure: Measure) -> str:
    """Say what the pacing chart of one type shows, in leads or in value."""
    judged, lands = found.judged, found.forecast
    mark = theme.delivered(judged.standing, could_be_chance=judged.could_be_chance)
    due = f" of {amount(judged.expected, measure)} due" if judged.expected else ""
    who = name(found.stream, found.lead_type, total=found.total)
    said = f"{who}: {mark.text}, {amount(judged.delivered, measure)}{due}"
    if lands:
        around = f"{amount(lands.low, measure)}–{amount(lands.high, measure)}"
        said += f", will end near {amount(lands.mean, measure)} ({around})"
    return said


def lands(line: DeliveryLine, measure: Measure, currency: str | None) -> str:
    """Say where the month will land, with the interval and the three chances."""
    if line.so_far.target is None:
        return "No target is agreed for this month."
    found = line.forecast if measure == "leads" else line.value_forecast
    if found is None:
        judged = line.judged(measure)
        return f"The month is over: {amount(judged.delivered, measure)} of {amount(judged.target, measure, currency)}."
    chances = (
        f"{theme.share(found.in_band)} in range, {theme.share(found.above)} above, {theme.share(found.below)} below"
    )
    interval = f"{amount(found.low, measure)}–{amount(found.high, measure)} in 8 of 10 cases"
    return f"The month will end near {theme.strong(amount(found.mean, measure, currency))} ({interval}): {chances}."


def lands_at(line: DeliveryLine, measure: Measure, currency: str | None) -> str:
    """Say in few words where the month will land, and how likely that is in the range."""
    judged = line.judged(measure)
    found = line.forecast if measure == "leads" else line.value_forecast
    if judged.target is None or found is None:
        return lands(line, measure, currency)
    of = f"{amount(found.mean, measure)} of {amount(judged.target, measure, currency)}"
    around = f"{amount(found.low, measure)}–{amount(found.high, measure)}"
    return f"Will end near {of} ({around}); {theme.share(found.in_band)} chance to end in range"


def finding(line: DeliveryLine, board: Board, measure: Measure) -> str:
    """Say what the picture of the month shows: where it lands, or ended, of what was promised."""
    judged = line.judged(measure)
    found = line.forecast if measure == "leads" else line.value_forecast
    what, end = ("Leads", "end") if measure == "leads" else ("Value", "ends")
    currency = board.month_terms.currency
    came = f"{amount(judged.delivered, measure, currency)} {'leads' if measure == 'leads' else 'of value'}"
    if board.withheld:
        return f"{came} in these records"
    if judged.target is None:
        return f"{came}, nothing promised"
    promised, within = amount(judged.target, measure, currency), f"range (±{theme.share(board.delivery.tolerance)})"
    if found is None:
        side = "outside" if judged.standing.out_of_band else "in"
        return f"{what} ended at {amount(judged.delivered, measure)} of {promised} promised, {side} the {within}"
    likely = f"{theme.share(found.in_band)} chance to end in {within}"
    return f"{what} {end} near {amount(found.mean, measure)} of {promised} promised; {likely}"


def bars(board: Board) -> str:
    """Say what is drawn in the bars of the types."""
    due, reach = ("promised", "") if board.month_is_over else ("due by now", f" {UNREACHABLE.text}.")
    within = theme.share(board.delivery.tolerance)
    return f"Line, and dotted in the month: {due}. Grey around the line: the range (±{within}).{reach}"


def counted_since(board: Board, measure: Measure) -> str:
    """Name what the picture of the month counts."""
    currency = board.month_terms.currency
    what = "leads" if measure == "leads" else f"value in {currency}" if currency else "value"
    return f"{what} since 1 {board.month:%b}"


def projections(found: Course, measure: Measure, currency: str | None) -> str:
    """Say where the month would land by its own pace and by that of closed months, beside the forecast."""
    if found.run_rate is None:
        return ""
    went = f"as the closed months before it went on: {amount(found.seasonal, measure, currency)}"
    return f"If it goes on as it began: {amount(found.run_rate, measure, currency)}; {went}."


def counted(line: DeliveryLine, board: Board) -> list[str]:
    """Say how delivered, due and the noise came about, number by number."""
    so_far, pace = line.so_far, board.pace
    counts = so_far.counts
    said = [
        f"{theme.strong('Delivered')} {counts.net:,} = {counts.gross:,} handed over on complete days "
        f"− {counts.rejected:,} rejected."
    ]
    if so_far.target is None or so_far.expected is None:
        return said
    done = f"{theme.fine_share(pace.share)} of the month done, by {board.profile or board.month_terms.profile}"
    said.append(f"{theme.strong('Due')} {float(so_far.expected):,.1f} = target {so_far.target:,} × {done}.")
    if so_far.expected:
        noise = delivery.noise(so_far.overdispersion * float(so_far.expected), pace.share)
        said.append(
            f"{theme.strong('Noise')} ± {noise:,.1f} = {delivery.GUARD} × √(overdispersion "
            f"{so_far.overdispersion:.2f} × due) ÷ the fourth root of the share done."
        )
    return said


def today_and_rejected(total: DeliveryLine, *, over: bool) -> str:
    """Say what stands beside the leads that count, as a title of every number."""
    counts = total.so_far.counts
    handed_over = f"{counts.gross:,} handed over{'' if over else ' before today'}"
    said = f"Every number by type: {counts.net:,} = {handed_over} − {counts.rejected:,} rejected by sales"
    return said if over else f"{said}; {counts.today:,} more came today"


def handed_over(found: LeftOut, rejections: Sequence[Rejection]) -> str:
    """Say how many hand-offs do not count and how many leads were rejected, as a title."""
    apart = found.same_email + found.tests
    gone = rejections[-1].leads if rejections else 0
    return f"{theme.counted(apart, 'hand-off')} left out, {theme.counted(gone, 'lead')} rejected"


def left_out(found: LeftOut, net_today: int) -> str:
    """Say which hand-offs of the month count and which do not; today's are among them."""
    whole = found.counted + found.same_email + found.tests
    said = (
        f"{theme.counted(whole, 'hand-off')} this month = {theme.strong(f'{found.counted:,} counted')} + "
        f"{found.same_email:,} with the e-mail of a lead of the 30 days before + "
        f"{theme.counted(found.tests, 'test')}."
    )
    if found.without_type:
        said += f" {found.without_type:,} of those counted have no stream or no type: "
        said += "they count towards the promise of all leads, and towards that of no type."
    return said + (f" {net_today:,} of them arrived today and are counted apart." if net_today else "")


def rejected(found: Sequence[Rejection], counted: int) -> str:
    """Say how many leads sales rejected, and how long it took."""
    if not found:
        return "Sales rejected none of the month's leads."
    every = found[-1]
    of = f"{every.leads:,} of {counted:,}"
    share = f" ({theme.share(Fraction(every.leads, counted))})" if every.leads >= theme.ENOUGH_EVENTS else ""
    took = f"half of them within {theme.age(every.median)}, nine in ten within {theme.age(every.p90)}"
    return f"Sales rejected {theme.strong(of)}{share}: {took} of hand-off."
