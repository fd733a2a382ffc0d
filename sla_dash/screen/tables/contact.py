"""Whom sales contacted in time, as tables."""

from collections.abc import Sequence

from sla_dash import theme, words
from sla_dash.rules.contact import InTime, Standing, State
from sla_dash.screen.sheet import Bar, Cell, Row, Table, Total

RARE = (
    (State.INVALID, "Contacted early"),
    (State.NO_PROMISE, "No promise"),
    (State.NO_CALENDAR, "No working hours"),
    (State.NEVER_ASSIGNED, "Nobody owns it"),
    (State.KNOWN_BY_DAY, "Hour not known"),
)
WORST_FIRST = (Standing.NOT_KEPT, Standing.KEPT, Standing.TOO_EARLY, Standing.NO_PROMISE)


def lines(rows: Sequence[InTime]) -> Table:
    """Lay out how each type keeps its promise, the worst first and the total last.

    Types to which nothing is promised are left out, unless there are no others.
    """
    *types, total = rows
    promised = [row for row in types if row.promised_share is not None] or types
    return [*map(_standing, sorted(promised, key=_worst_first)), Total(_standing(total))]


def times(rows: Sequence[InTime]) -> Table:
    """Lay out by when half and nine in ten of each type were contacted, on the clock that the rows were read by."""
    return [
        _row(
            row,
            {
                "Promise": theme.duration(row.promise) if row.promise else theme.ABSENT,
                "Half within": theme.duration(row.median),
                "Nine in ten within": theme.duration(row.p90),
                "Not contacted": theme.count(row.never_contacted),
            },
        )
        for row in rows
    ]


def counts(rows: Sequence[InTime]) -> Table:
    """Lay out where the leads of each type stand; states that no lead is in are left out where they are rare."""
    rare = [(state, name) for state, name in RARE if any(row.states[state] for row in rows)]
    return [
        _row(
            row,
            {
                "Promise": _promise(row),
                "Share in time (give or take)": words.contact.share(row),
                "Of those whose time is up": words.contact.time_is_up(row),
                "In time": theme.count(row.states[State.MET]),
                "Late": theme.count(row.states[State.BREACHED]),
                "Late, waiting": theme.count(row.states[State.BREACHED_WAITING]),
                "At risk": theme.count(row.states[State.AT_RISK]),
                "Waiting": theme.count(row.states[State.WAITING]),
                **{name: theme.count(row.states[state]) for state, name in rare},
            },
        )
        for row in rows
    ]


def _standing(row: InTime) -> dict[str, Cell]:
    half = theme.ABSENT if row.standing is Standing.TOO_EARLY else theme.duration(row.median)
    within = theme.duration(row.promise)
    return {
        "Lead type": _name(row) if row.total or not row.promise else f"{_name(row)} within {within}",
        "In time, of promised": _bar(row),
        "Leads": theme.count(row.n),
        "Late and waiting": theme.count(row.states[State.BREACHED_WAITING]),
        "Half contacted within": half,
        "Promise": theme.contacted(row.standing, could_be_chance=row.could_be_chance),
    }


def _bar(row: InTime) -> Cell:
    said, mark = words.contact.of_promised(row), theme.contacted(row.standing, could_be_chance=row.could_be_chance)
    if row.told is None or row.promised_share is None:
        return said
    sure = row.told.low, row.told.high
    return Bar(said, row.told.share, mark.colour, aim=float(row.promised_share), sure=sure)


def _worst_first(row: InTime) -> tuple[int, bool, float]:
    gap = row.told.share - float(row.promised_share) if row.told and row.promised_share else 0.0
    return WORST_FIRST.index(row.standing), row.could_be_chance, gap


def _promise(row: InTime) -> str:
    return f"{theme.duration(row.promise)} for {words.contact.promised(row)}" if row.promise else theme.ABSENT


def _row(row: InTime, cells: dict[str, Cell]) -> Row:
    found: dict[str, Cell] = {"Lead type": _name(row), **cells}
    return Total(found) if row.total else found


def _name(row: InTime) -> str:
    return words.phrase.name(row.stream, row.lead_type, total=row.total)
