"""Exports as real systems write them, in other formats than CSV."""

from datetime import datetime
from pathlib import Path

import pytest

from sla_dash import journal, load
from tests import ROOT
from tests.loading import Loaded

FIELD = ROOT / "tests" / "field"


def exported(name: str, data: Path) -> Loaded:
    folder = FIELD / name
    as_of, held = datetime.fromisoformat((folder / "as_of").read_text("utf-8").strip()), journal.read(folder).agreements
    return Loaded(load.records(folder, folder / "map.toml", data, held, now=as_of))


EXPORTS = [("airbyte", 20, "1001", "2026-11-02T09:00"), ("xlsx", 1, "1", "2026-11-02T10:00")]


@pytest.mark.parametrize(("name", "leads", "first", "created"), EXPORTS)
def test_an_export_is_loaded_whole(name: str, leads: int, first: str, created: str, tmp_path: Path) -> None:
    found = exported(name, tmp_path)
    assert found.rejects == []
    [(count, lead_id, at)] = found.rows("select count(*), min(lead_id), min(created_at) from leads")
    assert (count, lead_id, at) == (leads, first, datetime.fromisoformat(created))
