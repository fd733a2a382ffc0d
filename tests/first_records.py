"""Records of a company that has no agreement, drawn at random: whatever a CRM may hand over."""

from datetime import UTC, datetime, timedelta
from random import Random

import duckdb

from sla_dash.agreement import Agreements
from sla_dash.board import Board
from sla_dash.board import first as asking
from sla_dash.load import facts
from sla_dash.load import first as loading
from sla_dash.records.store import Snapshot
from sla_dash.rules.evidence import Found
from sla_dash.rules.provisional import Because, Place
from tests import drawn
from tests.times import naive

NOW = datetime(2026, 11, 19, 8, tzinfo=UTC)
HERE = Place("Europe/Warsaw", Because.MAPPED)
DAY = timedelta(days=1)
NAMES = (
    "web", "Büro & Co.", 'say "hi"', "it's", "back\\slash", "# no comment", "[x](http://y) <h1> $k$", "[[stream]]",
    "all", "(none)", "(unassigned)", "x" * 200, "\u202egnilaets", "=1+1", "{ a = 1 }", "90 %", "1_000", "",
)  # fmt: skip


def records(seed: int) -> duckdb.DuckDBPyConnection:
    """Draw leads of up to two years with what became of them, prepared under terms that promise nothing."""
    random = Random(seed)
    rich = seed % 3 == 0
    streams = random.sample(NAMES[: 1 if rich else None], 1 if rich else random.choice((1, 2, 4)))
    kinds = random.sample(NAMES, random.choice((1, 3, 3, 12)))
    handed, touched, dealt = (rich or random.random() < 0.8 for _ in range(3))
    span = random.choice((1, 20, 200, 300, 700)[3 if rich else 0 :])
    amounts = ("", "1999.99", "2500") if rich else ("", "0", "1999.99", "-5", "250000", "9000000000000")
    leads = [
        "lead_id | stream | lead_type | created_at | qualified_at | accepted_at | rejected_at | closed_at | is_test"
    ]
    touches = ["lead_id | touched_at | outcome"]
    deals = ["deal_id | lead_id | stream | opened_at | closed_at | stage | amount | currency"]

    def later(at: datetime, days: float, chance: float) -> datetime | None:
        found = at + random.random() * days * DAY
        return found if random.random() < chance and found < NOW else None

    for n in range(600 if rich else random.choice((1, 9, 60, 300))):
        created = NOW - random.random() * span * DAY
        qualified = created if handed and random.random() < 0.9 else None
        accepted = later(created, 5, 0.5)
        ended = later(created, 30, 0.3)
        names = [f"{n:04}", random.choice(streams), random.choice(kinds)]
        instants = [created, qualified, accepted, ended if n % 9 == 0 else None, ended]
        leads.append(" | ".join([*names, *map(cell, instants), "true" if n % 50 == 49 else "false"]))
        for _ in range(random.choice((0, 1, 2, 8)) if touched else 0):
            at = later(created, random.choice((0.2, 20)), 0.9)
            touches += [f"{n:04} | {cell(at)} | {random.choice(('connected', 'no_answer'))}"] if at else []
        for m in range(random.choice((0, 0, 1, 2)) if dealt else 0):
            opened = later(created, 10, 1)
            closed = opened and later(opened, 30, 0.8)
            stage = random.choice(("won", "won", "lost")) if closed else "open"
            amount = random.choice(amounts)
            money = random.choice(("", "EUR", "EUR", "USD", "a long currency"))
            cells = [f"{n}-{m}", f"{n:04}", random.choice(streams), cell(opened), cell(closed), stage, amount, money]
            deals += [" | ".join(cells)] if opened else []
    tables = {"leads": leads, "touches": touches, "deals": deals}
    connection = drawn.records(None, NOW, **{name: "\n".join(rows) for name, rows in tables.items()})
    connection.execute("insert into mapped_zones values ($zone)", {"zone": HERE.zone})
    prepare(connection, provisional(connection))
    return connection


def cell(at: datetime | None) -> str:
    return str(naive(at)) if at else ""


def provisional(connection: duckdb.DuckDBPyConnection) -> Agreements:
    """Return the terms under which these records are prepared while there is no agreement."""
    return loading.provisional(connection)


def prepare(connection: duckdb.DuckDBPyConnection, held: Agreements) -> None:
    """Prepare the facts under other agreements."""
    facts.prepare(connection, held, NOW)


def board(connection: duckdb.DuckDBPyConnection, held: Agreements) -> Board:
    """Look at the records now, under the agreements that they are prepared for."""
    return Board(Snapshot(connection), held, NOW, NOW.date().replace(day=1))


def found(connection: duckdb.DuckDBPyConnection) -> Found:
    """Ask the records for all that a first agreement is written from."""
    return asking.found(board(connection, provisional(connection)), HERE)
