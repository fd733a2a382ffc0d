"""A load that is only tried: what would become of every row, and what the morning would say."""

import re
import tempfile
import tomllib
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sla_dash import clock, load, words
from sla_dash.access import WHOLE
from sla_dash.agreement import Agreements
from sla_dash.board import board
from sla_dash.journal import fold
from sla_dash.load import Report, suggestion
from sla_dash.load import mapping as mappings
from sla_dash.load.mapping.answers import UTC, known
from sla_dash.load.proposal import Question
from sla_dash.output import meeting
from sla_dash.records import queries, store
from sla_dash.records.store import Snapshot

STAGE = "stage that nobody knows"
SEVERAL = re.compile(r"\d+ other words")
"""What stands in place of a word where the check counts several."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a load would do."""

    report: Report
    says: tuple[str, ...]
    """What the morning would say, a sentence each."""
    words: tuple[Question, ...]
    """What single words of the records may mean."""


def tried(
    folder: Path,
    text: str,
    data: Path,
    agreements: Agreements | None,
    now: datetime,
    *,
    progress: load.Progress = load.silent,
) -> Trial:
    """Load a folder by a mapping aside, look at it, and leave nothing of it. Raises as ``load.records`` does."""
    with tempfile.TemporaryDirectory(prefix="sla-dash-") as aside:
        mapping = Path(aside) / suggestion.KEPT
        mapping.write_text(text, "utf-8")
        with (
            load.rehearsed(folder, mapping, data, agreements, now=now, progress=progress) as report,
            closing(store.open_file(report.path)) as snapshot,
        ):
            mapped = mappings.parse(tomllib.loads(text), suggestion.KEPT)
            return Trial(report, says(snapshot, agreements, now), _words(snapshot, mapped, agreements, now))


def says(snapshot: Snapshot, agreements: Agreements | None, now: datetime) -> tuple[str, ...]:
    """Return what the morning says by records; without an agreement, what the records hold."""
    if agreements is None:
        return (words.first.none_yet(queries.first.named(snapshot), ZoneInfo(clock.zone() or UTC)),)
    day = meeting.day(board(snapshot, agreements, now), fold(()), WHOLE)
    if day.plain is not None:
        return (day.plain.sentence, *day.plain.lines)
    first = day.stops[0].parts[day.measure]
    warned = (day.warning,) if day.warning else ()
    return (*warned, *(part.sentence for part in first))


def _words(
    snapshot: Snapshot, mapped: mappings.Mapping, agreements: Agreements | None, now: datetime
) -> tuple[Question, ...]:
    """Ask about the words of columns; where a mapping says the same of every row, there is nothing to ask."""
    agreed = known(agreements, now).lead_types
    types = _counted((one.lead_type, one.leads) for one in queries.first.named(snapshot))
    named = mapped.leads.columns.get("lead_type")
    doubts = queries.records.doubts(snapshot)
    stages = _counted(
        (one.example, one.rows) for one in doubts if one.check == STAGE and not SEVERAL.fullmatch(one.example or "")
    )
    asked = suggestion.about_lead_types(types, agreed) if named and named.column else ()
    return (*asked, *suggestion.about_stages(stages))


def _counted(rows: Iterable[tuple[str | None, int]]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for word, rows_of_it in rows:
        if word is not None:
            counted[word] = counted.get(word, 0) + rows_of_it
    return counted
