"""What differs between two versions, key by key."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from sla_dash.agreement.terms import Terms

APART = ("version",)
"""What differs in any two versions."""
NAMED_BY = ("name", "team", "rep", "day", "at")
"""Keys by which an entry of a list is known."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value of one key, before and after."""

    place: tuple[str, ...]
    """From the outside in: tables and names of entries, then the key."""
    before: object
    """None where it was not there."""
    after: object
    """None where it is gone."""

    @property
    def key(self) -> str:
        """The key itself; "" where a whole entry came or went."""
        return self.place[-1]


def between(first: Terms, second: Terms) -> list[Change]:
    """Return every change from one version to the other, in the order of the model."""
    return [one for one in _parts(first, second, ()) if one.place not in {(key,) for key in APART}]


def _parts(first: BaseModel, second: BaseModel, place: tuple[str, ...]) -> Iterator[Change]:
    for key, field in type(first).model_fields.items():
        if not field.exclude:
            named = field.alias or key
            yield from _values(getattr(first, key), getattr(second, key), (*place, named))


def _values(first: Any, second: Any, place: tuple[str, ...]) -> Iterator[Change]:
    if first == second:
        return
    if isinstance(first, BaseModel) and type(first) is type(second):
        yield from _parts(first, second, place)
    elif isinstance(first, Mapping) and isinstance(second, Mapping):
        for key in [*first, *(key for key in second if key not in first)]:
            yield from _values(first.get(key), second.get(key), place if key is None else (*place, str(key)))
    elif _entries(first) and _entries(second):
        before, after = _named(first), _named(second)
        for name in [*before, *(name for name in after if name not in before)]:
            yield from _values(before.get(name), after.get(name), (*place, name))
    else:
        yield Change(place, first, second)


def _entries(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(one, BaseModel) for one in value)


def _named(entries: Sequence[BaseModel]) -> dict[str, BaseModel]:
    found: dict[str, BaseModel] = {}
    for one in entries:
        known = [str(getattr(one, key)) for key in NAMED_BY if getattr(one, key, None) is not None]
        told = one.model_dump(exclude={"start", "goal"}).values()
        found[known[0] if known else " ".join(str(value) for value in told if value is not None)] = one
    return found
