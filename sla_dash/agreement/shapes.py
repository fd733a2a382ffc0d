"""How keys and tables look in the file: what to write where another thing stands, or nothing."""

import difflib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic.fields import FieldInfo

from sla_dash.agreement import forms, promises, slips, terms, times
from sla_dash.agreement.draft import Place
from sla_dash.agreement.fields import As, seen

MODELS: Mapping[int | str, type[times.Part]] = {
    "standup": times.Standup,
    "follow_up": promises.Milestone,
    "working_week": times.WorkingWeek,
    "holidays": times.Holidays,
    "schedule": times.Schedule,
    "stream": promises.Stream,
    "lead_type": promises.LeadType,
    "rates": promises.Rates,
    "role": terms.Role,
    "qualified": terms.Qualified,
    "distribution": terms.Distribution,
    "step": terms.Step,
    "objective": terms.Objective,
    "alert": promises.Alert,
}
HEADERS: Mapping[int | str, str] = {
    "standup": "[standup]",
    "working_week": "[working_week]",
    "holidays": "[holidays]",
    "schedule": "[[schedule]]",
    "stream": "[[stream]]",
    "lead_type": "[[stream.lead_type]]",
    "rates": "[stream.lead_type.rates]",
    "role": "[[role]]",
    "qualified": "[qualified]",
    "distribution": "[distribution]",
    "step": "[[step]]",
    "objective": "[[objective]]",
    "alert": "[[alert]]",
}
"""How tables begin; with two brackets where there can be more than one."""
IN_ONE_LINE = {
    "standup": '{ at = "09:00" }',
    "working_week": '{ monday = ["09:00-17:00"] }',
    "rates": "{ mql_to_sql = 0.34, sql_to_opportunity = 0.82, win = 0.23 }",
    "holidays": '{ country = "PL" }',
    "follow_up": slips.EXAMPLES[As.CADENCE],
}
"""Tables that fit into one."""
LIKE = {
    "version": "1",
    "title": '"Sales and marketing agreement"',
    "timezone": '"Europe/Warsaw"',
    "next_revision": "2027-01-01",
    "name": '"SMB"',
    "day": "14",
    "attempts": "3",
    "to": '["owner"]',
}
"""Values of keys for which another one of their kind would mislead."""
LISTS = (As.HOURS, As.LINES, As.CADENCE, As.SERIES)
"""What is written in brackets."""
TOP = "at the top, above the first line in brackets"
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def told(place: Place, value: object) -> str:
    """Say how a list or a table is written where another thing stands; its own shape is not repeated."""
    key, held = str(place[-1]), isinstance(value, dict | list)
    shown = "" if held else f"{seen(value)}: "
    if key in HEADERS and held:
        if HEADERS[key].startswith("[["):
            return f"there may be several: write its name in double brackets, {HEADERS[key]}"
        return f"there is one: write its name in single brackets, {HEADERS[key]}"
    if "overrides" in place[:-1]:
        return f'{shown}write [] for closed, or when it is open, like ["09:00-13:00"]'
    written = "a list in brackets, like" if _unit(place) in LISTS else "it like"
    return f"{shown}write {written} {_example(place)}"


def added(place: Place) -> str:
    """Say how to add what is missing."""
    key = str(place[-1])
    if key in HEADERS and HEADERS[key].startswith("[["):
        return f"add at least one {HEADERS[key]}"
    return f"add it, like {key} = {_example(place)}"


def elsewhere(key: str, place: Place) -> str:
    """Say what to make of a key that is not known in a table: where it belongs, or what it may be a slip of."""
    if place[-1:] == ("holidays",) and DAY.fullmatch(key):
        return f": days of your own stand in overrides, like overrides = {{ {key} = [] }}"
    here = list(fields(_model(place)))
    homes = [header for header, model in _tables() if key in fields(model)]
    close = difflib.get_close_matches(key, here, n=1)
    if key in HEADERS and key not in here:
        return f" here: write {HEADERS[key]}"
    if homes:
        return f" here: it stands {' or '.join(homes)}"
    return f": did you mean {close[0]!r}?" if close else f" (known here: {', '.join(here)})"


def unit(above: Sequence[str], key: str) -> As | None:
    """Return how a key is written in the table that the rows above it begin; None of one that is not known there."""
    headers = [found for row in above if (found := slips.HEADER.match(row))]
    place = tuple(re.split(r"[ .]+", headers[-1][2])) if headers else ()
    return _unit((*place, key))


def fields(model: Any) -> dict[str, FieldInfo]:
    """Return the fields of a model by their keys in the file."""
    return {field.alias or name: field for name, field in model.model_fields.items() if not field.exclude}


def _example(place: Place) -> str:
    key = str(place[-1])
    of = _unit(place)
    if key in IN_ONE_LINE or of is None:
        return IN_ONE_LINE.get(key, "{ key = value }")
    return LIKE.get(key, slips.EXAMPLES[of])


def _unit(place: Place) -> As | None:
    field = fields(_model(place[:-1])).get(str(place[-1]))
    return forms.unit(field) if field is not None and (place[-1] not in MODELS or place[-1] == "follow_up") else None


def _model(place: Place) -> Any:
    """Return the model of the table at a place."""
    model: Any = terms.Terms
    for part in place:
        model = MODELS.get(part, model)
    return model


def _tables() -> list[tuple[str, Any]]:
    """Return where keys stand, in words, and the model of each place."""
    return [(TOP, terms.Terms), *((f"under {header}", MODELS[name]) for name, header in HEADERS.items())]
