"""What changed since the last stand-up, in words."""

from datetime import UTC, date, datetime

import pytest

from sla_dash import words
from sla_dash.access import WHOLE
from sla_dash.agreement import parse
from sla_dash.board import Move
from sla_dash.board.since import Promise
from sla_dash.journal import Decided
from sla_dash.journal.decisions import State
from sla_dash.output import document, meeting
from sla_dash.rules import contact, delivery
from sla_dash.rules.since import Stood, Turned, Why
from tests import drawn
from tests.boards import board, leads
from tests.overnight import THURSDAY_19, by_day, contacted, decision, made

ABOVE, IN, BELOW = (Stood(one) for one in (delivery.Standing.ABOVE, delivery.Standing.IN, delivery.Standing.BELOW))
MAYBE_BELOW = Stood(delivery.Standing.BELOW, could_be_chance=True)
NOTHING_DUE, NO_TARGET = Stood(delivery.Standing.NOTHING_DUE), Stood(delivery.Standing.NO_TARGET)
KEPT, NOT_KEPT, EARLY = (
    Stood(one) for one in (contact.Standing.KEPT, contact.Standing.NOT_KEPT, contact.Standing.TOO_EARLY)
)
MAYBE_NOT = Stood(contact.Standing.NOT_KEPT, could_be_chance=True)
THURSDAY_12 = datetime(2026, 11, 12, 8, tzinfo=UTC)


def test_a_night_of_which_everything_is_known() -> None:
    assert list(words.since.sentences(made(), Decided(), WHOLE)) == [
        "2 leads handed over",
        "2 left the late list, 3 joined it: bob, cho, (unassigned)",
        "due at the last stand-up and still not called: bob (1 of 2), (unassigned) (1 of 1)",
        "of 5 leads due at the last stand-up 2 contacted in time",
        "ann contacted all 2 due at the last stand-up in time",
    ]


def test_each_note_is_told_with_the_side_whose_promise_it_is_about() -> None:
    decided = Decided((decision(2, date(2026, 11, 19)),))
    assert [one.side for one in words.since.notes(made(), decided, WHOLE)] == [
        "marketing", "sales", "sales", "sales", "both", "sales",
    ]  # fmt: skip
    marketing, sales = meeting.day(made(), decided, WHOLE).stops[0].parts["leads"]
    assert isinstance(marketing, meeting.Side)
    assert isinstance(sales, meeting.Side)
    assert marketing.notes[1:] == ("Since Wed 09:00: 2 leads handed over",)
    assert sales.notes[0] == "Since Wed 09:00: 2 left the late list, 3 joined it: bob, cho, (unassigned)"
    missed = board(by_day(5, 5, 5, 5, 5, 5, 1, 0), THURSDAY_12)
    assert {one.side for one in words.since.notes(missed, Decided(), WHOLE)} == {"marketing"}
    broken = {one.said: one.side for one in words.since.notes(contacted(12, 5, after=1), Decided(), WHOLE)}
    assert broken["contact promise for form no longer kept: version 2 of the agreement"] == "sales"


def test_that_nothing_changed_is_said_too() -> None:
    quiet = board("lead_id\n", THURSDAY_19)
    assert list(words.since.sentences(quiet, Decided(), WHOLE)) == ["nothing changed"]
    assert document.standup(quiet)["since"]["said"] == ["nothing changed"]


def test_of_a_new_month_it_is_said_that_standings_begin_anew() -> None:
    first = board(by_day(5, 5, 5), datetime(2026, 12, 1, 8, tzinfo=UTC))
    assert list(words.since.sentences(first, Decided(), WHOLE)) == [
        "no lead handed over",
        "a new month: standings begin anew",
    ]


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        (IN, BELOW, "form fell below the range: fewer leads"),
        (IN, MAYBE_BELOW, "form now too close to call: fewer leads"),
        (MAYBE_BELOW, BELOW, "form is now clearly below the range: fewer leads"),
        (BELOW, MAYBE_BELOW, "form now too close to call: more leads"),
        (BELOW, IN, "form back in the range: more leads"),
        (ABOVE, IN, "form back in the range: fewer leads"),
        (IN, ABOVE, "form rose above the range: more leads"),
        (BELOW, ABOVE, "form rose above the range: more leads"),
        (ABOVE, MAYBE_BELOW, "form now too close to call: fewer leads"),
        (NOTHING_DUE, BELOW, "form below the range"),
        (NOTHING_DUE, IN, "form in the range"),
        (IN, NO_TARGET, "form has no target: fewer leads"),
        (KEPT, NOT_KEPT, "contact promise for form no longer kept: more late"),
        (KEPT, MAYBE_NOT, "contact promise for form now too close to call: more late"),
        (MAYBE_NOT, NOT_KEPT, "contact promise for form not kept by more than chance: more late"),
        (NOT_KEPT, MAYBE_NOT, "contact promise for form now too close to call: more in time"),
        (NOT_KEPT, KEPT, "contact promise for form kept again: more in time"),
        (EARLY, KEPT, "contact promise for form kept"),
        (EARLY, NOT_KEPT, "contact promise for form not kept"),
    ],
)
def test_a_standing_says_where_it_went_and_why(was: Stood, now: Stood, said: str) -> None:
    promise: Promise = "contact" if isinstance(now.standing, contact.Standing) else "leads"
    move = Move(promise, "SMB", "form", False, was, now, Why.LEADS)
    assert words.since.moved(move, made()) == said


def test_of_all_leads_and_of_their_value_it_is_said_which() -> None:
    expected: dict[Promise, str] = {
        "leads": "all leads fell below the range: fewer leads",
        "value": "value fell below the range: less value came",
    }
    for promise, said in expected.items():
        assert words.since.moved(Move(promise, None, None, True, IN, BELOW, Why.LEADS), made()) == said
    kept = Move("contact", None, None, True, NOT_KEPT, KEPT, Why.LEADS)
    assert words.since.moved(kept, made()) == "contact promise for all leads kept again: more in time"


def test_another_version_and_another_target_are_named_as_the_cause() -> None:
    said = list(words.since.sentences(contacted(12, 5, after=1), Decided(), WHOLE))
    assert "contact promise for form no longer kept: version 2 of the agreement" in said
    target = Move("leads", "SMB", "form", False, IN, BELOW, Why.TARGET)
    assert words.since.moved(target, made()) == "form fell below the range: another target"


def test_a_type_is_called_with_its_stream_where_two_streams_have_one_of_its_name() -> None:
    second = drawn.AGREEMENT + '\n[[stream]]\nname = "Enterprise"\n[[stream.lead_type]]\nname = "form"\ntargets = 10\n'
    here = board(by_day(5), THURSDAY_12, parse(second))
    for kind, said in (
        ("form", "SMB · form fell below the range: fewer leads"),
        ("outbound", "outbound fell below the range: fewer leads"),
    ):
        assert words.since.moved(Move("leads", "SMB", kind, False, IN, BELOW, Why.LEADS), here) == said


def test_the_weightiest_comes_first_and_what_is_good_last() -> None:
    worse = list(words.since.sentences(board(by_day(5, 5, 5, 5, 5, 5, 1, 0), THURSDAY_12), Decided(), WHOLE))
    assert worse == ["no lead handed over", "form now too close to call: fewer leads"]
    decided = Decided(
        (
            decision(1, date(2026, 11, 18)),
            decision(2, date(2026, 11, 19)),
            decision(3, date(2026, 11, 30), (datetime(2026, 11, 18, 9, tzinfo=UTC), State.DONE)),
        )
    )
    said = list(words.since.sentences(made(), decided, WHOLE))
    assert [said[n] for n in (0, 2, 5, 7)] == [
        "2 leads handed over",
        "1 decision became overdue: what 1 – rep 03",
        "1 decision due today: what 2 – rep 03",
        "1 decision done: what 3 – rep 03",
    ]


def test_the_first_verdicts_of_a_month_are_counted_and_named_only_where_more_than_chance() -> None:
    second_day = datetime(2026, 11, 3, 8, tzinfo=UTC)
    said = list(words.since.sentences(board(leads({date(2026, 11, 2): 5}), second_day), Decided(), WHOLE))
    assert said == ["5 leads handed over", "first verdicts of the month: 1 well, 3 too close to call"]


def test_three_are_named_and_the_others_counted() -> None:
    reps = [Turned(f"rep {n}", joined=n, left=0, asked=n, in_time=n, late=0, waiting=0) for n in range(1, 6)]
    total = Turned(None, joined=15, left=0, asked=15, in_time=15, late=0, waiting=0, total=True)
    assert list(words.since.late(reps, total, WHOLE)) == [
        "15 joined the late list: rep 5 (5), rep 4 (4), rep 3 (3), 2 reps more"
    ]
    assert list(words.since.kept_off(reps, WHOLE)) == [
        "5 reps contacted all due at the last stand-up in time: rep 5 (5), rep 4 (4), rep 3 (3), 2 reps more"
    ]
    assert list(words.since.kept_off(reps[:1], WHOLE)) == [
        "rep 1 contacted the one lead due at the last stand-up in time"
    ]
    assert list(words.since.asked(total)) == []


def test_what_stands_in_the_text_stands_in_the_document() -> None:
    found = document.standup(made())["since"]
    assert found["at"] == "2026-11-18T08:00:00Z"
    assert found["leads"] == 2
    assert found["late_list"][-1] == {
        "rep": None, "joined": 3, "left": 2, "due_then": 5, "in_time": 2, "late_now": 2, "still_due": 0, "total": True,
    }  # fmt: skip
    assert found["late_list"][-2]["rep"] == "(unassigned)"
    assert found["decisions"] == {"due_today": [], "became_overdue": [], "done": []}
    moved = document.standup(contacted(12, 5))["since"]["moved"]
    assert moved[1] == {
        "promise": "contact", "stream": "SMB", "lead_type": "form", "was": "kept", "could_be_chance_then": False,
        "standing": "not kept", "could_be_chance": False, "why": "leads",
    }  # fmt: skip
    first, *more = found["said"]
    text = "\n".join(meeting.text.lines(meeting.day(made(), Decided(), WHOLE)))
    assert f"  Since Wed 09:00: {first}\n" in text
    assert all(f"  {one[0].upper()}{one[1:]}\n" in text for one in more)
