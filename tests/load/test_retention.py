"""How many files of records are kept, and for how long."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sla_dash import places
from sla_dash.errors import RecordsError
from sla_dash.load import retention
from sla_dash.load.retention import Keep
from tests.loading import LEAD, LEADS, NOW, loaded

NAMES = [f"records-202611{day:02}T080000Z.duckdb" for day in range(10, 20)]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a file of records a day, the last one of just now."""
    for name in NAMES:
        (tmp_path / name).touch()
    return tmp_path


def left(data: Path) -> list[str]:
    return [path.name for path in places.snapshots(data)]


@pytest.mark.parametrize(
    ("keep", "kept"),
    [
        (Keep(), 5),
        (Keep(snapshots=1), 1),
        (Keep(snapshots=10), 10),
        (Keep(snapshots=11), 10),
        (Keep(snapshots=10, days=9), 10),
        (Keep(snapshots=10, days=8), 9),
        (Keep(snapshots=3, days=8), 3),
        (Keep(snapshots=10, days=1), 2),
    ],
)
def test_files_that_are_too_many_or_too_old_go_and_the_newest_stay(data: Path, keep: Keep, kept: int) -> None:
    assert retention.retire(data, keep, NOW) == tuple(NAMES[:-kept])
    assert left(data) == NAMES[-kept:]


def test_a_file_goes_only_once_its_last_day_is_over(data: Path) -> None:
    keep = Keep(snapshots=10, days=9)
    assert retention.retire(data, keep, NOW + timedelta(microseconds=1)) == (NAMES[0],)


def test_the_newest_file_stays_however_old_it_is(data: Path) -> None:
    late = datetime(2036, 1, 1, tzinfo=UTC)
    assert retention.retire(data, Keep(days=1), late) == tuple(NAMES[:-1])
    assert retention.retire(data, Keep(snapshots=1, days=1), late) == ()
    assert left(data) == NAMES[-1:]


def test_nothing_goes_where_nothing_is(tmp_path: Path) -> None:
    assert retention.retire(tmp_path, Keep(snapshots=1, days=1), NOW) == ()


def test_what_is_kept_is_said_in_the_data_folder(tmp_path: Path) -> None:
    assert retention.read(tmp_path) == Keep(snapshots=5, days=None)
    (tmp_path / "privacy.toml").write_text("snapshots = 3\ndays = 90\n")
    assert retention.read(tmp_path) == Keep(snapshots=3, days=90)
    (tmp_path / "privacy.toml").write_text("days = 30\n")
    assert retention.read(tmp_path) == Keep(snapshots=5, days=30)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("snapshot = 3", ": snapshot is not a key of it; did you mean snapshots?"),
        ("years = 3", ": years is not a key of it."),
        ("snapshots = 0", ": snapshots = 0 cannot be."),
        ("days = 1.5", ": days = 1.5 cannot be."),
        ('days = "90"', ": days = '90' cannot be."),
        ("days = true", ": days = True cannot be."),
        ("days", " cannot be read: Expected '=' after a key in a key/value pair (at end of document)."),
    ],
)
def test_what_cannot_be_kept_is_refused_before_anything_is_loaded(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "privacy.toml").write_text(text)
    with pytest.raises(RecordsError) as refused:
        loaded(tmp_path, LEADS, leads=LEAD)
    assert refused.value.message == f"{tmp_path / 'data' / 'privacy.toml'}{said}"
    assert refused.value.advice == (
        "Write whole numbers from 1, such as snapshots = 5 and days = 90; both may be left out."
    )
    assert left(tmp_path / "data") == []


def test_a_load_removes_what_is_kept_no_longer_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "privacy.toml").write_text("snapshots = 2\ndays = 30\n")
    days = (0, 1, 2, 60)
    found = [loaded(tmp_path, LEADS, now=NOW + timedelta(days=day), leads=LEAD).report for day in days]
    assert [one.removed for one in found] == [(), (), (found[0].path.name,), (found[1].path.name, found[2].path.name)]
    assert found[2].lines()[-1] == "Removed, as no more are kept: records-20261119T080000Z.duckdb."
    assert left(tmp_path / "data") == [found[3].path.name]
