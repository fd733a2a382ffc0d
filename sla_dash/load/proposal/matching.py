"""Which column of a file is which column of the board: by its name, as far as its values allow it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sla_dash.load import canonical
from sla_dash.load.proposal import names
from sla_dash.load.proposal.seen import Column, Seen, shown

ALIKE = 0.5
"""Share of the values of a column that must be ids of leads, or names of owners, so that it holds them."""
NEARLY = 0.9
"""Share of the rows with an id of their own, so that a column is the key of its file."""
SEPARATORS = (";", ",", "|")
"""Marks between several ids in one value."""
HOURS = 40
"""What it adds to a date of touches that it says the hour."""
SURE = 30
"""From this score on a name alone says which column it is."""
_WORDS = ("lead_type", "stream", "currency", "team")
"""Names of kinds, of which there are few."""


@dataclass(frozen=True, slots=True)
class Match:
    """One column of the board, the column of the file that it comes from, and why."""

    target: str
    column: Column
    score: int
    why: str
    """A sentence."""
    separator: str | None = None
    """What parts the ids in a column that holds several of them in one value."""


def matches(table: canonical.Table, seen: Seen, ids: frozenset[str] = frozenset()) -> dict[str, Match]:
    """Return what the columns of a file can be in a table, each column once, the surest first.

    ``ids`` are those of the leads; without any, no column is taken to hold them.
    """
    found = [match for target in table.columns for match in _candidates(table, target, seen, ids)]
    found.sort(key=lambda match: -match.score)
    chosen: dict[str, Match] = {}
    taken: set[str] = set()
    for match in found:
        if match.target not in chosen and match.column.name not in taken:
            chosen[match.target] = match
            taken.add(match.column.name)
    return chosen


def dates_left(seen: Seen, chosen: Iterable[Match]) -> list[Column]:
    """Return the columns of dates that are nothing yet."""
    taken = {match.column.name for match in chosen}
    return [column for column in seen.columns if column.dates and not column.twice and column.name not in taken]


def overlap(values: frozenset[str], others: frozenset[str]) -> float:
    """Return the share of different values that are among others, 0 to 1."""
    return len(values & others) / len(values) if values else 0.0


def alike(column: Column, values: frozenset[str]) -> bool:
    """Tell whether the values of a column are as long as others, with digits and letters in the same places."""
    masks = set(map(_mask, values))
    return bool(column.values) and sum(_mask(value) in masks for value in column.values) >= NEARLY * len(column.values)


def _separator(column: Column, ids: frozenset[str]) -> str | None:
    """Return the mark that parts several ids in one value, where some value holds several."""
    for mark in SEPARATORS:
        several = [value for value in column.values if mark in value and value not in ids]
        if several and any(len(_parted(frozenset((value,)), mark) & ids) > 1 for value in several):
            return mark
    return None


def _parted(values: frozenset[str], separator: str | None) -> frozenset[str]:
    if separator is None:
        return values
    return frozenset(part.strip() for value in values for part in value.split(separator) if part.strip())


def _mask(value: str) -> str:
    return "".join("9" if letter.isdigit() else "a" if letter.isalpha() else letter for letter in value)


def _candidates(table: canonical.Table, target: canonical.Column, seen: Seen, ids: frozenset[str]) -> Iterable[Match]:
    phrases = names.COLUMNS[table.name].get(target.name)
    if phrases is None:
        return
    for column in seen.columns:
        score = names.score(column.name, phrases)
        if column.twice or not column.values:
            continue
        if target.name == "lead_id" and table is not canonical.LEADS:
            separator = _separator(column, ids) if table is canonical.TOUCHES else None
            share = overlap(_parted(column.values, separator), ids)
            if share >= ALIKE and (score or share >= NEARLY) and not column.dates:
                why = f"{share:.0%} of what it holds are ids of leads"
                why += f", several in one value with {separator} between them." if separator else "."
                yield Match(target.name, column, score + round(100 * share), why, separator)
            continue
        if table is canonical.LEADS and target.name == table.key and score < SURE and _could_be_ids(column):
            why = "No column is named for it; every row has one of its own here, such as " + ", ".join(
                column.examples[:2]
            )
            yield Match(target.name, column, 1, f"{why}.")
            continue
        if score and (target.name != table.key or score >= SURE) and _suits(table, target, column, seen):
            exact = target.name == "touched_at" and column.dates is not None and column.dates.hours
            yield Match(target.name, column, score + HOURS * exact, _why(target, column))


def _could_be_ids(column: Column) -> bool:
    """Tell whether values look like ids, each of one row: in one word with a digit, and no addresses or dates."""
    plain = all(" " not in value and any(letter.isdigit() for letter in value) for value in column.values)
    return column.unique and plain and not column.emails and column.dates is None


def _suits(table: canonical.Table, target: canonical.Column, column: Column, seen: Seen) -> bool:
    if target.name == table.key:
        return not column.dates and column.empty == 0 and column.distinct >= NEARLY * seen.rows
    if target.kind in ("instant", "date"):
        return column.dates is not None
    if target.kind in ("number", "money"):
        return column.numbers and column.dates is None
    if target.kind == "yes_no":
        return column.yes_no
    if target.kind == "zone":
        return column.zones
    if target.name == "email":
        return column.emails
    if target.kind == "word" or target.name in _WORDS:
        return bool(column.words) and not column.dates and not column.emails
    if target.name == "name":
        return not column.dates and not column.numbers and not column.emails
    return column.dates is None and not column.yes_no


def _why(target: canonical.Column, column: Column) -> str:
    """Give the reason for a column, without a word about who the people in it are."""
    if target.name == "email":
        return "its name says so, and its values are addresses."
    personal = target.name in ("name", "company", "owner", "rep", "reject_reason", "disposition")
    if personal or (column.emails and not column.unique):
        return f"its name says so; {column.distinct:,} different value{'s' * (column.distinct != 1)}."
    examples = ", ".join(shown(example, 30) for example in column.examples[:3])
    if column.dates:
        return f"its name says so, and its values are dates, such as {examples}."
    if target.name in ("lead_id", "deal_id") and column.unique:
        such = "" if column.emails else f", such as {examples}"
        return f"its name says so, and every row has one of its own{such}."
    return f"its name says so; it holds {examples}."
