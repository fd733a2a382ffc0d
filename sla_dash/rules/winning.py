"""Contact and winning: whether leads contacted in time are won more often, like compared with like."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sla_dash.statistics import stratified
from sla_dash.statistics.stratified import Estimate

GIVEN = timedelta(days=90)
"""How long every lead is given to be won, from its clock's start; younger leads are not judged."""
LOOKED_BACK = timedelta(days=365)
"""How far the clock starts of the leads that are judged reach back."""
WINS_AT_LEAST = 10
"""Wins in either group before they are compared in anything but counts."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """Leads of one type, with scores in the same third, that came in the same part of the week."""

    stream: str | None
    lead_type: str | None
    third: int | None
    in_hours: bool
    fast_won: int
    fast_not_won: int
    slow_won: int
    slow_not_won: int
    untouched: int
    """Of the slow: nobody ever contacted them."""

    @property
    def table(self) -> stratified.Table:
        """Contacted in time and won, and not won; not in time and won, and not won."""
        return self.fast_won, self.fast_not_won, self.slow_won, self.slow_not_won


@dataclass(frozen=True, slots=True)
class Compared:
    """Leads contacted in time against the others, once all together and once within equal strata."""

    fast_won: int
    fast: int
    slow_won: int
    slow: int
    untouched: int
    strata: int
    """Strata that hold both leads in time and others: only they tell anything."""
    compared: int
    """Leads in those strata."""
    crude_difference: Estimate | None
    crude_odds: Estimate | None
    difference: Estimate | None
    """In shares won, within strata (Mantel–Haenszel)."""
    odds: Estimate | None
    e_value: float | None
    """How strongly something unknown must go with both contact and winning to explain the adjusted risk ratio."""

    @property
    def too_early(self) -> bool:
        """Whether either group has too few wins to be compared."""
        return min(self.fast_won, self.slow_won) < WINS_AT_LEAST


def compared(rows: Sequence[Stratum]) -> Compared:
    """Compare leads contacted in time with those that were not."""
    tables = [row.table for row in rows]
    whole = [stratified.pooled(tables)]
    both = [table for table in tables if table[0] + table[1] and table[2] + table[3]]
    ratio = stratified.risk_ratio(tables)
    fast_won, fast_not, slow_won, slow_not = whole[0]
    return Compared(
        fast_won,
        fast_won + fast_not,
        slow_won,
        slow_won + slow_not,
        sum(row.untouched for row in rows),
        len(both),
        sum(map(sum, both)),
        stratified.risk_difference(whole),
        stratified.odds_ratio(whole),
        stratified.risk_difference(tables),
        stratified.odds_ratio(tables),
        stratified.e_value(ratio.value) if ratio else None,
    )
