"""Contact and winning, as a table."""

from sla_dash import theme, words
from sla_dash.rules.winning import Compared
from sla_dash.screen.sheet import Table


def compared(found: Compared) -> Table:
    """Lay out the plain comparison and that of like with like side by side; only counts while there are few."""
    return [
        {
            "Compared": name,
            "Leads": theme.count(n),
            "Won more (or less) often": theme.ABSENT if found.too_early else words.winning.points(difference),
        }
        for name, n, difference in (
            (words.winning.CRUDE, found.fast + found.slow, found.crude_difference),
            (words.winning.LIKE, found.compared, found.difference),
        )
    ]
