"""Records in which every kind of event falls on one very instant, and the questions that are put around it."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import product
from pathlib import Path

import duckdb

from sla_dash import sql
from sla_dash.agreement.terms import Qualified
from sla_dash.calendar import MICROSECOND
from sla_dash.load import facts
from sla_dash.records import queries, store
from sla_dash.records.store import Parameter, Snapshot
from sla_dash.rules.act import AGE_EDGES, SILENT_AFTER
from sla_dash.rules.followup import EARLY, SILENT_EARLY, SILENT_LATER, TOO_MANY
from tests import drawn
from tests.times import naive

AT = datetime(2026, 11, 10, 19, 7, 23, tzinfo=UTC)  # in the evening, when nobody works
DAY, GIVEN = timedelta(days=1), timedelta(days=60)
SQL = Path(store.__file__).parent / "sql"
Cells = Mapping[str, float | str]
"""A row of a table; a number stands for the instant so many days after ``AT``."""

LONG_AGO: Cells = {"created_at": -120}
HANDED: Cells = {**LONG_AGO, "qualified_at": -10}
OWNED: Cells = {**HANDED, "owner": "ann", "assigned_at": -9.5}
TRIED: Cells = {"outcome": "no_answer"}
SPOKEN: Cells = {"outcome": "connected", "rep": "ann"}
WON: Cells = {"opened_at": -5, "stage": "won", "amount": "100"}
LOST: Cells = {"opened_at": -5, "stage": "lost", "amount": "90"}
Story = tuple[Cells | None, list[Cells], list[Cells]]
"""A lead, if any, its touches and its deals."""

HAPPENS: Mapping[str, Story] = {
    "created": ({"created_at": 0}, [], []),
    "handed over": ({**LONG_AGO, "qualified_at": 0, "owner": "ann", "assigned_at": 0}, [], []),
    "handed over, of whom little is known": ({"created_at": -1, "qualified_at": 0, "fields": "need"}, [], []),
    "handed over twice": ({"created_at": -1, "qualified_at": 0, "email": "a@b.c"}, [], []),
    "handed over before": ({"created_at": -8, "qualified_at": -8, "email": "a@b.c"}, [], []),
    "handed over as a test": ({"created_at": -1, "qualified_at": 0, "is_test": "true"}, [], []),
    "handed over, rejected soon": (
        {"created_at": -1, "qualified_at": 0, "rejected_at": 0.5, "reject_reason": "budget"},
        [],
        [],
    ),
    "handed over, tried soon": (
        {"created_at": -1, "qualified_at": 0, "owner": "ann", "assigned_at": 0},
        [{"touched_at": 1, **TRIED}, {"touched_at": 1.5, **TRIED}],
        [],
    ),
    "handed over, won abroad soon": (
        {"created_at": -1, "qualified_at": 0},
        [],
        [{**WON, "opened_at": 0.2, "closed_at": 0.5, "currency": "USD"}],
    ),
    "assigned": ({**OWNED, "assigned_at": 0}, [], []),
    "assigned in time": ({**OWNED, "qualified_at": -2, "assigned_at": 0}, [{"touched_at": 0.5}], []),
    "accepted": ({**OWNED, "accepted_at": 0}, [], []),
    "accepted late": ({**LONG_AGO, "qualified_at": -119, "accepted_at": 0}, [], []),
    "opened late": ({**LONG_AGO, "qualified_at": -119}, [], [{"opened_at": 0, "stage": "open"}]),
    "won late": ({**LONG_AGO, "qualified_at": -119}, [], [{**WON, "opened_at": -118, "closed_at": 0}]),
    "rejected": ({**HANDED, "rejected_at": 0, "reject_reason": "budget"}, [], []),
    "closed": ({**OWNED, "closed_at": 0, "disposition": "gone"}, [], []),
    "rejected before the hand-off": ({**LONG_AGO, "rejected_at": -1, "qualified_at": 0}, [], []),
    "closed before the hand-off": ({**LONG_AGO, "closed_at": -1, "qualified_at": 0}, [], []),
    "closed, and opened all the same": ({**OWNED, "closed_at": -2}, [], [{"opened_at": 0, "stage": "open"}]),
    "closed after contact": ({**OWNED, "closed_at": 0}, [{"touched_at": -9, **TRIED}], []),
    "first tried": (OWNED, [{"touched_at": 0, "rep": "bob", **TRIED}], []),
    "first tried of nobody": (HANDED, [{"touched_at": 0, **TRIED}], []),
    "tried again": (OWNED, [{"touched_at": -8, **TRIED}, {"touched_at": 0, **TRIED}], []),
    "tried a third time": (
        OWNED,
        [{"touched_at": -8, **TRIED}, {"touched_at": -7, **TRIED}, {"touched_at": 0, **TRIED}],
        [],
    ),
    "tried, and again later": (
        {**HANDED, "qualified_at": -20, "created_at": -20},
        [{"touched_at": 0, **TRIED}, {"touched_at": 5, **TRIED}],
        [],
    ),
    "tried a quarter after hand-off": ({"created_at": -90, "qualified_at": -90}, [{"touched_at": 0.01, **TRIED}], []),
    "spoken to": (OWNED, [{"touched_at": -8, **TRIED}, {"touched_at": 0, **SPOKEN}], []),
    "touched before the hand-off": ({"created_at": -1, "qualified_at": 2}, [{"touched_at": 0, **TRIED}], []),
    "opened": (OWNED, [], [{"opened_at": 0, "stage": "open", "amount": "70"}]),
    "opened, and touched": (OWNED, [{"touched_at": 0, **TRIED}], [{"opened_at": -9, "stage": "open"}]),
    "opened, and assigned": ({**OWNED, "assigned_at": 0}, [], [{"opened_at": -9, "stage": "open"}]),
    "won before it was opened": (OWNED, [], [{**WON, "opened_at": 1, "closed_at": 0}]),
    "opened and lost later": (OWNED, [], [{"opened_at": 0, "closed_at": 9, "stage": "lost"}]),
    "won": (OWNED, [], [{**WON, "closed_at": 0}]),
    "won after a contact": (OWNED, [{"touched_at": -9, **TRIED}], [{**WON, "closed_at": 0}]),
    "lost": (OWNED, [], [{**LOST, "closed_at": 0}]),
    "won abroad": (OWNED, [], [{**WON, "closed_at": 0, "currency": "USD"}]),
    "lost abroad": (OWNED, [], [{**LOST, "closed_at": 0, "currency": "USD"}]),
    "lost after one that was lost": (OWNED, [], [{**LOST, "closed_at": -2}, {**LOST, "closed_at": 0}]),
    "opened of no lead": (None, [], [{"opened_at": 0, "stage": "open", "owner": "cho"}]),
    "won of no lead": (None, [], [{**WON, "closed_at": 0, "owner": "cho"}]),
    "handed over and won": ({"created_at": 0, "qualified_at": 0}, [], [{**WON, "opened_at": 0, "closed_at": 0.01}]),
    **{
        f"{edge.days} days in the queue": (
            {"created_at": -40, "qualified_at": -edge / DAY},
            [{"touched_at": -edge / DAY + 0.5, **TRIED}],
            [],
        )
        for edge in AGE_EDGES
    },
    "won at the very end of the time given": (
        {"created_at": -GIVEN / DAY, "qualified_at": -GIVEN / DAY},
        [{"touched_at": -GIVEN / DAY, **TRIED}],
        [{**WON, "opened_at": -20, "closed_at": 0}],
    ),
}
"""What happens at ``AT`` has happened then."""

STARTED: Mapping[str, Story] = {
    "tried before the hand-off": ({"created_at": -1, "qualified_at": 0}, [{"touched_at": -0.5, **TRIED}], []),
    "created, tried soon": (
        {"created_at": 0, "qualified_at": 0.5},
        [{"touched_at": 1, **TRIED}, {"touched_at": 1.5, **TRIED}],
        [],
    ),
}
"""The same, where clocks start with the lead."""

LASTS: Mapping[str, Story] = {
    "due": ({"created_at": -14, "qualified_at": -14}, [{"touched_at": -13, **TRIED}], []),
    "due and met": (
        {"created_at": -14, "qualified_at": -14, "owner": "ann", "assigned_at": -14},
        [{"touched_at": -13, **TRIED}, {"touched_at": -12, **TRIED}, {"touched_at": -11, **TRIED}],
        [],
    ),
    "due for the last time": ({"created_at": -56, "qualified_at": -56}, [{"touched_at": -50, **TRIED}], []),
    "silent soon": ({"created_at": -9, "qualified_at": -9}, [{"touched_at": -7, **TRIED}], []),
    "silent soon, later": ({"created_at": -20, "qualified_at": -20}, [{"touched_at": -14, **TRIED}], []),
}
"""What is still so at ``AT`` and no longer after it."""

AFTER_LONG: Mapping[str, tuple[Cells, list[Cells]]] = {
    "tried": ({}, [{"touched_at": 0, **TRIED}]),
    "never tried": ({}, []),
    "closed": ({"closed_at": 0}, []),
    "assigned": ({"assigned_at": 0}, [{"touched_at": -20, **TRIED}]),
    "of nobody": ({"owner": "", "assigned_at": ""}, [{"touched_at": -20, **TRIED}]),
}
SWITCHES = ("late", "missed", "touched", "beyond", "handed", "wall_clock")


def open_for(long: timedelta) -> Mapping[str, Story]:
    """Make up leads that were open for as long as what is kept apart, or all but so."""
    return {
        f"{what} {n}": (
            {"created_at": at, "qualified_at": at, "owner": f"{what} {n}", "assigned_at": at, **cells},
            touches,
            [],
        )
        for what, (cells, touches) in AFTER_LONG.items()
        for n in (-2, -1, 0)
        for at in ((n * MICROSECOND - long) / DAY,)
    }


def records(stories: Mapping[str, Story], now: datetime = AT + 30 * DAY, **changes: str) -> duckdb.DuckDBPyConnection:
    """Load some stories, each under the lead id that is its name, with changes to the agreement."""
    tables: dict[str, list[Cells]] = {"leads": [], "touches": [], "deals": []}
    for name, (lead, touches, deals) in stories.items():
        named = {} if lead is None else {"lead_id": name}
        tables["leads"] += [] if lead is None else [{"lead_type": "form", **named, **lead}]
        tables["touches"] += [{**named, **touch} for touch in touches]
        tables["deals"] += [{"deal_id": f"{name} {n}", **named, **deal} for n, deal in enumerate(deals)]
    asked = Qualified(requires=("need", "budget"), share=Decimal("0.8"))
    held = drawn.agreements(drawn.terms().model_copy(update={"currency": "EUR", "qualified": asked, **changes}))
    return drawn.records(held, now, **{name: drawing(rows) for name, rows in tables.items()})


def drawing(rows: list[Cells]) -> str:
    """Draw a table."""
    names = sorted({name for row in rows for name in row})
    lines = [" | ".join(cell(row.get(name, "")) for name in names) for row in rows]
    return "\n".join([" | ".join(names), *lines]) if rows else "\n"


def cell(value: float | str) -> str:
    """Write a cell."""
    return value if isinstance(value, str) else str(naive(AT + value * DAY))


@cache
def wanted(name: str) -> frozenset[str]:
    """Name the parameters of a statement."""
    return frozenset(re.findall(r"\$(\w+)", sql.statement(name)))


@cache
def asked() -> list[str]:
    """Name every statement that a board may ask."""
    names = sorted(file.stem for file in SQL.glob("*.sql"))
    return [name for name in names if not name.startswith(("load", "facts"))]


def parameters(snapshot: Snapshot, as_of: datetime) -> dict[str, Parameter]:
    """Return what every statement can be asked with, wide enough for everything that happens."""
    local = AT.date()
    first, second, third = (edge // MICROSECOND for edge in AGE_EDGES)
    instants: dict[str, Parameter] = {
        "as_of": naive(as_of),
        "starts_at": naive(AT - 100 * DAY),
        "ends_at": naive(AT + 60 * DAY),
        "earliest_at": naive(AT - 100 * DAY),
        "recent_at": naive(AT - DAY - facts.LONG),
        "since": naive(AT - 100 * DAY),
        "counted_at": snapshot.prepared[0] or naive(as_of),
        "quiet_since": naive(AT - SILENT_AFTER),
        "held_at": naive(AT - DAY - facts.LASTING),
        "first_on": local - 100 * DAY,
        "starts_on": local - 100 * DAY,
        "end_on": local + 60 * DAY,
    }
    rest: dict[str, Parameter] = {
        "stream": None,
        "lead_type": None,
        "owner": None,
        "most": 100,
        "prepared": False,
        "version": 1,
        "at_risk_left": 0.25,
        "first_us": first,
        "second_us": second,
        "third_us": third,
        "early_us": EARLY // MICROSECOND,
        "silent_early_us": SILENT_EARLY // MICROSECOND,
        "silent_later_us": SILENT_LATER // MICROSECOND,
        "most_times": TOO_MANY,
        "given_us": GIVEN // MICROSECOND,
        "instants": (naive(as_of),),
        "step_versions": (1,),
        "step_streams": ("SMB",),
        "step_types": ("form",),
        "step_us": (0,),
        "step_numbers": (0,),
    }
    before = AT - DAY
    compared = queries.since.compared(before, queries.contact.clocks(snapshot, before, before + DAY))
    return {**instants, **rest, **compared, **queries.contact.clocks(snapshot, as_of, as_of + DAY).bound}


def answer(snapshot: Snapshot, name: str, known: Mapping[str, Parameter]) -> list[tuple[object, ...]]:
    """Put a statement with every setting of its switches; instants to the second, as they move by less."""
    switches = [one for one in SWITCHES if one in wanted(name)]
    found = []
    for setting in product((False, True), repeat=len(switches)):
        bound = {**known, **dict(zip(switches, setting, strict=True))}
        _, rows = snapshot.table(name, **{key: bound[key] for key in sorted(wanted(name))})
        found += [(setting, *map(rounded, row)) for row in rows]
    return found


def rounded(value: object) -> object:
    """Drop what is far below a second."""
    if isinstance(value, datetime):
        return (value + timedelta(milliseconds=500)).replace(microsecond=0)
    if isinstance(value, list):
        return [rounded(one) for one in value]
    return round(value, 3) if isinstance(value, float) else value
