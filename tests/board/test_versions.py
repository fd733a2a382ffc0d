"""The past does not change: a morning is judged by the versions that held then, whatever was signed since."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.engine import make_url

from sla_dash import journal, load
from sla_dash.board import board, stamped
from sla_dash.board.written import Reading
from sla_dash.journal import Journal, agreeing
from sla_dash.output import document
from sla_dash.records import store
from tests import drawn, morning

SIDES = 'signed_by = ["marketing", "sales"]\n'
HOUR = timedelta(hours=1)
VERSIONS = (
    (1, "2026-09-01", datetime(2026, 8, 28, 8, tzinfo=UTC), '"4h"', "targets = 100"),
    (2, "2026-11-05", datetime(2026, 11, 4, 8, tzinfo=UTC), '"1h"', "targets = 110"),
    (3, "2026-11-10", datetime(2026, 11, 12, 8, tzinfo=UTC), '"24h"', "targets = 120"),
    (4, "2026-11-17", datetime(2026, 11, 16, 8, tzinfo=UTC), '"2h"', "targets = 130"),
)
MORNINGS = [datetime(2026, 11, day, 8, tzinfo=UTC) for day in (4, 6, 11, 13, 16, 18)]


def text(number: int, valid_from: str, within: str, targets: str) -> str:
    changed = drawn.AGREEMENT.replace("version = 1", f"version = {number}").replace("2026-09-01", valid_from)
    return SIDES + changed.replace('"4h"', within).replace("targets = 100", targets)


def test_three_versions_back_every_morning_says_what_it_said_then(tmp_path: Path) -> None:
    data = morning.write(tmp_path)
    (data / "agreement.toml").unlink()
    written = Journal(make_url(f"sqlite:///{data / 'journal.sqlite'}"))
    said: dict[datetime, list[document.Document]] = {at: [] for at in MORNINGS}
    for number, valid_from, at, within, targets in VERSIONS:
        agreeing.propose(written, journal.read(data), text(number, valid_from, within, targets), who="ann", at=at)
        for role in ("marketing", "sales"):
            version = journal.read(data).find(number)
            assert version
            agreeing.sign(written, version, role, who=role, at=at + HOUR)
        held = journal.read(data).agreements
        load.again(data, held, morning.NOW)
        snapshot = store.open_file(store.newest(data))
        assert stamped(snapshot, held)
        for asked in MORNINGS:
            if asked >= at + HOUR or number == 1:
                said[asked].append(document.standup(board(snapshot, held, asked)))
    versions = [told[-1]["agreement"]["version"] for told in said.values()]
    assert versions == [1, 2, 2, 3, 3, 4]
    for asked, told in said.items():
        then = next(n for n, one in enumerate(VERSIONS) if n + 1 == len(VERSIONS) or VERSIONS[n + 1][2] + HOUR > asked)
        assert all(one | {"records": 0} == told[then] | {"records": 0} for one in told[then:]), asked


def test_just_after_a_signature_the_board_shows_what_its_records_were_prepared_for(tmp_path: Path) -> None:
    data = morning.write(tmp_path)
    reading = Reading(data)
    before = reading.now()
    snapshot = store.open_file(store.newest(data))
    at = morning.NOW
    agreeing.propose(reading.journal, before.history, text(2, "2026-11-01", '"1h"', "targets = 110"), who="a", at=at)
    for role in ("marketing", "sales"):
        version = reading.now().history.find(2)
        assert version
        agreeing.sign(reading.journal, version, role, who=role, at=at)
    now = reading.now()
    assert now is reading.now()
    assert not stamped(snapshot, now.history.agreements)
    assert stamped(snapshot, next(now.before_signing()).history.agreements)
    assert now.until(at - HOUR).entries == ()


def test_a_journal_that_goes_away_leaves_what_was_read(tmp_path: Path) -> None:
    data = morning.write(tmp_path)
    reading = Reading(data)
    reading.journal.append("note", "lead L1", {}, who="ann", at=morning.NOW)
    known = reading.now()
    reading.journal.close()
    for file in data.glob("journal.sqlite*"):
        file.write_bytes(b"no database at all, but bytes enough for one" * 40)
    lost = reading.now()
    assert lost.entries == known.entries
    assert lost.trouble
    assert "cannot be read" in lost.trouble.message
    assert lost.history.agreements.fingerprint == known.history.agreements.fingerprint
