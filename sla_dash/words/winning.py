"""Contact and winning, in words."""

from sla_dash import theme
from sla_dash.rules.winning import GIVEN, Compared
from sla_dash.statistics.stratified import Estimate


def verdict(found: Compared) -> str:
    """Say how much more often leads contacted in time are won, like compared with like, and what that does not say."""
    if not found.fast + found.slow:
        return f"No lead with a promise is {GIVEN.days} days old yet."
    fast, slow = theme.part(found.fast_won, found.fast), theme.part(found.slow_won, found.slow)
    counts = f"won within {GIVEN.days} days: {fast} contacted in time, {slow} not in time"
    if found.too_early or found.difference is None:
        return f"Too early to compare; {counts}."
    low, high = found.difference.low or 0, found.difference.high or 0
    sign = "no difference beyond chance"
    if low > 0:
        sign = "more often"
    elif high < 0:
        sign = "less often"
    told = theme.strong(points(found.difference))
    return f"Like compared with like, leads contacted in time were won {told}: {sign}; {counts}."


def drawn(found: Compared) -> str:
    """Say what the chart shows, for those who do not see it."""
    return (
        f"Difference of shares won, in time against not in time: {points(found.difference)} like with like, "
        f"{points(found.crude_difference)} crude."
    )


def caveat(found: Compared) -> str:
    """Say what the comparison does not show."""
    strength = ""
    if found.e_value is not None and not found.too_early:
        strength = (
            " Something unknown that goes with both by a risk ratio of "
            f"{found.e_value:.1f} would explain the adjusted difference alone (E-value)."
        )
    return f"This is an association: sales may call the better leads first.{strength}"


def points(found: Estimate | None) -> str:
    """Write a difference of shares in points: +1.2 points (−0.3 to +2.6)."""
    if found is None:
        return theme.ABSENT
    if found.low is None or found.high is None:
        return f"{_signed(found.value)} points"
    return f"{_signed(found.value)} points ({_signed(found.low)} to {_signed(found.high)})"


def ratio(found: Estimate | None) -> str:
    """Write a ratio with its interval: 1.06 (0.84–1.33)."""
    if found is None:
        return theme.ABSENT
    if found.low is None or found.high is None:
        return f"{found.value:.2f}"
    return f"{found.value:.2f} ({found.low:.2f}–{found.high:.2f})"


def counted(found: Compared) -> list[str]:
    """Say which leads are compared."""
    return [
        f"in time: {found.fast_won:,} won of {found.fast:,}; not in time: {found.slow_won:,} won of {found.slow:,}, "
        f"of which nobody ever contacted {found.untouched:,}",
        f"like with like: {found.compared:,} leads in {theme.counted(found.strata, 'stratum', 'strata')} of lead type, "
        "third of the score, and arrival in or out of working hours that hold both groups",
        f"each lead is at least {GIVEN.days} days old and is given {GIVEN.days} days from its clock's start to be won, "
        "so that old and young leads have had the same time",
    ]


def _signed(share: float) -> str:
    return f"{share * 100:+.1f}".replace("-", "−")
