"""What came back from the leads, and the deals behind it, in words."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from sla_dash import theme
from sla_dash.board.loop import DealLine, Returned
from sla_dash.records.queries.funnel import Abroad, Deals, Ending
from sla_dash.rules.funnel import Bridge
from sla_dash.words.phrase import Headline, called, reason

PIECES = {
    "volume": ("more leads", "fewer leads"),
    "rate": ("a larger share won", "a smaller share won"),
    "price": ("larger deals", "smaller deals"),
    "unpriced": ("wins without an amount", "wins without an amount"),
}
"""The pieces of a bridge, as what brings and as what takes."""


def wins(row: Returned) -> str:
    """Write wins against wins expected by age."""
    return f"{row.won:,} of {float(row.expected_wins):,.0f} expected"


def apart(rows: Sequence[Abroad]) -> str:
    """Say what other currencies brought, one by one: they are in no sum. Nothing where there are none."""
    told = []
    for currency in sorted({row.currency for row in rows}):
        mine = [row for row in rows if row.currency == currency]
        ends = [("won", sum(r.won for r in mine), sum(r.won_amount for r in mine))]
        ends.append(("lost", sum(r.lost for r in mine), sum(r.lost_amount for r in mine)))
        told += [
            f"{theme.money(Fraction(amount), currency)} {end} ({theme.counted(n, 'deal')})"
            for end, n, amount in ends
            if n
        ]
    return f"; apart from that {', '.join(told)}" if told else ""


def returned(total: Returned, currency: str | None, months: Sequence[Returned], abroad: Sequence[Abroad]) -> str:
    """Say what the leads of the closed months have brought, what was due by now and what was promised in the end."""
    if not total.target:
        return f"Nothing was promised of the leads of closed months that could have come back{apart(abroad)}"
    span = theme.months([one.month for one in months if one.month])
    return (
        f"{theme.money(total.bridge.won, currency)} is won where {theme.money(total.bridge.promised)} was due by now; "
        f"leads of {span} were promised to be worth {theme.money(total.value_promised)} in the end{apart(abroad)}"
    )


def why(total: Returned) -> str:
    """Say which piece of the bridge made the most of the difference between what was due and what is won."""
    one = total.bridge
    piece = max(PIECES, key=lambda piece: abs(_amount(one, piece)))
    amount = _amount(one, piece)
    if not amount:
        return "What is won is what was due by now"
    made = f"brought {theme.money(amount)} more" if amount > 0 else f"took {theme.money(-amount)} off"
    return f"From due to won: {PIECES[piece][amount < 0]} {made}"


def loop(total: Returned, currency: str | None) -> list[Headline]:
    """Say what was promised, what is due by now and what came."""
    unit = f" in {currency}" if currency else ""
    worth = theme.change(total.value_delivered / total.value_promised - 1) if total.value_promised else theme.ABSENT
    return [
        Headline(
            f"Value delivered, {theme.money(total.value_promised, currency)} promised",
            theme.money(total.value_delivered),
            theme.Mark("●", f"{worth} against the promise", theme.QUIET),
        ),
        Headline(
            f"Won so far, {theme.money(total.bridge.promised)} due by now",
            theme.money(total.bridge.won),
            theme.Mark("●", f"{theme.counted(total.won - total.priced, 'win')} without an amount{unit}", theme.QUIET),
        ),
        Headline(
            f"Leads won, {theme.count(total.expected_wins)} expected by now",
            theme.count(total.won),
            theme.brought(total.actual_over_expected),
        ),
    ]


def bridge(total: Returned) -> str:
    """Say what the bridge shows, for those who do not see it: its pieces sum exactly."""
    one = total.bridge
    due, volume, rate, price, unpriced, won = theme.moneys(
        (one.promised, one.volume, one.rate, one.price, one.unpriced, one.won)
    )
    return (
        f"{due} due by now; number of leads {volume}, share won {rate}, size of deals {price}, "
        f"without an amount {unpriced}; {won} won"
    )


def loop_counted(total: Returned) -> list[str]:
    """Say numerator and denominator of the closed loop."""
    return [
        f"{total.delivered:,} leads delivered net of {total.target:,} promised; {total.without_value:,} more are of "
        "types without a target or a value and stand outside",
        f"{total.won:,} won over {float(total.expected_wins):,.1f} expected, with Byar's 95 % interval",
        f"{total.priced:,} of {total.won:,} wins have an amount; the others are worth nothing here and stand as a "
        "piece of their own",
    ]


def deals(total: DealLine, months: Sequence[date]) -> str:
    """Say how the deals closed in some months ended and how long deals take."""
    closed, half = total.closed, total.days.quantile(0.5)
    shut = closed.won + closed.lost
    if not total.days.n:
        return "No deals are on record"
    days = f"half of all deals close within {half:,} days" if half is not None else "fewer than half have closed"
    unsaid = shut and closed.win_rate_by_amount is None
    amount = f"; the win rate by amount is not said, {_unpriced(closed)}" if unsaid else ""
    deals = f"{theme.counted(shut, 'deal')}, not leads, closed in {theme.months(months)}"
    return f"{deals}, {closed.won:,} of them won; {days}{amount}{apart(total.abroad)}"


def margin(line: DealLine) -> str:
    """Write the margin won, with the amount it is of where other streams' amounts have no margin."""
    if line.margin_won is None:
        return theme.ABSENT
    part = f" of {theme.money(line.with_margin)}" if line.with_margin != line.closed.won_amount else ""
    return f"{theme.money(line.margin_won)}{part}"


def deals_counted(closed: Deals, total: DealLine) -> list[str]:
    """Say numerator and denominator of the deals' numbers."""
    amounts = f"{theme.money(closed.won_amount)} of {theme.money(closed.won_amount + closed.lost_amount)}"
    return [
        f"win rate by count: {closed.won:,} won of {closed.won + closed.lost:,} closed; by amount: "
        + (amounts if closed.win_rate_by_amount is not None else f"not said, {_unpriced(closed)}"),
        f"average order value: {theme.money(closed.won_amount)} over {closed.won - closed.won_unpriced:,} deals won "
        f"with an amount; {closed.won_unpriced:,} won without one in this currency{apart(total.abroad)}",
        f"margin won: {theme.money(total.margin_won)} of {theme.money(total.with_margin)} won in streams whose margin "
        "the agreement gives"
        if total.with_margin
        else "margin won: not said, nothing was won in a stream whose margin the agreement gives",
        f"time to close: {total.days.events:,} closed of {total.days.n:,} deals opened in two years, the others open",
        f"{theme.counted(closed.without_lead, 'closed deal names', 'closed deals name')} none of these leads",
    ]


def endings(leads: int, found: Sequence[Ending], reasons: int) -> str:
    """Say how many leads ended without a deal, the commonest reason, and how many of the reasons are listed."""
    most = f", most often “{called(reason(found[0].reason))}” ({found[0].leads:,})" if found else ""
    shown = "" if len(found) == reasons else f"; the {len(found):,} commonest of {reasons:,} reasons are listed"
    return f"{theme.counted(leads, 'lead')} ended without a deal{most}{shown}"


def _amount(bridge: Bridge, piece: str) -> Fraction:
    return {"volume": bridge.volume, "rate": bridge.rate, "price": bridge.price, "unpriced": bridge.unpriced}[piece]


def _unpriced(closed: Deals) -> str:
    """Say why a win rate by amount would mean nothing."""
    return (
        f"as {closed.lost_unpriced:,} of {closed.lost:,} lost have no amount or 0, and of {closed.won:,} won "
        f"{closed.won_unpriced:,} have none"
    )
