"""A board without an agreement: one screen that writes a first one from the records, and then every page."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sla_dash import agreement, clock, journal, load, places
from sla_dash.journal import Journal, agreeing
from tests import harvest, hostile, loading, morning
from tests.screens import APP, PAGES, foreseen, opened, page, words

WRITE, USE = "Write a first agreement from these records", "use the draft"


def without_agreement(data: Path, now: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    for file in (data / "agreement.toml", *data.glob("journal*")):
        file.unlink()
    load.again(data, None, clock.instant(now))
    monkeypatch.setenv(places.ENVIRONMENT, str(data))
    monkeypatch.setenv(clock.ENVIRONMENT, now)
    monkeypatch.setenv("TZ", "Europe/Warsaw")
    return data


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the harvest, and nothing promised."""
    return without_agreement(harvest.write(tmp_path), harvest.ENVIRONMENT, monkeypatch)


def run() -> AppTest:
    return foreseen(AppTest.from_file(str(APP), default_timeout=60).run())


def written(app: AppTest) -> AppTest:
    (button,) = [one for one in app.button if one.label == WRITE]
    return foreseen(button.click().run())


def test_the_screen_says_what_the_records_hold_and_a_first_agreement_makes_every_page_work(bare: Path) -> None:
    app = run()
    assert (
        "There is no agreement yet. These records hold 600 leads of 1 type, from 1 July 2026 to 10 September 2026."
        in (words(app))
    )
    app = written(app)
    draft = bare / "draft-1.toml"
    assert app.code[0].value.strip() == draft.read_text("utf-8").strip()
    assert not (bare / "agreement.toml").exists()
    assert "- SMB · form: 200 leads a month; no time to contact\n- no attempts" in words(app)
    app = foreseen(app.button(key=USE).click().run())
    assert [one.value for one in app.success] == [
        "The board goes by it now, not signed. Read it as a document, argue about it, and change it."
    ]
    assert len(app.get("page_link")) == 2
    assert not draft.exists()
    assert "agreement 1, not signed" in words(foreseen(app.run()))
    for name in PAGES:
        assert not page(name).error, name


def test_the_zone_and_the_holidays_are_those_that_are_chosen(bare: Path) -> None:
    app = run()
    app.selectbox(key="first zone").set_value("Asia/Tokyo")
    app.selectbox(key="first country").set_value("PL")
    written(app)
    terms = agreement.parse((bare / "draft-1.toml").read_text("utf-8"))
    assert (terms.timezone, terms.holidays.country) == ("Asia/Tokyo", "PL")


def test_a_draft_with_a_mistake_is_not_used_and_the_mistake_is_said(bare: Path) -> None:
    written(run())
    draft = bare / "draft-1.toml"
    draft.write_text(draft.read_text("utf-8").replace("share = 1", "share = 10%"), "utf-8")
    app = run()
    app = foreseen(app.button(key=USE).click().run())
    assert "write 0.10, not 10%" in words(app)
    assert not (bare / "agreement.toml").exists()


def test_every_page_leads_to_the_one_screen_while_there_is_no_agreement(bare: Path) -> None:
    assert bare.exists()
    for name in ("contact", "agreement"):
        assert "There is no agreement yet." in words(opened(name, as_of="2026-11-01"))


def test_a_first_version_that_is_proposed_can_be_signed_there(bare: Path) -> None:
    written(run())
    text = (bare / "draft-1.toml").read_text("utf-8")
    agreeing.propose(Journal.of(bare), journal.read(bare), text, who="ann", at=clock.now())
    app = run()
    assert "it holds once **Head of marketing** and **Head of sales** have signed it" in words(app)
    for role in ("Head of marketing", "Head of sales"):
        app.selectbox(key="role that signs").set_value(role)
        app.text_input(key="who writes: here").set_value("ann")
        app.checkbox(key="read").set_value(True)
        (button,) = [one for one in app.button if one.label == "Sign"]
        app = foreseen(button.click().run())
    assert "agreement 1, signed" in words(run())


def test_records_that_cannot_be_promised_are_said_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = loading.loaded(tmp_path, loading.LEADS, leads=loading.LEAD).report.path.parent
    monkeypatch.setenv(places.ENVIRONMENT, str(data))
    monkeypatch.setenv(clock.ENVIRONMENT, morning.ENVIRONMENT)
    app = run()
    assert "These records hold 1 lead of 0 types" in words(app)
    assert "No lead of 1 has a stream and a lead type" in words(written(app))


def test_hostile_names_are_text_there_and_in_the_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = without_agreement(hostile.write(tmp_path), hostile.ENVIRONMENT, monkeypatch)
    app = written(run())
    assert "![" not in "".join(str(one.value) for one in app.markdown)
    terms = agreement.parse((data / "draft-1.toml").read_text("utf-8"))
    assert [stream.name for stream in terms.streams] == [hostile.STREAM]
    kinds = {kind.replace("k@k.example", "(e-mail)") for kind in hostile.KINDS}  # no address is kept
    assert {one.name for one in terms.streams[0].lead_types} == kinds
    foreseen(app.button(key=USE).click().run())
    assert not page("standup").error


def test_a_draft_can_be_written_again_with_other_answers(bare: Path) -> None:
    app = written(run())
    app = foreseen(app.button(key="write the draft again").click().run())
    app.selectbox(key="first country").set_value("DE")
    app = written(app)
    assert 'country = "DE"' in app.code[0].value
    assert (bare / "draft-1.toml.before").exists()


def test_the_country_of_the_time_zone_is_offered_by_its_name(bare: Path) -> None:
    assert bare
    box = run().selectbox(key="first country")
    assert box.value == "PL"
    assert "Poland (PL)" in box.options
