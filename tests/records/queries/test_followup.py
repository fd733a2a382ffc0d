"""Follow-up in SQL against plain Python, on random records."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from sla_dash.board import Board
from sla_dash.calendar import local_day
from sla_dash.records.queries.followup import Running
from sla_dash.records.store import Snapshot, in_full, traced
from sla_dash.rules import followup
from sla_dash.rules.followup import Kept, MilestoneCount
from tests import drawn
from tests.random_leads import Lead, drawn_leads, records

AS_OF = [datetime(2026, 11, 12, 13, 7, tzinfo=UTC), datetime(2026, 12, 10, 9, tzinfo=UTC)]
CADENCE = drawn.terms().follow_up
LONGEST = timedelta(days=CADENCE[-1].day)


@pytest.fixture(scope="module")
def leads() -> list[Lead]:
    return drawn_leads()


@pytest.fixture(scope="module")
def snapshot(leads: list[Lead]) -> Snapshot:
    return Snapshot(records(leads))


@pytest.fixture(params=AS_OF, ids=str)
def here(request: pytest.FixtureRequest, snapshot: Snapshot) -> Board:
    at: datetime = request.param
    return Board(snapshot, drawn.agreements(), at, local_day(at, drawn.terms().zone).replace(day=1))


def judged(here: Board, leads: list[Lead]) -> Iterator[tuple[Lead, Any, datetime, Kept]]:
    """Every milestone of every lead, when it falls due, and what became of it."""
    for lead in leads:
        made = followup.attempts(lead.touches, lead.start, lead.stopped)
        for step in CADENCE if lead.start <= here.as_of else ():
            kept, _ = followup.milestone(lead.start, made, here.as_of, lead.stopped, step)
            yield lead, step, lead.start + timedelta(days=step.day), kept


def plain(count: MilestoneCount) -> Counter[str]:
    names = ("met", "missed", "exempt", "pending", "met_early")
    return +Counter({name: getattr(count, name) for name in names})


def states(here: Board, due: datetime, kept: Kept) -> list[str]:
    return ["met", "met_early"] if kept is Kept.MET and due >= here.as_of else [str(kept)]


def test_milestones_due_in_the_month_equal_plain_counting_by_milestone_and_by_rep(
    here: Board, leads: list[Lead]
) -> None:
    starts_at, ends_at = drawn.terms().month_edges(here.month)
    by_step: dict[int, Counter[str]] = {step.day: Counter() for step in CADENCE}
    by_rep: dict[str | None, Counter[str]] = {}
    for lead, step, due, kept in judged(here, leads):
        if starts_at <= due < ends_at:
            by_step[step.day].update(states(here, due, kept))
            by_rep.setdefault(lead.owner_at(here.as_of), Counter()).update(states(here, due, kept))
    *lines, total = here.follow_up.lines
    assert {line.day: plain(line) for line in lines} == {day: found for day, found in by_step.items() if found}
    *reps, everybody = here.follow_up.by_rep
    assert {one.rep: plain(one.count) for one in reps} == by_rep
    assert plain(everybody.count) == plain(total) == sum(by_step.values(), Counter())
    assert {"met", "missed", "exempt", "pending", "met_early"} == set(plain(total))


def test_milestones_by_week_equal_plain_counting(here: Board, leads: list[Lead]) -> None:
    expected: dict[tuple[date, int], Counter[str]] = {}
    first = here.follow_up.weeks[0]
    for lead, step, due, kept in judged(here, leads):
        day = local_day(lead.start, drawn.terms().zone)
        week = day - timedelta(days=day.weekday())
        if week >= first:
            expected.setdefault((week, step.day), Counter()).update(states(here, due, kept))
    assert {(row.week, row.count.day): plain(row.count) for row in here.follow_up.by_week} == expected
    assert {week for week, _ in expected} <= set(here.follow_up.weeks)
    assert len(here.follow_up.weeks) == 13


def followed(here: Board, leads: list[Lead], span: tuple[datetime, datetime]) -> Iterator[tuple[Lead, Any, datetime]]:
    """Leads whose clock started in a span, the attempts made, and until when they were followed up."""
    for lead in leads:
        ran = not (lead.stopped and lead.stopped < lead.start)
        if span[0] <= lead.start < span[1] and lead.start <= here.as_of and ran:
            until = min(lead.stopped or here.as_of, lead.start + LONGEST, here.as_of)
            made = followup.attempts(lead.touches, lead.start, lead.stopped)
            yield lead, [at for at in made if at <= until], until


def test_attempts_until_the_end_equal_plain_counting(here: Board, leads: list[Lead]) -> None:
    expected: Counter[tuple[int, bool]] = Counter()
    for lead, made, until in followed(here, leads, here.follow_up.over):
        assert until < here.as_of or until == lead.start + LONGEST
        expected[min(len(made), 7), bool(lead.reached and lead.reached <= until)] += 1
    assert {(row.made, row.reached): row.leads for row in here.follow_up.attempts} == expected
    assert bool(expected) == (here.as_of == AS_OF[1])  # no lead is old enough before


def test_gaps_equal_plain_counting_and_their_medians_the_curve_over_them(here: Board, leads: list[Lead]) -> None:
    every: list[tuple[int, tuple[int, bool, int]]] = []
    for _, made, until in followed(here, leads, here.follow_up.lately):
        for n, (gap, ended) in enumerate(followup.gaps(made, until), 1):
            seconds = round(gap.total_seconds())
            every.append((min(n, 6), (-(-seconds // 3600) if ended else seconds // 3600, ended, 1)))
    places = sorted({n for n, _ in every})
    expected = [followup.gap(place, [gap for n, gap in every if n == place]) for place in places]
    assert here.follow_up.gaps == (*expected, followup.gap(None, [gap for _, gap in every]))
    assert places == [1, 2, 3, 4, 5, 6]


def test_silence_and_too_many_attempts_equal_plain_judging(here: Board, leads: list[Lead]) -> None:
    expected: dict[str | None, Counter[str]] = {}
    for lead, made, until in followed(here, leads, here.follow_up.lately):
        found = expected.setdefault(lead.owner_at(here.as_of), Counter())
        found["leads"] += 1
        early = "early" if here.as_of - lead.start <= followup.EARLY else "later"
        if until == here.as_of and not (lead.stopped and lead.stopped <= here.as_of):
            found[f"running_{early}"] += 1
            found[f"silent_{early}"] += followup.silent(lead.start, made, here.as_of)
        found["over_contacted"] += followup.too_many(len(made), followup.asked_by(until - lead.start, CADENCE))
    *reps, total = here.follow_up.watch
    names = ("leads", "running_early", "running_later", "silent_early", "silent_later", "over_contacted")
    assert {one.rep: +Counter({name: getattr(one, name) for name in names}) for one in reps} == {
        rep: +found for rep, found in expected.items()
    }
    assert total.leads == sum(one.leads for one in reps)
    assert total.silent_later
    assert total.over_contacted
    fields = ("rep", "running_early", "running_later", "silent_early", "silent_later")
    *alone, whole = here.follow_up.running
    assert set(alone) == {Running(*(getattr(one, name) for name in fields)) for one in reps if one.running}
    assert whole == Running(*(getattr(total, name) for name in fields))


def test_the_rows_behind_each_number_are_as_many_as_it_counts(here: Board) -> None:
    follow_up = here.follow_up

    def rows(ask: str, query: str, **changed: Any) -> list[dict[str, Any]]:
        with traced() as asked:
            getattr(follow_up, ask)
        question = in_full(asked, query, **changed)
        assert question is not None
        names, found = here.snapshot.table(question.query, **question.parameters)
        return [dict(zip(names, row, strict=True)) for row in found]

    for found, counts in (
        (rows("lines", "followup_rows"), list(follow_up.lines[:-1])),
        (
            rows("by_week", "followup_rows", **follow_up.due_of_weeks.bound),
            [row.count for row in follow_up.by_week],
        ),
    ):
        for kept in Kept:
            assert sum(row["kept"] == kept for row in found) == sum(getattr(count, kept) for count in counts)
        assert all((row["made_by_due"] >= row["promised"]) == (row["kept"] == "met") for row in found)
    tried = Counter((min(row["made"], 7), row["reached"]) for row in rows("attempts", "followup_attempt_rows"))
    assert tried == {(row.made, row.reached): row.leads for row in follow_up.attempts}
    gaps = rows("gaps", "followup_gap_rows")
    assert len(gaps) == follow_up.gaps[-1].n
    assert sum(row["next_attempt_at"] is not None for row in gaps) == follow_up.gaps[-1].ended
    watched, total = rows("watch", "followup_watch_rows"), follow_up.watch[-1]
    assert (len(watched), sum(row["silent"] for row in watched), sum(row["over_contacted"] for row in watched)) == (
        total.leads,
        total.silent,
        total.over_contacted,
    )


def test_a_replay_equals_records_that_were_cut_and_the_order_of_touches_changes_nothing(
    here: Board, leads: list[Lead]
) -> None:
    shuffled = drawn_leads()
    Random(3).shuffle(shuffled)
    for lead in shuffled:
        pairs = list(zip(lead.touches, lead.connected, strict=True))
        Random(5).shuffle(pairs)
        lead.touches, lead.connected = [at for at, _ in pairs], [spoke for _, spoke in pairs]
    other = Board(Snapshot(records(shuffled, until=here.as_of)), here.agreements, here.as_of, here.month)
    for name in ("lines", "by_rep", "by_week", "attempts", "gaps", "watch"):
        assert getattr(other.follow_up, name) == getattr(here.follow_up, name), name
    assert leads


def alone(as_of: datetime, started: datetime, touched: list[datetime], **cells: datetime) -> Board:
    """A board of one lead and its touches; another's make sure that sales is judged at all."""
    columns = {"lead_id": "1", **{name: str(at.replace(tzinfo=None)) for name, at in cells.items()}}
    columns["qualified_at"] = str(started.replace(tzinfo=None))
    connection = drawn.records(
        leads=f"{' | '.join(columns)}\n{' | '.join(columns.values())}",
        touches="\n".join(["lead_id | touched_at | outcome", *(f"1 | {at.replace(tzinfo=None)} |" for at in touched)]),
    )
    return Board(Snapshot(connection), drawn.agreements(), as_of, local_day(as_of, drawn.terms().zone).replace(day=1))


SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


def test_a_milestone_met_is_decided_once_its_due_instant_is_past() -> None:
    due = datetime(2026, 11, 20, 9, tzinfo=UTC)
    tried = [due - n * DAY for n in (3, 2, 1)]
    for waited, early in ((timedelta(), 1), (SECOND, 0)):
        line = alone(due + waited, due - 14 * DAY, tried).follow_up.lines[0]
        assert (line.day, line.met, line.met_early) == (14, 1, early)


def test_a_week_begins_at_local_midnight() -> None:
    monday = datetime(2026, 11, 1, 23, tzinfo=UTC)  # 2 November, 00:00 in Warsaw
    as_of = monday + 3 * DAY
    for started, week in ((monday, date(2026, 11, 2)), (monday - SECOND, date(2026, 10, 26))):
        assert {row.week for row in alone(as_of, started, [as_of]).follow_up.by_week} == {week}
    later = datetime(2027, 1, 28, 12, tzinfo=UTC)
    oldest = alone(later, monday, [as_of]).follow_up
    assert oldest.weeks[0] == date(2026, 11, 2)
    assert oldest.by_week
    assert not alone(later, monday - SECOND, [as_of]).follow_up.by_week


def test_a_follow_up_that_ended_as_it_began_was_one_and_one_that_ended_before_was_none() -> None:
    start, as_of = datetime(2026, 11, 2, 9, tzinfo=UTC), datetime(2027, 1, 10, 9, tzinfo=UTC)
    tried = [start + DAY]
    assert [row.leads for row in alone(as_of, start, tried, closed_at=start).follow_up.attempts] == [1]
    assert not alone(as_of, start, tried, closed_at=start - SECOND).follow_up.attempts


@pytest.mark.parametrize(
    ("age", "waited", "expected"),
    [
        (14 * DAY, 7 * DAY, (0, 0)),
        (14 * DAY, 7 * DAY + SECOND, (1, 0)),
        (14 * DAY + SECOND, 7 * DAY + SECOND, (0, 0)),
        (20 * DAY, 14 * DAY, (0, 0)),
        (20 * DAY, 14 * DAY + SECOND, (0, 1)),
    ],
)
def test_silence_is_noticed_exactly_where_it_is_too_long(
    age: timedelta, waited: timedelta, expected: tuple[int, int]
) -> None:
    now = datetime(2026, 11, 26, 9, tzinfo=UTC)
    total = alone(now, now - age, [now - waited]).follow_up.watch[-1]
    assert (total.silent_early, total.silent_later) == expected
    assert followup.silent(now - age, [now - waited], now) == any(expected)


@pytest.mark.parametrize(("closed", "kept"), [("08:59:59.999999", "exempt"), ("09:00:00", "missed")])
def test_a_follow_up_that_stops_at_the_due_instant_was_due(closed: str, kept: str) -> None:
    connection = drawn.records(
        leads=f"lead_id | qualified_at | closed_at\n1 | 2026-11-01 09:00:00 | 2026-11-15 {closed}",
        touches="lead_id | touched_at\n1 | 2026-11-02 09:00:00",
    )
    found = Board(Snapshot(connection), drawn.agreements(), drawn.NOW, date(2026, 11, 1)).follow_up.lines[0]
    assert plain(found) == {kept: 1}
