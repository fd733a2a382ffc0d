"""Decisions and notes as a file: for a spreadsheet, and for a page of notes."""

from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Any

from sla_dash import theme, words
from sla_dash.agreement import Act
from sla_dash.board import Board, numbers
from sla_dash.board.decisions import Followed
from sla_dash.journal.decisions import About, Note
from sla_dash.output import spreadsheet
from sla_dash.rules.measures import Measured

COLUMNS = (
    "id",
    "what",
    "text",
    "who does it",
    "by when",
    "state",
    "written by",
    "verified",
    "written at (UTC)",
    "ended at (UTC)",
    "lead",
    "number",
    "stream",
    "lead type",
    "then",
    "value then",
    "low then",
    "high then",
    "now",
    "value now",
    "low now",
    "high now",
    "since",
    "progress",
)


def csv(board: Board, found: Sequence[Followed], notes: Sequence[Note]) -> bytes:
    """Return decisions and notes as CSV, one a row; a value is empty where it is not known."""
    rows = [*(_row(_decision(one, board)) for one in found), *(_row(_note(one)) for one in notes)]
    return spreadsheet.text(COLUMNS, rows)


def page(board: Board, found: Sequence[Followed], notes: Sequence[Note]) -> str:
    """Return decisions and notes as Markdown, in which whatever somebody typed is text."""
    return "\n".join(_page(board, found, notes)) + "\n"


def document(board: Board, one: Followed) -> dict[str, Any]:
    """Return a decision as plain values for JSON; values are decimals, and None where they are not known."""
    decision, about = one.decision, one.decision.about
    return {
        "id": decision.id,
        "what": decision.what,
        "who": decision.owner,
        "by": decision.due.isoformat(),
        "overdue": one.overdue,
        "decided_by": decision.raised.who,
        "verified": decision.raised.verified,
        "decided_at": _instant(decision.raised),
        "number": about
        and {
            "key": about.key,
            "stream": about.stream,
            "lead_type": about.lead_type,
            "then": _measured(about.then),
            "now": _measured(_now(one, board)),
            "since": one.since and str(one.since.moved),
        },
    }


def _page(board: Board, found: Sequence[Followed], notes: Sequence[Note]) -> Iterator[str]:
    zone = board.now_terms.zone
    yield from (f"# Decisions as of {theme.full_day_and_time(board.as_of, zone)}", "")
    yield theme.markdown(words.decisions.summary(found))
    for title, some in (
        ("Open", [one for one in found if one.open]),
        ("Done and dropped", [one for one in found if not one.open]),
    ):
        if some:
            yield from ("", f"## {title}", "")
        for one in some:
            yield theme.bullets([words.decisions.task(one, zone, coloured=False)])
            told = [words.decisions.number(one, board, coloured=False), *words.decisions.story(one.decision, zone)]
            yield from (f"  {theme.bullets([line])}" for line in told if line)
    if notes:
        yield from ("", "## Notes", "", theme.bullets(words.decisions.note(one, zone) for one in notes))
    if typed := words.decisions.typed(found, notes):
        yield from ("", theme.bullets([typed]))


def _row(cells: dict[str, object]) -> list[object]:
    return [cells.get(name) for name in COLUMNS]


def _decision(one: Followed, board: Board) -> dict[str, object]:
    decision, now, zone = one.decision, _now(one, board), board.now_terms.zone
    return {
        "id": decision.id,
        "what": "decision",
        "text": decision.what,
        "who does it": decision.owner,
        "by when": decision.due.isoformat(),
        "state": str(decision.state),
        **_written(decision.raised),
        "ended at (UTC)": _instant(decision.closed),
        **_about(decision.about),
        "now": words.decisions.now(one, board) or None,
        **_values(now, "now"),
        "since": words.decisions.since(one, board) or None,
        "progress": "; ".join(list(words.decisions.story(decision, zone))[1:]) or None,
    }


def _note(one: Note) -> dict[str, object]:
    said: dict[str, object] = {"id": one.id, "what": f"note: {one.side}", "text": one.text, "lead": one.lead}
    return {**said, **_written(one.by), **_about(one.about)}


def _written(by: Act) -> dict[str, object]:
    return {"written by": by.who, "verified": by.verified, "written at (UTC)": _instant(by)}


def _about(about: About | None) -> dict[str, object]:
    if about is None:
        return {}
    named: dict[str, object] = {
        "number": about.key,
        "stream": about.stream,
        "lead type": about.lead_type,
        "then": about.said,
    }
    return {**named, **_values(about.then, "then")}


def _values(found: Measured | None, when: str) -> dict[str, object]:
    if found is None:
        return {}
    return {f"value {when}": float(found.value), f"low {when}": found.low, f"high {when}": found.high}


def _now(one: Followed, board: Board) -> Measured | None:
    about = one.decision.about
    return numbers.now(board, about.key, about.stream, about.lead_type) if about else None


def _measured(found: Measured | None) -> dict[str, float | int | None] | None:
    if found is None:
        return None
    return {"value": float(found.value), "low": found.low, "high": found.high, "n": found.n}


def _instant(by: Act | None) -> str | None:
    return None if by is None else f"{by.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
