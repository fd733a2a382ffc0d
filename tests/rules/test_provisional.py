"""The terms under which records are prepared while nobody has promised anything."""

from datetime import UTC, datetime

import pytest

from sla_dash.agreement import Agreements
from sla_dash.rules import provisional
from sla_dash.rules.provisional import Because, Named, Place

AT = datetime(2026, 11, 1, tzinfo=UTC)


def named(stream: str | None, kind: str | None, *, handed_over: int = 0, assigned: int = 0) -> Named:
    return Named(stream, kind, 5, handed_over, assigned, AT, AT, AT if handed_over else None)


@pytest.mark.parametrize(
    ("asked", "mapped", "machine", "expected"),
    [
        ("Asia/Tokyo", ["Europe/Warsaw"], "America/Lima", Place("Asia/Tokyo", Because.ASKED)),
        (None, ["Europe/Warsaw"], "America/Lima", Place("Europe/Warsaw", Because.MAPPED)),
        (None, ["Europe/Warsaw", "UTC"], "America/Lima", Place("Europe/Warsaw", Because.MAPPED)),
        (None, ["Europe/Warsaw", "Asia/Tokyo"], "America/Lima", Place("America/Lima", Because.MACHINE)),
        (None, ["UTC"], "America/Lima", Place("America/Lima", Because.MACHINE)),
        (None, ["Etc/UTC"], None, Place("UTC", Because.NOTHING)),
        (None, [], None, Place("UTC", Because.NOTHING)),
    ],
)
def test_the_zone_is_the_one_asked_for_else_the_mappings_else_the_machines(
    asked: str | None, mapped: list[str], machine: str | None, expected: Place
) -> None:
    assert provisional.place(asked, mapped, machine) == expected


def test_every_kind_that_can_be_named_is_promised_nothing_and_equal_records_have_equal_terms() -> None:
    kinds = [named("S", "web"), named("S", None), named(None, "web"), named("all", "x"), named("T", "[x](y) \\ \" '")]
    terms = provisional.provisional(kinds, "Europe/Warsaw")
    assert [(s.name, t.name) for s in terms.streams for t in s.lead_types] == [("S", "web"), ("T", "[x](y) \\ \" '")]
    assert {t.respond_within for s in terms.streams for t in s.lead_types} == {None}
    again = provisional.provisional(kinds, "Europe/Warsaw")
    assert Agreements((terms,)).fingerprint == Agreements((again,)).fingerprint
    assert Agreements((terms,)).in_force(AT) is terms


def test_where_no_lead_can_be_named_there_are_terms_all_the_same() -> None:
    assert provisional.provisional([named(None, None)], "UTC").streams
    assert provisional.provisional([], "UTC").streams


def test_clocks_start_at_hand_off_or_else_at_assignment_or_else_with_the_lead() -> None:
    bare, assigned, handed = named("S", "a"), named("S", "b", assigned=1), named("S", "c", handed_over=1)
    assert provisional.clock_start([bare, assigned, handed]) == "qualified_at"
    assert provisional.clock_start([bare, assigned]) == "assigned_at"
    assert provisional.clock_start([bare]) == "created_at"
    assert provisional.clock_start([]) == "created_at"
