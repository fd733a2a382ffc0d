"""The page of who must act, as Streamlit runs it, asserting what a person reads."""

from pathlib import Path

import pytest

from tests import drawn, morning, roles
from tests.screens import metrics, opened, page, row, sheets, titles, words


@pytest.mark.usefixtures("at_morning")
def test_the_page_says_how_much_there_is_to_do_and_by_whom() -> None:
    app = page("act")
    assert metrics(app) == {
        "Late and waiting": ("10", "▼ call now"),
        "Due before Fri 09:00": ("3", "○ call before then"),
        "Follow-ups missed, still open": ("21", "▼ 21 still short, 7 more soon due"),
        "Without an owner or a call": ("13", "○ 0 nobody's, 13 not called"),
    }
    text = words(app)
    assert "10 leads are late and 3 more fall due before Fri 09:00: call these first" in text
    assert "- Call from the top of the list, late before due." in text
    assert "- Try 28 leads again: 21 short of attempts, 7 due." in text
    assert titles(app)[0] == "What lies on each rep's desk: ann has most to call, 6 leads late and 3 due"
    desks = sheets(app)[1]
    ann, bob, total = (row(desks, Rep=name) for name in ("ann", "bob", "All"))
    columns = ["Late", "Due", "Follow-ups missed", "Not contacted yet", "7 days without a sign of life"]
    assert list(ann[columns]) == ["6", "3", "15", "9", "38"]
    assert list(bob[columns]) == ["4", "0", "6", "4", "18"]
    assert list(total[columns]) == ["10", "3", "21", "13", "56"]


@pytest.mark.usefixtures("at_morning")
def test_one_list_is_shown_and_the_others_are_counted_on_their_tabs() -> None:
    app = opened("act")
    tabs = app.segmented_control(key="list")
    assert (tabs.options, tabs.value) == (
        ["Late 10", "Due 3", "Follow-up 28", "Nobody's 0", "7 days without a sign of life 56"],
        "late",
    )
    (late,) = sheets(app)
    assert list(late.iloc[0]) == ["L78", "form", "bob", "97 h 42 min", "Mon 2 Nov 15:18", "16 d"]
    tabs.set_value("due").run()
    (due,) = sheets(app)
    assert list(due["Lead"]) == ["L90", "L91", "L92"]
    assert list(due.iloc[0])[3:] == ["4 h", "Thu 19 Nov 13:00", "30 min"]
    assert app.query_params["list"] == "due"


@pytest.mark.usefixtures("at_morning")
def test_every_list_names_the_lead_its_owner_and_since_when_or_until_when() -> None:
    assert titles(opened("act", list="follow-up"))[0] == "7 leads with a follow-up due before Fri 09:00"
    followed = page("act", list="follow-up")
    missed, soon, _, ages = sheets(followed)
    assert list(soon.iloc[0]) == ["L03", "form", "ann", "1 of 3 by day 14", "1, 2 short", "Thu 19 Nov 10:03", "13 d"]
    assert list(missed.iloc[0]) == ["L00", "form", "ann", "1 of 3 by day 14", "1, 2 short", "Mon 16 Nov 10:00", "16 d"]
    assert list(ages.iloc[1]) == ["Owner has not contacted it", "4", "2", "2", "5", "13"]
    silent = page("act", list="silent")
    assert list(sheets(silent)[0].iloc[0]) == ["lead L00", "form", "ann", "16 d", "2 Nov 2026", "16 d"]
    text = "\n".join(map(words, (silent, followed, opened("act", list="late"), opened("act", list="due"))))
    for said in (
        "10 leads late and waiting",
        "3 leads due before Fri 09:00",
        "7 leads with a follow-up due before Fri 09:00",
        "21 leads with a follow-up missed this month: 21 still short of attempts",
        "13 leads without an owner or a first call = 0 that nobody owns + 13 that their owner has not contacted",
        "No lead without an owner or a first call, besides those late or due",
        "56 open records without a sign of life for 7 days, none of them without an owner",
        "56 without a sign of life = 56 leads + 0 opportunities.",
    ):
        assert said in text
    assert "No lead that nobody owns" in words(opened("act", list="nobody"))


@pytest.mark.usefixtures("at_morning")
def test_an_owner_narrows_every_list_and_not_the_table_of_reps() -> None:
    app = page("act", owner="bob")
    late, desks, _ = sheets(app)
    assert set(desks["Rep"]) == {"ann", "bob", "All"}
    assert set(late["Owner"]) == {"bob"}
    text = words(app)
    assert "4 leads late and waiting" in text
    assert "bob: 4 leads are late, and no more fall due before Fri 09:00: call these first" in text
    assert "4 leads without an owner or a first call = 0 that nobody owns + 4" in text
    assert "No lead due before Fri 09:00" in words(opened("act", owner="bob", list="due"))


@pytest.mark.usefixtures("at_morning")
def test_a_type_narrows_the_lists() -> None:
    app = page("act", lead_type="outbound")
    assert "No lead is late, and none falls due before Fri 09:00" in words(app)
    assert app.segmented_control(key="list").value == "follow-up"
    assert "Every open lead has an owner who has called" in words(app)


@pytest.mark.usefixtures("at_morning")
def test_a_month_that_is_over_has_no_list_of_its_own_and_says_so() -> None:
    text = words(opened("act", as_of="2026-12-01T09:00+01:00", month="2026-11"))
    assert "November is over. Now: " in text


def test_without_touches_the_page_says_what_to_add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_DASH_DATA", str(morning.write(tmp_path, touched=False)))
    monkeypatch.setenv("SLA_DASH_NOW", morning.ENVIRONMENT)
    app = page("act")
    assert "No touches are loaded" in app.info[0].value
    assert list(metrics(app)) == ["Without an owner"]
    assert "13 leads without an owner" not in words(app)
    assert "No lead late and waiting" not in words(app)


def test_of_stale_records_nobody_is_told_to_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    strict = drawn.AGREEMENT.replace('{ at = "09:00" }', '{ at = "09:00", stale_after = "3h30min" }')
    data = roles.write(tmp_path, strict)
    (data / "access.toml").unlink()
    monkeypatch.setenv("SLA_DASH_DATA", str(data))
    monkeypatch.setenv("SLA_DASH_NOW", "2026-11-23T09:00+01:00")
    text = words(opened("act"))
    assert "By records that end Thu 19 Nov 08:30, 13 leads are late: load newer ones before you call" in text
    assert "- Load newer records first, then call from the top of the list, late before due." in text
    assert "call these first" not in text
