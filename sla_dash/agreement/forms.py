"""The agreement as blanks to fill in: every key of the model, as people write it outside a file."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sla_dash import exact
from sla_dash.agreement.draft import Place, Source
from sla_dash.agreement.fields import As
from sla_dash.agreement.promises import Milestone
from sla_dash.agreement.terms import Terms

PER_CENT = 100
MONTH = re.compile(r"(\d{4}-\d\d)\s*[:=]\s*(.+)")
ENTRY = re.compile(r"(.+?)\s*[:=]\s*(.+)")
SPACED = re.compile(r"[\s,;]+")
SERIES = re.compile(rf"\d+({SPACED.pattern}\d+)*", re.ASCII)
STEP = re.compile(r"(\d+)\s*(?:attempts?)?\s*by\s*(?:day)?\s*(\d+)")


@dataclass(frozen=True, slots=True)
class Blank:
    """One value to fill in."""

    place: Place
    unit: As
    written: str
    """As people write it; "" where nothing is."""
    options: tuple[str, ...] = ()
    """What it may be, of a choice."""
    help: str = ""
    """What the key means."""
    required: bool = False

    @property
    def key(self) -> str:
        """The key itself."""
        return str(self.place[-1])


@dataclass(frozen=True, slots=True)
class Form:
    """The blanks of one table."""

    place: Place
    """() for what stands at the top."""
    model: type[BaseModel]
    blanks: tuple[Blank, ...]
    name: str
    """Of an entry of a list, its own; else that of the table."""
    owner: str = ""
    """Of the entry that a table belongs to, its name; "" at the top."""

    @property
    def entry(self) -> bool:
        """Whether it is one of a list, and can be taken out of it."""
        return bool(self.place) and isinstance(self.place[-1], int)


def forms(text: str) -> tuple[Form, ...]:
    """Return the forms of a text of valid TOML in the model's order; tables that are not there are empty."""
    return tuple(_forms(Terms, tomllib.loads(text, parse_float=Decimal), ()))


def _forms(model: type[BaseModel], raw: Mapping[str, Any], place: Place, owner: str = "") -> Iterator[Form]:
    parts: list[tuple[str, type[BaseModel], bool]] = []
    blanks = []
    for name, field in model.model_fields.items():
        key = field.alias or name
        if field.exclude:
            continue
        part, many = _part(field)
        if part is None or part is Milestone:
            blanks.append(_blank(field, (*place, key), raw.get(key)))
        else:
            parts.append((key, part, many))
    named = str(raw.get("name") or raw.get("team") or raw.get("rep") or raw.get("rate") or "") if place else ""
    name = named or next((part for part in reversed(place) if isinstance(part, str)), "")
    yield Form(place, model, tuple(blanks), name, owner)
    for key, part, many in parts:
        found = raw.get(key)
        entries = found if isinstance(found, list) else []
        if many:
            for n, one in enumerate(entries):
                yield from _forms(part, one if isinstance(one, dict) else {}, (*place, key, n), named)
        else:
            yield from _forms(part, found if isinstance(found, dict) else {}, (*place, key), named)


def lists(model: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    """Yield the keys of a model that hold lists of tables, each with the model of an entry."""
    for name, field in model.model_fields.items():
        part, many = _part(field)
        if part is not None and many and part is not Milestone:
            yield field.alias or name, part


def unit(field: FieldInfo) -> As:
    """Return how people write the value of a field."""
    annotation, marked = _bare(field.annotation)
    for one in (*field.metadata, *marked):
        if isinstance(one, As):
            return one
    if get_origin(annotation) is Literal:
        return As.CHOICE
    if get_origin(annotation) is tuple:
        return As.CADENCE if _part(field)[0] is Milestone else As.LINES
    if get_origin(annotation) is dict:
        key, value = get_args(annotation)
        if key is date:
            return As.DAYS
        return As.WORDS if _bare(value)[0] is str else As.NUMBERS
    if annotation in (int, Decimal):
        return As.NUMBER
    return As.TEXT if annotation is str else As.CLOCK


def source(of: As, typed: str) -> Source:
    """Write what somebody typed as TOML does; what cannot be understood as text, for the model to refuse by name."""
    text = typed.strip()
    if not text:
        return None
    rows = [row.strip() for row in text.splitlines() if row.strip()]
    match of:
        case As.SHARE:
            found = re.fullmatch(r"(\d{1,20}(?:[.,]\d{1,20})?)\s*%?", text)
            return f"{(Decimal(found[1].replace(',', '.')) / PER_CENT).normalize():f}" if found else _text(text)
        case As.NUMBER:
            return _number(text)
        case As.MONTHLY:
            months = [MONTH.fullmatch(row) for row in rows]
            return {m[1]: _number(m[2]) for m in months if m} if all(months) else _number(text)
        case As.DAY:
            return text if _is_day(text) else _text(text)
        case As.HOURS:
            return _list(part.strip() for part in text.split(",") if part.strip())
        case As.LINES:
            return _list(rows)
        case As.SERIES:
            return f"[{', '.join(re.split(SPACED, text))}]" if re.fullmatch(SERIES, text) else _text(text)
        case As.WORDS | As.NUMBERS | As.DAYS:
            entries = [ENTRY.fullmatch(row) for row in rows]
            return {e[1]: _entry(of, e[2]) for e in entries if e} if all(entries) else _text(text)
        case As.CADENCE:
            steps = [STEP.fullmatch(row) for row in rows]
            told = ", ".join(f"{{ day = {s[2]}, attempts = {s[1]} }}" for s in steps if s)
            return f"[{told}]" if all(steps) else _text(text)
        case _:
            return _text(text)


def written(of: As, value: object) -> str:
    """Write a value of TOML as people do: the other way round."""
    match value:
        case None:
            return ""
        case int() | Decimal() if of is As.SHARE and exact.read(str(value)) is not None:
            return f"{(Decimal(value) * PER_CENT).normalize():f}"
        case int() | Decimal():
            return f"{value:,}"
        case list() if of in (As.HOURS, As.SERIES):
            return ", ".join(map(str, value))
        case list() if of is As.CADENCE and all(isinstance(one, dict) for one in value):
            return "\n".join(f"{one.get('attempts')} by day {one.get('day')}" for one in value)
        case list():
            return "\n".join(map(str, value))
        case dict():
            inside = As.HOURS if of is As.DAYS else As.NUMBER
            return "\n".join(f"{key}: {written(inside, one) or 'closed'}" for key, one in value.items())
        case _:
            return str(value)


def _blank(field: FieldInfo, place: Place, value: object) -> Blank:
    of = unit(field)
    options = get_args(_bare(field.annotation)[0]) if of is As.CHOICE else ()
    return Blank(place, of, written(of, value), options, field.description or "", field.is_required())


def _part(field: FieldInfo) -> tuple[type[BaseModel] | None, bool]:
    """Return the model of a table or of the entries of a list, and whether it is a list; None for a plain value."""
    annotation, _ = _bare(field.annotation)
    inside = get_args(annotation)[0] if get_origin(annotation) is tuple else annotation
    found = isinstance(inside, type) and issubclass(inside, BaseModel)
    return (inside if found else None), get_origin(annotation) is tuple


def _bare(annotation: Any) -> tuple[Any, Sequence[object]]:
    """Return an annotation without None and what is noted beside it, and those notes."""
    notes: list[object] = []
    while True:
        if get_origin(annotation) in (Union, UnionType):
            annotation = next(one for one in get_args(annotation) if one is not type(None))
        elif hasattr(annotation, "__metadata__"):
            notes += annotation.__metadata__
            annotation = annotation.__origin__
        else:
            return annotation, notes


def _number(text: str) -> str:
    if exact.read(re.sub("[ _,\N{NO-BREAK SPACE}]", "", text)) is None:
        return _text(text)
    bare = re.sub(r"(?<=\d)[ _,\N{NO-BREAK SPACE}](?=\d{3}(\D|$))", "", text)
    return re.sub(r"(?<=\d)(?=(\d{3})+(\.|$))", "_", bare) if re.fullmatch(r"\d+(\.\d+)?", bare) else _text(text)


def _entry(of: As, text: str) -> str:
    if of is As.DAYS:
        return "[]" if text == "closed" else _list(part.strip() for part in text.split(","))
    return _number(text) if of is As.NUMBERS else _text(text)


def _list(parts: Any) -> str:
    return f"[{', '.join(map(_text, parts))}]"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text) is not None and len(text) == len("2026-10-01")
    except ValueError:
        return False
