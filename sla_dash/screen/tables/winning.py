"""Contact and winning, as a table."""

from sla_dash import theme, words
from sla_dash.rules.winning import Compared
from sla_dash.screen.sheet import Table


def compared(found: Compared) -> Table:
    """Lay out the crude comparison and the one within equal strata side by side; only counts while there are few."""
    few = found.too_early
    return [
        {
            "Compared": name,
            "Leads": theme.count(n),
            "Difference of shares won": theme.ABSENT if few else words.winning.points(difference),
            "Odds ratio": theme.ABSENT if few else words.winning.ratio(odds),
        }
        for name, n, difference, odds in (
            ("all together (crude)", found.fast + found.slow, found.crude_difference, found.crude_odds),
            ("like with like (Mantel–Haenszel)", found.compared, found.difference, found.odds),
        )
    ]
