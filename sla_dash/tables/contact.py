"""Whom sales contacted in time, as tables."""

from collections.abc import Sequence

import pandas as pd

from sla_dash import theme, words
from sla_dash.contact import InTime, State


def lines(rows: Sequence[InTime]) -> pd.DataFrame:
    """Lay out the contact lines, the total last."""
    return pd.DataFrame(
        {
            "Leads": words.phrase.name(row.stream, row.lead_type, total=row.total),
            "Promise": f"{theme.duration(row.promise)} for {theme.share(row.promised_share)}"
            if row.promise
            else theme.ABSENT,
            "Standing": theme.contacted(row.standing, could_be_chance=row.could_be_chance).text,
            "In time": words.contact.in_time(row),
            "Time over": theme.part(row.elapsed_met, row.elapsed),
            "Late": theme.count(row.states[State.BREACHED]),
            "Waiting late": theme.count(row.states[State.BREACHED_WAITING]),
            "At risk": theme.count(row.states[State.AT_RISK]),
            "Waiting": theme.count(row.states[State.WAITING]),
            "Median": theme.duration(row.median),
            "Nine in ten": theme.duration(row.p90),
            "Never": theme.count(row.never_contacted),
        }
        for row in rows
    )
