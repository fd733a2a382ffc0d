"""What measures the questions at scale asks what a page asks; how long that takes is not judged here."""

from pathlib import Path

from sla_dash.records.store import Asked
from tests.benchmarks import made, scale


def test_what_a_page_asks_when_it_is_opened_can_be_measured(tmp_path: Path) -> None:
    made.build(tmp_path / scale.SNAPSHOT, leads=2_000, touches=2, months=6)
    now, then = (scale.asked_on("contact", tmp_path, at) for at in scale.AT_MOST)
    for asked, prepared in ((now, True), (then, False)):
        strata = next(one for one in asked.meanwhile if isinstance(one, Asked) and one.query == "winning_strata")
        assert strata.parameters["prepared"] is prepared
    queries = {one.query for one in (*now.first, *now.then) if isinstance(one, Asked)}
    assert {"load", "contact_times", "contact_weeks"} <= queries
