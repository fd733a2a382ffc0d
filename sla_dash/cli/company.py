"""The made-up company that ``sla-dash demo`` loads: its terms, its records, and what it decided at its stand-ups."""

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sla_dash.cli.shared import held, progress, say
from sla_dash.errors import refusals

if TYPE_CHECKING:
    from sla_dash.board import Board
    from sla_dash.demo.decisions import Line, Made
    from sla_dash.journal import Journal

DECIDED_AFTER = timedelta(minutes=10)
"""How long after a stand-up begins something is decided there."""


def build(data: Path, now: datetime) -> None:
    """Load the company as it is at an instant."""
    from sla_dash import demo
    from sla_dash import load as loading
    from sla_dash.load import snapshot

    demo.bring_terms(data)
    demo.sign_terms(data, now)
    agreements = held(data)
    with progress() as told, snapshot.workplace(data, "making") as folder:
        told("making up a company", 0)
        with refusals(f"The made-up company cannot be written to {data}"):
            demo.write(folder, agreements, now)
        report = loading.records(folder, demo.MAPPING, data, agreements, now=now, progress=told)
    decide(data, now)
    say(report.lines())


def make_room(data: Path) -> None:
    """Put the company aside where a data folder holds it, before anybody looks at it."""
    from sla_dash import demo

    data.mkdir(parents=True, exist_ok=True)
    with demo.aside(data) as moved:
        if moved:
            say([f"The made-up company is kept in {moved}."])


def decide(data: Path, now: datetime) -> None:
    """Write down what the company decided, each about the number as it was then; nothing where there are decisions."""
    from sla_dash.board import board
    from sla_dash.demo import decisions
    from sla_dash.journal import Journal, fold
    from sla_dash.records import store

    journal, agreements, records = Journal.of(data), held(data), store.open_file(store.newest(data))
    entries = journal.entries()
    if fold(entries).decisions:
        return

    @cache
    def morning(days_ago: int) -> "Board":
        """Return the board just after the stand-up of so many days ago."""
        day = board(records, agreements, now - timedelta(days=days_ago))
        return board(records, agreements, day.last_standup + DECIDED_AFTER)

    written: dict[Made, int] = {}
    for line in sorted(decisions.STORY, key=lambda one: morning(one.days_ago).as_of):
        then = morning(line.days_ago)
        if not entries or then.as_of > entries[-1].at:
            _write(journal, then, line, written)
    records.close()


def _write(journal: "Journal", then: "Board", line: "Line", written: "dict[Made, int]") -> None:
    """Write down one line of the story, where it fits the terms and the records; the ids of decisions are kept."""
    from sla_dash import words
    from sla_dash.demo.decisions import Made, Said, Told
    from sla_dash.journal import deciding
    from sla_dash.journal.decisions import Side, State

    match line:
        case Made() if line.kind == (None, None) or line.kind in then.kinds:
            about = words.numbers.about(then.narrowed(*line.kind), line.number) if line.number else None
            due = then.today + timedelta(days=line.due_in)
            entry = deciding.decide(journal, line.what, line.owner, due, about=about, who=line.who, at=then.as_of)
            written[line] = entry.id
        case Said() if line.of in written:
            state = State(line.state) if line.state else None
            deciding.progress(journal, written[line.of], line.text, state, who=line.who, at=then.as_of)
        case Told():
            side = Side(line.side)
            leads = then.act.late(1)[0] if side is Side.MARKETING else then.act.follow_ups_due(1)[0]
            for lead in leads:
                deciding.note(journal, line.text, side, lead=lead.lead_id, who=line.who, at=then.as_of)
