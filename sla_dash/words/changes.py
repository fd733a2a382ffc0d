"""What differs between two versions of the agreement, in words and numbers."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from sla_dash import theme
from sla_dash.agreement import Terms, changes
from sla_dash.agreement.changes import Change
from sla_dash.rules import demand
from sla_dash.words import terms
from sla_dash.words.phrase import name

LISTS = {"stream": "", "lead_type": "", "rates": "", "role": "", "schedule": "", "definitions": "definition of"}
"""How tables are said whose entries speak for themselves."""


def lines(first: Terms, second: Terms) -> Iterator[str]:
    """Yield what differs, a line each, and then what follows from it for the leads that are promised."""
    found = changes.between(first, second)
    if not found:
        yield f"Versions {first.version} and {second.version} say the same."
    yield from map(change, found)
    yield from followed(first, second)


def change(one: Change) -> str:
    """Say what changed in one place."""
    *tables, key = one.place
    said = [LISTS.get(table, terms.label(table)) for table in tables]
    where = " · ".join(part for part in said if part)
    what = f"{where}: {terms.label(key)}" if where else terms.label(key)
    if one.before is None or one.after is None:
        return f"{what} {'added' if one.before is None else 'taken out'}{_content(one)}"
    return f"{what}: {terms.value(key, one.before)} → {terms.value(key, one.after)}{_moved(one)}"


def followed(first: Terms, second: Terms) -> Iterator[str]:
    """Yield how the leads promised a month differ, by type, in the first month of the second version."""
    month = second.valid_from.replace(day=1)
    before = {(one.stream, one.lead_type): one for one in demand.targets(first, month)}
    after = {(one.stream, one.lead_type): one for one in demand.targets(second, month)}
    for kind in [*before, *(kind for kind in after if kind not in before)]:
        old, new = (one.leads if (one := known.get(kind)) else 0 for known in (before, after))
        if old != new:
            unit = theme.counted(new or 0, "lead")
            yield f"→ {name(*kind, total=False)}: {old or 0:,} → {unit} a month{_relative(old or 0, new or 0)}"


def _content(one: Change) -> str:
    found = one.after if one.before is None else one.before
    return f": {terms.value(one.key, found)}" if found not in (None, "") else ""


def _moved(one: Change) -> str:
    match one.before, one.after:
        case (Decimal() | int() as before, Decimal() | int() as after) if one.key not in terms.SHARES:
            return _relative(before, after)
    return ""


def _relative(before: Decimal | int, after: Decimal | int) -> str:
    if not before:
        return ""
    part = Fraction(after) / Fraction(before) - 1
    return f" ({theme.change(part)})"
