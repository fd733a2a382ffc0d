"""The Agreement page: read, signed and revised without a file."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sla_dash import agreement, journal, theme
from sla_dash.journal import Journal, agreeing
from tests import drawn, harvest, morning
from tests.screens import foreseen, metrics, move, opened, page, row, sheets, shown, words

SIDES = 'signed_by = ["marketing", "sales"]\n'
SECOND = SIDES + drawn.AGREEMENT.replace("version = 1", "version = 2").replace("2026-09-01", "2026-11-01").replace(
    '"4h"', '"24h"'
)


SMB = f"Revenue stream {theme.strong('SMB')}"


@pytest.fixture
def own(morning_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A morning that a test may write about."""
    folder = tmp_path / "data"
    shutil.copytree(morning_data, folder)
    monkeypatch.setenv("SLA_DASH_DATA", str(folder))
    monkeypatch.setenv("SLA_DASH_NOW", morning.ENVIRONMENT)
    return folder


def proposed(folder: Path, text: str = SECOND) -> Journal:
    written = Journal.of(folder)
    agreeing.propose(written, journal.read(folder), text, who="ann", at=morning.NOW)
    return written


def press(app: AppTest, label: str) -> AppTest:
    (button,) = (one for one in app.button if one.label == label)
    return foreseen(button.click().run())


def blank(app: AppTest, label: str, n: int = 0) -> str | None:
    return [one for one in app.text_input if shown(one.label) == label][n].value


def fill(app: AppTest, label: str, typed: str, n: int = 0) -> AppTest:
    [one for one in app.text_input if shown(one.label) == label][n].set_value(typed)
    return foreseen(app.run())


def named(app: AppTest, name: str) -> None:
    app.text_input(key="who writes: here").set_value(name)


def turn(app: AppTest, part: str) -> AppTest:
    (control,) = (one for one in app.segmented_control if "Rules" in one.options)
    control.set_value(part)
    return foreseen(app.run())


@pytest.mark.usefixtures("at_morning")
def test_every_clause_stands_with_where_it_stands() -> None:
    said = words(page("agreement"))
    assert "Test, version 1" in said
    assert "**SMB · form**: 100 leads in November 2026, worth 128.00 each — :gray[≈ Too close to call]: 81" in said
    assert "**SMB · outbound**: 40 leads in November 2026, worth 187.00 each — :red[▼ Too low]: 9 of 25 due" in said
    assert "first contact within 4 h for 90 %" in said
    assert "**3 attempts** by day 14 — :red[▼ 21 missed]: 0 % (0–15 %, n 21) met" in said
    assert "the next revision on 1 December 2026, in 12 days" in said
    assert "SHA-256 of the text: " + drawn.terms().text_hash in said


@pytest.mark.usefixtures("at_morning")
def test_on_the_first_of_a_month_nothing_is_called_kept_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_DASH_NOW", "2026-11-02T09:00+01:00")
    shown = metrics(opened("agreement"))
    assert shown["Types of lead in range"] == shown["Types contacted in time"] == ("–", "○ Nothing to judge yet")


@pytest.mark.usefixtures("at_morning")
def test_the_first_screenful_says_what_is_not_kept_and_what_to_do() -> None:
    app = opened("agreement")
    shown = metrics(app)
    assert shown["Types of lead in range"] == ("0 of 2", "▼ 1 not kept, 1 too close")
    assert shown["Types contacted in time"] == ("0 of 1", "▼ 1 not kept")  # of the other it is too early to say
    assert shown["Days to the revision"] == ("12", "● 1 December 2026")
    said = words(app)
    assert "not signed: from 1 September 2026" in said
    assert "3 promises are not kept" in said
    (promises,) = sheets(app)
    assert list(promises["Stands"])[:2] == ["▼ Too low", "▼ Not kept"]
    assert row(promises, Stands="▼ 21 missed")["Promise"] == "Follow-up: 3 attempts by day 14"
    assert row(promises, Promise="SMB · outbound: 40 leads this month")["So far"] == "9 of 25 due"
    value = row(promises, Promise="Value of all leads: 20 k this month")
    assert (value["So far"], value["Stands"]) == ("12 k of 13 k due", "● In range")
    assert "What is not kept: see why, and decide about it, on Delivery, Contact and Follow-up." in said
    assert "Write the next version: choose Revise above" in said


def test_a_draft_that_is_begun_is_what_to_do(own: Path) -> None:
    (own / "draft-2.toml").write_text(SECOND, "utf-8")
    said = words(opened("agreement"))
    assert "A draft of version 2 is begun: choose Revise above to see what differs and propose it." in said
    assert "Write the next version" not in said


def test_what_what_if_wrote_into_the_draft_stays_said_and_leads_to_its_review(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLA_DASH_DATA", str(harvest.write(tmp_path / "data")))
    monkeypatch.setenv("SLA_DASH_NOW", harvest.ENVIRONMENT)
    app = opened("whatif", **{"SMB quota": "150000"})
    app = press(app, "Write into the draft of version 2")
    told = "The draft of version 2 now says: 150 k of SMB need 750 leads a month."
    assert [shown(one.value) for one in app.success] == [told]
    app = move(app, **{"SMB quota": "120000"})
    assert [shown(one.value) for one in app.success] == [told]
    (review,) = (one.proto for one in app.get("page_link") if one.proto.page == "agreement")
    assert review.query_string == "view=Revise"
    assert "quota" in words(opened("agreement", view="Revise"))


def test_the_last_signature_on_the_page_prepares_the_records_under_the_new_terms(own: Path) -> None:
    proposed(own)
    app = opened("agreement", version="version 2")
    assert "waits for the signature of marketing and sales" in "".join(shown(one.value) for one in app.info)
    named(app, "ann")
    app = press(app, "Sign")
    assert "Confirm that you have read the text" in words(app)
    app.checkbox[0].check()
    app = press(app, "Sign")
    assert "**marketing**: ann, 19 November 2026, 09:00 — not verified: the name was typed" in words(app)
    before = sorted(own.glob("records-*"))
    named(app, "bob")
    app.checkbox[0].check()
    app = press(app, "Sign")
    assert len(sorted(own.glob("records-*"))) == len(before) + 1
    assert "● In force, signed by ann and bob: " in words(app).replace(":green[", "").replace("]", "")
    (terms,) = (one for one in journal.read(own).agreements.versions if one.version == 2)
    assert terms.signed


def test_a_version_is_taken_back_on_the_page(own: Path) -> None:
    written = proposed(own)
    app = opened("agreement", version="version 2")
    named(app, "ann")
    app.text_input(key="why it is withdrawn").set_value("a slip")
    press(app, "Withdraw")
    assert written.entries()[-1].body["why"] == "a slip"


def test_the_second_of_two_who_write_is_told_and_keeps_what_was_typed(own: Path) -> None:
    written = proposed(own)
    app = opened("agreement", version="version 2")
    named(app, "ann")
    app.checkbox[0].check()
    version = journal.read(own).find(2)
    assert version
    agreeing.sign(written, version, "sales", who="bob", at=morning.NOW)
    app = press(app, "Sign")
    assert "bob wrote about this meanwhile" in words(app)
    assert blank(app, "Your name") == "ann"
    assert len(written.entries()) == 2


def test_a_past_morning_is_read_as_it_was_and_nothing_is_written_about_it(own: Path) -> None:
    proposed(own)
    app = opened("agreement", as_of="2026-11-18T09:00+01:00")
    assert app.selectbox(key="version").options == ["version 1"]
    app = opened("agreement", view="Revise", as_of="2026-11-18T09:00+01:00")
    assert "This is a past morning" in words(app)
    assert not app.text_input(key="as_of").disabled
    assert len(app.text_input) == 1


def test_the_next_version_is_written_in_a_form_saved_and_proposed(own: Path) -> None:
    app = turn(opened("agreement", view="Revise"), SMB)
    app = fill(app, "Targets", "1,2OO")
    assert "write a whole number" in words(app)
    assert next(one for one in app.button if one.label == "Propose version 2").disabled
    app = fill(app, "Targets", "120")
    said = words(app)
    assert "**SMB · form**: 120 leads worth 128.00 each; a month exactly on plan ends in its range" in said
    assert "SMB · form: targets: 100 → 120 (+20 %)" in said
    app = turn(app, "Rules")
    (signers,) = (one for one in app.text_area if one.label == "Signed by")
    signers.set_value("marketing\nsales")
    app = press(app, "Save the draft")
    draft = agreement.draft_file(own, 2)
    assert agreement.parse(draft.read_text("utf-8")).streams[0].lead_types[0].targets == {None: 120}
    named(app, "ann")
    press(app, "Propose version 2")
    version = journal.read(own).find(2)
    assert version
    assert version.missing == ("marketing", "sales")
    assert not draft.exists()


def test_entries_are_added_and_taken_out(own: Path) -> None:
    app = turn(opened("agreement", view="Revise"), SMB)
    app = turn(press(app, "Add a lead type"), SMB)
    assert "SMB: a new type added" in words(app)
    assert [one.value for one in app.text_input if one.label == "Name"] == ["SMB", "form", "outbound", "a new type"]
    app.button(key="take out ('stream', 0, 'lead_type', 1)").click()
    app = turn(app, SMB)
    assert [one.value for one in app.text_input if one.label == "Name"] == ["SMB", "form", "a new type"]
    assert own.exists()


def test_who_saves_over_the_draft_of_another_is_told_and_keeps_what_was_typed(own: Path) -> None:
    app = turn(opened("agreement", view="Revise"), SMB)
    app = fill(app, "Targets", "120")
    theirs = SECOND.replace("targets = 100", "targets = 90")
    agreement.draft_file(own, 2).write_text(theirs, "utf-8")
    app = press(app, "Save the draft")
    assert "Somebody changed the draft of version 2 meanwhile" in words(app)
    assert blank(app, "Targets") == "120"
    assert agreement.draft_file(own, 2).read_text("utf-8") == theirs


def test_a_journal_that_was_changed_is_said_on_every_page(own: Path) -> None:
    proposed(own).close()
    with sqlite3.connect(own / "journal.sqlite") as changed:
        changed.execute("drop trigger entries_stay_update")
        changed.execute("update entries set who = 'somebody else'")
    changed.close()
    for name in ("standup", "agreement"):
        assert "Entry 1 was changed after it was written." in words(opened(name))
