"""Who may see what: ``access.toml`` in the data folder says it of everybody who logs in."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from pydantic import ValidationError

from sla_dash.access import links
from sla_dash.access.model import Access, Claims, Link, address, called
from sla_dash.access.viewer import ANYBODY, COUNTS, ON_A_WALL, WALL, WHOLE, Role, Sight, Viewer
from sla_dash.agreement import mistakes
from sla_dash.agreement.draft import line
from sla_dash.errors import AccessError, AgreementError

__all__ = [
    "ANYBODY",
    "COUNTS",
    "FILE",
    "ON_A_WALL",
    "WALL",
    "WHOLE",
    "Access",
    "Claims",
    "Link",
    "Role",
    "Sight",
    "Viewer",
    "address",
    "called",
    "current",
    "links",
    "read",
]

FILE = "access.toml"
ADVICE = "Correct it; docs/access.md shows every key. Until then nobody is let in."
WANTED = {
    "string_type": 'write text in quotes, like "anna@example.com"',
    "string_too_short": "write something into the quotes",
    "string_too_long": "write something shorter",
    "string_pattern_mismatch": "is not what `sla-dash wall link` wrote: make a new link",
    "tuple_type": 'write a list in brackets, like ["viewer"]',
    "model_type": "write it under a line [[person]], [[group]] or [[wall]]",
}
"""What a person must write, by what pydantic calls the mistake."""


def current(data: Path) -> Access:
    """Return who may see what by the file as it is now, read anew only when it was written anew; see ``read``."""
    try:
        status = (data / FILE).stat()
    except OSError:
        return read(data)
    return _read(data, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _read(data: Path, _written_ns: int, _size: int) -> Access:
    return read(data)


def read(data: Path) -> Access:
    """Read who may see what; without the file nobody is named.

    Raises ``AccessError`` that names every mistake found: half a list of names would let the wrong people in.
    """
    path = data / FILE
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Access()
    except (OSError, UnicodeDecodeError) as error:
        raise AccessError(
            f"{FILE} cannot be read: {getattr(error, 'strerror', None) or error}.", advice=ADVICE
        ) from None
    try:
        raw, wrong = mistakes.document(text, FILE)
    except AgreementError as error:
        raise AccessError(error.message, advice=ADVICE) from None
    found = [*wrong.values()]
    try:
        access = Access.model_validate(raw)
    except ValidationError as error:
        found += _said(error, text)
    if found:
        raise AccessError("\n".join(found), advice=ADVICE)
    return access


def _said(error: ValidationError, text: str) -> Iterator[str]:
    """Yield each mistake with its line and its place."""
    for one in error.errors():
        place, key = one["loc"], one["loc"][-1] if one["loc"] else ""
        message = WANTED.get(one["type"]) or one["msg"].removeprefix("Value error, ")
        if one["type"] == "extra_forbidden":
            message = f"there is no key {key!r}"
        elif one["type"] == "missing":
            message = f"{key!r} is missing"
        elif one["type"] == "literal_error":
            message = f"{one['input']!r} is no role: write {one['ctx']['expected']}"
        at = line(text, place)
        named = [f"{part} {n + 1}" for part, n in pairwise(place) if isinstance(n, int)]
        yield f"{FILE}{f', line {at}' if at else ''}: {''.join(f'{one}: ' for one in named[:1])}{message}"
