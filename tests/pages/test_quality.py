"""Minimum information and distribution where a person reads them: on Delivery, Contact and Act now."""

import csv
import io
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from sla_dash.output import spreadsheet
from sla_dash.records import store
from sla_dash.screen import sheet
from sla_dash.screen.choices import board as board_on_screen
from sla_dash.screen.figure.message import Message
from tests import informed
from tests.screens import charts, page, row, sheets, titles, traces, words


@pytest.fixture(scope="module")
def informed_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return informed.write(tmp_path_factory.mktemp("informed"))


@pytest.fixture
def at_informed(informed_data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SLA_DASH_DATA", str(informed_data))
    monkeypatch.setenv("SLA_DASH_NOW", informed.ENVIRONMENT)
    return informed_data


def found(app: AppTest, column: str) -> pd.DataFrame:
    """Find the table with a column of this name."""
    return next(table for table in sheets(app) if column in table)


def placed(app: AppTest) -> list[dict[str, Any]]:
    """Return what the tables of a page were sent."""
    components = app.get("bidi_component")
    return [sheet.decoded(one.proto.bytes) for one in components if "sheet" in one.proto.component_name]


def drawn(app: AppTest, name: str) -> Message:
    """Find the chart with a trace of this name."""
    return next(one for one in charts(app) if name in traces(one.figure))


@pytest.mark.usefixtures("at_informed")
def test_delivery_says_which_share_is_complete_and_what_is_missing() -> None:
    app = page("delivery")
    text = words(app)
    assert "Minimum information: marketing promised it for 80 % of leads" in text
    assert "**72 %** of leads are complete: 72 of 100, 80 % promised: :red[▼ Not kept]." in text
    assert "**Budget** is missing on 28 % of leads: 28 of 100." in text
    assert "Not kept, and more than chance: outbound 45 %." in text
    assert "72 complete of 100 leads handed over in the month" in text
    assert "100 handed over = 100 judged + 0 under an agreement that asks nothing + 0 of which nobody knows" in text
    assert "complete is a lead that carries need, budget" in text
    table = found(app, "Without budget")
    outbound, total = row(table, Lead_type="SMB · outbound"), row(table, Lead_type="all")
    assert list(outbound) == ["SMB · outbound", "▼ Not kept", "18 of 40", "45 % (31–60 %)", "8 (20 %)", "22 (55 %)"]
    assert list(total) == ["all", "▼ Not kept", "72 of 100", "72 % (63–80 %)", "8 (8 %)", "28 (28 %)"]
    assert row(table, Lead_type="SMB · form")["State"] == "● Kept"


@pytest.mark.usefixtures("at_informed")
def test_what_is_not_kept_comes_first_and_its_bar_ends_short_of_the_promise() -> None:
    (found,) = (one for one in placed(page("delivery")) if "Without budget" in one["columns"])
    assert [row[0] for row in found["rows"]] == ["SMB · outbound", "SMB · form", "all"]
    bar = found["rows"][0][3]["bar"]
    assert (bar["length"], bar["aim"], found["rows"][0][3]["colour"]) == (0.45, 0.8, "red")
    assert bar["sure"] == pytest.approx([0.307, 0.602], abs=0.001)


@pytest.mark.usefixtures("at_informed")
def test_under_ten_leads_there_are_counts_and_no_share() -> None:
    app = page("delivery", as_of="2026-11-02T10:05+01:00")
    assert "5 of 6 leads are complete; 80 % promised. Too early for a share." in words(app)
    table = found(app, "Without budget")
    total = row(table, Lead_type="all")
    assert (total["State"], total["Share"]) == ("○ Too early to tell", "–")
    assert "%" not in "".join(total)


@pytest.mark.usefixtures("at_informed")
def test_before_the_agreement_nothing_is_promised_and_before_the_first_lead_of_a_month_nothing_is_said() -> None:
    assert "Minimum information: nothing promised" in words(page("delivery", as_of="2026-08-03T09:00Z"))
    early = page("delivery", as_of="2026-11-01T09:00Z")
    assert "No lead came yet; 80 % promised. Too early for a share." in words(early)
    assert set(found(early, "Without budget")["Complete"]) == {"–"}


@pytest.mark.usefixtures("at_morning")
def test_where_nothing_is_asked_or_known_the_section_is_one_sentence() -> None:
    app = page("delivery")
    text = words(app)
    assert "Minimum information: nothing promised" in text
    assert "The agreement in force at their hand-off says nothing about what must be known of these leads." in text
    assert not any("Complete" in table for table in sheets(app))


def test_where_the_mapping_names_no_column_the_page_says_what_to_add(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unmapped = (
        informed.MAPPING.partition("[leads.fields]")[0] + "[touches]" + informed.MAPPING.partition("[touches]")[2]
    )
    monkeypatch.setattr(informed, "MAPPING", unmapped)
    monkeypatch.setenv("SLA_DASH_DATA", str(informed.write(tmp_path)))
    monkeypatch.setenv("SLA_DASH_NOW", informed.ENVIRONMENT)
    app = page("delivery")
    assert "Nobody can tell what these leads carry: name the column of each piece of information" in words(app)
    assert "[leads.fields]" in words(app)
    assert "0 judged + 0 under an agreement that asks nothing + 100 of which nobody knows" in words(app)
    assert not any("Complete" in table for table in sheets(app))
    assert not any("Details missing" in table for table in sheets(page("act")))


@pytest.mark.usefixtures("at_informed")
def test_contact_says_who_got_more_or_fewer_leads_than_agreed() -> None:
    app = page("contact")
    text = words(app)
    assert "Leads assigned, last 90 days" in text
    assert "ann got more leads than agreed: 70, agreed share 40; 1 other got more or fewer too" in titles(app)
    assert (
        "**ann** got more than their part: 70 leads, agreed share 40; "
        "**bob** got fewer than their part: 20 leads, agreed share 40" in text
    )
    assert (
        "; the other rep got what chance makes of theirs. Chance alone shares leads out as unevenly in <0.1 % of"
        in text
    )
    assert "(n 100). Agreed: In turn; Cho gets half." in text
    table = found(app, "Agreed share")
    assert list(row(table, Rep="ann")) == ["ann", "▲ More than chance explains", "70", "40", "1"]
    assert list(row(table, Rep="bob")) == ["bob", "▼ Fewer than chance explains", "20", "40", "1"]
    assert list(row(table, Rep="cho")) == ["cho", "○ Within chance", "10", "20", "0.5"]
    chart = drawn(app, "Part agreed")
    assert chart.alt == (
        "Leads of each rep against the part agreed: ann 70 of 40 agreed; bob 20 of 40 agreed; cho 10 of 20 agreed."
    )
    points = traces(chart.figure)
    assert points["Part agreed"].x == (40, 40, 20)
    assert points["More than chance explains"].y == ("ann",)


@pytest.mark.usefixtures("at_informed")
def test_without_weights_that_differ_there_is_no_column_of_them_and_without_leads_no_chart() -> None:
    app = page("contact", as_of="2026-10-01T09:00+02:00")
    assert "No lead was assigned in these days to who was at work on all of them." in words(app)
    assert not any("Part agreed" in traces(one.figure) for one in charts(app))


@pytest.mark.usefixtures("at_informed")
def test_lists_begin_with_the_hottest_lead_and_say_who_it_is_and_what_is_missing() -> None:
    app = page("act")
    assert "4 leads due before Fri 09:00, the highest score first" in words(app)
    due = found(app, "Left")
    assert list(due["Lead"]) == ["L 99", "L 98", "L 97", "L 96"]
    assert list(due["Score"]) == ["99", "98", "97", "–"]
    assert list(due["Who"]) == ["Jo Ho, Acme", "–", "–", "–"]
    assert set(due["Details missing"]) == {"complete"}
    assert "Within each the lead with the highest score comes first" in words(app)


def links(app: AppTest) -> list[str]:
    """Return where the cells of all tables of a page lead."""
    cells = [cell for one in placed(app) for row in one["rows"] for cell in row]
    return [cell["link"] for cell in cells if isinstance(cell, dict) and "link" in cell]


@pytest.mark.usefixtures("at_informed")
def test_a_lead_leads_to_where_the_crm_shows_it() -> None:
    assert "https://crm.example/leads/L%2099" in links(page("act"))


@pytest.mark.usefixtures("at_morning")
def test_where_the_mapping_does_not_say_where_the_crm_is_nothing_leads_there() -> None:
    assert not links(page("act"))


@pytest.mark.usefixtures("at_informed")
def test_the_rows_behind_the_numbers_are_those_that_they_count(informed_data: Path) -> None:
    board, snapshot = board_on_screen(), store.open_file(store.newest(informed_data))
    for asked, counted in ((board.quality.rows, 100), (board.distribution.rows, 100)):
        told = spreadsheet.text(*snapshot.table(asked.query, **asked.parameters)).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(told)))
        assert len(rows) == counted
        if "complete" in rows[0]:
            assert sum(one["complete"] == "True" for one in rows) == board.quality.lines[-1].complete == 72
            assert {one["missing"] for one in rows} == {"", "budget", "need, budget"}
