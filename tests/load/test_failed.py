"""What stays of a load that failed: until another goes well, and nothing that the screen must not show."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sla_dash import clock
from sla_dash.errors import BusyError, MappingError, RecordsError, SlaDashError
from sla_dash.load import failed
from tests.loading import LEAD, LEADS, loaded

AT = datetime(2026, 11, 19, 9, 15, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder at a quarter past nine."""
    at(monkeypatch, AT)
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


def at(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setenv(clock.ENVIRONMENT, now.isoformat())


def fails(data: Path, error: Exception, *places: Path) -> None:
    with pytest.raises(type(error)), failed.kept(data, *places):
        raise error


def kept(data: Path) -> failed.Failed:
    found = failed.found(data)
    assert found
    return found


def test_a_failure_is_kept_for_its_owner_alone_since_the_first_of_them(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert failed.found(data) is None
    fails(data, RecordsError("leads.csv is empty.", advice="Export it again."))
    assert failed.found(data) == failed.Failed(AT, AT, "leads.csv is empty.", "Export it again.", None)
    assert stat.S_IMODE((data / failed.FILE).stat().st_mode) == 0o600
    failed.again(data, AT + QUARTER)
    assert kept(data).again_at == AT + QUARTER
    at(monkeypatch, AT + QUARTER)
    fails(data, RecordsError("leads.csv is gone.", advice="Put it back."))
    assert failed.found(data) == failed.Failed(AT, AT + QUARTER, "leads.csv is gone.", "Put it back.", None)
    assert [path.name for path in data.iterdir()] == [failed.FILE]


def test_a_load_that_goes_well_ends_it(tmp_path: Path, data: Path) -> None:
    fails(data, RecordsError("leads.csv is gone.", advice="Put it back."))
    loaded(tmp_path, LEADS, AT, leads=LEAD)
    assert failed.found(data) is None
    failed.again(data, AT)
    assert not (data / failed.FILE).exists()


def test_another_load_that_goes_on_is_no_failure(data: Path) -> None:
    fails(data, BusyError("Another load is writing.", advice="Wait."))
    assert failed.found(data) is None


def test_what_failed_is_said_even_where_nothing_can_be_kept(tmp_path: Path, data: Path) -> None:
    fails(tmp_path / "nowhere", RecordsError("leads.csv is gone.", advice="Put it back."))
    assert not (tmp_path / "nowhere").exists()
    (data / failed.FILE).mkdir()
    (data / failed.FILE / "full").touch()
    fails(data, RecordsError("leads.csv is gone.", advice="Put it back."))
    assert failed.found(data) is None


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"since": "x", "at": 1, "message": "", "advice": ""}', "\x00"])
def test_what_nobody_of_ours_wrote_is_no_failure(text: str, data: Path) -> None:
    (data / failed.FILE).write_text(text, "utf-8")
    assert failed.found(data) is None
    fails(data, RecordsError("leads.csv is gone.", advice="Put it back."))
    assert kept(data).since == AT


def test_no_path_of_the_server_no_address_and_no_value_is_kept(tmp_path: Path, data: Path) -> None:
    export = tmp_path / "Exports of Anna"
    message = f"{export} lacks {export}/leads.csv; see {data}/x, /srv/secret/key.pem, https://crm.example/a/b and 1/2."
    fails(data, SlaDashError(f"{message} anna@example.com knows, as does postgresql://u:p@db/x", advice="Ask."), export)
    assert kept(data).message == (
        "Exports of Anna lacks leads.csv; see x, key.pem, https://crm.example/a/b and 1/2. …@… knows, as does …@…"
    )
    fails(data, OSError(28, "No space left on device", "/srv/secret/key.pem"))
    assert kept(data).message == "The records could not be loaded: No space left on device (key.pem)."
    fails(data, ValueError("Anna Nowak"))
    assert kept(data).message == "The load ended in a way that nobody has foreseen: ValueError."
    fails(data, SlaDashError("x" * 5000, advice="Ask."))
    assert len(kept(data).message) == failed.LONGEST + 1


def test_rows_that_were_all_rejected_are_kept_without_what_stands_in_them(tmp_path: Path, data: Path) -> None:
    with pytest.raises(RecordsError, match=r"first leads\.csv line 2: "), failed.kept(data):
        loaded(tmp_path, LEADS, AT, leads="id,created\nL1,the 3rd of Anna\n")
    assert kept(data).message == (
        "No lead could be loaded; the previous records stay in use.\n"
        "- 1 × leads.created_at: not a date such as 2026-11-19; first leads.csv line 2."
    )


def test_a_value_that_looks_like_the_words_before_a_value_is_not_kept(tmp_path: Path, data: Path) -> None:
    with pytest.raises(RecordsError, match="Xxxxx xxxx 5"), failed.kept(data):
        loaded(tmp_path, LEADS, AT, leads="id,created\nL1,Quill line 5: late\n")
    assert kept(data).message.endswith("; first leads.csv line 2.")


PEOPLE = 'id,created,name\nL1,2026-11-01,"Lead 00 Quill when casting from source column x"\n'


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("cast(name as integer)", "Conversion in line 1, of the column name."),
        ("error(name)", "Invalid Input."),
        ("strptime(name, '%Y')", "Invalid Input."),
        ("regexp_matches(name, name || '(')", "Invalid Input."),
        ("cast(name as json)", "Conversion in line 1, of the column name."),
        ("nme", 'Binder Error: Referenced column "nme" not found in FROM clause!'),
    ],
)
def test_of_what_sql_says_no_value_of_a_row_is_kept(asked: str, said: str, tmp_path: Path, data: Path) -> None:
    mapping = f"""
[source.people]
files = ["people.csv"]
[leads]
sql = "select *, {asked} as n from people"
[leads.columns]
lead_id = "id"
created_at = "created"
"""
    with pytest.raises(MappingError), failed.kept(data):
        loaded(tmp_path, mapping, AT, named={"people.csv": PEOPLE})
    assert kept(data).message == f"leads.sql cannot be run: {said}"
    assert "Quill" not in (data / failed.FILE).read_text("utf-8")


def test_a_file_whose_first_row_is_no_header_is_kept_without_that_row(tmp_path: Path, data: Path) -> None:
    with pytest.raises(MappingError, match="Quill"), failed.kept(data):
        loaded(tmp_path, LEADS, AT, leads="L1,Lead 00 Quill\nL2,Lead 01 Quill\n")
    assert kept(data).message.startswith("leads.csv line 1, the header, has no column id")
    assert "Quill" not in (data / failed.FILE).read_text("utf-8")
