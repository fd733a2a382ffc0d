"""Measurements and their tables: the number, the median, the quartiles, and ratios within the run."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import median, quantiles

Times = dict[str, list[float]]
"""Milliseconds by what was measured."""


def note(times: Times, name: str, milliseconds: float) -> None:
    """Keep one measurement."""
    times.setdefault(name, []).append(milliseconds)


def table(title: str, times: Mapping[str, Sequence[float]], bases: Sequence[str] = ()) -> str:
    """Write one measure as a Markdown table, with ratios of the medians to those of ``bases`` where they are there."""
    present = [base for base in bases if base in times]
    rows = []
    for name, found in times.items():
        ratios = [f"{median(found) / median(times[base]):.2f}" for base in present]
        rows.append([name, str(len(found)), *spread(found), *ratios])
    return markdown([title, "n", "median ms", "quartiles ms", *(f"× {base}" for base in present)], rows)


def spread(times: Sequence[float]) -> list[str]:
    """Write the median and the quartiles."""
    low, middle, high = quantiles(times, n=4)
    return [f"{middle:.0f}", f"{low:.0f}–{high:.0f}"]


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table whose first column is words and the others numbers."""
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"
