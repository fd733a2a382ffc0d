"""How good the forecast was: past mornings against how their months ended."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sla_dash import cli, words
from sla_dash.agreement import parse
from sla_dash.board import replay
from sla_dash.rules import backtest
from sla_dash.rules.backtest import Case
from sla_dash.statistics.forecast import Forecast
from tests import drawn, morning
from tests.boards import board, leads

TENTH = Fraction(1, 10)
SAID = Forecast(100, 90, 110, 0.65, 0.2, 0.15)
ONE = Case(date(2026, 10, 1), 7, None, 100, SAID, Fraction(130), 110)
FORM = ("SMB", "form")


def test_both_ends_of_the_interval_are_inside_it() -> None:
    cases = [replace(ONE, actual=actual) for actual in (89, 90, 110, 111)]
    found = backtest.quality(cases, TENTH)
    assert found is not None
    assert (found.n, found.covered) == (4, 2)


def test_errors_are_shares_of_the_target_and_absent_where_nothing_was_due() -> None:
    found = backtest.quality([ONE, replace(ONE, actual=95, target=50)], TENTH)
    assert found is not None
    assert found.error == (10 / 100 + 5 / 50) / 2
    assert found.run_rate_error == (20 / 100 + 35 / 50) / 2
    without = backtest.quality([ONE, replace(ONE, run_rate=None)], TENTH)
    assert without is not None
    assert without.run_rate_error is None
    assert backtest.quality([], TENTH) is None


def test_the_brier_score_is_the_squared_distance_of_a_chance_from_what_happened() -> None:
    found = backtest.quality([ONE, replace(ONE, actual=111), replace(ONE, actual=90), replace(ONE, actual=89)], TENTH)
    assert found is not None
    assert found.brier == pytest.approx((2 * 0.35**2 + 2 * 0.65**2) / 4)


def test_chances_are_held_against_what_happened_by_groups_that_miss_none() -> None:
    chances = [0.0, 0.199, 0.2, 0.65, 0.8, 1.0]
    cases = [replace(ONE, forecast=replace(SAID, in_band=chance)) for chance in chances]
    cases.append(replace(cases[3], actual=111))
    found = backtest.calibration(cases, TENTH)
    assert [(one.low, one.n, one.happened) for one in found] == [(0.0, 2, 2), (0.2, 1, 1), (0.6, 2, 1), (0.8, 2, 2)]


def test_a_replayed_morning_knows_nothing_of_what_came_after_it() -> None:
    every = {date(2026, 9, 7): 10} | {date(2026, 10, day): 7 for day in (1, 2, 5, 6, 7, 8, 9, 12, 13, 14, 26, 27, 28)}
    whole = board(leads(every), datetime(2026, 11, 12, 8, tzinfo=UTC))
    cases = list(replay.cases(whole))
    assert {case.month for case in cases} == {date(2026, 10, 1)}  # the records may begin within September
    assert [case.day for case in cases if case.kind is None] == [3, 7, 12, 17]
    third = next(case for case in cases if case.kind is None)
    assert (third.target, third.actual) == (140, 91)
    assert third.run_rate == 21 * Fraction(22, 3)
    known = {day: n for day, n in every.items() if day <= date(2026, 10, 5)}
    cut = board(leads(known), datetime(2026, 10, 5, 22, tzinfo=UTC))
    assert third.forecast == cut.delivery.lines[-1].forecast


def test_a_month_with_as_many_working_days_as_asked_is_forecast_on_its_last() -> None:
    every = {date(2026, 9, 7): 10} | {date(2026, 10, day): 7 for day in (1, 2, 5)}
    text = drawn.AGREEMENT.replace(
        "[[stream]]",
        "[holidays]\noverrides = { " + ", ".join(f"2026-10-{day:02} = []" for day in range(6, 32)) + " }\n[[stream]]",
        1,
    )
    cases = list(replay.cases(board(leads(every), datetime(2026, 11, 12, 8, tzinfo=UTC), parse(text))))
    assert {case.day for case in cases} == {3}
    assert all(case.covered for case in cases)  # nothing was left to come


def test_the_command_prints_coverage_errors_and_calibration(morning_data: Path) -> None:
    found = CliRunner().invoke(cli.app, ["backtest", "--data", str(morning_data), "--as-of", "2027-01-04T09:00+01:00"])
    assert found.exit_code == 0
    assert "Replayed 1 month, Dec 2026 to Dec 2026" in found.output
    assert "all leads" in found.output
    assert "Chance of ending in the range" in found.output
    nothing = CliRunner().invoke(cli.app, ["backtest", "--data", str(morning_data), "--as-of", morning.ENVIRONMENT])
    assert "nothing can be replayed" in nothing.output


def test_the_words_count_every_forecast_once() -> None:
    said = "\n".join(words.backtest.lines([ONE, replace(ONE, kind=FORM, actual=111)], TENTH))
    lines = [" ".join(line.split()) for line in said.splitlines()]
    assert "all leads 7 1 1 of 1 10.0 % 20.0 % 0.122" in lines
    assert "by type any 1 0 of 1 11.0 % 19.0 % 0.423" in lines
    assert "SMB · form any 1 0 of 1 11.0 % 19.0 % 0.423" in lines
    assert "60 to 80 % 2 1 of 2 65 %" in lines
    assert said.endswith("of all 2 chances: 0.273.")
    many = "\n".join(words.backtest.lines([ONE] * 10, TENTH))
    assert "10 of 10 (100 %)" in many
