"""What the board comes with is found, and the data folder is decided in one place."""

from pathlib import Path

import pytest

from sla_dash import places
from tests import ROOT


def test_in_a_checkout_what_the_board_comes_with_lies_at_the_top() -> None:
    assert ROOT.samefile(places.SHIPPED)
    assert places.APP.is_file()
    assert places.CONFIG.is_file()


def test_the_data_folder_is_the_one_named_or_else_lies_where_the_process_stands(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(places.ENVIRONMENT, "/somewhere/else")
    assert places.data() == Path("/somewhere/else")
    monkeypatch.setenv(places.ENVIRONMENT, "")
    monkeypatch.chdir(tmp_path)
    assert places.data().resolve() == tmp_path / "data"
    monkeypatch.delenv(places.ENVIRONMENT)
    assert places.data().resolve() == tmp_path / "data"


def test_nothing_else_in_the_package_reckons_with_where_the_package_lies() -> None:
    reckon = {file.name for file in (ROOT / "sla_dash").rglob("*.py") if "(__file__).parent" in file.read_text("utf-8")}
    assert reckon == {"places.py"}
