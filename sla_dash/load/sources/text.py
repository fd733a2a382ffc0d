"""CSV files, plain or in a gzip archive."""

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import numpy as np

from sla_dash.load import mapping
from sla_dash.load.sources import layout, preflight, titles
from sla_dash.load.sources.staged import STAGE, Job, Staged, ignored, keep_lines, reject

FOOTER = 20
"""Lines that the footer of a report has at most; more are broken rows."""


@dataclass(slots=True)
class _Tail:
    """The broken rows since the last sound one, of which the last ones may be a footer."""

    rows: list[layout.Broken] = field(default_factory=list)

    def follow(self, block: layout.Block) -> list[layout.Broken]:
        """Take the broken rows of a block, and give back those that are no footer, as others follow them."""
        before = [row for row in block.broken if row.line < block.last_sound]
        after = [row for row in block.broken if row.line > block.last_sound]
        done = [*self.rows, *before] if block.sound else []
        self.rows = after if block.sound else [*self.rows, *after]
        if len(self.rows) > FOOTER:
            done, self.rows = [*done, *self.rows[:-FOOTER]], self.rows[-FOOTER:]
        return done

    def split(self) -> tuple[list[layout.Broken], list[layout.Broken]]:
        """Return what is broken and what is a footer: short rows at the end, apart from the others by a blank line."""
        start = len(self.rows)
        for place in range(len(self.rows) - 1, -1, -1):
            if not self.rows[place].short:
                break
            if self.rows[place].after_blank:
                start = place
        return self.rows[:start], self.rows[start:]


def stage(job: Job) -> tuple[Staged, int]:
    """Stage a file of text in the encoding, with the delimiter and with the quotes that the mapping names."""
    path = preflight.plain(job.found, job.written.encoding, job.work / f"plain-{job.source}.csv")
    return stage_plain(job, path, job.written)


def stage_plain(job: Job, path: Path, written: mapping.Written, above: int = 0) -> tuple[Staged, int]:
    """Stage a plain UTF-8 file that begins below so many lines of the source."""
    if written.header is not None:
        path, more = titles.below(path, job, written, written.header)
        above += more
    sound = broken = 0
    padded = False
    tail = _Tail()
    changes: list[layout.Block] = []
    dropped: list[tuple[int, int]] = []
    with path.open("rb") as file, ThreadPoolExecutor(1) as aside:
        scan = layout.Scan(file, job.found.name, written.delimiter, written.quote, above + 1)
        places = preflight.places(job.found, scan.header, job.wanted, written.delimiter, above + 1)
        columns = {name: f"s{place}" for name, place in places.items()}
        # Most files are sound, so DuckDB reads while the scan still looks; a file that is not is read once more.
        # The connection belongs to one thread at a time: until the reading has ended, nothing else asks it.
        reading = aside.submit(_read, job.connection, path, written, columns, len(scan.header))
        for block in scan.blocks():
            sound += block.sound
            padded |= block.padded
            broken += len(block.broken)
            if flawed := tail.follow(block):
                wait([reading])
                reject(job, flawed)
            if len(block.shifts):
                changes.append(block)
            _drop(dropped, sorted([*((row.start, row.end) for row in block.broken), *block.blank]))
        wait([reading])
    if dropped:
        sound_copy = job.work / f"sound-{job.source}.csv"
        layout.without(path, dropped, sound_copy)
        _read(job.connection, sound_copy, written, columns, len(scan.header))
    else:
        reading.result()
    flawed, footer = tail.split()
    if flawed:
        reject(job, flawed)
    if changes:
        lines = [np.concatenate([getattr(block, each) for block in changes]) for each in ("shift_rows", "shifts")]
        keep_lines(job, *lines)
    rows = sound + broken - len(footer)
    return Staged(job.found, rows, columns, padded, ignored(scan.header, places), {}, len(footer)), sound


def _read(
    connection: duckdb.DuckDBPyConnection, path: Path, written: mapping.Written, columns: dict[str, str], fields: int
) -> None:
    # Strictly, DuckDB reads no row of a file whose line ends it did not expect, and says nothing. It need not be
    # strict: what it reads is sound by then, or thrown away.
    names = ", ".join(f"'s{place}': 'varchar'" for place in range(fields))
    connection.execute(
        f"""
        create or replace temp table {STAGE} as
        select {", ".join(dict.fromkeys(columns.values())) or "s0"}
        from read_csv(
            $path, delim = $delimiter, quote = $quote, escape = $quote, header = true, auto_detect = false,
            strict_mode = false, columns = {{{names}}}, max_line_size = {layout.MAX_ROW * 2}
        )
        """,  # noqa: S608 - generated names and one constant
        {"path": preflight.literal(path), "delimiter": written.delimiter, "quote": written.quote},
    )


def _drop(dropped: list[tuple[int, int]], spans: list[tuple[int, int]]) -> None:
    """Add byte spans in rising order, joined to the one before where they touch it."""
    for start, end in spans:
        if dropped and dropped[-1][1] == start:
            dropped[-1] = (dropped[-1][0], end)
        else:
            dropped.append((start, end))
