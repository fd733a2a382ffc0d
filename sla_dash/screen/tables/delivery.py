"""What marketing handed over, as tables."""

from collections.abc import Sequence
from fractions import Fraction

from sla_dash import theme, words
from sla_dash.board import DeliveryLine, Habit, Verdict
from sla_dash.records.queries.delivery import Rejection
from sla_dash.screen.sheet import Table


def lines(lines: Sequence[DeliveryLine]) -> Table:
    """Lay out the delivery lines, the total last."""
    rows = []
    for line in lines:
        so_far, landing = line.so_far, line.forecast
        rows.append(
            {
                "Leads": words.phrase.name(so_far.stream, so_far.lead_type, total=so_far.total),
                "Standing": theme.delivered(so_far.standing, could_be_chance=so_far.could_be_chance).text,
                "Delivered": theme.count(so_far.counts.net),
                "Expected": theme.count(so_far.expected),
                "Target": theme.count(so_far.target),
                "Today": theme.count(so_far.counts.today),
                "Rejected": theme.count(so_far.counts.rejected),
                "Value": theme.money(so_far.value_delivered),
                "Value due": theme.money(so_far.value_expected),
                "Lands at": f"{theme.count(landing.mean)} ({theme.count(landing.low)}–{theme.count(landing.high)})"
                if landing
                else theme.ABSENT,
                "In range": theme.share(landing.in_band if landing else None),
                "Needed a day": _needed(line),
                "At most": theme.rate(line.needed.upper if line.needed else None),
            }
        )
    return rows


def rejections(found: Sequence[Rejection]) -> Table:
    """Lay out why leads were rejected, all reasons last."""
    return [
        {
            "Reason": "all" if one.reason is None else one.reason,
            "Leads": theme.count(one.leads),
            "Half within": theme.age(one.median),
            "Nine in ten within": theme.age(one.p90),
        }
        for one in found
    ]


def habits(found: Sequence[Habit]) -> Table:
    """Lay out the verdicts of closed months, one row a type of lead, all types last."""
    return [
        {
            "Leads": words.phrase.name(one.stream, one.lead_type, total=one.total),
            "Missed in a row": theme.count(one.missed_in_a_row),
            "Slack left": theme.count(one.slack_left),
            **{f"{v.month:%b %y}": _verdict(v) for v in one.verdicts},
        }
        for one in found
    ]


def _verdict(found: Verdict) -> str:
    judged = found.judged
    mark = theme.delivered(judged.standing, could_be_chance=judged.could_be_chance)
    share = Fraction(judged.delivered) / judged.target if judged.target else None
    return f"{mark.glyph} {theme.ratio(share)}" if share is not None else mark.glyph


def _needed(line: DeliveryLine) -> str:
    if line.needed is None:
        return theme.ABSENT
    beyond = words.remedy.UNREACHABLE.glyph if line.out_of_reach(line.needed.target) else ""
    return f"{theme.rate(line.needed.target)} {beyond}".strip()
