"""Mistakes in an agreement, in plain words with their place."""

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from sla_dash.agreement import terms

MODELS: Mapping[int | str, type[terms.Part]] = {
    "standup": terms.Standup,
    "follow_up": terms.Milestone,
    "working_week": terms.WorkingWeek,
    "holidays": terms.Holidays,
    "schedule": terms.Schedule,
    "stream": terms.Stream,
    "lead_type": terms.LeadType,
    "rates": terms.Rates,
    "role": terms.Role,
    "signature": terms.Signature,
}
SHARES = ("margin", "share", "respond_share")
"""Keys that are in (0, 1] like the rates."""


def lines(error: ValidationError, raw: Mapping[str, Any], text: str, name: str) -> Iterator[str]:
    """Put each mistake into one line: file, line, where in the agreement, what is wrong."""
    found = error.errors()
    for one in found:
        if one["type"] == "too_short" and any(
            other["loc"][: len(one["loc"])] == one["loc"] for other in found if other != one
        ):
            continue  # it has entries, each with a mistake of its own
        place = tuple(part for part in one["loc"] if not (isinstance(part, str) and "[key]" in part))
        message = one["msg"].removeprefix("Value error, ")
        match one["type"]:
            case "extra_forbidden":
                message = f"unknown key {place[-1]!r}" + _suggestion(str(place[-1]), place[:-1])
            case "too_short":
                message = "needs at least one entry"
            case "missing":
                message = f"{place[-1]!r} is missing"
            case "greater_than" | "less_than_equal" if "rates" in place or place[-1] in SHARES:
                message = f"{one['input']} is not a rate in (0, 1]: write 0.23 for 23 %"
            case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
                message = f"{one['input']}: {message[0].lower()}{message[1:]}"
            case kind if kind != "value_error":
                message = f"{one['input']!r}: {message[0].lower()}{message[1:]}"
        line = _line(text, place)
        words = " › ".join(_words(raw, place))
        yield f"{name}{f', line {line}' if line else ''}: {words + ': ' if words else ''}{message}"


def _suggestion(key: str, place: tuple[int | str, ...]) -> str:
    model: Any = terms.Terms
    for part in place:
        model = MODELS.get(part, model)
    known = [field.alias or key for key, field in model.model_fields.items() if key != "text_hash"]
    close = difflib.get_close_matches(key, known, n=1)
    return f": did you mean {close[0]!r}?" if close else f" (known here: {', '.join(known)})"


def _words(raw: Mapping[str, Any], place: tuple[int | str, ...]) -> Iterator[str]:
    """Name a place as a person would: lists by the name of their entry."""
    here: Any = raw
    for n, part in enumerate(place):
        try:
            here = here[part]
        except (KeyError, IndexError, TypeError):
            here = None
        if isinstance(part, int):
            label = next((here[k] for k in ("name", "team", "rep") if isinstance(here, dict) and k in here), part + 1)
            yield f"{place[n - 1]} {label!r}" if isinstance(label, str) else f"{place[n - 1]} {label}"
        elif n + 1 == len(place) or not isinstance(place[n + 1], int):
            yield str(part)


def _line(text: str, place: tuple[int | str, ...]) -> int | None:
    """Find the line that a place speaks of: its key, or else the nearest table above it."""
    table: tuple[int | str, ...] = ()
    counts: dict[tuple[int | str, ...], int] = {}
    best, found = -1, None
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*(\[\[?)\s*([\w.\-\"]+)\s*\]", line)
        key = re.match(r'\s*"?([\w\-]+)"?\s*=', line)
        if header:
            table = ()
            names = header[2].replace('"', "").split(".")
            for n, part in enumerate(names):
                table += (part,)
                if header[1] == "[[" and n == len(names) - 1:
                    counts[table] = counts.get(table, -1) + 1
                if table in counts:
                    table += (counts[table],)
        here = (*table, key[1]) if key else table if header else None
        if here is not None and place[: len(here)] == here and len(here) > best:
            best, found = len(here), number
    return found
