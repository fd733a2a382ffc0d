"""How good the forecast was, in words."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from sla_dash import theme
from sla_dash.rules import backtest
from sla_dash.rules.backtest import DAYS, Case
from sla_dash.words.phrase import name

Group = tuple[str, list[Case], tuple[int | None, ...]]
"""Cases that are held together under a name, and the days after which they are looked at apart; None for all days."""


WIDTHS = (10, 6, 24, 10, 10, 8)
"""Of the columns of numbers."""


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
    groups = _groups(cases)
    wide = max(30, *(len(group) for group, _, _ in groups))
    yield _row(wide, "", "after day", "n", "in the 80 % interval", "error", "run rate", "Brier")
    for group, held, every in groups:
        for day in every:
            found = backtest.quality([case for case in held if day in (None, case.day)], tolerance)
            if found:
                errors = _per_cent(found.error), _per_cent(found.run_rate_error)
                covered = _of(found.covered, found.n)
                yield _row(wide, group, str(day or "any"), str(found.n), covered, *errors, f"{found.brier:.3f}")
    yield _row(wide, "Chance of ending in the range", "", "n", "happened", "said")
    for one in backtest.calibration(cases, tolerance):
        between = f"{one.low * 100:.0f} to {one.high * 100:.0f} %"
        yield _row(wide, between, "", str(one.n), _of(one.happened, one.n), theme.ratio(one.said))
    whole = backtest.quality(cases, tolerance)
    if whole:
        score = "mean squared distance of a chance from what happened, 0 at best"
        yield f"Brier score ({score}) of all {whole.n:,} chances: {whole.brier:.3f}."


def _groups(cases: Sequence[Case]) -> list[Group]:
    """Hold all leads together, all types, and each type of lead."""
    apart: dict[str, list[Case]] = {}
    for case in cases:
        if case.kind:
            apart.setdefault(name(*case.kind, total=False), []).append(case)
    every = (*DAYS, None)
    return [
        ("all leads", [case for case in cases if not case.kind], every),
        ("by type", [case for case in cases if case.kind], every),
        *((one, held, (None,)) for one, held in apart.items()),
    ]


def _row(wide: int, first: str, *cells: str) -> str:
    return f"{first:{wide}}" + "".join(f"{cell:>{width}}" for cell, width in zip(cells, WIDTHS, strict=False))


def _of(part: int, whole: int) -> str:
    return f"{part} of {whole}" + (f" ({theme.ratio(part / whole)})" if whole >= theme.ENOUGH_EVENTS else "")


def _per_cent(value: float | None) -> str:
    return theme.ABSENT if value is None else f"{value * 100:.1f} %"
