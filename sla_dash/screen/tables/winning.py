"""Contact and winning, as a table."""

import pandas as pd

from sla_dash import theme, words
from sla_dash.rules.winning import Compared


def compared(found: Compared) -> pd.DataFrame:
    """Lay out the crude comparison and the one within equal strata side by side; only counts while there are few."""
    few = found.too_early
    return pd.DataFrame(
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
    )
