"""The Data page: whether the records are fresh and complete, as a person reads it."""

import re
from pathlib import Path

import pytest

from sla_dash.errors import RecordsError
from sla_dash.load import failed
from sla_dash.records import queries, store
from sla_dash.rules.completeness import Held
from sla_dash.words.complete import KINDS
from tests.loading import LEADS, loaded
from tests.screens import folds, metrics, opened, page, row, sheets, titles, words

SQL = Path(store.__file__).parent / "sql" / "facts_filled.sql"


def test_every_kind_of_data_has_a_name_and_every_name_is_counted() -> None:
    assert set(re.findall(r"\('(\w+)', \w+\.\w+", SQL.read_text("utf-8"))) == set(KINDS)


@pytest.mark.usefixtures("at_morning")
def test_it_says_whether_the_records_are_fresh_and_complete_and_what_is_missing() -> None:
    app = opened("data")
    said = words(app)
    assert "Fresh: yes, records reach to Thu 19 Nov 08:30. Complete: no, " in said
    assert metrics(app)["Records reach to"] == ("Thu 08:30", "● 30 min ago")
    assert metrics(app)["Rows read"] == ("174", "● 173 kept")
    assert metrics(app)["Rows rejected"] == ("1", "○ 1 % of all")
    missing = sheets(page("data"))[-1]
    assert row(missing, Kind_of_data="Deals")["Is"] == "▼ Missing"
    assert row(missing, Kind_of_data="Deals")["Column to export"] == "deals"
    assert "Export what is missing too, and name it in the mapping: " in said


@pytest.mark.usefixtures("at_morning")
def test_of_a_past_morning_records_that_came_later_are_not_said_to_be_of_just_now() -> None:
    found = metrics(opened("data", as_of="2026-11-05T09:00+01:00"))
    assert found["Records reach to"] == ("Thu 19 Nov 08:30", "● loaded after the morning on screen")


@pytest.mark.usefixtures("at_morning")
def test_a_reason_that_was_met_once_is_no_commoner_than_others() -> None:
    app = opened("data")
    assert "and load again; such as leads" in words(app)
    assert any(title.startswith("1 row rejected, such as: ") for title in titles(app))


@pytest.mark.usefixtures("at_morning")
def test_what_is_folded_asks_nothing_until_it_is_opened() -> None:
    assert folds(opened("data")) == ["fold rejects", "fold files", "fold filled"]
    assert len(sheets(page("data"))) == len(sheets(opened("data"))) + 3


@pytest.mark.usefixtures("at_morning")
def test_it_says_by_how_much_its_counts_differ_from_those_of_delivery() -> None:
    assert "today's leads are here, and there they are counted apart." in words(opened("data"))


def test_of_touches_only_those_of_people_are_asked_who_made_them(tmp_path: Path) -> None:
    touches = "lead,when,who,robot\nL1,2026-11-02T10:00Z,ann,false\nL1,2026-11-02T11:00Z,,true\n"
    mapping = f"""{LEADS}
[touches]
files = ["touches.csv"]
[touches.columns]
lead_id = "lead"
touched_at = "when"
rep = "who"
is_automated = "robot"
"""
    path = loaded(tmp_path, mapping, leads="id,created\nL1,2026-11-01\n", touches=touches).report.path
    found = {one.part: one for one in queries.records.filled(store.open_file(path))}
    assert (found["touches"].rows, found["touch_rep"].rows, found["touch_rep"].rows_in_all) == (1, 1, 1)
    assert found["deals"].held is Held.MISSING
    assert "amount" not in found


def test_records_are_not_fresh_while_loads_fail(own_morning: Path) -> None:
    failed.keep(own_morning, RecordsError("deals.csv is gone.", advice="Put it back."))
    said = words(opened("data"))
    assert "Fresh: no, the last load failed, and records reach to Thu 19 Nov 08:30. Complete: no, " in said
    assert "Load newer records: drop them on the page Load records, or `sla-dash load`." in said
