"""The mappings of the package: each reads the export of its CRM and tells the same morning of the same leads."""

from pathlib import Path

import pytest

from sla_dash.errors import MappingError
from sla_dash.load import mapping, proposal
from sla_dash.load.mapping import presets
from tests import exported
from tests.exported import loaded

MORNING = "13 in time · 3 late · 2 late and waiting · 1 at risk"
WITHOUT_MAILS = "13 in time · 5 late and waiting · 1 at risk"


@pytest.mark.parametrize("name", exported.NAMES)
def test_the_same_leads_are_the_same_morning_whatever_crm_they_come_from(name: str, tmp_path: Path) -> None:
    found = loaded(name, tmp_path)
    assert found.seen() == (WITHOUT_MAILS if name == "zoho" else MORNING, 19, 2900, [("USD", 1000)])
    rejected = {(rejects.table, rejects.reason) for rejects in found.report.rejects}
    assert not rejected or name == "salesforce-report", rejected


@pytest.mark.parametrize("name", exported.NAMES)
def test_an_export_is_known_by_its_headers(name: str) -> None:
    every = {one: mapping.parse(presets.document(one), one) for one in presets.names()}
    found = proposal.recognised(proposal.looked(exported.EXPORTS / name, names_only=True), every)
    assert found is not None
    assert (found.preset, found.question) == (exported.preset(name), None)
    assert [seen.label for seen in found.left] == ["agreement.toml", "answers.toml", "as_of", "right.txt"]


def test_every_preset_has_an_export_to_show_it() -> None:
    assert {exported.preset(name) for name in exported.NAMES} == set(presets.names())


@pytest.mark.parametrize("name", presets.names())
def test_no_preset_names_a_file_or_brings_answers_that_only_people_know(name: str) -> None:
    found = mapping.parse(presets.document(name), name)
    assert (found.zone, found.streams, found.lead_types, found.robots) == (None, {}, {}, ())
    assert [one for one in found.source.values() if one.files or one.url] == []
    assert found.touches
    assert found.deals


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("hubspot", "*calls*"),
        ("hubspot", "*deals*"),
        ("hubspot-airbyte", "engagements*"),
        ("hubspot-dlt", "*__*"),
        ("hubspot-fivetran", "engagement*"),
        ("pipedrive", "activities*"),
        ("salesforce", "[!L]*.csv"),
        ("salesforce-report", "*[34].csv"),
        ("zoho", "[!L]*.csv"),
        ("odoo", "*[!d].csv"),
        ("dynamics", "[!l]*.csv"),
    ],
)
def test_everything_but_the_leads_may_be_missing(name: str, files: str, tmp_path: Path) -> None:
    found = loaded(name, tmp_path, without=files)
    assert found.rows("select count(*) > 18 from leads") == [(True,)]


def test_without_leads_a_preset_says_what_it_looks_for(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="inbox: no file has the columns Lead - ID, Lead - Title, Lead - Owner"):
        loaded("pipedrive", tmp_path, without="leads*")
