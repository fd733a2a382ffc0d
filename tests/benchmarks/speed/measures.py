"""Measurements and their tables: the number, the median, the quartiles, and ratios within the run."""

from collections.abc import Mapping, Sequence
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
        low, middle, high = quantiles(found, n=4)
        ratios = [f"{middle / median(times[base]):.2f}" for base in present]
        lines.append(f"| {' | '.join([name, str(len(found)), f'{middle:.0f}', f'{low:.0f}–{high:.0f}', *ratios])} |")
    return "\n".join(lines) + "\n"
