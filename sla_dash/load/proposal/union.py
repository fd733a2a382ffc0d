"""Touches that lie in several files, each written in its own way, put together by SQL."""

import re
from collections.abc import Sequence
from itertools import count

from sla_dash.load import canonical
from sla_dash.load.mapping.answers import Known
from sla_dash.load.mapping.mistakes import RESERVED
from sla_dash.load.proposal import names, parts, planned
from sla_dash.load.proposal.parts import Line, Part, Source, Value
from sla_dash.load.proposal.questions import Asked
from sla_dash.load.proposal.roles import Role

Undone = tuple[str, str, list[str]]
"""A column under the name that the SQL has for it, its header, and the words whose rows are no touches."""
ISO = "iso"
"""Among formats: ISO 8601, year first."""
LONGEST = 30
"""Characters of a name that is made of that of a file."""


def part(roles: Sequence[Role], asked: Asked, known: Known) -> Part:
    """Write down the touches of several files as one table."""
    made = [parts.part(role, asked, known) for role in roles]
    undone = [_undone(role, asked) for role in roles]
    named = _names(made)
    given = [column.name for column in canonical.TOUCHES.columns if any(_line(one, column.name) for one in made)]
    sources = tuple(
        Source(
            name,
            one.keys,
            (
                *(Line(line.key, column, line.why) for line in one.columns if (column := _column(line.value))),
                *(Line(key, column, "Some of its words say that nobody was contacted.") for key, column, _ in beside),
            ),
        )
        for name, one, beside in zip(named, made, undone, strict=True)
    )
    selects = [
        _select(name, one, role, given, beside)
        for name, one, role, beside in zip(named, made, roles, undone, strict=True)
    ]
    sql = "\nunion all\n".join(selects) + "\n"
    reasons = [
        "several files hold touches, each written in its own way" * (len(roles) > 1),
        "a value can hold several ids of leads" * any(role.matches["lead_id"].separator is not None for role in roles),
        "some activities have not taken place" * any(map(bool, undone)),
    ]
    why = f"Asked for by SQL, as {' and '.join(reason for reason in reasons if reason)}."
    columns = tuple(
        Line(name, _value(name, made), "" if place else "What the SQL gives under these names.")
        for place, name in enumerate(given)
    )
    files = tuple(seen for role in roles for seen in role.files)
    return Part(
        canonical.TOUCHES, files, " ".join(role.why for role in roles), (Line("sql", sql, why),), columns, sources
    )


def _names(made: Sequence[Part]) -> list[str]:
    """Return a name for each source, of its channel or of its first file."""
    taken = set(RESERVED)
    found = []
    for one in made:
        channel = _line(one, "channel")
        constant = channel.value.get("constant") if channel and isinstance(channel.value, dict) else None
        stem = names.plain(one.files[0].title)
        name = f"{constant}s" if constant else re.sub(r"[^a-z0-9]+", "_", stem)[:LONGEST].strip("_")
        name = name if re.match(r"[a-z]", name) else f"file_{name}".rstrip("_")
        name = next(free for number in count(1) if (free := name if number == 1 else f"{name}_{number}") not in taken)
        taken.add(name)
        found.append(name)
    return found


def needed(role: Role) -> bool:
    """Tell whether touches of one file must be asked for by SQL."""
    return role.matches["lead_id"].separator is not None or any(True for _ in planned.columns(role.seen))


def _undone(role: Role, asked: Asked) -> list[Undone]:
    found = [(column, planned.words(column, role.seen, asked)) for column in planned.columns(role.seen)]
    recoded = parts.reader(role.seen, asked)
    return [
        (f"status_{number}", recoded(column.name), list(map(recoded, words)))
        for number, (column, words) in enumerate(found, 1)
        if words
    ]


def _select(name: str, part: Part, role: Role, given: Sequence[str], undone: Sequence[Undone]) -> str:
    texts = []
    for target in given:
        line = _line(part, target)
        if line is None:
            texts.append(f"null as {target}")
        elif _column(line.value) is None and isinstance(line.value, dict):
            texts.append(f"'{line.value['constant']}' as {target}")
        elif target == "lead_id" and (separator := role.matches[target].separator):
            texts.append(f"trim(unnest(string_split({target}, '{separator}'))) as {target}")
        else:
            texts.append(target)
    rows = [f"coalesce({key}, '') not in ({', '.join(map(_literal, words))})" for key, _, words in undone]
    where = f"\nwhere {' and '.join(rows)}" if rows else ""
    return f"select {', '.join(texts)}, _file, _line\nfrom {name}{where}"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _value(name: str, made: Sequence[Part]) -> Value:
    """Return how a column of the table is read: by the formats of every file."""
    formats: dict[str, None] = {}
    for one in made:
        line = _line(one, name)
        if line is None:
            continue
        found = line.value.get("format", ISO) if isinstance(line.value, dict) else ISO
        formats.update(dict.fromkeys(str(text) for text in ([found] if isinstance(found, str) else found)))
    if not name.endswith("_at") or list(formats) == [ISO]:
        return name
    return {"column": name, "format": list(formats) if len(formats) > 1 else next(iter(formats))}


def _line(part: Part, name: str) -> Line | None:
    return next((line for line in part.columns if line.key == name), None)


def _column(value: Value) -> Value | None:
    return value.get("column") if isinstance(value, dict) else value
