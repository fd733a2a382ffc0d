"""Deciding, ticking, noting and acknowledging, as Streamlit runs it: what a person reads, and what is never lost."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sla_dash.journal import Decided, Journal, deciding, fold
from sla_dash.journal.decisions import About, State
from sla_dash.rules.measures import Measured
from tests import hostile
from tests.screens import behind, folds, form, metrics, opened, press, refused, sheets, titles, words

BEFORE = datetime(2026, 11, 12, 8, 10, tzinfo=UTC)
KEPT = About("contact.share", None, None, "95 % in time (90–98 %, n 90)", Measured(0.95, 0.9, 0.98, 90))
IN_TIME = "decide contact"
"""Where it is decided about what the first heading of Contact shows."""
NO_FORM = ("As of", "Search", "Your name, to tick off what is done")
"""What can be typed on a page while every form is closed."""


def known(data: Path) -> Decided:
    return fold(Journal.of(data).entries())


def unfold(app: AppTest) -> AppTest:
    for key in folds(app):
        app.session_state[key] = True
    return app.run()


def decided(data: Path, what: str = "Call at once", day: int = 20, about: About | None = KEPT) -> int:
    return deciding.decide(Journal.of(data), what, "rep 03", date(2026, 11, day), about=about, who="ann", at=BEFORE).id


def test_a_decision_raised_beside_a_number_stands_on_the_page_of_decisions_with_the_number_then_and_now(
    own_morning: Path,
) -> None:
    app = form(opened("contact"), IN_TIME, what="Ring by turns", owner="rep 03", name="head of sales")
    assert "Leads contacted in time: **78 % in time (69–86 %, n 93)**" in words(app)
    press(app, IN_TIME, "Write down")
    (one,) = known(own_morning).decisions
    assert (one.what, one.owner, one.due, one.raised.who) == (
        "Ring by turns",
        "rep 03",
        date(2026, 11, 26),
        "head of sales",
    )
    assert one.about
    assert (one.about.key, one.about.stream, one.about.lead_type) == ("contact.share", None, None)
    assert one.about.then
    assert one.about.then.value == pytest.approx(70 / 90)
    assert behind(app)[f"{IN_TIME}: open"] == "1 decision open"
    text = words(opened("decisions"))
    assert "1 decision is open" in text
    assert ":gray[○ Due Thu 26 Nov] · **Ring by turns** – rep 03" in text
    assert "○ Too early to tell] · Leads contacted in time: 78 % in time (69–86 %, n 93) on 19 Nov 2026 → 78 %" in text
    assert "Decided by head of sales, 19 Nov 2026, due Thu 26 Nov" in text


def test_a_decision_is_about_the_leads_on_screen_and_about_the_number_that_is_chosen(own_morning: Path) -> None:
    app = form(opened("delivery", stream="SMB", lead_type="outbound"), "decide delivery")
    app.selectbox(key="decide delivery: number").set_value("Value handed over").run()
    form(app, "decide delivery", what="x", owner="y", name="z")
    press(app, "decide delivery", "Write down")
    (one,) = known(own_morning).decisions
    assert one.about
    assert (one.about.key, one.about.stream, one.about.lead_type) == ("delivery.value", "SMB", "outbound")
    assert "Value handed over (SMB · outbound): 129 a working day" in words(opened("decisions"))


def test_nothing_of_a_form_is_sent_and_no_number_is_read_until_it_is_opened(own_morning: Path) -> None:
    decided(own_morning)
    for name in ("delivery", "contact", "act", "followup", "decisions"):
        app = opened(name)
        labels = behind(app)
        assert [key for key in labels if key.startswith("decide ")], name
        assert [one.label for one in app.text_input if one.label not in NO_FORM] == []
        assert not [one for one in app.button if one.label == "Write down"]
    assert behind(opened("contact"))[f"{IN_TIME}: open"] == "1 decision open"
    assert behind(opened("contact", lead_type="form"))[f"{IN_TIME}: open"] == "Add a decision"


def test_open_decisions_are_ticked_dropped_and_opened_again(own_morning: Path) -> None:
    number = decided(own_morning)
    where = f"decision {number}"
    app = press(form(opened("decisions"), where, text="Half of them.", name="bob"), where, "Write down")
    assert "bob, 19 Nov 2026: Half of them." in words(app)
    assert "1 decision is open" in words(app)
    press(form(app, where, name="bob"), where, "Done")
    assert "No decision is open; 1 is done, none with a better number since" in words(app)
    assert "**Call at once**" not in words(app)
    assert titles(app) == ["1 done, 0 with a better number since; 0 dropped"]
    unfold(app)
    assert ":green[● Done 19 Nov 2026] · **Call at once** – rep 03" in words(app)
    press(form(app, where, name="cy"), where, "Open again")
    assert "cy, 19 Nov 2026: opened again" in words(app)
    press(form(app, where, name="cy"), where, "Drop")
    assert "How it gets on is missing" in refused(app)
    press(form(app, where, text="Too dear.", name="cy"), where, "Drop")
    assert known(own_morning).decisions[0].state is State.DROPPED
    assert app.session_state["who writes"] == "cy"


def test_what_the_number_did_since_is_said_with_the_guard_against_chance(own_morning: Path) -> None:
    decided(own_morning)
    decided(own_morning, "Wait", about=About("contact.share", None, None, "80 %", Measured(0.8, 0.7, 0.9, 80)))
    decided(own_morning, "Hold", about=About("delivery.leads", None, None, "3.0", Measured(3, 2, 4, 5, aim=7)))
    text = words(opened("decisions"))
    assert ":green[● Better]: 3.9 more a working day, nearer to the promise · Leads handed over: 3.0" in text
    assert (
        ":red[▼ Worse]: 17 points less · Leads contacted in time: 95 % in time (90–98 %, n 90) on 12 Nov 2026" in text
    )
    assert ":gray[≈ Too close to call]: 2 points less · Leads contacted in time: 80 % on 12 Nov 2026 → 78 %" in text


def test_the_overdue_ones_come_first(own_morning: Path) -> None:
    for what, day in (("late", 17), ("today", 19), ("later", 24)):
        decided(own_morning, what, day, None)
    text = words(opened("decisions"))
    assert "3 decisions are open, 1 is overdue, 1 is due today" in text
    lines = [
        ":red[▼ Overdue by 2 days] · **late**",
        ":gray[○ Due today] · **today**",
        ":gray[○ Due Tue 24 Nov] · **later**",
    ]
    assert sorted(lines, key=text.index) == lines


def test_the_first_screenful_says_what_is_overdue_by_whom_and_what_moved(own_morning: Path) -> None:
    for what, day in (("late", 17), ("today", 19), ("later", 24)):
        decided(own_morning, what, day, None)
    decided(own_morning, "moved", 25)
    app = opened("decisions")
    assert metrics(app) == {
        "Overdue, of 4 open": ("1", "▼ the longest by 2 days"),
        "Open, and worse since": ("1", "▼ of 1 about a number, 0 better"),
        "Done, and better since": ("0", "● of 0 done"),
    }
    assert "Waiting the longest: rep 03, overdue by 2 days" in words(app)
    assert ":red[▼ Worse]: 17 points less" in words(app)
    assert not sheets(app)  # each is told once
    assert "Ask **rep 03** how it gets on" in words(app)


def test_the_second_of_two_is_told_what_the_first_wrote_and_loses_nothing(own_morning: Path) -> None:
    typed = {"what": "Ring at once", "owner": "rep 02", "name": "rep 02"}
    first, second = (form(opened("contact"), IN_TIME, **typed) for _ in range(2))
    press(form(first, IN_TIME, what="Hand the phone over", owner="rep 01", name="head of sales"), IN_TIME, "Write down")
    press(second, IN_TIME, "Write down")
    assert "Meanwhile somebody wrote: **Hand the phone over** – rep 01, by Thu 26 Nov (head of sales," in refused(
        second
    )
    assert {field: second.text_input(key=f"{IN_TIME}: {field}").value for field in typed} == typed
    # with another label it would be another button, and closed
    assert behind(second)[f"{IN_TIME}: open"] == "Add a decision"
    assert len(known(own_morning).decisions) == 1
    press(second, IN_TIME, "Write down")
    assert [one.what for one in known(own_morning).decisions] == ["Hand the phone over", "Ring at once"]
    assert second.session_state[f"{IN_TIME}: what"] == ""


def test_who_drops_what_another_has_just_ticked_is_told(own_morning: Path) -> None:
    number = decided(own_morning)
    where = f"decision {number}"
    app = form(opened("decisions"), where, text="Too dear.", name="cy")
    deciding.progress(Journal.of(own_morning), number, "Works.", State.DONE, who="bob", at=BEFORE + timedelta(days=1))
    press(app, where, "Drop")
    assert "Meanwhile somebody wrote: done: Works. (bob, Fri 13 Nov 09:10)" in refused(app)
    assert app.text_area(key=f"{where}: text").value == "Too dear."
    assert known(own_morning).decisions[0].state is State.DONE


def test_without_the_journal_the_board_reads_on_and_what_was_typed_stays(
    own_morning: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLA_DASH_JOURNAL", "postgresql+psycopg://nobody@127.0.0.1:9/none?connect_timeout=2")
    app = opened("contact")
    assert "Sales misses its promise; form waits too long" in words(app)
    press(form(app, IN_TIME, what="Ring", owner="rep 01", name="ann"), IN_TIME, "Write down")
    assert "cannot be written" in refused(app)
    assert app.text_input(key=f"{IN_TIME}: what").value == "Ring"
    assert app.text_input(key=f"{IN_TIME}: owner").value == "rep 01"
    assert "No decision is open" in words(opened("decisions"))
    monkeypatch.delenv("SLA_DASH_JOURNAL")
    assert known(own_morning).decisions == ()


def test_what_is_missing_is_said_and_what_was_typed_stays(own_morning: Path) -> None:
    app = form(opened("decisions"), "decide any", what="Buy chairs", owner="", name="ann")
    press(app, "decide any", "Write down")
    assert "Who does it is missing" in refused(app)
    press(form(app, "decide any", owner="ask jo@example.org", name=""), "decide any", "Write down")
    assert "holds an e-mail address" in refused(app)
    press(form(app, "decide any", owner="rep 01"), "decide any", "Write down")
    assert "Your name is missing" in refused(app)
    assert app.text_input(key="decide any: what").value == "Buy chairs"
    press(form(app, "decide any", name="ann"), "decide any", "Write down")
    assert [one.about for one in known(own_morning).decisions] == [None]
    assert "**Buy chairs** – rep 01" in words(app)


def test_a_replayed_morning_shows_its_own_decisions_and_offers_no_writing(own_morning: Path) -> None:
    number = decided(own_morning)
    deciding.progress(
        Journal.of(own_morning), number, "", State.DONE, who="bob", at=datetime(2026, 11, 17, 9, tzinfo=UTC)
    )
    assert "No decision is open; 1 is done" in words(opened("decisions"))
    app = opened("decisions", as_of="2026-11-16T09:00+01:00")
    assert "1 decision is open" in words(app)
    assert "bob" not in words(app)
    form(app, f"decision {number}")
    assert "This is a past morning: nothing can be written about it." in words(app)
    assert not [one for one in app.button if one.label in ("Done", "Write down", "Drop")]
    assert "No decision is open" in words(opened("decisions", as_of="2026-11-12T09:00+01:00"))
    assert behind(opened("contact", as_of="2026-11-16T09:00+01:00"))[f"{IN_TIME}: open"] == "1 decision open"


def test_nothing_is_written_before_what_is_written_already(own_morning: Path) -> None:
    deciding.note(Journal.of(own_morning), "of tomorrow", who="ann", at=datetime(2026, 11, 20, 9, tzinfo=UTC))
    app = form(opened("contact"), IN_TIME)
    assert "The journal holds entries of a later time" in words(app)
    assert "of tomorrow" not in words(opened("decisions"))


def test_decisions_are_searched_and_taken_home(own_morning: Path) -> None:
    decided(own_morning)
    decided(own_morning, "=1+1", 24, None)
    assert "**Call at once**" not in words(opened("decisions", search="1+1"))
    assert "**=1+1**" in words(opened("decisions", search="1+1"))
    app = opened("decisions", search="call ONCE")
    assert "**=1+1**" not in words(app)
    assert "**Call at once**" in words(app)
    assert [one.proto.label for one in app.get("download_button")] == ["CSV", "Markdown"]


def test_a_journal_with_what_nobody_understands_is_read_and_said(own_morning: Path) -> None:
    decided(own_morning)
    Journal.of(own_morning).append("decision", "decisions", {"what": 7}, who="eve", at=BEFORE)
    text = words(opened("decisions"))
    assert "1 decision is open" in text
    assert "1 entry of the journal says something that this board cannot read" in text


def test_many_that_are_done_are_not_all_shown(own_morning: Path) -> None:
    for n in range(23):
        deciding.progress(
            Journal.of(own_morning),
            decided(own_morning, f"thing {chr(97 + n)}x", 20, None),
            "",
            State.DONE,
            who="bob",
            at=BEFORE,
        )
    app = unfold(opened("decisions"))
    text = words(app)
    assert titles(app) == ["23 done, 0 with a better number since; 0 dropped"]
    assert "3 more: search for them, or take the file." in text
    assert "**thing cx**" not in text
    assert "**thing cx**" in words(opened("decisions", search="thing cx"))


def test_whatever_was_typed_is_text_on_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    company = hostile.write(tmp_path)
    monkeypatch.setenv("SLA_DASH_DATA", str(company))
    monkeypatch.setenv("SLA_DASH_NOW", hostile.ENVIRONMENT)
    app = unfold(opened("decisions"))
    raw = "\n".join(str(one.value) for one in (*app.markdown, *app.caption))
    for read in ("<h1>", "](http", "$k^2$", ":red[k]", "\u202e"):
        assert read not in re.sub(r"\\.", "", raw)
    assert hostile.FORMULA + hostile.KINDS[0].replace("  ", " ") in words(app)
