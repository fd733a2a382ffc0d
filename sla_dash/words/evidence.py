"""What the records show of what could be promised: the sentence above each number of a first agreement."""

from fractions import Fraction

from sla_dash import theme
from sla_dash.rules import demand, evidence
from sla_dash.rules.evidence import Found, Kept
from sla_dash.rules.first import Rated, StreamDraft, TypeDraft
from sla_dash.rules.promise import KEPT, Better
from sla_dash.rules.provisional import Because

RATES = {
    "mql_to_sql": ("leads handed over", "were accepted or came further"),
    "sql_to_opportunity": ("leads accepted", "became opportunities or came further"),
    "win": ("opportunities", "were won"),
}
"""What a rate is a part of, and which part."""
CLOCKS = {
    "qualified_at": "its hand-off to sales (qualified_at)",
    "assigned_at": "its assignment to a rep (assigned_at), as no lead has a hand-off (qualified_at)",
    "created_at": "its creation (created_at), as no lead has a hand-off or an assignment",
}
ZONES = {
    Because.ASKED: "The time zone that you asked for: days and months begin in it.",
    Because.AGREED: "The time zone of the agreement so far: days and months begin in it.",
    Because.MAPPED: "The time zone that the mapping names for times: days and months begin in it.",
    Because.MACHINE: "The time zone of this machine, as the mapping names none, or more than one.",
    Because.NOTHING: "Neither the mapping nor this machine names a time zone: write yours, like Europe/Warsaw.",
}
LATELY = "in the 90 days before the records end"


def unnamed(found: Found) -> str:
    """Say how many leads nothing can be promised of, and why."""
    return (
        f"{theme.counted(found.unnamed, 'lead')} of {theme.count(found.leads)} cannot be promised: the records give no "
        "stream or no lead type for them, or one that cannot be a name."
    )


def clock(found: Found) -> str:
    """Say when clocks start, and for how many leads they do."""
    return (
        f"The clock of a lead starts at {CLOCKS[found.clock_start]}: {theme.count(found.with_clock)} of "
        f"{theme.count(found.leads)} leads have one."
    )


def cadence() -> str:
    """Say how the attempts of a cadence were counted."""
    return (
        "Attempts by people until so many days of 24 hours after the clock started: the most that were made for "
        f"{theme.share(KEPT)} of the leads, those left out that were reached or closed before. Counted are the leads "
        f"whose day came {LATELY}."
    )


def no_cadence(found: Found) -> str:
    """Say why nothing is promised about follow-up."""
    if not found.has_touches:
        return "no touches are loaded"
    return f"no attempt was made for {theme.share(KEPT)} of the leads whose day came {LATELY}, or too few were there"


def step(kept: Kept) -> str:
    """Say for how many leads the attempts of a milestone were made."""
    return f"{_part(kept.met, kept.decided, 'leads')}."


def won(found: Found, stream: StreamDraft) -> str:
    """Say how many deals of a stream speak of an amount, and how many do not, as theirs is in another currency."""
    apart = f" (apart from {theme.counted(stream.of.abroad, 'deal')} in other currencies)" if stream.of.abroad else ""
    since = theme.full_day(found.won_since)
    return f"{theme.counted(stream.of.won.deals, 'deal')} won with an amount since {since}{apart}"


def no_order_value(found: Found, stream: StreamDraft) -> str:
    """Say why a stream has neither a quota nor an order value."""
    why = "no deals are loaded" if not found.has_deals else f"{won(found, stream)}, too few to say what one is worth"
    return f"No quota and no average order value: {why}."


def quota(found: Found, stream: StreamDraft) -> str:
    """Say what a quota is, and what was won beside it."""
    lately, months = stream.of.lately, found.months.each
    amount = theme.count(demand.nearest(lately.amount / len(months)))
    return (
        f"What the leads of a month are worth at the rates and order values below. Won were {amount} a month in "
        f"{theme.months(months)} ({theme.counted(lately.deals, 'deal')})."
    )


def share(stream: StreamDraft, one: TypeDraft) -> str:
    """Say what the share of a type is, and how many deals were of this type."""
    deals = theme.part(one.of.won.deals, stream.of.won.deals)
    return (
        f"The part of the quota that its leads are worth. Of the deals won with an amount, {deals} were of this type."
    )


def leads(found: Found, one: TypeDraft) -> str:
    """Say how many leads of a type were delivered, and what quota, share and rates ask for."""
    each, over = one.of.delivered, found.months
    told = ", ".join(f"{n:,} in {theme.months([month])}" for n, month in zip(each, over.each, strict=True))
    so_far = "" if over.closed else f" That month is not over: at the same pace it brings {one.leads:,}."
    beside = ""
    if one.targets is None:
        beside = f" Quota, share and rates ask for {one.asked:,} a month, so that no targets are needed."
    elif one.asked is not None:
        beside = f" Quota, share and rates would ask for {one.asked:,}, as deals are whole."
    return f"Delivered, less those rejected: {told}.{so_far}{beside}"


def order_value(one: TypeDraft) -> str:
    """Say how many deals the order value of a type speaks of."""
    return f"{theme.counted(one.of.won.deals, 'deal')} of this type won with an amount, of {_amount(one)} in all."


def window(better: Better) -> str:
    """Say what the time of a promise rests on."""
    return (
        f"The shortest round working time that was kept for {theme.share(KEPT)} of the leads of the last 90 days, of "
        f"whom {better.contacted:,} of {better.n:,} were contacted."
    )


def in_time(better: Better) -> str:
    """Say which share was contacted within it."""
    held = better.share
    if held is None:
        return ""
    return (
        f"Contacted within it were {theme.share(held.share)} of {better.n:,} leads ({theme.span(held.low, held.high)})."
    )


def no_promise(found: Found, one: TypeDraft) -> str:
    """Say why no time to contact is promised."""
    better = one.of.better
    if not found.has_touches:
        why = "no touches are loaded"
    elif better is None or better.contacted < evidence.ENOUGH or one.of.leads < evidence.ENOUGH:
        seen = theme.part(better.contacted, better.n) if better else "none"
        why = f"{seen} of the last 90 days' leads were contacted, too few to say"
    else:
        why = (
            f"none was kept for {theme.share(KEPT)} of the {better.n:,} leads of the last 90 days, of whom "
            f"{better.contacted:,} were contacted"
        )
    return f"No time to contact is promised: {why}."


def rate(name: str, one: TypeDraft, rated: Rated) -> str:
    """Say what cohorts have shown of a rate, and whether they are of the type or of all its stream's."""
    entered, passed = RATES[name]
    counted, own = rated.shown.counted, one.of.rates.get(name)
    of_all = ""
    if rated.of_all:
        few = theme.part(own.counted.passed, own.counted.of) if own and own.counted.of else "none"
        of_all = f"Of its own {few} {passed}, too few to say. Of all types of the stream: "
    grown = "" if counted.maturity == 1 else f" That is {theme.share(counted.maturity)} of those who ever will."
    shown = _part(counted.passed, counted.of, entered)
    return f"{of_all}{shown} of {theme.months(rated.shown.months)} {passed}.{grown}"


def no_rates(found: Found) -> str:
    """Say why a type has no conversion rates."""
    why = "too few leads that are old enough have come far enough" if found.has_deals else "no deals are loaded"
    return f"No conversion rates: {why}."


def _amount(one: TypeDraft) -> str:
    return theme.count(demand.nearest(one.of.won.amount))


def _part(some: int, of: int, noun: str) -> str:
    """Write a part as counts, with its share where there are enough."""
    return f"{some:,} of {of:,} {noun}" + (f" ({theme.share(Fraction(some, of))})" if some >= evidence.ENOUGH else "")
