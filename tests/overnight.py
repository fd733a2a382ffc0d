"""What happened between two stand-ups, as boards: Wednesday and Thursday, 18 and 19 November 2026, 09:00 in Warsaw."""

from datetime import UTC, date, datetime

from sla_dash.agreement import Act, Terms, parse
from sla_dash.board import Board
from sla_dash.board import board as put_together
from sla_dash.journal.decisions import Decision, Progress, State
from sla_dash.records.store import Snapshot
from tests import drawn
from tests.boards import leads

THURSDAY_19 = datetime(2026, 11, 19, 8, tzinfo=UTC)
"""09:00 in Warsaw, as the stand-up begins; the last one was on Wednesday at the same time."""
LEADS = """
lead_id    | lead_type | owner | qualified_at        | assigned_at         | closed_at
late then  | form      | ann   | 2026-11-17 10:00:00 | 2026-11-17 10:00:00 |
closed     | outbound  | ann   | 2026-11-17 10:00:00 | 2026-11-17 10:00:00 | 2026-11-18 11:00:00
in time 1  | form      | ann   | 2026-11-17 15:00:00 | 2026-11-17 15:00:00 |
in time 2  | form      | ann   | 2026-11-17 15:00:00 | 2026-11-17 15:00:00 |
late now   | form      | bob   | 2026-11-17 15:00:00 | 2026-11-17 15:00:00 |
too late   | outbound  | bob   | 2026-11-17 15:00:00 | 2026-11-17 15:00:00 |
nobody's   | outbound  |       | 2026-11-18 09:00:00 |                     |
handed on  | form      | cho   | 2026-11-17 15:00:00 | 2026-11-18 09:00:00 |
waits      | form      | bob   | 2026-11-18 15:30:00 | 2026-11-18 15:30:00 |
"""
TOUCHES = """
lead_id   | touched_at
late then | 2026-11-18 12:00:00
in time 1 | 2026-11-18 09:00:00
in time 2 | 2026-11-18 11:00:00
too late  | 2026-11-18 14:00:00
"""


def made(leads: str = LEADS, touches: str = TOUCHES, *versions: Terms, at: datetime = THURSDAY_19) -> Board:
    held = drawn.agreements(*versions)
    return put_together(Snapshot(drawn.records(held, leads=leads, touches=touches)), held, at)


def by_day(*counts: int) -> str:
    """Draw leads by form on the first working days of November."""
    working = [day for day in range(2, 31) if date(2026, 11, day).weekday() < 5]
    return leads({date(2026, 11, day): count for day, count in zip(working, counts, strict=False)})


def contacted(in_time: int, never: int, after: int = 0) -> Board:
    """Leads of Monday contacted in time, of Wednesday never, and of Thursday's midnight, when version 2 begins."""
    rows, touches = ["lead_id | lead_type | qualified_at"], ["lead_id | touched_at"]
    rows += [f"m{n} | form | 2026-11-16 09:00:0{n % 10}" for n in range(in_time)]
    touches += [f"m{n} | 2026-11-16 10:00:0{n % 10}" for n in range(in_time)]
    rows += [f"w{n} | form | 2026-11-18 08:00:0{n}" for n in range(1, never + 1)]
    rows += [f"t{n} | form | 2026-11-19 07:00:0{n}" for n in range(after)]
    text = drawn.AGREEMENT.replace("version = 1", "version = 2").replace('"4h"', '"1h"')
    second = parse(text.replace("2026-12-01", "2027-02-01").replace("2026-09-01", "2026-11-19"))
    return made("\n".join(rows), "\n".join(touches), drawn.terms(), second)


def decision(number: int, due: date, *progress: tuple[datetime, State]) -> Decision:
    raised = Act("ann", False, datetime(2026, 11, 2, 8, tzinfo=UTC))
    told = tuple(Progress(Act("bob", False, at), "", state) for at, state in progress)
    return Decision(number, f"what {number}", "rep 03", due, raised, None, told)
