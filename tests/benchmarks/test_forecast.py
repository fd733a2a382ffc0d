"""How good the month-end forecast is where the truth is known, and how long it takes.

Run by hand: ``pytest tests/benchmarks/test_forecast.py -s``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from statistics import quantiles
from time import perf_counter

import numpy as np
import numpy.typing as npt
import pytest

from sla_dash import demo, journal, load
from sla_dash.board import board, replay
from sla_dash.records import store
from sla_dash.rules import backtest
from sla_dash.rules.backtest import DAYS, EDGES
from sla_dash.statistics import forecast, pace
from sla_dash.statistics.pace import Closed
from tests import ROOT

TENTH = Fraction(1, 10)
MONTHS, WORKING_DAYS, LIVES = 13, 21, 20
"""Each life of a world begins with no closed month and ends with twelve."""
Paces = Callable[[np.random.Generator], npt.NDArray[np.float64]]
"""Draws what each month brings, of its target."""


def steady(level: float) -> Paces:
    return lambda _: np.full(MONTHS, level)


def drifting(each_month: float) -> Paces:
    return lambda _: np.exp(each_month * np.arange(MONTHS))


def wandering(each_month: float) -> Paces:
    return lambda random: np.exp(np.cumsum(random.normal(0, each_month, MONTHS)))


def differing(by: float) -> Paces:
    return lambda random: np.exp(random.normal(0, by, MONTHS))


def now_and_then(level: float) -> Paces:
    return lambda random: np.where(random.random(MONTHS) < 1 / 6, level, 1)


def breaking(level: float) -> Paces:
    return lambda random: np.where(np.arange(MONTHS) < random.integers(2, MONTHS - 1), 1, level)


@dataclass(frozen=True, slots=True)
class World:
    """Where leads come from."""

    target: int
    paces: Paces
    overdispersion: float = 1.5
    wavers: float = 0.0
    """How far each third of a month strays from it."""
    burst: float = 0.0
    """What one day of one month in three brings on top, of the target."""

    def days(self, random: np.random.Generator) -> npt.NDArray[np.int64]:
        """Draw the leads of every day of a life, a row a month."""
        thirds = np.exp(random.normal(0, self.wavers, (MONTHS, 3))) if self.wavers else np.ones((MONTHS, 3))
        mean = self.target * self.paces(random)[:, np.newaxis] * thirds.repeat(WORKING_DAYS // 3, axis=1) / WORKING_DAYS
        more = self.overdispersion - 1
        found = random.poisson(random.gamma(mean / more, more) if more else mean)
        for month in np.flatnonzero(random.random(MONTHS) < 1 / 3):
            found[month, random.integers(WORKING_DAYS)] += int(self.burst * self.target)
        return found


WORLDS = {
    "on pace": World(200, steady(1)),
    "on pace, 2,000": World(2_000, steady(1), overdispersion=2),
    "15 % under": World(600, steady(0.85)),
    "30 % under": World(200, steady(0.7)),
    "30 % over": World(200, steady(1.3)),
    "drifting up by 5 % a month": World(200, drifting(0.05)),
    "drifting down by 5 % a month": World(200, drifting(-0.05)),
    "wandering": World(400, wandering(0.1)),
    "a day with a spike": World(200, steady(1), burst=0.4),
    "a month with a spike": World(200, now_and_then(1.6)),
    "a break": World(200, breaking(0.6)),
    "months that differ": World(400, differing(0.1)),
    "months that differ, 2,000": World(2_000, differing(0.15), overdispersion=2),
    "months that differ much": World(200, differing(0.3)),
    "wavering within the month": World(400, differing(0.1), wavers=0.1),
    "a target five times too high": World(200, steady(0.2)),
    "a target five times too low": World(200, steady(5)),
    "low volume": World(5, steady(1), overdispersion=1),
    "low volume, 30 % under": World(12, steady(0.7), overdispersion=1),
}
Outcome = tuple[float, bool, bool, float, float]
"""Chance said, ended in band, within the interval, error of the forecast and of the run rate."""


def forecasts(world: World, random: np.random.Generator) -> Iterator[Outcome]:
    days = world.days(random)
    wholes = days.sum(axis=1).tolist()
    for done in DAYS:
        share, early = Fraction(done, WORKING_DAYS), days[:, :done].sum(axis=1).tolist()
        for month, (n, actual) in enumerate(zip(early, wholes, strict=True)):
            closed = [Closed(*past, world.target) for past in zip(early[:month], wholes[:month], strict=True)]
            rest = pace.rest(n, share, world.target, world.overdispersion, closed)
            found = forecast.month_end(n, rest, world.target, TENTH)
            assert found is not None
            error, plain = (abs(end - actual) / world.target for end in (found.mean, n / float(share)))
            in_band = 9 * world.target <= 10 * actual <= 11 * world.target
            yield found.in_band, in_band, found.low <= actual <= found.high, error, plain


def test_in_made_up_worlds_eight_of_ten_months_end_in_the_interval_and_chances_come_true() -> None:
    every, covered = [], []
    print(f"\n{'world':32}{'n':>6}{'in the interval':>18}{'error':>8}{'run rate':>10}")
    for number, (name, world) in enumerate(WORLDS.items()):
        random = np.random.default_rng((20_261_119, number))
        found = np.array([one for _ in range(LIVES) for one in forecasts(world, random)], dtype=np.float64)
        _, _, held, error, plain = found.mean(axis=0)
        print(f"{name:32}{len(found):>6}{held:>18.1%}{error:>8.1%}{plain:>10.1%}")
        assert error < plain, name
        every.append(found)
        covered.append(held)
    whole = np.concatenate(every)
    print(
        f"{'all, mean':32}{len(whole):>6}{np.mean(covered):>18.1%}{whole[:, 3].mean():>8.1%}{whole[:, 4].mean():>10.1%}"
    )
    assert 0.76 <= np.mean(covered) <= 0.88
    for low, high in pairwise(EDGES):
        inside = whole[(whole[:, 0] >= low) & (whole[:, 0] < high)]
        said, happened = inside[:, 0].mean(), inside[:, 1].mean()
        print(f"chance {low:.0%} to {high:.0%}: {len(inside)} months, {said:.1%} said, {happened:.1%} ended in band")
        assert abs(said - happened) < 0.1


@pytest.mark.parametrize("instant", ["2026-11-19T09:00+01:00", "2027-03-15T13:00+00:00"])
def test_the_made_up_company_is_forecast_better_than_by_its_run_rate(tmp_path: Path, instant: str) -> None:
    now, terms = datetime.fromisoformat(instant), journal.read(ROOT / "data").agreements
    demo.write(tmp_path, terms, now)
    report = load.records(tmp_path, ROOT / "data" / "mappings" / "demo.toml", tmp_path / "data", terms, now=now)
    found = backtest.quality(list(replay.cases(board(store.open_file(report.path), terms, now))), TENTH)
    assert found is not None
    print(f"\n{instant}: {found}")
    assert found.run_rate_error is not None
    assert found.error < found.run_rate_error
    assert found.brier <= 0.1


@pytest.mark.parametrize("target", [20, 200, 2_000, 100_000])
def test_how_long_a_forecast_takes(target: int) -> None:
    closed = [Closed(0.3 * target * (1 + n / 100), target * (1 + n / 100), target) for n in range(-6, 6)]
    took = []
    for _ in range(300):
        start = perf_counter()
        forecast.month_end(3 * target // 10, pace.rest(3 * target // 10, 0.3, target, 1.5, closed), target, TENTH)
        took.append(1_000 * (perf_counter() - start))
    low, median, high = quantiles(took)
    print(f"\ntarget {target:,}: median {median:.2f} ms, quartiles {low:.2f}–{high:.2f}, least {min(took):.2f}")
