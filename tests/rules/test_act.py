"""How long a lead lies in the queue, and what counts as silence, exactly on the edge."""

from datetime import datetime, timedelta

import pytest

from sla_dash.board import Board
from sla_dash.records.store import Snapshot
from sla_dash.rules import act
from sla_dash.rules.act import Age
from tests import drawn

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@pytest.mark.parametrize(
    ("days", "before", "after"),
    [
        (1, Age.UNDER_A_DAY, Age.TO_THREE_DAYS),
        (3, Age.TO_THREE_DAYS, Age.TO_SEVEN_DAYS),
        (7, Age.TO_SEVEN_DAYS, Age.OVER_SEVEN_DAYS),
    ],
)
def test_a_band_excludes_its_upper_end_in_python_and_in_sql(days: int, before: Age, after: Age) -> None:
    for since, expected in ((days * DAY - SECOND, before), (days * DAY, after)):
        assert act.age(since) is expected
        assert [row.age for row in board(handed=drawn.NOW - since).act.queue] == [expected]


def board(handed: datetime, touched: datetime = datetime(2026, 1, 1), **cells: str) -> Board:
    columns = {"lead_id": "1", "lead_type": "form", "qualified_at": str(handed.replace(tzinfo=None)), **cells}
    connection = drawn.records(
        leads=f"{' | '.join(columns)}\n{' | '.join(columns.values())}",
        touches=f"lead_id | touched_at | direction\n1 | {touched.replace(tzinfo=None)} | outbound",
    )
    return Board(Snapshot(connection), drawn.agreements(), drawn.NOW, drawn.NOW.date().replace(day=1))


def test_a_record_is_silent_when_seven_days_are_full() -> None:
    long_ago = drawn.NOW - 20 * DAY
    assert board(long_ago, drawn.NOW - 7 * DAY).act.silent(10)[1] == 1
    assert board(long_ago, drawn.NOW - 7 * DAY + SECOND).act.silent(10)[1] == 0
    assert board(drawn.NOW - 7 * DAY).act.silent(10)[1] == 1
    assert board(drawn.NOW - 7 * DAY + SECOND).act.silent(10)[1] == 0


@pytest.mark.parametrize("column", ["assigned_at", "accepted_at"])
def test_a_change_ends_the_silence(column: str) -> None:
    long_ago, lately = drawn.NOW - 20 * DAY, drawn.NOW - 2 * DAY
    assert board(long_ago, long_ago, owner="ann").act.silent(10)[1] == 1
    assert board(long_ago, long_ago, owner="ann", **{column: str(lately.replace(tzinfo=None))}).act.silent(10)[1] == 0


def test_a_follow_up_due_with_the_next_standup_is_due_before_it_and_one_a_second_later_is_not() -> None:
    due = board(drawn.NOW).next_standup
    for started, soon in ((due - 14 * DAY, 1), (due - 14 * DAY + SECOND, 0)):
        found = board(started).act
        assert (found.follow_ups_due(10)[1], found.desks[-1].follow_ups_due) == (soon, soon)


def test_a_follow_up_due_now_is_not_missed_yet() -> None:
    now = board(drawn.NOW - 14 * DAY)
    assert (now.act.follow_ups_missed(10)[1], now.act.follow_ups_due(10)[1]) == (0, 1)
    past = board(drawn.NOW - 14 * DAY - SECOND)
    assert (past.act.follow_ups_missed(10)[1], past.act.follow_ups_due(10)[1]) == (1, 0)


def test_the_last_touch_is_a_person_s_and_a_conversation_is_one() -> None:
    connection = drawn.records(
        leads="lead_id | qualified_at\n1 | 2026-11-02 09:00:00",
        touches="""
            lead_id | touched_at          | direction | is_automated | outcome
            1       | 2026-11-03 09:00:00 | outbound  | false        | no_answer
            1       | 2026-11-04 09:00:00 | inbound   | false        | connected
            1       | 2026-11-05 09:00:00 | inbound   | false        |
            1       | 2026-11-06 09:00:00 | outbound  | true         |
        """,
    )
    assert connection.execute("select last_touched_at from facts").fetchone() == (datetime(2026, 11, 4, 9),)


def test_an_opportunity_of_no_lead_is_silent_too_and_one_of_a_test_is_not_there() -> None:
    connection = drawn.records(
        leads="""
            lead_id | lead_type | owner | qualified_at        | is_test
            1       | form      | ann   | 2026-11-02 09:00:00 | false
            2       | form      | ann   | 2026-11-02 09:00:00 | true
        """,
        touches="lead_id | touched_at\n1 | 2026-11-04 09:00:00\n1 | 2026-11-18 09:00:00",
        deals="""
            deal_id | lead_id | owner | opened_at           | stage
            a       | 1       | bob   | 2026-11-03 09:00:00 | open
            b       | 2       |       | 2026-11-03 09:00:00 | open
            c       |         |       | 2026-11-03 09:00:00 | open
            d       | 1       |       | 2026-11-03 09:00:00 | lost
        """,
    )
    first = drawn.NOW.date().replace(day=1)
    now = Board(Snapshot(connection), drawn.agreements(), drawn.NOW, first)
    assert [(one.record_id, one.owner) for one in now.act.silent(10)[0]] == [("c", None)]
    before = Board(Snapshot(connection), drawn.agreements(), drawn.NOW - 5 * DAY, first)
    assert [(one.record_id, one.owner, one.lead_type) for one in before.act.silent(10)[0]] == [
        ("c", None, None),
        ("a", "bob", "form"),
    ]


def test_an_opportunity_opened_just_seven_days_ago_still_knows_the_touches_of_its_lead() -> None:
    opened = (drawn.NOW - 7 * DAY).replace(tzinfo=None)
    for touched, silent in ((opened, 1), (opened + DAY, 0)):
        connection = drawn.records(
            leads=f"lead_id | qualified_at\n1 | {opened - DAY}",
            touches=f"lead_id | touched_at\n1 | {touched}",
            deals=f"deal_id | lead_id | opened_at | stage\na | 1 | {opened} | open",
        )
        found = Board(Snapshot(connection), drawn.agreements(), drawn.NOW, drawn.NOW.date().replace(day=1))
        assert found.act.silent(10)[1] == silent


def test_what_nobody_owns_is_listed_whole_and_lies_on_no_desk() -> None:
    connection = drawn.records(
        leads="""
            lead_id | lead_type | owner | qualified_at
            late    | form      |       | 2026-11-02 09:00:00
            new     | fax       |       | 2026-11-18 09:00:00
            owned   | fax       | ann   | 2026-11-18 09:00:00
            before  | form      | ann   | 2026-08-18 09:00:00
        """,
        touches="lead_id | touched_at\nbefore | 2026-08-18 10:00:00",
    )
    here = Board(Snapshot(connection), drawn.agreements(), drawn.NOW, drawn.NOW.date().replace(day=1))
    assert [one.lead_id for one in here.act.unowned(9)[0]] == ["late", "new"]
    assert here.act.unowned(1)[1] == 2
    assert here.act.unowned(9, "ann") == ([], 0)
    assert [here.act.nobodys(owner) for owner in (None, "(unassigned)", "ann")] == [2, 2, 0]
