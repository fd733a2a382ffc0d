"""What came of the files, as tables."""

from collections.abc import Sequence

from sla_dash import theme, words
from sla_dash.records import queries
from sla_dash.rules.completeness import Filled
from sla_dash.screen.sheet import Bar, Table


def files(found: Sequence[queries.records.File]) -> Table:
    """Lay out what came of every file."""
    return [
        {
            "Read for": one.table,
            "File": one.file,
            "Rows in": theme.count(one.rows_in),
            "Kept": theme.count(one.kept),
            "Rejected": theme.count(one.rejected),
            "Left out": theme.count(one.left_out),
        }
        for one in found
    ]


def filled(found: Sequence[Filled]) -> Table:
    """Lay out how much there is of every kind of data, and what the board cannot say without it."""
    return [
        {
            "Kind of data": words.complete.KINDS[one.part].name,
            "Is": words.complete.state(one),
            "Rows that have it": _filled(one),
            "What suffers without it": words.complete.KINDS[one.part].without,
            "Column to export": words.complete.KINDS[one.part].where,
        }
        for one in found
    ]


def _filled(one: Filled) -> Bar | str:
    if one.share is None:
        return theme.count(one.rows)
    return Bar(theme.share(one.share), float(one.share), words.complete.state(one).colour)


def reasons(found: Sequence[queries.records.Reason], *, values: bool) -> Table:
    """Lay out why rows were rejected; ``values`` shows what stood in the first of them."""
    return [
        {
            "Reason": one.reason,
            "Rows": theme.count(one.rows),
            "Table": one.table,
            "Column": one.column or theme.ABSENT,
            "First": f"{one.file} line {one.line}" if one.line else one.file,
            **({"Value": one.value or ""} if values else {}),
        }
        for one in found
    ]


def doubts(found: Sequence[queries.records.Doubt], *, values: bool) -> Table:
    """Lay out what is kept although something about it is doubtful; ``values`` shows an example of it."""
    return [
        {
            "What": one.check,
            "Rows": theme.count(one.rows),
            "Table": one.table,
            **({"Such as": one.example or ""} if values else {}),
            "Meaning": one.meaning,
        }
        for one in found
    ]
