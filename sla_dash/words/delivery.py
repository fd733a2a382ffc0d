"""Marketing's promise in words."""

from collections.abc import Sequence
from fractions import Fraction

from sla_dash import theme
from sla_dash.board import Board, Course, DeliveryLine, Measure
from sla_dash.records.queries.delivery import LeftOut, Rejection
from sla_dash.rules import delivery
from sla_dash.rules.delivery import Judged
from sla_dash.words.phrase import Headline, amount, name


def promise(total: DeliveryLine, board: Board) -> str:
    """Say what was promised for the month: leads and their value."""
    if total.so_far.target is None:
        return f"nothing for {board.month:%B %Y}"
    worth = total.so_far.value_target
    value = f" worth {theme.money(worth, board.month_terms.currency)}" if worth else ""
    return f"{theme.counted(total.so_far.target, 'lead')}{value}"


def headlines(total: DeliveryLine, currency: str | None) -> tuple[Headline, Headline]:
    """Say where marketing's promise stands, in leads and in value."""
    so_far = total.so_far
    count = theme.delivered(so_far.standing, could_be_chance=so_far.could_be_chance)
    value = theme.delivered(so_far.value_standing, could_be_chance=so_far.value_could_be_chance)
    due = f"Leads, {theme.count(so_far.expected)} expected" if so_far.expected is not None else "Leads"
    worth = f"Value, {theme.money(so_far.value_expected, currency)} expected" if so_far.value_expected else "Value"
    return (
        Headline(due, theme.count(so_far.counts.net), count),
        Headline(worth, theme.money(so_far.value_delivered), value),
    )


def due(judged: Judged, measure: Measure, currency: str | None, *, over: bool) -> str:
    """Say what is due by now of what was promised for the month; nothing where nothing was."""
    if judged.target is None:
        return ""
    promised = f"{amount(judged.target, measure)} promised"
    if measure == "value" and currency:
        promised = f"{theme.money(judged.target, currency)} promised"
    return promised if over else f"{amount(judged.expected, measure)} due of {promised}"


def course(found: Course, measure: Measure) -> str:
    """Say what the pacing chart of one type shows, in leads or in value."""
    judged, lands = found.judged, found.forecast
    mark = theme.delivered(judged.standing, could_be_chance=judged.could_be_chance)
    due = f" of {amount(judged.expected, measure)} expected" if judged.expected else ""
    who = name(found.stream, found.lead_type, total=found.total)
    said = f"{who}: {mark.text}, {amount(judged.delivered, measure)}{due}"
    if lands:
        said += f", lands at {amount(lands.mean, measure)} ({amount(lands.low, measure)}–{amount(lands.high, measure)})"
    return said


def lands(line: DeliveryLine, measure: Measure) -> str:
    """Say where the month will land, with the interval and the three chances."""
    if line.so_far.target is None:
        return "No target is agreed for this month."
    found = line.forecast if measure == "leads" else line.value_forecast
    if found is None:
        judged = line.judged(measure)
        return f"The month is over: {amount(judged.delivered, measure)} of {amount(judged.target, measure)}."
    chances = (
        f"{theme.share(found.in_band)} in range, {theme.share(found.above)} above, {theme.share(found.below)} below"
    )
    interval = f"{amount(found.low, measure)}–{amount(found.high, measure)} in 8 of 10 cases"
    return f"The month lands at {theme.strong(amount(found.mean, measure))} ({interval}): {chances}."


def lands_at(line: DeliveryLine, measure: Measure) -> str:
    """Say in few words where the month will land, and how likely that is in the range."""
    judged = line.judged(measure)
    found = line.forecast if measure == "leads" else line.value_forecast
    if judged.target is None or found is None:
        return lands(line, measure)
    of = f"{amount(found.mean, measure)} of {amount(judged.target, measure)}"
    around = f"{amount(found.low, measure)}–{amount(found.high, measure)}"
    return f"Lands at {of} ({around}), in range in {theme.share(found.in_band)} of cases"


def projections(found: Course, measure: Measure) -> str:
    """Say where the month would land by its own pace and by that of closed months, beside the forecast."""
    if found.run_rate is None:
        return ""
    went = f"as the closed months before it went on: {amount(found.seasonal, measure)}"
    return f"If it goes on as it began: {amount(found.run_rate, measure)}; {went}."


def counted(line: DeliveryLine, board: Board) -> list[str]:
    """Say how delivered, expected and the noise came about, number by number."""
    so_far, pace = line.so_far, board.pace
    counts = so_far.counts
    said = [
        f"{theme.strong('Delivered')} {counts.net:,} = {counts.gross:,} handed over on complete days "
        f"− {counts.rejected:,} rejected."
    ]
    if so_far.target is None or so_far.expected is None:
        return said
    done = f"{theme.fine_share(pace.share)} of the month done, by {board.profile or board.month_terms.profile}"
    said.append(f"{theme.strong('Expected')} {float(so_far.expected):,.1f} = target {so_far.target:,} × {done}.")
    if so_far.expected:
        noise = delivery.noise(so_far.overdispersion * float(so_far.expected), pace.share)
        said.append(
            f"{theme.strong('Noise')} ± {noise:,.1f} = {delivery.GUARD} × √(overdispersion "
            f"{so_far.overdispersion:.2f} × expected) ÷ the fourth root of the share done."
        )
    return said


def left_out(found: LeftOut, net_today: int) -> str:
    """Say which hand-offs of the month count and which do not; today's are among them."""
    whole = found.counted + found.same_email + found.tests
    said = (
        f"{theme.counted(whole, 'hand-off')} this month = {theme.strong(f'{found.counted:,} counted')} + "
        f"{found.same_email:,} with the e-mail of a lead of the 30 days before + "
        f"{theme.counted(found.tests, 'test')}."
    )
    if found.without_type:
        said += f" {found.without_type:,} of those counted have no stream or no type: they count for no target."
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
