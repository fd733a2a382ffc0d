"""What the values of columns can be, tried with the macros that the loader itself reads them by."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from zoneinfo import available_timezones

import duckdb
import numpy as np
import numpy.typing as npt

from sla_dash.load import currencies, landing, numbers
from sla_dash.load import dates as date_formats
from sla_dash.load.proposal import shapes
from sla_dash.load.proposal.seen import Column, Dates, Mark, Order, Reading

EXAMPLES = 8
FEW = 40
"""Different values at most that are words, not names or prose."""
MOST = 0.9
"""Share of the values that must be dates, so that a column holds dates."""
SHAPED = 60
"""Different values of a column whose shape is looked at."""
CANDIDATES = 40
"""Formats that are tried on one file."""
LONGEST = 64
"""Characters of a value that may be a date or a number."""
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
_BLANK = " \t\r\n\xa0"
_THOUSANDS = re.compile(r"[^\d]*\d{1,3}([.,]\d{3})[^\d]*")
_NOBODY = frozenset(("n/a", "na", "none", "null", "-", "--", "unknown", "?", "#n/a"))
_MARKS: dict[Mark, str] = {"": "plain", ".": "point", ",": "comma"}

Flags = npt.NDArray[np.bool_]


@dataclass(slots=True)
class _Texts:
    """The different values of one column, and what they turned out to be."""

    name: str
    counts: Counter[str]
    rows: int
    flags: dict[str, Flags]

    @property
    def values(self) -> list[str]:
        return list(self.counts)


def columns(header: Sequence[str], rows: Sequence[Sequence[str | None]]) -> tuple[Column, ...]:
    """Return the named columns of a sample whose rows have as many fields as the header."""
    texts = [_texts(place, name, rows) for place, name in enumerate(header) if name]
    with duckdb.connect() as connection:
        landing.run(connection, "macros")
        candidates = _flags(connection, texts)
    zones = _zones()
    twice = {name for name, times in Counter(header).items() if times > 1}
    return tuple(
        _column(text, formats, text.name in twice, zones) for text, formats in zip(texts, candidates, strict=True)
    )


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _texts(place: int, name: str, rows: Sequence[Sequence[str | None]]) -> _Texts:
    counts: Counter[str] = Counter()
    for row in rows:
        if text := (row[place] or "").strip(_BLANK):
            counts[text] += 1
    return _Texts(name, counts, len(rows), {})


def _flags(connection: duckdb.DuckDBPyConnection, texts: list[_Texts]) -> list[dict[str, Order | None]]:
    """Ask of every value what it can be; return the formats of each column that read some of its values."""
    lengths = [len(text.counts) for text in texts]
    flat = [value[: LONGEST + 1] for text in texts for value in text.counts]
    if not flat:
        return [{} for _ in texts]
    connection.register(
        "flat", {"n": np.arange(len(flat)), "t": np.array([_whole(value) for value in flat], dtype=object)}
    )
    connection.execute("create temp table sample as select n, cast(t as varchar) as t from flat order by n")
    connection.unregister("flat")
    asked = {
        "yes_no": "yes_no(t) is not null",
        "iso": "coalesce(iso_instant(dated(t)), iso_day(dated(t))) is not null",
        "zoned": "iso_zoned(dated(t))",
    }
    bounds = np.cumsum([0, *lengths])
    for name, condition in asked.items():
        _share(texts, bounds, name, _asked(connection, condition))
    pattern = numbers.pattern(numbers.alternatives(currencies.SIGNS))
    for mark, name in _MARKS.items():
        # Each step is a column of its own: the macros name their arguments often, and would repeat what those are.
        part = f"case when not plainly(t, $mark) then regexp_extract(spaced(t), $pattern, {numbers.PARTS}) end"
        parted = f"select n, t, {part} as p from sample"  # noqa: S608 - fixed pieces
        numbered = f"(select n, number_of(t, p, $mark, true) as number from ({parted}))"  # noqa: S608 - as above
        found = _asked(connection, "money(number) is not null", numbered, mark=mark or None, pattern=pattern)
        _share(texts, bounds, name, found)
    shaped = [_shapes(text) for text in texts]
    formats = Counter(one for column in shaped for one in column)
    for one, _ in formats.most_common(CANDIDATES):
        macro = "formatted_instant" if date_formats.has_offset(one) else "formatted_local"
        _share(texts, bounds, one, _asked(connection, f"{macro}(dated(t), $format) is not null", format=one))
    return [
        {one: order for one, order in column.items() if one in text.flags and text.flags[one].any()}
        for column, text in zip(shaped, texts, strict=True)
    ]


def _whole(value: str) -> str:
    """Return a value without what a database cannot hold as text."""
    return value.replace("\0", "␀").encode("utf-8", "replace").decode()


def _asked(
    connection: duckdb.DuckDBPyConnection, condition: str, rows: str = "sample", **parameters: str | None
) -> Flags:
    query = f"select coalesce({condition}, false) as found from {rows} order by n"  # noqa: S608 - fixed conditions
    found = connection.execute(query, parameters).fetchnumpy()["found"]
    return np.asarray(found, dtype=np.bool_)


def _share(texts: list[_Texts], bounds: npt.NDArray[np.int64], name: str, flags: Flags) -> None:
    for number, text in enumerate(texts):
        text.flags[name] = flags[bounds[number] : bounds[number + 1]]


def _shapes(text: _Texts) -> dict[str, Order | None]:
    """Return the formats that a spread of the values may have."""
    values = text.values
    found: dict[str, Order | None] = {}
    for value in values[:: max(1, len(values) // SHAPED)]:
        if len(value) <= LONGEST and any(letter.isdigit() for letter in value):
            found.update(shapes.formats(value))
    return found


def _column(text: _Texts, formats: dict[str, Order | None], twice: bool, zones: frozenset[str]) -> Column:
    values = text.values
    given = sum(text.counts.values())
    if not values:
        return Column(text.name, twice, values=frozenset())
    few = text.counts.most_common(FEW) if len(values) <= FEW and given else []
    return Column(
        name=text.name,
        twice=twice,
        examples=tuple(values[:EXAMPLES]),
        empty=1 - given / text.rows,
        distinct=len(values),
        unique=len(values) == text.rows,
        words=tuple(few),
        dates=_dates(text, formats),
        marks=_marks(text),
        thousands=_thousands(values),
        yes_no=bool(text.flags["yes_no"].all()),
        emails=sum(1 for value in values if _EMAIL.fullmatch(value)) >= MOST * len(values),
        zones=all(value in zones for value in values),
        values=frozenset(value for value in values if value.lower() not in _NOBODY),
    )


def _marks(text: _Texts) -> tuple[Mark, ...]:
    return tuple(mark for mark, name in _MARKS.items() if text.flags[name].mean() >= MOST)


def _thousands(values: list[str]) -> bool:
    """Tell whether some number has a mark, and each that has one has it before three digits."""
    marked = [value for value in values if "." in value or "," in value]
    return bool(marked) and all(_THOUSANDS.fullmatch(value) for value in marked)


def _dates(text: _Texts, formats: dict[str, Order | None]) -> Dates | None:
    """Return how the values are dates, where nearly all of them are in one way or another."""
    values = text.values
    if (since := shapes.epoch(values)) is not None:
        return Dates((Reading((since,), None, (), ()),), zoned=True, hours=True)
    readings = {order: _covered(text, formats, order) for order in _orders(formats)}
    least = MOST * len(values)
    good = {order: found for order, found in readings.items() if found[1].sum() >= least}
    if not good:
        return None
    made = tuple(_readings(values, good, readings))
    used = [one for reading in made for one in reading.formats if one != "iso"]
    by_iso = text.flags["iso"].any()
    zoned = all(map(date_formats.has_offset, used)) and bool((text.flags["zoned"] | ~text.flags["iso"]).all())
    hours = any(map(date_formats.has_hour, used)) or bool(by_iso and any(len(value) > 10 for value in values))
    return Dates(made, zoned=zoned, hours=hours)


def _orders(formats: dict[str, Order | None]) -> tuple[Order | None, ...]:
    return ("day first", "month first") if any(formats.values()) else (None,)


def _covered(text: _Texts, formats: dict[str, Order | None], order: Order | None) -> tuple[tuple[str, ...], Flags]:
    """Return the fewest formats of an order that read what it can read, and which values that is."""
    read, chosen = text.flags["iso"].copy(), []
    if read.any():
        chosen.append("iso")
    rest = [one for one, its in formats.items() if its in (None, order)]
    while rest:
        best = max(rest, key=lambda one: int((text.flags[one] & ~read).sum()))
        if not (text.flags[best] & ~read).any():
            break
        read |= text.flags[best]
        chosen.append(best)
        rest.remove(best)
    return (() if chosen == ["iso"] else tuple(chosen)), read


def _readings(
    values: list[str],
    good: dict[Order | None, tuple[tuple[str, ...], Flags]],
    every: dict[Order | None, tuple[tuple[str, ...], Flags]],
) -> Iterator[Reading]:
    """Yield the one reading that the values decide on, or both."""
    only: dict[Order | None, list[str]] = {}
    for order in good:
        others = [flags for other, (_, flags) in every.items() if other != order]
        beyond = good[order][1] & ~others[0] if others else np.zeros(len(values), np.bool_)
        only[order] = [values[place] for place in np.flatnonzero(beyond)[:3]]
    decided = [order for order in good if only[order]]
    for order in decided if len(decided) == 1 else list(good):
        formats, read = good[order]
        unread = tuple(values[place] for place in np.flatnonzero(~read)[:3])
        yield Reading(formats, order, tuple(only[order]) if len(decided) == 1 else (), unread)
