"""Decisions put together with what their numbers did since."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from sla_dash import words
from sla_dash.board import Board, decisions
from sla_dash.board.decisions import Followed
from sla_dash.journal import Decided, Journal, deciding, fold
from sla_dash.journal.decisions import About, Side, State
from sla_dash.rules.measures import Moved, Since
from tests.boards import board, leads

FRIDAY_6 = datetime(2026, 11, 6, 8, tzinfo=UTC)
THURSDAY_19 = datetime(2026, 11, 19, 8, tzinfo=UTC)
DAY = timedelta(days=1)
MANY, FEW = 12, 4


def at(now: datetime, then: int = FEW, since: int = MANY) -> Board:
    """A November in which so many leads came each day until the fifth, and so many later; 4.8 a day are promised."""
    first = {date(2026, 11, day): then for day in (2, 3, 4, 5)}
    later = {date(2026, 11, day): since for day in (6, 9, 10, 11, 12, 13, 16, 17, 18)}
    return board(leads(first | later), now)


@pytest.fixture
def written(tmp_path: Path) -> Journal:
    return Journal(make_url(f"sqlite:///{tmp_path / 'journal.sqlite'}"))


def decided(
    written: Journal,
    what: str,
    due: date,
    number: str | None = None,
    now: datetime = FRIDAY_6,
    board: Board | None = None,
) -> int:
    about = words.numbers.about((board or at(now)).narrowed("SMB", "form"), number) if number else None
    return deciding.decide(written, what, "rep 03", due, about=about, who="ann", at=now).id


def known(written: Journal) -> Decided:
    return fold(written.entries())


def one(found: tuple[Followed, ...], what: str) -> Followed:
    return next(one for one in found if one.decision.what == what)


def test_open_ones_come_first_by_the_day_that_they_are_due_then_the_last_ended(written: Journal) -> None:
    late = decided(written, "late", date(2026, 11, 18))
    for what, day in (("next week", 25), ("today", 19), ("dropped", 10), ("done", 30)):
        decided(written, what, date(2026, 11, day))
    for n, state in ((late + 3, State.DROPPED), (late + 4, State.DONE)):
        deciding.progress(written, n, "x", state, who="ann", at=FRIDAY_6 + n * DAY / 24)
    found = decisions.followed(at(THURSDAY_19), known(written))
    assert [one.decision.what for one in found] == ["late", "today", "next week", "done", "dropped"]
    assert [one.overdue for one in found] == [True, False, False, False, False]
    assert [one.days_left for one in found[:3]] == [-1, 0, 6]
    said = words.decisions.summary(found)
    assert said == "3 decisions are open, 1 is overdue, 1 is due today; 1 is done, none with a better number since"
    assert words.decisions.summary(()) == "No decision is open"


def test_a_number_is_held_against_what_it_was_per_working_day_and_not_in_all(written: Journal) -> None:
    decided(written, "more", date(2026, 11, 30), "delivery.leads")
    twice = at(THURSDAY_19, since=FEW)  # as many a day as before, more than twice as many in all
    same = one(decisions.followed(twice, known(written)), "more")
    assert same.since == Since(Moved.CHANCE, 0)
    assert words.decisions.since(same, twice) == "○ The same"
    found = one(decisions.followed(at(THURSDAY_19), known(written)), "more")
    assert found.since
    assert found.since.moved is Moved.WORSE  # 9.5 a day, and 4.8 are promised
    assert found.since.difference == pytest.approx((16 + 9 * 12) / 13 - 4)
    said = words.decisions.number(found, at(THURSDAY_19), coloured=False)
    assert said == (
        "▼ Worse: 5.5 more a working day, further from the promise · Leads handed over (SMB · form): 4.0 a working day "
        "(16 leads in 4 days) on 6 Nov 2026 → 9.5 a working day (124 leads in 13 days) now"
    )


def test_nearer_to_the_promise_is_better_and_a_done_one_is_counted_as_one_that_worked(written: Journal) -> None:
    number = decided(written, "fewer", date(2026, 11, 12), "delivery.leads", board=at(FRIDAY_6, then=20))
    deciding.progress(written, number, "", State.DONE, who="ann", at=FRIDAY_6 + DAY)
    calm = at(THURSDAY_19, then=20, since=1)
    found = decisions.followed(calm, known(written))
    assert found[0].since
    assert found[0].since.moved is Moved.BETTER
    assert found[0].worked
    said = words.decisions.summary(found)
    assert said == "No decision is open; 1 is done, 1 of them with a better number since"


def test_it_is_too_early_on_the_day_of_the_decision_and_on_the_first_of_a_month(written: Journal) -> None:
    decided(written, "x", date(2026, 11, 30), "delivery.leads")
    for now in (FRIDAY_6 + DAY / 4, datetime(2026, 12, 1, 8, tzinfo=UTC)):
        (found,) = decisions.followed(at(now), known(written))
        assert found.since == Since(Moved.TOO_EARLY, None)
        assert words.decisions.since(found, at(now)) == "○ Too early to tell"


def test_a_decision_about_no_number_or_an_unknown_one_is_followed_without(written: Journal) -> None:
    decided(written, "none", date(2026, 11, 20))
    about = About("of.tomorrow", None, None, "3 of 4", None)
    deciding.decide(written, "new", "rep 03", date(2026, 11, 21), about=about, who="ann", at=FRIDAY_6)
    here = at(THURSDAY_19)
    none, new = decisions.followed(here, known(written))
    assert (none.number, none.since, new.number, new.since) == (None, None, None, None)
    assert words.decisions.number(none, here) == ""
    assert "of.tomorrow: 3 of 4 on 6 Nov 2026; this board does not show that number" in words.decisions.number(
        new, here
    )


def test_open_decisions_stand_beside_their_number_where_their_leads_are_on_screen(written: Journal) -> None:
    decided(written, "form", date(2026, 11, 20), "delivery.leads")
    done = decided(written, "done", date(2026, 11, 20), "delivery.leads")
    deciding.progress(written, done, "", State.DONE, who="ann", at=FRIDAY_6)
    whole = at(THURSDAY_19)
    for shown, found in ((whole, 1), (whole.narrowed("SMB", None), 1), (whole.narrowed("SMB", "outbound"), 0)):
        assert len(decisions.open_about(shown, known(written), ["delivery.leads", "delivery.value"])) == found
    assert decisions.open_about(whole, known(written), ["contact.share"]) == []


def test_every_word_that_is_searched_for_stands_somewhere_in_what_is_found(written: Journal) -> None:
    number = decided(written, "Ring at once", date(2026, 11, 20), "delivery.leads")
    decided(written, "Buy lists", date(2026, 11, 20))
    deciding.progress(written, number, "Only in the Morning.", who="Bob", at=FRIDAY_6)
    deciding.note(written, "A student.", lead="L-7", who="cy", at=FRIDAY_6)
    here = at(THURSDAY_19)
    zone, found = here.now_terms.zone, decisions.followed(here, known(written))
    for text, expected in (
        ("", 2), ("ring", 1), ("morning ONCE", 1), ("bob", 1), ("handed form", 1), ("rep 03", 2), ("ring lists", 0),
    ):  # fmt: skip
        assert len(words.decisions.found(text, found, zone)) == expected, text
    assert len(words.decisions.noted("l-7 Student", known(written).notes, zone)) == 1
    assert words.decisions.noted("ring", known(written).notes, zone) == []


def test_notes_of_the_last_four_weeks_are_counted_by_who_gave_them(written: Journal) -> None:
    month = timedelta(days=28)
    for at_ in (THURSDAY_19 - month, THURSDAY_19 - month + DAY / 24, THURSDAY_19 - DAY):
        deciding.note(written, "x", Side.SALES, lead="L-7", who="cy", at=at_)
    deciding.note(written, "x", Side.MARKETING, lead="L-7", who="cy", at=THURSDAY_19)
    said = words.decisions.feedback(known(written), at(THURSDAY_19))
    assert said == "3 notes in the last 28 days: 2 by sales on leads, 1 by marketing on follow-up"
