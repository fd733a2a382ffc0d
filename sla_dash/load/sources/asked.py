"""The answer to a query, staged a batch of rows at a time."""

from collections.abc import Mapping, Sequence
from typing import Any

from sla_dash.load.sources import preflight, values
from sla_dash.load.sources.staged import Batches, Job, Staged, ignored, keep_lines

_TEXTS = {str, type(None)}


class Answer:
    """The columns and rows that a query gives; the line of a row is its number, from 1 on."""

    def __init__(self, job: Job, header: tuple[str, ...]) -> None:
        self.job = job
        self.header = header
        self.places = preflight.places(job.found, header, job.wanted)
        self.used = sorted(set(self.places.values()))
        """Places of the columns that are staged."""
        self._types: dict[int, set[type]] = {place: set() for place in self.used}
        self._batches = Batches(job.connection)
        self._batches.have([f"s{place}" for place in self.used])

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        """Stage rows of values of Python, one for each column of the header."""
        columns: dict[str, list[str | None]] = {}
        for place in self.used:
            column = [row[place] for row in rows]
            types = set(map(type, column))
            self._types[place] |= types
            columns[f"s{place}"] = column if types <= _TEXTS else [values.written(value) for value in column]
        self._batches.add(columns, len(rows))

    def add_texts(self, rows: Sequence[Sequence[str | None]]) -> None:
        """Stage rows of texts, one for each column that is used."""
        columns = {f"s{place}": [row[index] for row in rows] for index, place in enumerate(self.used)}
        self._batches.add(columns, len(rows))

    def staged(self, dates: Mapping[int, str] | None = None) -> tuple[Staged, int]:
        """Say what was staged; ``dates`` are the types of the columns that hold dates, where they are known."""
        if dates is None:
            seen = {place: values.day_or_instant(types) for place, types in self._types.items()}
            dates = {place: type_ for place, type_ in seen.items() if type_ is not None}
        keep_lines(self.job, [0], [1])
        rows = self._batches.rows
        columns = {name: f"s{place}" for name, place in self.places.items()}
        typed = {name: dates[place] for name, place in self.places.items() if place in dates}
        return Staged(self.job.found, rows, columns, True, ignored(self.header, self.places), typed), rows
