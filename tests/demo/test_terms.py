"""The made-up company's agreement comes to a data folder that has none."""

import shutil
from pathlib import Path

import pytest

from sla_dash import demo, journal, places
from sla_dash.errors import RecordsError, SlaDashError
from sla_dash.load import snapshot

TERMS = {file.name: file.read_bytes() for file in places.DEMO.glob("agreement*.toml")}


def held(data: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in data.glob("*agreement*.toml")}


def test_every_version_comes_to_a_folder_that_need_not_exist(tmp_path: Path) -> None:
    demo.bring_terms(tmp_path / "new" / "data")
    assert held(tmp_path / "new" / "data") == TERMS
    assert [terms.version for terms in journal.read(tmp_path / "new" / "data").agreements.versions] == [1, 2]


@pytest.mark.parametrize("own", ["agreement.toml", "agreement-1.toml", "agreement-7.toml"])
def test_a_folder_with_terms_of_its_own_stays_as_it_is(own: str, tmp_path: Path) -> None:
    (tmp_path / own).write_text("# ours", "utf-8")
    demo.bring_terms(tmp_path)
    assert held(tmp_path) == {own: b"# ours"}


def test_a_copy_that_ends_early_leaves_no_half_file_and_is_completed_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []

    def ends_in_the_second(file: Path, folder: Path) -> None:
        copied.append(file.name)
        (folder / file.name).write_bytes(file.read_bytes()[: -1 if len(copied) == 2 else None])
        if len(copied) == 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "copy", ends_in_the_second)
        with pytest.raises(KeyboardInterrupt):
            demo.bring_terms(tmp_path)
    assert held(tmp_path) == {copied[0]: TERMS[copied[0]]}
    demo.bring_terms(tmp_path)
    assert held(tmp_path) == TERMS


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", "utf-8")
    with pytest.raises(SlaDashError, match="data cannot be written: File exists") as caught:
        demo.bring_terms(tmp_path / "data")
    assert "--data" in caught.value.advice


def test_terms_do_not_come_while_another_load_writes_and_whole_ones_need_not(tmp_path: Path) -> None:
    with snapshot.workplace(tmp_path), pytest.raises(RecordsError, match="Another load"):
        demo.bring_terms(tmp_path)
    assert held(tmp_path) == {}
    demo.bring_terms(tmp_path)
    with snapshot.workplace(tmp_path):
        demo.bring_terms(tmp_path)
    assert held(tmp_path) == TERMS
