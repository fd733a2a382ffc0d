"""What became of the leads, in words."""

from math import ceil

from sla_dash import theme
from sla_dash.records import queries


def counted() -> str:
    """Say what the counts to be held against a CRM are of."""
    return (
        "Leads by the month of their hand-off, with those rejected, without tests and repeated e-mails; wins by the "
        "month in which they were won, each lead once. Delivery shows the same leads less those that sales rejected, "
        "and of the month that is running complete days only: today's leads are here, and there they are counted apart."
    )


def winning(found: queries.outcomes.DaysToWin) -> str:
    """Say how long leads took to be won."""
    if found.mean is None or found.median is None or found.p90 is None:
        return "No lead has been won yet."
    return (
        f"From hand-off to win: median {theme.count(found.median)} days, mean {theme.count(found.mean)}, "
        f"nine in ten within {ceil(found.p90):,}, "
        f"from {found.fewest} to {found.most:,} (n {found.won:,})."
    )
