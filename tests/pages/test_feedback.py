"""Feedback on leads, and alarms that somebody acknowledges, as Streamlit runs it."""

from datetime import date
from pathlib import Path

import pytest

from sla_dash.journal import Decided, Journal, fold
from sla_dash.journal.decisions import Side
from tests.screens import explained, form, opened, page, press, refused, titles, words


def known(data: Path) -> Decided:
    return fold(Journal.of(data).entries())


@pytest.mark.parametrize("name", ["act", "followup"])
def test_feedback_on_a_lead_stands_on_the_page_of_decisions_and_is_counted(name: str, own_morning: Path) -> None:
    where = {"act": "feedback", "followup": "follow-up feedback"}[name]
    app = form(opened(name), where, lead=" L07 ", text="Asked for a call.", name="head of marketing")
    app.radio(key=f"{where}: side").set_value("Marketing on the follow-up of a lead")
    press(app, where, "Write down")
    (note,) = known(own_morning).notes
    assert (note.lead, note.side, note.text) == ("L07", Side.MARKETING, "Asked for a call.")
    app = page("decisions")
    assert "1 note in the last 28 days: 0 by sales on leads, 1 by marketing on follow-up" in titles(app)[0]
    assert "lead L07**: Asked for a call. – head of marketing, 19 Nov 2026" in words(app)
    assert "The names of who wrote were typed: no login says who it was." in words(app)


def test_a_lead_that_is_none_is_said_and_a_note_needs_none_where_it_is_about_nothing_else(own_morning: Path) -> None:
    app = press(form(opened("act"), "feedback", lead="Jo Doe", text="x", name="ann"), "feedback", "Write down")
    assert "There is no such lead in these records." in refused(app)
    app = press(form(opened("act"), "feedback", text="x", name="ann"), "feedback", "Write down")
    assert "The lead is missing" in refused(app)
    app = form(opened("decisions"), "note", text="Fairs are over.", name="ann")
    app.radio(key="note: side").set_value("Anything else")
    press(app, "note", "Write down")
    assert known(own_morning).notes[0].lead is None
    assert "Fairs are over. – ann, 19 Nov 2026" in words(page("decisions"))


def test_an_alarm_is_acknowledged_by_name_and_no_more_by_the_address(
    own_morning: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sla_dash.rules.signals.LIMIT", 1.0)
    monkeypatch.setattr("sla_dash.rules.signals.cusum.__kwdefaults__", {"k": 0.5, "h": 1.0})
    app = page("delivery", acknowledged="2026-11-18")
    assert "SMB · outbound**]: fewer leads a day than promised since" in words(app)
    app = form(app, "alarm", name="ann")
    app.selectbox(key="alarm: which").set_value("SMB · outbound")
    press(app, "alarm", "Acknowledge")
    assert dict(known(own_morning).seen) == {("SMB", "outbound"): date(2026, 11, 18)}
    assert "SMB · outbound**]: fewer leads" not in words(explained(app))
    assert "SMB · outbound: alarm acknowledged up to Wed 18 Nov by ann (name typed, no login), 19 Nov 2026." in words(
        app
    )
    assert "SMB · outbound**]: fewer" in words(page("delivery", as_of="2026-11-19T08:59+01:00"))
