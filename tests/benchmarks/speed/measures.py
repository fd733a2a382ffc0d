"""Measurements and their tables: the number, the median, the quartiles, and ratios within the run."""

from collections.abc import Mapping, Sequence
from itertools import chain
from statistics import median, quantiles

Times = dict[str, list[float]]
"""Milliseconds by what was measured."""


def note(times: Times, name: str, milliseconds: float) -> None:
    """Keep one measurement."""
    times.setdefault(name, []).append(milliseconds)


def table(title: str, times: Mapping[str, Sequence[float]], bases: Sequence[str] = ()) -> str:
    """Write one measure as a Markdown table, with ratios of the medians to those of ``bases``."""
    present = [base for base in bases if base in times]
    head = [title, "n", "median ms", "quartiles ms", *(f"× {base}" for base in present)]
    lines = [f"| {' | '.join(head)} |", f"|---|{'--:|' * (len(head) - 1)}"]
    for name, found in times.items():
        ratios = [f"{median(found) / median(times[base]):.2f}" for base in present]
        lines.append(f"| {' | '.join([name, str(len(found)), *_spread(found), *ratios])} |")
    return "\n".join(lines) + "\n"


def beside(title: str, ours: Times, theirs: Times, counts: Mapping[str, Sequence[int]]) -> str:
    """Write what the board takes beside a Streamlit app that shows as much, page by page and all together."""
    head = [
        title,
        "charts",
        "tables",
        "n",
        "the board, median ms",
        "quartiles ms",
        "Streamlit, median ms",
        "quartiles ms",
        "ratio",
    ]
    lines = [f"| {' | '.join(head)} |", f"|---|{'--:|' * (len(head) - 1)}"]
    every = [[name, *map(str, shown)] for name, shown in counts.items()]
    rows = [(cells, ours[cells[0]], theirs[cells[0]]) for cells in every]
    rows.append((["all pages", "", ""], [*chain(*ours.values())], [*chain(*theirs.values())]))
    for cells, one, other in rows:
        spread = [cell for times in (one, other) for cell in _spread(times)]
        lines.append(f"| {' | '.join([*cells, str(len(one)), *spread, f'{median(one) / median(other):.2f}'])} |")
    return "\n".join(lines) + "\n"


def _spread(times: Sequence[float]) -> list[str]:
    low, middle, high = quantiles(times, n=4)
    return [f"{middle:.0f}", f"{low:.0f}–{high:.0f}"]
