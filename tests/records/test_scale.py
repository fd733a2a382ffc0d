"""What measures the questions at scale asks every page's, on a few records; how long they take is not judged here."""

from pathlib import Path

from sla_dash.records import store
from tests.benchmarks import scale


def test_every_page_has_questions_that_can_be_measured(tmp_path: Path) -> None:
    path = tmp_path / "records.duckdb"
    scale.build(path, leads=2_000, touches=2, months=6)
    snapshot = store.open_file(path)
    assert all(scale.asked_by(page, snapshot) for page in scale.PAGES.values())
