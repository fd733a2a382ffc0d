"""What was ticked off a list of who must act, as the journal remembers it."""

from datetime import timedelta

import pytest

from sla_dash.errors import TypedError
from sla_dash.journal import Journal, doing, faults, fold, until
from sla_dash.journal.doing import Item
from tests.drawn import NOW

FIRST, SECOND = "2026-11-18T08:00:00+00:00", "2026-11-19T08:00:00+00:00"
CALLED, SPOKEN = Item("late", "lead", "L1"), Item("silent", "opportunity", "L1")
MINUTE = timedelta(minutes=1)


def names(journal: Journal, records: str = FIRST) -> dict[Item, str]:
    return {item: by.who for item, by in doing.fold(journal.entries(), records).items()}


def test_a_mark_holds_for_one_list_and_while_the_records_are_those_it_was_made_on(journal: Journal) -> None:
    doing.mark(journal, CALLED, FIRST, on=True, who="ann", at=NOW)
    doing.mark(journal, SPOKEN, FIRST, on=True, who="bob", at=NOW)
    assert names(journal) == {CALLED: "ann", SPOKEN: "bob"}
    assert names(journal, SECOND) == {}
    assert faults(journal.entries()) == []
    assert fold(journal.entries()).skipped == 0


def test_an_entry_names_a_lead_by_its_id_alone_and_says_where_it_was_ticked(journal: Journal) -> None:
    entry = doing.mark(journal, CALLED, FIRST, on=True, who=" ann ", at=NOW)
    assert (entry.kind, entry.subject, entry.who) == ("done", "lead L1", "ann")
    assert entry.body == {"list": "late", "record": "lead", "id": "L1", "records": FIRST, "on": True}


def test_two_who_tick_at_once_mean_the_same_and_the_first_is_named(journal: Journal) -> None:
    for who in ("ann", "bob"):
        doing.mark(journal, CALLED, FIRST, on=True, who=who, at=NOW)
    assert names(journal) == {CALLED: "ann"}
    assert len(journal.entries()) == 2


def test_a_tick_taken_back_is_none_and_may_be_set_again(journal: Journal) -> None:
    for n, (who, on) in enumerate((("ann", True), ("bob", False), ("cy", True), ("cy", False))):
        doing.mark(journal, CALLED, FIRST, on=on, who=who, at=NOW + n * MINUTE)
    entries = journal.entries()
    found = [[by.who for by in doing.fold(until(entries, NOW + n * MINUTE), FIRST).values()] for n in range(4)]
    assert found == [["ann"], [], ["cy"], []]


def test_nobody_ticks_without_a_name(journal: Journal) -> None:
    with pytest.raises(TypedError, match="Your name is missing"):
        doing.mark(journal, CALLED, FIRST, on=True, who=" ", at=NOW)
    assert journal.entries() == ()


def test_what_makes_no_sense_and_what_others_wrote_is_passed_over(journal: Journal) -> None:
    whole = {"list": "late", "record": "lead", "id": "L1", "records": FIRST, "on": True}
    for wrong in ({"list": "today"}, {"record": "deal"}, {"id": 1}, {"on": "yes"}, {"records": None}):
        journal.append("done", "lead L1", {**whole, **wrong}, who="x", at=NOW)
    journal.append("done", "lead L1", {}, who="x", at=NOW)
    journal.append("note", "lead L1", whole, who="x", at=NOW)
    assert names(journal) == {}
    journal.append("done", "lead L1", {**whole, "more": 1}, who="y", at=NOW)
    assert names(journal) == {CALLED: "y"}
