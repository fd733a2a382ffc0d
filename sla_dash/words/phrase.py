"""What the sentences of every question share."""

from dataclasses import dataclass

from sla_dash import theme
from sla_dash.access import Sight
from sla_dash.agreement import Act
from sla_dash.board import NONE, Measure
from sla_dash.rules.delivery import Exact, Judged
from sla_dash.rules.remedy import Mix
from sla_dash.theme import Mark

NO_STREAM, NO_TYPE, NO_REASON = "no stream", "no type", "no reason given"
"""How what a CRM left empty is called; ``board.NONE`` stands for it only in addresses and for machines."""
LINE = "Line: the share promised."
TICKS = "Small ticks: how far chance may reach."
"""What is drawn in the bar of a share."""
WHISKERS = "❘ how far chance may reach."
"""What is drawn around the dot of a share."""
UNREACHABLE = Mark("✕", "out of reach", theme.BAD)


@dataclass(frozen=True, slots=True)
class Headline:
    """One number to be read from afar, with what it is held against and how it stands."""

    label: str
    value: str
    mark: Mark


def called(name: str | None, absent: str = NO_TYPE) -> str:
    """Call what has a name from outside; a type of lead where there may be none, unless ``absent`` says what else."""
    return theme.called(name, absent)


def only(stream: str | None, lead_type: str | None) -> list[str]:
    """Call what answers are narrowed to, ``board.NONE`` among it; nothing where they are of all."""
    asked = ((stream, NO_STREAM), (lead_type, NO_TYPE))
    return [called(None if name == NONE else name, absent) for name, absent in asked if name]


def reason(name: str) -> str:
    """Call the reason of a rejection or a lost lead, ``board.NONE`` where the CRM holds none."""
    return NO_REASON if name == NONE else name


def by_name(act: Act) -> str:
    """Call who did something; what was typed where nobody logs in is said to be no more than that."""
    return called(act.who) + ("" if act.verified else " (name typed, no login)")


def other(sight: Sight) -> str:
    """Call one of the reps who are counted: beside those who are named, or alone."""
    return "other rep" if sight.reps else "rep"


def name(stream: str | None, lead_type: str | None, *, total: bool) -> str:
    """Call a stream and a lead type, or all of them."""
    return "all" if total else f"{called(stream, NO_STREAM)} · {called(lead_type)}"


def amount(value: Exact | float | None, measure: Measure, currency: str | None = None) -> str:
    """Write leads as a count, and value as money."""
    return theme.count(value) if measure == "leads" else theme.money(value, currency)


def worth(found: Mix) -> str:
    """Say which leads came too few or too many, where what they are worth each is why the value is another."""
    return f"{'fewer' if found.dear is (found.mix < 0) else 'more'} of {'high' if found.dear else 'low'} value"


def standing(judged: Judged, *, withheld: bool) -> Mark:
    """Show how a delivery stands, or that records that end too early do not tell."""
    if withheld:
        return Mark(theme.ABSENT, "Not judged", theme.QUIET)
    return theme.delivered(judged.standing, could_be_chance=judged.could_be_chance)
