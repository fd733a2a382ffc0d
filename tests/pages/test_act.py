"""The page of who must act, as Streamlit runs it, asserting what a person reads."""

from pathlib import Path

import pytest

from tests import morning
from tests.screens import metrics, page, row, sheets, words


@pytest.mark.usefixtures("at_morning")
def test_the_page_says_how_much_there_is_to_do_and_by_whom() -> None:
    app = page("act")
    assert metrics(app) == {
        "Late and waiting": ("10", "▼ call now"),
        "Due before Fri 09:00": ("3", "◔ call before then"),
        "Follow-ups missed this month": ("21", "▼ 7 more due by then"),
        "In the hand-off queue": ("13", "◔ begin, or hand on"),
        "Silent for seven days": ("56", "▼ say where they stand"),
    }
    desks = sheets(app)[0]
    ann, bob, total = (row(desks, Rep=name) for name in ("ann", "bob", "All"))
    assert list(ann[["Late", "Due", "Follow-ups missed", "Queue", "Silent"]]) == ["6", "3", "15", "9", "38"]
    assert list(bob[["Late", "Due", "Follow-ups missed", "Queue", "Silent"]]) == ["4", "0", "6", "4", "18"]
    assert list(total[["Late", "Due", "Follow-ups missed", "Queue", "Silent"]]) == ["10", "3", "21", "13", "56"]


@pytest.mark.usefixtures("at_morning")
def test_every_list_names_the_lead_its_owner_and_since_when_or_until_when() -> None:
    app = page("act")
    late, due, soon, missed, ages, silent = sheets(app)[1:]
    assert list(late.iloc[0]) == ["L78", "form", "bob", "97 h 42 min", "Mon 2 Nov 15:18", "16 d"]
    assert list(due["Lead"]) == ["L90", "L91", "L92"]
    assert list(due.iloc[0])[3:] == ["4 h", "Thu 19 Nov 13:00", "30 min"]
    assert list(soon.iloc[0]) == ["L03", "form", "ann", "1 of 3 by day 14", "1", "Thu 19 Nov 10:03", "13 d"]
    assert list(missed.iloc[0]) == ["L00", "form", "ann", "1 of 3 by day 14", "1", "Mon 16 Nov 10:00", "16 d"]
    assert list(ages.iloc[1]) == ["Owner has not contacted it", "4", "2", "2", "5", "13"]
    assert list(silent.iloc[0]) == ["lead L00", "form", "ann", "16 d", "2 Nov 2026", "16 d"]
    text = words(app)
    for said in (
        "Do not be on it before Fri 20 Nov 09:00",
        "10 leads late and waiting",
        "3 leads due before Fri 09:00",
        "7 leads with a follow-up due before Fri 09:00",
        "21 leads with a follow-up missed this month",
        "13 leads in the hand-off queue = 0 that nobody owns + 13 that their owner has not contacted",
        "No lead in the queue besides those late or due",
        "56 open records silent for seven days",
        "56 silent = 56 leads + 0 opportunities.",
    ):
        assert said in text


@pytest.mark.usefixtures("at_morning")
def test_an_owner_narrows_every_list_and_not_the_table_of_reps() -> None:
    app = page("act")
    app.selectbox(key="owner").set_value("bob").run()
    desks, *lists = sheets(app)
    assert set(desks["Rep"]) == {"ann", "bob", "All"}
    assert all(set(found["Owner"]) == {"bob"} for found in lists if "Owner" in found)
    text = words(app)
    assert "4 leads late and waiting" in text
    assert "No lead due before Fri 09:00" in text
    assert "4 leads in the hand-off queue = 0 that nobody owns + 4" in text


@pytest.mark.usefixtures("at_morning")
def test_a_type_narrows_the_lists() -> None:
    text = words(page("act", lead_type="outbound"))
    assert "No lead late and waiting" in text
    assert "Nothing lies in the hand-off queue" in text


def test_without_touches_the_page_says_what_to_add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_DASH_DATA", str(morning.write(tmp_path, touched=False)))
    monkeypatch.setenv("SLA_DASH_NOW", morning.ENVIRONMENT)
    app = page("act")
    assert "No touches are loaded" in app.info[0].value
    assert list(metrics(app)) == ["In the hand-off queue, owned by nobody"]
    assert "No lead late and waiting" not in words(app)
