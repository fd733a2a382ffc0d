"""Minimum information as a table."""

from collections.abc import Sequence

from sla_dash import theme, words
from sla_dash.rules.quality import Informed
from sla_dash.screen.sheet import Table


def lines(rows: Sequence[Informed]) -> Table:
    """Lay out the lines, the total last, with a column for each piece of information that leads lack.

    What is promised is left out where it is the same for all, and how many leads are not judged where there are none.
    """
    one_promise = len({row.promised for row in rows}) == 1
    fields = dict.fromkeys(one.field for row in rows for one in row.missing)
    rare = [
        (name, counts)
        for name, counts in (
            ("Nothing asked", [row.no_promise for row in rows]),
            ("Not known", [row.not_known for row in rows]),
        )
        if any(counts)
    ]
    return [
        {
            "Leads": words.phrase.name(row.stream, row.lead_type, total=row.total),
            "Standing": theme.informed(row.standing, could_be_chance=row.could_be_chance).text,
            "Complete": theme.part(row.complete, row.of),
            "Share": words.quality.interval(row),
            **({} if one_promise else {"Promised": words.quality.promised(row)}),
            **{f"Without {field}": _without(row, field) for field in fields},
            **{name: theme.count(counts[n]) for name, counts in rare},
        }
        for n, row in enumerate(rows)
    ]


def _without(row: Informed, field: str) -> str:
    found = next((one for one in row.missing if one.field == field), None)
    if found is None or not found.of:
        return theme.ABSENT
    return f"{found.leads:,} ({theme.share(found.share)})" if found.of >= theme.ENOUGH_EVENTS else f"{found.leads:,}"
