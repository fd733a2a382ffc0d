"""What only people know: put at the columns that it is about, and taken for granted in words where nobody said it."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sla_dash import clock
from sla_dash.errors import MappingError
from sla_dash.load import mapping
from sla_dash.load.mapping import answers, presets
from sla_dash.load.mapping.answers import Known
from tests import drawn
from tests.loading import loaded

NOW = datetime(2026, 11, 19, 8, tzinfo=UTC)
LEADS = """
[leads]
files = ["leads.csv"]
[leads.columns]
lead_id = "id"
created_at = { column = "created", format = "%Y-%m-%d %H:%M" }
stream = "line"
lead_type = "kind"
"""
DEALS = """
[deals]
files = ["deals.csv"]
[deals.columns]
deal_id = "deal"
lead_id = "lead"
opened_at = "opened"
stage = "stage"
"""
PRESET = """
handed_over = ["Qualified"]
[source.people.columns]
id = "Record ID"
created = "Create Date"
[source.money]
optional = true
[source.money.columns]
deal = "Deal ID"
[leads]
source = "people"
[leads.columns]
lead_id = "id"
created_at = "created"
"""


def read(text: str) -> mapping.Mapping:
    return mapping.parse(tomllib.loads(text), "mapping.toml")


@pytest.fixture
def acme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a preset, the only one."""
    (tmp_path / "presets").mkdir()
    (tmp_path / "presets" / "acme.toml").write_text(PRESET, "utf-8")
    monkeypatch.setattr(presets, "_FOLDER", tmp_path / "presets")
    return "acme"


def test_a_zone_is_that_of_every_instant_that_names_none(tmp_path: Path) -> None:
    text = f'zone = "Europe/Warsaw"\n{LEADS}assigned_at = {{ column = "given", zone = "Asia/Tokyo" }}\n'
    rows = "id,created,line,kind,given\n1,2026-11-02 09:00,S,web,2026-11-02T18:00\n"
    found = loaded(tmp_path, text, leads=rows)
    assert found.rows("select created_at, assigned_at from leads") == [
        (datetime(2026, 11, 2, 8), datetime(2026, 11, 2, 9))
    ]
    assert found.report.granted == ()


def test_one_stream_is_that_of_all_leads_and_deals(tmp_path: Path) -> None:
    rows = "id,created,line,kind\n1,2026-11-02 09:00,North,web\n2,2026-11-02 09:00,,web\n"
    deals = "deal,lead,opened,stage\nD1,1,2026-11-03,open\n"
    found = loaded(tmp_path, f'zone = "UTC"\nstreams = "S"\n{LEADS}{DEALS}', leads=rows, deals=deals)
    assert found.rows("select distinct stream from leads union all select stream from deals") == [("S",), ("S",)]


def test_words_are_the_streams_types_and_stages_that_they_stand_for_and_others_keep_theirs(tmp_path: Path) -> None:
    said = 'zone = "UTC"\nstreams = { North = "S" }\nlead_types = { "Organic Search" = "web" }'
    said += '\nstages = { Signed = "won" }'
    rows = "id,created,line,kind\n1,2026-11-02 09:00,North,Organic Search\n2,2026-11-02 09:00,South,Fair\n"
    deals = "deal,lead,opened,stage\nD1,1,2026-11-03,Signed\nD2,2,2026-11-03,lost\n"
    found = loaded(tmp_path, f"{said}\n{LEADS}{DEALS}", leads=rows, deals=deals)
    assert found.rows("select stream, lead_type from leads order by lead_id") == [("S", "web"), ("South", "Fair")]
    assert found.rows("select stage from deals order by deal_id") == [("won",), ("lost",)]


@pytest.mark.parametrize(
    ("said", "gone", "message"),
    [
        (
            'streams = { North = "S" }',
            "stream",
            "streams says what words mean, and leads.stream is mapped to no",
        ),
        (
            'lead_types = { A = "b" }',
            "lead_type",
            "lead_types says what words mean, and leads.lead_type is mapped",
        ),
    ],
)
def test_a_word_without_a_column_is_refused_in_words(said: str, gone: str, message: str) -> None:
    without = "\n".join(line for line in LEADS.splitlines() if not line.startswith(f"{gone} "))
    with pytest.raises(MappingError, match=message) as caught:
        answers.placed(read(f'{said}\nzone = "UTC"\n{without}'))
    assert caught.value.advice == f"Map leads.{gone} to a column, or leave {said.split()[0]} out."
    constant = f'{without}\n{gone} = {{ constant = "x" }}'
    with pytest.raises(MappingError, match=message):
        answers.placed(read(f'{said}\nzone = "UTC"\n{constant}'))


def test_a_mapping_without_a_preset_grants_nothing() -> None:
    mapped = read(f'zone = "UTC"\n{LEADS}')
    assert answers.granted(mapped, Known("Europe/Warsaw", streams=("S",))) == (mapped, ())


@pytest.mark.parametrize(
    ("known", "zone", "streams", "said"),
    [
        (
            Known("Europe/Warsaw", "the agreement's", ("S",)),
            "Europe/Warsaw",
            "S",
            (
                "times without an offset are in Europe/Warsaw (the agreement's); zone says otherwise",
                "every lead and deal is of the stream S, the agreement's only one; streams says otherwise",
            ),
        ),
        (
            Known("Europe/Warsaw", "the agreement's", ("S", "T")),
            "Europe/Warsaw",
            {},
            ("times without an offset are in Europe/Warsaw (the agreement's); zone says otherwise",),
        ),
        (
            Known("Asia/Tokyo", "this machine's"),
            "Asia/Tokyo",
            "Sales",
            (
                "times without an offset are in Asia/Tokyo (this machine's); zone says otherwise",
                "every lead and deal is of the stream Sales, as there is no agreement that names any; streams says "
                "otherwise",
            ),
        ),
        (
            Known(None, "this machine's"),
            "UTC",
            "Sales",
            (
                "times without an offset are in UTC (for want of another); zone says otherwise",
                "every lead and deal is of the stream Sales, as there is no agreement that names any; streams says "
                "otherwise",
            ),
        ),
    ],
)
def test_what_nobody_said_is_taken_for_granted_in_words(
    acme: str, known: Known, zone: str, streams: object, said: tuple[str, ...]
) -> None:
    mapped, words = answers.granted(read(f'preset = "{acme}"'), known)
    assert (mapped.zone, mapped.streams, words) == (zone, streams, said)


@pytest.mark.parametrize("streams", ['"T"', '{ A = "B" }', "{}"])
def test_what_somebody_said_is_not_taken_for_granted(acme: str, streams: str) -> None:
    mapped = read(f'preset = "{acme}"\nzone = "UTC"\nstreams = {streams}')
    assert answers.granted(mapped, Known("Europe/Warsaw", streams=("S",))) == (mapped, ())


def test_the_terms_tell_their_zone_streams_and_types_and_without_any_the_machine_its_zone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "zone", lambda: "Asia/Tokyo")
    held = answers.known(drawn.agreements(), NOW)
    assert held == Known("Europe/Warsaw", "the agreement's", ("SMB",), ("form", "outbound"))
    assert held.only_stream == "SMB"
    assert answers.known(None, NOW) == Known("Asia/Tokyo", "this machine's")
    assert answers.known(None, NOW).only_stream == "Sales"
    assert Known(streams=("S", "T")).only_stream is None


def test_a_key_or_a_table_that_is_written_anew_replaces_that_of_the_preset_and_a_source_keeps_its_columns(
    acme: str,
) -> None:
    mapped = read(
        f"""
        preset = "{acme}"
        handed_over = ["New"]
        [source.people]
        files = ["people.csv"]
        [leads]
        source = "people"
        [leads.columns]
        lead_id = "number"
        created_at = {{ column = "day", zone = "UTC" }}
        """
    )
    assert mapped.handed_over == ("New",)
    assert mapped.source["people"].files == ["people.csv"]
    assert mapped.source["people"].columns == {"id": ("Record ID",), "created": ("Create Date",)}
    assert mapped.source["money"].columns == {"deal": ("Deal ID",)}
    assert list(mapped.leads.columns) == ["lead_id", "created_at"]
    kept = read(f'preset = "{acme}"')
    assert (kept.handed_over, kept.source["people"].files) == (("Qualified",), None)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("hubspt", "There is no preset hubspt; did you mean hubspot?"),
        ("Salesforce", "There is no preset Salesforce; did you mean salesforce?"),
        ("quux", "There is no preset quux."),
        ("../presets/hubspot", "There is no preset ../presets/hubspot."),
    ],
)
def test_a_preset_that_there_is_not_is_refused_with_the_nearest_one(name: str, message: str) -> None:
    with pytest.raises(MappingError) as caught:
        read(f'preset = "{name}"')
    assert caught.value.message == message
    assert caught.value.advice.startswith("The presets are dynamics, hubspot, ")


def test_a_preset_that_is_no_text_is_refused_as_any_other_mistake() -> None:
    with pytest.raises(MappingError, match="preset: write text in quotes"):
        read(f'preset = 1\nzone = "UTC"\n{LEADS}')
