"""Minimum information as a table."""

from collections.abc import Sequence
from fractions import Fraction

from sla_dash import theme, words
from sla_dash.rules.quality import Informed, Standing
from sla_dash.screen.sheet import Bar, Cell, Row, Table, Total


def lines(rows: Sequence[Informed]) -> Table:
    """Lay out the lines, those that fail first and the total last, with a column for each piece that leads lack.

    What is promised is left out where it is the same for all, and how many leads are not judged where there are none.
    """
    *types, total = rows
    one_promise = len({row.promised for row in rows}) == 1
    fields = list(dict.fromkeys(one.field for row in rows for one in row.missing))
    rare = [name for name, counts in _rare(rows) if any(counts)]
    ordered = [*sorted(types, key=_gravity), total]
    return [_line(row, fields, rare, one_promise=one_promise) for row in ordered]


def _line(row: Informed, fields: Sequence[str], rare: Sequence[str], *, one_promise: bool) -> Row:
    mark = theme.informed(row.standing, could_be_chance=row.could_be_chance)
    apart = {name: theme.count(counts[0]) for name, counts in _rare([row])}
    cells: dict[str, Cell] = {
        "Lead type": words.phrase.name(row.stream, row.lead_type, total=row.total),
        "State": mark,
        "Complete": theme.part(row.complete, row.of),
        "Share": _share(row, mark.colour),
        **({} if one_promise else {"Promised": words.quality.promised(row)}),
        **{f"Without {field}": _without(row, field) for field in fields},
        **{name: apart[name] for name in rare},
    }
    return Total(cells) if row.total else cells


def _rare(rows: Sequence[Informed]) -> tuple[tuple[str, list[int]], ...]:
    return ("Nothing asked", [row.no_promise for row in rows]), ("Not known", [row.not_known for row in rows])


def _gravity(row: Informed) -> tuple[bool, bool, Fraction]:
    failed = row.standing is Standing.NOT_KEPT
    return not (failed and not row.could_be_chance), not failed, row.told if row.told is not None else Fraction(2)


def _share(row: Informed, colour: str) -> Bar:
    """Hold the share against the one promised; under ten leads there is none."""
    aim = None if row.promised is None else float(row.promised)
    return Bar(
        words.quality.interval(row), float(row.told or 0), colour, aim, sure=None if row.told is None else row.interval
    )


def _without(row: Informed, field: str) -> str:
    found = next((one for one in row.missing if one.field == field), None)
    if found is None or not found.of:
        return theme.ABSENT
    return f"{found.leads:,} ({theme.share(found.share)})" if found.of >= theme.ENOUGH_EVENTS else f"{found.leads:,}"
