"""The lists of who must act, in SQL against plain Python, on random records."""

from collections import Counter
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any

import pytest

from sla_dash import words
from sla_dash.agreement import parse
from sla_dash.board import UNASSIGNED, Board
from sla_dash.records.queries.act import About
from sla_dash.records.store import Snapshot, in_full, traced
from sla_dash.rules import act, followup
from sla_dash.rules.act import SILENT_AFTER
from sla_dash.rules.followup import Kept
from tests import drawn
from tests.random_leads import AS_OF, Lead, drawn_leads, records

ALL, PROMISE = 1000, timedelta(hours=4)
LISTS = ("late", "due", "follow_ups_missed", "follow_ups_due", "queued", "silent")


@pytest.fixture(scope="module")
def leads() -> list[Lead]:
    return drawn_leads()


@pytest.fixture(scope="module")
def snapshot(leads: list[Lead]) -> Snapshot:
    return Snapshot(records(leads))


@pytest.fixture(params=AS_OF, ids=str)
def here(request: pytest.FixtureRequest, snapshot: Snapshot) -> Board:
    at: datetime = request.param
    return Board(snapshot, drawn.agreements(), at, at.astimezone(drawn.terms().zone).date().replace(day=1))


def listed(here: Board, name: str, owner: str | None = None) -> list[Any]:
    found, in_all = getattr(here.act, name)(ALL, owner)
    assert in_all == len(found)
    return list(found)


def late_and_due(here: Board, leads: list[Lead]) -> tuple[dict[str, timedelta], dict[str, timedelta]]:
    """Working time over the promise by lead, of those past it and of those that will be by the next stand-up."""
    calendar = drawn.terms().calendar({})
    late, due = {}, {}
    for lead in leads:
        if lead.kind and lead.waits_at(here.as_of):
            over = calendar.working_time(lead.start, here.as_of) - PROMISE
            if over > timedelta():
                late[lead.id] = over
            elif calendar.working_time(lead.start, here.next_standup) >= PROMISE:
                due[lead.id] = over
    return late, due


def test_who_is_late_and_who_is_due_equal_plain_counting(here: Board, leads: list[Lead]) -> None:
    late, due = late_and_due(here, leads)
    for name, expected in (("late", late), ("due", due)):
        found = listed(here, name)
        assert {one.lead_id: one.overdue for one in found} == expected
        assert [one.overdue for one in found] == sorted(expected.values(), reverse=True)
        assert getattr(here.act, name)(2) == (found[:2], len(found))
    *owed, total = here.act.owed
    assert (total.breached_waiting, total.due_before_next_standup) == (len(late), len(due))
    longest = {lead.owner: late[lead.lead_id] for lead in reversed(listed(here, "late"))}  # the last is the longest
    assert {one.rep: one.longest.overdue for one in owed if one.longest} == longest
    assert late
    assert due or here.as_of == AS_OF[1]  # on a Sunday nothing falls due before Monday's stand-up


def behind(here: Board, lead: Lead) -> tuple[bool, int, int, int, int] | None:
    """Whether a milestone was missed, its day, the attempts made by it and by now, and asked; None for nothing."""
    if lead.start > here.as_of or (lead.stopped and lead.stopped <= here.as_of):
        return None
    made = followup.attempts(lead.touches, lead.start, lead.stopped)
    by_now = sum(at <= here.as_of for at in made)
    missed, soon = [], []
    for step in drawn.terms().follow_up:
        due = lead.start + timedelta(days=step.day)
        kept, by_due = followup.milestone(lead.start, made, here.as_of, lead.stopped, step)
        if drawn.terms().month_edges(here.month)[0] <= due and kept is Kept.MISSED:
            missed.append((True, step.day, by_due, by_now, step.attempts))
        if due <= here.next_standup and kept is Kept.PENDING:
            soon.append((False, step.day, by_due, by_now, step.attempts))
    return (*[*missed[-1:], *soon][0][:4], [*missed, *soon][-1][4]) if missed or soon else None


def test_follow_ups_missed_and_due_equal_the_milestones_of_each_lead(here: Board, leads: list[Lead]) -> None:
    expected = {lead.id: found for lead in leads if (found := behind(here, lead))}
    for name, missed in (("follow_ups_missed", True), ("follow_ups_due", False)):
        shown = {one.lead_id: (missed, one.day, one.made_by_due, one.made, one.asked) for one in listed(here, name)}
        assert {} != shown == {key: value for key, value in expected.items() if value[0] is missed}
    counted = Counter(lead.owner_at(here.as_of) for lead in leads if (expected.get(lead.id) or [False])[0])
    short = Counter(one.owner for one in listed(here, "follow_ups_missed") if one.made < one.asked)
    assert [one.follow_ups_short for one in here.act.desks[:-1]] == [short[one.rep] for one in here.act.desks[:-1]]
    assert here.act.desks[-1].follow_ups_short == here.follow_up.reps[-1].short == short.total()
    assert {one.rep: one.follow_ups_missed for one in here.act.owed[:-1] if one.follow_ups_missed} == +counted
    assert here.act.desks[-1].follow_ups_due == len(expected) - sum(counted.values())


def test_follow_ups_missed_are_the_leads_of_the_milestones_missed_that_are_still_followed_up(here: Board) -> None:
    """What Act now calls missed and what Follow-up calls so, in one month: the same milestones."""
    with traced() as asked:
        counted = here.follow_up.lines[-1].missed
    question = in_full(asked, "followup_rows")
    assert question is not None
    names, rows = here.snapshot.table(question.query, **question.parameters)
    milestones = [dict(zip(names, row, strict=True)) for row in rows]
    missed = [row for row in milestones if row["kept"] == "missed"]
    assert len(missed) == counted
    running = {row["lead_id"] for row in missed if row["stopped_at"] is None}
    assert {one.lead_id for one in listed(here, "follow_ups_missed")} == running
    assert here.act.owed[-1].follow_ups_missed == len(running) < len(missed)


def in_queue(here: Board, lead: Lead) -> bool:
    over = [at for at in (lead.ended, lead.won) if at and at <= here.as_of]
    untouched = not (lead.touches and lead.touches[0] <= here.as_of)
    return lead.start <= here.as_of and not over and (lead.owner_at(here.as_of) is None or untouched)


def test_the_hand_off_queue_equals_plain_counting(here: Board, leads: list[Lead]) -> None:
    queue = [lead for lead in leads if in_queue(here, lead)]
    expected = Counter((lead.owner_at(here.as_of), act.age(here.as_of - lead.start)) for lead in queue)
    assert {(row.owner, row.age): row.leads for row in here.act.queue} == expected
    assert len({age for _, age in expected}) == len(act.AGES)
    unowned, untouched = here.act.ages(None)
    assert (sum(unowned.values()), sum(untouched.values())) == (
        sum(lead.owner_at(here.as_of) is None for lead in queue),
        sum(lead.owner_at(here.as_of) is not None for lead in queue),
    )
    late, due = late_and_due(here, leads)
    beyond = sorted(
        (lead for lead in queue if lead.id not in late | due),
        key=lambda lead: (lead.owner_at(here.as_of) is not None, lead.start, lead.id),
    )
    assert [(one.lead_id, one.owner) for one in listed(here, "queued")] == [
        (lead.id, lead.owner_at(here.as_of)) for lead in beyond
    ]
    assert {one.owed.rep: one.untouched for one in here.act.desks[:-1] if one.untouched} == Counter(
        lead.owner_at(here.as_of) for lead in queue
    )


def silent_records(here: Board, leads: list[Lead]) -> dict[str, datetime]:
    """When something last happened to each open lead and opportunity in which nothing did for a week."""
    found = {}
    for lead in leads:
        touched = [at for at in lead.touches if at <= here.as_of]
        changed = [at for at in (lead.start, lead.assigned, lead.accepted) if at and at <= here.as_of]
        over = [at for at in (lead.ended, lead.won, *(deal.opened for deal in lead.deals)) if at and at <= here.as_of]
        if lead.start <= here.as_of and not over:
            found[lead.id] = max([*touched, *changed])
        for deal in lead.deals:
            if deal.opened <= here.as_of and not (deal.closed and deal.closed <= here.as_of):
                found[deal.id] = max([*touched, deal.opened])
    return {key: at for key, at in found.items() if here.as_of - at >= SILENT_AFTER}


def test_silent_leads_and_opportunities_equal_plain_counting(here: Board, leads: list[Lead]) -> None:
    expected = silent_records(here, leads)
    found = listed(here, "silent")
    assert {one.record_id: one.last_at for one in found} == expected
    assert [one.last_at for one in found] == sorted(expected.values())
    assert {one.record for one in found} == {"lead", "opportunity"}
    total = here.act.desks[-1]
    assert total.silent_leads == sum("-" not in key for key in expected)
    assert total.silent_opportunities == sum("-" in key for key in expected)
    assert Counter(one.owner for one in found) == {
        one.owed.rep: one.silent for one in here.act.desks[:-1] if one.silent
    }


def test_a_touch_after_the_instant_does_not_hide_a_silence_before_it(here: Board, leads: list[Lead]) -> None:
    touched_later = {lead.id for lead in leads if lead.touches and lead.touches[-1] > here.as_of}
    assert touched_later & silent_records(here, leads).keys()


def test_a_lead_is_never_in_two_of_the_waiting_lists_at_once(here: Board) -> None:
    for one, other in combinations(("late", "due", "queued"), 2):
        assert not {lead.lead_id for lead in listed(here, one)} & {lead.lead_id for lead in listed(here, other)}
    missed, due = (listed(here, name) for name in ("follow_ups_missed", "follow_ups_due"))
    assert not {lead.lead_id for lead in missed} & {lead.lead_id for lead in due}
    for name in LISTS:
        found = listed(here, name)
        assert len(found) == len({getattr(one, "record_id", None) or one.lead_id for one in found})


def test_the_lists_of_the_owners_are_the_list_of_all(here: Board) -> None:
    owners = here.act.owners
    assert (
        {one.owed.rep or UNASSIGNED for one in here.act.desks[:-1]} <= set(owners) == {"ann", "bob", "cho", UNASSIGNED}
    )
    for name in LISTS:
        parts = [listed(here, name, owner) for owner in owners]
        assert sorted(str(one) for part in parts for one in part) == sorted(map(str, listed(here, name))), name
        assert all(
            (one.owner or UNASSIGNED) == owner for owner, part in zip(owners, parts, strict=True) for one in part
        )


def test_the_columns_of_the_reps_add_up_to_the_lists(here: Board, leads: list[Lead]) -> None:
    with traced() as asked:
        here.act.queued(1)
    question = in_full(asked, beyond=False)
    assert question is not None
    names, rows = here.snapshot.table(question.query, **question.parameters)
    where = Counter(row[names.index("late_or_due")] for row in rows)
    total = here.act.desks[-1]
    assert total.untouched == len(rows) == sum(where.values())
    assert where["neither"] == len(listed(here, "queued"))
    won = {lead.id for lead in leads if lead.won and lead.won <= here.as_of}
    assert where["late"] == total.owed.breached_waiting - sum(one.lead_id in won for one in listed(here, "late"))
    assert where["due"] == total.owed.due_before_next_standup - sum(one.lead_id in won for one in listed(here, "due"))
    assert total.follow_ups_due == len(listed(here, "follow_ups_due"))
    assert total.silent == len(listed(here, "silent"))


def test_narrowing_to_a_type_lists_the_leads_of_that_type(here: Board) -> None:
    for kind in ("form", "(none)"):
        narrowed = Board(here.snapshot, here.agreements, here.as_of, here.month, lead_type=kind)
        for name in LISTS:
            expected = [one for one in listed(here, name) if (one.lead_type or "(none)") == kind]
            assert listed(narrowed, name) == expected, name


def test_without_touches_only_what_nobody_owns_is_in_the_queue() -> None:
    connection = drawn.records(
        leads="""
            lead_id | lead_type | owner | qualified_at        | closed_at
            1       | form      |       | 2026-11-02 09:00:00 |
            2       | form      | ann   | 2026-11-02 09:00:00 |
            3       | form      |       | 2026-11-02 09:00:00 | 2026-11-05 09:00:00
        """
    )
    found = Board(Snapshot(connection), drawn.agreements(), drawn.NOW, drawn.NOW.date().replace(day=1))
    assert [one.lead_id for one in found.act.queued(ALL)[0]] == ["1"]
    assert [(desk.owed.rep, desk.untouched) for desk in found.act.desks] == [(None, 1), (None, 1)]
    for name in ("late", "due", "follow_ups_missed", "follow_ups_due", "silent"):
        assert getattr(found.act, name)(ALL) == ([], 0)


def scored() -> Board:
    """Eight leads that wait: three late, two due before the next stand-up, three in the queue alone."""
    terms = parse(
        drawn.AGREEMENT.replace("[[stream]]", '[qualified]\nrequires = ["need", "cost"]\nshare = 1\n[[stream]]', 1)
    )
    connection = drawn.records(
        drawn.agreements(terms),
        leads="""
            lead_id | lead_type | owner | score | qualified_at        | fields    | name | company
            late a  | form      | ann   | 10    | 2026-11-02 09:00:00 | need,cost | Jo   | Acme
            late b  | form      | ann   | 90.5  | 2026-11-17 09:00:00 | need      |      | Acme
            late c  | form      | ann   |       | 2026-11-03 09:00:00 | ,         | Jo   |
            due a   | form      | ann   | 20    | 2026-11-19 07:30:00 |           |      |
            due b   | form      | ann   | 30    | 2026-11-19 07:45:00 |           |      |
            new a   | fax       | ann   | 99    | 2026-11-10 09:00:00 |           |      |
            new b   | fax       | bob   |       | 2026-11-09 09:00:00 |           |      |
            new c   | fax       |       | 1     | 2026-11-18 09:00:00 |           |      |
            before  | form      |       | 5     | 2026-08-18 09:00:00 | need      |      |
        """,
        touches="lead_id | touched_at\nbefore | 2026-08-18 10:00:00",
    )
    return Board(Snapshot(connection), drawn.agreements(terms), drawn.NOW, drawn.NOW.date().replace(day=1))


def test_the_hottest_come_first_of_the_late_of_the_due_and_of_the_rest() -> None:
    here = scored()
    assert [one.lead_id for one in listed(here, "late")] == ["late b", "late a", "late c"]
    assert [one.lead_id for one in listed(here, "due")] == ["due b", "due a"]
    assert [one.lead_id for one in listed(here, "queued")] == ["before", "new c", "new a", "new b"]
    with traced() as asked:
        here.act.queued(1)
    question = in_full(asked, beyond=False)
    assert question is not None
    _, rows = here.snapshot.table(question.query, **question.parameters)
    order = ["late b", "late a", "late c", "due b", "due a", "before", "new c", "new a", "new b"]
    assert [row[0] for row in rows] == order


def test_a_list_cut_short_keeps_the_hottest() -> None:
    found, in_all = scored().act.late(1)
    assert ([one.lead_id for one in found], in_all) == (["late b"], 3)
    assert words.act.hottest(found, in_all, "late") == "3 leads late, the highest score first, 1 shown"
    assert words.act.hottest(found[:0], 0, "late") == "No lead late"


def test_lists_say_what_is_known_of_each_lead() -> None:
    here = scored()
    about = {one.lead_id: one.about for name in ("late", "due", "queued") for one in listed(here, name)}
    assert about["late a"] == About(10, "", "Jo", "Acme")
    assert about["late b"] == About(90.5, "cost", None, "Acme")
    assert about["late c"] == About(None, "need, cost", "Jo", None)
    assert about["due a"] == About(20, None, None, None)
    assert about["before"].missing is None  # nothing was agreed yet
