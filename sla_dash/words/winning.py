"""Contact and winning, in words."""

from sla_dash import theme
from sla_dash.rules.winning import GIVEN, Compared
from sla_dash.statistics.stratified import Estimate

CRUDE, LIKE = "all leads as they came", "like with like"
CAVEAT = "That they go together does not say that one brings the other: sales may call the better leads first."
NO_CAVEAT = "So nothing says that calling in time wins more, or less."


def verdict(found: Compared) -> str:
    """Say whether leads contacted in time are won more often, like compared with like."""
    if not found.fast + found.slow:
        return f"No lead with a promise is {GIVEN.days} days old yet"
    if found.too_early or found.difference is None:
        return "Too early to tell whether leads contacted in time are won more often"
    if _may_be_chance(found.difference):
        return "Leads contacted in time were won about as often as the others: any difference may be chance"
    return f"Leads contacted in time were won {'more' if found.difference.value > 0 else 'less'} often than the others"


def counts(found: Compared) -> str:
    """Say how many of each group were won, and what the comparison does not show."""
    if not found.fast + found.slow:
        return f"{verdict(found)}."
    fast, slow = theme.part(found.fast_won, found.fast), theme.part(found.slow_won, found.slow)
    told = f"Won within {GIVEN.days} days: {fast} contacted in time, {slow} not in time."
    if found.too_early or found.difference is None:
        return told
    caveat = NO_CAVEAT if _may_be_chance(found.difference) else CAVEAT
    return f"{told} Like compared with like: {theme.strong(points(found.difference))}. {caveat}"


def _may_be_chance(found: Estimate) -> bool:
    return (found.low or 0) <= 0 <= (found.high or 0)


def drawn(found: Compared) -> str:
    """Say what the chart shows, for those who do not see it."""
    return (
        f"Difference of shares won, in time against not in time: {points(found.difference)} {LIKE}, "
        f"{points(found.crude_difference)} {CRUDE}."
    )


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
        *_strength(found),
    ]


def _strength(found: Compared) -> list[str]:
    """Say the odds ratios and what else could explain the difference; nothing while it is too early."""
    if found.too_early:
        return []
    odds = f"odds ratio {ratio(found.odds)} like with like (Mantel–Haenszel), {ratio(found.crude_odds)} crude"
    if found.e_value is None:
        return [odds]
    explained = f"something unknown that goes with both by a risk ratio of {found.e_value:.1f} would explain the"
    return [odds, f"{explained} adjusted difference alone (E-value)"]


def _signed(share: float) -> str:
    return f"{share * 100:+.1f}".replace("-", "−")
