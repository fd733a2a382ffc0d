"""Files that are to be loaded, as tables."""

from collections.abc import Sequence
from pathlib import Path

from sla_dash import theme
from sla_dash.load import Report
from sla_dash.load.proposal import Seen
from sla_dash.screen.sheet import Table

FIRST = 4
"""Values of a column that are shown."""


def dropped(files: Sequence[Path]) -> Table:
    """Lay out the files that are there."""
    return [{"File": file.name, "kB": theme.count(max(1, file.stat().st_size // 1024))} for file in files]


def columns(seen: Seen) -> Table:
    """Lay out the columns of a file with their first values."""
    return [
        {
            "Column": one.name,
            "First values": " · ".join(one.examples[:FIRST]) or theme.ABSENT,
            "Empty": theme.share(one.empty),
        }
        for one in seen.columns
    ]


def counted(report: Report) -> Table:
    """Lay out what became of the rows of every file, and of those that SQL has given."""
    files = [
        (one.table, one.name, one.rows_in, one.rows_kept, one.rows_rejected, one.rows_left_out) for one in report.files
    ]
    asked = [(one.table, "by the mapping", one.rows_in, one.rows_kept, one.rows_rejected, 0) for one in report.asked]
    return [
        {
            "Read for": table,
            "From": name,
            "Rows in": theme.count(rows_in),
            "Kept": theme.count(kept),
            "Rejected": theme.count(rejected),
            "Left out or looked up": theme.count(left_out),
        }
        for table, name, rows_in, kept, rejected, left_out in (*files, *asked)
    ]
