"""Decisions as files for others, with whatever somebody typed in them as text."""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from sla_dash import journal
from sla_dash.access import WHOLE
from sla_dash.board import Board
from sla_dash.board import board as put_together
from sla_dash.board.decisions import followed
from sla_dash.journal import Decided, Journal, deciding, fold
from sla_dash.journal.decisions import About, Side, State
from sla_dash.output import decisions, document, meeting
from sla_dash.records import store
from sla_dash.rules.measures import Measured
from sla_dash.statistics import counts
from tests import hostile, morning

BEFORE = datetime(2026, 11, 12, 8, 10, tzinfo=UTC)
LEADS = About(
    "delivery.leads", "SMB", "form", "3.0 a working day", Measured(Fraction(3), 1.8, 4.9, 8, Fraction(100, 21))
)


@pytest.fixture(scope="module")
def here(morning_data: Path) -> Iterator[Board]:
    snapshot = store.open_file(store.newest(morning_data))
    yield put_together(snapshot, journal.read(morning_data).agreements, morning.NOW)
    snapshot.close()


@pytest.fixture
def decided(tmp_path: Path) -> Decided:
    """One open decision about a number, one that is done, one that was dropped, and a note."""
    held = Journal.of(tmp_path)
    for what, about in (("Ring", LEADS), ("Ask", None), ("Buy", None)):
        deciding.decide(held, what, "rep 03", date(2026, 11, 18), about=about, who="ann", at=BEFORE)
    deciding.progress(held, 1, "Begun.", who="bob", at=BEFORE + timedelta(days=1))
    deciding.progress(held, 2, "", State.DONE, who="bob", at=BEFORE + timedelta(days=1))
    deciding.progress(held, 3, "Too dear.", State.DROPPED, who="bob", at=BEFORE + timedelta(days=2))
    deciding.note(held, "A student.", Side.SALES, lead="L07", who="cy", at=BEFORE + timedelta(days=3))
    found = fold(held.entries())
    held.close()
    return found


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_every_decision_and_note_is_a_row_with_its_number_then_and_now(here: Board, decided: Decided) -> None:
    ring, buy, ask, note = rows(decisions.csv(here, followed(here, decided), decided.notes))
    assert (
        ring
        | {
            "what": "decision",
            "text": "Ring",
            "who does it": "rep 03",
            "by when": "2026-11-18",
            "state": "open",
            "written by": "ann",
            "verified": "False",
            "written at (UTC)": "2026-11-12T08:10:00Z",
            "ended at (UTC)": "",
            "number": "delivery.leads",
            "stream": "SMB",
            "lead type": "form",
            "then": "3.0 a working day",
            "value then": "3.0",
            "low then": "1.8",
            "high then": "4.9",
            "now": "6.2 a working day (81 leads in 13 days)",
            "progress": "bob, 13 Nov 2026: Begun.",
        }
        == ring
    )
    assert float(ring["value now"]) == pytest.approx(81 / 13)
    assert float(ring["low now"]) == pytest.approx(counts.interval(81, 1.5)[0] / 13)
    assert (ask["text"], ask["state"], ask["ended at (UTC)"]) == ("Ask", "done", "2026-11-13T08:10:00Z")
    assert (buy["text"], buy["state"], buy["progress"]) == (
        "Buy",
        "dropped",
        "bob, 14 Nov 2026: dropped: Too dear.",
    )
    assert (note["what"], note["text"], note["lead"]) == ("note: sales on a lead", "A student.", "L07")


def test_a_page_of_notes_has_the_open_ones_first(here: Board, decided: Decided) -> None:
    text = decisions.page(here, followed(here, decided), decided.notes)
    assert text.startswith("# Decisions as of 19 November 2026, 09:00\n\n1 decision is open, 1 is overdue; 1 is done")
    order = ("## Open", "**Ring**", "## Done and dropped", "**Buy**", "**Ask**", "## Notes", "A student.")
    assert sorted(order, key=text.index) == list(order)
    assert ":red[" not in text
    assert "- ▼ Overdue by 1 day · **Ring** – rep 03" in text
    assert decisions.page(here, (), ()).endswith("\n\nNo decision is open\n")


def test_the_open_ones_are_in_the_document_of_the_morning_and_in_its_text(here: Board, decided: Decided) -> None:
    (one,) = json.loads(json.dumps(document.standup(here, decided)))["decisions"]
    then = {"value": 3.0, "low": 1.8, "high": 4.9, "n": 8}
    assert one["number"].pop("now")["value"] == pytest.approx(81 / 13)
    assert one == {
        "id": 1,
        "what": "Ring",
        "who": "rep 03",
        "by": "2026-11-18",
        "overdue": True,
        "decided_by": "ann",
        "verified": False,
        "decided_at": "2026-11-12T08:10:00Z",
        "number": {
            "key": "delivery.leads",
            "stream": "SMB",
            "lead_type": "form",
            "then": then,
            "since": "could be chance",
        },
    }
    said = list(meeting.text.lines(meeting.day(here, decided, WHOLE)))
    stop = said[said.index("DECISIONS") :]
    assert stop[1].endswith("one open.")
    assert stop[2:4] == ["  ▼ Overdue by 1 day · Ring – rep 03", "    ≈ Too close to call: 3.2 more a working day"]
    assert not any("Ring" in line for line in meeting.text.lines(meeting.day(here, Decided(), WHOLE)))


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile.write(tmp_path_factory.mktemp("hostile"))


def test_whatever_was_typed_is_text_in_every_file(company: Path) -> None:
    snapshot = store.open_file(store.newest(company))
    here = put_together(snapshot, journal.read(company).agreements, hostile.NOW)
    held = fold(Journal.of(company).entries())
    found = followed(here, held)
    assert len(found) == 3
    cells = [cell for row in rows(decisions.csv(here, found, held.notes)) for cell in row.values()]
    assert f"'{hostile.FORMULA}{hostile.KINDS[0]}" in cells
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@", "|", "%"))]
    text = decisions.page(here, found, held.notes)
    undone = re.sub(r"\\[^A-Za-z0-9\s]", "", text)
    assert not re.search(r"<|\]\(|!\[|\$|`|~~|&", undone)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ufdd0-\ufdef]", text)
    known = re.compile(r"#{1,2} (Decisions as of .*|Open|Done and dropped|Notes)$")
    assert all(known.match(line) for line in text.splitlines() if line.startswith("#"))
    assert all(re.match(r"(  )?- |#|$|\d decisions? ", line) for line in text.splitlines())
    snapshot.close()
