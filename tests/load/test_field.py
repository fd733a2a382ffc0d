"""Exports as real systems write them, from ``tests/field``: each with its mapping, its terms and what is right."""

from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from sla_dash import journal, load, words
from sla_dash.board import Board, board
from sla_dash.output import document
from sla_dash.records import queries, store
from sla_dash.rules.contact import State
from tests import ROOT

FIELD = ROOT / "tests" / "field"


@pytest.fixture
def exported(request: pytest.FixtureRequest, tmp_path: Path) -> Board:
    """Load a case and look at it as of its instant."""
    folder = FIELD / request.param
    as_of, held = datetime.fromisoformat((folder / "as_of").read_text("utf-8").strip()), journal.read(folder).agreements
    report = load.records(folder, folder / "map.toml", tmp_path, held, now=as_of)
    return board(store.open_file(report.path), held, as_of)


def doubts(board: Board) -> dict[str, str | None]:
    return {doubt.check: doubt.example for doubt in queries.records.doubts(board.snapshot)}


def case(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("exported", [name], indirect=True, ids=[name])


@case("mixed-currency")
def test_currencies_are_never_added_up(exported: Board) -> None:
    *_, total = exported.loop.deals("quarter")
    assert (total.closed.won, total.closed.won_amount, total.closed.order_value) == (2, Fraction(1000), Fraction(1000))
    assert [(row.currency, row.won, int(row.won_amount)) for row in total.abroad] == [("JPY", 1, 1000)]
    assert words.loop.apart(total.abroad) == "; apart from that 1,000 JPY won (1 deal)"
    assert words.loop.apart(exported.loop.abroad) == "; apart from that 1,000 JPY won (1 deal)"
    assert exported.loop.total.bridge.won == Fraction(1000)
    assert doubts(exported) == {"in another currency": "JPY: D2"}


@case("won-closing-ahead")
def test_a_deal_that_is_won_is_won_whatever_its_closing_day(exported: Board) -> None:
    closed = exported.loop.deals("quarter")[-1].closed
    assert (closed.won, closed.won_amount) == (2, Fraction(1500))
    assert doubts(exported) == {"closed in the future": "D1: 2026-11-29 23:00:00 UTC"}
    assert exported.load.latest_at == datetime.fromisoformat("2026-11-09T23:00+00:00")


@case("outcome-label")
def test_a_conversation_is_known_by_whatever_its_system_calls_it(exported: Board) -> None:
    assert words.contact.people(exported.contact.lines[-1]) == "1 in time"


@case("own-day-off")
def test_an_own_day_off_does_not_bring_the_public_holidays_back(exported: Board) -> None:
    total = exported.contact.lines[-1]
    assert (words.contact.people(total), total.median, total.p90) == ("2 in time", *[timedelta(hours=2)] * 2)


@case("never-assigned")
def test_a_lead_that_nobody_was_assigned_is_counted_by_name(exported: Board) -> None:
    assert words.contact.people(exported.contact.lines[-1]) == "1 in time · 1 that nobody owns"
    assert document.standup(exported)["contact"][-1]["never_assigned"] == 1


@case("touch-known-by-day")
def test_a_call_known_by_its_day_is_no_call_before_the_lead(exported: Board) -> None:
    assert words.contact.people(exported.contact.lines[-1]) == "1 in time · 1 late"
    assert [row.states[State.INVALID] for row in exported.contact.lines] == [0, 0]
    assert doubts(exported) == {}


@case("planned-touch")
def test_an_activity_that_was_only_planned_is_no_touch(exported: Board) -> None:
    assert words.contact.people(exported.contact.lines[-1]) == "1 in time · 1 late and waiting"
    assert [(file.table, file.kept, file.left_out) for file in queries.records.files(exported.snapshot)] == [
        ("activities", 1, 1),
        ("leads", 2, 0),
    ]


@case("merged-deal")
def test_a_deal_that_was_merged_into_another_is_won_once(exported: Board) -> None:
    closed = exported.loop.deals("quarter")[-1].closed
    assert (closed.won, closed.won_amount) == (1, Fraction(1000))


@case("everyone-else-a-person")
def test_everybody_who_is_no_robot_is_a_person(exported: Board) -> None:
    assert words.contact.people(exported.contact.lines[-1]) == "1 in time · 1 late and waiting"


@case("whole-number-ids")
def test_a_whole_number_that_passed_through_a_float_is_the_same_id(exported: Board) -> None:
    assert words.contact.people(exported.contact.lines[-1]) == "2 in time"


@case("amount-with-exponent")
def test_an_amount_with_an_exponent_is_the_number_it_means(exported: Board) -> None:
    closed = exported.loop.deals("quarter")[-1].closed
    assert (closed.won, closed.won_amount) == (3, Fraction(195_065_052))
