"""Mistakes in an agreement, in plain words with their place."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from sla_dash.agreement import shapes, slips
from sla_dash.agreement.draft import Place, line
from sla_dash.agreement.fields import seen
from sla_dash.agreement.promises import LATEST
from sla_dash.errors import AgreementError

WANTED = {
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
SHARES = ("margin", "share", "respond_share", "tolerance", "from", "to")
"""Keys that are in (0, 1] like the rates."""
PER_CENT = 100


def document(text: str, name: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Read TOML with exact decimals, and return what is wrong by the key of each line that is none and was left out.

    Raises ``AgreementError`` where the lines after it cannot be read for it.
    """
    rows, wrong = re.split("\r\n|\r|\n", text.removeprefix("\ufeff")), dict[str, str]()
    while True:
        try:
            read = tomllib.loads("\n".join(rows), parse_float=Decimal)
            str(read)  # refuses a whole number that is too long to be shown, as the reader of TOML does of most
        except (ValueError, ArithmeticError, RecursionError) as error:
            row = _row(str(error), rows)
            written = rows[row] if row is not None else ""
            found = slips.KEY_AND_VALUE.match(written) or slips.WITHOUT_EQUALS.match(written)
            told = (
                _told(rows, row, str(error), found[1] if found else "") if row is not None else slips.known(str(error))
            )
            at = f", line {row + 1}" if row is not None else ""
            hint = "" if row is None else "; write key = value, or # before a remark"
            said = f"{name}{at}: {told or f'is not valid TOML: {error}{hint}'}"
            if row is None or not written.strip() or re.match(r"\s*[\[(]", written) or not (found or told):
                raise AgreementError("\n".join([*wrong.values(), said]), advice="Correct that line.") from None
            wrong[found[1] if found else f"line {row + 1}"], rows[row] = said, ""
        else:
            return read, wrong


def _row(error: str, rows: Sequence[str]) -> int | None:
    """Return the row that is wrong: the one at which the reader stopped, or one above that opens a bracket."""
    place = re.search(r"\(at line (\d+)", error)
    if not place:
        return slips.quote_open(rows) if error.startswith(slips.QUOTE_OPEN) else None
    row = int(place[1]) - 1
    key = slips.KEY_AND_VALUE.match(rows[row]) or slips.HEADER.match(rows[row])
    above = slips.left_open(rows[:row]) if key else None
    return row if above is None else above


def _told(rows: Sequence[str], row: int, error: str, key: str) -> str | None:
    """Say what to write in a row; None where that cannot be told."""
    told = slips.told(rows[row], error, shapes.unit(rows[:row], key))
    broken = slips.left_open(rows[: row + 1]) == row or error.startswith(("Unclosed", "Unterminated"))
    return slips.UNCLOSED if broken and (told is None or told in slips.WANTED.values()) else told


def _rate(value: object) -> str:
    """Say how a share is written that was written in per cent."""
    if isinstance(value, int | Decimal) and 1 < value <= PER_CENT and value == int(value):
        return f"write {Decimal(value) / PER_CENT} for {value} %"
    return "write 0.23 for 23 %"


def _wanted(kind: str, value: object, place: Place) -> str | None:
    if share := slips.share(value):
        return share
    shape = kind.partition("_")[0]
    if shape in ("tuple", "model", "dict"):
        return shapes.told(place, value)
    wanted = WANTED.get(kind) or WANTED.get(shape)
    return f"{seen(value)}: {wanted}" if wanted else None


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong, and where."""

    place: Place
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
        if any(other["loc"][-1:] == ("[key]",) and other["loc"][:-1] == one["loc"] for other in errors):
            continue  # what is wrong is its key, and that is said
        if one["type"] == "too_short" and any(
            other["loc"][: len(one["loc"])] == one["loc"] for other in errors if other != one
        ):
            continue  # it has entries, each with a mistake of its own
        place = tuple(part for part in one["loc"] if not (isinstance(part, str) and "[key]" in part))
        message = one["msg"].removeprefix("Value error, ")
        match one["type"]:
            case "extra_forbidden":
                message = f"unknown key {place[-1]!r}" + shapes.elsewhere(str(place[-1]), place[:-1])
            case "too_short":
                message = "needs at least one entry"
            case "missing":
                message = f"{place[-1]!r} is missing: {shapes.added(place)}"
            case "greater_than_equal" | "less_than_equal" | "less_than" if "rates" in place or place[-1] in SHARES:
                message = f"{one['input']} is not a rate from 0.0001 to 1: {_rate(one['input'])}"
            case "greater_than" | "less_than_equal" if place[-1] == "at":
                message = f"{one['input']} is no part of the time promised, up to {LATEST} times it: write 0.5 for 50 %"
            case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
                message = f"{seen(one['input'])}: write a number {message.removeprefix('Input should be ')}"
            case "literal_error":
                message = f"{seen(one['input'])}: write {message.removeprefix('Input should be ')}"
            case kind if kind != "value_error":
                message = (
                    _wanted(kind, one["input"], place) or f"{seen(one['input'])}: {message[0].lower()}{message[1:]}"
                )
        yield Mistake(place, message)


def lines(
    error: ValidationError, raw: Mapping[str, Any], text: str, name: str, left_out: Collection[str] = ()
) -> Iterator[str]:
    """Put each mistake into one line: file, line, where in the agreement, what is wrong."""
    for one in found(error, left_out):
        at = line(text, one.place)
        named = any(one.said.startswith(f"{key!r} is missing") for key in one.place[-1:])
        words = " › ".join(_words(raw, one.place[:-1] if named else one.place))
        yield f"{name}{f', line {at}' if at else ''}: {words + ': ' if words else ''}{one.said}"


def _words(raw: Mapping[str, Any], place: Place) -> Iterator[str]:
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
