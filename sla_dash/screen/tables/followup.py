"""How often sales followed up, as tables."""

from collections.abc import Sequence

from sla_dash import theme, words
from sla_dash.access import Sight
from sla_dash.records.queries.followup import RepCount, Watch
from sla_dash.rules.followup import Gap, MilestoneCount
from sla_dash.screen.sheet import Table


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
        "Pending": theme.count(row.pending),
        "Met early": theme.count(row.met_early),
        "Exempt": theme.count(row.exempt),
    }


def gaps(rows: Sequence[Gap]) -> Table:
    """Lay out the gaps between attempts, all together last."""
    return [
        {
            "Between attempts": "all" if row.ordinal is None else f"{row.ordinal} and {row.ordinal + 1}",
            "Median": theme.wait(row.median) if row.n else theme.ABSENT,
            "Gaps": theme.count(row.n),
            "Ended by an attempt": theme.count(row.ended),
        }
        for row in rows
    ]


def watch(rows: Sequence[Watch], sight: Sight) -> Table:
    """Lay out follow-ups that lie silent and leads tried too often by rep who may be named, the total last."""
    return [
        {
            "Rep": words.followup.rep(row, total=row.total),
            "Silent in weeks 1–2": theme.part(row.silent_early, row.running_early),
            "Silent later": theme.part(row.silent_later, row.running_later),
            "Tried too often": theme.part(row.over_contacted, row.leads),
        }
        for row in sight.of(rows)
    ]
