"""Every page, as Streamlit runs it, asserting the numbers that a person reads."""

import shutil
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from tests import morning
from tests.screens import APP, PAGES, hows, metrics, page, row, sheets, shown, words


@pytest.mark.usefixtures("at_morning")
def test_data_says_that_nothing_was_lost() -> None:
    app = page("data")
    text = words(app)
    assert "174 rows in = 173 kept + 1 rejected" in text
    files, reasons = (next(one for one in sheets(app) if column in one) for column in ("File", "Reason"))
    assert row(files, File="leads.csv")["Rejected"] == "1"
    assert reasons.iloc[0]["First"] == "leads.csv line 95"
    assert "Loaded Thu 19 Nov 09:00" in text
    assert "No lead has been won yet." in text


@pytest.mark.usefixtures("at_morning")
def test_the_url_holds_the_instant_the_month_the_stream_and_the_type() -> None:
    earlier = page("delivery", as_of="2026-11-03T09:00+01:00")
    assert "Tue 3 Nov 09:00" in words(earlier)
    assert row(sheets(earlier)[0], Lead_type="all")["Delivered of due"] == "7 of 7"
    outbound = page("delivery", lead_type="outbound")
    assert list(sheets(outbound)[0]["Lead type"]) == ["SMB · outbound", "all"]
    assert metrics(outbound)["Leads, 25 due of 40"] == ("9", "▼ Too low")
    assert "Nobody has to call anybody before Fri 09:00." in words(page("standup", lead_type="outbound"))
    assert metrics(page("contact", lead_type="form"))["Late and waiting"][0] == "10"
    october = page("delivery", month="2026-10")
    assert row(sheets(october)[0], Lead_type="all")["State"] == "▼ Too low"
    assert "The month is over: 0 of 140." in words(october)


@pytest.mark.usefixtures("at_morning")
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "as_of", ["2026-12-01T09:00+01:00", "2026-11-01T00:00Z", "2026-08-03T09:00Z", "2027-02-28T12:00Z"]
)
def test_every_page_stands_on_the_first_day_before_the_agreement_and_long_after_the_records(
    name: str, as_of: str
) -> None:
    app = page(name, as_of=as_of)
    assert not app.error
    text = words(app) + str(metrics(app))
    assert "None" not in text
    assert "nan" not in text


@pytest.mark.usefixtures("at_morning")
@pytest.mark.parametrize("name", [name for name in PAGES if name not in ("decisions", "standup")])
def test_wherever_it_is_said_how_something_was_counted_the_rows_can_be_taken_home(name: str) -> None:
    app = page(name)
    taken = [one for one in app.get("download_button") if one.proto.label == "The rows as CSV"]
    assert len(taken) == len(hows(app))
    assert taken or name in ("funnel", "whatif", "plan", "agreement", "load")  # which say that no rates are agreed


@pytest.mark.usefixtures("at_morning")
def test_the_header_says_when_no_agreement_was_in_force_and_when_the_records_are_old() -> None:
    assert "no agreement in force before 2026-09-01" in words(page("delivery", as_of="2026-08-03T09:00Z"))
    assert "records to Thu 19 Nov 08:30, 3 days old" in words(page("delivery", as_of="2026-11-22T09:00Z"))
    assert "old" not in words(page("delivery")).splitlines()[0]


@pytest.mark.usefixtures("at_morning")
def test_a_plus_that_the_address_made_a_space_is_read_as_a_plus() -> None:
    assert "Tue 3 Nov 09:00" in words(page("delivery", as_of="2026-11-03T09:00 01:00"))


@pytest.mark.usefixtures("at_morning")
@pytest.mark.parametrize(("key", "label"), [("month", "month"), ("stream", "stream"), ("lead_type", "lead type")])
def test_what_the_address_asks_for_and_there_is_not_is_said(key: str, label: str) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params[key] = "2031-02"
    app.run()
    assert f"There is no {label} '2031-02' in these records" in app.warning[0].value
    assert "Leads, 87 due of 140" in words(app)
    assert not page("standup", month="2026-10", stream="SMB", lead_type="form").warning


@pytest.mark.usefixtures("at_morning")
@pytest.mark.parametrize(
    ("text", "shown"), [("2026-11-03 09:00", "Tue 3 Nov 09:00"), ("2026-11-03", "Tue 3 Nov 00:00")]
)
def test_an_instant_without_an_offset_is_in_the_agreements_time_zone(text: str, shown: str) -> None:
    assert shown in words(page("delivery", as_of=text))


@pytest.mark.usefixtures("at_morning")
def test_an_instant_that_cannot_be_read_is_a_sentence_and_not_a_traceback() -> None:
    app = page("delivery", as_of="yesterday")
    assert "'yesterday' is not an instant with an offset." in words(app)
    assert "2026-11-19T09:00+01:00" in words(app)
    app.text_input(key="as_of").set_value("2026-11-03T09:00+01:00").run()
    assert not app.error
    assert "Tue 3 Nov 09:00" in words(app)


def test_without_records_the_board_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_DASH_DATA", str(tmp_path))
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not app.exception
    assert "There are no records" in words(app)
    assert "sla-dash demo" in words(app)


def test_without_touches_the_screens_of_sales_say_what_to_add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = morning.write(tmp_path, touched=False)
    monkeypatch.setenv("SLA_DASH_DATA", str(data))
    monkeypatch.setenv("SLA_DASH_NOW", morning.ENVIRONMENT)
    app = page("contact")
    assert "No touches are loaded" in app.info[0].value
    assert "[touches]" in shown(app.info[0].value)
    assert metrics(page("delivery"))["Leads, 87 due of 140"] == ("90", "● In range")
    assert metrics(app)["In time"] == ("–", "○ Too early to tell")


def test_an_agreement_that_changed_after_loading_is_said(
    at_morning: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = next(at_morning.glob("records-*.duckdb"))
    (tmp_path / snapshot.name).write_bytes(snapshot.read_bytes())
    text = (at_morning / "agreement.toml").read_text("utf-8").replace('"4h"', '"2h"')
    (tmp_path / "agreement.toml").write_text(text, "utf-8")
    monkeypatch.setenv("SLA_DASH_DATA", str(tmp_path))
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert "The agreement changed after the records were prepared" in words(app)
    assert "sla-dash load" in words(app)


def test_records_that_an_older_board_prepared_are_said(
    at_morning: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = shutil.copy(next(at_morning.glob("records-*.duckdb")), tmp_path)
    shutil.copy(at_morning / "agreement.toml", tmp_path)
    with duckdb.connect(snapshot) as connection:
        connection.execute("update load set agreement = '1:' || split_part(agreement, ':', 2)")
    monkeypatch.setenv("SLA_DASH_DATA", str(tmp_path))
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert "prepared by another version of the board" in words(app)
    assert "sla-dash load" in words(app)
