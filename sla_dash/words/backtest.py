"""How good the forecast was, in words."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from sla_dash import theme
from sla_dash.rules import backtest
from sla_dash.rules.backtest import DAYS, Case


def lines(cases: Sequence[Case], tolerance: Fraction) -> Iterator[str]:
    """Yield what a back-test found, a line at a time; errors are in per cent of the target."""
    if not cases:
        yield "There is no closed month with a target in the records, so nothing can be replayed."
        return
    months = sorted({case.month for case in cases})
    yield (
        f"Replayed {theme.counted(len(months), 'month')}, {months[0]:%b %Y} to {months[-1]:%b %Y}, "
        f"after {', '.join(map(str, DAYS))} working days. Errors are in per cent of the target."
    )
    yield f"{'':12}{'after day':>10}{'n':>6}{'in the 80 % interval':>24}{'error':>10}{'run rate':>10}"
    for name, held in (("all leads", [c for c in cases if c.total]), ("by type", [c for c in cases if not c.total])):
        for day in (*DAYS, None):
            found = backtest.quality([case for case in held if day in (None, case.day)])
            if found:
                covered = f"{found.covered} of {found.n} ({theme.ratio(found.covered / found.n)})"
                yield (
                    f"{name:12}{day or 'any':>10}{found.n:>6}{covered:>24}"
                    f"{_per_cent(found.error):>10}{_per_cent(found.run_rate_error):>10}"
                )
    yield f"{'Chance of ending in the band':34}{'n':>6}{'said':>10}{'happened':>24}"
    for one in backtest.calibration(cases, tolerance):
        happened = f"{one.happened} of {one.n} ({theme.ratio(one.happened / one.n)})"
        between = f"{one.low * 100:.0f} to {one.high * 100:.0f} %"
        yield f"{between:34}{one.n:>6}{theme.ratio(one.said):>10}{happened:>24}"


def _per_cent(value: float | None) -> str:
    return theme.ABSENT if value is None else f"{value * 100:.1f} %"
