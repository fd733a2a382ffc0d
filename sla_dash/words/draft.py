"""A draft of the agreement: what its blanks are called, and what follows from it."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from sla_dash import theme
from sla_dash.agreement import Terms
from sla_dash.agreement.fields import As
from sla_dash.agreement.forms import Blank, Form
from sla_dash.agreement.mistakes import Mistake
from sla_dash.rules import demand
from sla_dash.rules.capacity import Capacity
from sla_dash.statistics import forecast
from sla_dash.words import terms

TABLES = {
    "": "Purpose, dates and rules",
    "standup": "The stand-up",
    "working_week": "The working week",
    "holidays": "Days off",
    "qualified": "What makes a lead qualified",
    "distribution": "How leads are shared out",
    "rates": "Conversion rates",
}
PARTS = {
    "Rules": ("", "stream"),
    "Hours": ("standup", "working_week", "holidays", "schedule"),
    "Leads": ("qualified", "distribution", "alert"),
    "Sale": ("step", "objective"),
    "Roles": ("role",),
}
"""Parts of the form, and the tables in each; every revenue stream is a part of its own."""
ENTRIES = {
    "schedule": "Other hours",
    "stream": "Revenue stream",
    "lead_type": "Lead type",
    "step": "Step of a sale",
    "objective": "To improve",
    "alert": "Told at",
    "role": "Role",
}
ADDED = {
    "schedule": "Add other hours for a team or a rep",
    "stream": "Add a revenue stream",
    "lead_type": "Add a lead type",
    "step": "Add a step of a sale",
    "objective": "Add something to improve",
    "alert": "Add a time at which somebody is told",
    "role": "Add a role",
}


def heading(form: Form) -> str:
    """Name a form."""
    keys = [part for part in form.place if isinstance(part, str)]
    if form.entry:
        name = f"{form.blanks[0].written} %" if keys[-1] == "alert" else form.name
        return f"{ENTRIES[keys[-1]]} {theme.strong(name)}"
    named = TABLES[keys[-1] if keys else ""]
    return f"{named} of {theme.strong(form.owner)}" if form.owner else named


def label(blank: Blank) -> str:
    """Name a blank, with its unit where the name alone leaves it open."""
    named = terms.label(blank.key)
    return f"{named.capitalize() if named.islower() else named}{', %' if blank.unit is As.SHARE else ''}"


def said(mistake: Mistake, blank: Blank) -> str:
    """Say what is wrong with what stands in a blank, in the unit of the blank."""
    if blank.unit is As.SHARE and mistake.place == blank.place:
        return f"{blank.written}: write per cent, above 0 and up to 100, like 34"
    return mistake.said


def mistaken(mistake: Mistake, found: Sequence[Form]) -> str:
    """Say a mistake with the name of its place."""
    for form in found:
        for blank in form.blanks:
            if mistake.place[: len(blank.place)] == blank.place:
                return f"{heading(form)}, {label(blank)}: {said(mistake, blank)}"
    form = max((one for one in found if mistake.place[: len(one.place)] == one.place), key=lambda one: len(one.place))
    return f"{heading(form)}: {mistake.said}"


def help_(blank: Blank) -> str:
    """Say what a blank means, and how it is written."""
    said = theme.plain(blank.help).rstrip(".")
    return f"{said}. Written as {blank.unit.value}." if said else f"Written as {blank.unit.value}."


def followed(draft: Terms, month: date, capacity: Capacity) -> Iterator[str]:
    """Yield what a draft asks of marketing in a month, and whether sales can work it."""
    unit = f" {draft.currency}" if draft.currency else ""
    for one in demand.targets(draft, month):
        worth = "" if one.lead_value is None else f" worth {float(one.lead_value):,.2f}{unit} each"
        chance = ""
        if one.leads:
            on_plan = forecast.chance_in_band_on_plan(one.leads, Fraction(draft.tolerance))
            chance = f"; a month exactly on plan ends in its range {theme.share(on_plan)} of the time"
        leads = "no target" if one.leads is None else theme.counted(one.leads, "lead")
        yield f"{theme.strong(f'{one.stream} · {one.lead_type}')}: {leads}{worth}{chance}"
    if capacity.reps:
        ceiling = f", {capacity.ceiling:,} agreed" if capacity.ceiling is not None else ""
        mark = theme.Mark("▲", "too many to work", theme.BAD) if capacity.exceeded else None
        each = f"{theme.rate(capacity.per_rep)} leads a rep of {capacity.reps}{ceiling}"
        yield f"{each}: {mark.coloured}" if mark else each
