"""The Load page: files are taken, looked at, tried and loaded, and what cannot be is said while the page goes on."""

import io
import zipfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sla_dash import clock, demo, journal, load, places
from sla_dash.errors import RecordsError
from sla_dash.load import snapshot
from sla_dash.screen import forms
from tests import exported, loading
from tests.screens import foreseen, opened, refused, sheets, shown, words

HUBSPOT = exported.EXPORTS / "hubspot"
FILES = {file.name: file.read_bytes() for file in sorted(HUBSPOT.glob("*.csv"))}
TRY, LOAD = "try the load", "load the records"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that does not exist yet."""
    monkeypatch.setenv(places.ENVIRONMENT, str(tmp_path / "data"))
    monkeypatch.setenv(clock.ENVIRONMENT, (HUBSPOT / "as_of").read_text("utf-8").strip())
    monkeypatch.delenv("SLA_DASH_JOURNAL", raising=False)
    monkeypatch.setattr(clock, "zone", lambda: "Europe/Warsaw")
    return tmp_path / "data"


def dropped(app: AppTest, files: dict[str, bytes]) -> AppTest:
    app.file_uploader[0].set_value([(name, content, "") for name, content in files.items()])
    return foreseen(app.run())


def press(app: AppTest, key: str) -> AppTest:
    return foreseen(app.button(key=key).click().run())


def archive(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files.items():
            written.writestr(name, content)
    return held.getvalue()


def left(data: Path) -> list[str]:
    return [path.name for path in data.glob(f"{snapshot.DROPPED}*")]


def there(app: AppTest) -> list[str]:
    return list(sheets(app)[0]["File"])


def test_without_records_the_page_says_what_can_be_dropped(data: Path) -> None:
    app = opened("load")
    assert "Drop what your CRM exports: leads or contacts, and calls, mails, meetings and deals" in words(app)
    assert not app.button
    assert not refused(app)
    assert not data.exists()


def test_what_is_dropped_is_recognised_tried_and_loaded_and_nothing_is_left(data: Path) -> None:
    app = dropped(opened("load"), FILES)
    assert there(app) == list(FILES)
    assert "These are records of HubSpot" in words(app)
    assert app.selectbox(key="answer: zone").value == "Europe/Warsaw"
    assert len(left(data)) == 1
    app.text_input(key="answer: streams").set_value("Own & <b>co</b>")
    assert 'streams = "Own & <b>co</b>"' in foreseen(app.run()).code[0].value
    app = press(app, TRY)
    text = words(app)
    assert "What would be loaded" in text
    assert "There is no agreement yet. These records hold 20 leads of 1 type" in text
    assert "There are no records yet." in text
    assert not places.snapshots(data)
    app = press(app, LOAD)
    assert [shown(one.value) for one in app.success] == ["Loaded: 43 rows kept, 0 rejected."]
    assert len(places.snapshots(data)) == 1
    assert 'streams = "Own & <b>co</b>"' in (data / "mapping.toml").read_text("utf-8")
    assert left(data) == []
    assert not app.button


def test_a_zip_is_unpacked_and_of_two_files_of_one_name_none_is_lost(data: Path) -> None:
    packed = archive(
        {"../../a/leads.csv": b"id,created\n1,2026-11-02\n", "b/leads.csv": b"x,y\n", "__MACOSX/._a": b"", "c/": b""}
    )
    app = dropped(opened("load"), {"export.ZIP": packed})
    assert there(app) == ["leads 2.csv", "leads.csv"]
    app = press(app, "start over")
    assert left(data) == []
    assert not app.button


def test_what_cannot_be_taken_is_said_and_the_rest_is_taken_once(data: Path) -> None:
    broken = archive({"leads.csv": b"id,created\n" * 1000})
    files = {
        "cut.zip": broken[:-30],
        "no.zip": b"no archive",
        "..": b"up",
        "../../leads.csv": b"id,created\n1,2026-11-02\n2,2026-11-03\n",
    }
    app = dropped(opened("load"), files)
    text = refused(app)
    assert "cut.zip cannot be unpacked: File is not a zip file." in text
    assert "no.zip cannot be unpacked: File is not a zip file." in text
    assert ".. is no name of a file." in text
    assert there(app) == ["leads.csv"]
    assert [path.name for path in data.parent.rglob("leads.csv")] == ["leads.csv"]
    damaged = bytearray(broken)
    damaged[45:60] = b"\xff" * 15
    app = dropped(app, {"flipped.zip": bytes(damaged)})
    assert "flipped.zip cannot be unpacked: " in refused(app)
    assert "cut.zip" not in refused(app)
    assert there(app) == ["leads.csv"]


def test_files_of_which_none_looks_like_leads_are_said_and_others_can_be_dropped(data: Path) -> None:
    app = dropped(opened("load"), {"paper.pdf": b"%PDF-1.7\n", "empty.csv": b""})
    text = refused(app)
    assert "No file of the folder looks like leads." in text
    assert "- paper.pdf: " in text
    assert "- empty.csv: " in text
    app = dropped(app, FILES)
    assert "These are records of HubSpot" in words(app)
    assert not refused(app)
    assert data.exists()


def test_another_answer_or_another_file_is_to_be_tried_again(data: Path) -> None:
    app = press(dropped(opened("load"), FILES), TRY)
    assert [one.key for one in app.button if one.key == LOAD]
    app.text_input(key="answer: robots").set_value("Bot")
    app = foreseen(app.run())
    again = "The files or the answers have changed since it was tried: try it again."
    assert again in words(app)
    assert LOAD not in [one.key for one in app.button]
    app = press(app, TRY)
    assert LOAD in [one.key for one in app.button]
    name = next(iter(FILES))
    app = dropped(app, {name: FILES[name]})
    assert again in words(app)
    app = dropped(press(app, "start over"), FILES)
    assert again not in words(app)
    assert not places.snapshots(data)


def test_a_load_that_fails_leaves_everything_and_can_be_tried_again(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo.bring_terms(data)
    terms = sorted(path.name for path in data.glob("agreement*.toml"))
    app = press(dropped(opened("load"), FILES), TRY)

    def fails(*_: object, **__: object) -> None:
        raise RecordsError("The disk is full.", advice="Make room.")

    with monkeypatch.context() as patched:
        patched.setattr(load, "records", fails)
        app = press(app, LOAD)
    assert "The disk is full." in refused(app)
    assert sorted(path.name for path in data.glob("agreement*.toml")) == terms
    app = press(app, LOAD)
    assert "Loaded: 43 rows kept, 0 rejected." in [shown(one.value) for one in app.success]
    assert "The made-up company is kept in the folder made-up-company of the data." in words(app)
    assert not list(data.glob("agreement*.toml"))


def test_beside_the_made_up_company_it_is_said_that_it_makes_room(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    demo.bring_terms(data)
    source = data.parent / "source"
    source.mkdir()
    (source / "leads.csv").write_text(loading.LEAD)
    (source / "mapping.toml").write_text(loading.LEADS)
    load.records(source, source / "mapping.toml", data, journal.read(data).agreements, now=clock.now())
    monkeypatch.setattr(demo, "MAPPING", Path("mapping.toml"))
    app = press(dropped(opened("load"), FILES), TRY)
    assert "That is the made-up company, which makes room and is kept." in words(app)
    assert "There is no agreement yet. These records hold 20 leads" in words(app)
    assert press(app, LOAD).success
    assert "There is no agreement yet. These records hold 20 leads" in words(opened("standup"))


def test_the_next_time_the_mapping_of_the_last_load_is_taken_unless_somebody_wants_to_be_asked(data: Path) -> None:
    loaded = press(press(dropped(opened("load"), FILES), TRY), LOAD)
    assert (data / "mapping.toml").exists()
    again = dropped(opened("load"), FILES)
    assert "These files fit the mapping that the last load has kept." in words(again)
    assert not again.text_input
    assert "These records hold 20 leads" in words(press(again, TRY))
    anew = press(again, "look anew")
    assert anew.text_input
    assert loaded.success


@pytest.mark.parametrize("name", ["日" * 190 + ".csv", "a" * 300 + ".csv"])
def test_a_name_that_is_too_long_for_a_disk_is_cut_and_keeps_its_ending(name: str, data: Path) -> None:
    app = dropped(opened("load"), {name: b"id,created\nL1,2026-11-01\n"})
    (kept,) = there(app)
    assert kept.endswith("….csv")
    assert len(kept.encode()) <= 200
    assert str(data) not in words(app)


def test_no_path_of_the_server_is_said_beside_a_form(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("streamlit.error", said.append)
    with forms.told():
        raise RecordsError(f"It cannot be taken ({data}/.dropped-x/a.csv).", advice="Look into /srv/secret/b.csv.")
    assert str(data) not in said[0]
    assert "/srv" not in said[0]
    assert "b.csv" in said[0]
