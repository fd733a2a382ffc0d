"""The questions about contact in SQL against plain Python, on random records."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import duckdb
import pytest

from sla_dash.agreement import Agreements, parse
from sla_dash.board import Board
from sla_dash.records import queries
from sla_dash.records.store import Asked, Snapshot
from sla_dash.rules import contact, steps, winning
from sla_dash.rules.contact import State, Timed
from sla_dash.rules.steps import Spent, Step
from sla_dash.statistics import survival
from tests import drawn

START = datetime(2026, 10, 1, tzinfo=UTC)
AS_OF = [datetime(2026, 11, 12, 13, 7, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)]
LATER = datetime(2027, 2, 10, 9, tzinfo=UTC)
PROMISE = {"form": timedelta(hours=4), "outbound": timedelta(minutes=45)}
HELD = Agreements(
    (parse(drawn.AGREEMENT[::-1].replace('"4h"'[::-1], '"45min"'[::-1], 1)[::-1]),)  # the last clause is outbound's
)
CALENDAR = HELD.versions[0].calendar({})
ZONE = HELD.versions[0].zone


@dataclass(frozen=True)
class Lead:
    """One random lead, and what plain Python makes of it."""

    id: str
    kind: str | None
    owner: str | None
    score: int | None
    start: datetime
    assigned: datetime | None
    first: datetime | None
    first_by: str | None
    spoken: datetime | None
    closed: datetime | None
    won: datetime | None

    @property
    def promise(self) -> timedelta | None:
        return PROMISE.get(self.kind or "")

    def known(self, at: datetime | None, as_of: datetime) -> datetime | None:
        return at if at and at <= as_of else None

    def valid(self, as_of: datetime) -> bool:
        """Whether the clock has started, and nobody touched the lead before it did."""
        first = self.known(self.first, as_of)
        return self.start <= as_of and not (first and first < self.start)

    def used(self, until: datetime) -> int:
        return CALENDAR.working_seconds(self.start, until)

    def state(self, board: Board) -> State | None:
        return contact.state(
            self.start,
            self.first,
            board.as_of,
            self.promise,
            CALENDAR,
            ended=self.closed,
            next_standup=board.next_standup,
        )

    def timed(self, board: Board) -> Timed:
        """Return the lead as the domain reads it, from the calendar second by second."""
        state = self.state(board)
        assert state
        first, closed = self.known(self.first, board.as_of), self.known(self.closed, board.as_of)
        minutes = survival.minutes(self.used(first or board.as_of), bool(first))
        seconds = int(self.promise.total_seconds()) if self.promise else None
        untouched = closed and not first
        return Timed("SMB", self.kind, seconds, None, state, bool(first), False, None if untouched else minutes, 1)


def draw(number: int, random: Random) -> Lead:
    start = START + timedelta(seconds=random.randrange(45 * 86_400))
    if number % 3 == 0:
        start = AS_OF[number % 2] - timedelta(seconds=random.randrange(30 * 3600))

    def later(most: float, chance: float) -> datetime | None:
        seconds = random.randrange(-1800, int(most * 3600))
        return start + timedelta(seconds=seconds) if random.random() < chance else None

    first = later(random.choice([3, 70]), 0.75)
    talked = random.random()
    spoken = None
    if first and talked < 0.7:
        spoken = first if talked < 0.2 else first + timedelta(seconds=random.randrange(60, 90 * 3600))
    return Lead(
        f"{number:03}",
        random.choice(["form", "outbound", "form", None]),
        random.choice(["ann", "bob", None]),
        random.choice([None, random.randrange(100)]),
        start,
        later(random.choice([1, 40]), 0.85),
        first,
        random.choice(["ann", "cho", None]),
        spoken,
        later(30 * 24, 0.3),
        later(110 * 24, 0.35),
    )


@pytest.fixture(scope="module")
def leads() -> list[Lead]:
    random = Random(11)
    return [draw(number, random) for number in range(400)]


def records(leads: list[Lead]) -> duckdb.DuckDBPyConnection:
    def cell(at: datetime | None) -> str:
        return str(at.replace(tzinfo=None)) if at else ""

    drawing = ["lead_id | lead_type | owner | score | qualified_at | assigned_at | closed_at"]
    touches, deals = ["lead_id | touched_at | rep | outcome"], ["deal_id | lead_id | opened_at | closed_at | stage"]
    for lead in leads:
        cells = [lead.id, lead.kind or "", lead.owner or "", "" if lead.score is None else str(lead.score)]
        drawing.append(" | ".join([*cells, cell(lead.start), cell(lead.assigned), cell(lead.closed)]))
        if lead.first:
            outcome = "connected" if lead.spoken == lead.first else "no_answer"
            touches.append(f"{lead.id} | {cell(lead.first)} | {lead.first_by or ''} | {outcome}")
        if lead.spoken and lead.spoken != lead.first:
            touches.append(f"{lead.id} | {cell(lead.spoken)} | bob | connected")
        if lead.won:
            deals.append(f"{lead.id} | {lead.id} | {cell(lead.start)} | {cell(lead.won)} | won")
    return drawn.records(HELD, leads="\n".join(drawing), touches="\n".join(touches), deals="\n".join(deals))


@pytest.fixture(scope="module")
def connection(leads: list[Lead]) -> duckdb.DuckDBPyConnection:
    return records(leads)


def board(connection: duckdb.DuckDBPyConnection, as_of: datetime) -> Board:
    return Board(Snapshot(connection), HELD, as_of, as_of.astimezone(ZONE).date().replace(day=1))


@pytest.fixture(params=AS_OF, ids=str)
def here(request: pytest.FixtureRequest, connection: duckdb.DuckDBPyConnection) -> Board:
    return board(connection, request.param)


def within(span: tuple[datetime, datetime], lead: Lead) -> bool:
    return span[0] <= lead.start < span[1]


def listed(here: Board, asked: Asked) -> list[dict[str, object]]:
    names, rows = here.snapshot.table(asked.query, **asked.parameters)
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_minutes_on_the_wall_are_all_minutes_and_states_stay_those_of_working_time(
    here: Board, leads: list[Lead]
) -> None:
    expected: Counter[tuple[State, int | None]] = Counter()
    for lead in leads:
        if not within(here.month_edges, lead) or lead.start > here.as_of:
            continue
        state, minutes = lead.state(here), None
        first, closed = lead.known(lead.first, here.as_of), lead.known(lead.closed, here.as_of)
        assert state
        if state is not State.INVALID and (first or not closed):
            spent = (first or here.as_of) - lead.start
            minutes = survival.minutes(int(spent.total_seconds()), bool(first))
        expected[state, minutes] += 1
    found: Counter[tuple[State, int | None]] = Counter()
    for row in here.contact.wall_times:
        found[row.state, row.minutes] += row.leads
    assert found == expected
    for on_the_wall, working in zip(here.contact.wall_lines, here.contact.lines, strict=True):
        assert (on_the_wall.share, on_the_wall.states) == (working.share, working.states)
        assert on_the_wall.median is None or (working.median and on_the_wall.median >= working.median)


def test_weeks_equal_the_curve_of_the_leads_of_each_week(here: Board, leads: list[Lead]) -> None:
    by_week: dict[date, list[Timed]] = {week.monday: [] for week in here.contact.weeks}
    for lead in leads:
        if lead.promise and lead.valid(here.as_of) and lead.start < here.as_of:
            day = lead.start.astimezone(ZONE).date()
            by_week[day - timedelta(days=day.weekday())].append(lead.timed(here))
    assert len(by_week) == 13
    assert sum(bool(rows) for rows in by_week.values()) > 3
    for week in here.contact.weeks:
        rows = by_week[week.monday]
        line = contact.total(rows)
        assert (week.n, week.met, week.decided) == (line.n, line.states[State.MET], line.decided)
        assert week.open == line.states[State.WAITING] + line.states[State.AT_RISK]
        assert (week.share is None) == (line.share is None)
        if week.share and line.share:
            found = (week.share.share, week.share.low, week.share.high)
            assert found == pytest.approx((line.share.share, line.share.low, line.share.high))
    assert any(week.open for week in here.contact.weeks)
    assert any(week.n and not week.open for week in here.contact.weeks)


def test_hours_equal_plain_counting_of_leads_whose_window_is_over(here: Board, leads: list[Lead]) -> None:
    expected: Counter[tuple[int, int, bool]] = Counter()
    for lead in leads:
        if lead.promise and lead.valid(here.as_of) and lead.used(here.as_of) > lead.promise.total_seconds():
            local = lead.start.astimezone(ZONE)
            expected[local.weekday(), local.hour, lead.state(here) is State.MET] += 1
    found: Counter[tuple[int, int, bool]] = Counter()
    for hour in here.contact.hours:
        found[hour.weekday, hour.hour, True] += hour.in_time
        found[hour.weekday, hour.hour, False] += hour.leads - hour.in_time
    assert +found == expected


def test_the_rows_behind_contact_list_every_lead_once_with_its_state(here: Board, leads: list[Lead]) -> None:
    found = listed(here, here.contact.rows(here.evidence))
    expected = {lead.id: lead.state(here) for lead in leads if within(here.evidence, lead)}
    assert {row["lead_id"]: row["state"] for row in found} == expected
    assert len(found) == len(expected)
    assert len(set(expected.values())) >= 6
    by_id = {lead.id: lead for lead in leads}
    for row in found:
        lead = by_id[str(row["lead_id"])]
        first = lead.known(lead.first, here.as_of)
        assert row["contacted_utc"] == (first and first.replace(tzinfo=None))
        assert row["local_hour"] == lead.start.astimezone(ZONE).hour
        if row["state"] != "invalid":
            assert float(str(row["working_minutes"])) * 60 == pytest.approx(lead.used(first or here.as_of))
            assert float(str(row["working_minutes"])) <= float(str(row["elapsed_minutes"])) + 1e-6


def spent(lead: Lead, here: Board, *, wall_clock: bool) -> list[Spent]:
    """Return the steps of one lead, second by second."""

    def between(start: datetime, end: datetime) -> int:
        return int((end - start).total_seconds()) if wall_clock else CALENDAR.working_seconds(start, end)

    def step(name: Step, start: datetime, end: datetime | None, until: datetime | None) -> Spent:
        seconds = max(0, between(start, end or until or start))
        unit = 1 if seconds <= 8 * 3600 else 15
        minutes = -(-seconds // (60 * unit)) * unit if end else seconds // (60 * unit) * unit
        return Spent(name, bool(end), minutes if end or until else None, 1)

    instants = (lead.assigned, lead.first, lead.spoken, lead.closed)
    assigned, first, spoken, closed = (lead.known(at, here.as_of) for at in instants)
    now = None if closed else here.as_of
    found = [step(Step.ASSIGNED, lead.start, assigned, first or now), step(Step.IN_ALL, lead.start, first, now)]
    if assigned:
        found.append(step(Step.CONTACTED, max(assigned, lead.start), first, now))
    if first:
        found.append(step(Step.CONVERSED, first, spoken, now))
    return found


@pytest.mark.parametrize("wall_clock", [False, True])
def test_steps_equal_the_steps_of_each_lead(here: Board, leads: list[Lead], wall_clock: bool) -> None:
    handed = [lead for lead in leads if within(here.month_edges, lead) and lead.valid(here.as_of)]
    expected = steps.lines([one for lead in handed for one in spent(lead, here, wall_clock=wall_clock)])
    found = here.steps.lines(wall_clock=wall_clock)
    assert found == expected
    assert all(line.happened and line.waiting for line in found)
    assert any(line.never for line in found)
    rows = listed(here, here.steps.rows)
    assert {row["lead_id"] for row in rows if not row["left_out"]} == {lead.id for lead in handed}


def test_credit_equals_plain_counting(here: Board, leads: list[Lead]) -> None:
    expected: Counter[tuple[str | None, str | None, bool, str]] = Counter()
    for lead in leads:
        state = lead.state(here)
        if not lead.promise or state not in contact.DECIDED or lead.start >= here.as_of:
            continue
        first, assigned = lead.known(lead.first, here.as_of), lead.known(lead.assigned, here.as_of)
        who = (lead.first_by or lead.owner) if first else lead.owner
        too_late = assigned is not None and lead.used(assigned) > lead.promise.total_seconds()
        expected[who, lead.kind, too_late and state is not State.MET, str(state)] += 1
    found: Counter[tuple[str | None, str | None, bool, str]] = Counter()
    for row in queries.people.decided(here.snapshot, here.evidence, here.as_of, here.clocks):
        key = row.rep, row.lead_type, row.broken_before
        found[*key, "met"] += row.in_time
        found[*key, "breached"] += row.late
        found[*key, "breached, still waiting"] += row.late_and_waiting
    assert +found == expected
    assert {who for who, *_ in expected} == {"ann", "bob", "cho", None}
    assert any(late for *_, late, _ in expected)
    judged = here.people.judged
    everybody = [*judged.persons, judged.unassigned, judged.broken_before]
    assert sum(person.n for person in everybody) == expected.total()


def test_strata_of_winning_equal_plain_counting(connection: duckdb.DuckDBPyConnection, leads: list[Lead]) -> None:
    here = board(connection, LATER)
    old = [lead for lead in leads if within(here.winning.span, lead) and lead.promise and lead.valid(here.as_of)]
    scores = sorted(lead.score for lead in old if lead.score is not None)

    def quantile(share: float) -> float:
        place = share * (len(scores) - 1)
        below, rest = int(place), place - int(place)
        return scores[below] + rest * (scores[min(below + 1, len(scores) - 1)] - scores[below])

    low, high = quantile(1 / 3), quantile(2 / 3)
    expected: Counter[tuple[str | None, int | None, bool, bool, bool]] = Counter()
    for lead in old:
        third = None if lead.score is None else 1 + (lead.score > low) + (lead.score > high)
        open_ = CALENDAR.working_seconds(lead.start, lead.start + timedelta(seconds=1)) == 1
        won = bool(lead.won and lead.start <= lead.won <= lead.start + winning.GIVEN)
        expected[lead.kind, third, open_, lead.state(here) is State.MET, won] += 1
    found: Counter[tuple[str | None, int | None, bool, bool, bool]] = Counter()
    strata = queries.winning.strata(here.snapshot, here.winning.span, here.as_of, winning.GIVEN)
    for row in strata:
        key = row.lead_type, row.third, row.in_hours
        for n, cell in enumerate(row.table):
            found[*key, n < 2, n % 2 == 0] += cell
    assert +found == expected
    assert 0 < len(old) < len(leads)
    assert sum(row.untouched for row in strata) == sum(not lead.first for lead in old)
    rows = listed(here, here.winning.rows)
    assert Counter((bool(row["in_time"]), row["won_utc"] is not None) for row in rows) == Counter(
        {(fast, won): sum(n for key, n in expected.items() if key[3:] == (fast, won)) for *_, fast, won in expected}
    )


def test_giving_a_lead_to_somebody_else_changes_nothing_of_its_latency(leads: list[Lead], here: Board) -> None:
    random = Random(3)
    moved = [
        replace(lead, owner=random.choice(["ann", "bob", "cho", None]), assigned=here.as_of - timedelta(minutes=1))
        for lead in leads
    ]
    there = board(records(moved), here.as_of)
    assert there.contact.lines == here.contact.lines
    assert there.contact.wall_lines == here.contact.wall_lines
    assert there.contact.weeks == here.contact.weeks
    assert there.contact.hours == here.contact.hours
    assert there.promise.better == here.promise.better


def test_closing_every_waiting_lead_helps_nobody(leads: list[Lead], here: Board) -> None:
    closed = [replace(lead, closed=lead.closed or here.as_of - timedelta(minutes=1)) for lead in leads]
    there = board(records(closed), here.as_of)
    for before, after in zip(here.contact.lines, there.contact.lines, strict=True):
        assert sum(before.states.values()) == sum(after.states.values())
        if before.share and after.share:
            assert after.share.share <= before.share.share + survival.NEARLY
    persons = {person.rep: person for person in there.people.judged.persons}
    for person in here.people.judged.persons:
        assert persons[person.rep].in_time == person.in_time
        assert persons[person.rep].n >= person.n
