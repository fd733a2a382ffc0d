"""One source staged for a test, by what it is."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from sla_dash.load import landing, mapping
from sla_dash.load.sources import preflight, staging


@dataclass(frozen=True, slots=True)
class Rows:
    """What was staged, and the staged rows by their lines."""

    staged: staging.Staged
    lines: dict[int, dict[str, str | None]]
    rejects: list[tuple[Any, ...]]
    """Line, value and reason."""


def staged(found: preflight.Found, written: mapping.Written, work: Path, **wanted: str) -> Rows:
    """Stage a source, all of it where no column is wanted."""
    columns = preflight.Wanted({name: (header,) for name, header in wanted.items()})
    work.mkdir(exist_ok=True)
    with duckdb.connect(config={"temp_directory": str(work / "spill")}) as connection:
        connection.execute("set TimeZone = 'UTC'")
        landing.run(connection, "working")
        result = staging.stage(connection, 0, found, written, columns, work)
        assert sorted(work.glob("*.csv")) == []
        listed = "".join(f", {place}" for place in result.columns.values())
        rows = connection.execute(
            f"select stage.rowid + shift{listed} from stage asof join shifts on from_row <= stage.rowid order by 1"
        ).fetchall()
        rejects = connection.execute("select line, value, reason from flawed order by line").fetchall()
    return Rows(result, {line: dict(zip(result.columns, row, strict=True)) for line, *row in rows}, rejects)


def file(folder: Path, name: str, content: bytes | str, **wanted: str) -> Rows:
    """Write a file and stage it, all of it where no column is wanted."""
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return present(folder, name, None, **wanted)


def present(folder: Path, name: str, written: mapping.Written | None = None, **wanted: str) -> Rows:
    """Stage a file that is there."""
    [found] = preflight.find(folder, "leads", [name])
    return staged(found, written or mapping.Written(), folder / "work", **wanted)
