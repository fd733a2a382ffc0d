"""What became of the leads, as tables."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from operator import attrgetter

from sla_dash import theme, words
from sla_dash.board.funnel import Evidence, Line
from sla_dash.board.loop import DealLine, Returned
from sla_dash.records.queries.funnel import Ending
from sla_dash.screen.sheet import Row, Table, Total

AMOUNTS: Mapping[str, Callable[[Returned], Fraction]] = {
    "Value promised": attrgetter("value_promised"),
    "Due by now": attrgetter("bridge.promised"),
    "Won": attrgetter("bridge.won"),
    "By number of leads": attrgetter("bridge.volume"),
    "By share won": attrgetter("bridge.rate"),
    "By size of deals": attrgetter("bridge.price"),
    "Without an amount": attrgetter("bridge.unpriced"),
}
"""What is said of the closed loop in money, in the order of its columns."""


def lines(rows: Sequence[Line]) -> Table:
    """Lay out every stage of every type, all types last."""
    return [
        (Total if row.total else dict)(
            {
                "Lead type": words.phrase.name(row.stream, row.lead_type, total=row.total),
                "Step": words.funnel.step(row.stage),
                "Passed by now": words.funnel.passed(row.cohort),
                "Lost": theme.count(row.cohort.lost),
                "Results in": theme.share(row.cohort.maturity),
                "Final?": words.funnel.grown(row.cohort).text,
                "Will end at": words.funnel.ends_at(row.cohort),
                "Agreed": theme.share(row.agreed),
                "In the month": words.funnel.in_month(row),
            }
        )
        for row in rows
    ]


def evidence(rows: Sequence[Evidence]) -> Table:
    """Lay out every agreed rate beside its evidence, those that changed first."""
    table: list[Row] = []
    for row in words.funnel.ranked(rows):
        now, before = row.against_agreed, row.against_before
        table.append(
            {
                "Lead type": words.phrase.name(row.stream, row.lead_type, total=False),
                "Step": words.funnel.step(row.stage),
                "Verdict": words.funnel.verdict(row),
                "Agreed": theme.share(row.agreed, now.found if now else None),
                "Found": words.funnel.found(row),
                "Leads of": theme.months(row.months).replace(" ", "\N{NO-BREAK SPACE}"),
                "Leads needed": theme.change(now.demand if now else None),
                "Quarter before": words.funnel.moved(before),
            }
        )
    return table


def loop(rows: Sequence[Returned], currency: str | None) -> Table:
    """Lay out the closed loop month by month, the newest first, all amounts with one rounding."""
    unit = f", {currency}" if currency else ""
    said = iter(theme.moneys(read(row) for row in rows for read in AMOUNTS.values()))
    table: Table = [
        {
            "Handed over": f"{row.month:%b %Y}" if row.month else "all",
            "Delivered": theme.count(row.delivered),
            "Promised": theme.count(row.target),
            **{f"{name}{unit}": next(said) for name in AMOUNTS},
            "Wins": words.loop.wins(row),
        }
        for row in rows
    ]
    return table[::-1]


def deals(rows: Sequence[DealLine]) -> Table:
    """Lay out how deals ended and how long they take, all types last."""
    table, abroad = [], any(row.abroad for row in rows)
    for row in rows:
        closed, half = row.closed, row.days.quantile(0.5)
        few = closed.won < theme.ENOUGH_EVENTS
        table.append(
            {
                "Lead type": words.phrase.name(closed.stream, closed.lead_type, total=row.total),
                "Won": theme.count(closed.won),
                "Lost": theme.count(closed.lost),
                "Win rate by count": theme.part(closed.won, closed.won + closed.lost)
                if few
                else theme.share(closed.win_rate),
                "By amount": theme.ABSENT if few else theme.share(closed.win_rate_by_amount),
                "Won amount": theme.money(closed.won_amount),
                **(
                    {"Other currencies": words.loop.apart(row.abroad).partition("that ")[2] or theme.ABSENT}
                    if abroad
                    else {}
                ),
                "Average order": theme.money(closed.order_value),
                "Margin won": words.loop.margin(row),
                "Without amount": theme.count(closed.won_unpriced),
                "Half close within": "not reached" if half is None else theme.counted(int(half), "day"),
                "Deals": f"{row.days.events:,} closed, {row.days.n - row.days.events:,} open",
            }
        )
    return table


def endings(rows: Sequence[Ending]) -> Table:
    """Lay out why leads ended without a deal."""
    how = {"rejected": "Rejected by sales", "closed": "Closed"}
    return [
        {"Ended": how[row.ending], "Reason": words.phrase.reason(row.reason), "Leads": theme.count(row.leads)}
        for row in rows
    ]
