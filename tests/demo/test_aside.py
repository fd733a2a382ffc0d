"""The made-up company makes room for real records, whole, and comes back where they cannot be loaded."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sla_dash import demo, places
from sla_dash.errors import RecordsError, SlaDashError
from sla_dash.load import snapshot
from tests import drawn, loading


def fake(monkeypatch: pytest.MonkeyPatch, mapping: str) -> None:
    """Take records that were loaded by a mapping of this name for those of the made-up company."""
    monkeypatch.setattr(demo, "MAPPING", Path(mapping))


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the company's terms, some records, a journal and a draft."""
    monkeypatch.delenv("SLA_DASH_JOURNAL", raising=False)
    fake(monkeypatch, "mapping.toml")
    found = loading.loaded(tmp_path, loading.LEADS, leads=loading.LEAD).report.path.parent
    demo.bring_terms(found)
    for name in ("journal.sqlite", "journal.sqlite-wal", "draft-3.toml", "mapping.toml"):
        (found / name).write_text(name, "utf-8")
    (found / "notes.txt").write_text("ours", "utf-8")
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.suffix != ".lock"}


def test_terms_journal_drafts_and_records_are_put_aside_and_nothing_else(data: Path) -> None:
    before = files(data)
    assert demo.is_held(data)
    with demo.aside(data) as moved:
        assert moved == data / "made-up-company"
        assert files(data).keys() == {"notes.txt", "privacy.key"}
    stay = {name: before.pop(name) for name in ("notes.txt", "privacy.key")}
    assert files(data) == stay
    assert files(data / "made-up-company") == before


def test_the_next_company_is_put_beside_the_one_before(data: Path) -> None:
    with demo.aside(data):
        pass
    demo.bring_terms(data)
    with demo.aside(data) as moved:
        assert moved == data / "made-up-company-2"


@pytest.mark.parametrize("error", [RecordsError("no", advice="do"), KeyboardInterrupt()])
def test_it_is_put_back_whole_where_its_place_is_not_taken(data: Path, error: BaseException) -> None:
    before = files(data)
    with pytest.raises(type(error)), demo.aside(data):
        raise error
    assert files(data) == before
    assert not (data / "made-up-company").exists()


def test_what_was_moved_before_another_could_not_be_comes_back(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, rename = files(data), Path.rename

    def refuses_the_journal(path: Path, target: Path) -> Path:
        if path.name == "journal.sqlite-wal" and target.parent.name == demo.ASIDE:
            raise PermissionError(13, "Permission denied", str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuses_the_journal)
    why = "The made-up company cannot be put aside: Permission denied"
    with pytest.raises(SlaDashError, match=why), demo.aside(data):
        pytest.fail("its place was taken")
    assert files(data) == before
    assert not (data / "made-up-company").exists()


def changed(data: Path) -> None:
    terms = data / "agreement.toml"
    terms.write_bytes(terms.read_bytes() + b"# ours\n")


def added(data: Path) -> None:
    (data / "agreement-3.toml").write_text(drawn.AGREEMENT, "utf-8")


def without_terms(data: Path) -> None:
    for terms in data.glob("agreement*.toml"):
        terms.unlink()


@pytest.mark.parametrize("change", [changed, added, without_terms])
def test_it_is_not_touched_where_its_terms_are_not_those_it_came_with(
    data: Path, change: Callable[[Path], None]
) -> None:
    change(data)
    before = files(data)
    with demo.aside(data) as moved:
        assert moved is None
        assert files(data) == before
    assert files(data) == before


def test_it_is_not_touched_where_somebody_loaded_records_of_their_own(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake(monkeypatch, "demo.toml")
    before = files(data)
    with demo.aside(data) as moved:
        assert moved is None
    assert files(data) == before


def test_terms_alone_are_the_company_and_records_that_cannot_be_read_are_not(data: Path) -> None:
    for path in places.snapshots(data):
        path.write_bytes(b"damaged")
    assert not demo.is_held(data)
    for path in places.snapshots(data):
        path.unlink()
    assert demo.is_held(data)
    assert not demo.is_held(data / "nowhere")


def test_it_stays_where_its_journal_is_elsewhere(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_DASH_JOURNAL", "postgresql://nowhere/journal")
    before = files(data)
    with pytest.raises(RecordsError) as caught, demo.aside(data):
        pytest.fail("its place was taken")
    assert caught.value.message == (
        f"{data} holds the made-up company, and its journal is in the database that SLA_DASH_JOURNAL names."
    )
    assert caught.value.advice == "Choose another folder with --data, and another database for its journal."
    assert files(data) == before


def test_it_stays_while_another_load_writes(data: Path) -> None:
    before = files(data)
    with snapshot.workplace(data), pytest.raises(RecordsError, match="Another load"), demo.aside(data):
        pytest.fail("its place was taken")
    assert files(data) == before


def test_records_never_take_the_name_of_those_put_aside(data: Path, tmp_path: Path) -> None:
    (before,) = places.snapshots(data)
    with demo.aside(data) as moved:
        assert moved
        loading.loaded(tmp_path, loading.LEADS, leads=loading.LEAD)
    (after,) = places.snapshots(data)
    assert (moved / before.name).exists()
    assert after.name == f"{before.stem}_002.duckdb"
