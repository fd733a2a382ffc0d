"""What changed since the last stand-up, in SQL against plain Python, on random records."""

from collections import defaultdict
from datetime import datetime, timedelta

import pytest

from sla_dash.board import Board
from sla_dash.records import queries
from sla_dash.records.store import Snapshot
from sla_dash.rules import since
from sla_dash.rules.since import Turned
from tests import drawn
from tests.random_leads import AS_OF, Lead, drawn_leads, records

PROMISE = timedelta(hours=4)
CALENDAR = drawn.terms().calendar({})
BETWEEN = [
    (AS_OF[0] - timedelta(days=1), AS_OF[0]),
    (AS_OF[1] - timedelta(days=5), AS_OF[0]),
    (AS_OF[0] - timedelta(days=6, hours=4), AS_OF[0] - timedelta(days=6)),
    (AS_OF[1], AS_OF[1] + timedelta(days=2)),
]


@pytest.fixture(scope="module")
def leads() -> list[Lead]:
    return drawn_leads()


@pytest.fixture(scope="module")
def snapshot(leads: list[Lead]) -> Snapshot:
    return Snapshot(records(leads))


def board(snapshot: Snapshot, at: datetime) -> Board:
    return Board(snapshot, drawn.agreements(), at, at.date().replace(day=1))


def late(lead: Lead, at: datetime) -> bool:
    return lead.waits_at(at) and CALENDAR.working_time(lead.start, at) > PROMISE


def expected(leads: list[Lead], before: Board, here: Board) -> dict[str | None, dict[str, int]]:
    found: dict[str | None, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in leads:
        if one.kind is None:
            continue
        was, now = late(one, before.as_of), late(one, here.as_of)
        then = found[one.owner_at(before.as_of)]
        found[one.owner_at(here.as_of)]["joined"] += now and not was
        then["left"] += was and not now
        falls_due = CALENDAR.working_time(one.start, before.next_standup) >= PROMISE
        if one.waits_at(before.as_of) and not was and falls_due:
            first = one.touches[0] if one.touches and one.touches[0] <= here.as_of else None
            then["asked"] += 1
            then["in_time"] += bool(first and CALENDAR.working_time(one.start, first) <= PROMISE)
            then["late"] += now
            then["waiting"] += one.waits_at(here.as_of) and not now
    return found


@pytest.mark.parametrize(("before_at", "at"), BETWEEN)
def test_who_joined_and_left_the_list_and_who_was_asked_equal_plain_counting(
    before_at: datetime, at: datetime, snapshot: Snapshot, leads: list[Lead]
) -> None:
    before, here = board(snapshot, before_at), board(snapshot, at)
    found = queries.since.turned(snapshot, before_at, at, before.clocks, here.clocks)
    told = {one.rep: one for one in found}
    counts = {rep: {key: n for key, n in sums.items() if n} for rep, sums in expected(leads, before, here).items()}
    names = ("joined", "left", "asked", "in_time", "late", "waiting")
    assert {rep: {key: getattr(one, key) for key in names if getattr(one, key)} for rep, one in told.items()} == {
        rep: sums for rep, sums in counts.items() if sums
    }
    assert None in told
    assert list(told)[-1] is None
    whole = since.total(found)
    was, now = before.act.owed[-1], here.act.owed[-1]
    assert now.breached_waiting == was.breached_waiting + whole.joined - whole.left
    assert whole.asked == was.due_before_next_standup


def test_narrowed_to_two_types_the_counts_add_up_to_all(snapshot: Snapshot) -> None:
    before, here = (board(snapshot, at) for at in BETWEEN[0])
    asked = snapshot, before.as_of, here.as_of, before.clocks, here.clocks
    whole = since.total(queries.since.turned(*asked))
    parts = [since.total(queries.since.turned(*asked, ("SMB", kind))) for kind in ("form", "outbound", "(none)")]
    assert since.total(parts) == whole
    assert whole.joined
    assert whole.left


def test_of_those_asked_for_each_is_in_time_waiting_or_missed() -> None:
    one = Turned("ann", joined=2, left=0, asked=7, in_time=4, late=1, waiting=1)
    assert (one.missed, one.kept) == (2, False)
    assert Turned("bob", 0, 0, 3, 3, 0, 0).kept
    assert not Turned("cho", 0, 1, 0, 0, 0, 0).kept
