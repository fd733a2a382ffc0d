"""Mistakes in an agreement, in plain words with their place."""

import difflib
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from sla_dash.agreement import promises, terms, times
from sla_dash.agreement.fields import seen
from sla_dash.errors import AgreementError

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
}
KEY_AND_VALUE = re.compile(r"\s*([\w-]+)\s*=\s*(.*?)\s*(?:#.*)?$")
WANTED = {
    "tuple": 'write a list in brackets, like ["09:00-17:00"]',
    "model": "write a table, with keys of its own",
    "dict": "write a table, with keys of its own",
    "string_type": "write text in quotes",
    "string_too_long": "write something shorter",
    "decimal_max_places": "write fewer decimals",
    "decimal": "write a number, like 0.10",
    "int": "write a whole number",
    "finite": "write a number, like 0.10",
    "date": "write a day, like 2026-10-01",
    "datetime": "write an instant, like 2026-09-28T10:00:00+02:00",
    "time": 'write a time of day, like "09:00"',
}
"""What a person must write, by what pydantic calls the mistake or how that begins."""
IN_TOML = {
    "Cannot overwrite": "the same key stands there already: remove one of the two; of a table of which there may be "
    "several, each begins in double brackets, like [[stream.lead_type]]",
    "Cannot declare": "this table stands there already: write its keys there",
    "Invalid date": "is no day of the calendar: write one like 2026-10-01",
    "Illegal character '\\n'": "the quotes are not closed",
    "Unclosed": "a bracket that opens here or above is not closed",
    'Expected "\'"': "a quote that opens is not closed",
    "Expected '=' after a key": "write = between the key and its value",
    "Expected ']' at the end": "between the brackets stands one name without spaces: write _ instead of them",
    "Invalid initial character": "write a list in [ and ], a table in { and }",
    "Invalid statement": "stands outside: begin the line with a key, or with # for a remark",
}
"""What a person must do, by how the reader of TOML begins."""
SHARES = ("margin", "share", "respond_share")
"""Keys that are in (0, 1] like the rates."""


def document(text: str, name: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Read TOML with exact decimals, and return what is wrong by the key of each line that is none and was left out.

    Raises ``AgreementError`` where the lines after it cannot be read for it.
    """
    rows, wrong = text.removeprefix("\ufeff").split("\n"), dict[str, str]()
    while True:
        try:
            return tomllib.loads("\n".join(rows), parse_float=Decimal), wrong
        except (ValueError, ArithmeticError, RecursionError) as error:
            place = re.search(r"\(at line (\d+)", str(error))
            row = int(place[1]) - 1 if place else -1
            found = KEY_AND_VALUE.match(rows[row]) if place else None
            said = f"{name}{f', line {row + 1}' if place else ''}: {_in_toml(found and found[2], str(error))}"
            if found is None or str(error).startswith(("Unclosed", "Unterminated")):
                raise AgreementError("\n".join([*wrong.values(), said]), advice="Correct that line.") from None
            wrong[found[1]], rows[row] = said, ""


def _in_toml(value: str | None, said: str) -> str:
    """Say what to write in place of a value that is no TOML."""
    if value and (instead := _instead(value)):
        return instead
    if known := next((words for begin, words in IN_TOML.items() if said.startswith(begin)), None):
        return known
    if value == "":
        return "has no value: write one after the ="
    if value and re.fullmatch(r"\w[^\"'\[\]{}]*", value):
        return f'write it in quotes: "{value}"'
    return f"is not valid TOML: {said}"


def _instead(value: str) -> str | None:
    """Say what to write for what people write elsewhere: days, times, amounts and quotes of other kinds."""
    if share := _share(value):
        return share
    if day := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", value):
        return f"write {day[3]}-{int(day[2]):02}-{int(day[1]):02}, not {value}: the year first"
    if day := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", value):
        written = f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"
        return f"write {written}, not {value}" if written != value else IN_TOML["Invalid date"]
    if re.fullmatch(r"\d{1,2}/\d{1,2}/\d{2,4}", value):
        return "write the day with the year first, like 2026-10-01"
    if time := re.search(r"(?<![\d\"'-])\d{1,2}:\d\d(?![\d\"':-])", value):
        return f'write the time in quotes: "{time[0].rjust(5, "0")}"'
    if "\N{LEFT DOUBLE QUOTATION MARK}" in value or "\N{RIGHT DOUBLE QUOTATION MARK}" in value:
        return 'write plain quotes: "…"'
    if number := re.fullmatch(r"(\d{1,3}(?:[ .]\d{3})+),(\d+)", value):
        return f"write {re.sub('[ .]', '_', number[1])}.{number[2]}, not {value}"
    if re.fullmatch(r"\d{1,3}([ ,.]\d{3})+", value):
        return f"write {re.sub('[ ,.]', '_', value)}, not {value}"
    if re.fullmatch(r"\d+,\d+", value):
        return f"write {value.replace(',', '.')}, not {value}"
    if number := re.fullmatch(r"[€$£]?\s*(\d[\d_.]*)\s*(?:[€$£]|(?!h\b|min\b)[A-Za-z]{2,}.*)?", value):
        return f"write the number alone: {number[1]}" if number[1] != value else None
    return None


def _share(value: object) -> str | None:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*%", str(value))
    return f"write {Decimal(found[1]).scaleb(-2)}, not {value}" if found else None


def _wanted(kind: str, value: object) -> str | None:
    if share := _share(value):
        return share
    wanted = WANTED.get(kind) or WANTED.get(kind.partition("_")[0])
    return f"{seen(value)}: {wanted}" if wanted else None


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong, and where."""

    place: tuple[int | str, ...]
    """Keys from the outside in, entries of lists by their position; () for the whole text."""
    said: str


def found(error: ValidationError, left_out: Collection[str] = ()) -> Iterator[Mistake]:
    """Say each mistake in words.

    What follows from keys that were left out alone is not said.
    """
    errors = error.errors()
    for one in errors:
        if left_out and (isinstance(one["input"], dict) or one["loc"][-1] in left_out):
            continue  # it lacks what could not be read
        if one["type"] == "too_short" and any(
            other["loc"][: len(one["loc"])] == one["loc"] for other in errors if other != one
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
            case "greater_than_equal" | "less_than_equal" if "rates" in place or place[-1] in SHARES:
                message = f"{one['input']} is not a rate from 0.0001 to 1: write 0.23 for 23 %"
            case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
                message = f"{seen(one['input'])}: write a number {message.removeprefix('Input should be ')}"
            case "tuple_type" if isinstance(one["input"], dict):
                message = f"there may be several: write its name in double brackets, [[{place[-1]}]]"
            case "literal_error":
                message = f"{seen(one['input'])}: write {message.removeprefix('Input should be ')}"
            case kind if kind != "value_error":
                message = _wanted(kind, one["input"]) or f"{seen(one['input'])}: {message[0].lower()}{message[1:]}"
        yield Mistake(place, message)


def lines(
    error: ValidationError, raw: Mapping[str, Any], text: str, name: str, left_out: Collection[str] = ()
) -> Iterator[str]:
    """Put each mistake into one line: file, line, where in the agreement, what is wrong."""
    for one in found(error, left_out):
        at = line(text, one.place)
        words = " › ".join(_words(raw, one.place))
        yield f"{name}{f', line {at}' if at else ''}: {words + ': ' if words else ''}{one.said}"


def _suggestion(key: str, place: tuple[int | str, ...]) -> str:
    model: Any = terms.Terms
    for part in place:
        model = MODELS.get(part, model)
    known = _keys(model)
    if owners := [f"[{name}]" for name, one in MODELS.items() if one is not model and key in _keys(one)]:
        return f": it belongs to {' or '.join(owners)}"
    close = difflib.get_close_matches(key, known, n=1)
    return f": did you mean {close[0]!r}?" if close else f" (known here: {', '.join(known)})"


def _keys(model: Any) -> list[str]:
    return [field.alias or key for key, field in model.model_fields.items() if not field.exclude]


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
            yield from () if part == "None" else (str(part),)  # the key of every month


def line(text: str, place: tuple[int | str, ...]) -> int | None:
    """Find the line that a place speaks of: its key, or else the nearest table above it."""
    table: tuple[int | str, ...] = ()
    counts: dict[tuple[int | str, ...], int] = {}
    best, found = -1, None
    for number, row in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*(\[\[?)\s*([\w.\-\"]+)\s*\]", row)
        key = re.match(r'\s*"?([\w\-]+)"?\s*=', row)
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
