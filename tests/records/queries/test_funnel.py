"""The funnel in SQL against plain Python, on random leads."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import product
from random import Random

import duckdb
import pytest

from sla_dash.board import Board
from sla_dash.calendar import MICROSECOND, local_day, month_of
from sla_dash.records import queries
from sla_dash.records.queries.funnel import Steps
from sla_dash.records.store import Snapshot
from sla_dash.rules.funnel import Stage
from tests import drawn
from tests.times import naive

AS_OF = [datetime(2026, 11, 19, 8, tzinfo=UTC), datetime(2026, 10, 2, 23, 30, tzinfo=UTC)]
SINCE_ON = date(2024, 11, 1)
SINCE = datetime(2024, 11, 1, tzinfo=UTC) - timedelta(hours=1)
FIRST = datetime(2026, 6, 1, tzinfo=UTC)
Deal = tuple[datetime, datetime | None, str, int | None]


class Lead:
    """One random lead that may skip stages, be lost, or have two deals; what others do in a day it does in ``day``."""

    def __init__(self, number: int, random: Random, day: timedelta = timedelta(days=1)) -> None:
        def later(at: datetime, days: int) -> datetime:
            return at + timedelta(seconds=random.randrange(days * int(day.total_seconds())))

        def after(at: datetime, days: int, chance: float) -> datetime | None:
            return later(at, days) if random.random() < chance else None

        self.id = f"{number:03}"
        self.kind = random.choice(["form", "outbound", None])
        self.created = later(FIRST, 170)
        self.qualified = after(self.created, 3, 0.85)
        self.accepted = after(self.qualified or self.created, 20, 0.5)
        self.rejected = after(self.created, 9, 0.1)
        self.closed = after(self.created, 60, 0.5)
        self.deals: list[Deal] = []
        for _ in range(random.choice([0, 0, 1, 1, 2])):
            opened = later(self.accepted or self.created, 30)
            shut = after(opened, 50, 0.7)
            stage = random.choice(["won", "lost", "lost"]) if shut else "open"
            self.deals.append((opened, shut, stage, random.choice([100, 250, None])))

    def entered(self, stage: Stage, as_of: datetime) -> datetime | None:
        """The first instant at which it was in a stage or beyond it, by now."""
        opened = min((deal[0] for deal in self.deals), default=None)
        won = min((shut for _, shut, how, _ in self.deals if how == "won" and shut), default=None)
        instants = (self.created, self.qualified, self.accepted, opened, won)
        return min((at for at in instants[stage:] if at and at <= as_of), default=None)

    def lost(self, stage: Stage, goal: Stage, as_of: datetime) -> datetime | None:
        """When it was lost before a goal, by now."""
        ended = min((at for at in (self.rejected, self.closed) if at and at <= as_of), default=None)
        here = [deal for deal in self.deals if deal[0] <= as_of]
        if goal is not Stage.WON or not here:
            return ended
        losses = [shut for _, shut, how, _ in here if how == "lost" and shut and shut <= as_of]
        if stage is Stage.OPPORTUNITY:
            return max(losses) if len(losses) == len(here) else None
        return min(losses, default=None)


@pytest.fixture(scope="module")
def leads() -> list[Lead]:
    random = Random(11)
    return [Lead(number, random) for number in range(300)]


def records(leads: list[Lead]) -> duckdb.DuckDBPyConnection:
    def cell(at: datetime | None) -> str:
        return str(at.replace(tzinfo=None)) if at and at <= AS_OF[0] else ""

    people = ["lead_id | lead_type | created_at | qualified_at | accepted_at | rejected_at | closed_at | is_test"]
    deals = ["deal_id | lead_id | stream | opened_at | closed_at | stage | amount"]
    for lead in leads:
        instants = (lead.created, lead.qualified, lead.accepted, lead.rejected, lead.closed)
        people.append(" | ".join([lead.id, lead.kind or "", *map(cell, instants), ""]))
        for n, (opened, shut, stage, amount) in enumerate(lead.deals):
            if opened <= AS_OF[0]:
                known = stage if cell(shut) else "open"
                cells = [f"{lead.id}-{n}", lead.id, "SMB", cell(opened), cell(shut), known, str(amount or "")]
                deals.append(" | ".join(cells))
    people.append("test | form | 2026-06-01 | 2026-06-01 | 2026-06-02 | | | true")
    deals.append("test-0 | test | SMB | 2026-06-03 | 2026-06-04 | won | 999")
    deals.append("alone | | SMB | 2026-09-03 | 2026-09-24 | won | 70")
    return drawn.records(leads="\n".join(people), deals="\n".join(deals))


@pytest.fixture(scope="module")
def connection(leads: list[Lead]) -> duckdb.DuckDBPyConnection:
    return records(leads)


@pytest.fixture(params=AS_OF, ids=str)
def here(request: pytest.FixtureRequest, connection: duckdb.DuckDBPyConnection) -> Board:
    found: datetime = request.param
    return Board(Snapshot(connection), drawn.agreements(), found, month_of(local_day(found, drawn.terms().zone)))


STEPS = [(stage, stage.next) for stage in Stage] + [(Stage.MQL, Stage.WON)]


def counted(leads: list[Lead], as_of: datetime) -> tuple[Counter[tuple[object, ...]], Counter[tuple[object, ...]]]:
    """Count by hand how leads stand by the day of entry, and how long those that are decided took."""
    zone = drawn.terms().zone
    entries: Counter[tuple[object, ...]] = Counter()
    passages: Counter[tuple[object, ...]] = Counter()
    for lead in leads:
        for stage, goal in STEPS:
            entered = lead.entered(stage, as_of)
            if entered is None or entered < SINCE:
                continue
            passed = lead.entered(goal, as_of) if stage is not Stage.WON else None
            lost = lead.lost(stage, goal, as_of) if stage is not Stage.WON else None
            what = "passed" if passed else "lost" if lost else "waiting"
            entries[lead.kind, stage, goal, local_day(entered, zone), what] += 1
            decided = passed or (lost and max(lost, entered))
            if decided:
                passages[lead.kind, stage, goal, (decided - entered) // timedelta(days=1), what] += 1
    return entries, passages


def told(found: Steps) -> tuple[Counter[tuple[object, ...]], Counter[tuple[object, ...]]]:
    """Put what the statement found in the same form."""
    entries: Counter[tuple[object, ...]] = Counter()
    for day in found.entries:
        step = day.lead_type, day.stage, day.goal, day.day
        entries[*step, "passed"] += day.passed
        entries[*step, "lost"] += day.lost
        entries[*step, "waiting"] += day.entered - day.passed - day.lost
    passages: Counter[tuple[object, ...]] = Counter()
    for row in found.passages:
        passages[row.lead_type, row.stage, row.goal, row.days, "passed"] += row.passed
        passages[row.lead_type, row.stage, row.goal, row.days, "lost"] += row.lost
    return +entries, +passages


def test_cohorts_and_passages_equal_plain_counting(here: Board, leads: list[Lead]) -> None:
    assert told(here.funnel.steps) == counted(leads, here.as_of)


def test_all_that_leads_go_through_within_a_day_counts_from_its_very_instant() -> None:
    random = Random(12)
    leads = [Lead(number, random, timedelta(minutes=6)) for number in range(60)]
    snapshot = Snapshot(records(leads))
    happened = [at for lead in leads for at in (lead.accepted, lead.closed, *(d[1] for d in lead.deals)) if at]
    instants = [at + n * MICROSECOND for at in random.sample(happened, 30) for n in (-1, 0)]
    for at in instants:
        assert told(queries.funnel.steps(snapshot, SINCE_ON, at, 1)) == counted(leads, at), at


def test_a_deal_lost_before_it_was_opened_is_lost_from_its_opening_on() -> None:
    lead = "lead_id | created_at | qualified_at\nL1 | 2026-10-01 | 2026-10-01"
    deal = "deal_id | lead_id | opened_at | closed_at | stage\nD1 | L1 | 2026-10-20 | 2026-10-05 | lost"
    snapshot = Snapshot(drawn.records(leads=lead, deals=deal))
    won = {
        day: {
            (row.stage, row.days): row.lost
            for row in queries.funnel.steps(snapshot, SINCE_ON, datetime(2026, 10, day, 12, tzinfo=UTC), 1).passages
            if row.goal is Stage.WON
        }
        for day in (10, 20)
    }
    assert won == {10: {}, 20: {(Stage.MQL, 4): 1, (Stage.OPPORTUNITY, 0): 1}}


def test_what_loading_counted_is_what_the_facts_say(connection: duckdb.DuckDBPyConnection) -> None:
    snapshot = Snapshot(connection)
    prepared = queries.funnel.prepared(snapshot)
    anew = queries.funnel.steps(snapshot, SINCE_ON, drawn.NOW, 1)
    assert set(prepared.entries) == set(anew.entries)
    assert set(prepared.passages) == set(anew.passages)
    assert prepared.entries


def test_wins_by_month_of_hand_off_equal_plain_counting(here: Board, leads: list[Lead]) -> None:
    zone, span = drawn.terms().zone, (datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 10, 1, tzinfo=UTC))
    expected: Counter[tuple[str | None, date, str]] = Counter()
    for lead in leads:
        wins = [amount for _, shut, how, amount in lead.deals if how == "won" and shut and shut <= here.as_of]
        if lead.qualified and span[0] <= lead.qualified < span[1] and wins:
            month = month_of(local_day(lead.qualified, zone))
            expected[lead.kind, month, "won"] += 1
            expected[lead.kind, month, "priced"] += any(amount is not None for amount in wins)
            expected[lead.kind, month, "amount"] += sum(amount or 0 for amount in wins)
    found: Counter[tuple[str | None, date, str]] = Counter()
    for row in queries.funnel.won(here.snapshot, span, here.as_of):
        for what in ("won", "priced", "amount"):
            found[row.lead_type, row.month, what] += int(getattr(row, what))
    assert +found == +expected
    assert sum(n for (_, _, what), n in found.items() if what == "won") > 3


def test_closed_deals_and_their_days_equal_plain_counting(here: Board, leads: list[Lead]) -> None:
    span = datetime(2026, 8, 1, tzinfo=UTC), datetime(2026, 10, 1, tzinfo=UTC)
    every = [deal for lead in leads for deal in lead.deals]
    every.append((datetime(2026, 9, 3, tzinfo=UTC), datetime(2026, 9, 24, tzinfo=UTC), "won", 70))
    shut = [deal for deal in every if deal[1] and span[0] <= deal[1] < span[1] and deal[1] <= here.as_of]
    total = queries.funnel.total(queries.funnel.deals(here.snapshot, span, here.as_of))
    won = [deal for deal in shut if deal[2] == "won"]
    priced = [deal[3] for deal in won if deal[3] is not None]
    assert (total.won, total.lost, total.without_lead) == (len(won), len(shut) - len(won), 1)
    assert total.lost_unpriced == sum(not deal[3] for deal in shut if deal[2] == "lost")
    assert [total.won_amount, total.won_unpriced] == [sum(priced), len(won) - len(priced)]
    assert total.lost_amount == sum(deal[3] or 0 for deal in shut if deal[2] == "lost")
    assert total.order_value == Fraction(sum(priced), len(priced))
    assert total.win_rate == Fraction(len(won), len(shut))
    assert total.win_rate_by_amount == total.won_amount / (total.won_amount + total.lost_amount)
    expected: Counter[tuple[int, bool]] = Counter()
    for opened, at, _, _ in every:
        if opened <= here.as_of:
            closed = at is not None and at <= here.as_of
            expected[((at if closed and at else here.as_of) - opened) // timedelta(days=1), closed] += 1
    days: Counter[tuple[int, bool]] = Counter()
    for row in queries.funnel.deal_days(here.snapshot, SINCE, here.as_of):
        days[row.days, True] += row.closed
        days[row.days, False] += row.still_open
    assert +days == expected


def test_why_leads_ended_equals_plain_counting(here: Board, leads: list[Lead]) -> None:
    span = datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 9, 1, tzinfo=UTC)
    expected: Counter[str] = Counter()
    for lead in leads:
        handed = lead.qualified and span[0] <= lead.qualified < span[1] and lead.qualified <= here.as_of
        ended = [at for at in (lead.rejected, lead.closed) if at and at <= here.as_of]
        if handed and ended and not [deal for deal in lead.deals if deal[0] <= here.as_of]:
            expected["rejected" if lead.rejected and lead.rejected <= here.as_of else "closed"] += 1
    found, reasons, in_all = queries.funnel.endings(here.snapshot, span, here.as_of, 10)
    assert {one.ending: one.leads for one in found} == expected
    assert (reasons, in_all) == (len(expected), sum(expected.values()))
    assert {one.reason for one in found} == {"(none)"}
    few = queries.funnel.endings(here.snapshot, span, here.as_of, 1)
    assert (few[0], few[1:]) == (found[:1], (reasons, in_all))


def test_the_rows_behind_the_numbers_are_those_that_were_counted(here: Board, leads: list[Lead]) -> None:
    names, rows = here.snapshot.table("funnel_rows", **here.funnel.rows("quarter"))
    starts_at, ends_at = here.funnel.span("quarter")
    handed = names.index("qualified_at")
    listed = {row[0] for row in rows if row[handed] and starts_at <= row[handed].replace(tzinfo=UTC) < ends_at}
    assert listed >= {
        lead.id for lead in leads if lead.qualified and starts_at <= lead.qualified < min(ends_at, here.as_of)
    }
    _, deals = here.snapshot.table("funnel_deal_rows", **here.funnel.rows("quarter"))
    total = here.loop.deals("quarter")[-1].closed
    shut = [row for row in deals if row[7] and starts_at <= row[7].replace(tzinfo=UTC) < ends_at]
    assert sum(row[8] == "won" and row[7].replace(tzinfo=UTC) <= here.as_of for row in shut) == total.won


def test_the_leads_behind_the_cohorts_are_those_that_entered_any_stage_in_the_span(
    connection: duckdb.DuckDBPyConnection, leads: list[Lead]
) -> None:
    """Spans of a week, so that every stage is the only one that some lead entered in some span."""
    alone: set[Stage] = set()
    for as_of, week in product(AS_OF, range(0, 24, 3)):
        starts_at = FIRST + timedelta(weeks=week)
        ends_at = starts_at + timedelta(weeks=1)
        span = {"starts_at": naive(starts_at), "ends_at": naive(ends_at), "as_of": naive(as_of)}
        _, rows = Snapshot(connection).table("funnel_rows", **span, stream=None, lead_type=None)
        expected = set()
        for lead in leads:
            opened = min((deal[0] for deal in lead.deals), default=None)
            won = min((shut for _, shut, how, _ in lead.deals if how == "won" and shut), default=None)
            instants = (lead.created, lead.qualified, lead.accepted, opened, won)
            entered = [stage for stage, at in zip(Stage, instants, strict=True) if at and starts_at <= at < ends_at]
            seen = [stage for stage in entered if (at := instants[stage]) and at <= as_of]
            if lead.created <= as_of and (seen or Stage.LEAD in entered):
                expected.add(lead.id)
                alone |= set(seen if len(entered) == 1 else ())
        assert {row[0] for row in rows} == expected, (as_of, week)
    assert alone == set(Stage)
