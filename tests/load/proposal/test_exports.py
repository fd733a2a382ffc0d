"""Exports as real systems write them: each is recognised as what it is, and nearly all load as they are proposed."""

from datetime import date
from pathlib import Path

import pytest

from sla_dash.load import mapping
from sla_dash.load.mapping import presets
from sla_dash.load.mapping.answers import Known
from sla_dash.load.proposal import looked, proposed, recognised
from tests import ROOT, workbooks
from tests.loading import NOW, loaded

EXPORTS = ROOT / "tests" / "field" / "exports"
KNOWN = {name: mapping.parse({"preset": name}, name) for name in presets.names()}


@pytest.mark.parametrize("name", [name for name in KNOWN if (EXPORTS / name).is_dir()])
def test_the_files_of_a_system_are_recognised_as_its_own(name: str) -> None:
    found = recognised(looked(EXPORTS / name), KNOWN)
    assert found
    assert (found.preset, found.question) == (name, None)
    exported = {path.name for path in (EXPORTS / name).iterdir() if path.suffix in (".csv", ".parquet", ".jsonl")}
    assert {seen.name for fit in found.fits for seen in fit.files} == exported


def test_titles_above_the_header_of_a_text_are_skipped_in_the_load(tmp_path: Path) -> None:
    text = "MQLs this month;;\n;;\nNr;Erstellt am;Zuständig\n1;02.11.2026;Ann\n2;13.11.2026;Bob\n"
    source = tmp_path / "source"
    source.mkdir()
    (source / "Anfragen.csv").write_text(text)
    made = proposed(looked(source), known=Known("Europe/Warsaw"))
    assert 'header = "Nr"' in made.toml()
    found = loaded(tmp_path, made.toml())
    assert found.rows("select lead_id, owner from leads order by 1") == [("1", "Ann"), ("2", "Bob")]
    assert found.rejects == []


def test_a_workbook_loads_as_it_is_proposed(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    leads: dict[int, tuple[workbooks.Cell, ...]] = {
        1: ("Leads of November",),
        3: ("Lead ID", "Created", "Owner"),
        4: (1001, date(2026, 11, 2), "Ann"),
        5: (1002, date(2026, 11, 3), "Bob"),
    }
    calls: dict[int, tuple[workbooks.Cell, ...]] = {1: ("Lead ID", "Call date"), 2: (1001, date(2026, 11, 4))}
    workbooks.write(source / "leads.xlsx", {"Leads": leads, "Calls": calls})
    made = proposed(looked(source), known=Known("Europe/Warsaw"))
    assert [(part.table.name, part.files[0].label) for part in made.parts] == [
        ("leads", "leads.xlsx (Leads)"),
        ("touches", "leads.xlsx (Calls)"),
    ]
    found = loaded(tmp_path, made.toml(), NOW)
    assert found.rows("select lead_id, owner from leads order by 1") == [("1001", "Ann"), ("1002", "Bob")]
    assert found.rows("select lead_id from touches") == [("1001",)]
