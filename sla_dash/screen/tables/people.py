"""Who keeps the promise more or less often than chance explains, as a table."""

from sla_dash import theme, words
from sla_dash.access import Sight
from sla_dash.rules.people import People
from sla_dash.screen.sheet import Table


def persons(found: People, sight: Sight) -> Table:
    """Lay out everybody who may be named, then the leads that are nobody's where there are any."""
    return [
        {
            "Who called": words.people.who(one, found),
            "Standing": words.people.standing(one, found),
            "In time": theme.part(one.in_time, one.n),
            "Share": theme.share(one.share) if one.n >= theme.ENOUGH_EVENTS else theme.ABSENT,
            "Everybody, same types": theme.share(one.expected) if one.n >= theme.ENOUGH_EVENTS else theme.ABSENT,
            "Late": theme.count(one.late),
            "Late, waiting": theme.count(one.late_and_waiting),
        }
        for one in (*sight.of(found.persons), *(one for one in (found.unassigned, found.broken_before) if one.n))
    ]
