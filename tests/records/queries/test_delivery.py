"""The questions about delivery in SQL against plain Python, on random records."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from statistics import median

import duckdb
import pytest

from sla_dash.board import Board
from sla_dash.records import queries
from sla_dash.records.store import Snapshot
from sla_dash.rules import followup
from tests import drawn

START = datetime(2026, 8, 20, tzinfo=UTC)
AS_OF = datetime(2026, 11, 12, 13, 7, tzinfo=UTC)
ZONE = drawn.terms().zone
NOVEMBER = date(2026, 11, 1)


class Lead:
    """One random lead."""

    def __init__(self, number: int, random: Random) -> None:
        self.id = f"{number:03}"
        self.kind = random.choice(["form", "outbound", None])
        self.email = random.choice(["", f"P{random.randrange(40)}@x.example "])
        self.test = random.random() < 0.1
        self.start = START + timedelta(seconds=random.randrange(90 * 86_400))
        later = self.start + timedelta(seconds=random.randrange(20 * 86_400))
        self.rejected = later if random.random() < 0.3 else None
        self.reason = random.choice(["no budget", "student", None])
        self.touches = sorted(
            self.start + timedelta(seconds=random.randrange(20 * 86_400)) for _ in range(random.randrange(6))
        )

    @property
    def attempts(self) -> list[datetime]:
        return followup.attempts(self.touches, self.start, self.rejected)


def counted(leads: list[Lead]) -> dict[str, str | None]:
    """Say of each lead why it does not count, by walking through them in the order of hand-off."""
    kept: dict[str, datetime] = {}
    found: dict[str, str | None] = {}
    for lead in sorted(leads, key=lambda one: (one.start, one.id)):
        key = lead.email.strip().lower()
        found[lead.id] = "test" if lead.test else None
        if lead.test or not key:
            continue
        if key in kept and lead.start - kept[key] <= timedelta(days=30):
            found[lead.id] = "same e-mail"
        else:
            kept[key] = lead.start
    return found


@pytest.fixture(scope="module")
def leads() -> list[Lead]:
    random = Random(11)
    return [Lead(number, random) for number in range(500)]


@pytest.fixture(scope="module")
def connection(leads: list[Lead]) -> duckdb.DuckDBPyConnection:
    def cell(at: datetime | None) -> str:
        return str(at.replace(tzinfo=None)) if at else ""

    drawing = ["lead_id | lead_type | email | is_test | qualified_at | rejected_at | reject_reason"]
    touched = ["lead_id | touched_at"]
    for lead in leads:
        cells = [lead.id, lead.kind or "", lead.email, str(lead.test), cell(lead.start), cell(lead.rejected)]
        drawing.append(" | ".join([*cells, lead.reason or ""]))
        touched += [f"{lead.id} | {cell(at)}" for at in lead.touches]
    return drawn.records(leads="\n".join(drawing), touches="\n".join(touched))


@pytest.fixture(params=[AS_OF, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)], ids=str)
def here(request: pytest.FixtureRequest, connection: duckdb.DuckDBPyConnection) -> Board:
    at: datetime = request.param
    return Board(Snapshot(connection), drawn.agreements(), at, at.astimezone(ZONE).date().replace(day=1))


def handed(here: Board, leads: list[Lead]) -> list[Lead]:
    starts_at, ends_at = here.month_edges
    return [one for one in leads if starts_at <= one.start < ends_at and one.start <= here.as_of]


def test_hand_offs_that_do_not_count_are_those_that_a_walk_through_them_leaves_out(
    here: Board, leads: list[Lead]
) -> None:
    why = counted(leads)
    expected = Counter(why[one.id] for one in handed(here, leads))
    found = here.delivery.left_out
    assert (found.counted, found.same_email, found.tests) == (expected[None], expected["same e-mail"], expected["test"])
    without = [one for one in handed(here, leads) if why[one.id] is None and one.kind is None]
    assert found.without_type == len(without)
    assert min(expected.values()) > 0


def test_rejections_by_reason_and_the_time_they_took_equal_plain_counting(here: Board, leads: list[Lead]) -> None:
    why = counted(leads)
    rejected = [
        one for one in handed(here, leads) if why[one.id] is None and one.rejected and one.rejected <= here.as_of
    ]
    *reasons, every = here.delivery.rejections
    assert {one.reason: one.leads for one in reasons} == Counter(one.reason or "(none)" for one in rejected)
    assert [one.leads for one in reasons] == sorted((one.leads for one in reasons), reverse=True)
    assert every.leads == len(rejected)
    took = median((one.rejected - one.start).total_seconds() for one in rejected if one.rejected)
    assert every.median.total_seconds() == pytest.approx(took)
    assert every.p90 >= every.median


def test_the_rows_of_a_month_are_its_hand_offs_with_what_was_known_then(here: Board, leads: list[Lead]) -> None:
    asked = queries.delivery.rows(here.month_edges, here.as_of, here.only)
    names, rows = here.snapshot.table(asked.query, **asked.parameters)
    found = [dict(zip(names, one, strict=True)) for one in rows]
    why = counted(leads)
    assert {one["lead_id"]: one["left_out"] for one in found} == {one.id: why[one.id] for one in handed(here, leads)}
    known = {one.id for one in handed(here, leads) if one.rejected and one.rejected <= here.as_of}
    assert {one["lead_id"] for one in found if one["rejected_at_utc"]} == known
    assert {one["lead_id"] for one in found if one["net"]} == {
        one.id for one in handed(here, leads) if why[one.id] is None and one.id not in known
    }
    assert all(a["qualified_at_utc"] >= b["qualified_at_utc"] for a, b in pairwise(found))


def test_without_a_span_every_hand_off_so_far_is_listed(here: Board, leads: list[Lead]) -> None:
    asked = queries.delivery.rows(None, here.as_of)
    _, rows = here.snapshot.table(asked.query, **asked.parameters)
    assert {row[0] for row in rows} == {one.id for one in leads if one.start <= here.as_of}


def test_attempts_by_day_equal_those_of_each_lead(here: Board, leads: list[Lead]) -> None:
    why, (first, end) = counted(leads), (here.today - timedelta(days=20), here.today)
    days = [at.astimezone(ZONE).date() for lead in leads if why[lead.id] is None for at in lead.attempts]
    assert {first, end} <= {*days}
    expected = Counter(day for day in days if first <= day < end)
    assert queries.delivery.attempts_by_day(here.snapshot, first, end) == expected


def test_attempts_due_equal_what_each_lead_still_misses(here: Board, leads: list[Lead]) -> None:
    why, calendar = counted(leads), drawn.terms().calendar({})
    first, missing = here.now_terms.month_edges(here.month)[0], 0
    for lead in leads:
        if lead.start < drawn.terms().starts_at:  # nothing was promised yet
            continue
        if why[lead.id] is not None or lead.start > here.as_of or (lead.rejected and lead.rejected <= here.as_of):
            continue
        made = sum(at <= here.as_of for at in lead.attempts)
        due = [
            step.attempts
            for step in drawn.terms().follow_up
            if first <= lead.start + timedelta(days=step.day) <= here.next_standup
        ]
        contact_due = calendar.working_time(lead.start, here.next_standup) >= timedelta(hours=4)
        if lead.kind and contact_due and not any(at <= here.as_of for at in lead.touches):
            due.append(1)
        missing += max(0, max(due, default=0) - made)
    attempts = here.remedy.attempts
    assert attempts is not None
    assert attempts.due == missing > 0
