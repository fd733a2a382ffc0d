"""Marketing's promise in words."""

from collections.abc import Sequence

from sla_dash import theme
from sla_dash.board import NONE, Board, DeliveryLine
from sla_dash.words.phrase import Headline, unbroken

FEW_OTHERS = 2
"""Types without a target that the stand-up screen names one by one."""


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


def by_type(lines: Sequence[DeliveryLine]) -> str:
    """Name every type with its standing, the total left out; many types without a target are named as one."""
    types = [line.so_far for line in lines if not line.so_far.total]
    others = [one for one in types if one.target is None and one.counts.gross]
    shown = [one for one in types if one.target is not None]
    if len(others) <= FEW_OTHERS:
        shown += others
    named = []
    for one in shown:
        mark = theme.delivered(one.standing, could_be_chance=one.could_be_chance)
        of = f"/{theme.count(one.expected)}" if one.expected else ""
        named.append(f"{one.lead_type or NONE} :{mark.colour}[{mark.glyph} {one.counts.net:,}{of}]")
    if len(others) > FEW_OTHERS:
        leads = theme.count(sum(one.counts.net for one in others))
        named.append(f":{theme.QUIET}[{theme.ABSENT} {leads} of {len(others)} types without a target]")
    return unbroken(named)


def pacing(line: DeliveryLine) -> str:
    """Say what the pacing chart shows, for those who do not see it."""
    so_far = line.so_far
    delivered = f"{theme.counted(so_far.counts.net, 'lead')} delivered and {so_far.counts.today:,} more today"
    expected = f"{theme.count(so_far.expected)} expected by now of {theme.count(so_far.target)}"
    return f"{delivered}; {expected}; {landing(line)}."


def landing(line: DeliveryLine) -> str:
    """Say where the month will land and what each day must bring."""
    target, found = line.so_far.target, line.forecast
    if target is None:
        return "no target"
    if found is None:
        return f"target {theme.count(target)}"
    chance = f"{theme.share(found.in_band)} in band"
    return f"lands at {theme.count(found.mean)} ({found.low:,}–{found.high:,}) of {theme.count(target)}, {chance}"


def landing_and_need(line: DeliveryLine) -> str:
    """Say where the month will land and what each remaining day must bring and may bring at most."""
    so_far, found = line.so_far, line.forecast
    if so_far.needed is None:
        return "No target is agreed for this month."
    if found is None:
        return f"The month is over: {so_far.counts.net:,} of {theme.count(so_far.target)} leads."
    chances = (
        f"{theme.share(found.in_band)} in band, {theme.share(found.above)} above, {theme.share(found.below)} below"
    )
    lands = (
        f"The month lands at **{theme.count(found.mean)}** ({found.low:,}–{found.high:,} in 8 of 10 cases): {chances}."
    )
    if so_far.needed.target is None:
        return f"{lands} No working day is left."
    return (
        f"{lands} Each working day left must bring **{theme.rate(so_far.needed.target)}** to reach the target, "
        f"{theme.rate(so_far.needed.lower)} to reach the band, and at most {theme.rate(so_far.needed.upper)}."
    )
