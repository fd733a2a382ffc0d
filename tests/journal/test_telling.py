"""What was told, as the journal remembers it."""

from datetime import date
from fractions import Fraction

from sla_dash.journal import Journal, faults, telling
from sla_dash.journal.telling import Address
from tests.drawn import NOW

OWNER: Address = ("owner", 1)
NOVEMBER = date(2026, 11, 1)


def test_the_highest_step_that_was_told_of_a_lead_stands_for_each_address(journal: Journal) -> None:
    for at, leads in (("4/5", ["L1", "L2"]), ("1/2", ["L1", "L3"])):
        telling.remember(journal, OWNER, telling.of_steps({Fraction(at): leads}), at=NOW)
    telling.remember(journal, ("manager", 1), telling.of_steps({Fraction(1): ["L3"]}), at=NOW)
    told = telling.fold(journal.entries())
    assert [told.step(OWNER, lead) for lead in ("L1", "L2", "L3", "L4")] == [
        Fraction(4, 5),
        Fraction(4, 5),
        Fraction(1, 2),
        0,
    ]
    assert told.step(("owner", 2), "L1") == 0
    assert told.step(("manager", 1), "L3") == 1
    assert faults(journal.entries()) == []


def test_the_standing_that_was_told_last_stands_month_by_month(journal: Journal) -> None:
    placed = NOVEMBER, "leads", "SMB", None
    for standing in ("below range", "in range"):
        telling.remember(journal, ("standings", 1), telling.of_standings({placed: standing}), at=NOW)
    told = telling.fold(journal.entries())
    assert told.standings["standings", 1] == {placed: "in range"}


def test_an_entry_names_nobody(journal: Journal) -> None:
    journal.refuse_unless_written()
    entry = telling.remember(journal, OWNER, telling.of_steps({Fraction(1, 2): ["L1"]}), at=NOW)
    assert (entry.kind, entry.subject, entry.who) == ("notified", "told owner", "sla-dash notify")
    assert entry.body == {"to": "owner", "nth": 1, "steps": {"1/2": ["L1"]}}


def test_what_makes_no_sense_is_counted_and_the_rest_stands(journal: Journal) -> None:
    for body in (
        {},
        {"to": "boss", "nth": 1},
        {"to": "owner", "nth": 0},
        {"to": "owner", "nth": 1, "steps": {"x": []}},
    ):
        journal.append("notified", "told owner", body, who="x", at=NOW)
    journal.append("note", "notes", {"to": "owner"}, who="x", at=NOW)
    telling.remember(journal, ("admin", 2), telling.of_key("load 1"), at=NOW)
    told = telling.fold(journal.entries())
    assert told.skipped == 4
    assert told.keys == {(("admin", 2), "load 1")}
