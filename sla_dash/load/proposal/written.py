"""How a mapping says where files lie and how they are written."""

import glob
from collections.abc import Iterable, Sequence

from sla_dash.load.proposal.seen import Seen, shown

Way = tuple[str | None, ...]
Keys = dict[str, str | list[str]]


def way(seen: Seen) -> Way:
    """Return what files of one source have in common."""
    kind = "text" if seen.kind in ("csv", "gzip") else seen.kind
    return (kind, seen.delimiter, seen.encoding, seen.sheet, seen.query, "header" if seen.above else None)


def groups(seen: Iterable[Seen]) -> list[tuple[Seen, ...]]:
    """Put together the files that are written alike and have one header."""
    found: dict[tuple[Way, tuple[str, ...]], list[Seen]] = {}
    for one in seen:
        if not one.why:
            found.setdefault((way(one), one.header), []).append(one)
    return [tuple(files) for files in found.values()]


def keys(files: Sequence[Seen], header: str | None = None) -> Keys:
    """Return the keys of a mapping for files that are written alike; ``header`` is a column that all of them have."""
    first = files[0]
    found: Keys = {"files": [glob.escape(name) for name in dict.fromkeys(one.name for one in files)]}
    if first.kind in ("csv", "gzip") and first.delimiter != ",":
        found["delimiter"] = first.delimiter
    if first.encoding is not None:
        found["encoding"] = first.encoding
    if first.above:
        shared = [name for name in first.header if name and all(name in one.header for one in files)]
        found["header"] = header or shared[0]
    if first.sheet is not None:
        found["sheet"] = first.sheet
    if first.query is not None:
        found["query"] = first.query
    return found


def in_words(seen: Seen) -> str:
    """Say how a file is written, as a clause."""
    mark = {"\t": "a tab", ",": "a comma", ";": "a semicolon", "|": "a bar"}[seen.delimiter]
    said = [f"has {mark} between its values" if seen.kind in ("csv", "gzip") else f"is a {seen.kind} file"]
    if seen.encoding:
        said.append(f"is {seen.encoding}")
    if seen.above:
        said.append(f"has {seen.above} lines above its header")
    if within := seen.sheet or seen.query:
        said.append(f"is {shown(within)}")
    return ", ".join(said)
