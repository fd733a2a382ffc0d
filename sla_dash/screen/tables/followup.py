"""How often sales followed up, as tables."""

from collections.abc import Sequence
from fractions import Fraction

from sla_dash import theme, words
from sla_dash.access import Sight
from sla_dash.board.followup import RepLine
from sla_dash.records.queries.followup import RepCount, Watch
from sla_dash.rules.followup import SILENT_EARLY, SILENT_LATER, Gap, MilestoneCount
from sla_dash.screen.sheet import Bar, Cell, Table, Total


def reps(rows: Sequence[RepLine], sight: Sight) -> Table:
    """Lay out how the reps who may be named follow up, red beyond chance below the share of all, the total last."""
    whole = rows[-1].count.share
    return [
        (Total if row.total else dict)(
            {
                "Rep": words.followup.rep(row, total=row.total),
                "Met": _met(row, whole),
                "Done of due": theme.part(row.count.kept, row.count.decided),
                "Missed, still open": theme.count(row.still_open),
                "Still short of attempts": theme.count(row.short),
                "Silent": theme.part(row.watch.silent, row.watch.running),
                "Tried too often": theme.count(row.watch.over_contacted),
            }
        )
        for row in sight.of(rows)
    ]


def _met(row: RepLine, whole: Fraction | None) -> Cell:
    count, said = row.count, theme.share(row.count.share)
    if count.share is None or count.decided < theme.ENOUGH_EVENTS:
        return theme.ABSENT
    interval = count.interval
    worse = interval is not None and whole is not None and interval[1] < whole
    return Bar(said, float(count.share), theme.BAD if worse else "blue", sure=interval)


def lines(rows: Sequence[MilestoneCount]) -> Table:
    """Lay out the milestones, the total last."""
    return [{"Milestone": words.followup.milestone(row), **_counts(row)} for row in rows]


def by_rep(rows: Sequence[RepCount], sight: Sight) -> Table:
    """Lay out the milestones of the reps who may be named, the total last."""
    return [{"Rep": words.followup.rep(row, total=row.count.total), **_counts(row.count)} for row in sight.of(rows)]


def _counts(row: MilestoneCount) -> dict[str, str]:
    return {
        "Met": theme.count(row.kept),
        "Milestones missed": theme.count(row.missed),
        "Share met": words.followup.share(row),
        "Still has time": theme.count(row.pending),
        "Done ahead of time": theme.count(row.met_early),
        "No longer needed": theme.count(row.exempt),
    }


def gaps(rows: Sequence[Gap], most: int) -> Table:
    """Lay out the gaps between attempts, those up to the ``most`` and after it together, all together last."""
    return [
        {
            "Between attempts": _between(row.ordinal, most),
            "Median": theme.wait(row.median) if row.n else theme.ABSENT,
            "Waits": theme.count(row.n),
            "Ended by a new try": theme.count(row.ended),
        }
        for row in rows
    ]


def _between(ordinal: int | None, most: int) -> str:
    if ordinal is None:
        return "all"
    return f"{ordinal} and {ordinal + 1}{', and later ones' if ordinal + 1 >= most else ''}"


def watch(rows: Sequence[Watch], sight: Sight) -> Table:
    """Lay out follow-ups that lie silent and leads tried too often by rep who may be named, the total last."""
    return [
        {
            "Rep": words.followup.rep(row, total=row.total),
            f"Silent over {SILENT_EARLY.days} days, in weeks 1–2": theme.part(row.silent_early, row.running_early),
            f"Silent over {SILENT_LATER.days} days, later": theme.part(row.silent_later, row.running_later),
            "Tried too often": theme.part(row.over_contacted, row.leads),
        }
        for row in sight.of(rows)
    ]
