"""What marketing handed over, as tables."""

from collections.abc import Sequence

import pandas as pd

from sla_dash import theme, words
from sla_dash.board import DeliveryLine


def lines(lines: Sequence[DeliveryLine]) -> pd.DataFrame:
    """Lay out the delivery lines, the total last."""
    rows = []
    for line in lines:
        so_far, landing = line.so_far, line.forecast
        rows.append(
            {
                "Leads": words.phrase.name(so_far.stream, so_far.lead_type, total=so_far.total),
                "Standing": theme.delivered(so_far.standing, could_be_chance=so_far.could_be_chance).text,
                "Delivered": theme.count(so_far.counts.net),
                "Expected": theme.count(so_far.expected),
                "Target": theme.count(so_far.target),
                "Today": theme.count(so_far.counts.today),
                "Rejected": theme.count(so_far.counts.rejected),
                "Value": theme.money(so_far.value_delivered),
                "Value due": theme.money(so_far.value_expected),
                "Lands at": f"{theme.count(landing.mean)} ({landing.low:,}–{landing.high:,})"
                if landing
                else theme.ABSENT,
                "In band": theme.share(landing.in_band if landing else None),
                "Needed/day": theme.rate(so_far.needed.target if so_far.needed else None),
                "Most/day": theme.rate(so_far.needed.upper if so_far.needed else None),
            }
        )
    return pd.DataFrame(rows)
