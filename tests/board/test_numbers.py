"""The numbers that can be decided about, against what was worked out by hand and against their own pages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from sla_dash import journal, places, words
from sla_dash.board import Board, numbers
from sla_dash.board import board as put_together
from sla_dash.board.numbers import NUMBERS
from sla_dash.records import store
from sla_dash.rules.measures import Good, Measured
from sla_dash.statistics import counts, proportion
from tests import harvest, morning
from tests.boards import NOVEMBER_12, board, leads


@pytest.fixture(scope="module")
def here(morning_data: Path) -> Iterator[Board]:
    """The morning worked out by hand."""
    snapshot = store.open_file(store.newest(morning_data))
    yield put_together(snapshot, journal.read(morning_data).agreements, morning.NOW)
    snapshot.close()


@pytest.fixture(scope="module")
def harvested(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    """Leads of which the outcome is known."""
    data = harvest.write(tmp_path_factory.mktemp("harvest"))
    snapshot = store.open_file(store.newest(data))
    yield put_together(snapshot, journal.read(data).agreements, harvest.NOW)
    snapshot.close()


def told(found: Board, key: str, stream: str | None = None, lead_type: str | None = None) -> Measured:
    measured = numbers.now(found, key, stream, lead_type)
    assert measured
    return measured


def test_every_number_has_its_words_its_page_and_another_key() -> None:
    assert list(NUMBERS) == list(words.numbers.LABELS) == list(words.numbers._SAID)
    assert {number.page for number in NUMBERS.values()} == set(words.decisions.PAGES)
    assert all(places.page(number.page).exists() for number in NUMBERS.values())
    assert len(set(words.numbers.LABELS.values())) == len(NUMBERS)


def test_leads_and_their_value_are_of_a_working_day_of_the_month_so_far(here: Board) -> None:
    low, high = counts.interval(90, 1.5)  # under thirty days of history
    assert told(here, "delivery.leads") == Measured(Fraction(90, 13), low / 13, high / 13, 13, Fraction(140, 21))
    assert words.numbers.said(here, "delivery.leads") == "6.9 a working day (90 leads in 13 days)"
    value, due = 81 * 128 + 9 * 187, (100 * 128 + 40 * 187) * 13 / 21
    spread = 1.5 * (100 * 128**2 + 40 * 187**2) * 13 / 21 / due
    low, high = counts.interval(value, spread)
    found = told(here, "delivery.value")
    assert (found.value, found.n, found.aim) == (Fraction(value, 13), 13, Fraction(100 * 128 + 40 * 187, 21))
    assert (found.low, found.high) == pytest.approx((low / 13, high / 13))
    form = told(here, "delivery.leads", "SMB", "form")
    assert (form.value, form.aim) == (Fraction(81, 13), Fraction(100, 21))


def test_sales_numbers_are_those_of_their_pages(here: Board) -> None:
    share = told(here, "contact.share")
    assert share.value == pytest.approx(70 / 90)
    held = here.contact.lines[-1].share
    assert held
    assert (share.low, share.high, share.n) == (held.low, held.high, 93)
    assert told(here, "contact.waiting") == Measured(10, *counts.interval(10))
    assert told(here, "act.queue") == Measured(13, *counts.interval(13))
    assert words.numbers.said(here, "contact.waiting") == "10 leads"
    met = here.follow_up.lines[-1]
    assert told(here, "followup.rate").value == met.share
    assert (told(here, "followup.rate").low, told(here, "followup.rate").high) == met.interval
    none = proportion.wilson(0, 93)
    assert none
    assert told(here, "delivery.rejected") == Measured(0, *none, 93)
    assert words.numbers.said(here, "delivery.rejected") == "0 (0 %) of 93 leads"
    assert numbers.now(here, "quality.share", None, None) is None
    assert words.numbers.said(here, "quality.share") == "–"


def test_the_rates_of_the_funnel_are_those_of_three_months(harvested: Board) -> None:
    september = replace(harvested, as_of=datetime(2026, 9, 30, 8, tzinfo=UTC), month=date(2026, 9, 1))
    found = told(september, "funnel.mql_to_sql")
    (line,) = [one for one in september.funnel.lines("quarter") if one.total and one.stage.name == "MQL"]
    assert (line.cohort.passed, line.cohort.entered) == (180, 600)
    around = proportion.wilson(180, 600)
    assert around
    more = (line.cohort.to_come or 0) / 600
    assert found.value == line.cohort.estimate == pytest.approx(0.3 + more)
    assert (found.low, found.high) == pytest.approx((around[0] + more, around[1] + more))
    assert found.n == 600
    assert words.numbers.said(september, "funnel.mql_to_sql").startswith(words.funnel.rate(line.cohort))


def test_what_cannot_be_told_is_no_number(here: Board, harvested: Board) -> None:
    first = replace(here, as_of=datetime(2026, 12, 1, 8, tzinfo=UTC), month=date(2026, 12, 1))
    for key in ("delivery.leads", "delivery.value", "delivery.rejected", "contact.share"):
        assert numbers.now(first, key, None, None) is None, key
    assert words.numbers.said(first, "delivery.leads") == "no working day of the month is over yet"
    assert numbers.now(here, "contact.share", "SMB", "no such type") is None
    assert numbers.now(here, "a number of tomorrow", None, None) is None
    assert words.numbers.said(here, "a number of tomorrow") == "–"
    without = board(leads({date(2026, 11, 2): 20}), NOVEMBER_12)
    assert numbers.now(without, "contact.waiting", None, None) is None
    assert numbers.now(without, "followup.rate", None, None) is None
    assert numbers.now(without, "act.queue", None, None) is not None
    assert numbers.now(harvested, "funnel.win", "SMB", "outbound") is None


def test_a_number_is_of_the_present_month_as_agreed_whatever_is_on_screen(here: Board) -> None:
    october = replace(here, month=date(2026, 10, 1), stream="SMB", lead_type="outbound", profile="calendar day")
    assert told(october, "delivery.leads") == told(here, "delivery.leads")
    about = words.numbers.about(october, "delivery.leads")
    assert (about.key, about.stream, about.lead_type) == ("delivery.leads", "SMB", "outbound")
    assert about.then == told(here, "delivery.leads", "SMB", "outbound")
    assert about.said == "0.7 a working day (9 leads in 13 days)"
    assert here.narrowed(None, None) is here
    assert here.narrowed("SMB", "form") is here.narrowed("SMB", "form")


@pytest.mark.parametrize("key", NUMBERS)
def test_the_words_of_a_number_hold_its_value(key: str, here: Board, harvested: Board) -> None:
    for found in (here, replace(harvested, as_of=datetime(2026, 9, 30, 8, tzinfo=UTC), month=date(2026, 9, 1))):
        measured = NUMBERS[key].read(found)
        said = words.numbers.said(found, key)
        assert said
        assert "None" not in said
        if measured and NUMBERS[key].unit is numbers.Unit.SHARE:
            assert f"{float(measured.value) * 100:.0f} %" in said
        if measured:
            assert measured.low <= float(measured.value) <= measured.high


def test_more_leads_than_promised_are_worse_and_a_rate_rises() -> None:
    assert [number.good for number in NUMBERS.values() if number.key.startswith("delivery.")] == [
        Good.NEAR,
        Good.NEAR,
        Good.FALL,
    ]
    assert NUMBERS["contact.share"].good is NUMBERS["followup.rate"].good is Good.RISE
    assert NUMBERS["contact.waiting"].good is NUMBERS["act.queue"].good is Good.FALL


def test_a_day_is_new_when_it_is_over() -> None:
    by_day = {date(2026, 11, day): 5 for day in (2, 3, 4, 5, 6)}
    monday = datetime(2026, 11, 9, 8, tzinfo=UTC)
    friday = board(leads(by_day), monday - timedelta(days=3))
    assert told(friday, "delivery.leads").n == 4
    assert told(board(leads(by_day), monday), "delivery.leads").n == 5


def test_of_ten_leads_a_share_is_told_and_of_nine_only_their_number() -> None:
    for number, is_told in ((9, False), (10, True)):
        found = board(leads({date(2026, 11, 2): number}), NOVEMBER_12)
        assert (numbers.now(found, "delivery.rejected", None, None) is not None) is is_told
        assert words.numbers.said(found, "delivery.rejected") == (f"0{' (0 %)' if is_told else ''} of {number} leads")
