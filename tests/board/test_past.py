"""The closed months that a forecast learns from."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from sla_dash.board.past import Past
from sla_dash.calendar import days, next_month
from sla_dash.statistics import forecast, pace
from sla_dash.statistics.forecast import Forecast
from sla_dash.statistics.pace import Closed
from tests.boards import NOVEMBER_12, board, leads, version

AUGUST, SEPTEMBER, OCTOBER, NOVEMBER = (date(2026, month, 1) for month in (8, 9, 10, 11))


def every_day(month: date, count: int) -> dict[date, int]:
    return {day: count for day in days(month, next_month(month)) if day.weekday() < 5}


RECORDS = every_day(AUGUST, 9) | every_day(SEPTEMBER, 5) | every_day(OCTOBER, 3)
RECORDS |= {day: 4 for day in every_day(NOVEMBER, 4) if day < date(2026, 11, 12)}
VERSIONS = version(1, "2026-08-01", 100), version(2, "2026-10-01", 60)
DONE = Fraction(8, 21)


def landing(target: int, phi: float, *closed: tuple[float, float, int]) -> Forecast | None:
    rest = pace.rest(32, DONE, target, phi, [Closed(*month) for month in closed])
    return forecast.month_end(32, rest, target, Fraction(1, 10))


def test_each_closed_month_speaks_by_the_promise_of_its_time_and_the_first_of_the_records_not_at_all() -> None:
    form, *_, total = board(leads(RECORDS), NOVEMBER_12, *VERSIONS).delivery.lines
    phi = form.so_far.overdispersion
    assert phi == total.so_far.overdispersion
    early = [float(5 * 22 * DONE), float(3 * 22 * DONE)]  # September and October have 22 working days
    assert form.forecast == landing(60, phi, (early[0], 110, 100), (early[1], 66, 60))
    assert total.forecast == landing(100, phi, (early[0], 110, 140), (early[1], 66, 100))
    assert form.forecast != landing(60, phi)


def test_leads_that_sales_rejected_teach_nothing() -> None:
    header, *rows = leads(RECORDS).splitlines()
    handed_back = [f"handed back {row} | 2026-11-02 12:00:00" for row in rows]
    drawing = "\n".join([f"{header} | rejected_at", *(f"{row} |" for row in rows), *handed_back])
    boards = [board(one, NOVEMBER_12, *VERSIONS) for one in (drawing, leads(RECORDS))]
    found, without = (Past(one, one.delivery.months_before, one.delivery.history) for one in boards)
    assert list(found.closed(None)) == list(without.closed(None))


def test_what_came_after_the_morning_teaches_nothing() -> None:
    known = {day: n for day, n in RECORDS.items() if day < date(2026, 10, 6)}
    morning = datetime(2026, 10, 6, 8, tzinfo=UTC)
    whole, cut = (board(leads(every), morning, *VERSIONS).delivery.lines for every in (RECORDS, known))
    assert [line.forecast for line in whole] == [line.forecast for line in cut]


def test_a_type_is_forecast_in_value_as_in_leads_and_all_together_by_drawing_each() -> None:
    others = [f"other {row}" for row in leads(RECORDS, "outbound").splitlines()[1:]]
    form, outbound, total = board("\n".join([leads(RECORDS), *others]), NOVEMBER_12, *VERSIONS).delivery.lines
    assert form.forecast is not None
    assert outbound.forecast is not None
    assert form.value_forecast == form.forecast.worth(Fraction(128))
    assert outbound.value_forecast == outbound.forecast.worth(Fraction(187))
    assert total.value_forecast is not None
    together = form.forecast.mean * 128 + outbound.forecast.mean * 187
    assert total.value_forecast.mean == pytest.approx(together, rel=0.01)
