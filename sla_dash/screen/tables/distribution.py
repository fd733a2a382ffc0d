"""Who got how many leads, as a table."""

from sla_dash import theme, words
from sla_dash.access import Sight
from sla_dash.board import UNASSIGNED
from sla_dash.rules.distribution import Distribution
from sla_dash.screen.sheet import Table


def reps(found: Distribution, sight: Sight) -> Table:
    """Lay out the reps who may be named, those who are not judged after them, and last the leads that nobody owns.

    Weights are left out where all are the same.
    """
    weighed = len({one.weight for one in found.reps}) > 1

    def row(rep: str, standing: str, leads: int, due: str, weight: str) -> dict[str, str]:
        own = {"Weight": weight} if weighed else {}
        return {"Rep": rep, "Standing": standing, "Leads": theme.count(leads), "Agreed share": due, **own}

    return [
        *(
            row(
                one.rep,
                theme.shared_out(one.portion).text,
                one.leads,
                theme.count(one.expected),
                theme.weight(one.weight),
            )
            for one in sight.of(found.reps)
        ),
        *(
            row(one.rep, words.distribution.WHY[one.why], one.leads, theme.ABSENT, theme.ABSENT)
            for one in sight.of(found.others)
        ),
        *([row(UNASSIGNED, theme.ABSENT, found.unassigned, theme.ABSENT, theme.ABSENT)] if found.unassigned else []),
    ]
