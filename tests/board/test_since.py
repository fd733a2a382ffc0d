"""What changed since the last stand-up: made mornings of which every change is known."""

from datetime import UTC, date, datetime

import pytest

from sla_dash.agreement import parse
from sla_dash.journal import Decided
from sla_dash.journal.decisions import State
from sla_dash.rules import contact, delivery
from sla_dash.rules.since import Stood, Turned, Why
from tests import drawn
from tests.boards import board
from tests.overnight import THURSDAY_19, by_day, contacted, decision, made


def test_new_leads_are_counted_from_the_last_standup_on() -> None:
    assert made().since.at == datetime(2026, 11, 18, 8, tzinfo=UTC)
    assert made().since.leads == 2


def test_who_came_onto_the_list_who_left_it_and_who_kept_off_it_is_told_by_rep() -> None:
    assert made().since.turned == (
        Turned("ann", joined=0, left=2, asked=2, in_time=2, late=0, waiting=0),
        Turned("bob", joined=1, left=0, asked=2, in_time=0, late=1, waiting=0),
        Turned("cho", joined=1, left=0, asked=0, in_time=0, late=0, waiting=0),  # hers only since
        Turned(None, joined=1, left=0, asked=1, in_time=0, late=1, waiting=0),
        Turned(None, joined=3, left=2, asked=5, in_time=2, late=2, waiting=0, total=True),
    )
    narrowed = made().narrowed("SMB", "outbound").since.turned[-1]
    assert (narrowed.joined, narrowed.left, narrowed.asked) == (1, 1, 1)


def test_a_promise_used_up_at_the_very_standup_was_due_before_it_and_one_kept_to_the_second_was_kept() -> None:
    """Eight hours, which are a working day: of whoever came on Tuesday evening the last second is Wednesday's."""
    drawing = """
    lead_id  | lead_type | owner | qualified_at        | closed_at
    kept     | form      | ann   | 2026-11-17 18:00:00 |
    too late | form      | bob   | 2026-11-17 18:00:00 |
    waits    | form      | cho   | 2026-11-17 18:00:00 |
    closed   | form      | dan   | 2026-11-13 12:00:00 | 2026-11-18 08:00:00
    at last  | form      | eve   | 2026-11-17 18:00:00 |
    came     | form      | fay   | 2026-11-18 08:00:00 |
    used up  | form      | gus   | 2026-11-16 18:00:00 |
    """
    touches = """
    lead_id  | touched_at
    kept     | 2026-11-18 16:00:00
    too late | 2026-11-19 08:00:00.000001
    at last  | 2026-11-19 08:00:00
    """
    terms = parse(drawn.AGREEMENT.replace('"4h"', '"8h"'))
    *reps, _ = made(drawing, touches, terms).since.turned
    assert reps == [
        Turned("ann", joined=0, left=0, asked=1, in_time=1, late=0, waiting=0),
        Turned("bob", joined=0, left=0, asked=1, in_time=0, late=0, waiting=1),
        Turned("cho", joined=0, left=0, asked=1, in_time=0, late=0, waiting=1),
        Turned("eve", joined=0, left=0, asked=1, in_time=1, late=0, waiting=0),
        Turned("fay", joined=0, left=0, asked=1, in_time=0, late=0, waiting=1),
        Turned("gus", joined=1, left=0, asked=1, in_time=0, late=1, waiting=0),
    ]
    later = made(drawing, touches, terms, at=THURSDAY_19.replace(minute=1))
    assert [(one.rep, one.late, one.missed) for one in later.since.turned[:-1]] == [
        ("ann", 0, 0),
        ("bob", 0, 1),
        ("cho", 1, 1),
        ("eve", 0, 0),
        ("fay", 1, 1),
        ("gus", 1, 1),
    ]


def test_the_list_then_and_what_changed_make_the_list_now() -> None:
    found = made()
    was, now, total = found.before.act.owed[-1], found.act.owed[-1], found.since.turned[-1]
    assert now.breached_waiting == was.breached_waiting + total.joined - total.left == 3
    assert total.asked == was.due_before_next_standup


def test_without_touches_there_is_no_list_that_could_change() -> None:
    assert made(touches="\n").since.turned == (Turned(None, 0, 0, 0, 0, 0, 0, total=True),)


THURSDAY_12 = datetime(2026, 11, 12, 8, tzinfo=UTC)


def test_a_type_that_fell_below_its_band_moved_by_its_leads_and_all_leads_with_it() -> None:
    """Of 100 leads 33.3 were due by Wednesday morning and 38.1 by Thursday: 31 are in the range, then below it."""
    found = board(by_day(5, 5, 5, 5, 5, 5, 1, 0), THURSDAY_12)
    moves = {(move.promise, move.lead_type): move for move in found.since.moves}
    assert moves.keys() == {("leads", "form")}  # nothing came outbound, and all are below already
    move = moves["leads", "form"]
    assert (move.stream, move.total) == ("SMB", False)
    assert move.was == Stood(delivery.Standing.IN)
    assert move.now == Stood(delivery.Standing.BELOW, could_be_chance=True)
    assert move.worse
    assert move.why is Why.LEADS


def test_the_total_moves_in_leads_and_in_value_and_stands_before_the_types() -> None:
    terms = parse(drawn.AGREEMENT.partition('[[stream.lead_type]]\nname = "outbound"')[0])
    found = board(by_day(5, 5, 5, 5, 5, 5, 1, 0), THURSDAY_12, terms)
    told = [(move.promise, move.total, move.lead_type) for move in found.since.moves]
    assert told == [("leads", True, None), ("leads", False, "form"), ("value", True, None)]


def test_nothing_moved_where_everything_stands_as_it_did() -> None:
    assert board(by_day(5, 5, 5, 5, 5, 5, 5, 5), THURSDAY_12).since.moves == ()


def test_in_a_new_month_nothing_is_compared() -> None:
    first = datetime(2026, 12, 1, 8, tzinfo=UTC)
    found = board(by_day(5, 5, 5), first)
    assert found.since.new_month
    assert not found.since.compared
    assert found.since.moves == ()


def test_another_month_on_screen_is_not_compared_though_none_is_new() -> None:
    here = board(by_day(5, 5, 5, 5, 5, 5, 1, 0), THURSDAY_12, month=date(2026, 10, 1))
    assert not here.since.new_month
    assert here.since.moves == ()


def test_sales_promise_is_no_longer_kept_by_the_leads_that_were_late() -> None:
    found = contacted(12, 5)
    (total, form) = found.since.moves
    assert (total.promise, total.total, form.lead_type) == ("contact", True, "form")
    for move in (total, form):
        assert move.was == Stood(contact.Standing.KEPT)
        assert move.now.standing is contact.Standing.NOT_KEPT
        assert move.why is Why.LEADS  # version 2 began at midnight, and no lead falls under it yet
        assert move.worse


def test_once_leads_fall_under_another_version_that_is_why() -> None:
    assert [move.why for move in contacted(12, 5, after=1).since.moves] == [Why.VERSION, Why.VERSION]


def test_what_it_takes_to_change_something_is_the_leads_and_not_the_clock() -> None:
    assert contacted(12, 0).since.moves == ()


@pytest.mark.parametrize(
    ("at", "due", "overdue", "done"),
    [
        (THURSDAY_19, [3], [2], [6]),
        (datetime(2026, 11, 20, 8, tzinfo=UTC), [4], [3], [7]),
        (datetime(2026, 11, 23, 8, tzinfo=UTC), [], [4, 5], [8]),  # a Monday: what was due on Friday and on Saturday
    ],
)
def test_decisions_come_due_become_overdue_and_are_done(
    at: datetime, due: list[int], overdue: list[int], done: list[int]
) -> None:
    decided = Decided(
        (
            decision(1, date(2026, 11, 17)),
            decision(2, date(2026, 11, 18)),
            decision(3, date(2026, 11, 19)),
            decision(4, date(2026, 11, 20)),
            decision(5, date(2026, 11, 21)),
            decision(6, date(2026, 11, 18), (datetime(2026, 11, 18, 8, 1, tzinfo=UTC), State.DONE)),
            decision(7, date(2026, 11, 18), (THURSDAY_19.replace(hour=9), State.DONE)),
            decision(8, date(2026, 11, 20), (datetime(2026, 11, 20, 9, tzinfo=UTC), State.DONE)),
            decision(9, date(2026, 11, 19), (datetime(2026, 11, 18, 9, tzinfo=UTC), State.DROPPED)),
        )
    )
    found = board(by_day(5), at).since.turns(decided)
    assert [one.id for one in found.due] == due
    assert [one.id for one in found.overdue] == overdue
    assert [one.id for one in found.done] == done


def test_what_was_done_at_the_very_instant_of_a_standup_was_told_there() -> None:
    then = datetime(2026, 11, 18, 8, tzinfo=UTC)
    decided = Decided(
        (
            decision(1, date(2026, 11, 30), (then, State.DONE)),
            decision(2, date(2026, 11, 30), (then.replace(microsecond=1), State.DONE)),
            decision(3, date(2026, 11, 30), (THURSDAY_19, State.DONE)),
            decision(4, date(2026, 11, 30), (THURSDAY_19.replace(microsecond=1), State.DONE)),
        )
    )
    assert [one.id for one in board(by_day(5), THURSDAY_19).since.turns(decided).done] == [2, 3]


def test_a_promise_of_all_leads_that_changes_with_their_mix_alone_is_no_other_version() -> None:
    """Nine in ten are promised by form and one in two outbound: of all, what is promised lies between and moves."""
    head, first, second = drawn.AGREEMENT.split("[[stream.lead_type]]")
    terms = parse(
        "[[stream.lead_type]]".join([head, first, second.replace("respond_share = 0.9", "respond_share = 0.5")])
    )
    rows, touches = ["lead_id | lead_type | qualified_at"], ["lead_id | touched_at"]
    for n in range(12):
        rows.append(f"o{n} | outbound | 2026-11-16 09:00:{n:02}")
        touches += [f"o{n} | 2026-11-16 10:00:{n:02}"] if n < 7 else []
    rows += [f"f{n} | form | 2026-11-18 08:00:{n:02}" for n in range(1, 20)]
    found = made("\n".join(rows), "\n".join(touches), terms).since
    (total,) = (move for move in found.moves if move.total and move.promise == "contact")
    assert found.contact.lines[-1].promised_share != found.contact_then.lines[-1].promised_share
    assert total.why is Why.LEADS
