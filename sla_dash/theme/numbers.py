"""How numbers are written: counts, amounts, shares and what they are measured by."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from sla_dash.statistics.survival import NEARLY

__all__ = [
    "ABSENT",
    "ENOUGH_EVENTS",
    "at_most",
    "chance",
    "change",
    "count",
    "counted",
    "enough",
    "fine_share",
    "money",
    "moneys",
    "part",
    "rate",
    "rated",
    "ratio",
    "score",
    "share",
    "span",
    "weight",
]

ABSENT = "–"
ENOUGH_EVENTS = 10
"""Under this many, counts are shown and no percentage."""


def count(value: Fraction | float | None) -> str:
    """Write a count with thousands apart: 2,431."""
    return ABSENT if value is None else f"{round(value):,}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Write a count with its noun: 1 lead, 2,431 leads."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def rate(value: Fraction | float | None) -> str:
    """Write a number of leads per day: 7.5, 86."""
    return ABSENT if value is None else f"{rated(value):,}"


def rated(value: Fraction | float) -> Decimal:
    """Round a number of leads per day as it is written: to tenths under ten."""
    return Decimal(f"{float(value):.1f}") if value < 10 else Decimal(round(value))


def enough(value: Fraction | float | None) -> str:
    """Write a number of leads per day that must be reached, rounded up, so that it is reached by what is written."""
    return rate(value if value is None else _stepped(value, ceil))


def at_most(value: Fraction | float | None) -> str:
    """Write a number of leads per day that may not be passed, rounded down."""
    return rate(value if value is None else _stepped(value, floor))


def _stepped(value: Fraction | float, towards: Callable[[Fraction | float], int]) -> Fraction:
    steps = 10 if value < 10 else 1
    return Fraction(towards(value * steps), steps)


def money(value: Fraction | float | None, currency: str | None = None) -> str:
    """Write an amount short enough to be read from afar: 950, 291 k, 1.25 M."""
    if value is None:
        return ABSENT
    amount, sign = abs(float(value)), "−" if value < 0 else ""
    if amount >= 999_500:
        short = f"{amount / 1e6:,.2f} M"
    elif amount >= 9_999.5:
        short = f"{amount / 1e3:,.0f} k"
    else:
        short = f"{amount:,.0f}"
    return f"{sign}{short} {currency}" if currency else f"{sign}{short}"


def moneys(values: Iterable[Fraction]) -> list[str]:
    """Write amounts that add up, all with one rounding, and those that are taken off with their sign: 7 k, −50 k."""
    amounts = [*values]
    large = max(map(abs, amounts), default=0) >= 10_000
    written = (f"{abs(round(one / 1000)):,} k" if large else money(abs(one)) for one in amounts)
    return [f"{'−' if one < 0 and text[0] != '0' else ''}{text}" for one, text in zip(amounts, written, strict=True)]


def share(value: Fraction | float | None, against: Fraction | float | None = None) -> str:
    """Write a share in whole per cent, never rounded onto 0 or 100 without being it.

    Where it stands ``against`` another one that is written the same without being equal, it gets a decimal, and so
    does the other one written against it; the lower of the two is never rounded up to the higher.
    """
    if value is None:
        return ABSENT
    apart = 0.0 if against is None else float(value) - float(against)
    if abs(apart) > NEARLY and share(value) == share(against):
        tenths = floor((float(value) + NEARLY) * 1000) if apart < 0 else round(float(value) * 1000)
        return f"{min(max(tenths, 1), 999) / 10:.1f} %"
    percent = float(value) * 100
    if 0 < percent < 0.5:
        return "<1 %"
    return ">99 %" if 99.5 <= percent < 100 else f"{percent:.0f} %"


def ratio(value: Fraction | float | None) -> str:
    """Write what is measured by its target in whole per cent: 97 %, 116 %."""
    return ABSENT if value is None else f"{float(value) * 100:.0f} %"


def part(some: int, of: int) -> str:
    """Write a share of few as counts: 3 of 7, and nothing of none."""
    return f"{some:,} of {of:,}" if of else ABSENT


def fine_share(value: Fraction | float | None) -> str:
    """Write a small share with two decimals: 11.80 %."""
    return ABSENT if value is None else f"{float(value) * 100:.2f} %"


def span(low: float, high: float) -> str:
    """Write an interval of shares: 74–82 %."""
    return f"{low * 100:.0f}–{high * 100:.0f} %"


def change(value: Fraction | float | None) -> str:
    """Write a change as a part of what was, with its sign: +11 %, −4 %."""
    if value is None:
        return ABSENT
    percent = round(float(value) * 100)
    return f"{'+' if percent > 0 else '−' if percent < 0 else '±'}{abs(percent)} %"


def chance(value: float | None) -> str:
    """Write how often chance alone does it: 21 %, 0.9 %, <0.1 %."""
    if value is None:
        return ABSENT
    percent = value * 100
    return "<0.1 %" if percent < 0.1 else f"{percent:.1f} %" if percent < 10 else f"{percent:.0f} %"


def weight(value: Fraction) -> str:
    """Write a weight as it was agreed: 1, 1.15, 0.5."""
    return f"{float(value):g}"


def score(value: float | None) -> str:
    """Write a lead's score as the CRM gives it, with two decimals where it is no whole number: 87, 0.85."""
    if value is None:
        return ABSENT
    return f"{value:,.0f}" if value == round(value) else f"{value:,.2f}"
